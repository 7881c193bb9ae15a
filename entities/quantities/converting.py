"""From one unit to another without gaining or losing digits that the source gave."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache

from .figures import PRECISE, ParsedFigure, QuantityError
from .registry import magnitude
from .unit_compatibility import UnitCompatibility, compare_units, signature
from .unit_expressions import ascii_exponents, expression, normalise_unit
from .unit_names import quantity_kind, unit_symbol

_NUMBER = re.compile(r"(?<![\w.^])(?P<whole>[0-9]{1,3}(?:[,\s][0-9]{3})+|[0-9]*)(?P<part>\.[0-9]+)?")
_POWER_OF_TEN = re.compile(
    r"(?:(?<=[0-9)])\s*[x×*·]\s*)?\b10\s*(?:\^|\*\*)\s*\(?[-+]?[0-9]+\)?|(?<=[0-9])[eE][-+]?[0-9]+"
)
_PERCENT_INTERVAL = re.compile(r"[0-9]+\s*%\s*(?:CI|confidence|interval)|CI\s*95", re.IGNORECASE)
_ATTACHED_POWER = re.compile(r"\^[-+]?[0-9]+")


@lru_cache(maxsize=2048)
def conversion_factor(unit: str, to_unit: str) -> Decimal:
    """How many `to_unit` one `unit` is worth. Raises QuantityError, naming both, if they measure different things."""
    compatibility = compare_units(unit, to_unit)
    if compatibility is not UnitCompatibility.SAME_COUNTED:
        raise QuantityError(
            f"{unit_symbol(unit) or 'a pure number'} cannot be converted to {unit_symbol(to_unit) or 'a pure number'}: "
            f"{quantity_kind(unit)} against {quantity_kind(to_unit)}."
        )
    with localcontext(PRECISE):
        return magnitude(expression(unit)) / magnitude(expression(to_unit))


def canonical(value: Decimal, unit: str, to_unit: str) -> Decimal:
    """The magnitude of `value` `unit` in `to_unit`, unrounded, for sorting and plotting.

    Raises QuantityError, naming both units, if they measure or count different things.
    """
    with localcontext(PRECISE):
        return value * conversion_factor(unit, to_unit)


def only_size(value: Decimal) -> bool:
    """Whether zeros at the end of the number only mark its size: in "86000000000", and in what a float makes of it,
    "86000000000.0", but not in "8.60E+10", "2.50" or "100.0"."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise QuantityError("Only finite numbers are quantities.")
    return exponent == 0 or (exponent < 0 and value.adjusted() >= 4 and value == value.to_integral_value())


def canonical_beside(value: Decimal, unit: str, to_unit: str) -> Decimal | None:
    """The magnitude for a place beside figures in `to_unit`, where an axis sets unlike counted things side by side.

    What is counted is left alone: 3 pJ per synaptic event stands at 3e-12 on an axis of joules per operation. None
    where even the physical kind differs, as of watts on an axis of joules: such a figure has no place there.
    """
    if compare_units(unit, to_unit) is UnitCompatibility.DIFFERENT:
        return None
    with localcontext(PRECISE):
        return value * magnitude(expression(unit)) / magnitude(expression(to_unit))


def decimal_digits(value: Decimal) -> int:
    """Significant digits of a decimal, by the rule of `significant_digits`."""
    text = "".join(map(str, value.as_tuple().digits)).lstrip("0")
    if only_size(value) and len(text) > 2:
        text = text[:2] + text[2:].rstrip("0")
    return max(1, len(text))


@lru_cache(maxsize=2048)
def _printed_numbers(text: str) -> tuple[str, ...]:
    """The digits of each number in a printed text, decimal zeros kept: "86.1", "8.1"."""
    plain = _PERCENT_INTERVAL.sub(" ", ascii_exponents(text))
    plain = _ATTACHED_POWER.sub("", _POWER_OF_TEN.sub(" ", plain))
    found = []
    for match in _NUMBER.finditer(plain):
        whole, part = re.sub(r"[^0-9]", "", match.group("whole")), match.group("part") or ""
        if whole or part:
            found.append((whole or "0") + part)
    return tuple(found)


def significant_digits(text: str) -> int:
    """How many significant digits the most precise number in a printed figure has.

    Zeros at the end of a whole number are ambiguous. They do not count, but the first two digits always do:
    nobody who prints "20 W" means "between 10 and 30". A bare power of ten has one digit. At least 1.
    """
    return max((decimal_digits(Decimal(number)) for number in _printed_numbers(text)), default=1)


