"""Across which boundaries figures may be divided: those of a chip and of a whole machine tell of different things."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from comparisons.divisible_figures import Divisible
from comparisons.documents import FigurePart, StatementPart

_UNSTATED = "figures without a stated boundary against each other"


def pairs_within_boundaries(
    ones: Sequence[Divisible], others: Sequence[Divisible], *, asks: bool, named: frozenset[str]
) -> Iterator[tuple[Divisible, Divisible]]:
    """The pairs of figures that may be divided, the best first: those that share boundary and work, the headlines
    before others; then the headlines, if they share a boundary or ``named`` holds both of theirs.

    ``asks``: the dimension asks for boundaries, so that a figure without one is not divided.
    """
    shared = [pair for pair in product(ones, others) if _share_boundary_and_work(*pair)]
    yield from sorted(shared, key=lambda pair: -sum(item.is_headline for item in pair))
    for one, other in product(ones, others):
        if one.is_headline and other.is_headline and may_be_divided(one.figure, other.figure, asks=asks, named=named):
            yield one, other


def may_be_divided(one: FigurePart, other: FigurePart, *, asks: bool, named: frozenset[str]) -> bool:
    """Whether their boundaries allow a ratio of the two: they share one, or the row names both in its reason."""
    if not one.boundary or not other.boundary:
        return not asks
    return one.boundary == other.boundary or {one.boundary, other.boundary} <= named


def boundaries_named(cells: Sequence[StatementPart], reason: str) -> frozenset[str]:
    """The boundaries of these cells' figures that a reason calls by name: as whole words, in the singular or plural.

    To be asked only where an editor says that the reason names boundaries. The words alone do not tell: “a cell and a
    number are not two sizes of one thing” says nothing of how much of a thing a figure covers.
    """
    figures = [citation.figure for cell in cells for citation in cell.figures if citation.figure]
    named = {figure.boundary_name: figure.boundary for figure in figures if figure.boundary_name}
    return frozenset(
        slug for name, slug in named.items() if re.search(rf"\b{re.escape(name)}s?\b", reason, re.IGNORECASE)
    )


def boundaries_against(one: FigurePart | None, other: FigurePart | None, *, asks: bool, named: frozenset[str]) -> str:
    """What stands against what where boundaries keep two figures from being divided; empty where they do not."""
    if one is None or other is None or may_be_divided(one, other, asks=asks, named=named):
        return ""
    if not one.boundary or not other.boundary:
        return _UNSTATED
    return f"the boundary “{one.boundary_name}” against “{other.boundary_name}”"


def _share_boundary_and_work(one: Divisible, other: Divisible) -> bool:
    mine, theirs = one.figure, other.figure
    same = (mine.boundary, mine.workload) == (theirs.boundary, theirs.workload)
    return same and bool(mine.boundary and mine.workload)
