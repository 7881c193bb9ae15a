"""Working out a formula over figures: 700 W ÷ 989 TFLOP/s = 0.71 pJ/FLOP.

The units decide first: Pint's dimensions, counted things among them, must come out as those of the unit that is wanted.
The numbers are worked out exactly, as fractions; only the result is rounded, to the digits of its poorest input, and
its bounds outwards. Bounds are worst cases (`formula_bounds`), and their kind is named only where they still are of
that kind. Nothing here knows of claims or of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from .converting import figure_digits, rounded
from .exact_intervals import Interval, point
from .figures import PRECISE, BoundKind, ParsedFigure, Sense
from .formatting import pretty_interval
from .formula_bounds import bounds_of, value_of
from .formula_digits import supported_digits
from .formula_grammar import Formula, FormulaError, Name, parse_formula
from .formula_units import check_unit
from .formula_words import with_numbers
from .monotony import Way, directions
from .registry import exact_magnitude
from .unit_expressions import expression, normalise_unit

__all__ = ["DerivedFigure", "Formula", "FormulaError", "Input", "evaluate", "parse_formula"]

# Of a result that follows from exact numbers alone, as many digits as anybody reads.
_EXACT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a formula: a figure, and which one it is.

    `identity` is the same for two inputs that are the same figure, so that they vary together. `digits` are the
    significant digits that its text supports; None for what is exact by definition. `value` is None for a range
    alone; for a limit (`sense` < or >) it is the limit, and there are no bounds. `bound_kind` is None without bounds.
    """

    value: Decimal | None
    unit: str
    identity: str
    low: Decimal | None = None
    high: Decimal | None = None
    bound_kind: BoundKind | None = None
    sense: Sense = Sense.EQUAL
    digits: int | None = None

    @classmethod
    def of(cls, figure: ParsedFigure, identity: str, *, exact: bool = False) -> "Input":
        """The input that a figure is. `exact` says that its number has no error at all."""
        return cls(
            value=figure.value,
            low=figure.low,
            high=figure.high,
            bound_kind=figure.bound_kind,
            sense=figure.sense,
            unit=figure.unit,
            identity=identity,
            digits=None if exact else figure_digits(figure),
        )

    @property
    def figure(self) -> ParsedFigure:
        """The input as a figure, without the text of its source."""
        return ParsedFigure("", self.value, self.low, self.high, self.unit, self.bound_kind, self.sense)


