"""Who saved a thing last, and when: from its recorded history where it has one, else from the admin's own log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from core.histories import events

type Key = tuple[type[Model], Any]


@dataclass(frozen=True)
class LastSave:
    """``who`` is a name for the page; ``at`` is None where nothing was recorded."""

    who: str
    at: datetime | None
    is_reader: bool = False  # the one who asks, in another window


def last_save(things: Iterable[Key], *, reader: int | None) -> LastSave:
    """The newest recorded act on any of these (model and key), deletions too. ``reader`` is the account that asks."""
    keys: dict[type[Model], set[Any]] = {}
    for model, key in things:
        keys.setdefault(model, set()).add(key)
    acts = [act for model, of in keys.items() for act in (_logged(model, of), _recorded(model, of)) if act is not None]
    if not acts:
        return LastSave("Somebody", None)
    at, account = max(acts, key=lambda act: act[0])
    return LastSave(_name(account), at, is_reader=account is not None and account == reader)


def _logged(model: type[Model], keys: set[Any]) -> tuple[datetime, int | None] | None:
    content_type = ContentType.objects.get_for_model(model)
    found = LogEntry.objects.filter(content_type=content_type, object_id__in=[str(key) for key in keys])
    entry = found.order_by("-action_time", "-pk").first()
    return (entry.action_time, entry.user_id) if entry else None


def _recorded(model: type[Model], keys: set[Any]) -> tuple[datetime, int | None] | None:
    try:
        found = events(model)
    except LookupError:  # a model without a history
        return None
    event = (
        found.filter(pgh_obj_id__in=keys).select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id").first()
    )
    if event is None:
        return None
    context = event.pgh_context.metadata if event.pgh_context else {}
    return event.pgh_created_at, context.get("user")


def _name(account: int | None) -> str:
    if account is None:
        return "A command (no account)"
    return next(iter(User.objects.filter(pk=account).values_list("username", flat=True)), "An account that is gone")
