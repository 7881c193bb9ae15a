"""How the cells of a row relate: ratios where units are alike, and why there is none where they are not."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from comparisons.documents import CitationPart, FigurePart, RatioPart, StatementPart, figure_of
from comparisons.models import Equivalence
from entities.quantities import (
    ExchangeRate,
    QuantityError,
    UnitCompatibility,
    compare_units,
    pretty_ratio,
    quantity_kind,
    ratio,
)

# Ratios worked out already, by the claims of the two cells and the slug of the assumption; None where there is none.
# Only for cells that rest on the same state of the tables.
type KnownRatios = dict[tuple[str, str, str], RatioPart | None]


class Relations(TypedDict):
    """The fields of a RowPart that follow from its cells."""

    ratios: tuple[RatioPart, ...]
    no_ratio: str
    assumed_ratios: tuple[RatioPart, ...]


def relations(
    cells: Sequence[StatementPart],
    *,
    forbidden: bool,
    equivalences: Iterable[Equivalence],
    known: KnownRatios | None = None,
) -> Relations:
    """The first cell against each other one, by their headline figures.

    ``forbidden``: an editor allows no plain ratio, whatever the units; an equivalence is the reader's own assumption
    and may still be switched on. ``known`` is looked into, and filled, where many rows are made of the same claims.
    """
    if not cells:  # a dimension along which nothing is claimed yet
        return {"ratios": (), "no_ratio": "", "assumed_ratios": ()}
    first, others = cells[0], cells[1:]
    heads = [(first.headline, other.headline) for other in others]
    unlike = [words for words in (kinds_against(*pair) for pair in heads) if words]
    known = {} if known is None else known
    plain = [] if forbidden else [_once(first, other, None, known) for other in others]
    assumed = [_once(first, other, equivalence, known) for equivalence in equivalences for other in others]
    return {
        "ratios": tuple(part for part in plain if part),
        "no_ratio": unlike[0] if unlike else "",
        "assumed_ratios": tuple(part for part in assumed if part),
    }


def kinds_against(one: FigurePart | None, other: FigurePart | None) -> str:
    """What stands against what where two figures count or measure unlike things: “power against energy”, else empty."""
    if one is None or other is None or compare_units(one.unit, other.unit) is UnitCompatibility.SAME_COUNTED:
        return ""
    return f"{quantity_kind(one.unit)} against {quantity_kind(other.unit)}"


def _usable(cell: StatementPart) -> list[FigurePart]:
    """The figures that a ratio may rest on, the headline first: those that could carry the claim.

    None on a cell without a value, whatever is told beside it, nor on one whose evidence was retracted.
    """
    if cell.missing or "retracted" in cell.markers:
        return []
    figures = [
        citation.figure
        for citation in cell.figures
        if citation.figure and citation.figure.rank != "deprecated" and _carries(citation)
    ]
    return sorted(figures, key=lambda figure: figure is not cell.headline)


def _heading(cell: StatementPart) -> list[FigurePart]:
    """The headline figure alone, if a ratio may rest on it."""
    return [figure for figure in _usable(cell) if figure is cell.headline]


def _carries(citation: CitationPart) -> bool:
    return citation.stance == "supports" and not citation.second_hand


def _once(
    one: StatementPart, other: StatementPart, equivalence: Equivalence | None, known: KnownRatios
) -> RatioPart | None:
    """The plain ratio of two cells, or the one under an assumption, worked out if it is not known yet."""
    if not one.figures or not other.figures:
        return None
    key = (one.claim, other.claim, equivalence.slug if equivalence else "")
    if key not in known:
        figures = _usable if equivalence else _heading
        known[key] = _ratio(one, other, figures(one), figures(other), equivalence)
    return known[key]


def _ratio(
    one: StatementPart,
    other: StatementPart,
    ones: Sequence[FigurePart],
    others: Sequence[FigurePart],
    equivalence: Equivalence | None = None,
) -> RatioPart | None:
    """The ratio of the first two figures, in their order, that have one; None if no two do."""
    rate = _rate(equivalence) if equivalence else None
    for top in ones:
        for bottom in others:
            # Under an assumption only unlike units are new; like ones have their plain ratio.
            if rate and compare_units(top.unit, bottom.unit) is UnitCompatibility.SAME_COUNTED:
                continue
            try:
                found = ratio(figure_of(top), figure_of(bottom), factor=rate)
            except QuantityError:
                continue
            over, under = (other, one) if found.swapped else (one, other)
            return RatioPart(
                over=over.entity,
                under=under.entity,
                text=pretty_ratio(found),
                value=found.value,
                low=found.low,
                high=found.high,
                overlaps_one=found.overlaps_one,
                formula=found.formula,
                statement=found.statement,
                equivalence=equivalence.slug if equivalence else "",
            )
    return None


def _rate(equivalence: Equivalence) -> ExchangeRate:
    return ExchangeRate(
        value=equivalence.factor,
        low=equivalence.low,
        high=equivalence.high,
        from_unit=equivalence.from_unit,
        to_unit=equivalence.to_unit,
        name=equivalence.name,
    )
