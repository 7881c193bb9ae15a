"""The comparison as one typed, frozen document: what `compose()` makes, an edition keeps and every rendering reads.

The JSON form is public (an edition's `.json`) and kept for ever, so it carries a schema version. A change of shape
raises ``SCHEMA_VERSION`` and adds a step to ``document_upgrades.UPGRADES``; editions themselves never change.

Which column of which table a field is made from is said in `composing.py`, `reference_list.py` and
`citations/works.py`: nothing here follows from what the tables look like.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict

from citations.headlines import Standing, headline_among
from citations.models import UNSEEN
from citations.works import Work
from comparisons.document_upgrades import UPGRADES, Json, Upgrade
from core.content_keys import KeptContent
from entities.quantities import ParsedFigure, stored_figure

SCHEMA_VERSION = 3

type Marker = Literal["unsourced", "disputed", "preprint-only", "second-hand", "retracted", "concern", "unfounded"]
# How a citation was held against its source by somebody who did not write it; empty: nobody has yet.
type SourceCheck = Literal["", "confirmed-in-source", "confirmed-in-abstract", "quoted", "not-seen"]
type Comparability = Literal["equivalent", "analogous", "loosely-analogous", "not-comparable", "not-judged"]
# Who says how far a row's cells may be compared: an editor, or nobody but the units of its figures.
type ComparabilityBasis = Literal["editor", "units"]
# What the ends of a ratio's interval rest on: bounds that sources state, other methods of a claim's own figures, rivals
# between which nobody has decided, the range of an assumption.
type IntervalFrom = Literal["bounds", "methods", "rivals", "assumption"]


class _Part(KeptContent):
    """A part of the document: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CategoryPart(_Part):
    slug: str
    name: str


class EntityPart(_Part):
    slug: str
    name: str
    realm: str
    kind: str
    definition: str  # Markdown
    drafting: str


class SidePart(_Part):
    """A column. ``label`` is its head; it differs from the entity's name only where an editor said so."""

    label: str
    entity: EntityPart


class FigurePart(_Part):
    """What a source reports. ``canonical_*`` are the same magnitudes in the dimension's unit, to sort and plot by.

    ``boundary`` is the slug of what the figure covers of the thing, ``boundary_name`` its name; both empty where nobody
    has said. Figures of one claim with the same ``rival_group`` contradict each other; empty for one that has none.
    """

    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound_kind: str
    sense: str
    unit: str
    canonical_value: Decimal | None
    canonical_low: Decimal | None
    canonical_high: Decimal | None
    scope: str
    conditions: str
    sample_size: int | None
    method: str
    year: int | None
    boundary: str
    boundary_name: str
    workload: str
    figure_kind: Literal["", "measured", "limit", "estimate"]
    rival_group: str
    rank: Literal["preferred", "normal", "deprecated"]
    rank_reason: str


def figure_of(part: FigurePart) -> ParsedFigure:
    """The part as a figure that can be converted, divided and printed."""
    return stored_figure(
        text=part.text,
        value=part.value,
        low=part.low,
        high=part.high,
        unit=part.unit,
        bound_kind=part.bound_kind,
        sense=part.sense,
    )


class InputPart(_Part):
    """What stands for a name of a formula: the figure of a claim (with whose it is), or a number with its source.

    ``reference`` is the number of the work that gives it; of a claim's figure that follows from others itself, the
    first that it rests on. ``text`` is as printed; the numbers are those that went in.
    """

    name: str
    claim: str  # public id; empty for a number
    entity: str  # name; empty for a number
    dimension: str  # name; empty for a number
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound_kind: str
    sense: str
    unit: str
    reference: int
    locator: str
    sentence: str  # of a claim's figure that follows from others itself: its own formula with numbers in place


class DerivationPart(_Part):
    """How a figure follows from others. ``sentence`` is the formula with its numbers in place. With ``borrows`` it is
    the figure of its only input as it stands. ``references`` are all the works that it rests on at last."""

    formula: str
    sentence: str
    borrows: bool
    assumes: str  # Markdown
    unfounded: str  # why it rests on nothing any more; empty where it does
    inputs: tuple[InputPart, ...]
    references: tuple[int, ...]


