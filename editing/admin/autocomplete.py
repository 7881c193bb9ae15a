"""Choosing a related thing by typing a part of its name."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey, Model
from django.http import HttpRequest

from core.typed_admin import BaseModelAdmin


class KnowingAutocomplete(AutocompleteSelect):
    """An autocomplete field that asks the database for the name of its present choice only if it does not know it.

    Django's own asks once a field, so that a comparison with thirty rows would cost thirty queries.
    """

    known: tuple[str, str] | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        if self.known is None or list(value) != [self.known[0]]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        key, label = self.known
        return [(None, [*options, self.create_option(name, key, label, True, len(options))], 0)]


class KnowingItsChoices(BaseModelAdmin[Any]):
    """An admin or an inline whose autocomplete fields are of this kind, beside which nothing is deleted by a slip."""

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "forms.Field | None":
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "forms.ModelChoiceField[Any] | None":
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnowingAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def tell_known_choices(form: "forms.ModelForm[Any]") -> None:
    """Hand the things that the form's instance has loaded already to the fields that choose them."""
    instance = form.instance
    for name, widget in _autocompletes(form):
        field = instance._meta.get_field(name)
        if isinstance(field, ForeignKey) and field.is_cached(instance):
            chosen = getattr(instance, name)
            if isinstance(chosen, Model) and chosen.pk:
                widget.known = (str(chosen.pk), str(chosen))


def _autocompletes(form: "forms.ModelForm[Any]") -> Iterator[tuple[str, KnowingAutocomplete]]:
    for name, field in form.fields.items():
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, KnowingAutocomplete):
            yield name, widget
