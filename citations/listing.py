"""Sources as a numbered list under a page of claims."""

from collections.abc import Iterable

from django.db.models import Prefetch

from citations.models import Citation, Source
from entities.models import Claim
from entities.querysets import ClaimQuerySet


def with_shown_citations(claims: ClaimQuerySet) -> ClaimQuerySet:
    """The claims, each with ``shown_citations``: a list of its citations with sources and authors. Two queries."""
    return claims.prefetch_related(
        Prefetch("citations", queryset=Citation.objects.with_sources(), to_attr="shown_citations")
    )


def numbered_references(claims: Iterable[Claim]) -> list[Source]:
    """The sources that these claims cite, in order of first mention.

    The claims must come with ``shown_citations``, each with its source and the source's authors. Every source gets
    a ``number``, and every citation its source's as ``reference``.
    """
    sources: dict[int, Source] = {}
    for claim in claims:
        for citation in claim.shown_citations:  # type: ignore[attr-defined]
            source = sources.setdefault(citation.source_id, citation.source)
            source.number = list(sources).index(citation.source_id) + 1  # type: ignore[attr-defined]
            citation.reference = source.number  # type: ignore[attr-defined]
    return list(sources.values())
