"""The parts of a document as a page shows them: codes become words, and a statement has its works beside it."""

from dataclasses import dataclass
from decimal import Decimal

from citations.models import PublicationStatus, SourceCheck, Stance, Tier
from citations.works import Work
from comparisons.documents import (
    CitationPart,
    EquivalencePart,
    FigurePart,
    InputPart,
    RatioPart,
    ReferencePart,
    RowPart,
    SidePart,
    StatementPart,
    figure_of,
)
from comparisons.models import Comparability
from comparisons.renderings.figure_summary import figures_in_words
from comparisons.renderings.interval_plot import IntervalPlot, row_plot
from comparisons.renderings.mentions import Mark, Mention, in_brackets
from comparisons.renderings.units import UnitChoice
from core.templatetags.words import host
from entities.models import EntityKind, Missing, Realm
from entities.quantities import BoundKind, QuantityError, plain_interval, pretty, unit_words

# What a reader must be warned of, in a word or two and in a sentence for the key under the table.
MARKERS: dict[str, tuple[str, str]] = {
    "retracted": ("retracted source", "A work that this rests on has been retracted."),
    "concern": ("expression of concern", "The publisher of a work that this rests on has warned about it."),
    "unfounded": (
        "no longer founded",
        "A figure that this follows from is gone, or is not published any more.",
    ),
    "unsourced": ("no source", "No acceptable source has been given yet."),
    "second-hand": ("second-hand", "The original was not seen, at most a work that repeats it."),
    "preprint-only": ("preprint only", "Every source is a preprint: none has passed peer review."),
    "disputed": ("disputed", "At least one source contradicts this."),
    "stale": ("due for review", "The review date has passed; the world may have moved on."),
}

# Why there is no value.
MISSING_WORDS: dict[str, str] = {**dict(Missing.choices), "reported": "reported, source not read"}

