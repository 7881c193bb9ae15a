"""The layouts in which sources print a figure: one number, a range, a ±, a number with an interval in brackets.

Where two numbers share a multiplier or a unit ("3–5 million neurons"), the one without borrows from the other. Where
that could be read in two ways that both make sense, the figure is refused.
"""

import re
from decimal import Decimal, localcontext

from .figures import PRECISE, QuantityError
from .numerals import (
    AND,
    ASYMMETRIC,
    MULTIPLIER,
    MULTIPLIERS,
    PLUS_MINUS,
    RANGE,
    TIMES_POWER,
    Number,
    NumberReader,
    exponent_of,
    shifted,
)
from .registry import magnitude
from .unit_compatibility import UnitCompatibility, compare_units
from .unit_expressions import expression, read_unit


class FigureBody:
    """The figure without its sense and its kind of bounds."""

    def __init__(self, text: str, unit_if_missing: str | None) -> None:
        self.reader = NumberReader(text)
        self.text = text
        self.unit_if_missing = unit_if_missing

    def read(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        """Value, low, high and unit."""
        reader = self.reader
        if leading := reader.take(re.compile(r"(between|from)\s+", re.IGNORECASE)):
            low = reader.number()
            if not reader.take(AND if leading.group(1).lower() == "between" else RANGE):
                raise QuantityError(f"I expected a second number in “{self.text}”.")
            return self.range(low, reader.number())
        if reader.text.startswith("("):
            return self.bracketed()
        first = reader.number()
        if reader.take(RANGE):
            return self.range(first, reader.number())
        if reader.take(PLUS_MINUS):
            return self.plus_minus(first, reader.number())
        if match := reader.take(ASYMMETRIC):
            return self.asymmetric(first, match)
        if reader.rest[:1] in ("(", "["):
            return self.with_interval(first)
        self.end()
        scale, unit = self.unit(first.unit)
        return shifted(first.value(), scale), None, None, unit

    def end(self) -> None:
        self.reader.blank()
        if self.reader:
            raise QuantityError(f"I do not understand “{self.reader.rest.strip()[:60]}” in “{self.text[:80]}”.")

    def unit(self, *candidates: str | None) -> tuple[int, str]:
        for candidate in candidates:
            if candidate:
                scale, found = read_unit(candidate)
                return scale, found.name
        if self.unit_if_missing:
            scale, found = read_unit(self.unit_if_missing)
            return scale, found.name
        return 0, "1"

    def pair(self, low: Number, high: Number) -> tuple[Decimal, Decimal, str]:
        """Two numbers in the unit of the second, where the first may borrow multiplier and unit ("3–5 million")."""
        scale, unit = self.unit(high.unit, low.unit)
        borrowed = low.value(power=high.power, multiplier=high.multiplier) if not low.unit else low.value()
        first, second = borrowed, high.value(multiplier=low.multiplier if not high.unit and low.unit else None)
        if first > second:
            first = low.value()  # "800,000 to 1 million": the first number is meant as it stands
        if low.unit and high.unit:
            first = self.in_unit(first, low.unit, scale, unit)
            return first, shifted(second, scale), unit
        return shifted(first, scale), shifted(second, scale), unit

    def in_unit(self, value: Decimal, own: str, scale: int, unit: str) -> Decimal:
        own_scale, found = read_unit(own)
        if found.name == unit:
            return shifted(value, own_scale)
        if compare_units(found.name, unit) is not UnitCompatibility.SAME_COUNTED:
            raise QuantityError(f"“{self.text}” mixes {found.name} and {unit}, which are not the same thing.")
        with localcontext(PRECISE):
            return shifted(value, own_scale) * (magnitude(found) / magnitude(expression(unit)))

    def range(self, low: Number, high: Number) -> tuple[Decimal | None, Decimal, Decimal, str]:
        self.end()
        first, second, unit = self.pair(low, high)
        if first > second:
            raise QuantityError(f"“{self.text}” starts above its end: write the smaller number first.")
        return None, first, second, unit

    def plus_minus(self, middle: Number, spread: Number) -> tuple[Decimal, Decimal, Decimal, str]:
        if middle.unit and spread.unit == "%" and middle.unit != "%":
            self.end()
            scale, unit = self.unit(middle.unit)
            value = shifted(middle.value(), scale)
            with localcontext(PRECISE):
                part = abs(value) * spread.value().scaleb(-2)
                return value, value - part, value + part, unit
        if self.reader.rest[:1] == "(" or self.reader.rest[:1] == "[":
            raise QuantityError(f"“{self.text}” gives two intervals; enter one.")
        self.end()
        scale, unit = self.unit(spread.unit, middle.unit)
        if middle.is_scaled and not spread.is_scaled and not spread.unit == middle.unit:
            raise QuantityError(
                f"In “{self.text}” I cannot tell whether the spread shares the power of ten: write it out, as in "
                "“86.1 billion ± 8.1 billion”."
            )
        value = middle.value(power=spread.power, multiplier=spread.multiplier) if not middle.unit else middle.value()
        part = spread.value()
        different = middle.unit if middle.unit and spread.unit else None
        value = self.in_unit(value, different, scale, unit) if different else shifted(value, scale)
        part = shifted(part, scale)
        if part < 0:
            raise QuantityError(f"“{self.text}” has a negative spread.")
        with localcontext(PRECISE):
            return value, value - part, value + part, unit

    def asymmetric(self, middle: Number, match: re.Match[str]) -> tuple[Decimal, Decimal, Decimal, str]:
        up, down = (NumberReader(match.group(side)).number() for side in ("up", "down"))
        power = self.reader.take(TIMES_POWER)
        word = self.reader.take(MULTIPLIER)
        shared = exponent_of(power.group(1)) if power else MULTIPLIERS[word.group(1).lower()] if word else 0
        trailing = self.reader.unit_text()
        self.end()
        scale, unit = self.unit(trailing, middle.unit)
        own = (middle.power or 0) + (middle.multiplier or 0)
        value, above, below = (n.digits.scaleb((own or shared) + scale, PRECISE) for n in (middle, up, down))
        with localcontext(PRECISE):
            return value, value - below, value + above, unit

    def bracketed(self) -> tuple[Decimal | None, Decimal, Decimal, str]:
        """ "(86.1 ± 8.1) × 10^9 neurons", "(3–7) × 10^23 FLOP"."""
        reader = self.reader
        reader.position = 1
        first = reader.number()
        spread = bool(reader.take(PLUS_MINUS))
        if not spread and not reader.take(RANGE):
            raise QuantityError(f"I do not understand the bracket in “{self.text}”.")
        second = reader.number()
        if not reader.take(re.compile(r"\s*\)")):
            raise QuantityError(f"“{self.text}” has a bracket that is not closed.")
        power = reader.take(TIMES_POWER)
        word = reader.take(MULTIPLIER)
        shared = (exponent_of(power.group(1)) if power else 0) + (MULTIPLIERS[word.group(1).lower()] if word else 0)
        unit = reader.unit_text() or None
        if unit and (first.unit or second.unit):
            raise QuantityError(f"“{self.text}” names its unit twice.")
        first, second = (
            Number(n.digits.scaleb(shared, PRECISE), n.power, n.multiplier, n.unit or unit) for n in (first, second)
        )
        return self.plus_minus(first, second) if spread else self.range(first, second)

    def with_interval(self, middle: Number) -> tuple[Decimal, Decimal, Decimal, str]:
        """ "86.1 billion neurons (73.1–99.0 billion)", "238 (175 to 300) words/min"."""
        reader = self.reader
        closing = ")" if reader.rest[0] == "(" else "]"
        reader.position += 1
        inner = reader.text[reader.position :].partition(closing)
        if not inner[1]:
            raise QuantityError(f"“{self.text}” has a bracket that is not closed.")
        inside = NumberReader(inner[0].strip())
        low = inside.number()
        if not inside.take(RANGE):
            raise QuantityError(f"I do not understand “({inner[0].strip()[:60]})” in “{self.text[:80]}”.")
        high = inside.number()
        inside.blank()
        if inside:
            raise QuantityError(f"I do not understand “{inside.rest[:60]}” in “{self.text[:80]}”.")
        reader.position += len(inner[0]) + 1
        word = reader.take(MULTIPLIER) if middle.multiplier is None and middle.power is None else None
        if word:
            shared = MULTIPLIERS[word.group(1).lower()]
            middle = Number(middle.digits, None, shared, middle.unit)
        trailing = reader.unit_text() or None
        self.end()
        if middle.unit and trailing:
            raise QuantityError(f"“{self.text}” names its unit twice.")
        scale, unit = self.unit(middle.unit, trailing)
        value = shifted(middle.value(), scale)
        readings = {self.ends(low, high, scale, unit)}
        if not high.is_scaled and not high.unit:
            lent = Number(high.digits, middle.power, middle.multiplier, None)
            readings.add(self.ends(low, lent, scale, unit))
        inside_of = [ends for ends in readings if ends[0] <= value <= ends[1]]
        if not inside_of:
            raise QuantityError(f"In “{self.text}” the number does not lie inside its own interval.")
        if len(inside_of) > 1:
            raise QuantityError(f"In “{self.text}” I cannot tell whether the interval shares the power of ten.")
        return value, *inside_of[0], unit

    def ends(self, low: Number, high: Number, scale: int, unit: str) -> tuple[Decimal, Decimal]:
        if not low.unit and not high.unit:
            first = low.value(power=high.power, multiplier=high.multiplier)
            second = high.value()
            if first > second:
                first = low.value()
            return shifted(first, scale), shifted(second, scale)
        first, second, found = self.pair(low, high)
        return self.in_unit(first, found, scale, unit), self.in_unit(second, found, scale, unit)
