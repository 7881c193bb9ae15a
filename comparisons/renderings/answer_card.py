"""The answer card: the first thing on a comparison's page, one line a row.

    answer_card(columns, rows) ──> AnswerCard: what each side says in short, where both stand on one axis, how far they
                                   may be compared, and at most one ratio

A pure function of what `present()` made, so that an ad-hoc comparison or an embed has the same card. It names no winner
and sums up nothing. Only figures that may be divided by each other share an axis, and a ratio is told only where it is
one of the numbers that stand in the line, under boundaries that stand there too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from comparisons.boundaries import boundaries_named, may_be_divided
from comparisons.comparability import allowed
from comparisons.divisible_figures import Divisible, divisible_figures
from comparisons.documents import RowPart, StatementPart
from comparisons.renderings.plot_axis import Scale
from comparisons.renderings.short_answers import ShortAnswer, short_answer
from comparisons.renderings.view_models import Column, Ratio, Statement, TableRow
from entities.quantities import QuantityError, canonical


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """``boundary`` is named where those of the sides differ."""

    column: Column
    short: ShortAnswer
    boundary: str


@dataclass(frozen=True, slots=True)
class CardMark:
    """A side's figure on the axis, in per cent of its width. ``x`` is None where only its ends are known; ``limit`` is
    “below” or “above” for a figure that is only a limit."""

    column: Column
    x: float | None
    low: float | None
    high: float | None
    limit: str


@dataclass(frozen=True, slots=True)
class CardAxis:
    """``start`` and ``end`` are the values at the ends of the axis, in words."""

    marks: tuple[CardMark, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class CardLine:
    row: TableRow
    answers: tuple[CardAnswer, ...]
    axis: CardAxis | None
    ratio: Ratio | None

    @property
    def href(self) -> str:
        return f"#row-{self.row.part.dimension.slug}"


@dataclass(frozen=True, slots=True)
class AnswerCard:
    columns: tuple[Column, ...]
    lines: tuple[CardLine, ...]

    @property
    def has_axes(self) -> bool:
        return any(line.axis for line in self.lines)


def answer_card(columns: Sequence[Column], rows: Sequence[TableRow]) -> AnswerCard:
    """The card of a page, from its columns and rows."""
    return AnswerCard(tuple(columns), tuple(_line(row, columns) for row in rows))


def _line(row: TableRow, columns: Sequence[Column]) -> CardLine:
    is_quantity = row.part.dimension.value_kind == "quantity"
    headlines = [_headline(cell.part) for cell in row.cells] if is_quantity else []
    boundaries = {item.figure.boundary for item in headlines if item and item.figure.boundary}
    differ = row.part.dimension.asks_boundary and len(boundaries) > 1
    answers = tuple(
        CardAnswer(
            column,
            short_answer(cell.part, is_quantity=is_quantity, converted=cell.converted),
            item.figure.boundary_name if item and differ else "",
        )
        for column, cell, item in zip(columns, row.cells, headlines or [None] * len(columns), strict=True)
    )
    return CardLine(row, answers, _axis(row.part, headlines, columns), _ratio(row))


def _headline(cell: StatementPart) -> Divisible | None:
    """The figure that stands for the cell, if it may be divided, and so drawn beside another."""
    return next((item for item in divisible_figures(cell) if item.is_headline), None)


def _axis(row: RowPart, headlines: Sequence[Divisible | None], columns: Sequence[Column]) -> CardAxis | None:
    """The headlines of most sides that may stand on one axis; None where there are not two."""
    if row.comparability == "not-comparable":
        return None
    named = boundaries_named(row.cells, row.comparability_reason)
    found = [(column, item) for column, item in zip(columns, headlines, strict=False) if item]
    groups = [
        [pair for pair in found if _may_share_an_axis(item, pair[1], asks=row.dimension.asks_boundary, named=named)]
        for _, item in found
    ]
    together = max(groups, key=len, default=[])
    if len(together) < 2:
        return None
    unit = together[0][1].figure.unit
    try:
        spans = [(column, item, _numbers(item, unit)) for column, item in together]
    except QuantityError:
        return None
    numbers = [number for _, _, ends in spans for number in ends if number is not None]
    scale = Scale.of(numbers, wants_log=True)
    ticks = scale.ticks("1" if unit == "s / s" else unit)  # so many times slower or faster: a pure number
    named_ticks = [tick.label for tick in ticks if tick.label]
    return CardAxis(
        marks=tuple(_mark(column, item, ends, scale) for column, item, ends in spans),
        start=named_ticks[0] if named_ticks else "",
        end=named_ticks[-1] if len(named_ticks) > 1 else "",
    )


def _may_share_an_axis(one: Divisible, other: Divisible, *, asks: bool, named: frozenset[str]) -> bool:
    alike = one is other or allowed(one.figure, other.figure) == "equivalent"
    return alike and may_be_divided(one.figure, other.figure, asks=asks, named=named)


type _Ends = tuple[Decimal | None, Decimal | None, Decimal | None]  # low, value, high


def _numbers(item: Divisible, unit: str) -> _Ends:
    """The figure with its spread, in the unit of the axis."""
    spread = item.as_input.spread
    low, value, high = (
        None if number is None else canonical(number, spread.unit, unit)
        for number in (spread.low, spread.value, spread.high)
    )
    return low, value, high


def _mark(column: Column, item: Divisible, ends: _Ends, scale: Scale) -> CardMark:
    low, value, high = ends
    limit = {"<": "below", ">": "above"}.get(item.figure.sense, "")
    if value is None and (low is None) != (high is None):
        limit, value = ("above", low) if high is None else ("below", high)
    return CardMark(column, scale.x(value), scale.x(low), scale.x(high), limit)


def _ratio(row: TableRow) -> Ratio | None:
    """The ratio of the row, if it divides the numbers of the line; others stand in the row's panel with what they
    divide."""
    found = next((ratio for ratio in row.main_ratios if not ratio.assumption), None)
    if found is None:
        return None
    cells = {cell.part.entity: cell for cell in row.cells}
    for entity, place in ((found.part.over, found.part.over_figure), (found.part.under, found.part.under_figure)):
        if not _is_headline(cells[entity], place):
            return None
    return found


def _is_headline(cell: Statement, place: int | None) -> bool:
    return place is None or cell.part.citations[place] is cell.part.headline_citation
