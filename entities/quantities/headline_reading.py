"""Reading a figure in the text of a claim, and holding it against the figure that stands for the claim.

A text such as "86 billion neurons, most of them in the cerebellum" is read piece by piece, each as far as it is a
figure; a number without a unit is in the unit of the reader's choice.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from .axis_words import counts_things
from .converting import canonical, decimal_digits, rounded
from .figures import ParsedFigure, QuantityError, Sense
from .formatting import pretty_interval
from .parsing import MAX_LENGTH, parse

_BREAKS = re.compile(r"\s*(?:[();]|[,:](?![0-9]))\s*")
_A_COUNT = 1000
# Seconds for each second of what is simulated: "65 times slower than life" is 65 s/s.
_SLOWER = re.compile(r"(?<=[0-9]) times slower\b[^();,]*")


def figures_in(text: str, unit: str) -> Iterator[ParsedFigure]:
    """Every figure that can be read in the text, in its order; a number that names no unit, and stands where the text
    begins, is in this one."""
    first, *others = _BREAKS.split(text)
    for place, candidate in enumerate(dict.fromkeys([text, first, *others])):
        # A bare number further on is a year, a size or a count of something else.
        read = _parsed(candidate, unit if place < 2 else None)
        if read is not None:
            if place < 2 or read.unit != "1":
                yield read
            continue
        if (read := _beginning(candidate, unit if place < 2 else None)) is not None:
            yield read


def begins_with(text: str, unit: str) -> ParsedFigure | None:
    """The figure, with its own unit, with which the text begins; None where it begins with none."""
    for candidate in dict.fromkeys([text, _BREAKS.split(text)[0]]):
        words = candidate.split(" ")
        while words:
            read = _parsed(" ".join(words), None)
            if read is not None and (read.unit != "1" or unit == "1"):
                return read
            words = words[:-1]
    return None


def unlike(text: str, figure: ParsedFigure, *, unit: str) -> str:
    """Why the text does not tell the figure that stands for its claim, in words that show both; "" if it does.

    The first quantity of the figure's kind that the text tells is the one that counts. ``unit`` is that of the
    dimension, in which a number without a unit is read.
    """
    shown = pretty_interval(figure)
    for read in _told(text, unit):
        if (own := _in_words_of(read, figure.unit)) is not None:
            if agrees(own, figure):
                return ""
            return f"the text says “{read.text}”, and the figure that stands for it is {shown}"
    return f"the text “{text}” does not tell the figure that stands for it, {shown}"


def agrees(read: ParsedFigure, figure: ParsedFigure, *, with_bounds: bool = False) -> bool:
    """Whether what was read is the figure, rounded to the digits in which it was read.

    A limit is told as one. Bounds may be left out beside a value, unless they are asked for; what is told of them is
    right. A value may be left out beside both bounds.
    """
    try:
        value, low, high = (
            None if number is None else canonical(number, figure.unit, read.unit)
            for number in (figure.value, figure.low, figure.high)
        )
    except QuantityError:
        return False
    if (figure.is_limit or read.is_limit) and read.sense is not figure.sense:
        return False
    if figure.sense is Sense.ABOUT and read.sense is Sense.EQUAL and not read.has_bounds:
        return False
    ends_agree = _same(read.low, low) and _same(read.high, high)
    if not read.has_bounds:
        return figure.value is not None and _same(read.value, value) and not (with_bounds and figure.has_bounds)
    if read.value is None or figure.value is None:
        return ends_agree
    return ends_agree and _same(read.value, value)


def _same(told: Decimal | None, exact: Decimal | None) -> bool:
    if told is None or exact is None:
        return told is exact
    digits = decimal_digits(told)
    return any(rounded(exact, digits, rounding=way) == told for way in (ROUND_HALF_EVEN, ROUND_HALF_UP))


def _told(text: str, unit: str) -> Iterator[ParsedFigure]:
    """The figures of a text, and the number of a count with which it begins, whatever it calls what is counted."""
    if unit == "s / s":
        text = _SLOWER.sub("", text)
    yield from figures_in(text, unit)
    if unit == "1" or counts_things(unit):
        words = _BREAKS.split(text)[0].split(" ")
        while words := words[:-1]:
            if (read := _parsed(" ".join(words), unit)) is not None and read.unit == unit:
                yield read
                return


def _in_words_of(read: ParsedFigure, unit: str) -> ParsedFigure | None:
    """What was read, if it is of the kind of the unit. A cell may leave "per synaptic event" to the head of its row."""
    below = unit.partition(" / ")[2]
    for spelling in (read.unit, f"{read.unit} / {below}") if below else (read.unit,):
        try:
            canonical(Decimal(1), spelling, unit)
        except QuantityError:
            continue
        return replace(read, unit=spelling)
    return None


def _beginning(text: str, unit: str | None) -> ParsedFigure | None:
    """The figure with which the text begins: 20 ms of "20 ms on either side".

    Without a unit a number must be large to be taken for a count of the figure's things: "5.6 billion in the cortex",
    but not "4 adjustable weights", nor anything "per" something.
    """
    words = text.split(" ")
    is_rate = "per" in words
    while words := words[:-1]:
        read = _parsed(" ".join(words), None)
        if read is not None and read.unit != "1":
            return read
        if read is not None and unit is not None and not is_rate and _largest(read) >= _A_COUNT:
            return replace(read, unit=unit)
    return None


def _largest(read: ParsedFigure) -> Decimal:
    return max(number for number in (read.low, read.value, read.high) if number is not None)


def _parsed(text: str, unit: str | None) -> ParsedFigure | None:
    if len(text) > MAX_LENGTH:
        return None
    try:
        return parse(text, unit_if_missing=unit)
    except QuantityError:
        return None
