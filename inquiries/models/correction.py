"""Readers' reports that something on the site is wrong."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import Resolver404, resolve

from core.constraints import is_one_of
from core.revisions import changes_what_readers_see_if
from entities.models import Claim
from inquiries.querysets import CorrectionQuerySet


class CorrectionState(models.TextChoices):
    RECEIVED = "received", "Received"
    UNDER_REVIEW = "under-review", "Under review"
    CORRECTED = "corrected", "Corrected"
    DECLINED = "declined", "Declined"


class Correction(models.Model):
    """A reader's report that a claim, or something else on a page, is wrong: a public ticket, known by its number.

    The number is the primary key. Who reported it is public only if asked for, the text only once it is released.
    """

    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="corrections")
    claim_text = models.TextField("the claim as it stood", blank=True, editable=False)
    place = models.CharField(
        max_length=300, blank=True, help_text="The address on this site that the report is about, if not a claim’s."
    )
    edition = models.CharField(max_length=300, blank=True, help_text="The edition that the reader had open.")
    report = models.TextField("what is wrong")
    report_digest = models.CharField(
        max_length=64, editable=False, blank=True, default="", db_default="", db_index=True
    )
    proposal = models.TextField("what it should say", blank=True)
    source = models.TextField("a source", blank=True)
    reporter_name = models.CharField(max_length=120, blank=True)
    name_may_be_shown = models.BooleanField(default=False)
    email = models.EmailField("e-mail", blank=True)
    state = models.CharField(max_length=12, choices=CorrectionState, default=CorrectionState.RECEIVED)
    is_released = models.BooleanField("text is public", default=False)
    is_spam = models.BooleanField("spam", default=False, help_text="Not in the public log.")
    is_suspected = models.BooleanField(
        "suspected",
        default=False,
        db_default=False,
        help_text="Came past a limit: not in the public log until somebody has looked at it.",
    )
    spam_reasons = models.TextField("why it was held back", blank=True)
    outcome = models.TextField(blank=True, help_text="What was decided, and why. Public.")
    outcome_edition = models.CharField(
        "edition that carries the correction", max_length=300, blank=True, help_text="Its address. Public."
    )
    before = models.TextField(blank=True, help_text="What the site said. Public.")
    after = models.TextField(blank=True, help_text="What it says now. Public.")
    received_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        # Cards and editions show what an editor has released or decided; a report that only came in changes no page.
        triggers = changes_what_readers_see_if("is_released", "closed_at IS NOT NULL")
        constraints = [
            is_one_of("correction_state_known", "state", CorrectionState),
            models.CheckConstraint(
                name="correction_says_what_is_wrong",
                condition=~Q(report=""),
                violation_error_message="Say what is wrong.",
            ),
            models.CheckConstraint(
                name="correction_closed_with_outcome_and_day",
                condition=(Q(state__in=["corrected", "declined"], closed_at__isnull=False) & ~Q(outcome=""))
                | Q(state__in=["received", "under-review"], closed_at__isnull=True),
                violation_error_message=(
                    "A closed correction has an outcome and the day it was closed; an open one has no such day."
                ),
            ),
            models.CheckConstraint(
                name="correction_name_shown_only_if_given",
                condition=Q(name_may_be_shown=False) | ~Q(reporter_name=""),
                violation_error_message="There is no name to show.",
            ),
            models.CheckConstraint(
                name="correction_is_about_something",
                condition=Q(claim__isnull=False) | ~Q(place=""),
                violation_error_message="A correction is about a claim, or about a place on the site.",
            ),
            models.CheckConstraint(
                name="correction_corrected_names_edition_and_change",
                condition=~Q(state="corrected") | (~Q(outcome_edition="") & ~Q(before="") & ~Q(after="")),
                violation_error_message="Name the edition that carries the correction, and the text before and after.",
            ),
            models.CheckConstraint(
                name="correction_spam_never_released",
                condition=Q(is_spam=False) | Q(is_released=False),
                violation_error_message="Spam is not released: take it out of the spam folder first.",
            ),
            models.CheckConstraint(
                name="correction_suspected_only_while_nobody_has_looked",
                condition=Q(is_suspected=False) | Q(is_spam=False, is_released=False, state="received"),
                violation_error_message="What is released, decided or spam is no longer suspected: untick “suspected”.",
            ),
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/corrections/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        if self.claim is None:
            return self.place
        about = self.claim.dimension or self.claim.get_kind_display().lower()
        return f"{self.claim.entity}: {about}"

    @property
    def subject_url(self) -> str:
        return self.claim.get_absolute_url() if self.claim is not None else self.place

    @property
    def outcome_url(self) -> str:
        """Where the edition that carries the correction can be read: its own page, or else the latest edition's."""
        try:
            resolve(self.outcome_edition)
        except Resolver404:
            return self.outcome_edition.split("/editions/")[0]
        return self.outcome_edition
