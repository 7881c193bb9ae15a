"""A database restored from a backup believes that mail is still to be sent which went out after the backup was made.

Nobody but a person can know what went out since. So all of it is held, and somebody decides in the admin, one by one or
all together: try again, or leave it.
"""

import logging

from django.db import connection, transaction
from django.utils import timezone

from inquiries.models import DailyRun, Delivery, DeliveryState, KnownDatabase

_logger = logging.getLogger(__name__)
_WORDS = "The database was restored from a backup. What was sent after the backup was made is not known here."


def hold_if_restored() -> int:
    """Hold what waits if no worker has sent from this database yet although one has from another; how many it were.

    One query when nothing has happened. A copy of the files of a whole server looks as if nothing had.
    """
    number = _table_number()
    if KnownDatabase.objects.filter(table_number=number).exists():
        return 0
    with transaction.atomic():
        is_first = not KnownDatabase.objects.exists()
        # Of several workers the others wait here, until what waits is held.
        _, is_new = KnownDatabase.objects.get_or_create(table_number=number)
        return hold() if is_new and not is_first else 0


@transaction.atomic
def hold() -> int:
    """Hold every delivery that is not finished, and have today's digest count as sent; how many are held."""
    count = Delivery.objects.not_finished().update(state=DeliveryState.HELD, last_words=_WORDS)
    DailyRun.objects.get_or_create(job="digest", day=timezone.now().date())
    _logger.warning("The database was restored: %s deliveries are held until somebody has looked at them", count)
    return count


def _table_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::regclass::oid::bigint", [Delivery._meta.db_table])
        return int(cursor.fetchone()[0])
