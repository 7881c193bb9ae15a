"""What an editor sent, laid on top of what somebody else has saved since the page was opened.

A field that this editor did not touch takes the value saved since; one that both changed keeps what was typed, and
both values are told.
"""

from collections.abc import Iterable
from typing import Any

from django.forms import ModelForm
from django.http import QueryDict

from core.edit_conflicts.differences import Difference, Merged, label_of, stored_in_words
from core.edit_conflicts.merging_fields import merge_fields
from core.edit_conflicts.merging_rows import merge_rows
from core.edit_conflicts.stamps import FormSet, Stamp, differing


def merge(
    *,
    stamp: Stamp | None,
    now: Stamp | None,
    form: "ModelForm[Any] | None",
    formsets: Iterable[FormSet],
    sent: QueryDict,
) -> Merged:
    """What was sent on top of what is stored; without differences if nobody has saved anything else since.

    ``now`` is the stamp of what is stored, ``form`` and ``formsets`` hold it. Without a ``stamp`` everything that is
    stored otherwise than it was sent differs. Where the thing itself is gone there is no ``form``, and every row that
    was sent becomes a new one.
    """
    merged = Merged(data=sent.copy())
    if form is not None and now is not None:
        merged.differences += merge_fields(merged.data, form, stamp.own if stamp else None, sent, label="")
        beside = differing(stamp.own, now.own) - set(form.fields) if stamp else set()
        merged.differences += [
            Difference(label_of(form, name), stored_in_words(form.instance, name), "", "This form does not change it.")
            for name in sorted(beside)
        ]
    for formset in formsets:
        rows_before = stamp.rows.get(str(formset.prefix), {}) if stamp else None
        merge_rows(merged, formset, rows_before, is_gone=form is None)
    return merged
