"""Messages from outside: business to the owner of the domain, and readers' reports that a claim is wrong."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from core.publishing_status import is_one_of
from entities.models import Claim


class InquiryKind(models.TextChoices):
    ACQUISITION = "acquisition", "Acquiring the domain"
    PARTNERSHIP = "partnership", "Partnership"
    INVESTMENT = "investment", "Investment"
    PRESS = "press", "Press"
    OTHER = "other", "Something else"


class InquiryState(models.TextChoices):
    NEW = "new", "New"
    READ = "read", "Read"
    REPLIED = "replied", "Replied"
    CLOSED = "closed", "Closed"
    SPAM = "spam", "Spam"


class Inquiry(models.Model):
    """A message about acquiring, partnering with or investing in the domain, the press, or anything else."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    kind = models.CharField("about", max_length=11, choices=InquiryKind)
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail")
    organisation = models.CharField(max_length=160, blank=True)
    subject = models.CharField(max_length=160, blank=True)
    offer = models.CharField("budget or offer", max_length=120, blank=True)
    message = models.TextField()
    consented_at = models.DateTimeField(help_text="When the sender agreed to storage.")
    state = models.CharField(max_length=7, choices=InquiryState, default=InquiryState.NEW)
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "inquiries"
        ordering = ["-received_at"]
        constraints = [
            is_one_of("inquiry_kind_known", "kind", InquiryKind),
            is_one_of("inquiry_state_known", "state", InquiryState),
            models.CheckConstraint(
                name="inquiry_says_who_and_what",
                condition=~Q(name="") & ~Q(email="") & ~Q(message=""),
                violation_error_message="An inquiry has a name, an e-mail address and a message.",
            ),
            models.CheckConstraint(
                name="inquiry_reference_well_formed",
                condition=Q(reference__regex=r"^[A-Z0-9]{4}-[A-Z0-9]{4}$"),
                violation_error_message="A reference looks like 7K2M-9QXA.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


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
