"""The form behind every page of the admin."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model
from django.forms.utils import ErrorDict

from core.constraint_checks import values_of, violations
from core.publishing_status import Status
from core.typed_admin import ModelForm
from editing.admin.autocomplete import tell_known_choices


class ChangeNoteField(forms.CharField):
    """What the editor says about this save. It belongs to the editions that the save makes, not to what is saved."""

    def __init__(self) -> None:
        super().__init__(
            label="what changed",
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"class": "vTextField"}),
            help_text="One sentence for readers, kept with every edition that this save makes. "
            "Left empty, each edition says what changed in it.",
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class EditorsForm[M: Model](ModelForm[M]):
    """A model's form that asks the database only about what was changed."""

    # The statuses that the account may give, set on a subclass for one request (see guarding.py); None for all of them.
    statuses: ClassVar[tuple[tuple[str, str], ...] | None] = None
    # Of a form among siblings: the constraints that only the whole set of them can judge.
    judged_by_the_set: frozenset[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_known_choices(self)
        self._offer_statuses()

    def full_clean(self) -> None:
        if self.is_bound and self.judged_by_the_set is not None and not self._is_new_or_changed():
            # A sibling that nobody touched is as it is: to look at it again would cost queries, and if it does not
            # satisfy a younger rule, that must not stop the editor from saving another one.
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = dict(self.initial)
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return self.cleaned_data if cleaned is None else cleaned

    def notes(self) -> list[str]:
        """What the editor is to read before this form is saved."""
        return []

    def _offer_statuses(self) -> None:
        field = self.fields.get("status")
        if self.statuses is None or not isinstance(field, forms.ChoiceField):
            return
        field.choices = self.statuses
        if Status.PUBLISHED not in dict(self.statuses):
            field.help_text = "Choose “In review” when it is ready: an editor will look at it and publish it."

    def validate_unique(self) -> None:
        if self._is_new_or_changed():
            super().validate_unique()

    def validate_constraints(self) -> None:
        """Judge the row by itself, then ask the database whether it is like another one; each such question is a query.

        Left out are the constraints of the set, what has an error already, and forms that nobody touched.
        """
        if not self._is_new_or_changed():
            return
        exclude = self._get_validation_exclusions()
        for violation in violations(type(self.instance), values_of(self.instance)):
            if not exclude.intersection(violation.columns):
                self.add_error(None, ValidationError(violation.message, code="constraint"))
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, CheckConstraint) or constraint.name in (self.judged_by_the_set or ()):
                continue
            try:
                constraint.validate(type(self.instance), self.instance, exclude=exclude)
            except ValidationError as error:
                self._update_errors(error)

    def _is_new_or_changed(self) -> bool:
        return self.instance._state.adding or self.has_changed()


class NotedForm[M: Model](EditorsForm[M]):
    """The form of a whole page, with a word for readers about what changed."""

    change_note = ChangeNoteField()
