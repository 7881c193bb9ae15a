"""What can have changed from one document to a later one, part by part: what `difference()` finds.

Every change of a part has the part ``before`` and ``after``; one that was added has no ``before``, one that was removed
no ``after``.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from citations.works import Work
from comparisons.documents import (
    CitationPart,
    EquivalencePart,
    RatioPart,
    RowPart,
    SidePart,
    StatementPart,
)


class FieldChange(NamedTuple):
    """A field of a part, by its name in the schema, before and after."""

    field: str
    before: Any
    after: Any


class Cited(NamedTuple):
    """A citation with the work that it cites."""

    citation: CitationPart
    work: Work


@dataclass(frozen=True, slots=True)
class CitationChange:
    """A citation that was added (no ``before``), removed (no ``after``) or changed. ``figure`` are fields of its figure
    where it has one both times; where it gains or loses one, ``fields`` has the figure as a whole."""

    before: Cited | None
    after: Cited | None
    fields: tuple[FieldChange, ...] = ()
    figure: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A cell, a point or a finding that was added, removed or changed. ``place`` says where it stands on the page."""

    place: str
    before: StatementPart | None
    after: StatementPart | None
    fields: tuple[FieldChange, ...] = ()
    citations: tuple[CitationChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RatioChange:
    """A ratio of two sides, by their labels, that was added, removed or worked out anew."""

    over: str
    under: str
    before: RatioPart | None
    after: RatioPart | None


@dataclass(frozen=True, slots=True)
class RowChange:
    before: RowPart | None
    after: RowPart | None
    fields: tuple[FieldChange, ...] = ()  # of the row and of its dimension
    cells: tuple[StatementChange, ...] = ()
    ratios: tuple[RatioChange, ...] = ()


@dataclass(frozen=True, slots=True)
class SideChange:
    before: SidePart | None
    after: SidePart | None
    fields: tuple[FieldChange, ...] = ()  # of the side and of its entity


@dataclass(frozen=True, slots=True)
class AssumptionChange:
    before: EquivalencePart | None
    after: EquivalencePart | None
    fields: tuple[FieldChange, ...] = ()
    citations: tuple[CitationChange, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkChange:
    """A work that both documents cite, described differently. Works that come and go are told by their citations."""

    before: Work
    after: Work
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed, in the order of the page. ``reordered`` names the lists in which only places changed."""

    fields: tuple[FieldChange, ...]  # of the comparison itself: title, lede, …
    sides: tuple[SideChange, ...]
    rows: tuple[RowChange, ...]
    points: tuple[StatementChange, ...]
    assumptions: tuple[AssumptionChange, ...]
    works: tuple[WorkChange, ...]
    reordered: tuple[str, ...]

    def __bool__(self) -> bool:
        return any((self.fields, self.sides, self.rows, self.points, self.assumptions, self.works, self.reordered))


def either[T](before: T | None, after: T | None) -> T:
    """The part as it is now, or as it was if it is gone."""
    part = before if after is None else after
    if part is None:
        raise ValueError("A change has at least one of its two ends.")
    return part
