"""Quantities for people (`pretty`) and their copy-safe twin (`plain`). Neither adds or drops a digit.

What is counted gets words (86 billion neurons), what is measured gets SI prefixes (1.287 GWh), and what lies beyond
both gets a power of ten (10⁻¹⁵ J). Everything written here is read back by `parse` as the same quantity.
"""

from dataclasses import dataclass
from decimal import Decimal

from .catalogue import PREFIXES, Family
from .converting import rounded
from .figures import PRECISE, BoundKind, ParsedFigure, QuantityError, Sense
from .naming import expression_symbol, superscript
from .registry import Factor, UnitExpression, expression

_WORDS = ((12, "trillion"), (9, "billion"), (6, "million"))
_BARE_POWER_FROM = 12  # "10¹³ FLOP/s" is an order of magnitude; "10 TFLOP/s" would claim more than its source does
_LONGEST_MANTISSA = 6


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number in print: its digits, the word or power behind it, and its unit with the space that goes before."""

    digits: str
    word: str
    unit: str

    def __str__(self) -> str:
        gap = "" if self.unit.startswith("%") else " "
        return f"{self.digits}{' ' + self.word if self.word else ''}{gap + self.unit if self.unit else ''}"


def _tidy(value: Decimal) -> Decimal:
    """The value with the digits that carry meaning: whole numbers lose the zeros that only mark their size."""
    if not value.is_finite():
        raise QuantityError("Only finite numbers are quantities.")
    if not value:
        return Decimal(0)
    return value.normalize(PRECISE) if value.as_tuple().exponent == 0 else value


def _grouped(value: Decimal) -> str:
    return f"{value:,f}".replace("-", "−")


def _power(value: Decimal) -> str:
    exponent = value.adjusted()
    mantissa = value.scaleb(-exponent, PRECISE)
    if abs(mantissa) == 1 and len(mantissa.as_tuple().digits) == 1:
        return f"{'−' if mantissa < 0 else ''}10{superscript(exponent)}"
    return f"{_grouped(mantissa)} × 10{superscript(exponent)}"


def _in_words(value: Decimal) -> tuple[str, str]:
    """Digits and word of a count: ("86", "billion"), ("139,255", ""), ("1.5 × 10¹⁶", "")."""
    size = value.adjusted()
    if -3 <= size < 6:
        return _grouped(value), ""
    if 6 <= size < 15:
        place, word = next((place, word) for place, word in _WORDS if size >= place)
        mantissa = value.scaleb(-place, PRECISE)
        if len(mantissa.as_tuple().digits) > _LONGEST_MANTISSA and value == value.to_integral_value():
            return _grouped(value.quantize(Decimal(1), context=PRECISE)), ""
        return _grouped(mantissa), word
    return _power(value), ""


def _leading(unit: UnitExpression) -> Factor | None:
    """The factor that may take a prefix: the only one above the line, to the first power, that has prefixes."""
    if len(unit.above) != 1 or unit.above[0].power != 1 or not unit.above[0].entry.display:
        return None
    if unit.above[0].entry.name == "FLOP" and not unit.below and not unit.above[0].prefix:
        return None  # an amount of arithmetic is a count like any other; only its rate is spoken of in teraFLOP
    if len(unit.below) == 1 and unit.below[0].entry is unit.above[0].entry:
        return None  # seconds per simulated second: a prefix above the line would only hide the ratio
    return unit.above[0]


def _with_prefix(unit: UnitExpression, prefix: str) -> UnitExpression:
    first = unit.above[0]
    return UnitExpression((Factor(prefix, first.entry, first.power), *unit.below))


def _best_prefix(value: Decimal, factor: Factor) -> str:
    size = value.adjusted() + PREFIXES[factor.prefix][0]
    fitting = [prefix for prefix in factor.entry.display if PREFIXES[prefix][0] <= size]
    return max(fitting or factor.entry.display[:1], key=lambda prefix: PREFIXES[prefix][0])


def _printed(value: Decimal, unit: UnitExpression, *, rescale: bool) -> _Printed:
    shown = _tidy(value)
    plural = shown != 1

    def with_unit(digits: str, word: str, chosen: UnitExpression) -> _Printed:
        return _Printed(digits, word, expression_symbol(chosen, plural=plural or bool(word)))

    if not shown:
        return with_unit("0", "", unit)
    factor = _leading(unit)
    if factor is None:
        physical = any(f.entry.family is Family.PHYSICAL for f in unit.above)
        size = shown.adjusted()
        if physical and size >= 6:
            return with_unit(_power(shown), "", unit)
        return with_unit(*_in_words(shown), unit)
    if not rescale:
        return with_unit(*_unscaled(shown), unit)
    base = shown.scaleb(PREFIXES[factor.prefix][0], PRECISE)
    if (
        len(base.as_tuple().digits) == 1
        and abs(base.adjusted()) >= _BARE_POWER_FROM
        and abs(base.as_tuple().digits[0]) == 1
    ):
        return with_unit(_power(base), "", _with_prefix(unit, ""))
    prefix = _best_prefix(shown, factor)
    scaled = base.scaleb(-PREFIXES[prefix][0], PRECISE)
    if -3 <= scaled.adjusted() < 6:
        return with_unit(_grouped(scaled), "", _with_prefix(unit, prefix))
    return with_unit(_power(base), "", _with_prefix(unit, ""))


def _unscaled(value: Decimal) -> tuple[str, str]:
    return (_grouped(value), "") if -4 <= value.adjusted() < 9 else (_power(value), "")


def pretty(value: Decimal, unit: str, *, digits: int | None = None, rescale: bool = True) -> str:
    """The quantity for people: "86 billion neurons", "1.287 GWh", "150 ms", "10⁻¹⁵ J", "12.5%".

    `digits` rounds to that many significant digits (default: all that are given). With `rescale=False` the unit stays
    as it is, for a column in which a reader has chosen the unit. Raises QuantityError for an unknown unit.
    """
    number = value if digits is None else rounded(value, digits)
    return str(_printed(number, expression(unit), rescale=rescale))


def plain_number(value: Decimal) -> str:
    """The number in plain ASCII that survives copying: "1287", "0.15", "8.6e10", "1e-15"."""
    shown = _tidy(value)
    if -4 < shown.adjusted() < 6 or not shown:
        return f"{shown:f}"
    mantissa = shown.scaleb(-shown.adjusted(), PRECISE)
    return f"{mantissa:f}e{shown.adjusted()}"


def plain(value: Decimal, unit: str) -> str:
    """The copy-safe twin of `pretty`, in ASCII and in the unit as stored: "8.6e10 neurons", "1e-15 J/synaptic_event"."""
    found = expression(unit)
    name = found.name.replace(" / ", "/").replace(" * ", "*")
    if len(found.above) == 1 and found.above[0].entry.is_worded and found.above[0].power == 1 and value != 1:
        entry = found.above[0].entry
        name = entry.plural.replace(" ", "_") + name[len(found.above[0].name) :]
    if name in ("1", "fraction"):
        return plain_number(value)
    if name == "percent":
        return f"{plain_number(value)}%"
    return f"{plain_number(value)} {name}"


_SENSE_MARKS = {Sense.EQUAL: "", Sense.ABOUT: "≈ ", Sense.BELOW: "< ", Sense.ABOVE: "> "}
_KIND_MARKS = {
    BoundKind.SD: "SD",
    BoundKind.SEM: "SEM",
    BoundKind.CI95: "95 % CI",
    BoundKind.OBSERVED_RANGE: "observed range",
    BoundKind.ORDER_OF_MAGNITUDE: "order of magnitude",
    BoundKind.AUTHORS_ESTIMATE: "author's estimate",
    BoundKind.NOT_STATED: "",
}


def _joined(low: _Printed, high: _Printed) -> str:
    """Two ends as briefly as can be read without doubt: "3 to 5 million", but "0.2 fJ to 2 pJ"."""
    powers = ["×" in end.digits or end.digits[-1:] >= "⁰" or end.digits[-1:] in "¹²³" for end in (low, high)]
    if low.unit == high.unit and low.word == high.word and powers[0] == powers[1]:
        return f"{low.digits} to {high}"
    return f"{low} to {high}"


def pretty_interval(figure: ParsedFigure, *, digits: int | None = None, rescale: bool = True) -> str:
    """The whole figure for people: "86.1 billion neurons (78.0 to 94.2 billion neurons, SD)", "< 150 ms", "3 to 5 Hz".

    An end that is missing is named as such. The kind of bounds stands behind them when it is stated.
    """
    unit = expression(figure.unit)

    def printed(number: Decimal) -> _Printed:
        shown = _printed(number if digits is None else rounded(number, digits), unit, rescale=rescale)
        # Without a unit to tell them apart, "0.5 to 1 million" would be read as half a million.
        if not shown.unit and shown.word:
            return _Printed(_grouped(number), "", "")
        return shown

    ends = ""
    if figure.low is not None and figure.high is not None:
        ends = _joined(printed(figure.low), printed(figure.high))
    elif figure.low is not None:
        ends = f"at least {printed(figure.low)}"
    elif figure.high is not None:
        ends = f"at most {printed(figure.high)}"
    kind = _KIND_MARKS[figure.bound_kind] if ends else ""
    mark = _SENSE_MARKS[figure.sense]
    if figure.value is None:
        return f"{mark}{ends}{f' ({kind})' if kind else ''}"
    inside = ", ".join(part for part in (ends, kind) if part)
    return f"{mark}{printed(figure.value)}{f' ({inside})' if inside else ''}"


def plain_interval(figure: ParsedFigure) -> str:
    """The copy-safe twin of `pretty_interval`."""
    mark = {Sense.EQUAL: "", Sense.ABOUT: "~", Sense.BELOW: "<", Sense.ABOVE: ">"}[figure.sense]
    ends = ""
    if figure.low is not None and figure.high is not None:
        ends = f"{plain(figure.low, figure.unit)} to {plain(figure.high, figure.unit)}"
    elif figure.low is not None:
        ends = f"at least {plain(figure.low, figure.unit)}"
    elif figure.high is not None:
        ends = f"at most {plain(figure.high, figure.unit)}"
    kind = _KIND_MARKS[figure.bound_kind] if ends else ""
    if figure.value is None:
        return f"{mark}{ends}{f' ({kind})' if kind else ''}"
    inside = ", ".join(part for part in (ends, kind) if part)
    return f"{mark}{plain(figure.value, figure.unit)}{f' ({inside})' if inside else ''}"
