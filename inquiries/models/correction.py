"""Readers' reports that something on the site is wrong."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from core.publishing_status import is_one_of
from entities.models import Claim


class CorrectionState(models.TextChoices):
    RECEIVED = "received", "Received"
    UNDER_REVIEW = "under-review", "Under review"
    CORRECTED = "corrected", "Corrected"
    DECLINED = "declined", "Declined"


class Correction(models.Model):
    """A reader's report that a particular claim is wrong: a public ticket, known by its number (the primary key)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="corrections")
    page = models.CharField(max_length=300, blank=True, help_text="The address and edition that the reader had open.")
    report = models.TextField("what is wrong")
    proposal = models.TextField("what it should say", blank=True)
    source = models.TextField("a source", blank=True)
    reporter_name = models.CharField(max_length=120, blank=True)
    name_may_be_shown = models.BooleanField(default=False)
    email = models.EmailField("e-mail", blank=True)
    state = models.CharField(max_length=12, choices=CorrectionState, default=CorrectionState.RECEIVED)
    is_released = models.BooleanField("text is public", default=False)
    outcome = models.TextField(blank=True, help_text="What was decided, and the edition that carries it. Public.")
    received_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
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
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"
