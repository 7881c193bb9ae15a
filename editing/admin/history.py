"""The history of what was said: every change of a claim, a citation or a source, read only."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from core.histories import Change, changes_in
from editing.admin.saving import EditorsAdmin

_ACTS = {"insert": "added", "update": "changed", "delete": "deleted"}


def in_words(changes: Iterable[Change]) -> Iterator[tuple[Change, str, str]]:
    """Each change with what was done and who did it; nobody where it was a command. One query."""
    found = list(changes)
    accounts = {change.user for change in found if change.user}
    names = dict(User.objects.filter(pk__in=accounts).values_list("pk", "username"))
    for change in found:
        yield change, _ACTS.get(change.act, change.act), names.get(change.user, "") if change.user else ""


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
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": list(in_words(changes))})
