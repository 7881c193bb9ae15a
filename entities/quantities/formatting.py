"""Quantities for people (`pretty`) and their copy-safe twin (`plain`). Neither adds or drops a digit.

What is counted gets words (86 billion neurons), what is measured gets SI prefixes (1.287 GWh), and what lies beyond
both gets a power of ten (10⁻¹⁵ J). Everything written here is read back by `parse` as the same quantity.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import PREFIXES, Family
from .converting import only_size, rounded
from .figures import PRECISE, BoundKind, ParsedFigure, QuantityError, Sense
from .registry import Factor, UnitExpression
from .unit_expressions import expression
from .unit_names import expression_symbol, superscript

_WORDS = ((12, "trillion"), (9, "billion"), (6, "million"))
_BARE_POWER_FROM = 12  # "10¹³ FLOP/s" is an order of magnitude; "10 TFLOP/s" would claim more than its source does
_LONGEST_MANTISSA = 6


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number in print: its digits, the word or power behind it, and its unit with the space that goes before."""

    digits: str
    word: str
    unit: str

    @property
    def is_power(self) -> bool:
        """Whether the digits carry a power of ten."""
        return self.digits[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"

    def __str__(self) -> str:
        gap = "" if self.unit.startswith("%") else " "
        return f"{self.digits}{' ' + self.word if self.word else ''}{gap + self.unit if self.unit else ''}"


def _tidy(value: Decimal) -> Decimal:
    """The value with the digits that carry meaning: whole numbers lose the zeros that only mark their size."""
    if not value.is_finite():
        raise QuantityError("Only finite numbers are quantities.")
    if not value:
        return Decimal(0)
    return value.normalize(PRECISE) if only_size(value) else value


def _grouped(value: Decimal) -> str:
    return f"{value:,f}".replace("-", "−")


def _power(value: Decimal, *, bare: bool = True) -> str:
    exponent = value.adjusted() if value else 0
    mantissa = value.scaleb(-exponent, PRECISE)
    if bare and abs(mantissa) == 1 and len(mantissa.as_tuple().digits) == 1:
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


def in_best_prefix(value: Decimal, unit: UnitExpression) -> tuple[Decimal, UnitExpression]:
    """The same quantity under the prefix in which its number is short: 1 and fJ for 1e-15 J. As it is without one."""
    factor = _leading(unit)
    if factor is None or not value:
        return value, unit
    prefix = _best_prefix(value, factor)
    return value.scaleb(PREFIXES[factor.prefix][0] - PREFIXES[prefix][0], PRECISE), _with_prefix(unit, prefix)


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
    """The copy-safe twin of `pretty`, in ASCII and the stored unit: "8.6e10 neurons", "1e-15 J/synaptic_event"."""
    found = expression(unit)
    name = found.name.replace(" / ", "/").replace(" * ", "*")
    if len(found.above) == 1 and found.above[0].entry.is_worded and found.above[0].power == 1 and value != 1:
        entry = found.above[0].entry
        name = entry.plural.replace(" ", "_") + name[len(found.above[0].name) :]
    if not found.above and found.below:
        return " ".join((plain_number(value), *(f"per {factor.name}" for factor in found.below)))
    if name in ("1", "fraction"):
        return plain_number(value)
    if name == "percent":
        return f"{plain_number(value)}%"
    return f"{plain_number(value)} {name}"


_PRETTY_SENSES = {Sense.EQUAL: "", Sense.ABOUT: "≈ ", Sense.LESS: "< ", Sense.MORE: "> "}
_PLAIN_SENSES = {Sense.EQUAL: "", Sense.ABOUT: "~", Sense.LESS: "<", Sense.MORE: ">"}
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
    if low.unit == high.unit and low.word == high.word and low.is_power == high.is_power:
        return f"{low.digits} to {high}"
    return f"{low} to {high}"


def _assembled(figure: ParsedFigure, shown: Mapping[Decimal, object], both_ends: str, mark: str) -> str:
    """The parts of a figure in order: sense, number, ends, and the kind of its bounds where that is stated."""
    ends = both_ends
    if figure.low is None and figure.high is not None:
        ends = f"at most {shown[figure.high]}"
    elif figure.high is None and figure.low is not None:
        ends = f"at least {shown[figure.low]}"
    kind = _KIND_MARKS[figure.bound_kind] if figure.bound_kind and ends else ""
    if figure.value is None:
        return f"{mark}{ends}{f' ({kind})' if kind else ''}"
    inside = ", ".join(part for part in (ends, kind) if part)
    return f"{mark}{shown[figure.value]}{f' ({inside})' if inside else ''}"


def pretty_interval(figure: ParsedFigure, *, digits: int | None = None, rescale: bool = True) -> str:
    """The whole figure for people: "86.1 billion neurons (78.0 to 94.2 billion neurons, SD)", "< 150 ms", "3 to 5 Hz".

    An end that is missing is named as such. The kind of bounds stands behind them when it is stated.
    """
    given = [number for number in (figure.value, figure.low, figure.high) if number is not None]
    rounds = {number: number if digits is None else rounded(number, digits) for number in given}
    unit = expression(figure.unit)
    shown = {number: _printed(rounds[number], unit, rescale=rescale) for number in given}
    if any(end.is_power for end in shown.values()):  # "10¹⁴ to 10¹⁶ operations/s", not "100 trillion to"
        shown = {n: _Printed(_power(_tidy(rounds[n])), "", e.unit) if e.word else e for n, e in shown.items()}
    mixed = len({(end.word, end.is_power) for end in shown.values()}) > 1
    if mixed and not any(end.unit for end in shown.values()):
        # Without a unit to tell them apart, "0.5 to 1 million" would be read as half a million.
        far = any(end.is_power for end in shown.values())
        shown = {n: _Printed(_power(rounds[n], bare=False) if far else _grouped(rounds[n]), "", "") for n in given}
    ends = ""
    if figure.low is not None and figure.high is not None:
        ends = _joined(shown[figure.low], shown[figure.high])
    return _assembled(figure, shown, ends, _PRETTY_SENSES[figure.sense])


def plain_interval(figure: ParsedFigure) -> str:
    """The copy-safe twin of `pretty_interval`: "8.61e10 neurons (7.8e10 neurons to 9.4e10 neurons, SD)"."""
    shown = {n: plain(n, figure.unit) for n in (figure.value, figure.low, figure.high) if n is not None}
    bare = all(text == plain_number(n) for n, text in shown.items())
    if bare and len({"e" in text for text in shown.values()}) > 1:
        shown = {n: text if "e" in text else f"{text}e0" for n, text in shown.items()}  # "1 to 1e6" is no million
    ends = ""
    if figure.low is not None and figure.high is not None:
        ends = f"{shown[figure.low]} to {shown[figure.high]}"
    return _assembled(figure, shown, ends, _PLAIN_SENSES[figure.sense])
