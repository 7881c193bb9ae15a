"""Recording what happens to the rows that readers see: every change, when, by whom, in which role and why.

Triggers write it, so that nothing escapes it: the admin, the loader, `update()`, `bulk_create()`, raw SQL. What one
statement does is written in one go. `histories.py` reads it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pghistory
from django.contrib.auth.models import User
from django.db.models import Model

from core.roles import role_of


def recorded[M: Model](model_name: str | None = None) -> Callable[[type[M]], type[M]]:
    """A decorator: each row of this model that is made, changed or deleted is recorded in ``<Model>Event``."""
    track: Callable[[type[M]], type[M]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        model_name=model_name,
    )
    return track


@contextmanager
def signed(author: User | None, *, why: str = "", **more: object) -> Iterator[None]:
    """What happens inside is recorded as done by this account, in the role it has now, and for this reason.

    None is a command. A reason that is known only later is added by ``pghistory.context(why=…)``.
    """
    said: dict[str, object] = {"role": role_of(author), **more}
    said |= {"user": author.pk} if author else {}
    said |= {"why": why} if why else {}
    with pghistory.context(**said):
        yield
