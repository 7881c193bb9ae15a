"""The one table that every app stands on: the record of which state of the content readers see."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class RevisionStep(models.Model):
    """One commit that changed something a reader may see; `core.revisions` says how these rows name a revision.

    Rows are added by triggers only. ``steps`` is more than 1 where older rows were folded into this one.
    """

    nonce = models.UUIDField(default=uuid.uuid4, db_default=models.Func(function="gen_random_uuid"), editable=False)
    steps = models.PositiveBigIntegerField(default=1, db_default=1)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="revision_step_counts_at_least_one",
                condition=Q(steps__gte=1),
                violation_error_message="A row stands for at least one step.",
            ),
            models.UniqueConstraint(
                fields=["nonce"],
                name="revision_step_nonce_once",
                violation_error_message="Another revision has this nonce.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.nonce}"
