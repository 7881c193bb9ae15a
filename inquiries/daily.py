"""The jobs that a worker does once a day."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.revisions import fold_old_steps
from inquiries.digest import send_digest
from inquiries.models import DailyRun
from inquiries.rate_limits import forget_full_buckets
from inquiries.retention import purge

_logger = logging.getLogger(__name__)


def run_due_jobs(now: datetime | None = None) -> None:
    """Do each of today's jobs that is due and that no worker has done yet."""
    now = now or timezone.now()
    _once_a_day("purge", now, lambda: purge(now=now))
    _once_a_day("tidy", now, _tidy)
    if now.hour >= settings.DIGEST_HOUR:
        _once_a_day("digest", now, lambda: send_digest(now=now))


def _once_a_day(job: str, now: datetime, act: Callable[[], object]) -> None:
    # The note and the deed are one transaction: a job that fails is tried again, one that is done is not.
    with transaction.atomic():
        _, is_first = DailyRun.objects.get_or_create(job=job, day=now.date())
        if is_first:
            act()
            _logger.info("Daily job done: %s", job)


def _tidy() -> None:
    fold_old_steps()
    forget_full_buckets()
    DailyRun.objects.filter(day__lt=timezone.now().date() - timedelta(days=30)).delete()
