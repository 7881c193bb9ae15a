"""The list of references: one number a source, in order of first mention."""

from collections.abc import Iterable

from citations.models import Citation, Source
from comparisons.documents import CitationPart, ReferencePart
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
        return CitationPart(
            reference=self._number(citation.source),
            locator=citation.locator,
            stance=citation.stance,
            source_check=citation.source_check,
            source_checked_on=citation.source_checked_on,
            source_check_seen=citation.source_check_seen,
            note=citation.note,
            figure=self._facts.figure(citation),
        )

    def _number(self, source: Source) -> int:
        if source.pk not in self._numbers:
            self._sources.append(source)
            self._numbers[source.pk] = len(self._sources)
        return self._numbers[source.pk]
