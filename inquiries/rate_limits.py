"""Rate limits as buckets of tokens in the database: a message takes one, time puts them back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inquiries.models import RateBucket


class Limit(NamedTuple):
    """At most ``burst`` at once, and ``per_hour`` in the long run, for whatever ``key`` names."""

    key: str
    burst: int
    per_hour: float


class LimitReachedError(Exception):
    def __init__(self, again_at: datetime) -> None:
        self.again_at = again_at
        super().__init__(f"Try again at {again_at:%H:%M} UTC.")

    @property
    def seconds(self) -> int:
        """How long to wait, at least one second."""
        return max(1, round((self.again_at - timezone.now()).total_seconds()))


@transaction.atomic
def take(limits: Iterable[Limit]) -> None:
    """Take one token for each limit, or none at all: LimitReachedError says when there will be one again.

    Give limits from the narrow to the wide, so that no two senders wait for each other's buckets.
    Inside a transaction, what was taken is given back if that fails.
    """
    for limit in limits:
        now = timezone.now()
        RateBucket.objects.get_or_create(key=limit.key, defaults={"tokens": limit.burst, "counted_at": now})
        bucket = RateBucket.objects.select_for_update().get(key=limit.key)
        per_second = limit.per_hour / 3600
        elapsed = max(0.0, (now - bucket.counted_at).total_seconds())
        tokens = min(float(limit.burst), bucket.tokens + elapsed * per_second)
        if tokens < 1:
            raise LimitReachedError(now + timedelta(seconds=(1 - tokens) / per_second))
        bucket.tokens, bucket.counted_at = tokens - 1, now
        bucket.save(update_fields=["tokens", "counted_at"])


def forget_full_buckets(*, idle: timedelta = timedelta(days=2)) -> int:
    """Delete the buckets that have long been full again, and with them the hashed addresses; how many.

    Those from the future too: a clock that once ran ahead would keep them from filling up.
    """
    now = timezone.now()
    return RateBucket.objects.filter(Q(counted_at__lt=now - idle) | Q(counted_at__gt=now + idle)).delete()[0]
