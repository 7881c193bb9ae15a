"""Figures in the unit that a reader chose. The choice stands in the address, so that it needs no script."""

from collections.abc import Callable
from typing import NamedTuple

from comparisons.divisible_figures import divisible_figures
from comparisons.documents import FigurePart, StatementPart, figure_of
from entities.quantities import (
    ParsedFigure,
    QuantityError,
    UnitCompatibility,
    alternative_units,
    compare_units,
    convert,
    pretty_interval,
    unit_symbol,
)


class UnitChoice(NamedTuple):
    """A unit that a reader may switch to; ``href`` is the address that does."""

    unit: str
    symbol: str
    href: str
    is_chosen: bool

    @property
    def address(self) -> str:
        """Without the place in the page, for who stays where they are."""
        return self.href.partition("#")[0]


def unit_choices(canonical: str, *, wanted: str, href: Callable[[str], str]) -> tuple[UnitChoice, ...]:
    """The canonical unit and its alternatives; none where there is no choice. ``href`` makes the address of a unit,
    and gets an empty one for figures as printed. An unknown wish leaves the figures as printed."""
    others = alternative_units(canonical) if canonical else ()
    if not others:
        return ()
    units = (canonical, *others)
    chosen = wanted if wanted in units else ""
    as_printed = UnitChoice("", "as printed", href(""), not chosen)
    return (as_printed, *(UnitChoice(unit, unit_symbol(unit), href(unit), unit == chosen) for unit in units))


def chosen_unit(choices: tuple[UnitChoice, ...]) -> str:
    """The unit that the reader chose; empty for figures as printed."""
    return next((choice.unit for choice in choices if choice.is_chosen), "")


def in_unit(figure: FigurePart, unit: str) -> str:
    """The figure in this unit, with the digits of its source; empty if it does not fit, or none was chosen."""
    return _converted(figure_of(figure), unit)


def headline_in_unit(cell: StatementPart, unit: str) -> str:
    """The figure that stands for the cell in this unit, with its spread: the bounds of its source, or else where other
    methods or rivals lie, as a ratio takes it. Empty if it does not fit, none was chosen, or no figure stands."""
    if not unit or cell.headline is None:
        return ""
    found = next((item for item in divisible_figures(cell) if item.is_headline), None)
    return _converted(found.as_input.spread, unit) if found else in_unit(cell.headline, unit)


def _converted(figure: ParsedFigure, unit: str) -> str:
    try:
        if not unit or compare_units(figure.unit, unit) is not UnitCompatibility.SAME_COUNTED:
            return ""
        return pretty_interval(convert(figure, unit), rescale=False)
    except QuantityError:
        return ""
