"""What the figures of a claim amount to, in one sentence."""

from collections.abc import Sequence

from comparisons.documents import FigurePart, StatementPart
from comparisons.renderings.plot_axis import orders
from entities.quantities import QuantityError, UnitCompatibility, compare_units


def figures_in_words(cell: StatementPart) -> str:
    """“7 figures from 1971 to 2020, spanning 12 orders of magnitude; preferred: 86.1 ± 8.1 billion, because …”.

    Empty for a claim with fewer than two figures: one figure speaks for itself.
    """
    figures = [citation.figure for citation in cell.figures if citation.figure is not None]
    if len(figures) < 2:
        return ""
    preferred = next((figure for figure in figures if figure.rank == "preferred"), None)
    # Beside a missing value figures are of other things, and what they span together says nothing.
    spread = "" if cell.missing else _spread(figures)
    parts = [f"{len(figures)} figures{_years(figures)}{spread}"]
    if rivals := sum(1 for figure in figures if figure.rival_group):
        parts.append(f"{rivals} of them contradict each other about the same thing")
    if preferred is not None:
        parts.append(f"preferred: {preferred.text}, because {_within_sentence(preferred.rank_reason)}")
    else:
        parts.append("none is preferred")
    return "; ".join(parts) + "."


def _within_sentence(reason: str) -> str:
    """A reason written as a sentence, to stand after “because”. A first word that has a capital or a digit further on
    is an abbreviation or a formula and keeps its capital."""
    first, space, rest = reason.strip().rstrip(".").partition(" ")
    shown = first if any(char.isupper() or char.isdigit() for char in first[1:]) else first.lower()
    return f"{shown}{space}{rest}"


def _years(figures: Sequence[FigurePart]) -> str:
    years = sorted({figure.year for figure in figures if figure.year is not None})
    if not years:
        return ""
    return f" from {years[0]} to {years[-1]}" if len(years) > 1 else f" from {years[0]}"


def _spread(figures: Sequence[FigurePart]) -> str:
    """How far those reach that are not deprecated; nothing where they count or measure unlike things."""
    live = [figure for figure in figures if figure.rank != "deprecated"]
    if not all(_is_alike(live[0].unit, figure.unit) for figure in live):
        return ""
    numbers = [
        number
        for figure in live
        for number in (figure.canonical_value, figure.canonical_low, figure.canonical_high)
        if number is not None and number > 0
    ]
    spanned = round(orders(numbers)) if numbers else 0
    return f", spanning {spanned} orders of magnitude" if spanned > 1 else ""


def _is_alike(unit: str, other: str) -> bool:
    try:
        return compare_units(unit, other) is UnitCompatibility.SAME_COUNTED
    except QuantityError:
        return False
