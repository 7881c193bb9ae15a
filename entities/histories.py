"""What happened to a claim: every change, when, by whom and why, as the database recorded it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from entities.models import Claim

# Bookkeeping that is no change of what the claim says.
_SILENT = frozenset({"id", "created", "modified"})


class FieldChange(NamedTuple):
    field: str
    before: str
    after: str


class Change(NamedTuple):
    """One recorded act: the first entry, or what changed since the one before. ``why`` is the editor's note."""

    at: datetime
    why: str
    is_first: bool
    fields: tuple[FieldChange, ...]


def changes_of(claim: Claim) -> list[Change]:
    """The history of a claim, newest first; acts that changed nothing a reader sees are left out. One query."""
    events = claim.events.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]
    return list(_changes(list(events)))[::-1]


def _changes(events: list[Any]) -> Iterator[Change]:
    names = [field.name for field in Claim._meta.concrete_fields if field.name not in _SILENT]
    labels = {field.name: str(field.verbose_name) for field in Claim._meta.concrete_fields}
    before: Any = None
    for event in events:
        metadata = event.pgh_context.metadata if event.pgh_context else {}
        why = str(metadata.get("why", ""))
        if before is None:
            yield Change(event.pgh_created_at, why, is_first=True, fields=())
        else:
            fields = tuple(
                FieldChange(labels[name], _shown(before, name), _shown(event, name))
                for name in names
                if _shown(before, name) != _shown(event, name)
            )
            if fields:
                yield Change(event.pgh_created_at, why, is_first=False, fields=fields)
        before = event


def _shown(event: Any, name: str) -> str:
    field = Claim._meta.get_field(name)
    value = getattr(event, field.attname if field.is_relation else name)  # type: ignore[union-attr]
    return "" if value is None else str(value)
