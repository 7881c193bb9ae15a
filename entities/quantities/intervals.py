"""Ratios of two figures, with an interval worked out from the bounds that went in.

The interval is the worst case: low over high to high over low. It assumes nothing about how errors are distributed
or related, which is all that can be said of bounds of different kinds from different papers. It is therefore wider
than a propagated standard error would be, and asymmetric bounds stay asymmetric.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from .converting import conversion_factor, figure_digits, rounded
from .figures import PRECISE, BoundKind, ParsedFigure, QuantityError, Sense
from .formatting import plain_interval, pretty
from .registry import Factor, UnitExpression
from .unit_compatibility import UnitCompatibility, compare_units
from .unit_expressions import expression
from .unit_names import quantity_kind


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """An assumption under which unlike units may be divided: one `from_unit` counts as `value` `to_unit`.

    `low` and `high` are the range of the factor, None where nobody states one.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    from_unit: str
    to_unit: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the larger figure is the smaller one. `swapped` is True when that is the second over the first.

    `value` is None when a source gives a range and no central number; `low` or `high` is None when that side of the
    interval is open. Numbers are unrounded; `digits` says how many of them the poorer input supports.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    swapped: bool
    sense: Sense
    digits: int
    bound_kinds: tuple[BoundKind | None, BoundKind | None]
    formula: str
    statement: str

    @property
    def has_interval(self) -> bool:
        """Whether any bounds went in."""
        return self.low is not None or self.high is not None

    @property
    def overlaps_one(self) -> bool:
        """Whether the interval leaves open which of the two is larger. False when there is no interval."""
        if not self.has_interval:
            return False
        return (self.low is None or self.low <= 1) and (self.high is None or self.high >= 1)


