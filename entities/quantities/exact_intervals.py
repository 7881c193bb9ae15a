"""Arithmetic with intervals, exact: what + - * / and ** can give when each operand lies anywhere between its ends.

An end is None where the interval has no end on that side. An open end is not reached: a source that says "at most
5 W" leaves everything above zero possible, but not zero itself, so what is divided by it has no upper end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


class ZeroDivisorError(ArithmeticError):
    """The interval to be divided by contains zero."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; None means without end."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def contains_zero(self) -> bool:
        above = self.low is not None and (self.low > 0 or (self.low == 0 and self.low_open))
        below = self.high is not None and (self.high < 0 or (self.high == 0 and self.high_open))
        return not (above or below)

    @property
    def sign(self) -> int | None:
        """1 where nothing in it is below zero, -1 where nothing is above, 0 for zero alone, None where it is both."""
        if self.low == 0 == self.high:
            return 0
        if self.low is not None and self.low >= 0:
            return 1
        return -1 if self.high is not None and self.high <= 0 else None


def point(value: Fraction) -> Interval:
    """The interval of one number."""
    return Interval(value, value)


def negated(one: Interval) -> Interval:
    return Interval(
        None if one.high is None else -one.high,
        None if one.low is None else -one.low,
        one.high_open,
        one.low_open,
    )


def added(one: Interval, other: Interval) -> Interval:
    return Interval(
        None if one.low is None or other.low is None else one.low + other.low,
        None if one.high is None or other.high is None else one.high + other.high,
        one.low_open or other.low_open,
        one.high_open or other.high_open,
    )


# An end as a number that may be infinite (-1 or 1 in `endless`), and whether it is open.
@dataclass(frozen=True, slots=True)
class _End:
    value: Fraction
    endless: int
    is_open: bool

    def key(self) -> tuple[int, Fraction]:
        return self.endless, self.value


def _ends(one: Interval) -> tuple[_End, _End]:
    zero = Fraction(0)
    low = _End(zero, -1, True) if one.low is None else _End(one.low, 0, one.low_open)
    high = _End(zero, 1, True) if one.high is None else _End(one.high, 0, one.high_open)
    return low, high


def _sign(end: _End) -> int:
    return end.endless or (end.value > 0) - (end.value < 0)


def _product(one: _End, other: _End) -> _End:
    sign = _sign(one) * _sign(other)
    if sign == 0:
        # Zero itself is reached if a factor that is zero is: whatever the other one is then.
        reached = any(not _sign(end) and not end.is_open for end in (one, other))
        return _End(Fraction(0), 0, not reached)
    if one.endless or other.endless:
        return _End(Fraction(0), sign, True)
    return _End(one.value * other.value, 0, one.is_open or other.is_open)


def _hull(ends: Iterable[_End]) -> Interval:
    found = list(ends)
    low = min(found, key=lambda end: (end.key(), end.is_open))  # of two equal ends the one that is reached
    high = max(found, key=lambda end: (end.key(), not end.is_open))
    return Interval(
        None if low.endless else low.value,
        None if high.endless else high.value,
        low.is_open and not low.endless,
        high.is_open and not high.endless,
    )


def multiplied(one: Interval, other: Interval) -> Interval:
    return _hull(_product(first, second) for first in _ends(one) for second in _ends(other))


def inverted(one: Interval) -> Interval:
    """One divided by the interval. Raises ZeroDivisorError where it contains zero."""
    if one.contains_zero:
        raise ZeroDivisorError

    def turned(end: Fraction | None, *, is_open: bool) -> tuple[Fraction | None, bool]:
        if end is None:
            return Fraction(0), True
        return (None, False) if end == 0 else (1 / end, is_open)

    low, low_open = turned(one.high, is_open=one.high_open)
    high, high_open = turned(one.low, is_open=one.low_open)
    return Interval(low, high, low_open, high_open)


def raised(one: Interval, exponent: int) -> Interval:
    """The interval to a whole power. An even power is never below zero, and a negative one inverts."""
    if exponent < 0:
        return inverted(raised(one, -exponent))
    powers = []
    for end in _ends(one):
        sign = _sign(end) ** exponent if end.endless else 0
        powers.append(_End(end.value**exponent, sign, end.is_open))
    if exponent % 2 == 0 and one.contains_zero:
        powers.append(_End(Fraction(0), 0, False))
    return _hull(powers)