class CitationPart(_Part):
    """``reference`` is the number of the work in the document's list of references.

    A figure with a ``derivation`` follows from others; ``reference`` is then the first work that it rests on.
    """

    reference: int
    locator: str
    stance: Literal["supports", "disputes", "context"]
    source_check: SourceCheck
    source_checked_on: date | None
    source_check_seen: str  # the wording or the place that was seen
    note: str  # Markdown
    figure: FigurePart | None
    derivation: DerivationPart | None

    @property
    def all_references(self) -> tuple[int, ...]:
        """The numbers of every work that it rests on."""
        return self.derivation.references if self.derivation else (self.reference,)

    @property
    def is_unseen(self) -> bool:
        """Whether it was looked for in its source, and not seen there."""
        return self.source_check in UNSEEN


class StatementPart(_Part):
    """A claim as shown: a cell of the table, a point or a finding."""

    claim: str  # public id; empty where nobody has made a claim yet
    entity: str  # slug
    text: str  # Markdown
    short_answer: str = ""  # the text in at most 40 characters, where no figure stands for it; may be empty
    # The words of the text that were worked out from its headline, unit and all; empty where a unit or more was typed.
    figure_in_text: str = ""
    missing: str  # why there is no text, "reported" where no source of a figure was read; empty where there is a text
    note: str  # Markdown
    as_of: date | None
    review_due: date | None  # from this day on the claim counts as stale
    drafting: str
    markers: tuple[Marker, ...]
    citations: tuple[CitationPart, ...]

    @property
    def headline(self) -> FigurePart | None:
        """The figure that stands for the claim: the preferred one, else the only one of normal rank, else none."""
        citation = self.headline_citation
        return citation.figure if citation is not None else None

    @cached_property
    def headline_citation(self) -> CitationPart | None:
        """Where the headline stands.

        A figure that disputes the claim, or gives context, or was seen only where it is quoted never stands for it;
        nor does any that is told beside a missing value.
        """
        return None if self.missing else headline_among(self.citations, _standing)

    @cached_property
    def figures(self) -> tuple[CitationPart, ...]:
        """The citations that give a figure, in the editors' order."""
        return tuple(citation for citation in self.citations if citation.figure is not None)

    def is_stale_on(self, day: date) -> bool:
        return self.review_due is not None and day >= self.review_due


def _standing(citation: CitationPart) -> Standing:
    rank = citation.figure.rank if citation.figure else ""
    return Standing(citation.figure is not None, citation.stance, rank, citation.is_unseen)


class DimensionPart(_Part):
    slug: str
    name: str
    group: str
    definition: str
    not_to_be_confused_with: str
    value_kind: Literal["text", "quantity"]
    unit: str
    unlike_units: bool
    asks_boundary: bool
    scale: Literal["linear", "log"]


class RatioPart(_Part):
    """How many times the figure of ``over`` is that of ``under`` (slugs of sides), with its worst-case interval.

    ``over_what`` and ``under_what`` name what of each was divided (“synapses, neocortex”), ``over_figure`` and
    ``under_figure`` count the citation that gives it, from 0, in its cell; all are empty in documents of before.
    ``interval_from`` says what the interval rests on; it is empty where there is none. ``text`` is the ratio for
    people, ``formula`` names the inputs in the order of the division, ``statement`` says which bounds went in.
    ``equivalence`` is the slug of the assumption under which unlike units were divided; empty for like ones.
    """

    over: str
    under: str
    over_what: str
    under_what: str
    over_figure: int | None
    under_figure: int | None
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    interval_from: tuple[IntervalFrom, ...]
    overlaps_one: bool
    formula: str
    statement: str
    equivalence: str


