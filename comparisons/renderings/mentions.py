"""Where a document cites its references, and the way back: every mention gets an anchor, by one pass over it.

The document knows which reference a statement cites. A page also needs, for each reference, the places where it is
cited, in the order in which a reader meets them; and at each place what of the work is cited there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citations.models import Tier
from citations.templatetags.authors import short_authors
from citations.works import Work
from comparisons.documents import CitationPart, ComparisonDocument

_TIERS: Mapping[str, str] = dict(Tier.choices)

# Which statement of the document: what it is, and its places in the tuples of the document, outermost first.
type Place = tuple[str, *tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a reference is cited. ``place`` says in words where that is, ``cited`` what of the work is cited
    there: figures as printed, with their places in the work."""

    number: int
    anchor: str
    place: str
    work: Work
    cited: tuple[str, ...]

    @property
    def in_short(self) -> str:
        """What is seen before the list of references is looked at: “7 Azevedo et al. 2009. Equal numbers of …” in one
        line, in the next what is cited of it, its tier and where it is found."""
        work = self.work
        by = f"{short_authors(work)} {work.year or ''}".strip()
        found = f"doi:{work.doi}" if work.doi else ""
        return f"{self.number} {by}. {work.title}\n{', '.join(filter(None, (*self.cited, _TIERS[work.tier], found)))}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention within the brackets behind a statement: “[1, 3-5]”. ``before`` is what stands before its number; in the
    middle of a run of numbers a mark has none, and is only where the way back leads."""

    mention: Mention
    before: str
    is_shown: bool


type Mentions = Mapping[Place, tuple[Mention, ...]]


def mentions_of(document: ComparisonDocument) -> Mentions:
    """One mention for every work cited at a place, for every place; ``cited-7-2`` is the second of reference 7."""
    works = {reference.number: reference.work for reference in document.references}
    seen: Counter[int] = Counter()
    found: dict[Place, tuple[Mention, ...]] = {}
    for place, words, citations in _places(document):
        cited: dict[int, list[str]] = {}
        for citation in citations:
            for number in citation.all_references:
                cited.setdefault(number, []).append(_what(citation))
        seen.update(cited.keys())
        found[place] = tuple(
            Mention(number, f"cited-{number}-{seen[number]}", words, works[number], tuple(filter(None, what)))
            for number, what in cited.items()
        )
    return found


def by_reference(mentions: Mentions) -> Mapping[int, tuple[Mention, ...]]:
    """The mentions of each reference, by its number, in the order of the page."""
    found: dict[int, list[Mention]] = {}
    for at_one_place in mentions.values():
        for mention in at_one_place:
            found.setdefault(mention.number, []).append(mention)
    return {number: tuple(of_one) for number, of_one in found.items()}


def in_brackets(mentions: Sequence[Mention]) -> tuple[Mark, ...]:
    """The mentions in the order of their numbers; three and more that follow each other become first and last."""
    ordered = sorted(mentions, key=lambda mention: mention.number)
    numbers = {mention.number for mention in ordered}
    marks: list[Mark] = []
    for mention in ordered:
        in_a_run = {mention.number - 1, mention.number + 1} <= numbers
        after_one = marks and not marks[-1].is_shown
        marks.append(Mark(mention, ("" if in_a_run else "-" if after_one else ", ") if marks else "", not in_a_run))
    return tuple(marks)


def _what(citation: CitationPart) -> str:
    """The figure of a citation and its place in the work; of one that follows from others, how it does."""
    derivation, locator = citation.derivation, citation.locator
    if derivation is not None and not derivation.borrows:
        return derivation.sentence
    if derivation is not None and derivation.inputs:
        locator = derivation.inputs[0].locator
    return ", ".join(filter(None, (citation.figure.text if citation.figure else "", locator)))


def _places(document: ComparisonDocument) -> Iterator[tuple[Place, str, Sequence[CitationPart]]]:
    """Whatever cites something, in the order of the page."""
    labels = [side.label for side in document.sides]
    for at_row, row in enumerate(document.rows):
        for at_side, cell in enumerate(row.cells):
            yield ("cell", at_row, at_side), f"{row.dimension.name}, {labels[at_side]}", cell.citations
    for kind, heading in (("strengths", "Strengths"), ("weaknesses", "Weaknesses")):
        for at_side, side in enumerate(document.points):
            for at, point in enumerate(side.strengths if kind == "strengths" else side.weaknesses):
                yield (kind, at_side, at), f"{heading}, {labels[at_side]}", point.citations
    for at, finding in enumerate(document.findings):
        yield ("finding", at), "Scientific evidence", finding.citations
    for at, equivalence in enumerate(document.equivalences):
        yield ("assumption", at), f"Assumption: {equivalence.name}", equivalence.citations