# What the units alone say of a row that no editor has judged.
BY_UNITS: dict[str, str] = {
    "equivalent": "Same unit",
    "analogous": "Different things counted",
    "not-comparable": "Different quantities",
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
class FormulaInput:
    """An input of a formula, with the work that gives its number."""

    part: InputPart
    reference: ReferencePart


@dataclass(frozen=True, slots=True)
class Evidence:
    """A citation as shown in full, with the work that it cites."""

    citation: CitationPart
    reference: ReferencePart
    converted: str  # the figure in the unit that the reader chose; empty if none was
    works: tuple[ReferencePart, ...]  # every one that it rests on; of a figure with a source only that
    inputs: tuple[FormulaInput, ...] = ()  # of a figure that follows from others

    @property
    def stance(self) -> str:
        """In words; empty for plain support, which needs none."""
        return "" if self.citation.stance == "supports" else Stance(self.citation.stance).label.lower()

    @property
    def source_check(self) -> str:
        """In words, with the day: “confirmed in the source on 26 November 2026”; empty if nobody has checked yet."""
        if not self.citation.source_check:
            return ""
        words = SourceCheck(self.citation.source_check).label
        day = self.citation.source_checked_on
        return f"{words} on {day.day} {day:%B %Y}" if day else words

    @property
    def plain(self) -> str:
        """The figure in signs that survive any copying, such as “1e-15 J”; empty if it gives none."""
        return plain_interval(figure_of(self.citation.figure)) if self.citation.figure else ""

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What is told of the figure, each by its name; empty if it gives none."""
        figure = self.citation.figure
        if figure is None:
            return ()
        told = (
            ("Plain", self.plain),
            ("Bounds", self.bounds),
            ("Scope", figure.scope),
            ("Boundary", figure.boundary_name if figure.boundary else ""),
            ("On what work", figure.workload),
            ("Kind", figure.figure_kind),
            ("Contradicted by", "other figures of this claim, of the same thing" if figure.rival_group else ""),
            ("Conditions", figure.conditions),
            ("Method", figure.method),
            ("Sample", f"n = {figure.sample_size:,}" if figure.sample_size else ""),
            ("Year", str(figure.year) if figure.year else ""),
            (f"Why {figure.rank}", figure.rank_reason),
        )
        return tuple((term, words) for term, words in told if words)

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

    def made_from(self) -> tuple[object, ...]:
        """What says it all: the citations of the evidence are those of the part."""
        shown = tuple((item.reference, item.converted, item.works, item.inputs) for item in self.evidence)
        return (self.part, self.column, self.mentions, self.markers, self.converted, shown)

    @property
    def marks(self) -> tuple[Mark, ...]:
        return in_brackets(self.mentions)

    @property
    def preview(self) -> str:
        """What the numbers lead to, each work in two lines."""
        return "\n\n".join(mark.mention.in_short for mark in self.marks)

    @property
    def missing(self) -> str:
        return MISSING_WORDS[self.part.missing] if self.part.missing else ""

    @property
    def summary(self) -> str:
        """What several figures amount to, in one sentence; empty for fewer than two."""
        return figures_in_words(self.part)

    @property
    def works(self) -> tuple[Work, ...]:
        """The works cited in support, each once."""
        found = {each.number: each.work for item in self.evidence if not item.stance for each in item.works}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with the names of its sides, and of the assumption under which it holds, if it needs one."""

    part: RatioPart
    over: str
    under: str
    assumption: str

    @property
    def size(self) -> Decimal:
        """How far it lies from one, by its value or else by the middle of its range, to tell the widest of a row."""
        low, high = self.part.low, self.part.high
        return self.part.value or ((low * high).sqrt() if low and high else low or high or Decimal(1))


@dataclass(frozen=True, slots=True)
class TableRow:
    part: RowPart
    cells: tuple[Statement, ...]
    references: tuple[ReferencePart, ...]  # all of the document's, by which a plot names its figures
    ratios: tuple[Ratio, ...]
    units: tuple[UnitChoice, ...]

    def made_from(self) -> tuple[object, ...]:
        """What says it all: of the document's references a row shows those that its cells cite."""
        return (self.part, self.cells, self.ratios, self.units)

    @property
    def plot(self) -> IntervalPlot | None:
        """All figures of the row on one axis; worked out when it is asked for, as not every page draws it."""
        return row_plot(self.part, [cell.column.side for cell in self.cells if cell.column], self.references)

    @property
    def main_ratios(self) -> tuple[Ratio, ...]:
        """The widest of the plain ratios, and of those under each assumption: those that the row itself shows.

        Editions of before, which set the first side against each other one, show them all, as they always did.
        """
        if any(ratio.part.over_figure is None for ratio in self.ratios):
            return self.ratios
        by_kind: dict[str, Ratio] = {}
        for ratio in self.ratios:
            kind = ratio.part.equivalence
            if kind not in by_kind or ratio.size > by_kind[kind].size:
                by_kind[kind] = ratio
        return tuple(by_kind.values())

    @property
    def has_chosen_unit(self) -> bool:
        """Whether the reader chose a unit, so that the panel opens with what it gives."""
        return any(choice.is_chosen and choice.unit for choice in self.units)

    @property
    def in_chosen_unit(self) -> str:
        """What each side amounts to in that unit: “Human brain ≈ 12 to 22 W; Frontier 22,800,000 W”; empty without."""
        shown = [f"{cell.column.label} {cell.converted}" for cell in self.cells if cell.converted and cell.column]
        return "; ".join(shown)

    @property
    def unit(self) -> str:
        """In words, in the plural; empty for text and for pure numbers."""
        dimension = self.part.dimension
        if dimension.value_kind != "quantity":
            return ""
        if dimension.unlike_units:
            return "units of each side’s own"
        try:
            return unit_words(dimension.unit)
        except QuantityError:
            return dimension.unit

    @property
    def comparability(self) -> str:
        """In words; empty where nobody has judged it."""
        if self.part.comparability == "not-judged":
            return ""
        if self.part.comparability_basis == "units":
            return BY_UNITS[self.part.comparability]
        return Comparability(self.part.comparability).label

    @property
    def figure_count(self) -> int:
        return sum(len(cell.part.figures) for cell in self.cells)

    @property
    def work_count(self) -> int:
        return len({work.number for cell in self.cells for item in cell.evidence for work in item.works})


@dataclass(frozen=True, slots=True)
class SidePoints:
    column: Column
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """An equivalence that a reader may switch on: ``href`` is the address that turns it over, ``results`` are the
    ratios that hold under it while it is on, each with the name of its row."""

    part: EquivalencePart
    is_on: bool
    href: str
    mentions: tuple[Mention, ...]
    results: tuple[tuple[str, Ratio], ...]

    @property
    def address(self) -> str:
        """``href`` without the place in the page, for who stays where they are."""
        return self.href.partition("#")[0]

    @property
    def marks(self) -> tuple[Mark, ...]:
        return in_brackets(self.mentions)

    @property
    def preview(self) -> str:
        """What the numbers lead to, each work in two lines."""
        return "\n\n".join(mark.mention.in_short for mark in self.marks)

    @property
    def rate(self) -> str:
        """In words: “1 synapse ≙ 1 (0.2 to 2.4) parameters”."""
        spread = f" ({self.part.low:f} to {self.part.high:f})" if self.part.low and self.part.high else ""
        into = unit_words(self.part.to_unit, self.part.factor if not spread else None)
        return f"1 {unit_words(self.part.from_unit, Decimal(1))} ≙ {self.part.factor:f}{spread} {into}"


@dataclass(frozen=True, slots=True)
class MarkerMeaning:
    """A marker that stands somewhere on the page, for the key under the table."""

    code: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NumberedReference:
    part: ReferencePart
    mentions: tuple[Mention, ...]

    @property
    def tier(self) -> str:
        return Tier(self.part.work.tier).label

    @property
    def imprint(self) -> str:
        """Where in its outlet it stands: “513, 532-541”; empty where nothing is known of that."""
        work = self.part.work
        return ", ".join(filter(None, (work.volume, work.pages or work.number)))

    @property
    def found(self) -> tuple[str, str] | None:
        """The address where it is found, and what that is called; None for a work without one."""
        work = self.part.work
        if work.doi:
            return f"https://doi.org/{work.doi}", f"doi:{work.doi}"
        if work.arxiv:
            return f"https://arxiv.org/abs/{work.arxiv}", f"arXiv:{work.arxiv}"
        if work.url:
            return work.url, host(work.url)
        return (f"https://pubmed.ncbi.nlm.nih.gov/{work.pmid}/", f"PMID {work.pmid}") if work.pmid else None

    @property
    def status(self) -> str:
        """The publication status in words, where it is one that a reader must know."""
        if self.part.work.publication_status in {PublicationStatus.OK, PublicationStatus.UNCHECKED}:
            return ""
        return PublicationStatus(self.part.work.publication_status).label


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
