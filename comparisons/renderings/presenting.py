"""A document as a reader meets it: statements with their mentions, references with the way back.

The document knows which reference a statement cites. A page also needs the way back, so every mention of a reference
gets an anchor here, and every reference the list of its mentions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from citations.models import PublicationStatus, Stance, Tier
from comparisons.documents import (
    CitationPart,
    ComparisonDocument,
    FigurePart,
    RatioPart,
    ReferencePart,
    RowPart,
    SidePart,
    StatementPart,
    figure_of,
)
from comparisons.models import Comparability
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.interval_plot import IntervalPlot, row_plot
from comparisons.renderings.units import UnitChoice, in_unit, unit_choices
from comparisons.summarising import figures_in_words
from entities.models import EntityKind, Missing, Realm
from entities.quantities import BoundKind, QuantityError, plain_interval, pretty, unit_words

# What a reader must be warned of, in a word or two and in a sentence for the key under the table.
MARKERS: dict[str, tuple[str, str]] = {
    "retracted": ("retracted source", "A work that this rests on has been retracted."),
    "concern": ("expression of concern", "The publisher of a work that this rests on has warned about it."),
    "unsourced": ("no source", "No acceptable source has been given yet."),
    "second-hand": ("second-hand", "The original was not seen, only a work that repeats it."),
    "preprint-only": ("preprint only", "Every source is a preprint: none has passed peer review."),
    "disputed": ("disputed", "At least one source contradicts this."),
    "stale": ("due for review", "The review date has passed; the world may have moved on."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A side in its place: ``place`` counts from 1 and picks hue and shape."""

    place: int
    label: str
    side: SidePart

    @property
    def realm(self) -> str:
        return Realm(self.side.entity.realm).label

    @property
    def kind(self) -> str:
        return EntityKind(self.side.entity.kind).label.lower()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a reference is cited. ``place`` says in words where that is."""

    number: int
    anchor: str
    place: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A citation as shown in full, with the work that it cites."""

    citation: CitationPart
    reference: ReferencePart
    converted: str  # the figure in the unit that the reader chose; empty if none was

    @property
    def stance(self) -> str:
        """In words; empty for plain support, which needs none."""
        return "" if self.citation.stance == "supports" else Stance(self.citation.stance).label.lower()

    @property
    def plain(self) -> str:
        """The figure in signs that survive any copying, such as “1e-15 J”; empty if it gives none."""
        return plain_interval(figure_of(self.citation.figure)) if self.citation.figure else ""

    @property
    def bounds(self) -> str:
        """The bounds with what they are, such as “78.82 to 95.4 billion neurons (observed range)”; empty if none."""
        figure = self.citation.figure
        return bounds_in_words(figure) if figure else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as a page shows it."""

    part: StatementPart
    column: Column | None
    mentions: tuple[Mention, ...]
    evidence: tuple[Evidence, ...]
    markers: tuple[tuple[str, str], ...]  # (code, words)
    converted: str  # the headline figure in the unit that the reader chose; empty if none was

    @property
    def missing(self) -> str:
        return Missing(self.part.missing).label if self.part.missing else ""

    @property
    def summary(self) -> str:
        """What several figures amount to, in one sentence; empty for fewer than two."""
        return figures_in_words(self.part)

    @property
    def works(self) -> tuple[ReferencePart, ...]:
        """The works cited in support, each once."""
        found = {item.reference.number: item.reference for item in self.evidence if not item.stance}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with the names of its sides, and of the assumption under which it holds, if it needs one."""

    part: RatioPart
    over: str
    under: str
    assumption: str


@dataclass(frozen=True, slots=True)
class TableRow:
    part: RowPart
    unit: str  # in words, in the plural; empty for text and for pure numbers
    cells: tuple[Statement, ...]
    plot: IntervalPlot | None
    ratios: tuple[Ratio, ...]
    units: tuple[UnitChoice, ...]

    @property
    def comparability(self) -> str:
        return Comparability(self.part.comparability).label if self.part.comparability else ""

    @property
    def figure_count(self) -> int:
        return sum(len(cell.part.figures) for cell in self.cells)

    @property
    def work_count(self) -> int:
        return len({item.citation.reference for cell in self.cells for item in cell.evidence})


@dataclass(frozen=True, slots=True)
class SidePoints:
    column: Column
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class NumberedReference:
    part: ReferencePart
    mentions: tuple[Mention, ...]

    @property
    def tier(self) -> str:
        return Tier(self.part.tier).label

    @property
    def status(self) -> str:
        """The publication status in words, where it is one that a reader must know."""
        if self.part.publication_status in {PublicationStatus.OK, PublicationStatus.UNCHECKED}:
            return ""
        return PublicationStatus(self.part.publication_status).label