class RowPart(_Part):
    """One dimension across all sides; ``cells`` stand in the order of the sides.

    ``comparability`` is “not-judged” where an editor has said nothing, or the units say nothing because the row is
    text. ``ratios`` set every two sides against each other that can be, in the order of the sides; in documents of
    before, the first side alone. ``no_ratio`` says what stands against what where units are unlike; of more than two
    sides, ``pairs_without_ratio`` says of each two that have none why. ``names_boundaries``: its reason names the
    boundaries of figures across which it is divided.
    ``assumed_ratios`` are those that hold under an equivalence, which a reader must switch on first.
    """

    dimension: DimensionPart
    comparability: Comparability
    comparability_basis: ComparabilityBasis
    comparability_reason: str  # Markdown
    names_boundaries: bool = False
    note: str  # Markdown
    cells: tuple[StatementPart, ...]
    ratios: tuple[RatioPart, ...]
    no_ratio: str
    pairs_without_ratio: tuple[str, ...] = ()
    assumed_ratios: tuple[RatioPart, ...]


class EquivalencePart(_Part):
    """A declared exchange rate: one ``from_unit`` counts as ``factor`` of ``to_unit``, if the reader says so."""

    slug: str
    name: str
    from_unit: str
    to_unit: str
    factor: Decimal
    low: Decimal | None
    high: Decimal | None
    bound_kind: str
    used_by: str  # Markdown
    objections: str  # Markdown
    drafting: str
    citations: tuple[CitationPart, ...]


class SidePointsPart(_Part):
    """The chosen strengths and weaknesses of one side."""

    entity: str  # slug
    strengths: tuple[StatementPart, ...]
    weaknesses: tuple[StatementPart, ...]


class ReferencePart(_Part):
    """A work, numbered in order of first mention."""

    number: int
    work: Work


class SourceChecksPart(_Part):
    """Of how many sourced cells the support was held against its source, and how; ``unchecked``: not yet."""

    in_source: int
    in_abstract: int
    unchecked: int


class CoveragePart(_Part):
    """How much of the table rests on sources. ``quantitative`` counts cells on dimensions that are quantities."""

    cells: int
    sourced: int
    preprint_only: int
    quantitative: int
    quantitative_sourced: int
    source_checks: SourceChecksPart


class ComparisonDocument(_Part):
    """Everything that a comparison says, and nothing about its surroundings."""

    schema_version: Literal[3]
    slug: str
    category: CategoryPart
    title: str
    lede: str  # Markdown
    outlook: str  # Markdown
    drafting: str
    sides: tuple[SidePart, ...]
    rows: tuple[RowPart, ...]
    points: tuple[SidePointsPart, ...]  # in the order of the sides
    findings: tuple[StatementPart, ...]
    equivalences: tuple[EquivalencePart, ...]  # those under which a row has a ratio
    references: tuple[ReferencePart, ...]
    coverage: CoveragePart

    def statements(self) -> Iterator[StatementPart]:
        """Every statement in the order of the page."""
        for row in self.rows:
            yield from row.cells
        for side in self.points:
            yield from (*side.strengths, *side.weaknesses)
        yield from self.findings

    def as_json(self) -> Json:
        """The document as JSON values; decimals and dates become strings, so that no digit is lost."""
        return self.model_dump(mode="json")

    def content_hash(self) -> str:
        """What tells this document from any other that says something else."""
        return hash_of(self.as_json())


def hash_of(document: Json) -> str:
    """SHA-256 in hexadecimal over the JSON form with sorted keys and no white space, in UTF-8."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class UnreadableDocumentError(ValueError):
    """A stored document has a schema version for which no way to the present one is known."""


def read_document(stored: Json, *, upgrades: Mapping[int, Upgrade] = UPGRADES) -> ComparisonDocument:
    """The document kept in an edition, brought step by step to the present schema version.

    Raises UnreadableDocumentError when the version is newer than this code, or a step is missing.
    """
    current = stored
    while (version := current.get("schema_version")) != SCHEMA_VERSION:
        if not isinstance(version, int) or version not in upgrades:
            raise UnreadableDocumentError(f"Cannot read a document of schema version {version!r}.")
        current = upgrades[version](current)
    return ComparisonDocument.model_validate(current)
