"""In which direction a formula moves when one of its inputs grows, so that its bounds can be found at their ends.

The formula is written as one polynomial over another, exactly. What an input that stands in both, or twice, does to the
whole is then what is left when equal terms have cancelled: nothing at all for x in x - x or x / x.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .exact_intervals import Interval, added, multiplied, point, raised
from .formula_grammar import Binary, Name, Negation, Node, Number, Power

MAX_TERMS = 400

# The powers of the variables in one term, by name: (("x", 2), ("y", 1)).
type _Monomial = tuple[tuple[str, int], ...]
type _Polynomial = dict[_Monomial, Fraction]


class _TooManyTermsError(ArithmeticError):
    """Multiplied out, the formula has more terms than anybody would check."""


def _tidy(terms: Mapping[_Monomial, Fraction]) -> _Polynomial:
    return {monomial: factor for monomial, factor in terms.items() if factor}


def _sum(one: _Polynomial, other: _Polynomial, sign: int = 1) -> _Polynomial:
    found: defaultdict[_Monomial, Fraction] = defaultdict(Fraction, one)
    for monomial, factor in other.items():
        found[monomial] += sign * factor
    return _tidy(found)


def _product(one: _Polynomial, other: _Polynomial) -> _Polynomial:
    if len(one) * len(other) > MAX_TERMS:
        raise _TooManyTermsError
    found: defaultdict[_Monomial, Fraction] = defaultdict(Fraction)
    for first, factor in one.items():
        for second, other_factor in other.items():
            powers = Counter(dict(first))
            powers.update(dict(second))
            found[tuple(sorted(powers.items()))] += factor * other_factor
    return _tidy(found)


_ONE: _Polynomial = {(): Fraction(1)}


@dataclass(frozen=True, slots=True)
class _Quotient:
    above: _Polynomial
    below: _Polynomial


def _quotient(node: Node, keys: Mapping[str, str]) -> _Quotient:
    match node:
        case Number():
            return _Quotient(_tidy({(): node.value}), _ONE)
        case Name(name):
            return _Quotient({((keys[name], 1),): Fraction(1)}, _ONE)
        case Negation(operand):
            inner = _quotient(operand, keys)
            return _Quotient(_sum({}, inner.above, -1), inner.below)
        case Power(operand, exponent):
            inner = _quotient(operand, keys)
            above, below = (inner.above, inner.below) if exponent > 0 else (inner.below, inner.above)
            found = _Quotient(above, below)
            for _ in range(abs(exponent) - 1):
                found = _Quotient(_product(found.above, above), _product(found.below, below))
            return found
        case Binary(operator, left, right):
            one, two = _quotient(left, keys), _quotient(right, keys)
            if operator == "*":
                return _Quotient(_product(one.above, two.above), _product(one.below, two.below))
            if operator == "/":
                return _Quotient(_product(one.above, two.below), _product(one.below, two.above))
            if one.below == two.below:
                return _Quotient(_sum(one.above, two.above, 1 if operator == "+" else -1), one.below)
            crossed = _product(one.above, two.below), _product(two.above, one.below)
            return _Quotient(_sum(*crossed, 1 if operator == "+" else -1), _product(one.below, two.below))


def _derivative(polynomial: _Polynomial, key: str) -> _Polynomial:
    found: defaultdict[_Monomial, Fraction] = defaultdict(Fraction)
    for monomial, factor in polynomial.items():
        powers = dict(monomial)
        if power := powers.pop(key, 0):
            if power > 1:
                powers[key] = power - 1
            found[tuple(sorted(powers.items()))] += factor * power
    return _tidy(found)


def _enclosure(polynomial: _Polynomial, box: Mapping[str, Interval]) -> Interval:
    total = point(Fraction(0))
    for monomial, factor in polynomial.items():
        term = point(factor)
        for key, power in monomial:
            term = multiplied(term, raised(box[key], power))
        total = added(total, term)
    return total


@dataclass(frozen=True, slots=True)
class Way:
    """How a formula moves with one variable: `direction` is 1 for up, -1 for down, 0 for not at all, and None for both
    or unknown; `is_straight` says whether it moves in a straight line."""

    direction: int | None
    is_straight: bool


def directions(node: Node, keys: Mapping[str, str], box: Mapping[str, Interval]) -> dict[str, Way]:
    """How the formula moves with each variable anywhere in the box.

    `keys` says which variable each name stands for (two names may stand for one). It is taken for granted that no
    divisor is zero in the box. Of a formula with too many terms nothing is known.
    """
    variables = dict.fromkeys(keys.values())
    try:
        quotient = _quotient(node, keys)
        return {key: _way(quotient, key, box) for key in variables}
    except _TooManyTermsError:
        return dict.fromkeys(variables, Way(None, is_straight=False))


def _way(quotient: _Quotient, key: str, box: Mapping[str, Interval]) -> Way:
    # The derivative of a quotient, without its denominator, which is a square and so never below zero.
    numerator = _sum(
        _product(_derivative(quotient.above, key), quotient.below),
        _product(quotient.above, _derivative(quotient.below, key)),
        -1,
    )
    if not numerator:
        return Way(0, is_straight=True)
    straight = not _derivative(quotient.below, key) and not _derivative(_derivative(quotient.above, key), key)
    return Way(_enclosure(numerator, box).sign, is_straight=straight)
