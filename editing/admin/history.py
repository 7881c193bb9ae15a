"""The history of what was said: every change of a claim, a citation or a source, read only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from editing.admin.saving import EditorsAdmin

_MOST = 200  # changes shown on one page, newest first
_BOOKKEEPING = {"id", "created", "modified"}


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One act on one row. ``what`` names the row; ``who`` is empty for a command."""

    at: datetime
    act: str
    what: str
    who: str
    why: str
    fields: tuple[FieldChange, ...]


_ACTS = {"insert": "added", "update": "changed", "delete": "deleted"}


def changes_in(*event_lists: "QuerySet[Any]") -> list[Change]:
    """The changes that these events record, newest first: two queries, one more for accounts and for each kind of link.

    Each list holds the events of one model; rows are told apart by ``pgh_obj_id``.
    """
    events = [event for found in event_lists for event in _newest(found)]
    editors = _editors(events)
    links = _names_of_linked(events)
    changes = []
    for earlier, event in _with_predecessors(events):
        context = event.pgh_context.metadata if event.pgh_context else {}
        changes.append(
            Change(
                at=event.pgh_created_at,
                act=_ACTS.get(event.pgh_label, event.pgh_label),
                what=f"{event.pgh_tracked_model._meta.verbose_name} {event.pgh_obj_id}",
                who=editors.get(context.get("user"), ""),
                why=context.get("why", ""),
                fields=tuple(_differences(earlier, event, links)),
            )
        )
    return sorted(changes, key=lambda change: change.at, reverse=True)


def events(model: type[Model]) -> "QuerySet[Any]":
    """The recorded events of a tracked model."""
    event_model = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    found: QuerySet[Any] = event_model._default_manager.all()
    return found


def _newest(events: "QuerySet[Any]") -> list[Any]:
    newest_first = events.select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")
    return list(newest_first[:_MOST])[::-1]


def _editors(events: Iterable[Any]) -> dict[object, str]:
    keys = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context} - {None}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "username")) if keys else {}


def _with_predecessors(events: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Each event with the one before it of the same row, or None; events come oldest first, model by model."""
    last: dict[tuple[type[Model], int], Any] = {}
    for event in events:
        row = (type(event), event.pgh_obj_id)
        yield last.get(row), event
        last[row] = event


def _tracked_fields(event: Any) -> "list[Field[Any, Any]]":
    return [
        field
        for field in event._meta.concrete_fields
        if not field.name.startswith(("pgh_", "canonical_")) and field.name not in _BOOKKEEPING
    ]


def _names_of_linked(events: Sequence[Any]) -> dict[tuple[str, object], str]:
    """What foreign keys lead to, by field and key, where it still exists."""
    wanted: dict[tuple[str, type[Model]], set[object]] = {}
    for event in events:
        for field in _tracked_fields(event):
            if field.is_relation and isinstance(field.related_model, type):
                wanted.setdefault((field.attname, field.related_model), set()).add(getattr(event, field.attname))
    return {
        (attname, key): str(thing)
        for (attname, model), keys in wanted.items()
        for key, thing in model._default_manager.in_bulk(list(keys - {None})).items()
    }


def _differences(earlier: Any, event: Any, links: dict[tuple[str, object], str]) -> Iterator[FieldChange]:
    for field in _tracked_fields(event):
        before = getattr(earlier, field.attname) if earlier else None
        after = getattr(event, field.attname)
        if before == after or (earlier is None and after in (None, "", False)):
            continue
        yield FieldChange(
            name=str(field.verbose_name),
            before=links.get((field.attname, before), _shown(field, before)),
            after=links.get((field.attname, after), _shown(field, after)),
        )


def _shown(field: "Field[Any, Any]", value: object) -> str:
    """The value in the words that the form has for it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(dict(field.flatchoices).get(value, value))


class TrackedAdmin[M: Model](EditorsAdmin[M]):
    """An admin whose history page shows every field that changed, and not only through the admin."""

    object_history_template = "admin/tracked_history.html"

    def events_of(self, obj: M) -> "list[QuerySet[Any]]":
        """The events to show for one thing, a list a model."""
        raise NotImplementedError

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        changes = changes_in(*self.events_of(obj)) if obj and self.has_view_permission(request, obj) else []
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": changes})
