"""Keeping loads and editors apart without keeping anybody from reading, or from saving something else.

Loads wait for each other by a lock that nobody else asks for. Within a load the database stands still: what the load
has read is what it compares and writes, and where an editor has saved the same record meanwhile, PostgreSQL refuses to
write over it. Then the load begins again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from psycopg import errors

_LOCK = "SELECT pg_advisory{}_lock(hashtext('loading.load_content'))"


@contextmanager
def one_load_at_a_time() -> Iterator[None]:
    """Wait until no other load runs; the lock ends with the block, or with the connection."""
    if connection.in_atomic_block:  # inside another transaction, as in a test, the lock ends with that
        _run(_LOCK.format("_xact"))
        yield
        return
    _run(_LOCK.format(""))
    try:
        yield
    finally:
        _run(_LOCK.format("").replace("_lock(", "_unlock("))


@contextmanager
def one_state() -> Iterator[None]:
    """A transaction that sees one state of the database, and fails where others have written to the same rows since."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            _run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def may_have_been_overtaken(error: Exception) -> bool:
    """Whether somebody else's save may be the reason; then a transaction of its own may be tried again.

    A new row that collides with one that is there may collide with one that was not there yet when the load began.
    """
    if connection.in_atomic_block:
        return False
    cause = error.__cause__
    return isinstance(error, IntegrityError) or isinstance(cause, errors.SerializationFailure | errors.DeadlockDetected)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
