"""A long list in pages, each found by an index however far down it stands.

A page is named by the row that it follows (``?after=human-brain``) or comes before, not by a number: nothing is
counted, nothing is skipped over, and what is added meanwhile moves no row from one page to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from core.parameters import Parameters

AFTER, BEFORE = "after", "before"  # the parameters that a view with pages declares
_NUMBERS = ("id", "number")  # columns that hold no text


@dataclass(frozen=True)
class Page[M]:
    """The rows of one page; ``previous`` and ``next`` are addresses, empty where there is no such page."""

    rows: list[M]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class Address:
    """Which page is asked for, and how the addresses of others are made, by what the view says that it reads."""

    request: HttpRequest
    parameters: Parameters
    fragment: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """What else was chosen than the page."""
        return {name: value for name, value in self.parameters.of(self.request).items() if name not in (AFTER, BEFORE)}

    def asked(self, name: str) -> str:
        return self.parameters.of(self.request)[name]

    def of(self, **where: str) -> str:
        return self.parameters.address(self.request.path, {**self.filters, **where}, self.fragment)


def page_of[M: Model](
    found: QuerySet[M],
    *,
    by: Sequence[str],
    named: str,
    address: Address,
    size: int = 50,
) -> Page[M]:
    """The page that the reader asked for: one query, and one more for any but the first page.

    ``by`` is the order, as for ``order_by``, of columns that are never NULL and together differ for every row;
    ``named`` is the column that names a row in an address, “id” or a text. A name that no row of the list has leads to
    the first page.
    """
    after, before = address.asked(AFTER), address.asked(BEFORE)
    if before and not after and (start := _place(found, by, named, before)) is not None:
        backwards = [column[1:] if column.startswith("-") else f"-{column}" for column in by]
        rows = list(found.filter(_beyond(backwards, start)).order_by(*backwards)[: size + 1])
        if len(rows) > size:
            rows = rows[size - 1 :: -1]
            return Page(rows, _to(address, BEFORE, rows[0], named), _to(address, AFTER, rows[-1], named))
        # Fewer rows than fill a page come before: that is the first page.
    start = _place(found, by, named, after) if after else None
    rows = list((found.filter(_beyond(by, start)) if start is not None else found).order_by(*by)[: size + 1])
    previous = ""
    if start is not None:
        previous = _to(address, BEFORE, rows[0], named) if rows else address.of()
    return Page(rows[:size], previous, _to(address, AFTER, rows[size - 1], named) if len(rows) > size else "")


def _to(address: Address, where: str, row: Any, named: str) -> str:
    return address.of(**{where: str(attrgetter(named.replace("__", "."))(row))})


def _place(found: "QuerySet[Any]", by: Sequence[str], named: str, name: str) -> tuple[Any, ...] | None:
    """What the row of this name has in the columns of the order; None if the list has no such row."""
    if named in _NUMBERS and not (name.isdecimal() and name.isascii()):
        return None
    columns = [column.removeprefix("-") for column in by]
    place: tuple[Any, ...] | None = found.filter(**{named: name}).order_by().values_list(*columns).first()
    return place


def _beyond(by: Sequence[str], start: Sequence[Any]) -> Q:
    """What comes after ``start`` in the order. The first column is said twice, so that an index can begin there."""
    ways = Q()
    for last, column in enumerate(by):
        same = {earlier.removeprefix("-"): start[place] for place, earlier in enumerate(by[:last])}
        ways |= Q(**same, **{f"{column.removeprefix('-')}__{'lt' if column.startswith('-') else 'gt'}": start[last]})
    first = by[0]
    return Q(**{f"{first.removeprefix('-')}__{'lte' if first.startswith('-') else 'gte'}": start[0]}) & ways
