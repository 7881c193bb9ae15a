"""Ratios of two figures, with an interval worked out from the bounds that went in.

The interval is the worst case: low over high to high over low. It assumes nothing about how errors are distributed
or related, which is all that can be said of bounds of different kinds from different papers. It is therefore wider
than a propagated standard error would be, and asymmetric bounds stay asymmetric.

A figure without bounds may bring the span of other figures of the same thing instead (``Span``): of other methods,
which give its interval a name of its own, or of rivals, between which nobody has decided, and which leave no centre.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache

from .converting import conversion_factor, figure_digits
from .figures import PRECISE, ParsedFigure, QuantityError, Sense
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


class SpanKind(StrEnum):
    """Between what the ends of an input lie."""

    BOUNDS = "bounds"  # those that its source states, or the open end of a limit
    METHODS = "methods"  # other figures of the same thing, by other methods
    RIVALS = "rivals"  # other figures of the same thing, between which nobody has decided


@dataclass(frozen=True, slots=True)
class Span:
    """Where figures of the same thing lie, in the unit of the one that is divided; `kind` is METHODS or RIVALS."""

    low: Decimal
    high: Decimal
    kind: SpanKind


def span_of(figures: Iterable[ParsedFigure], unit: str, kind: SpanKind) -> Span:
    """From the lowest to the highest number that these figures name, in this unit. There must be one at least."""
    ends: list[Decimal] = []
    for figure in figures:
        factor = conversion_factor(figure.unit, unit)
        with localcontext(PRECISE):
            ends += [n * factor for n in (figure.value, figure.low, figure.high) if n is not None]
    return Span(min(ends), max(ends), kind)


@dataclass(frozen=True, slots=True)
class RatioInput:
    """A figure as it goes into a ratio. `span` says where others of the same thing lie, and its `kind` what counts:

    Other methods only stand in for bounds, which a source knows better; rivals always go in, and leave no centre.
    """

    figure: ParsedFigure
    span: Span | None = None

    @property
    def span_kind(self) -> SpanKind | None:
        """What the ends lie between; None for a point."""
        if self.span is not None and self.span.kind is SpanKind.RIVALS:
            return SpanKind.RIVALS
        if self.figure.has_bounds or self.figure.is_limit:
            return SpanKind.BOUNDS
        return SpanKind.METHODS if self.span is not None else None

    @property
    def spread(self) -> ParsedFigure:
        """The figure with the ends that go in, and without a centre where rivals stand."""
        if self.span is None or self.span_kind is SpanKind.BOUNDS:
            return self.figure
        value = None if self.span_kind is SpanKind.RIVALS else self.figure.value
        sense = Sense.ABOUT if self.span_kind is SpanKind.RIVALS else self.figure.sense
        return replace(self.figure, value=value, low=self.span.low, high=self.span.high, sense=sense)


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the larger figure is the smaller one. `swapped` is True when that is the second over the first.

    `value` is None where an input has no central number; `low` or `high` is None when that side of the interval is
    open. Numbers are unrounded; `digits` says how many of them the poorer input supports. `inputs` stand in the order
    of the division: what is divided, then what it is divided by. `factor` is the assumption, if one was needed.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    swapped: bool
    sense: Sense
    digits: int
    inputs: tuple[RatioInput, RatioInput]
    factor: ExchangeRate | None = None

    @property
    def span_kinds(self) -> frozenset[SpanKind]:
        """What the interval rests on, beside the range of an assumption."""
        return frozenset(kind for one in self.inputs if (kind := one.span_kind) is not None)

    @property
    def has_ranged_factor(self) -> bool:
        """Whether the assumption has a range, which then went in."""
        return self.factor is not None and bool({self.factor.low, self.factor.high} - {None, self.factor.value})

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
class _Ends:
    """What a figure leaves possible: from `low` (None: unknown, down to 0) to `high` (None: unknown, without end)."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bounded: bool


def _ends(figure: ParsedFigure, factor: Decimal) -> _Ends:
    with localcontext(PRECISE):
        value, low, high = (None if n is None else n * factor for n in (figure.value, figure.low, figure.high))
    largest = high if value is None else value
    if largest is not None and largest <= 0:
        raise QuantityError("A ratio needs quantities above zero.")
    if figure.sense is Sense.LESS:
        return _Ends(value, None, value, True)
    if figure.sense is Sense.MORE:
        return _Ends(value, value, None, True)
    if low is None and high is None:
        return _Ends(value, value, value, False)
    return _Ends(value, low if low is not None and low > 0 else None, high, True)


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


def ratio(
    first: ParsedFigure | RatioInput,
    second: ParsedFigure | RatioInput,
    *,
    factor: ExchangeRate | None = None,
    digits: int | None = None,
) -> Ratio:
    """The ratio of two figures, turned so that it is at least 1, with the worst-case interval of what they leave open.

    Units must measure and count the same thing, or do so under `factor`; else QuantityError says what stands against
    what. A figure without ends goes in as a point; when neither has any there is no interval. A limit ("< 0.15 s")
    gives a one-sided one. `digits` are those that a reader sees of the inputs, where fewer than their sources print.
    Zero, negative figures and two limits of the same direction have no ratio (QuantityError).
    """
    one = first if isinstance(first, RatioInput) else RatioInput(first)
    other = second if isinstance(second, RatioInput) else RatioInput(second)
    scale, rate = _exchange(one.figure.unit, other.figure.unit, factor)
    upper, lower = one.spread, other.spread
    top, bottom = _ends(upper, scale), _ends(lower, Decimal(1))
    sense = _quotient_sense(upper.sense, lower.sense)
    bounded = top.bounded or bottom.bounded or (rate is not None and rate[1] != rate[2])
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
    supported = min(figure_digits(one.figure), figure_digits(other.figure))
    return Ratio(
        value=value,
        low=low,
        high=high,
        swapped=swapped,
        sense=sense,
        digits=supported if digits is None else min(supported, digits),
        inputs=(other, one) if swapped else (one, other),
        factor=factor if rate else None,
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


@lru_cache(maxsize=2048)
def are_divisible(one: str, other: str, factor: ExchangeRate | None = None) -> bool:
    """Whether `ratio` divides figures in these units, if need be under the assumption; quicker than to try it."""
    try:
        _exchange(one, other, factor)
    except QuantityError:
        return False
    return True


def _powered(span: tuple[Decimal, Decimal, Decimal], power: int) -> tuple[Decimal, Decimal, Decimal]:
    with localcontext(PRECISE):
        value, *ends = (number**power for number in span)
    return value, min(ends), max(ends)
