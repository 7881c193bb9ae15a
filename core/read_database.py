"""Reading pages from a copy of the database (a streaming replica), where READ_DATABASE_URL names one.

Only what is made to be kept is read there; editors, forms and everything else ask the primary. The name of the copy in
`settings.DATABASES` is "replica".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

PRIMARY, REPLICA = "default", "replica"

_reading: ContextVar[str | None] = ContextVar("read_database", default=None)


def has_replica() -> bool:
    """Whether a copy to read from is configured."""
    return REPLICA in settings.DATABASES


@contextmanager
def reading_from(name: str) -> Iterator[None]:
    """Whatever is read inside is read from the database of this name."""
    token = _reading.set(name)
    try:
        yield
    finally:
        _reading.reset(token)


def present_name() -> str:
    """The name of the database that is read from now, for whoever asks it in SQL, which no router sees."""
    return _reading.get() or PRIMARY


class ReadRouter:
    """Django's database router: reads go where `reading_from` says, everything else to the primary."""

    def db_for_read(self, model: object, **hints: Any) -> str | None:
        return _reading.get()

    def db_for_write(self, model: object, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        return True  # the replica holds the same rows

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY
