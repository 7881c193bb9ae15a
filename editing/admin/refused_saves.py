"""The page of a save that was refused: the forms as they were typed and judged, on top of what is stored."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from core.edit_conflicts.stamps import FormSet
from core.typed_admin import ModelAdmin, ModelForm

type Judged = tuple[ModelForm[Any], Sequence[FormSet], Sequence[Any]]  # form, form sets, inlines


def shown_again(
    admin: ModelAdmin[Any],
    request: HttpRequest,
    judged: Judged,
    errors: Iterable[ValidationError],
    *,
    object_id: str | None,
    form_url: str,
    extra_context: dict[str, Any] | None,
) -> HttpResponse:
    """The form with these errors on top. To be called when the transaction has been rolled back.

    Nothing is judged or saved again: ``judged`` are the bound forms of the save.
    """
    form, formsets, inlines = judged
    thing = admin.get_object(request, unquote(object_id)) if object_id is not None else None
    _as_before_the_save(form, formsets, is_new=thing is None)
    for error in errors:
        form.add_error(None, error)
    adminform = helpers.AdminForm(
        form,
        cast(Any, list(admin.get_fieldsets(request, thing))),
        admin.get_prepopulated_fields(request, thing),
        admin.get_readonly_fields(request, thing),
        model_admin=admin,
    )
    inline_formsets = admin.get_inline_formsets(request, list(formsets), list(inlines), thing)
    media = admin.media + adminform.media
    for inline_formset in inline_formsets:
        media += inline_formset.media
    context = {
        **admin.admin_site.each_context(request),
        "title": f"{'Change' if thing else 'Add'} {admin.opts.verbose_name}",
        "subtitle": capfirst(str(thing)) if thing else None,
        "adminform": adminform,
        "object_id": object_id,
        "original": thing,
        "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
        "to_field": None,
        "media": media,
        "inline_admin_formsets": inline_formsets,
        "errors": helpers.AdminErrorList(form, formsets),
        "preserved_filters": admin.get_preserved_filters(request),
        **(extra_context or {}),
    }
    return admin.render_change_form(
        request, context, add=thing is None, change=thing is not None, obj=thing, form_url=form_url
    )


def _as_before_the_save(form: ModelForm[Any], formsets: Iterable[FormSet], *, is_new: bool) -> None:
    """What the save made exists no longer, and what it deleted is there again: so the instances must say."""
    if is_new:
        _never_saved(form)
    for formset in formsets:
        for row in formset.initial_forms:
            row.instance.pk = row.initial.get(row.instance._meta.pk.name, row.instance.pk)
        for row in formset.extra_forms:
            _never_saved(row)


def _never_saved(form: ModelForm[Any]) -> None:
    form.instance.pk = None
    form.instance._state.adding = True
