"""The bounds of a formula: what it can give when each input lies anywhere between its own ends.

An input that stands in the formula twice is one input: x - x is zero and x / x is one, however wide x is. Where the
formula only rises, or only falls, with such an input, its two ends give the two ends of the result, exactly; where it
does neither, the result is at worst wider than it need be, and never narrower than any input implies.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from .exact_intervals import Interval, ZeroDivisorError, added, inverted, multiplied, negated, point, raised
from .formula_grammar import Binary, FormulaError, Name, Negation, Node, Number, Power, names_in
from .monotony import directions


def value_of(node: Node, numbers: Mapping[str, Fraction]) -> Fraction:
    """The number that a formula gives for one number of each name. Raises FormulaError for a division by zero."""
    match node:
        case Number():
            return node.value
        case Name(name):
            return numbers[name]
        case Negation(operand):
            return -value_of(operand, numbers)
        case Power(operand, exponent):
            base = value_of(operand, numbers)
            if exponent < 0 and not base:
                raise FormulaError("The formula divides by zero.")
            return base**exponent
        case Binary(operator, left, right):
            one, two = value_of(left, numbers), value_of(right, numbers)
            if operator == "+":
                return one + two
            if operator == "-":
                return one - two
            if operator == "*":
                return one * two
            if not two:
                raise FormulaError("The formula divides by zero.")
            return one / two


def _loose(node: Node, keys: Mapping[str, str], box: Mapping[str, Interval]) -> Interval:
    """The interval of a formula in which every name counts as an input of its own."""
    match node:
        case Number():
            return point(node.value)
        case Name(name):
            return box[keys[name]]
        case Negation(operand):
            return negated(_loose(operand, keys, box))
        case Power(operand, exponent):
            return raised(_loose(operand, keys, box), exponent)
        case Binary(operator, left, right):
            one, two = _loose(left, keys, box), _loose(right, keys, box)
            if operator == "+":
                return added(one, two)
            if operator == "-":
                return added(one, negated(two))
            return multiplied(one, two if operator == "*" else inverted(two))


def _some_point(interval: Interval) -> Interval:
    """Any one number of an interval, as for an input on which nothing depends."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return point((low + high) / 2)
    if low is not None:
        return point(low + 1)
    return point(Fraction(1) if high is None else high - 1)


def _corner(interval: Interval, *, upper: bool) -> Interval:
    """One end of an interval as an interval; the whole of it where that end is missing or is not reached."""
    end, is_open = (interval.high, interval.high_open) if upper else (interval.low, interval.low_open)
    return interval if end is None or is_open else point(end)


def _tight(node: Node, keys: Mapping[str, str], box: Mapping[str, Interval]) -> Interval:
    """The interval of a formula in which names of one key are one input. No divisor in it may contain zero."""
    counted = Counter(keys[name] for name in names_in(node))
    repeated = [key for key, times in counted.items() if times > 1]
    if not repeated:
        return _loose(node, keys, box)
    ways = directions(node, {name: keys[name] for name in names_in(node)}, box)
    lower, upper = dict(box), dict(box)
    for key in repeated:
        way = ways[key].direction
        if way == 0:
            lower[key] = upper[key] = _some_point(box[key])
        elif way is not None:
            lower[key], upper[key] = _corner(box[key], upper=way < 0), _corner(box[key], upper=way > 0)
    below, above = _loose(node, keys, lower), _loose(node, keys, upper)
    return Interval(below.low, above.high, below.low_open, above.high_open)


def _written_names(node: Node) -> str:
    return " and ".join(f"“{name}”" for name in dict.fromkeys(names_in(node))) or "a number"


def check_divisors(node: Node, keys: Mapping[str, str], box: Mapping[str, Interval]) -> None:
    """Raises FormulaError, naming it, where something that may be zero is divided by."""
    divisor: Node | None = None
    match node:
        case Negation(operand):
            check_divisors(operand, keys, box)
        case Power(operand, exponent):
            check_divisors(operand, keys, box)
            divisor = operand if exponent < 0 else None
        case Binary(operator, left, right):
            check_divisors(left, keys, box)
            check_divisors(right, keys, box)
            divisor = right if operator == "/" else None
        case _:
            return
    if divisor is None:
        return
    try:
        by_zero = _tight(divisor, keys, box).contains_zero
    except ZeroDivisorError:
        by_zero = True
    if by_zero:
        raise FormulaError(f"The formula divides by what may be zero: {_written_names(divisor)}.")


def bounds_of(node: Node, keys: Mapping[str, str], box: Mapping[str, Interval]) -> Interval:
    """The interval of a formula over a box of inputs. `keys` says which input each name is; two names may be one.

    Raises FormulaError where a divisor may be zero.
    """
    check_divisors(node, keys, box)
    try:
        return _tight(node, keys, box)
    except ZeroDivisorError:
        raise FormulaError(f"The formula divides by what may be zero: {_written_names(node)}.") from None
