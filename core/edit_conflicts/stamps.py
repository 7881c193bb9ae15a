"""The stamp of a page: what its form and the rows below it held when it was opened, a short digest for each field."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.utils import timezone

from core.edit_conflicts.sent_values import Sent, compared_fields, loaded

FIELD = "edit_stamp"  # the name of the hidden field
_SALT = "core.edit_conflicts"

type Digests = dict[str, str]  # of a form: field -> digest
type RowDigests = dict[str, Digests]  # of the rows below it: key -> digests
type FormSet = BaseInlineFormSet[Any, Any, Any]


@dataclass(frozen=True)
class Stamp:
    """``of`` names the thing, ``at`` is when it was read; ``rows`` has the rows of each form set by its prefix."""

    of: str
    at: str
    own: Digests
    rows: dict[str, RowDigests]

    @property
    def opened(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def signed(self) -> str:
        """The stamp as text for a hidden field; signed, so that no other one can be sent in its place."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)


def stamp_of(thing: Model, form: "ModelForm[Any]", formsets: Iterable[FormSet], besides: Iterable[str]) -> Stamp:
    """The stamp of forms that nobody has typed into. ``besides`` are fields of the thing that only stand beside it."""
    own = {name: digest([str(getattr(thing, name))]) for name in besides if name not in form.fields}
    return Stamp(
        of=name_of(type(thing), thing.pk),
        at=timezone.now().isoformat(),
        own=own | digests(form),
        rows={
            str(formset.prefix): {str(row.instance.pk): digests(row) for row in formset.initial_forms}
            for formset in formsets
        },
    )


def column_stamp_of(thing: Model, rows: Iterable[Model]) -> Stamp:
    """The stamp of a thing as it is stored, with the rows below it: what somebody sees who is about to delete it."""
    own = {field.name: digest([repr(getattr(thing, field.attname))]) for field in thing._meta.concrete_fields}
    for many in thing._meta.many_to_many:
        own[many.name] = digest(sorted(str(key) for key in many.value_from_object(thing)))
    below: dict[str, RowDigests] = {}
    for row in rows:
        below.setdefault(row._meta.label, {})[str(row.pk)] = {"": row_stamp(row)}
    return Stamp(of=name_of(type(thing), thing.pk), at=timezone.now().isoformat(), own=own, rows=below)


def read_stamp(text: str, of: str) -> Stamp | None:
    """The stamp that came back; None if there is none, or not one of this thing."""
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    stamp = Stamp(**found)
    return stamp if stamp.of == of else None


def name_of(model: type[Model], key: object) -> str:
    return f"{model._meta.label} {key}"


def digests(form: "ModelForm[Any]") -> Digests:
    return {name: digest(loaded(form, name)) for name in compared_fields(form)}


def digest(sent: Sent) -> str:
    return hashlib.blake2b("\0".join(sent).encode(), digest_size=9).hexdigest()


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The fields that both know and that are not the same."""
    return {name for name, value in now.items() if before.get(name, value) != value}


def row_stamp(thing: Model) -> str:
    """The digest of one row of a list, over every column that was loaded."""
    left_out = thing.get_deferred_fields()
    values = [
        repr(getattr(thing, field.attname)) for field in thing._meta.concrete_fields if field.attname not in left_out
    ]
    return digest([name_of(type(thing), thing.pk), *values])
