"""One form: the fields that nobody has typed into take what was saved since, the others keep what was typed."""

from collections.abc import Iterator
from typing import Any

from django.forms import ModelForm
from django.http import QueryDict

from core.edit_conflicts.differences import Difference, columns_of, label_of
from core.edit_conflicts.sent_values import compared_fields, in_words, loaded, put, received
from core.edit_conflicts.stamps import Digests, differing, digest, digests


def merge_fields(
    data: QueryDict, form: "ModelForm[Any]", before: Digests | None, sent: QueryDict, *, label: str
) -> Iterator[Difference]:
    """Bring the data of one form up to date; what was saved since, and what came of it.

    ``before`` are the digests of what was loaded; without them everything that differs counts as typed. ``sent`` and
    ``data``, which is changed, have the bare names of the fields. ``label`` goes before the names of fields.
    """
    now = digests(form)
    changed = differing(before, now) if before is not None else set(now)
    for name in compared_fields(form):
        if name not in changed:
            continue
        typed, stored = received(form, name, sent), loaded(form, name)
        if typed == stored:
            continue
        keeps_typed = before is None or digest(typed) != before[name]
        if not keeps_typed:
            put(data, form, name, stored)
        if name in columns_of(form):
            yield Difference(
                where=f"{label}{label_of(form, name)}",
                saved=in_words(form, name, stored),
                sent=in_words(form, name, typed),
                outcome="The form holds what you typed."
                if keeps_typed
                else "You had not changed it: the form holds what was saved.",
            )
