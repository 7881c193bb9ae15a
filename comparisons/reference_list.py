"""The list of references: one number a source, in order of first mention."""

from collections.abc import Iterable

from citations.models import Citation, Source
from citations.works import work_of
from comparisons.documents import CitationPart, FigurePart, ReferencePart
from comparisons.models import EquivalenceCitation


class ReferenceList:
    """Numbers sources as they are cited."""

    def __init__(self) -> None:
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
                second_hand=False,
                note="",
                figure=None,
            )
            for citation in citations
        )

    def parts(self) -> tuple[ReferencePart, ...]:
        """All works cited so far, by number."""
        return tuple(
            ReferencePart(number=number, work=work_of(source)) for number, source in enumerate(self._sources, start=1)
        )

    def _part(self, citation: Citation) -> CitationPart:
        return CitationPart(
            reference=self._number(citation.source),
            locator=citation.locator,
            stance=citation.stance,
            second_hand=citation.second_hand,
            note=citation.note,
            figure=figure_part(citation) if citation.figure_text else None,
        )

    def _number(self, source: Source) -> int:
        if source.pk not in self._numbers:
            self._sources.append(source)
            self._numbers[source.pk] = len(self._sources)
        return self._numbers[source.pk]


def figure_part(citation: Citation) -> FigurePart:
    """The figure that a citation gives, which must give one."""
    return FigurePart(
        text=citation.figure_text,
        value=citation.value,
        low=citation.low,
        high=citation.high,
        bound_kind=citation.bound_kind,
        sense=citation.sense,
        unit=citation.unit,
        canonical_value=citation.canonical_value,
        canonical_low=citation.canonical_low,
        canonical_high=citation.canonical_high,
        scope=citation.scope,
        conditions=citation.conditions,
        sample_size=citation.sample_size,
        method=citation.method,
        year=citation.year,
        rank=citation.rank,
        rank_reason=citation.rank_reason,
    )
