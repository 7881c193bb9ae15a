"""Figures as marks of a plot: what each is called, what kind it is of, and whether the claim beside it asserts it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from comparisons.documents import CitationPart, FigurePart, ReferencePart, StatementPart
from entities.quantities import (
    QuantityError,
    UnitCompatibility,
    canonical,
    compare_units,
    unprefixed,
)

# More than any claim has figures: what borrows one, or is a concept, is an example of nothing more general.
A_GENERAL_THING = 1000
# Why a figure is told beside a missing value: it is of something else.
_BESIDE_MISSING = {"not-applicable": "not this quantity", "disputed": "disputed"}


@dataclass(frozen=True)
class Mark:
    """One figure. ``label`` names it and leads to ``href``; ``text`` is the figure as printed, in ``unit``.

    ``hue`` is that of its side or realm, by its number. ``doubt`` says in a word or two why nobody asserts the figure
    here, and is empty where somebody does. ``also`` names others that rest on the same measurement, which is drawn
    under the one of least ``generality``: how many figures its claim has, for a thing in general has many examples.
    ``borrowed_from`` is the particular thing whose figure a general one takes as its own. ``is_subject``: the page is
    about this one, and shows where it stands among others.
    """

    label: str
    text: str
    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    hue: int = 1
    href: str = ""
    sense: str = "="
    rank: str = "normal"
    kind: str = ""
    boundary: str = ""
    doubt: str = ""
    claim: str = ""
    work: str = ""
    scope: str = ""
    generality: int = 0
    borrowed_from: str = ""
    also: tuple[str, ...] = ()
    is_subject: bool = False

    def numbers(self) -> list[Decimal]:
        return [number for number in (self.value, self.low, self.high) if number is not None]

    @property
    def size(self) -> Decimal:
        """What it is sorted by: its value, else the middle of what it gives."""
        numbers = self.numbers()
        return self.value if self.value is not None else sum(numbers, Decimal(0)) / len(numbers)

    def in_unit(self, unit: str) -> "Mark":
        """The same in another unit of what it counts or measures; QuantityError if it is something else."""

        def converted(number: Decimal | None) -> Decimal | None:
            return None if number is None else canonical(number, self.unit, unit)

        low, value, high = converted(self.low), converted(self.value), converted(self.high)
        return replace(self, unit=unit, value=value, low=low, high=high)


def mark_of(
    citation: CitationPart, cell: StatementPart, references: Sequence[ReferencePart], *, label: str, hue: int, href: str
) -> Mark | None:
    """The figure of a citation as a mark; None if it gives none that can be drawn."""
    figure, derivation = citation.figure, citation.derivation
    borrows = derivation is not None and derivation.borrows
    if figure is None or (figure.value is None and figure.low is None and figure.high is None):
        return None
    return Mark(
        label=label,
        text=figure.text,
        unit=figure.unit,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        hue=hue,
        href=href,
        sense=figure.sense,
        rank=figure.rank,
        doubt=doubt_about(citation, cell, references),
        claim=cell.claim,
        work=references[citation.reference - 1].work.key,
        kind=figure.figure_kind,
        boundary=figure.boundary_name,
        scope=figure.scope,
        generality=len(cell.figures) + A_GENERAL_THING * borrows,
        borrowed_from=derivation.inputs[0].entity if derivation and borrows else "",
    )


def doubt_about(citation: CitationPart, cell: StatementPart, references: Sequence[ReferencePart]) -> str:
    """Why the claim does not assert the figure, in a word or two; empty where it does."""
    statuses = {references[number - 1].work.publication_status for number in citation.all_references}
    if "retracted" in statuses:
        return "retracted"
    if citation.derivation and citation.derivation.unfounded:
        return "no longer founded"
    if citation.is_unseen:
        return "second hand" if citation.source_check == "quoted" else "not seen"
    if cell.missing:
        return _BESIDE_MISSING.get(cell.missing, "other scope")
    if citation.stance == "disputes":
        return "speaks against it"
    if citation.stance == "context" and citation.figure is not None and citation.figure.rank != "deprecated":
        return "gives context"
    return ""


def source_name(reference: ReferencePart) -> str:
    """“Azevedo 2009”: who gives the figure, and when."""
    work = reference.work
    author = work.authors[0] if work.authors else None
    name = author.short if author else work.outlet or work.title
    return f"{name} {work.year or ''}".strip()


def once_each(marks: Iterable[Mark]) -> list[Mark]:
    """Every measurement once: under the particular thing that was measured, which names the general ones beside it."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (bool(mark.doubt), mark.generality)):
        place = next((at for at, other in enumerate(kept) if _is_same(mark, other)), None)
        if place is None:
            kept.append(mark)
        elif mark.label not in (kept[place].label, *kept[place].also):
            kept[place] = replace(kept[place], also=(*kept[place].also, mark.label))
    return kept


def _is_same(one: Mark, other: Mark) -> bool:
    """Whether both are one measurement: the same number of the same source.

    Two claims that give it, one in general and one in particular, may word its scope as they like; where one claim
    gives it twice, the scopes tell two measurements that happen to agree.
    """
    same_number = (one.work, one.unit, one.value, one.low, one.high) == (
        other.work,
        other.unit,
        other.value,
        other.low,
        other.high,
    )
    return same_number and (one.claim != other.claim or one.scope == other.scope)


def by_unit(marks: Sequence[Mark], preferred: str) -> Iterator[tuple[str, list[Mark]]]:
    """The marks of one kind of quantity at a time, in one unit each: ``preferred`` where it fits, else the first one's,
    without its prefix.

    What cannot be read as a quantity at all is left out.
    """
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        own = next((unit for unit in (*groups, preferred, mark.unit) if unit and _is_alike(mark.unit, unit)), None)
        if own is not None:
            own = unprefixed(own)
            groups.setdefault(own, []).append(mark.in_unit(own))
    # What most sides can be found on comes first.
    yield from sorted(groups.items(), key=lambda item: -len({mark.hue for mark in item[1]}))


def _is_alike(unit: str, other: str) -> bool:
    try:
        return compare_units(unit, other) is UnitCompatibility.SAME_COUNTED
    except QuantityError:
        return False


def headline_mark(
    cell: StatementPart, references: Sequence[ReferencePart], *, label: str, hue: int, href: str
) -> Mark | None:
    """The figure that stands for a claim; beside a missing value the first that is told there, as what it is."""
    citation = cell.headline_citation
    if citation is None and cell.missing:
        citation = next((found for found in cell.figures if _is_live(found.figure)), None)
    if citation is None:
        return None
    mark = mark_of(citation, cell, references, label=label, hue=hue, href=href)
    # Here every figure stands for its entity; which one was preferred is the claim's own affair.
    return replace(mark, rank="normal") if mark else None


def _is_live(figure: FigurePart | None) -> bool:
    return figure is not None and figure.rank != "deprecated"
