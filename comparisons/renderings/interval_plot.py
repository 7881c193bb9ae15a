"""Figures on one axis: the geometry of the interval plot, which `components/interval_plot.html` draws as SVG.

Across, everything is in per cent of the width, so that the plot fits a phone and a poster while its letters keep
their size; down, it is in CSS pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from comparisons.documents import CitationPart, FigurePart, ReferencePart, RowPart, SidePart
from entities.quantities import plain_number, unit_symbol

RETRACTED = "RETRACTED"  # stands first in a label, so that it is never what is cut off
_LINE_HEIGHT = 40
_GROUP_HEIGHT = 30
_TOP = 6
_AXIS_HEIGHT = 40
_LEFT, _RIGHT = 4.0, 96.0  # per cent: room for the dots and tick labels at the ends
_MOST_TICKS = 5
_ORDERS_FOR_LOG = 2
_LONGEST_LABEL = 42


@dataclass(frozen=True)
class Mark:
    """One figure. ``value``, ``low`` and ``high`` in the unit of the axis; ``group`` counts the sides from 1."""

    label: str
    group: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    sense: str = "="
    rank: str = "normal"

    def numbers(self) -> list[Decimal]:
        return [number for number in (self.value, self.low, self.high) if number is not None]


@dataclass(frozen=True)
class Line:
    """A mark in its place: ``x``, ``x_low`` and ``x_high`` in per cent, or None where there is nothing to draw."""

    label: str
    group: int
    rank: str
    limit: str  # "below" or "above" where the figure is only a limit, else empty
    y: int
    x: float | None
    x_low: float | None
    x_high: float | None


@dataclass(frozen=True)
class Heading:
    name: str
    group: int
    y: int


@dataclass(frozen=True)
class Tick:
    label: str
    x: float


@dataclass(frozen=True)
class IntervalPlot:
    title: str
    description: str
    axis: str
    is_log: bool
    height: int
    axis_y: int
    headings: Sequence[Heading]
    lines: Sequence[Line]
    ticks: Sequence[Tick]


def row_plot(row: RowPart, sides: Sequence[SidePart], references: Sequence[ReferencePart]) -> IntervalPlot | None:
    """All figures of a row, grouped by side; None if fewer than two can be drawn."""
    groups = []
    for number, (side, cell) in enumerate(zip(sides, row.cells, strict=True), start=1):
        marks = [
            figure_mark(citation.figure, label=_label(citation, references[citation.reference - 1]), group=number)
            for citation in cell.figures
            if citation.figure is not None
        ]
        groups.append((side.label, [mark for mark in marks if mark.numbers()]))
    axis = "Number, each in its own unit" if row.dimension.unlike_units else unit_symbol(row.dimension.unit)
    return plotted(groups, title=row.dimension.name, axis=axis, wants_log=row.dimension.scale == "log")


def figure_mark(figure: FigurePart, *, label: str, group: int, rank: str = "") -> Mark:
    """The figure as a mark in the canonical unit; ``rank`` replaces its own where that says nothing."""
    return Mark(
        label=label,
        group=group,
        value=figure.canonical_value,
        low=figure.canonical_low,
        high=figure.canonical_high,
        sense=figure.sense,
        rank=rank or figure.rank,
    )


def plotted(
    groups: Sequence[tuple[str, Sequence[Mark]]], *, title: str, axis: str, wants_log: bool
) -> IntervalPlot | None:
    """The marks under the names of their groups. The axis is logarithmic where the dimension asks for it or the values
    span more than two orders of magnitude, and every value is above zero."""
    numbers = [number for _, marks in groups for mark in marks for number in mark.numbers()]
    if sum(len(marks) for _, marks in groups) < 2:
        return None
    positive = all(number > 0 for number in numbers)
    is_log = positive and (wants_log or _orders(numbers) > _ORDERS_FOR_LOG)
    scale = _Scale.of(numbers, is_log=is_log)
    headings, lines, y = [], [], _TOP
    for name, marks in groups:
        if not marks:
            continue
        y += _GROUP_HEIGHT
        headings.append(Heading(name, marks[0].group, y - 8))
        for mark in marks:
            y += _LINE_HEIGHT
            lines.append(_line(mark, y - 12, scale))
    return IntervalPlot(
        title=title,
        description=_description(groups, numbers),
        axis=axis,
        is_log=is_log,
        height=y + _AXIS_HEIGHT,
        axis_y=y + 4,
        headings=headings,
        lines=lines,
        ticks=scale.ticks(),
    )


def orders_of_magnitude(numbers: Iterable[Decimal]) -> int:
    """How many powers of ten lie between the smallest and the largest of these numbers above zero, rounded."""
    above_zero = [number for number in numbers if number > 0]
    return round(_orders(above_zero)) if above_zero else 0


def _orders(numbers: Sequence[Decimal]) -> float:
    return float(max(numbers).log10() - min(numbers).log10())


@dataclass(frozen=True)
class _Scale:
    """From a number to per cent of the width. ``step`` lies between two ticks of a linear axis."""

    start: float
    end: float
    is_log: bool
    step: float = 1.0

    @classmethod
    def of(cls, numbers: Sequence[Decimal], *, is_log: bool) -> "_Scale":
        if is_log:
            start, end = floor(float(min(numbers).log10())), ceil(float(max(numbers).log10()))
            return cls(start, end if end > start else start + 1, True)
        low, high = min(0.0, float(min(numbers))), max(0.0, float(max(numbers)))
        step = _step(high - low or 1.0)
        lowest, highest = floor(low / step) * step, ceil(high / step) * step
        return cls(lowest, highest if highest > lowest else lowest + step, False, step)

    def x(self, number: Decimal | None) -> float | None:
        if number is None:
            return None
        place = float(number.log10()) if self.is_log else float(number)
        return round(_LEFT + (_RIGHT - _LEFT) * (place - self.start) / (self.end - self.start), 2)

    def ticks(self) -> list[Tick]:
        if self.is_log:
            every = max(1, ceil((self.end - self.start) / _MOST_TICKS))
            powers = range(int(self.start), int(self.end) + 1, every)
            return [Tick(_power_of_ten(power), self.x(Decimal(10) ** power) or _LEFT) for power in powers]
        count = round((self.end - self.start) / self.step)
        values = [Decimal(repr(round(self.start + index * self.step, 12))).normalize() for index in range(count + 1)]
        return [Tick(plain_number(value), self.x(value) or _LEFT) for value in values]


def _step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts the span into at most five parts."""
    power = 10.0 ** floor(log10(span / _MOST_TICKS))
    return next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= _MOST_TICKS)