@dataclass(frozen=True, slots=True)
class DerivedFigure:
    """What a formula gives, in `unit`: rounded to `digits`, its bounds outwards.

    `text` is the figure in print ("0.71 pJ/FLOP"), `sentence` the whole sum with numbers in
    place. `bounds_note` says whose bounds went in and how, and stands beside the kind of bounds wherever that does.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound_kind: BoundKind | None
    sense: Sense
    unit: str
    digits: int
    text: str
    sentence: str
    bounds_note: str

    @property
    def figure(self) -> ParsedFigure:
        """The result as any other figure."""
        return ParsedFigure(self.text, self.value, self.low, self.high, self.unit, self.bound_kind, self.sense)


def evaluate(formula: Formula, inputs: Mapping[str, Input], *, unit: str, digits: int | None = None) -> DerivedFigure:
    """Work out a formula over its inputs, in `unit`.

    `digits` asks for fewer digits than the inputs support, never for more. Raises QuantityError for a unit that is not
    understood, and FormulaError, in words for the person who typed the formula: for an input that is missing, units
    that do not come out as `unit`, a divisor that may be zero, and limits that do not make a limit of the result.
    """
    used = _used(formula, inputs)
    wanted = normalise_unit(unit)
    check_unit(formula, {name: found.unit for name, found in used.items()}, wanted)
    if isinstance(formula.root, Name) and used[formula.root.name].unit == wanted and digits is None:
        return _as_it_stands(used[formula.root.name])
    keys = {name: found.identity for name, found in used.items()}
    scales = {name: exact_magnitude(expression(found.unit)) for name, found in used.items()}
    box = {found.identity: _span(found, scales[name]) for name, found in used.items()}
    interval = bounds_of(formula.root, keys, box)
    ways = directions(formula.root, keys, box)
    sense = _sense(used, ways)
    supported = supported_digits(
        formula.root,
        {name: found.digits for name, found in used.items()},
        {name: _some_number(found) * scales[name] for name, found in used.items()},
    )
    shown = min((count for count in (supported, digits) if count is not None), default=None)
    return _described(
        formula,
        used,
        _rounded_result(
            _value(formula, used, scales),
            interval,
            exact_magnitude(expression(wanted)),
            digits=shown,
            unit=wanted,
            sense=sense,
            kind=_kind(used, ways),
        ),
        digits=_EXACT_DIGITS if shown is None else shown,
    )


def _used(formula: Formula, inputs: Mapping[str, Input]) -> dict[str, Input]:
    """The inputs that the formula names, each with a normalised unit."""
    if missing := [name for name in formula.names if name not in inputs]:
        known = ", ".join(sorted(inputs)) or "none at all"
        raise FormulaError(f"The formula names “{missing[0]}”, which is not among its inputs ({known}).")
    used = {name: replace(inputs[name], unit=normalise_unit(inputs[name].unit)) for name in formula.names}
    first: dict[str, Input] = {}
    for name, found in used.items():
        if any(number is not None and not number.is_finite() for number in (found.value, found.low, found.high)):
            raise FormulaError(f"“{name}” is not a finite number.")
        if found.value is None and (found.low is None or found.high is None):
            raise FormulaError(f"“{name}” has neither a value nor two ends.")
        if first.setdefault(found.identity, found) != found:
            raise FormulaError(f"“{name}” is said to be the same figure as another input, but differs from it.")
    return used


def _in_print(figure: ParsedFigure) -> str:
    """The figure in its own unit, which somebody chose, where that can be read: 0.71 pJ, not 710 fJ."""
    sizes = [n.adjusted() for n in (figure.value, figure.low, figure.high) if n]
    return pretty_interval(figure, rescale=any(not -3 <= size < 6 for size in sizes))


def _as_it_stands(found: Input) -> DerivedFigure:
    """A figure that is one other figure: nothing is worked out, so nothing is rounded."""
    text = _in_print(found.figure)
    return DerivedFigure(
        found.value, found.low, found.high, found.bound_kind, found.sense, found.unit,
        _EXACT_DIGITS if found.digits is None else found.digits, text, text, "",
    )  # fmt: skip


def _is_limit(found: Input) -> bool:
    return found.sense in (Sense.LESS, Sense.MORE)


def _has_bounds(found: Input) -> bool:
    return found.low is not None or found.high is not None


def _span(found: Input, scale: Fraction) -> Interval:
    """What an input leaves possible, in base units. Of what is above zero, an end that is not told reaches down to
    zero, without touching it: so what is divided by "at most 5 W" has no upper end."""
    value, low, high = (
        None if number is None else Fraction(number) * scale for number in (found.value, found.low, found.high)
    )
    if found.sense is Sense.LESS:
        low, high = None, value
    elif found.sense is Sense.MORE:
        low, high = value, None
    elif low is None and high is None:
        assert value is not None  # noqa: S101  # _used refuses anything else
        return point(value)
    middle = next(number for number in (value, high, low) if number is not None)
    zero = Fraction(0)
    if low is None and middle > 0:
        return Interval(zero, high, low_open=True)
    if high is None and middle < 0:
        return Interval(low, zero, high_open=True)
    return Interval(low, high)


def _some_number(found: Input) -> Fraction:
    return next(Fraction(number) for number in (found.value, found.high, found.low) if number is not None)


def _value(formula: Formula, used: Mapping[str, Input], scales: Mapping[str, Fraction]) -> Fraction | None:
    numbers: dict[str, Fraction] = {}
    for name, found in used.items():
        if found.value is None:
            return None
        numbers[name] = Fraction(found.value) * scales[name]
    return value_of(formula.root, numbers)


def _sense(used: Mapping[str, Input], ways: Mapping[str, Way]) -> Sense:
    """The sense of the result: limits turn with the direction in which the formula moves."""
    found: set[int] = set()
    for name, one in used.items():
        way = ways[one.identity]
        if not _is_limit(one) or way.direction == 0:
            continue
        if way.direction is None:
            raise FormulaError(
                f"“{name}” is only a limit ({one.sense}), and the result may rise as well as fall with it: "
                "nothing is known of it."
            )
        found.add(way.direction if one.sense is Sense.MORE else -way.direction)
    if len(found) > 1:
        raise FormulaError("Two limits pull in opposite directions, so nothing is known of the result.")
    if found:
        return Sense.MORE if found.pop() > 0 else Sense.LESS
    return Sense.ABOUT if any(one.sense is Sense.ABOUT for one in used.values()) else Sense.EQUAL


# Kinds that describe how sure somebody is, not how something is distributed: two of them together are still that.
_KEPT_TOGETHER = (BoundKind.AUTHORS_ESTIMATE, BoundKind.ORDER_OF_MAGNITUDE)


def _kind(used: Mapping[str, Input], ways: Mapping[str, Way]) -> BoundKind:
    """The kind of the result's bounds. One bounded input gives its own kind where the formula keeps it; the worst case
    of several standard deviations is no standard deviation, and nobody observed it: it is of no stated kind."""
    bounded = {one.identity: one for one in used.values() if _has_bounds(one) and ways[one.identity].direction != 0}
    kinds = {one.bound_kind or BoundKind.NOT_STATED for one in bounded.values()}
    if len(kinds) != 1:
        return BoundKind.NOT_STATED
    kind = kinds.pop()
    if len(bounded) > 1:
        return kind if kind in _KEPT_TOGETHER else BoundKind.NOT_STATED
    way = ways[next(iter(bounded))]
    if kind in (BoundKind.SD, BoundKind.SEM):
        return kind if way.is_straight else BoundKind.NOT_STATED
    return kind if way.direction is not None else BoundKind.NOT_STATED


def _decimal(value: Fraction, digits: int | None, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    with localcontext(PRECISE, rounding=rounding):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    shown = rounded(exact, _EXACT_DIGITS if digits is None else digits, rounding=rounding)
    if digits is None and shown:
        shown = shown.normalize(PRECISE)
    return Decimal(f"{shown:f}")  # as a database gives it back


def _rounded_result(
    value: Fraction | None,
    interval: Interval,
    scale: Fraction,
    *,
    digits: int | None,
    unit: str,
    sense: Sense,
    kind: BoundKind,
) -> ParsedFigure:
    # An end that is not reached was told by nobody: it stands at the zero below which nothing real lies.
    low = None if interval.low is None or interval.low_open else interval.low / scale
    high = None if interval.high is None or interval.high_open else interval.high / scale
    if sense in (Sense.LESS, Sense.MORE):
        limit = high if sense is Sense.LESS else low
        if limit is None:
            raise FormulaError("The limits leave the result without any end.")
        rounding = ROUND_CEILING if sense is Sense.LESS else ROUND_FLOOR
        return ParsedFigure("", _decimal(limit, digits, rounding), None, None, unit, None, sense)
    if low is not None and low == high:
        return ParsedFigure("", _decimal(low, digits), None, None, unit, None, sense)
    if value is None and low is None and high is None:
        raise FormulaError("The inputs leave the result without a value and without any end.")
    return ParsedFigure(
        "",
        None if value is None else _decimal(value / scale, digits),
        None if low is None else _decimal(low, digits, ROUND_FLOOR),
        None if high is None else _decimal(high, digits, ROUND_CEILING),
        unit,
        None if low is None and high is None else kind,
        sense,
    )


def _bounds_note(used: Mapping[str, Input], result: ParsedFigure) -> str:
    """Whose bounds went in, in the words that ratios use."""
    once: dict[str, tuple[str, Input]] = {}
    for name, one in used.items():
        once.setdefault(one.identity, (name, one))
    told = [(name, one) for name, one in once.values() if one.digits is not None or _has_bounds(one)]
    if not any(_has_bounds(one) or _is_limit(one) for _, one in told):
        return "No bounds: none of the inputs states any."
    if not result.has_bounds and not result.is_limit:
        return "No bounds: the inputs that have them cancel."
    parts = []
    for name, one in told:
        if _is_limit(one):
            parts.append(f"“{name}” is a limit")
        elif _has_bounds(one):
            parts.append(f"kind of the bounds of “{name}”: {(one.bound_kind or BoundKind.NOT_STATED).label}")
        else:
            parts.append(f"“{name}” states no bounds and goes in as a point")
    return f"Worst case of the bounds: {'; '.join(parts)}."


_EQUALS = {Sense.EQUAL: "= ", Sense.ABOUT: "", Sense.LESS: "", Sense.MORE: ""}


def _described(formula: Formula, used: Mapping[str, Input], result: ParsedFigure, *, digits: int) -> DerivedFigure:
    text = _in_print(result)
    shown = {name: _in_print(found.figure) for name, found in used.items()}
    return DerivedFigure(
        value=result.value,
        low=result.low,
        high=result.high,
        bound_kind=result.bound_kind,
        sense=result.sense,
        unit=result.unit,
        digits=digits,
        text=text,
        sentence=f"{with_numbers(formula.root, shown)} {_EQUALS[result.sense]}{text}",
        bounds_note=_bounds_note(used, result),
    )
