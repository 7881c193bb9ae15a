"""The publish gate: what must be true of a document before readers see it.

It reads only the document, so that a preview, a publication and the quality desk judge alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from comparisons.documents import ComparisonDocument, RowPart, StatementPart


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
