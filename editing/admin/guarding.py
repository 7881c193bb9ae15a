"""Drafts are for everybody who may change; what readers see is for those who may publish."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from core.typed_admin import ModelAdmin, ModelForm
from editing.admin.forms import EditorsForm
from editing.rights import lock_what_decides, may_publish, may_withdraw, readers_see, statuses_for
from editing.save_errors import Objection, SaveRefusedError
from entities.models import Claim

# What a form sends beside what somebody has typed.
_NOT_TYPED = re.compile(
    r"csrfmiddlewaretoken|edit_stamp|_.*|initial-.*|.*__prefix__.*|.*_FORMS|.*-(id|figure_read|DELETE)"
)


class GuardsWhatReadersSee[M: Model](ModelAdmin[M]):
    """An admin in which the permissions to change and to delete hold for drafts only.

    For what readers see, changing asks for the permission to publish, and deleting for the one to withdraw as well.
    It is asked before a page is shown, again under a lock when it is saved, and after it was saved.
    """

    # What a page shows only to accounts with a permission, because it leads to where others may not go.
    only_for: ClassVar[Mapping[str, str]] = {}

    def has_publish_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return may_publish(request.user, self.model)

    def has_withdraw_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return may_withdraw(request.user, self.model)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return super().has_change_permission(request, obj) and not self.is_out_of_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.is_out_of_reach(request, obj, taking=True)

    def is_out_of_reach(self, request: HttpRequest, obj: M | None, *, taking: bool = False) -> bool:
        """Whether readers see this and the account may not change it (or, ``taking``, not take it from them)."""
        if obj is None or (
            self.has_publish_permission(request) and (not taking or self.has_withdraw_permission(request))
        ):
            return False
        # A page asks many times; what was stored when the request came in is what counts.
        known: dict[object, bool] = request.__dict__.setdefault("seen_by_readers", {})
        if obj.pk not in known:
            known[obj.pk] = readers_see(obj)
        return known[obj.pk]

    # --- Before it is saved --------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None:
            obj = self.get_object(request, object_id)
            if obj is not None and self._only_its_publication_is_in_the_way(request, obj):
                return self._answer_with_what_was_typed(request, obj)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[M]]:
        form = cast(type[ModelForm[M]], super().get_form(request, obj, change, **kwargs))
        if not issubclass(form, EditorsForm):
            return form
        allowed = statuses_for(request.user, self.model, getattr(obj, "status", None))
        offered = tuple((status.value, str(status.label)) for status in allowed)
        return cast(type[ModelForm[M]], type(form.__name__, (form,), {"statuses": offered}))

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        if change and not self.has_publish_permission(request):
            lock_what_decides(obj)
            self.refuse_what_readers_see(request, [obj])
        super().save_model(request, obj, form, change)

    def refuse_what_readers_see(self, request: HttpRequest, things: Iterable[M], *, taking: bool = False) -> None:
        """Raise SaveRefusedError for each of these that readers see, unless the account may change (take) it."""
        if self.has_publish_permission(request) and (not taking or self.has_withdraw_permission(request)):
            return
        if seen := [thing for thing in things if readers_see(thing)]:
            raise SaveRefusedError(Objection(self.advice(thing)) for thing in seen)

    def advice(self, thing: M) -> str:
        """Why an account that may only write drafts cannot change this, and what it may do instead."""
        name = f"{capfirst(self.opts.verbose_name)} “{thing}”"
        return (
            f"{name} is shown to readers, or would be by this save: only an editor may change what they see. "
            "Nothing was saved. Write it as a draft, or tell an editor what should change."
        )

    # --- How it looks --------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: M | None = None) -> Any:
        hidden = {field for field, permission in self.only_for.items() if not request.user.has_perm(permission)}
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (title, {**options, "fields": [field for field in options["fields"] if field not in hidden]})
            for title, options in fieldsets
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, add: bool = False, change: bool = False, form_url: str = "",
        obj: M | None = None,
    ) -> HttpResponse:  # fmt: skip
        context["may_publish"] = self.has_publish_permission(request, obj)
        context["may_withdraw"] = self.has_withdraw_permission(request, obj)
        if obj is not None and self._only_its_publication_is_in_the_way(request, obj):
            context |= {"is_out_of_reach": True, "report_url": report_url(obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _only_its_publication_is_in_the_way(self, request: HttpRequest, obj: M) -> bool:
        return super().has_change_permission(request, obj) and self.is_out_of_reach(request, obj)

    def _answer_with_what_was_typed(self, request: HttpRequest, obj: M) -> HttpResponse:
        """It was published after the form was opened, as a rule: nothing is saved, and nothing typed is lost."""
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if value.strip() and not _NOT_TYPED.fullmatch(name) and not _is_stored(obj, name, value)
        ]
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": obj, "typed": typed}
        context |= {"title": "Nothing was saved", "report_url": report_url(obj)}
        return TemplateResponse(request, "admin/out_of_reach.html", context, status=403)


def _is_stored(thing: Model, name: str, value: str) -> bool:
    """Whether the thing's own field of this name holds just this, as a form would send it."""
    return name in {field.name for field in thing._meta.concrete_fields} and (
        str(thing.serializable_value(name)) == value
    )


def report_url(thing: Model) -> str:
    """Where anybody can say what is wrong with this: the form of a correction, or "" for what has no page."""
    if isinstance(thing, Claim):
        return f"{reverse('correction-new')}?{urlencode({'claim': thing.public_id})}"
    address = getattr(thing, "get_absolute_url", None)
    return f"{reverse('correction-new')}?{urlencode({'place': address()})}" if address else ""
