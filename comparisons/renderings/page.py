"""A document as a reader meets it: statements with their mentions, references with the way back.

The document knows which reference a statement cites. A page also needs the way back, so every mention of a reference
gets an anchor here, and every reference the list of its mentions.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count

from comparisons.documents import CitationPart, ComparisonDocument, RowPart, StatementPart
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.interval_plot import row_plot
from comparisons.renderings.units import UnitChoice, in_unit, unit_choices
from comparisons.renderings.view_models import (
    MARKERS,
    Column,
    Evidence,
    Mention,
    NumberedReference,
    Ratio,
    SidePoints,
    Statement,
    TableRow,
)


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
