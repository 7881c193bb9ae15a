"""Two sessions at once: knowing when one of them waits for the other."""

import time

from django.db import connection


def wait_for_a_waiting_session(*, seconds: float = 10) -> None:
    """Return once another session of this database waits for a lock; fail if none does in this time."""
    with connection.cursor() as cursor:
        for _ in range(int(seconds * 100)):
            # Inside a transaction the view would else keep showing what it showed first.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (count,) = cursor.fetchone()
            if count:
                return
            time.sleep(0.01)
    raise AssertionError("Nobody waited.")
