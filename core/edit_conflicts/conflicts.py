"""What was found when something was to be saved or deleted, and how the form comes to be shown once more."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from core.edit_conflicts.differences import Difference
from core.edit_conflicts.last_saves import LastSave

# The codes of errors of the whole form that ask for nothing to be corrected: the page says above the form what to read.
HELD_UP, TO_CONFIRM = "edit-conflict", "to-confirm"


@dataclass(frozen=True)
class Conflict:
    """Why a save or a deletion was held up. ``last`` is the save that came between."""

    last: LastSave
    differences: list[Difference]
    is_gone: bool = False  # the thing itself was deleted
    was_stamped: bool = True


@dataclass
class Check:
    """``stamp`` is that of what is stored now, for the page that comes back."""

    stamp: str = ""
    conflict: Conflict | None = None


def check_of(request: HttpRequest) -> Check:
    """What was found in this request; it lives as long as the request does."""
    check: Check = request.__dict__.setdefault("edit_check", Check())
    return check


class HeldUpForm:
    """In front of a form's class: the form is not valid, so that it is shown again with what was typed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]
        message = "Not saved: this was saved or deleted since you opened it. See above the form."
        self.add_error(None, ValidationError(message, code=HELD_UP))  # type: ignore[attr-defined]
        return self.cleaned_data if cleaned is None else cleaned  # type: ignore[attr-defined,no-any-return]


def asks_only_to_be_read(form: Any, formsets: list[Any]) -> bool:
    """Whether nothing in the form is wrong, and it came back only so that something is read first."""
    errors = form.errors.as_data()
    codes = {error.code for error in errors.get(NON_FIELD_ERRORS, [])}
    return set(errors) <= {NON_FIELD_ERRORS} and codes <= {HELD_UP, TO_CONFIRM} and all(map(_is_right, formsets))


def _is_right(formset: Any) -> bool:
    return not any(formset.errors) and not formset.non_form_errors()
