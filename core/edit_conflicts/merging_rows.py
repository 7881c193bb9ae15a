"""The rows below a thing: those added since are put in, those deleted since come back as new ones if typed into."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import QueryDict
from django.utils.text import capfirst

from core.edit_conflicts.differences import Difference, Merged, columns_of, label_of
from core.edit_conflicts.merging_fields import merge_fields
from core.edit_conflicts.sent_values import compared_fields, in_words, loaded, put, received
from core.edit_conflicts.stamps import Digests, FormSet, RowDigests, digest

_MOST_ROWS = 1000  # more fields than that Django does not read


@dataclass
class _Row:
    """One form of a set as it was sent: what follows “rows-3-” in each name, with its values."""

    values: dict[str, list[str]]
    is_new: bool

    def key(self, name: str) -> str:
        return next(iter(self.values.get(name, [])), "")


def merge_rows(merged: Merged, formset: FormSet, before: RowDigests | None, *, is_gone: bool) -> None:
    """Bring the rows of one form set up to date, and number them anew: first what is stored, then what is new."""
    prefix = str(formset.prefix)
    rows = _sent_rows(merged.data, prefix)
    if rows is None:
        return
    key_name = _model(formset)._meta.pk.name
    stored = {} if is_gone else {str(form.instance.pk): form for form in formset.initial_forms}
    sent_rows = {row.key(key_name): row for row in rows if not row.is_new}
    blank = formset.empty_form
    kept, revived = [], []
    for key, form in stored.items():
        row = sent_rows.get(key)
        if row is None:
            merged.other_rows.add((_model(formset), key))
            merged.differences.append(
                Difference(f"{_what(formset)} “{form.instance}”", "added", "", "The form has it now.")
            )
            row = _Row({}, is_new=False)
            _fill(row, form, key_name)
        else:
            differences = list(_merge_row(row, form, before.get(key) if before is not None else None, formset))
            if differences:
                merged.other_rows.add((_model(formset), key))
            merged.differences += differences
        kept.append(row)
    for key, row in sent_rows.items():
        if key in stored:
            continue
        if row.key("DELETE"):
            continue  # both want it gone
        was_typed_into = is_gone or _touched(row, blank, (before or {}).get(key))
        if not is_gone:
            merged.other_rows.add((_model(formset), key))
            merged.differences.append(_deleted(formset, row, blank, kept=was_typed_into))
        if was_typed_into:
            row.values[key_name] = row.values[formset.fk.name] = [""]
            if not is_gone and "position" in row.values:
                row.values["position"] = [""]  # its old place may be taken: it goes last
            revived.append(row)
    fresh = [row for row in rows if row.is_new]
    _write(merged.data, prefix, kept, [*revived, *fresh])


def _sent_rows(data: QueryDict, prefix: str) -> list[_Row] | None:
    """The rows that were sent, taken out of the data; None if the set was not part of the form."""
    try:
        initial, total = (int(str(data[f"{prefix}-{name}_FORMS"])) for name in ("INITIAL", "TOTAL"))
    except (KeyError, ValueError):
        return None
    rows = []
    for number in range(min(total, _MOST_ROWS)):
        start = f"{prefix}-{number}-"
        names = [name for name in data if name.startswith(start)]
        values = {name.removeprefix(start): data.getlist(name) for name in names}
        for name in names:
            del data[name]
        rows.append(_Row(values, is_new=number >= initial))
    return rows


def _merge_row(row: _Row, form: "ModelForm[Any]", before: Digests | None, formset: FormSet) -> Iterator[Difference]:
    data = _as_data(row)
    label = f"{_what(formset)} “{form.instance}”: "
    differences = list(merge_fields(data, form, before, data.copy(), label=label))
    row.values = {name: data.getlist(name) for name in data}
    if row.key("DELETE"):
        differences = [
            Difference(each.where, each.saved, "to be deleted", "It is still marked to be deleted.")
            for each in differences
        ]
    yield from differences


def _touched(row: _Row, blank: "ModelForm[Any]", before: Digests | None) -> bool:
    data = _as_data(row)
    return before is None or any(
        digest(received(blank, name, data)) != before[name] for name in compared_fields(blank) if name in before
    )


def _deleted(formset: FormSet, row: _Row, blank: "ModelForm[Any]", *, kept: bool) -> Difference:
    data = _as_data(row)
    words = [
        f"{label_of(blank, name)}: {said}"
        for name in compared_fields(blank)
        if name in columns_of(blank) and (said := in_words(blank, name, received(blank, name, data)))
    ]
    return Difference(
        where=_what(formset),
        saved="deleted",
        sent="; ".join(words),
        outcome="What you typed stands in the form as a new one: remove it there if it is to stay deleted."
        if kept
        else "The form no longer has it.",
    )


def _fill(row: _Row, form: "ModelForm[Any]", key_name: str) -> None:
    data = QueryDict(mutable=True)
    for name in compared_fields(form):
        put(data, form, name, loaded(form, name))
    row.values = {name: data.getlist(name) for name in data}
    row.values[key_name] = [str(form.instance.pk)]


def _write(data: QueryDict, prefix: str, initial: list[_Row], new: list[_Row]) -> None:
    for number, row in enumerate([*initial, *new]):
        for name, values in row.values.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(initial))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(initial) + len(new))


def _as_data(row: _Row) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in row.values.items():
        data.setlist(name, values)
    return data


def _what(formset: FormSet) -> str:
    return str(capfirst(_model(formset)._meta.verbose_name))


def _model(formset: FormSet) -> type[Model]:
    model: type[Model] = formset.model  # type: ignore[assignment]
    return model
