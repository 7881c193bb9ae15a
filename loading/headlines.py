"""Does the text of a claim say what its figures say?

A text such as "86 billion neurons, most of them in the cerebellum" is read piece by piece, each as far as it is a
figure; a number without a unit is in that of the figure it is held against. What cannot be read, or measures something
else, is not judged.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from entities.quantities import ParsedFigure, QuantityError, canonical, figures_in

type Interval = tuple[Decimal, Decimal]
type Figure = Mapping[str, Any]  # the content of a citation that gives one

# A text rounds: 86 billion for 86.06 billion. "About" leaves more room, a bare power of ten more still.
_ROUNDED, _ROUGH, _POWER_OF_TEN = Decimal("1.1"), Decimal(2), Decimal(5)
_OF_A_RANGE = Decimal("1.25")

_BARE_POWER = re.compile(r"\W*10(?:[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^)")


def contradiction(text: str, figure: Figure) -> str:
    """What the text says against the figure, in words; "" if nothing, or if nobody can tell."""
    if text == figure["figure_text"]:
        return ""
    said = list(_said(text, figure["unit"]))
    reported = _reported(figure)
    if not said or any(_overlap(interval, reported, _slack(read, figure)) for read, interval in said):
        return ""
    return f"the text says “{said[0][0].text}”, the figure it rests on “{figure['figure_text']}”"


def unsupported_range(text: str, figures: Sequence[Figure]) -> str:
    """A range in the text of which one end lies outside everything that the figures report, in words; "" if none."""
    for figure in figures:
        for read, (low, high) in _said(text, figure["unit"]):
            if low == high:
                continue
            reported = [interval for other in figures if (interval := _in_unit(other, figure["unit"]))]
            least, most = min(low for low, _ in reported), max(high for _, high in reported)
            if low < _stretched(least, _OF_A_RANGE, down=True) or high > _stretched(most, _OF_A_RANGE, down=False):
                return f"the text says “{read.text}”, and no figure reaches that far"
    return ""


def _said(text: str, unit: str) -> Iterator[tuple[ParsedFigure, Interval]]:
    """Every figure that can be read in the text, with its ends in the unit."""
    for read in figures_in(text, unit):
        numbers = [n for n in (read.low, read.value, read.high) if n is not None]
        if (converted := _converted(numbers, read.unit, unit)) is not None:
            yield read, (min(converted), max(converted))


def _converted(numbers: list[Decimal], unit: str, to_unit: str) -> list[Decimal] | None:
    """The numbers in the other unit. A cell may leave "per synaptic event" to the head of its row."""
    below = to_unit.partition(" / ")[2]
    for spelling in (unit, f"{unit} / {below}") if below else (unit,):
        try:
            return [canonical(number, spelling, to_unit) for number in numbers]
        except QuantityError:
            continue
    return None


def _reported(figure: Figure) -> Interval:
    numbers = [figure[name] for name in ("low", "value", "high") if figure[name] is not None]
    return min(numbers), max(numbers)


def _in_unit(figure: Figure, unit: str) -> Interval | None:
    low, high = _reported(figure)
    try:
        return canonical(low, figure["unit"], unit), canonical(high, figure["unit"], unit)
    except QuantityError:
        return None


def _slack(read: ParsedFigure, figure: Figure) -> Decimal:
    if _BARE_POWER.match(read.text) or _BARE_POWER.match(figure["figure_text"]):
        return _POWER_OF_TEN
    return _ROUGH if read.sense.value != "=" or figure["sense"] != "=" else _ROUNDED


def _overlap(one: Interval, other: Interval, slack: Decimal) -> bool:
    low, high = _stretched(other[0], slack, down=True), _stretched(other[1], slack, down=False)
    return one[0] <= high and low <= one[1]


def _stretched(number: Decimal, slack: Decimal, *, down: bool) -> Decimal:
    """The number moved outwards by the factor: a lower end down, an upper end up, also below zero."""
    return number / slack if down == (number > 0) else number * slack