def figure_digits(figure: ParsedFigure) -> int:
    """Significant digits of a figure: those its source printed for the number, its low or its high end.

    Other numbers in the text ("5.6 billion, from 2010 to 2022") do not count. Where the text prints none of the
    figure's numbers, the numbers themselves decide.
    """
    own = [number for number in (figure.value, figure.low, figure.high) if number is not None]
    leading = {_leading_digits(number) for number in own}
    printed = [Decimal(number) for number in _printed_numbers(figure.text)]
    matching = [decimal_digits(number) for number in printed if _leading_digits(number) in leading]
    return max(matching or [decimal_digits(number) for number in own], default=1)


def digits_shown(figure: ParsedFigure, text: str) -> int | None:
    """Significant digits in which a text tells the figure: 2 for 70.89 million told as “about 71 million”.

    None where no number of the text is the figure’s, rounded or not.
    """
    own = [number for number in (figure.value, figure.low, figure.high) if number]
    printed = [(Decimal(number), decimal_digits(Decimal(number))) for number in _printed_numbers(text)]
    told = [
        digits
        for number, digits in printed
        if any(_leading_digits(rounded(one, digits)) == _leading_digits(number) for one in own)
    ]
    return max(told, default=None)


def _leading_digits(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def rounded(value: Decimal, digits: int, *, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """The value rounded to significant digits; zero stays zero. `digits` below 1 counts as 1."""
    if not value:
        return value
    with localcontext(PRECISE, rounding=rounding):
        found = value
        for _ in range(2):  # twice, because 9.97 becomes 10.0 and so gains a digit
            found = found.quantize(Decimal(1).scaleb(found.adjusted() - max(1, digits) + 1))
        return found


def convert(figure: ParsedFigure, unit: str) -> ParsedFigure:
    """The figure in another unit, with the digits its source printed and the printed text untouched.

    Bounds that were not stated stay not stated. Convert from the stored figure each time: each rounding is one.
    Raises QuantityError if the unit measures or counts something else.
    """
    factor = conversion_factor(figure.unit, unit)
    digits = figure_digits(figure)

    def converted(number: Decimal | None) -> Decimal | None:
        if number is None:
            return None
        with localcontext(PRECISE):
            exact = number * factor
        # A factor that is a power of ten moves the point and nothing else: no digit is touched.
        return exact if factor.normalize().as_tuple().digits == (1,) else rounded(exact, digits)

    return replace(
        figure,
        value=converted(figure.value),
        low=converted(figure.low),
        high=converted(figure.high),
        unit=normalise_unit(unit),
    )


# What a reader may switch to, most useful first. A unit below the line ("per token") is carried along.
_ALTERNATIVES: tuple[tuple[str, ...], ...] = (
    ("J", "Wh", "kWh", "MWh", "kcal", "eV"),
    ("W", "kW", "MW", "kcal / d"),
    ("s", "ms", "min", "h", "d", "year"),
    ("bit", "byte", "Mbyte", "Gbyte", "Tbyte"),
    ("kg", "g", "t"),
    ("kgCO2e", "tCO2e"),
    ("m", "mm", "km", "inch"),
    ("m / s", "km / h"),
    ("GPU_hour", "GPU_day", "GPU_year"),
    ("percent", "fraction"),
)
_ALTERNATIVES_ABOVE_THE_LINE: tuple[tuple[str, ...], ...] = (
    ("J", "Wh", "kWh", "eV"),
    ("W", "kW"),
    ("bit", "byte"),
)


def alternative_units(unit: str) -> tuple[str, ...]:
    """The units a reader may switch this one to, without itself: kWh, kcal, eV, ... for J; () if there are none."""
    own = expression(unit)
    mark = signature(own.name)
    for group in _ALTERNATIVES:
        if signature(group[0]) == mark and (mark.physical or mark.counted or own.name in group):
            return tuple(alternative for alternative in group if alternative != own.name)
    if len(own.above) != 1 or own.above[0].power != 1 or not own.below:
        return ()
    rest = own.name.partition(" / ")[2]
    first = own.above[0].name
    for group in _ALTERNATIVES_ABOVE_THE_LINE:
        if signature(group[0]) == signature(first):
            return tuple(f"{alternative} / {rest}" for alternative in group if alternative != first)
    return ()
