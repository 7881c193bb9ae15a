"""Readers' reports: releasing their text, and deciding them with the edition that carries the correction."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.timesince import timesince

from citations.headlines import text_of
from comparisons.models import Edition
from comparisons.showing import comparisons_showing
from core.edit_conflicts import ConflictCheckedAdmin
from core.typed_admin import ModelForm
from editing.save_errors import edit_url
from entities.models import Claim
from inquiries.deciding import CLOSED, settle_state
from inquiries.models import Correction, CorrectionState
from inquiries.outbox.letters import tell_reporter

_MOST_EDITIONS = 30


def editions_for(correction: Correction) -> list[tuple[str, str]]:
    """The editions that may carry the correction, newest first, as choices: address and title."""
    editions = Edition.objects.public()
    if correction.claim_id:
        editions = editions.filter(comparison__in=comparisons_showing(claims=[correction.claim_id]))
    elif found := re.match(r"/comparisons/[^/]+/([^/#]+)", correction.place):
        editions = editions.filter(comparison__slug=found[1])
    editions = editions.with_notes().defer("document").order_by("-published_at", "-pk")
    return [
        (
            f"{edition.comparison.get_absolute_url()}/editions/{edition.number}",
            f"{edition.comparison}, edition {edition.number} ({edition.published_at:%Y-%m-%d}): {edition.note}",
        )
        for edition in editions[:_MOST_EDITIONS]
    ]


class CorrectionForm(ModelForm[Correction]):
    """Asks for an outcome exactly when the report is closed."""

    outcome_edition = forms.ChoiceField(label="Edition that carries the correction", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        correction = self.instance
        if "outcome_edition" not in self.fields:  # Somebody who may only look has no fields.
            return
        choices = editions_for(correction)
        if correction.outcome_edition and correction.outcome_edition not in dict(choices):
            choices.append((correction.outcome_edition, correction.outcome_edition))
        field = self.fields["outcome_edition"]
        field.choices = [("", "None yet"), *choices]  # type: ignore[attr-defined]
        # What the claim said then and says now is a good start for what is to be shown.
        if not correction.before:
            self.initial["before"] = correction.claim_text
        says_now = text_of(correction.claim) if correction.claim else ""
        if not correction.after and says_now != correction.claim_text:
            self.initial["after"] = says_now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        state = cleaned.get("state")
        if cleaned.get("is_released") or cleaned.get("is_spam") or state != CorrectionState.RECEIVED:
            cleaned["is_suspected"] = False  # Somebody has looked at it.
        if state in CLOSED and not cleaned.get("outcome"):
            self.add_error("outcome", "Say what was decided, and why: the reader and everybody else will read it.")
        if state == CorrectionState.CORRECTED:
            for name, message in [
                ("outcome_edition", "Choose the edition that carries the correction."),
                ("before", "Write what the site said."),
                ("after", "Write what it says now."),
            ]:
                if not cleaned.get(name):
                    self.add_error(name, message)
        elif state is not None:
            # Only a correction was made from something to something.
            cleaned |= {"outcome_edition": "", "before": "", "after": ""}
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(ConflictCheckedAdmin[Correction]):
    form = CorrectionForm
    list_display = ["number", "state", "what", "is_released", "age", "is_suspected", "is_spam"]
    list_display_links = ["number", "what"]
    list_filter = ["state", "is_suspected", "is_spam", "is_released"]
    list_select_related = ["claim__entity", "claim__dimension"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["report", "proposal", "claim__public_id", "place", "reporter_name"]
    search_help_text = "Words of the report, claim, address or name."
    ordering = ["-pk"]
    actions = ["release", "mark_spam"]
    _SENT = [
        "what_to_look_at", "edition", "claim_text", "report", "proposal", "source",
        "reporter_name", "name_may_be_shown", "email", "received_at", "spam_reasons",
    ]  # fmt: skip
    readonly_fields = [*_SENT, "closed_at"]
    fieldsets = [
        ("The report", {"fields": [*_SENT]}),
        (
            "What is public",
            {
                "description": "Until it is released, only number, place and state are shown.",
                "fields": ["is_released", "is_suspected", "is_spam"],
            },
        ),
        (
            "The decision",
            {
                "description": "Correct the claim first: saving it makes the edition that is chosen here. Name this "
                "ticket in what changed. Closing tells the reader, if an address was left.",
                "fields": ["state", "outcome", "outcome_edition", "before", "after", "closed_at"],
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Correction]":
        return super().get_queryset(request).select_related("claim__entity", "claim__dimension")

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        is_closed_now = settle_state(obj)
        super().save_model(request, obj, form, change)
        if is_closed_now:
            tell_reporter(obj)
            if obj.email:
                self.message_user(request, f"The reader is told of the outcome at {obj.email}.", messages.SUCCESS)

    @admin.display(ordering="pk")
    def number(self, correction: Correction) -> int:
        return correction.pk

    @admin.display(description="about")
    def what(self, correction: Correction) -> str:
        return correction.subject

    @admin.display(ordering="-received_at")
    def age(self, correction: Correction) -> str:
        return timesince(correction.received_at, depth=1)

    @admin.display(description="about")
    def what_to_look_at(self, correction: Correction) -> str:
        """Where readers see it, and where an editor corrects it."""
        page = format_html('<a href="{}">{}</a>', correction.subject_url, correction.subject)
        if correction.claim_id is None:
            return page
        return format_html('{} · <a href="{}">Open the claim</a>', page, edit_url(Claim, correction.claim_id))

    @admin.action(description="Release the text", permissions=["change"])
    def release(self, request: HttpRequest, queryset: "QuerySet[Correction]") -> None:
        count = queryset.filter(is_spam=False).update(is_released=True, is_suspected=False)
        self.message_user(request, f"{count} released.", messages.SUCCESS)

    @admin.action(description="Move to spam", permissions=["change"])
    def mark_spam(self, request: HttpRequest, queryset: "QuerySet[Correction]") -> None:
        count = queryset.update(is_spam=True, is_suspected=False, is_released=False)
        self.message_user(request, f"{count} moved to spam.", messages.SUCCESS)
