"""What can be asked about corrections and deliveries: one method a page. Generic: the models are made of these."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class CorrectionQuerySet[M: models.Model](models.QuerySet[M]):
    def public(self) -> Self:
        """Everything in the log: all tickets but those held back, newest first, with what they are about."""
        return (
            self.filter(is_spam=False, is_suspected=False)
            .select_related("claim__entity", "claim__dimension")
            .order_by("-pk")
        )

    def about(self, claim: models.Model) -> Self:
        """The tickets of one claim for its card: released or decided. One that only came in changes no page."""
        return self.public().filter(Q(is_released=True) | Q(closed_at__isnull=False), claim=claim)

    def carried_by(self, edition: str) -> Self:
        """The corrections that an edition contains; ``edition`` is its address."""
        return self.public().filter(state="corrected", outcome_edition=edition)

    def by_last_event(self) -> Self:
        """The log in the order in which something happened: received, or closed. For the feed."""
        return self.public().order_by(models.functions.Coalesce("closed_at", "received_at").desc(), "-pk")

    def open(self) -> Self:
        """What an editor still has to decide, suspected or not."""
        return self.filter(is_spam=False).filter(closed_at__isnull=True)


class DeliveryQuerySet[M: models.Model](models.QuerySet[M]):
    def due(self) -> Self:
        """What is to be sent now, the longest waiting first."""
        return self.filter(state="waiting", due_at__lte=timezone.now()).order_by("due_at", "pk")

    def in_hand(self) -> Self:
        """What a worker is at, or was at when it died."""
        return self.filter(Q(state="connecting") | Q(state="handing-over"))

    def not_finished(self) -> Self:
        """What the worker has still to do with."""
        return self.filter(state__in=["waiting", "connecting", "handing-over"])

    def stranded(self) -> Self:
        """What nobody will receive unless somebody looks after it, and nobody has yet."""
        return self.filter(state__in=["refused", "given-up", "unclear", "held"], is_looked_after=False)

    def late(self) -> Self:
        """What should have been sent an hour ago: the mail server, or the worker, does not do its part."""
        return self.not_finished().filter(mail__written_at__lt=timezone.now() - timedelta(hours=1))
