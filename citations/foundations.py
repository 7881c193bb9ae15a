"""What a citation rests on at last: its source, or the works behind the figure that follows from others."""

from collections.abc import Iterable
from dataclasses import dataclass

from citations.models import Citation, Source, SourceCheck

_WEAKEST_FIRST = (SourceCheck.NOT_SEEN, SourceCheck.QUOTED, "", SourceCheck.IN_ABSTRACT, SourceCheck.IN_SOURCE)


def weakest(checks: Iterable[str]) -> str:
    """The source check that founds least; nobody has checked what rests on nothing."""
    return min(checks, key=[str(check) for check in _WEAKEST_FIRST].index, default="")


@dataclass(frozen=True)
class Foundation:
    """``source_check`` is how it was held against its source, or the weakest of what it rests on. ``is_founded`` is
    False where something that it followed from is gone, or is not public any more."""

    sources: tuple[Source, ...]
    source_check: str  # the weakest
    is_founded: bool = True


def check_of(citation: Citation) -> str:
    """How its figure was held against its source, or the weakest of what it rests on. One query where the derivation
    is not loaded."""
    if citation.source_id is not None:
        return citation.source_check
    derivation = citation.derivation
    return weakest([citation.source_check or derivation.source_check, derivation.source_check])


def foundation_of(citation: Citation) -> Foundation:
    """One query for the derivation and one for its works, where they are not loaded; none for what has a source."""
    if (source := citation.source) is not None:
        return Foundation((source,), citation.source_check)
    derivation = citation.derivation
    sources = tuple(each.source for each in derivation.founding_sources.all())
    return Foundation(sources, check_of(citation), is_founded=not derivation.unfounded and bool(sources))