def _power_of_ten(power: int) -> str:
    return f"1e{power}" if not 0 <= power <= 3 else str(10**power)


def _line(mark: Mark, y: int, scale: _Scale) -> Line:
    return Line(
        label=mark.label if len(mark.label) <= _LONGEST_LABEL else f"{mark.label[: _LONGEST_LABEL - 1]}…",
        group=mark.group,
        rank=mark.rank,
        limit={"<": "below", ">": "above"}.get(mark.sense, ""),
        y=y,
        x=scale.x(mark.value),
        x_low=scale.x(mark.low),
        x_high=scale.x(mark.high),
    )


def _label(citation: CitationPart, reference: ReferencePart) -> str:
    work = reference.work
    author = work.authors[0] if work.authors else None
    name = author.short if author else work.outlet or work.title
    text = citation.figure.text if citation.figure else ""
    warning = f"{RETRACTED} " if work.publication_status == "retracted" else ""
    return f"[{reference.number}] {warning}{name} {work.year or ''}: {text}".replace(" :", ":")


def _description(groups: Sequence[tuple[str, Sequence[Mark]]], numbers: Sequence[Decimal]) -> str:
    counts = "; ".join(f"{name}: {len(marks)}" for name, marks in groups if marks)
    spread = orders_of_magnitude(numbers)
    words = f" They span {spread} orders of magnitude." if spread > 1 else ""
    return f"Figures by side ({counts}).{words} Every figure stands in the table that follows."
