"""Business messages to the owner of the domain."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from core.constraints import is_one_of


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
    SUSPECTED = "suspected", "Suspected"
    SPAM = "spam", "Spam"


# What nobody was told of by a mail of its own.
HELD_BACK = (InquiryState.SUSPECTED, InquiryState.SPAM)


class Inquiry(models.Model):
    """A message about acquiring, partnering with or investing in the domain, the press, or anything else."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    submission = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        editable=False,
        help_text="The stamp of the form that it came with, which serves for one message. Empty if entered by hand.",
    )
    kind = models.CharField("about", max_length=11, choices=InquiryKind)
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail")
    organisation = models.CharField(max_length=160, blank=True)
    subject = models.CharField(max_length=160, blank=True)
    offer = models.CharField("budget or offer", max_length=120, blank=True)
    message = models.TextField()
    message_digest = models.CharField(max_length=64, editable=False, blank=True, default="", db_index=True)
    wants_copy = models.BooleanField("asked for a copy", default=False)
    consented_at = models.DateTimeField(help_text="When the sender agreed to storage.")
    state = models.CharField(max_length=9, choices=InquiryState, default=InquiryState.NEW)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="inquiries"
    )
    spam_reasons = models.TextField("why it was held back", blank=True, help_text="One reason a line.")
    received_at = models.DateTimeField(db_default=Now())
    touched_at = models.DateTimeField(
        "last dealt with",
        db_default=Now(),
        help_text="Received, replied to, moved or annotated: retention counts from here.",
    )

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
