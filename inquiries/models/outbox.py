"""Mail on its way: what is to be said, to whom, and how far each copy has come."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from core.constraints import is_one_of
from inquiries.models.correction import Correction
from inquiries.models.inquiry import Inquiry
from inquiries.querysets import DeliveryQuerySet


class Purpose(models.TextChoices):
    NOTIFICATION = "notification", "Notification to the owner"
    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement to the sender"
    REPLY = "reply", "Reply"
    OUTCOME = "outcome", "Outcome of a correction"
    DIGEST = "digest", "Daily digest"


class Mail(models.Model):
    """One letter, written once and never changed; it goes to each of its deliveries."""

    key = models.CharField(
        max_length=120, unique=True, help_text="What the mail is about: writing it a second time is refused."
    )
    purpose = models.CharField(max_length=15, choices=Purpose)
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, null=True, blank=True, related_name="mails")
    correction = models.ForeignKey(Correction, models.CASCADE, null=True, blank=True, related_name="mails")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    in_reply_to = models.CharField(max_length=200, blank=True)
    references = models.TextField(blank=True)
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            is_one_of("mail_purpose_known", "purpose", Purpose),
            models.CheckConstraint(
                name="mail_headers_on_one_line",
                condition=~(
                    Q(subject__regex=r"[\r\n]")
                    | Q(message_id__regex=r"[\r\n]")
                    | Q(in_reply_to__regex=r"[\r\n]")
                    | Q(references__regex=r"[\r\n]")
                ),
                violation_error_message="A mail’s headers have no line breaks.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    CONNECTING = "connecting", "Being sent"
    HANDING_OVER = "handing-over", "Being handed over"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the mail server"
    GIVEN_UP = "given-up", "Given up after the last attempt"
    UNCLEAR = "unclear", "Unclear: handed over again and again without an answer"
    HELD = "held", "Held since the database was restored: it may have been sent already"


# What the worker has done with.
STRANDED = (DeliveryState.REFUSED, DeliveryState.GIVEN_UP, DeliveryState.UNCLEAR, DeliveryState.HELD)
# So often a mail is handed over without an answer; all but one of them may be duplicates.
MOST_UNANSWERED = 6


class Delivery(models.Model):
    """One copy of a mail for one recipient."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="deliveries")
    recipient = models.EmailField()
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    unclear_attempts = models.PositiveSmallIntegerField(
        default=0, help_text="After how many of them the mail may have arrived although nobody said so."
    )
    due_at = models.DateTimeField("next attempt", db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    is_looked_after = models.BooleanField(
        "looked after", default=False, db_default=False, help_text="Somebody knows of it: it is not mentioned any more."
    )
    last_words = models.TextField(blank=True, help_text="What the mail server said last, or what went wrong.")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-id"]
        indexes = [models.Index("due_at", name="delivery_waiting", condition=Q(state="waiting"))]
        constraints = [
            is_one_of("delivery_state_known", "state", DeliveryState),
            models.UniqueConstraint(
                fields=["mail", "recipient"],
                name="delivery_once_per_mail_and_recipient",
                violation_error_message="This mail already goes to this recipient.",
            ),
            models.CheckConstraint(
                name="delivery_sent_exactly_with_its_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                violation_error_message="A delivery has a time of sending exactly when it was sent.",
            ),
            models.CheckConstraint(
                name="delivery_not_handed_over_without_end",
                condition=Q(unclear_attempts__lte=MOST_UNANSWERED) & Q(unclear_attempts__lte=F("attempts")),
                violation_error_message="A mail is not handed over a seventh time when six were not answered.",
            ),
            models.CheckConstraint(
                name="delivery_looked_after_only_when_it_stranded",
                condition=Q(is_looked_after=False) | Q(state__in=STRANDED),
                violation_error_message="Only what was refused, given up, unclear or held can be looked after.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mail} to {self.recipient}"


class CaughtMail(models.Model):
    """A mail that was not sent but kept here, because no mail server is set up; see `outbox.local_mailbox`."""

    recipients = models.TextField()
    sender = models.CharField(max_length=320)
    subject = models.CharField(max_length=400)
    body = models.TextField()
    source = models.TextField(help_text="The whole message with its headers.")
    caught_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "mail in the local mailbox"
        verbose_name_plural = "local mailbox"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject


class DailyRun(models.Model):
    """That a daily job has run for a day: of several workers, one does it."""

    job = models.CharField(max_length=20)
    day = models.DateField()
    ran_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-day", "job"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "day"],
                name="daily_run_once",
                violation_error_message="This job has run for that day already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.job} on {self.day}"


class KnownDatabase(models.Model):
    """That a worker has sent mail from this database, told by the number that PostgreSQL gave the outbox's table.

    A restored database brings these notes along and has another number: so a worker sees that it was restored.
    """

    table_number = models.PositiveBigIntegerField()
    known_since = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["table_number"],
                name="known_database_once",
                violation_error_message="This database is known already.",
            )
        ]

    def __str__(self) -> str:
        return f"Known since {self.known_since:%Y-%m-%d %H:%M}"
