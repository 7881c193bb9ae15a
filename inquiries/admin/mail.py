"""Looking at the outbox and the local mailbox: what was sent, what waits, what did not arrive."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.typed_admin import ModelAdmin
from inquiries.models import STRANDED, CaughtMail, Delivery, DeliveryState
from inquiries.outbox import local_mailbox


class _OnlyLookedAt:
    """Nobody adds, changes or deletes these by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeedsFilter(admin.SimpleListFilter):
    title = "what it needs"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("somebody", "Somebody to look after it"), ("time", "Time: more than an hour so far")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Delivery]") -> "QuerySet[Delivery]":
        if self.value() == "somebody":
            return queryset & Delivery.objects.stranded()
        if self.value() == "time":
            return queryset & Delivery.objects.late()
        return queryset


@admin.register(Delivery)
class DeliveryAdmin(_OnlyLookedAt, ModelAdmin[Delivery]):
    list_display = ["recipient", "mail", "purpose", "state", "attempts", "due_at", "sent_at", "last_words"]
    list_filter = [NeedsFilter, "state", "mail__purpose"]
    list_select_related = ["mail"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["recipient", "mail__subject", "mail__message_id"]
    ordering = ["-pk"]
    actions = ["try_again", "look_after"]
    _SHOWN = [
        "recipient", "state", "attempts", "unclear_attempts", "due_at", "sent_at", "is_looked_after",
        "last_words",
        "subject", "message_id", "in_reply_to", "body",
    ]  # fmt: skip
    fields = [*_SHOWN]
    readonly_fields = [*_SHOWN]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Delivery]":
        return super().get_queryset(request).select_related("mail")

    @admin.display(ordering="mail__purpose")
    def purpose(self, delivery: Delivery) -> str:
        return delivery.mail.get_purpose_display()

    def subject(self, delivery: Delivery) -> str:
        return delivery.mail.subject

    def message_id(self, delivery: Delivery) -> str:
        return delivery.mail.message_id

    def in_reply_to(self, delivery: Delivery) -> str:
        return delivery.mail.in_reply_to

    def body(self, delivery: Delivery) -> str:
        return delivery.mail.body

    @admin.action(description="Try again now", permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: "QuerySet[Delivery]") -> None:
        """Begin anew with what did not arrive. What is unclear may then arrive a second time: a person decides."""
        if not request.user.has_perm("inquiries.change_delivery"):
            self.message_user(request, "You may look at mail, but not send it.", messages.ERROR)
            return
        again = queryset.filter(state__in=[DeliveryState.WAITING, *STRANDED])
        count = again.update(
            state=DeliveryState.WAITING, due_at=timezone.now(), attempts=0, unclear_attempts=0, is_looked_after=False
        )
        self.message_user(request, f"{count} will be tried again now.", messages.SUCCESS)

    @admin.action(description="Looked after: do not mention it again", permissions=["view"])
    def look_after(self, request: HttpRequest, queryset: "QuerySet[Delivery]") -> None:
        """The digest and the inbox leave it out from now on; the list keeps it."""
        if not request.user.has_perm("inquiries.change_delivery"):
            self.message_user(request, "You may look at mail, but not say that it is looked after.", messages.ERROR)
            return
        count = queryset.filter(state__in=STRANDED).update(is_looked_after=True)
        self.message_user(request, f"{count} will not be mentioned again.", messages.SUCCESS)


@admin.register(CaughtMail)
class CaughtMailAdmin(_OnlyLookedAt, ModelAdmin[CaughtMail]):
    list_display = ["subject", "recipients", "caught_at"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["subject", "recipients", "body"]
    ordering = ["-pk"]
    _SHOWN = ["caught_at", "sender", "recipients", "subject", "body", "source"]
    fields = [*_SHOWN]
    readonly_fields = [*_SHOWN]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = (
            "Local mailbox: no mail server is set up, so mail is kept here and not sent"
            if local_mailbox.is_in_use()
            else "Local mailbox: mail is sent by the mail server; what stands here is older"
        )
        return super().changelist_view(request, {"title": title, **(extra_context or {})})
