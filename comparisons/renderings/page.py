"""A page as a pure function of a document: what HTML, print and embeds show, and every other rendering reads.

    present(document, choices, links, today) ──> Page

Nothing here counts on the way or depends on what was asked before: the same input gives an equal page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from comparisons.documents import (
    CategoryPart,
    CitationPart,
    ComparisonDocument,
    CoveragePart,
    RatioPart,
    RowPart,
    StatementPart,
)
from comparisons.renderings.ai_disclosure import drafted_parts
from comparisons.renderings.answer_card import AnswerCard, answer_card
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.links import NO_LINKS, Links
from comparisons.renderings.mentions import Mention, Mentions, by_reference, mentions_of
from comparisons.renderings.units import UnitChoice, headline_in_unit, in_unit, unit_choices
from comparisons.renderings.view_models import (
    MARKERS,
    Assumption,
    Column,
    Evidence,
    FormulaInput,
    MarkerMeaning,
    NumberedReference,
    Ratio,
    SidePoints,
    Statement,
    TableRow,
)

_OPEN_REFERENCES = 10
_WORTH_A_FOLD = 2  # fewer more are shown with the others


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands above the body. ``drafted`` names the parts that AI drafted and nobody has checked, in words."""

    title: str
    lede: str  # Markdown
    category: CategoryPart
    coverage: CoveragePart
    drafted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A document as a reader meets it, with the reader's choices made. ``strengths`` and ``weaknesses`` are empty
    where no side has any, else there is one entry for each side."""

    head: PageHead
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    assumptions: tuple[Assumption, ...]
    strengths: tuple[SidePoints, ...]
    weaknesses: tuple[SidePoints, ...]
    findings: tuple[Statement, ...]
    outlook: str  # Markdown
    references: tuple[NumberedReference, ...]
    marker_key: tuple[MarkerMeaning, ...]
    links: Links

    @property
    def first_references(self) -> tuple[NumberedReference, ...]:
        """Those that stand open at the foot of the page; the rest unfolds."""
        few = len(self.references) <= _OPEN_REFERENCES + _WORTH_A_FOLD
        return self.references if few else self.references[:_OPEN_REFERENCES]

    @property
    def more_references(self) -> tuple[NumberedReference, ...]:
        return self.references[len(self.first_references) :]

    @property
    def card(self) -> AnswerCard:
        """The first lines of the page; worked out when it is asked for, as not every page begins with them."""
        return answer_card(self.columns, self.rows)

    def statements(self) -> Iterator[Statement]:
        """Every statement in the order of the page."""
        for row in self.rows:
            yield from row.cells
        for side in (*self.strengths, *self.weaknesses):
            yield from side.statements
        yield from self.findings


def present(
    document: ComparisonDocument, *, today: date, choices: Choices = AS_PUBLISHED, links: Links = NO_LINKS
) -> Page:
    """The page of a document. ``today`` decides which claims are due for review; ``choices`` are the reader's, of
    which those count that the document offers."""
    return _Presenter(document, today, choices.within(document), links, mentions_of(document)).page()


@dataclass(frozen=True)
class _Presenter:
    """The input of `present()`, at hand for each part of the page."""

    document: ComparisonDocument
    today: date
    choices: Choices
    links: Links
    mentions: Mentions

    def page(self) -> Page:
        columns = tuple(Column(place, side.label, side) for place, side in enumerate(self.document.sides, start=1))
        rows = tuple(self._row(at, row, columns) for at, row in enumerate(self.document.rows))
        strengths = self._points("strengths", [side.strengths for side in self.document.points], columns)
        weaknesses = self._points("weaknesses", [side.weaknesses for side in self.document.points], columns)
        by_entity = {column.side.entity.slug: column for column in columns}
        findings = tuple(
            self._statement(part, by_entity.get(part.entity), self.mentions["finding", at])
            for at, part in enumerate(self.document.findings)
        )
        mentioned = by_reference(self.mentions)
        shown = [cell for row in rows for cell in row.cells]
        shown += [statement for side in (*strengths, *weaknesses) for statement in side.statements]
        marked = {code for statement in (*shown, *findings) for code, _ in statement.markers}
        return Page(
            head=PageHead(
                title=self.document.title,
                lede=self.document.lede,
                category=self.document.category,
                coverage=self.document.coverage,
                drafted=drafted_parts(self.document),
            ),
            columns=columns,
            rows=rows,
            assumptions=tuple(self._assumptions(rows)),
            strengths=strengths,
            weaknesses=weaknesses,
            findings=findings,
            outlook=self.document.outlook,
            references=tuple(
                NumberedReference(reference, mentioned.get(reference.number, ()))
                for reference in self.document.references
            ),
            marker_key=tuple(MarkerMeaning(code, *MARKERS[code]) for code in MARKERS if code in marked),
            links=self.links,
        )

    def _row(self, at: int, row: RowPart, columns: Sequence[Column]) -> TableRow:
        unit = self.choices.unit_of(row.dimension.slug)
        cells = tuple(
            self._statement(cell, column, self.mentions["cell", at, at_side], unit=unit)
            for at_side, (column, cell) in enumerate(zip(columns, row.cells, strict=True))
        )
        labels = {column.side.entity.slug: column.label for column in columns}
        return TableRow(row, cells, self.document.references, tuple(self._ratios(row, labels)), self._units(row))

    def _units(self, row: RowPart) -> tuple[UnitChoice, ...]:
        dimension = row.dimension
        return unit_choices(
            "" if dimension.unlike_units else dimension.unit,
            wanted=self.choices.unit_of(dimension.slug),
            href=lambda unit: self.links.choosing(
                self.choices.switching(dimension.slug, unit), f"row-{dimension.slug}"
            ),
        )

    def _ratios(self, row: RowPart, labels: dict[str, str]) -> Iterator[Ratio]:
        """The plain ratios of the row, and those under assumptions that the reader has switched on."""
        assumed = (ratio for ratio in row.assumed_ratios if ratio.equivalence in self.choices.assumed)
        for part in (*row.ratios, *assumed):
            yield named_ratio(part, self.document, labels)

    def _points(
        self, kind: str, by_side: Sequence[Sequence[StatementPart]], columns: Sequence[Column]
    ) -> tuple[SidePoints, ...]:
        sides = tuple(
            SidePoints(
                column,
                tuple(self._statement(part, column, self.mentions[kind, at_side, at]) for at, part in enumerate(parts)),
            )
            for at_side, (column, parts) in enumerate(zip(columns, by_side, strict=True))
        )
        return sides if any(side.statements for side in sides) else ()

    def _assumptions(self, rows: Sequence[TableRow]) -> Iterator[Assumption]:
        """Every equivalence that gives the document a ratio."""
        for at, part in enumerate(self.document.equivalences):
            yield Assumption(
                part,
                is_on=part.slug in self.choices.assumed,
                href=self.links.choosing(self.choices.turning(part.slug), "assumptions"),
                mentions=self.mentions["assumption", at],
                results=tuple(
                    (row.part.dimension.name, ratio)
                    for row in rows
                    for ratio in row.ratios
                    if ratio.part.equivalence == part.slug
                ),
            )

    def _statement(
        self, part: StatementPart, column: Column | None, mentions: tuple[Mention, ...], *, unit: str = ""
    ) -> Statement:
        codes = [*part.markers, *(["stale"] if part.is_stale_on(self.today) else [])]
        return Statement(
            part=part,
            column=column,
            mentions=mentions,
            evidence=tuple(self._evidence(citation, unit) for citation in part.citations),
            markers=tuple((code, MARKERS[code][0]) for code in codes),
            converted=headline_in_unit(part, unit),
        )

    def _evidence(self, citation: CitationPart, unit: str) -> Evidence:
        references = self.document.references
        derivation = citation.derivation
        return Evidence(
            citation=citation,
            reference=references[citation.reference - 1],
            converted=in_unit(citation.figure, unit) if citation.figure else "",
            works=tuple(references[number - 1] for number in citation.all_references),
            inputs=tuple(FormulaInput(each, references[each.reference - 1]) for each in derivation.inputs)
            if derivation
            else (),
        )


def named_ratio(part: RatioPart, document: ComparisonDocument, labels: dict[str, str]) -> Ratio:
    """A ratio with the names of what was divided; ``labels`` are those of the sides, by slug."""
    assumption = next((item.name for item in document.equivalences if item.slug == part.equivalence), "")
    return Ratio(part, labels[part.over], labels[part.under], assumption)
