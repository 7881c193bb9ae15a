"""The axis of a plot: where a number stands, and which ticks it has, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from entities.quantities import QuantityError, plain_number, tick_words

_LEFT, _RIGHT = 3.0, 97.0  # per cent: room for the marks at the ends
_MOST_TICKS = 6
_MOST_LETTERS = 44  # of all ticks together: what fits the width of a phone
_ORDERS_FOR_LOG = 2
_STEPS_OF_DECADES = (1, 2, 3, 6, 9, 12, 15, 30)
_MOST_LINES = 30


@dataclass(frozen=True)
class Tick:
    """A place on the axis, in per cent; with words, or only as a line where there are too many to name."""

    x: float
    label: str = ""


@dataclass(frozen=True)
class Scale:
    """From a number to per cent of the width. ``step`` lies between two ticks of a linear axis; ``start`` and ``end``
    are exponents of ten where the axis is logarithmic."""

    start: float
    end: float
    is_log: bool
    step: float = 1.0

    @classmethod
    def of(cls, numbers: Sequence[Decimal], *, wants_log: bool) -> "Scale":
        """Logarithmic where that is wanted or the numbers span more than two orders of magnitude, and all are above
        zero; else from zero."""
        positive = all(number > 0 for number in numbers)
        if positive and (wants_log or orders(numbers) > _ORDERS_FOR_LOG):
            lowest, highest = log10(min(numbers)), log10(max(numbers))
            if highest - lowest <= _ORDERS_FOR_LOG:
                return cls(*_snug(lowest, highest), True)
            return cls(floor(lowest), ceil(highest), True)
        low, high = min(0.0, float(min(numbers))), max(0.0, float(max(numbers)))
        step = _step(high - low or 1.0)
        bottom, top = floor(low / step) * step, ceil(high / step) * step
        return cls(bottom, top if top > bottom else bottom + step, False, step)

    def x(self, number: Decimal | None) -> float | None:
        if number is None:
            return None
        place = log10(number) if self.is_log else float(number)
        return round(_LEFT + (_RIGHT - _LEFT) * (place - self.start) / (self.end - self.start), 2)

    def ticks(self, unit: str) -> list[Tick]:
        """Those with words first, from left to right, then the lines between them."""
        if not self.is_log:
            count = round((self.end - self.start) / self.step)
            values = (
                Decimal(repr(round(self.start + index * self.step, 12))).normalize() for index in range(count + 1)
            )
            return [self._tick(value, unit) for value in values]
        span = self.end - self.start
        if span <= _ORDERS_FOR_LOG:
            return [self._tick(value, unit) for value in self._in_decades((1, 2, 5))]
        powers = range(int(self.start), int(self.end) + 1)
        named: list[int] = []
        ticks: list[Tick] = []
        for every in _STEPS_OF_DECADES:
            named = [power for power in powers if power % every == 0]
            ticks = [self._tick(Decimal(1).scaleb(power), unit) for power in named]
            if len(ticks) <= _MOST_TICKS and sum(len(tick.label) for tick in ticks) <= _MOST_LETTERS:
                break
        lines = [power for power in powers if power not in named] if span <= _MOST_LINES else []
        return ticks + [Tick(self.x(Decimal(1).scaleb(power)) or _LEFT) for power in lines]

    def _tick(self, value: Decimal, unit: str) -> Tick:
        try:
            words = tick_words(value, unit)
        except QuantityError:
            words = plain_number(value)
        return Tick(self.x(value) or _LEFT, words)

    def _in_decades(self, digits: Iterable[int]) -> Iterator[Decimal]:
        """The numbers on the axis that begin with one of these digits and go on with zeros."""
        found = [
            Decimal(digit).scaleb(power) for power in range(floor(self.start), ceil(self.end) + 1) for digit in digits
        ]
        slack = 1e-9
        inside = [number for number in found if self.start - slack <= log10(number) <= self.end + slack]
        # With many of them, only the powers of ten and what halves the way.
        return iter(inside if len(inside) <= _MOST_TICKS else [n for n in inside if str(n.normalize())[0] != "2"])


def orders(numbers: Sequence[Decimal]) -> float:
    return log10(max(numbers)) - log10(min(numbers))


def _snug(lowest: float, highest: float) -> tuple[float, float]:
    """The next 1, 2 or 5 times a power of ten on both sides, so that near values do not crowd together."""
    steps = sorted(power + log10(digit) for power in range(floor(lowest), ceil(highest) + 2) for digit in (1, 2, 5))
    slack = 1e-9
    start = max(step for step in steps if step <= lowest + slack)
    end = min(step for step in steps if step >= highest - slack)
    return (start, end) if end > start else (start, min(step for step in steps if step > start + slack))


def _step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts the span into at most five parts."""
    parts = _MOST_TICKS - 1
    power = 10.0 ** floor(log10(span / parts))
    return next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= parts)
