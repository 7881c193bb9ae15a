"""The list of references: one number a source, in order of first mention."""

from collections.abc import Iterable, Mapping

from citations.works import Work, work_of
from comparisons.claim_facts import ClaimFacts
from comparisons.documents import CitationPart, ReferencePart
from comparisons.models import EquivalenceCitation


class ReferenceList:
    """Numbers sources as they are cited. Those of one claim come in the order in which it mentions them."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._works: list[Work] = []

    def cite(self, facts: ClaimFacts) -> tuple[CitationPart, ...]:
        """The citations of a claim as parts of the document; sources not seen before get the next number."""
        numbers = {place: self._number(key, work) for place, (key, work) in enumerate(facts.works, start=1)}
        if all(place == number for place, number in numbers.items()):
            return facts.citations
        return tuple(_numbered(citation, numbers) for citation in facts.citations)

    def cite_plainly(self, citations: Iterable[EquivalenceCitation]) -> tuple[CitationPart, ...]:
        """Citations that give no figure and no note: only the work, the place and the stance."""
        return tuple(
            CitationPart(
                reference=self._number(citation.source.pk, work_of(citation.source)),
                locator=citation.locator,
                stance=citation.stance,
                source_check="",
                source_checked_on=None,
                source_check_seen="",
                note="",
                figure=None,
                derivation=None,
            )
            for citation in citations
        )

    def parts(self) -> tuple[ReferencePart, ...]:
        """All works cited so far, by number."""
        return tuple(ReferencePart(number=number, work=work) for number, work in enumerate(self._works, start=1))

    def _number(self, key: int, work: Work) -> int:
        if key not in self._numbers:
            self._works.append(work)
            self._numbers[key] = len(self._works)
        return self._numbers[key]


def _numbered(citation: CitationPart, numbers: Mapping[int, int]) -> CitationPart:
    """The citation with the numbers that its works have in the document."""
    derivation = citation.derivation
    if derivation is not None:
        inputs = (each.model_copy(update={"reference": numbers[each.reference]}) for each in derivation.inputs)
        references = tuple(numbers[place] for place in derivation.references)
        derivation = derivation.model_copy(update={"inputs": tuple(inputs), "references": references})
    return citation.model_copy(update={"reference": numbers[citation.reference], "derivation": derivation})
