"""What differs between what is stored, what was loaded and what was sent, in words for the page."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import QueryDict
from django.utils.text import capfirst


@dataclass(frozen=True)
class Difference:
    """One thing that was saved since. ``sent`` is what came from this editor, ``outcome`` what the form now holds."""

    where: str
    saved: str
    sent: str = ""
    outcome: str = ""


@dataclass
class Merged:
    """The data to go on with, everything that differs, and the rows that somebody else changed."""

    data: QueryDict
    differences: list[Difference] = field(default_factory=list)
    other_rows: set[tuple[type[Model], str]] = field(default_factory=set)


def stored_in_words(thing: Model, name: str) -> str:
    """A stored value for people."""
    column = thing._meta.get_field(name)
    if column.many_to_many:
        return ", ".join(str(each) for each in getattr(thing, name).all())
    display = getattr(thing, f"get_{name}_display", None)
    value = display() if display else getattr(thing, name)
    return "" if value is None else str(value)


def columns_of(form: "ModelForm[Any]") -> set[str]:
    """The names of what is stored; a form may have fields beside these."""
    return {field.name for field in (*form.instance._meta.concrete_fields, *form.instance._meta.many_to_many)}


def label_of(form: "ModelForm[Any]", name: str) -> str:
    """The name of a field for people, as the form has it."""
    of_form = form.fields[name].label if name in form.fields else None
    return capfirst(str(of_form or form.instance._meta.get_field(name).verbose_name))
