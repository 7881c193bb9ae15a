"""The admin of anything that two people may edit at once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from core.edit_conflicts.conflicts import Conflict, HeldUpForm, asks_only_to_be_read, check_of
from core.edit_conflicts.differences import Difference, stored_in_words
from core.edit_conflicts.last_saves import last_save
from core.edit_conflicts.listed_rows import StampedListAdmin
from core.edit_conflicts.merging_forms import merge
from core.edit_conflicts.stamps import (
    FIELD,
    FormSet,
    Stamp,
    column_stamp_of,
    differing,
    name_of,
    read_stamp,
    stamp_of,
)


class ConflictCheckedAdmin[M: Model](StampedListAdmin[M]):
    """Nobody overwrites here what somebody else has saved since the page was opened."""

    # Columns that the page shows but the form may not hold, of which an editor must hear when they change.
    also_stamped: ClassVar[tuple[str, ...]] = ()
    delete_confirmation_template = "admin/delete_stamped.html"

    # --- Saving ----------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            thing = self._locked(request, object_id)
            if thing is not None and self.has_change_permission(request, thing):
                self._check_save(request, thing)
            elif thing is None and self._was_deleted_meanwhile(request, object_id):
                # What was typed comes back in the form of a new one.
                form_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
                object_id = None
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (HeldUpForm, form), {}) if check_of(request).conflict else form

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        check, thing = check_of(request), context.get("original")
        form = context["adminform"].form
        inlines = context["inline_admin_formsets"]
        if not check.stamp and thing is not None and self.has_change_permission(request, thing):
            formsets = [inline.formset for inline in inlines if inline.has_change_permission]
            check.stamp = stamp_of(thing, form, formsets, self.also_stamped).signed()
        context |= {"stamp_field": FIELD, "edit_stamp": check.stamp, "edit_conflict": check.conflict}
        if request.method == "POST" and asks_only_to_be_read(form, [inline.formset for inline in inlines]):
            context["errors"] = []  # nothing is to be corrected: what is to be read stands above the form
        return super().render_change_form(request, context, *args, **kwargs)

    def _check_save(self, request: HttpRequest, thing: M) -> None:
        """Hold what was sent against what is stored now; the request then has the one laid on top of the other."""
        check = check_of(request)
        form, formsets = self._as_opened_now(request, thing)
        now = stamp_of(thing, form, formsets, self.also_stamped)
        stamp = read_stamp(request.POST.get(FIELD, ""), now.of)
        merged = merge(stamp=stamp, now=now, form=form, formsets=formsets, sent=request.POST)
        check.stamp = now.signed()
        request.POST = merged.data  # type: ignore[assignment]
        if merged.differences:
            last = last_save([(self.model, thing.pk), *merged.other_rows], reader=request.user.pk)
            check.conflict = Conflict(last, merged.differences, was_stamped=stamp is not None)

    def _was_deleted_meanwhile(self, request: HttpRequest, object_id: str) -> bool:
        key = unquote(object_id)
        stamp = read_stamp(request.POST.get(FIELD, ""), name_of(self.model, key))
        if stamp is None or not self.has_add_permission(request):
            return False
        _, formsets = self._as_opened_now(request, None)
        merged = merge(stamp=stamp, now=None, form=None, formsets=formsets, sent=request.POST)
        request.POST = merged.data  # type: ignore[assignment]
        check_of(request).conflict = Conflict(last_save([(self.model, key)], reader=request.user.pk), [], is_gone=True)
        return True

    def _as_opened_now(self, request: HttpRequest, thing: M | None) -> "tuple[ModelForm[Any], list[FormSet]]":
        """The form and the form sets of the page as they would be opened now, but for sets that only show something."""
        names = flatten_fieldsets(self.get_fieldsets(request, thing))
        form = self.get_form(request, thing, change=thing is not None, fields=names)(instance=thing)
        formsets, prefixes = [], Counter[str]()
        for form_set, inline in self.get_formsets_with_inlines(request, thing):
            prefix = form_set.get_default_prefix()
            prefixes[prefix] += 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            if inline.has_change_permission(request, thing):
                rows = inline.get_queryset(request)
                formsets.append(form_set(instance=form.instance, prefix=prefix, queryset=rows))
        return form, formsets

    # --- Deleting ----------------------------------------------------------------------------------

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with transaction.atomic():
            thing = self._locked(request, object_id)
            context = dict(extra_context or {})
            if thing is not None and self.has_delete_permission(request, thing):
                below = list(self._rows_below(request, thing))
                now = column_stamp_of(thing, below)
                if request.method == "POST":
                    context["edit_conflict"] = self._conflict_of_deletion(request, thing, below, now)
                    if context["edit_conflict"]:
                        request.POST = QueryDict()  # Django asks again
                context |= {"stamp_field": FIELD, "edit_stamp": now.signed()}
            return super().delete_view(request, object_id, context)

    def _conflict_of_deletion(self, request: HttpRequest, thing: M, below: list[Model], now: Stamp) -> Conflict | None:
        if FIELD not in request.POST:
            return None  # not asked for on a page: there was nothing to be seen that could have changed
        stamp = read_stamp(request.POST[FIELD], now.of)
        if stamp is not None and (stamp.own, stamp.rows) == (now.own, now.rows):
            return None
        seen: list[Model] = [thing, *below]
        last = last_save([(type(each), each.pk) for each in seen], reader=request.user.pk)
        if stamp is None:
            return Conflict(last, [], was_stamped=False)
        differences = [
            Difference(capfirst(str(column.verbose_name)), stored_in_words(thing, column.name))
            for column in (*self.opts.concrete_fields, *self.opts.many_to_many)
            if column.name in differing(stamp.own, now.own) and column.editable
        ]
        if stamp.rows != now.rows:
            differences.append(Difference("What stands below it", "added, changed or deleted"))
        return Conflict(last, differences)

    # --- Under a lock ------------------------------------------------------------------------------

    def _locked(self, request: HttpRequest, object_id: str) -> M | None:
        """The thing. Where it is about to change, other saves of it and of what stands below it wait for this one."""
        try:
            key = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        if request.method == "POST":
            self.lock_above(key)
            list(self.model._base_manager.select_for_update(no_key=True).filter(pk=key).values_list("pk"))
        thing = self.get_object(request, unquote(object_id))
        if thing is not None and request.method == "POST":
            list(self._rows_below(request, thing, for_update=True))
        return thing

    def lock_above(self, key: Any) -> None:
        """Lock what the thing with this key stands below, if that has a page too: always from above, else two
        saves could wait for each other."""

    def _rows_below(self, request: HttpRequest, thing: M, *, for_update: bool = False) -> Iterator[Model]:
        """The rows that are edited on the page of the thing."""
        for inline in self.get_inline_instances(request, thing):
            if not inline.has_change_permission(request, thing):
                continue
            rows = inline.model._base_manager.order_by("pk")
            yield from (rows.select_for_update(no_key=True) if for_update else rows).filter(
                **{_parent_field(inline, self.model): thing}
            )


def _parent_field(inline: Any, parent: type[Model]) -> str:
    """The foreign key by which the rows of an inline belong to the thing above them."""
    if inline.fk_name:
        return str(inline.fk_name)
    return next(
        str(field.name)
        for field in inline.model._meta.concrete_fields
        if field.is_relation and isinstance(field.related_model, type) and issubclass(parent, field.related_model)
    )
