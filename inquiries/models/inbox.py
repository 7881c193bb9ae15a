"""What editors add to the inbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from inquiries.models.inquiry import Inquiry


class Note(models.Model):
    """What editors tell each other about an inquiry; the sender never sees it."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="note_says_something", condition=~Q(text=""), violation_error_message="Write the note."
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SavedSearch(models.Model):
    """A view of the inbox that all editors share, by name."""

    name = models.CharField(max_length=60, unique=True)
    query = models.CharField(max_length=500, help_text="The part of the inbox’s address after the question mark.")

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
