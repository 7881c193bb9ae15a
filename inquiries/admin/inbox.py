"""The inbox: what came in through /contact, who deals with it, and what was answered."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.timesince import timesince
from django.views.decorators.http import require_POST

from core.edit_conflicts import ConflictCheckedAdmin
from core.typed_admin import TabularInline
from inquiries.admin.inbox_as_csv import as_csv
from inquiries.digest import mail_troubles
from inquiries.models import HELD_BACK, Inquiry, InquiryState, Note, SavedSearch
from inquiries.outbox.letters import reply
from inquiries.receiving import release_held_back

_REPLY_LONGEST = 20_000


class AgeFilter(admin.SimpleListFilter):
    title = "age"
    parameter_name = "age"
    _DAYS = {"day": 1, "week": 7, "month": 30}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("day", "At most a day"), ("week", "At most a week"), ("month", "At most 30 days"), ("older", "Older")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> "QuerySet[Inquiry]":
        now = timezone.now()
        if self.value() == "older":
            return queryset.filter(received_at__lt=now - timedelta(days=30))
        if days := self._DAYS.get(self.value() or ""):
            return queryset.filter(received_at__gte=now - timedelta(days=days))
        return queryset


class AssignedFilter(admin.SimpleListFilter):
    title = "assigned to"
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", "Me"), ("nobody", "Nobody")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> "QuerySet[Inquiry]":
        if self.value() == "me":
            return queryset.filter(assigned_to=request.user.pk)
        if self.value() == "nobody":
            return queryset.filter(assigned_to=None)
        return queryset


class ReplyForm(forms.Form):
    body = forms.CharField(
        label="Your answer",
        max_length=_REPLY_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"}),
    )
    # The same form sent twice is one answer.
    key = forms.SlugField(widget=forms.HiddenInput, max_length=40)


class SavedSearchForm(forms.Form):
    name = forms.CharField(max_length=60)
    query = forms.CharField(max_length=500)


class NotesInline(TabularInline[Note, Inquiry]):
    """Notes can be added, and are not rewritten."""

    model = Note
    extra = 1
    can_delete = False
    readonly_fields = ["author", "written_at"]
    fields = ["text", "author", "written_at"]
    verbose_name_plural = "internal notes: the sender never sees them"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Note]":
        return super().get_queryset(request).select_related("author")


@admin.register(Inquiry)
class InquiryAdmin(ConflictCheckedAdmin[Inquiry]):
    change_form_template = "inquiries/admin/inquiry_form.html"
    change_list_template = "inquiries/admin/inquiry_list.html"
    list_display = ["reference", "state", "kind", "name", "organisation", "subject", "age", "assigned_to"]
    list_filter = ["state", "kind", AgeFilter, AssignedFilter]
    list_select_related = ["assigned_to"]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "received_at"
    search_fields = ["reference", "name", "email", "organisation", "subject", "message"]
    search_help_text = "Reference, name, address, organisation, subject or words of the message."
    ordering = ["-received_at"]
    actions = ["mark_read", "mark_closed", "mark_spam", "mark_not_spam", "assign_to_me"]
    inlines = [NotesInline]
    _SENT = ["reference", "received_at", "kind", "name", "email", "organisation", "subject", "offer", "message"]
    readonly_fields = [*_SENT, "wants_copy", "consented_at", "spam_reasons", "touched_at"]
    fieldsets = [
        (None, {"fields": ["state", "assigned_to"]}),
        ("The message", {"fields": [*_SENT]}),
        ("Record", {"classes": ["collapse"], "fields": ["wants_copy", "consented_at", "spam_reasons", "touched_at"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(ordering="-received_at")
    def age(self, inquiry: Inquiry) -> str:
        return timesince(inquiry.received_at, depth=1)

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<int:pk>/reply/",
                self.admin_site.admin_view(require_POST(self.reply_view)),
                name="inquiries_inquiry_reply",
            ),
            path("export/", self.admin_site.admin_view(self.export_view), name="inquiries_inquiry_export"),
            path(
                "save-search/",
                self.admin_site.admin_view(require_POST(self.save_search_view)),
                name="inquiries_inquiry_save_search",
            ),
            *super().get_urls(),
        ]

    # --- One inquiry ---------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The message with its thread and a form to answer it. Looking at a new one makes it read."""
        inquiry = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if inquiry is not None and self.has_change_permission(request, inquiry):
            if request.method == "GET" and inquiry.state == InquiryState.NEW:
                Inquiry.objects.filter(pk=inquiry.pk, state=InquiryState.NEW).update(
                    state=InquiryState.READ, touched_at=timezone.now()
                )
            context["reply_form"] = ReplyForm(initial={"key": secrets.token_urlsafe(12)})
        if inquiry is not None:
            context["thread"] = inquiry.mails.select_related("author").prefetch_related("deliveries")
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Inquiry, form: Any, change: bool) -> None:
        if form.initial.get("state") in HELD_BACK and obj.state not in (*HELD_BACK, InquiryState.CLOSED):
            wanted = obj.state
            release_held_back(obj)
            obj.state = wanted
        obj.touched_at = timezone.now()
        # What the editor did not change may have been changed by somebody else since this form was opened.
        obj.save(update_fields=[*form.changed_data, "touched_at"])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for note in formset.save(commit=False):
            note.author = request.user
            note.save()
        formset.save_m2m()

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer by mail: the mail is in the outbox when this returns, and the inquiry counts as replied."""
        inquiry = get_object_or_404(Inquiry, pk=pk)
        here = HttpResponseRedirect(reverse("admin:inquiries_inquiry_change", args=[pk]))
        if not self.has_change_permission(request, inquiry):
            raise PermissionDenied
        form = ReplyForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "Nothing was sent: write an answer of up to 20,000 characters.", messages.ERROR)
            return here
        with transaction.atomic():
            reply(inquiry=inquiry, body=form.cleaned_data["body"], key=form.cleaned_data["key"], author=request.user)
            Inquiry.objects.filter(pk=pk).update(state=InquiryState.REPLIED, touched_at=timezone.now())
        self.message_user(request, f"The answer is on its way to {inquiry.email}.", messages.SUCCESS)
        return here

    # --- Many ----------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        query = request.GET.urlencode()
        context = {
            "saved_searches": SavedSearch.objects.all(),
            "query": query,
            "mail_troubles": mail_troubles(),
            "export_url": f"{reverse('admin:inquiries_inquiry_export')}?{query}",
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """What the list shows with these filters, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:inquiries_inquiry_changelist"))
        response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="inquiries-{timezone.now():%Y-%m-%d}.csv"'
        return response

    def save_search_view(self, request: HttpRequest) -> HttpResponse:
        """Keep the filters of the list under a name that all editors see."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = SavedSearchForm(request.POST)
        if form.is_valid():
            name, query = form.cleaned_data["name"], form.cleaned_data["query"]
            SavedSearch.objects.update_or_create(name=name, defaults={"query": query})
            self.message_user(request, f"The search is saved as “{name}”.", messages.SUCCESS)
        else:
            self.message_user(request, "Choose a filter or search for something, and give it a name.", messages.ERROR)
        query = request.POST.get("query", "")[:500]
        return HttpResponseRedirect(f"{reverse('admin:inquiries_inquiry_changelist')}?{iri_to_uri(query)}")

    def _move(self, request: HttpRequest, queryset: "QuerySet[Inquiry]", state: InquiryState) -> None:
        count = queryset.update(state=state, touched_at=timezone.now())
        self.message_user(request, f"{count} moved to “{state.label}”.", messages.SUCCESS)

    @admin.action(description="Mark as read", permissions=["change"])
    def mark_read(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> None:
        self._move(request, queryset, InquiryState.READ)

    @admin.action(description="Close", permissions=["change"])
    def mark_closed(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> None:
        self._move(request, queryset, InquiryState.CLOSED)

    @admin.action(description="Move to spam", permissions=["change"])
    def mark_spam(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> None:
        self._move(request, queryset, InquiryState.SPAM)

    @admin.action(description="Not spam: treat as if it had just come in", permissions=["change"])
    def mark_not_spam(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> None:
        held = list(queryset.filter(state__in=HELD_BACK))
        for inquiry in held:
            release_held_back(inquiry)
        self.message_user(request, f"{len(held)} moved to “New”.", messages.SUCCESS)

    @admin.action(description="Assign to me", permissions=["change"])
    def assign_to_me(self, request: HttpRequest, queryset: "QuerySet[Inquiry]") -> None:
        count = queryset.update(assigned_to=request.user.pk, touched_at=timezone.now())
        self.message_user(request, f"{count} assigned to you.", messages.SUCCESS)


@admin.register(SavedSearch)
class SavedSearchAdmin(ConflictCheckedAdmin[SavedSearch]):
    """To rename one or to delete it; they are made in the inbox."""

    list_display = ["name", "query"]
    search_fields = ["name"]
    fields = ["name", "query"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def view_on_site(self, obj: SavedSearch) -> str:
        return f"{reverse('admin:inquiries_inquiry_changelist')}?{obj.query}"
