"""How many digits of a formula's result its inputs support."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from .figures import PRECISE
from .formula_bounds import value_of
from .formula_grammar import Binary, Name, Negation, Node, Number, Power, names_in


def _size(value: Fraction) -> int:
    """The power of ten of the first digit."""
    with localcontext(PRECISE):
        return (Decimal(value.numerator) / Decimal(value.denominator)).adjusted()


def _supported(node: Node, digits: Mapping[str, int | None], numbers: Mapping[str, Fraction]) -> int | None:
    match node:
        case Number():
            return None
        case Name(name):
            return digits[name]
        case Negation(operand) | Power(operand, _):
            return _supported(operand, digits, numbers)
        case Binary(operator, left, right):
            known = [(side, _supported(side, digits, numbers)) for side in (left, right)]
            counts = [count for _, count in known if count is not None]
            if operator in "*/" or not counts:
                return min(counts, default=None)
            # In a sum it is the place of the last digit that counts: 2047 − 2025 has two digits, not four.
            sides = [(value_of(side, numbers), count) for side, count in known if count is not None]
            last = max((_size(value) - count + 1 for value, count in sides if value), default=0)
            total = value_of(node, numbers)
            return max(1, _size(total) - last + 1) if total else 1


def supported_digits(node: Node, digits: Mapping[str, int | None], numbers: Mapping[str, Fraction]) -> int | None:
    """Significant digits of the result: never more than the poorest input has. None where all of them are exact.

    `digits` has those of each name (None: exact), `numbers` a number for each, by which sums find their last place.
    """
    counts = [found for name in names_in(node) if (found := digits[name]) is not None]
    if (found := _supported(node, digits, numbers)) is not None:
        counts.append(found)
    return min(counts, default=None)
