"""A figure from others by a formula: plain values, no database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from entities.quantities import Input, ParsedFigure, QuantityError, evaluate, parse_formula


@dataclass(frozen=True)
class WorkedOut:
    """The figure, and the formula with its numbers in place; empty for a borrowed one."""

    figure: ParsedFigure
    sentence: str


def is_borrowing(formula: str, figures: Mapping[str, object]) -> bool:
    """Whether the formula is the name of its only input."""
    return list(figures) == [formula.strip()]


def derived_figure(
    formula: str,
    figures: Mapping[str, ParsedFigure],
    *,
    unit: str,
    digits: int | None = None,
    identities: Mapping[str, str] | None = None,
    exact: Collection[str] = (),
) -> WorkedOut:
    """What the formula gives for these figures, by the names of its inputs, in the unit.

    A borrowed figure is taken as it stands, in its own unit. ``digits`` are as many as the result may have; it has
    fewer where the inputs do, but for those that are ``exact``. ``identities`` are the same for names that stand for
    the same figure: such are no independent numbers. Raises QuantityError, in words for whoever typed it.
    """
    if is_borrowing(formula, figures):
        (figure,) = figures.values()
        return WorkedOut(figure, "")
    read = parse_formula(formula)
    if unused := sorted(set(figures) - set(read.names)):
        raise QuantityError(f"The formula does not use {', '.join(f'“{name}”' for name in unused)}.")
    if not unit:
        raise QuantityError("Say in which unit the result is: the claim stands on no quantity.")
    same = identities or {}
    found = evaluate(
        read,
        {
            name: Input.of(figure, same.get(name, f"input {name}"), exact=name in exact)
            for name, figure in figures.items()
        },
        unit=unit,
        digits=digits,
    )
    given = found.figure
    figure = replace(given, value=_plain(given.value), low=_plain(given.low), high=_plain(given.high))
    # That none of the inputs states bounds goes without saying, as it does for a printed figure.
    bounds = f" {found.bounds_note}" if found.figure.has_bounds else ""
    return WorkedOut(figure, f"{found.sentence}{bounds}")


def _plain(number: Decimal | None) -> Decimal | None:
    """With the digits that the database keeps: 7.1E+2 and 710 are the same row."""
    return None if number is None else Decimal(format(number, "f"))
