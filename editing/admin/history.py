"""The history of everything that readers see: every change, read only."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from core.histories import Change, changes_in, events
from editing.admin.saving import EditorsAdmin

_ACTS = {"insert": "added", "update": "changed", "delete": "deleted", "baseline": "as it was when its history began"}


def in_words(changes: Iterable[Change]) -> Iterator[tuple[Change, str, str]]:
    """Each change with what was done and who did it in which role; nobody where it was a command. One query."""
    found = list(changes)
    accounts = {change.user for change in found if change.user}
    names = dict(User.objects.filter(pk__in=accounts).values_list("pk", "username"))
    for change in found:
        name = names.get(change.user, "") if change.user else ""
        yield change, _ACTS.get(change.act, change.act), f"{name} ({change.role})" if name and change.role else name


class TrackedAdmin[M: Model](EditorsAdmin[M]):
    """An admin whose history page shows every field that changed, and not only through the admin.

    ``history_of_parts`` are the models whose rows belong to a thing and are entered with it, each with the name of its
    foreign key: their changes stand on the same page.
    """

    object_history_template = "admin/tracked_history.html"
    history_of_parts: ClassVar[Mapping[type[Model], str]] = {}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        changes = changes_in(*self._events_of(obj)) if obj and self.has_view_permission(request, obj) else []
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": list(in_words(changes))})

    def _events_of(self, obj: M) -> "list[QuerySet[Any]]":
        """The events to show for one thing, a list a model."""
        parts = [events(part).filter(**{key: obj.pk}) for part, key in self.history_of_parts.items()]
        return [events(self.model).filter(pgh_obj=obj.pk), *parts]