class Presenter:
    """Turns the parts of one document into what its templates show, counting mentions as it goes down the page."""

    def __init__(
        self, document: ComparisonDocument, *, today: date, choices: Choices = AS_PUBLISHED, address: str = ""
    ) -> None:
        self._document = document
        self._today = today
        self._choices = choices
        self._address = address
        self._assumptions = {part.slug: part.name for part in document.equivalences}
        self._works = {reference.number: reference for reference in document.references}
        self._mentions: dict[int, list[Mention]] = {number: [] for number in self._works}
        self.columns = tuple(Column(place, side.label, side) for place, side in zip(count(1), document.sides))
        self._columns = {column.side.entity.slug: column for column in self.columns}

    def rows(self, parts: Iterable[RowPart]) -> tuple[TableRow, ...]:
        return tuple(
            TableRow(
                part,
                _unit(part),
                tuple(self._cells(part)),
                row_plot(part, self._document.sides, self._document.references),
                tuple(self._ratios(part)),
                self._units(part),
            )
            for part in parts
        )

    def _units(self, row: RowPart) -> tuple[UnitChoice, ...]:
        dimension = row.dimension
        return unit_choices(
            "" if dimension.unlike_units else dimension.unit,
            wanted=self._choices.unit_of(dimension.slug),
            href=lambda unit: self._choices.switching(dimension.slug, unit).address(
                self._address, f"row-{dimension.slug}"
            ),
        )

    def _ratios(self, row: RowPart) -> Iterator[Ratio]:
        """The plain ratios of the row, and those under assumptions that the reader has switched on."""
        for part in (
            *row.ratios,
            *(ratio for ratio in row.assumed_ratios if ratio.equivalence in self._choices.assumed),
        ):
            over, under = self._columns[part.over].label, self._columns[part.under].label
            yield Ratio(part, over, under, self._assumptions.get(part.equivalence, ""))

    def _cells(self, row: RowPart) -> Iterator[Statement]:
        unit = self._choices.unit_of(row.dimension.slug)
        for column, cell in zip(self.columns, row.cells, strict=True):
            yield self.statement(cell, f"{row.dimension.name}, {column.label}", column, unit=unit)

    def points(self, heading: str, by_side: Iterable[Sequence[StatementPart]]) -> tuple[SidePoints, ...]:
        """The points of every side under one heading; empty if no side has any."""
        sides = tuple(
            SidePoints(column, tuple(self.statement(part, f"{heading}, {column.label}", column) for part in parts))
            for column, parts in zip(self.columns, by_side, strict=True)
        )
        return sides if any(side.statements for side in sides) else ()

    def findings(self, parts: Iterable[StatementPart]) -> tuple[Statement, ...]:
        return tuple(self.statement(part, "Scientific evidence", self._columns.get(part.entity)) for part in parts)

    def everything(self) -> Iterator[Statement]:
        """Every statement of the document in order; for pages that show statements without a table."""
        for row in self._document.rows:
            yield from self._cells(row)
        for column, side in zip(self.columns, self._document.points, strict=True):
            for part in (*side.strengths, *side.weaknesses):
                yield self.statement(part, column.label, column)
        yield from self.findings(self._document.findings)

    def mentions(self, citations: Iterable[CitationPart], place: str) -> tuple[Mention, ...]:
        """One mention for every work cited at this place, in order."""
        numbers = dict.fromkeys(citation.reference for citation in citations)
        return tuple(self._mention(number, place) for number in numbers)

    def statement(self, part: StatementPart, place: str, column: Column | None, *, unit: str = "") -> Statement:
        codes = [*part.markers, *(["stale"] if part.is_stale_on(self._today) else [])]
        return Statement(
            part=part,
            column=column,
            mentions=self.mentions(part.citations, place),
            evidence=tuple(
                Evidence(
                    citation,
                    self._works[citation.reference],
                    in_unit(citation.figure, unit) if citation.figure else "",
                )
                for citation in part.citations
            ),
            markers=tuple((code, MARKERS[code][0]) for code in codes),
            converted=in_unit(part.headline, unit) if part.headline else "",
        )

    def _mention(self, number: int, place: str) -> Mention:
        mentions = self._mentions[number]
        mentions.append(Mention(number, f"cited-{number}-{len(mentions) + 1}", place))
        return mentions[-1]

    def references(self) -> tuple[NumberedReference, ...]:
        """To be asked last: what has not been presented yet is not mentioned anywhere."""
        return tuple(
            NumberedReference(work, tuple(self._mentions[number])) for number, work in sorted(self._works.items())
        )


def bounds_in_words(figure: FigurePart) -> str:
    """Low and high with their kind; numbers as the source gave them if their unit is not understood."""
    low, high = _printed(figure.low, figure.unit), _printed(figure.high, figure.unit)
    if not (low or high):
        return ""
    is_stated = figure.bound_kind != BoundKind.NOT_STATED
    kind = BoundKind(figure.bound_kind).label if is_stated else "kind of bounds not stated"
    ends = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    return f"{ends} ({kind})"


def _printed(number: Decimal | None, unit: str) -> str:
    if number is None:
        return ""
    try:
        return pretty(number, unit)
    except QuantityError:
        return f"{number} {unit}"


def _unit(row: RowPart) -> str:
    if row.dimension.value_kind != "quantity":
        return ""
    if row.dimension.unlike_units:
        return "units of each side’s own"
    try:
        return unit_words(row.dimension.unit)
    except QuantityError:
        return row.dimension.unit
