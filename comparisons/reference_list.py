"""The list of references: one number a source, in order of first mention."""

from collections.abc import Iterable

from citations.foundations import foundation_of
from citations.models import Citation, Derivation, DerivationInput, Source
from comparisons.documents import CitationPart, DerivationPart, InputPart, ReferencePart
from comparisons.facts import Facts
from comparisons.models import EquivalenceCitation


class ReferenceList:
    """Numbers sources as they are cited; ``facts`` makes the parts that documents share."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._numbers: dict[int, int] = {}
        self._sources: list[Source] = []

    def cite(self, citations: Iterable[Citation]) -> tuple[CitationPart, ...]:
        """The citations as parts of the document; sources not seen before get the next number."""
        return tuple(self._part(citation) for citation in citations)

    def cite_plainly(self, citations: Iterable[EquivalenceCitation]) -> tuple[CitationPart, ...]:
        """Citations that give no figure and no note: only the work, the place and the stance."""
        return tuple(
            CitationPart(
                reference=self._number(citation.source),
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
        return tuple(
            ReferencePart(number=number, work=self._facts.work(source))
            for number, source in enumerate(self._sources, start=1)
        )

    def _part(self, citation: Citation) -> CitationPart:
        foundation = foundation_of(citation)
        numbers = tuple(self._number(source) for source in foundation.sources)
        return CitationPart(
            reference=numbers[0],
            locator=citation.locator,
            stance=citation.stance,
            source_check=foundation.source_check,
            source_checked_on=citation.source_checked_on,
            source_check_seen=citation.source_check_seen,
            note=citation.note,
            figure=self._facts.figure(citation),
            derivation=self._derivation(citation.derivation, numbers) if citation.source_id is None else None,
        )

    def _derivation(self, derivation: Derivation, references: tuple[int, ...]) -> DerivationPart:
        inputs = [each for each in derivation.inputs.all() if self._facts.derivations.source_of(each) is not None]
        return DerivationPart(
            formula=derivation.formula,
            sentence=derivation.sentence,
            borrows=derivation.borrows,
            assumes=derivation.assumes,
            unfounded=derivation.unfounded,
            inputs=tuple(map(self._input, inputs)),
            references=references,
        )

    def _input(self, each: DerivationInput) -> InputPart:
        source = self._facts.derivations.source_of(each)
        if source is None:
            raise ValueError(f"{each} rests on nothing.")
        figure = each.figure or each  # the columns of a number are called like those of a figure
        return InputPart(
            name=each.name,
            claim=each.claim.public_id if each.claim else "",
            entity=each.claim.entity.name if each.claim else "",
            dimension=each.claim.dimension.name if each.claim and each.claim.dimension else "",
            text=figure.figure_text,
            value=figure.value,
            low=figure.low,
            high=figure.high,
            bound_kind=figure.bound_kind,
            sense=figure.sense,
            unit=figure.unit,
            reference=self._number(source),
            locator=figure.locator,
            sentence=self._facts.derivations.sentence_of(each),
        )

    def _number(self, source: Source) -> int:
        if source.pk not in self._numbers:
            self._sources.append(source)
            self._numbers[source.pk] = len(self._sources)
        return self._numbers[source.pk]
