"""How much may still be sent: one bucket of tokens a sender, kept in the database so that all processes agree."""

from django.db import models
from django.db.models import Q


class RateBucket(models.Model):
    """What is left of one sender's allowance; `rate_limits` says how it fills up again."""

    key = models.CharField(max_length=100, primary_key=True)
    tokens = models.FloatField()
    counted_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rate_bucket_never_overdrawn",
                condition=Q(tokens__gte=0),
                violation_error_message="A bucket holds 0 tokens or more.",
            )
        ]

    def __str__(self) -> str:
        return self.key
