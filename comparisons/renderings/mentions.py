"""Where a document cites its references, and the way back: every mention gets an anchor, by one pass over it.

The document knows which reference a statement cites. A page also needs, for each reference, the places where it is
cited, in the order in which a reader meets them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comparisons.documents import CitationPart, ComparisonDocument

# Which statement of the document: what it is, and its places in the tuples of the document, outermost first.
type Place = tuple[str, *tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a reference is cited. ``place`` says in words where that is."""

    number: int
    anchor: str
    place: str


type Mentions = Mapping[Place, tuple[Mention, ...]]


def mentions_of(document: ComparisonDocument) -> Mentions:
    """One mention for every work cited at a place, for every place; ``cited-7-2`` is the second of reference 7."""
    seen: Counter[int] = Counter()
    found: dict[Place, tuple[Mention, ...]] = {}
    for place, words, citations in _places(document):
        numbers = tuple(dict.fromkeys(number for citation in citations for number in citation.all_references))
        seen.update(numbers)
        found[place] = tuple(Mention(number, f"cited-{number}-{seen[number]}", words) for number in numbers)
    return found


def by_reference(mentions: Mentions) -> Mapping[int, tuple[Mention, ...]]:
    """The mentions of each reference, by its number, in the order of the page."""
    found: dict[int, list[Mention]] = {}
    for at_one_place in mentions.values():
        for mention in at_one_place:
            found.setdefault(mention.number, []).append(mention)
    return {number: tuple(of_one) for number, of_one in found.items()}


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