@dataclass(frozen=True, slots=True)
class _Span:
    """What a figure leaves possible: from `low` (None: unknown, down to 0) to `high` (None: unknown, without end)."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bounded: bool


def _span(figure: ParsedFigure, factor: Decimal) -> _Span:
    with localcontext(PRECISE):
        value, low, high = (None if n is None else n * factor for n in (figure.value, figure.low, figure.high))
    largest = high if value is None else value
    if largest is not None and largest <= 0:
        raise QuantityError("A ratio needs quantities above zero.")
    if figure.sense is Sense.LESS:
        return _Span(value, None, value, True)
    if figure.sense is Sense.MORE:
        return _Span(value, value, None, True)
    if low is None and high is None:
        return _Span(value, value, value, False)
    return _Span(value, low if low is not None and low > 0 else None, high, True)


def _divide(top: Decimal | None, bottom: Decimal | None) -> Decimal | None:
    if top is None or bottom is None:
        return None
    with localcontext(PRECISE):
        return top / bottom


def _quotient_sense(top: Sense, bottom: Sense) -> Sense:
    turned = {Sense.LESS: Sense.MORE, Sense.MORE: Sense.LESS}.get(bottom, bottom)
    limits = {sense for sense in (top, turned) if sense in (Sense.LESS, Sense.MORE)}
    if len(limits) > 1:
        raise QuantityError("Two limits of the same direction say nothing about their ratio.")
    return limits.pop() if limits else Sense.ABOUT


def ratio(first: ParsedFigure, second: ParsedFigure, *, factor: ExchangeRate | None = None) -> Ratio:
    """The ratio of two figures, turned so that it is at least 1, with the worst-case interval of their bounds.

    Units must measure and count the same thing, or do so under `factor`; else QuantityError says what stands against
    what. A figure without bounds goes in as a point and the statement says so; when neither states any there is no
    interval. A limit ("< 0.15 s") gives a one-sided one. Zero, negative figures and two limits of the same direction
    have no ratio (QuantityError).
    """
    scale, rate = _exchange(first.unit, second.unit, factor)
    top, bottom = _span(first, scale), _span(second, Decimal(1))
    sense = _quotient_sense(first.sense, second.sense)
    ranged = rate is not None and rate[1] != rate[2]
    bounded = top.bounded or bottom.bounded or ranged
    value = _divide(top.value, bottom.value)
    low = _divide(top.low, bottom.high) if bounded else None
    high = _divide(top.high, bottom.low) if bounded else None
    if rate is not None:
        with localcontext(PRECISE):
            value = None if value is None else value * rate[0]
            low = None if low is None else low * rate[1]
            high = None if high is None else high * rate[2]
    swapped = _is_below_one(value, low, high)
    if swapped:
        value, low, high = _divide(Decimal(1), value), _divide(Decimal(1), high), _divide(Decimal(1), low)
        sense = {Sense.LESS: Sense.MORE, Sense.MORE: Sense.LESS}.get(sense, sense)
    return Ratio(
        value=value,
        low=low,
        high=high,
        swapped=swapped,
        sense=sense,
        digits=min(figure_digits(first), figure_digits(second)),
        bound_kinds=(first.bound_kind, second.bound_kind),
        formula=_formula(first, second, factor if rate else None, swapped=swapped),
        statement=_statement(first, second, bounded=bounded, ranged=ranged),
    )


def _is_below_one(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> bool:
    if value is not None:
        return value < 1
    if low is not None and high is not None:
        with localcontext(PRECISE):
            return low * high < 1
    return high is not None and high < 1


def _replaced(unit: str, old: str, new: str) -> tuple[str, int] | None:
    """The unit with one counted thing read as another, and the power at which it stood; None if it is not there."""
    found, old_name, new_entry = expression(unit), expression(old).name, expression(new).factors
    if len(new_entry) != 1 or new_entry[0].power != 1:
        raise QuantityError(f"An assumption exchanges one simple unit for another, not “{old}” for “{new}”.")
    places = [f for f in found.factors if f.prefix + f.entry.name == old_name]
    if len(places) != 1:
        return None
    power = places[0].power
    changed = tuple(
        Factor(new_entry[0].prefix, new_entry[0].entry, power) if f is places[0] else f for f in found.factors
    )
    return UnitExpression(changed).name, power


def _exchange(
    first: str, second: str, factor: ExchangeRate | None
) -> tuple[Decimal, tuple[Decimal, Decimal, Decimal] | None]:
    """What brings the first unit to the second, and value, low and high of the assumption if one is needed for it."""
    if compare_units(first, second) is UnitCompatibility.SAME_COUNTED:
        return conversion_factor(first, second), None
    if factor is not None:
        if factor.value <= 0 or any(end is not None and end <= 0 for end in (factor.low, factor.high)):
            raise QuantityError("The factor of an assumption is above zero.")
        span = (factor.value, factor.low or factor.value, factor.high or factor.value)
        changed = _replaced(first, factor.from_unit, factor.to_unit)
        if changed and compare_units(changed[0], second) is UnitCompatibility.SAME_COUNTED:
            return conversion_factor(changed[0], second), _powered(span, changed[1])
        changed = _replaced(second, factor.from_unit, factor.to_unit)
        if changed and compare_units(first, changed[0]) is UnitCompatibility.SAME_COUNTED:
            return conversion_factor(first, changed[0]), _powered(span, -changed[1])
    raise QuantityError(
        f"There is no ratio: {quantity_kind(first)} against {quantity_kind(second)}"
        + (f", not even under “{factor.name}”." if factor is not None and factor.name else ".")
    )


def _powered(span: tuple[Decimal, Decimal, Decimal], power: int) -> tuple[Decimal, Decimal, Decimal]:
    with localcontext(PRECISE):
        value, *ends = (number**power for number in span)
    return value, min(ends), max(ends)


def _formula(first: ParsedFigure, second: ParsedFigure, factor: ExchangeRate | None, *, swapped: bool) -> str:
    sides = [f"({plain_interval(figure)})" for figure in (first, second)]
    text = " / ".join(reversed(sides) if swapped else sides)
    if factor is None:
        return text
    spread = f" ({factor.low} to {factor.high})" if factor.low is not None and factor.high is not None else ""
    return f"{text}, counting 1 {factor.from_unit} as {factor.value}{spread} {factor.to_unit}"


def _statement(first: ParsedFigure, second: ParsedFigure, *, bounded: bool, ranged: bool) -> str:
    if not bounded:
        return "No interval: neither source states bounds."
    parts = []
    for figure, place in ((first, "first"), (second, "second")):
        if figure.is_limit:
            parts.append(f"the {place} figure is a limit")
        elif figure.has_bounds:
            parts.append(f"kind of the {place} figure’s bounds: {(figure.bound_kind or BoundKind.NOT_STATED).label}")
        else:
            parts.append(f"the {place} figure states no bounds and goes in as a point")
    if ranged:
        parts.append("the range of the assumption is carried in")
    return f"Worst case of the bounds: {'; '.join(parts)}."


def _times(value: Decimal, digits: int, rounding: str | None = None) -> str:
    shown = rounded(value, digits) if rounding is None else rounded(value, digits, rounding=rounding)
    return pretty(Decimal(f"{shown:f}"), "1")


def pretty_ratio(found: Ratio) -> str:
    """The ratio for people: "≈ 1,000 times (300 to 5,000)", "< 3 times", "300 to 5,000 times".

    The ends of the interval are rounded outwards, so that rounding never makes a ratio look surer than it is.
    """
    low = None if found.low is None else _times(found.low, found.digits, ROUND_FLOOR)
    high = None if found.high is None else _times(found.high, found.digits, ROUND_CEILING)
    if found.sense is Sense.LESS and high:
        return f"< {high} times"
    if found.sense is Sense.MORE and low:
        return f"> {low} times"
    ends = f"at least {low}" if low else f"at most {high}" if high else ""
    if low and high:
        ends = f"{low} to {high}"
    if found.value is None:
        return f"{ends} times" if ends else "no ratio"
    return f"≈ {_times(found.value, found.digits)} times{f' ({ends})' if ends else ''}"
