"""Things below the thing that they belong to: sides and rows of a comparison, citations of a claim."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from core.constraint_checks import Uniqueness, uniquenesses, values_of
from core.typed_admin import BaseInlineFormSet, StackedInline, TabularInline
from editing.admin.autocomplete import KnowingItsChoices
from editing.admin.forms import EditorsForm
from editing.admin.long_lists import FirstRowsFormSet


class SiblingsFormSet[C: Model, P: Model](BaseInlineFormSet[C, P, EditorsForm[C]]):
    """The forms of an inline: they number themselves, and are judged together where they must differ.

    Django compares each form with the database, where the siblings still stand as they were. Here every sibling is a
    form of the set, so the set alone can say whether two of them collide: two rows may change places in one save.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = frozenset(rule.name for rule in self._sibling_rules())

    def _construct_form(self, i: int, **kwargs: Any) -> EditorsForm[C]:
        form = super()._construct_form(i, **kwargs)
        # The page's own object, as typed so far: else each form would load it anew, and without the changes.
        setattr(form.instance, self.fk.name, self.instance)
        form.judged_by_the_set = self._names
        self._may_leave_position_empty(form)
        return form

    @property
    def empty_form(self) -> EditorsForm[C]:
        form: EditorsForm[C] = super().empty_form
        self._may_leave_position_empty(form)
        return form

    def clean(self) -> None:
        super().clean()
        self._number()

    def validate_unique(self) -> None:
        for rule in self._sibling_rules():
            seen = set()
            for form in self.forms_to_keep():
                key = rule.of(values_of(form.instance))
                if key in seen:
                    columns = rule.columns - {self.fk.name}
                    form.add_error(
                        next((name for name in reversed(form.fields) if name in columns), None), rule.message
                    )
                elif key is not None:
                    seen.add(key)

    def forms_to_keep(self) -> Iterator[EditorsForm[C]]:
        """The forms that were filled in rightly and are not to be deleted."""
        for form in self.forms:
            is_blank = form.empty_permitted and not form.has_changed()
            if not is_blank and form not in self.deleted_forms and form.is_valid():
                yield form

    def _sibling_rules(self) -> list[Uniqueness]:
        return [rule for rule in uniquenesses(self.fk.model) if rule.name and self.fk.name in rule.columns]

    def _may_leave_position_empty(self, form: EditorsForm[C]) -> None:
        if "position" in form.fields:
            form.fields["position"].required = False
            form.fields["position"].widget.attrs["placeholder"] = "last"
            if form.instance._state.adding:
                form.fields["position"].initial = None

    def _number(self) -> None:
        kept = [form for form in self.forms_to_keep() if "position" in form.fields]
        taken = [form.cleaned_data.get("position") for form in kept]
        last = max((position for position in taken if position is not None), default=0)
        for form in kept:
            if form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last  # type: ignore[attr-defined]


class EditorsTabular[C: Model, P: Model](KnowingItsChoices, TabularInline[C, P]):
    """Short rows below the thing that they belong to."""

    form = EditorsForm  # type: ignore[assignment]
    formset = SiblingsFormSet  # type: ignore[assignment]
    extra = 0
    view_on_site = False


class EditorsStacked[C: Model, P: Model](KnowingItsChoices, StackedInline[C, P]):
    """Long forms below the thing that they belong to."""

    form = EditorsForm  # type: ignore[assignment]
    formset = SiblingsFormSet  # type: ignore[assignment]
    extra = 0
    view_on_site = False


class ReadOnlyTabular[C: Model, P: Model](TabularInline[C, P]):
    """The first rows of what is only shown here; each may lead to its own page."""

    formset = FirstRowsFormSet
    extra = 0
    max_num = 0
    can_delete = False
    view_on_site = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
