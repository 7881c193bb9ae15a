"""What happened to a row: every change, when, by whom and why, as the database recorded it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet

_MOST = 200  # changes shown on one page, newest first
_BOOKKEEPING = {"id", "created", "modified"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in the words that a form has for it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One act on one row: ``act`` is insert, update or delete, or baseline: how it was when its history began.

    ``user`` is an account's key, None for a command.
    ``role`` is what the account was on the day; empty where that was not recorded yet.
    """

    at: datetime
    act: str
    what: str
    user: int | None
    role: str
    why: str
    fields: tuple[FieldChange, ...]


def events(model: type[Model]) -> "QuerySet[Any]":
    """The recorded events of a model that is ``recorded()``."""
    event_model = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    found: QuerySet[Any] = event_model._default_manager.all()
    return found


def changes_in(*event_lists: "QuerySet[Any]", with_first_values: bool = True) -> list[Change]:
    """The changes that these events record, newest first. One query a list, and one for each kind of link that changed.

    Each list holds the events of one model; rows are told apart by ``pgh_obj_id``. The first values of a row are what
    it was entered with: without them its entry has no fields.
    """
    recorded = [event for found in event_lists for event in _newest(found)]
    pairs = [
        (event, list(_differing(earlier, event)) if earlier or with_first_values else [])
        for earlier, event in _with_predecessors(recorded)
    ]
    links = _names_of_linked([difference for _, differences in pairs for difference in differences])
    changes = []
    for event, differences in pairs:
        context = event.pgh_context.metadata if event.pgh_context else {}
        changes.append(
            Change(
                at=event.pgh_created_at,
                act=event.pgh_label,
                what=f"{event.pgh_tracked_model._meta.verbose_name} {event.pgh_obj_id}",
                user=context.get("user"),
                role=str(context.get("role", "")),
                why=str(context.get("why", "")),
                fields=tuple(
                    FieldChange(str(field.verbose_name), _shown(field, before, links), _shown(field, after, links))
                    for field, before, after in differences
                ),
            )
        )
    changes.reverse()  # what one transaction did has one time: then the later event comes first
    return sorted(changes, key=lambda change: change.at, reverse=True)


type _Difference = "tuple[Field[Any, Any], Any, Any]"  # the field, its value before and after
type _Links = dict[tuple[str, object], str]  # what a foreign key leads to, by column and key


def _newest(events: "QuerySet[Any]") -> list[Any]:
    newest_first = events.select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")
    return list(newest_first[:_MOST])[::-1]


def _with_predecessors(events: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Each event with the one before it of the same row, or None; events come oldest first, model by model."""
    last: dict[tuple[type[Model], int], Any] = {}
    for event in events:
        row = (type(event), event.pgh_obj_id)
        yield last.get(row), event
        last[row] = event


def _differing(earlier: Any, event: Any) -> Iterator[_Difference]:
    """What an event changed: all that it entered where it is the first, all that was there where it is a delete."""
    is_deleted = event.pgh_label == "delete"
    if earlier is None and event.pgh_label == "update":
        return  # what was there before lies further back than is looked
    for field in event._meta.concrete_fields:
        if field.name.startswith(("pgh_", "canonical_")) or field.name in _BOOKKEEPING:
            continue
        value = getattr(event, field.attname)
        before = value if is_deleted else getattr(earlier, field.attname) if earlier else None
        after = None if is_deleted else value
        changes_a_row = earlier is not None and not is_deleted
        if before != after and (changes_a_row or value not in (None, "", False, [])):
            yield field, before, after


def _names_of_linked(differences: Sequence[_Difference]) -> _Links:
    """What foreign keys lead to, where it still exists."""
    wanted: dict[tuple[str, type[Model]], set[object]] = {}
    for field, before, after in differences:
        if field.is_relation and isinstance(field.related_model, type):
            wanted.setdefault((field.attname, field.related_model), set()).update({before, after} - {None})
    return {
        (column, key): str(thing)
        for (column, model), keys in wanted.items()
        for key, thing in model._default_manager.in_bulk(list(keys)).items()
    }


def _shown(field: "Field[Any, Any]", value: Any, links: _Links) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return links.get((field.attname, value)) or str(dict(field.flatchoices).get(value, value))
