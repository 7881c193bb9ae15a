"""What the figures of a claim amount to, in one sentence."""

from collections.abc import Sequence

from comparisons.documents import FigurePart, StatementPart
from comparisons.renderings.interval_plot import orders_of_magnitude


def figures_in_words(cell: StatementPart) -> str:
    """“7 figures from 1971 to 2020, spanning 12 orders of magnitude; preferred: 86.1 ± 8.1 billion, because …”.

    Empty for a claim with fewer than two figures: one figure speaks for itself.
    """
    figures = [citation.figure for citation in cell.figures if citation.figure is not None]
    if len(figures) < 2:
        return ""
    preferred = next((figure for figure in figures if figure.rank == "preferred"), None)
    parts = [f"{len(figures)} figures{_years(figures)}{_spread(figures)}"]
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
    numbers = [
        number
        for figure in figures
        for number in (figure.canonical_value, figure.canonical_low, figure.canonical_high)
        if number is not None
    ]
    orders = orders_of_magnitude(numbers)
    return f", spanning {orders} orders of magnitude" if orders > 1 else ""
