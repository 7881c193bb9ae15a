"""The publish gate: what must be true of a document before readers see it.

It reads only the document, so that a preview, a publication and the quality desk judge alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from comparisons.documents import ComparisonDocument, FigurePart, RowPart, StatementPart
from comparisons.models import Comparability
from comparisons.relating import kinds_against
from entities.quantities import best_comparability, unit_kinship

_BEST_FIRST = Comparability.values


@dataclass(frozen=True)
class Problem:
    """A reason not to publish. ``claim`` (public id) or ``dimension`` (slug) names the place to mend."""

    message: str
    claim: str = ""
    dimension: str = ""
    by_retraction: bool = False


def problems_of(document: ComparisonDocument) -> list[Problem]:
    """Every reason why this document may not be published; none if it may."""
    return [problem for row in document.rows for problem in _of_row(document, row)]


def _of_row(document: ComparisonDocument, row: RowPart) -> Iterator[Problem]:
    name = row.dimension.name
    if not row.comparability:
        yield Problem(f"“{name}” does not say how far its cells may be compared.", dimension=row.dimension.slug)
    elif row.comparability != "equivalent" and not row.comparability_reason:
        yield Problem(f"“{name}” gives no reason for its comparability.", dimension=row.dimension.slug)
    yield from _of_units(row)
    if row.dimension.value_kind == "quantity":
        for side, cell in zip(document.sides, row.cells, strict=True):
            yield from _of_quantity(f"“{name}” of {side.label}", cell)


def _of_quantity(place: str, cell: StatementPart) -> Iterator[Problem]:
    if cell.missing:
        return
    if {"unsourced", "second-hand"} & set(cell.markers):
        yield Problem(
            f"{place} has no figure from a source that counts as evidence.",
            claim=cell.claim,
            by_retraction="retracted" in cell.markers,
        )


def _of_units(row: RowPart) -> Iterator[Problem]:
    """The editor's word is never better than what the units of the headline figures allow."""
    headlines = [cell.headline for cell in row.cells if cell.headline]
    if not row.comparability or len(headlines) < 2:
        return
    first, *others = headlines
    worst = max(others, key=lambda other: _BEST_FIRST.index(_allowed(first, other)))
    best_word = _allowed(first, worst)
    if _BEST_FIRST.index(row.comparability) < _BEST_FIRST.index(best_word):
        yield Problem(
            f"“{row.dimension.name}” is called {row.comparability.replace('-', ' ')}, but sets "
            f"{kinds_against(first, worst)}: at best {best_word.replace('-', ' ')}.",
            dimension=row.dimension.slug,
        )


def _allowed(one: FigurePart, other: FigurePart) -> str:
    return best_comparability(unit_kinship(one.unit, other.unit))
