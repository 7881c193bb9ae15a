"""What the content loader remembers of its last load."""

from django.db import models


class LoadedRecord(models.Model):
    """The fingerprint of one record as the content files last brought it.

    A stored record that no longer has this fingerprint was changed by an editor since: the next load leaves it alone.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=400)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="loaded_record_kept_once",
                violation_error_message="The content files bring this record already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
