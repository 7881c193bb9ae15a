"""The list of references: one number a source, in order of first mention."""

from collections.abc import Iterable

from citations.models import Citation, Source
from comparisons.documents import AuthorPart, CitationPart, FigurePart, ReferencePart


class ReferenceList:
    """Numbers sources as they are cited."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._sources: list[Source] = []

    def cite(self, citations: Iterable[Citation]) -> tuple[CitationPart, ...]:
        """The citations as parts of the document; sources not seen before get the next number."""
        return tuple(self._part(citation) for citation in citations)

    def parts(self) -> tuple[ReferencePart, ...]:
        """All works cited so far, by number."""
        return tuple(reference_part(source, number) for number, source in enumerate(self._sources, start=1))

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
    return FigurePart(
        text=citation.figure_text,
        **{name: getattr(citation, name) for name in FigurePart.model_fields if name != "text"},
    )


def reference_part(source: Source, number: int) -> ReferencePart:
    """The source as a numbered reference. Its authors must be loaded."""
    return ReferencePart(
        number=number,
        authors=tuple(
            AuthorPart(family=author.family, given=author.given, organisation=author.organisation)
            for author in source.authorships.all()
        ),
        **{name: getattr(source, name) for name in ReferencePart.model_fields if name not in {"number", "authors"}},
    )
