"""Figures on one axis: what `components/interval_plot.html` draws, one line a figure, its name to the left of its mark.

    marks ──> one panel for each kind of quantity ──> groups by side ──> lines in order of size, places in per cent

Across, everything is in per cent of the width, so that the plot fits a phone and a poster while its letters keep their
size. Unlike counted things never share an axis. A solid mark is an asserted figure: what is told beside a missing
value, or was seen second-hand, is hollow and says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from comparisons.documents import ReferencePart, RowPart, SidePart
from comparisons.renderings.plot_axis import Scale, Tick, orders
from comparisons.renderings.plot_marks import Mark, by_unit, mark_of, once_each, source_name
from entities.quantities import (
    QuantityError,
    UnitCompatibility,
    axis_words,
    compare_units,
    counts_things,
    pretty,
    rounded,
)

# How a mark looks, by the kind of quantity that its figure is. Without one it is a plain dot.
SHAPES = {"": "figure", "measured": "measured", "limit": "limit", "estimate": "estimate"}
_MANY_LINES = 16  # from here on the ticks stand above the lines as well


@dataclass(frozen=True)
class Line:
    """A mark in its place: ``x``, ``x_low`` and ``x_high`` in per cent, or None where there is nothing to draw.

    ``shape`` is one of SHAPES, or “deprecated”; ``limit`` is “below” or “above” where the figure is only a limit.
    """

    mark: Mark
    shape: str
    limit: str
    x: float | None
    x_low: float | None
    x_high: float | None

    @property
    def is_hollow(self) -> bool:
        return bool(self.mark.doubt) or self.shape == "deprecated"

    @property
    def bound(self) -> tuple[float, float] | None:
        """From where to where the thin line of its bounds goes."""
        ends = [end for end in (self.x_low, self.x, self.x_high) if end is not None]
        return (min(ends), max(ends)) if (self.x_low, self.x_high) != (None, None) and min(ends) < max(ends) else None


@dataclass(frozen=True)
class Group:
    """The lines of one side, largest first; ``name`` is empty where there is but one group."""

    name: str
    hue: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class ReferenceLine:
    """A value to hold the others against, with the name of whose it is; ``x`` in per cent."""

    label: str
    x: float


@dataclass(frozen=True)
class Panel:
    """One kind of quantity on an axis of its own; ``unit`` in words."""

    unit: str
    is_log: bool
    ticks: Sequence[Tick]
    groups: Sequence[Group]
    reference: ReferenceLine | None

    @property
    def has_ticks_above(self) -> bool:
        return sum(len(group.lines) for group in self.groups) >= _MANY_LINES

    @property
    def named_ticks(self) -> list[Tick]:
        return [tick for tick in self.ticks if tick.label]


@dataclass(frozen=True)
class LegendEntry:
    shape: str
    is_hollow: bool
    words: str


@dataclass(frozen=True)
class IntervalPlot:
    """``hues`` are names for the hues, where no group carries them; ``boundaries`` are those of the figures, of which
    each stands beside its own."""

    title: str
    description: str
    panels: Sequence[Panel]
    legend: Sequence[LegendEntry]
    hues: Sequence[tuple[int, str]]
    boundaries: Sequence[str]
    shapes: Sequence[str]


def row_plot(row: RowPart, sides: Sequence[SidePart], references: Sequence[ReferencePart]) -> IntervalPlot | None:
    """All figures of a row, grouped by side; None if fewer than two can be drawn."""
    names, marks = {}, []
    for hue, (side, cell) in enumerate(zip(sides, row.cells, strict=True), start=1):
        names[hue] = side.label
        for citation in cell.figures:
            reference = references[citation.reference - 1]
            label, href = f"{source_name(reference)} [{reference.number}]", f"#ref-{reference.number}"
            mark = mark_of(citation, cell, references, label=label, hue=hue, href=href)
            marks += [mark] if mark else []
    dimension = row.dimension
    groups = names if len(names) > 1 else {}
    return plotted(marks, title=dimension.name, unit=dimension.unit, wants_log=dimension.scale == "log", groups=groups)


def plotted(
    marks: Iterable[Mark],
    *,
    title: str,
    unit: str,
    wants_log: bool,
    groups: Mapping[int, str] | None = None,
    hues: Mapping[int, str] | None = None,
    reference: Mark | None = None,
) -> IntervalPlot | None:
    """The marks on one axis for each kind of quantity; None for fewer than two.

    ``unit`` is that of the axis where the figures fit it. ``groups`` names the hues that stand under a heading of
    their own; without it all lines stand in one order, and ``hues`` says in the legend what their colours mean.
    ``reference`` is drawn as a line through all others.
    """
    drawn = once_each(mark for mark in marks if mark.numbers())
    if len(drawn) < 2:
        return None
    found = list(by_unit(drawn, unit))
    shared = _shared_scale(found, wants_log=wants_log)
    panels = [_panel(own, of_it, groups or {}, reference, wants_log=wants_log, shared=shared) for own, of_it in found]
    lines = [line for panel in panels for group in panel.groups for line in group.lines]
    used = {line.mark.hue for line in lines}
    legend = _legend(lines)
    return IntervalPlot(
        title=title,
        description=_description(panels, found),
        panels=panels,
        legend=legend,
        hues=[(hue, name) for hue, name in (hues or {}).items() if hue in used],
        boundaries=list(dict.fromkeys(line.mark.boundary for line in lines if line.mark.boundary)),
        shapes=sorted({line.shape for line in lines} | {entry.shape for entry in legend}),
    )


def _shared_scale(found: Sequence[tuple[str, Sequence[Mark]]], *, wants_log: bool) -> Scale | None:
    """One scale for what is measured of unlike things, such as the energy of an event and of an operation: each has
    its own axis, and the axes may be looked at together. None for counts, of which a number says nothing elsewhere."""
    units = [unit for unit, _ in found]
    one_kind = all(compare_units(units[0], unit) is not UnitCompatibility.DIFFERENT for unit in units)
    if len(units) < 2 or not one_kind or any(counts_things(unit) for unit in units):
        return None
    return Scale.of([number for _, marks in found for mark in marks for number in mark.numbers()], wants_log=wants_log)


def _panel(
    unit: str,
    marks: Sequence[Mark],
    groups: Mapping[int, str],
    reference: Mark | None,
    *,
    wants_log: bool,
    shared: Scale | None,
) -> Panel:
    numbers = [number for mark in marks for number in mark.numbers()]
    told = _in(reference, unit)
    if told is not None and told.value is not None:
        numbers.append(told.value)
    scale = shared or Scale.of(numbers, wants_log=wants_log)
    ordered = sorted(marks, key=lambda mark: -mark.size)
    by_group = [(name, hue, [mark for mark in ordered if mark.hue == hue]) for hue, name in groups.items()]
    shown = [(name, hue, own) for name, hue, own in by_group if own] if groups else [("", 0, ordered)]
    line = None
    if told is not None and (x := scale.x(told.value)) is not None:
        line = ReferenceLine(told.label, x)
    return Panel(
        unit=axis_words(unit),
        is_log=scale.is_log,
        ticks=scale.ticks(unit),
        groups=[Group(name, hue, [_line(mark, scale) for mark in own]) for name, hue, own in shown],
        reference=line,
    )


def _in(reference: Mark | None, unit: str) -> Mark | None:
    """The reference in the unit of a panel; None where it measures something else."""
    try:
        return reference.in_unit(unit) if reference else None
    except QuantityError:
        return None


def _line(mark: Mark, scale: Scale) -> Line:
    limit, at = {"<": "below", ">": "above"}.get(mark.sense, ""), mark.value
    if at is None and (mark.low is None) != (mark.high is None):  # an open range is a limit by another name
        limit, at = ("above", mark.low) if mark.high is None else ("below", mark.high)
    return Line(
        mark=mark,
        shape="deprecated" if mark.rank == "deprecated" else SHAPES.get(mark.kind, "figure"),
        limit=limit,
        x=scale.x(at),
        x_low=scale.x(mark.low),
        x_high=scale.x(mark.high),
    )


def _legend(lines: Sequence[Line]) -> list[LegendEntry]:
    """The looks that need a word: none where every mark is a plain, asserted figure."""
    shapes = {line.shape for line in lines if not line.mark.doubt}
    entries = [LegendEntry(shape, False, shape) for shape in ("measured", "limit", "estimate") if shape in shapes]
    if entries and "figure" in shapes:
        entries.append(LegendEntry("figure", False, "kind not stated"))
    doubts = sorted({line.mark.doubt for line in lines if line.mark.doubt})
    if doubts:
        hollow = next((line.shape for line in lines if line.mark.doubt and line.shape != "deprecated"), "figure")
        entries.append(LegendEntry(hollow, True, f"hollow: {', '.join(doubts)}"))
    if "deprecated" in shapes:
        entries.append(LegendEntry("deprecated", True, "deprecated"))
    return entries


def _description(panels: Sequence[Panel], found: Sequence[tuple[str, Sequence[Mark]]]) -> str:
    """How many figures of whom there are, and how far they reach, for each kind of quantity by itself."""
    return " ".join(_of_panel(panel, unit, marks) for panel, (unit, marks) in zip(panels, found, strict=True))


def _of_panel(panel: Panel, unit: str, marks: Sequence[Mark]) -> str:
    counts = ", ".join(f"{group.name} {len(group.lines)}" for group in panel.groups if group.name)
    numbers = [number for mark in marks if not mark.doubt for number in mark.numbers()]
    head = f"{len(marks)} figure{'s' if len(marks) > 1 else ''} in {panel.unit}{f' ({counts})' if counts else ''}"
    if len(numbers) < 2:
        return f"{head}."
    ends = (min(numbers), max(numbers))
    low, high = (pretty(end if len(end.normalize().as_tuple().digits) < 3 else rounded(end, 2), unit) for end in ends)
    spread = round(orders(numbers)) if min(numbers) > 0 else 0
    words = f", spanning {spread} orders of magnitude" if spread > 1 else ""
    return f"{head}, from {low} to {high}{words}."
