"""What documents say of figures that follow from others, loaded once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from citations.models import (
    Citation,
    Derivation,
    DerivationInput,
    FoundingClaim,
    FoundingSource,
    PublicationStatus,
    Source,
    Stance,
)
from entities.models import Claim, Dimension


class Derivations:
    """The derivations of these citations, which have no source. At most five queries; none where there are none."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self.founding_sources: list[FoundingSource] = []
        self._claims: dict[int, list[Claim]] = defaultdict(list)
        self._sources: Mapping[int, Source] = {}
        # Of a citation that follows from others itself:
        self._first_source: dict[int, int] = {}
        self._sentences: dict[int, str] = {}
        if not citations:
            return
        inputs = DerivationInput.objects.select_related("claim__entity", "claim__dimension", "figure")
        founding = FoundingSource.objects.order_by("position", "pk")
        found = Derivation.objects.filter(citation__in=[citation.pk for citation in citations]).prefetch_related(
            Prefetch("inputs", inputs.order_by("position", "pk")), Prefetch("founding_sources", founding)
        )
        by_citation = {derivation.citation_id: derivation for derivation in found}
        for citation in citations:
            citation.derivation = by_citation[citation.pk]
            self.founding_sources += citation.derivation.founding_sources.all()
        self._learn_claims(by_citation.values())
        self._learn_first_sources(by_citation.values())

    def _learn_claims(self, derivations: Iterable[Derivation]) -> None:
        """All that they rest on, each with ``is_disputed``."""
        objections = Citation.objects.filter(claim=OuterRef("claim"), stance=Stance.DISPUTES)
        still_stand = objections.exclude(source__publication_status=PublicationStatus.RETRACTED)
        rests = FoundingClaim.objects.filter(derivation__in=[derivation.pk for derivation in derivations])
        rests = rests.select_related("claim__dimension").annotate(is_disputed=Exists(still_stand))
        for founding in rests:
            claim: Any = founding.claim
            claim.is_disputed = founding.is_disputed
            self._claims[founding.derivation_id].append(claim)

    def _learn_first_sources(self, derivations: Iterable[Derivation]) -> None:
        inner = {
            each.figure_id
            for derivation in derivations
            for each in derivation.inputs.all()
            if each.figure is not None and each.figure.source_id is None
        }
        if inner:
            rows = FoundingSource.objects.filter(derivation__citation__in=inner).order_by("-position", "-pk")
            for citation, source, sentence in rows.values_list(
                "derivation__citation", "source", "derivation__sentence"
            ):
                self._first_source[citation], self._sentences[citation] = source, sentence

    def know(self, sources: Mapping[int, Source]) -> None:
        """Learn the works, each with its authors, which are loaded with all the others."""
        self._sources = sources

    def source_of(self, each: DerivationInput) -> Source | None:
        """The work that gives the figure or the number of an input; None where there is none any more."""
        if each.figure is not None:
            key = each.figure.source_id or self._first_source.get(each.figure.pk)
        else:
            key = each.source_id
        return self._sources.get(key) if key else None

    def sentence_of(self, each: DerivationInput) -> str:
        """How the figure of an input follows from others itself; empty where it does not."""
        return self._sentences.get(each.figure.pk, "") if each.figure is not None else ""

    def rest_on_disputed(self, citations: Iterable[Citation]) -> bool:
        """Whether a supporting figure among these follows from a claim that a source speaks against."""
        return any(claim.is_disputed for claim in self._behind(citations))

    def earliest_review(self, own: date | None, citations: Iterable[Citation]) -> date | None:
        """The day from which a claim counts as stale: its own, or that of a claim from which its figures follow."""
        others = (review_due(claim, claim.dimension) for claim in self._behind(citations))
        return min((day for day in (own, *others) if day is not None), default=None)

    def _behind(self, citations: Iterable[Citation]) -> Iterable[Any]:
        for citation in citations:
            if citation.source_id is None and citation.stance == Stance.SUPPORTS:
                yield from self._claims[citation.derivation.pk]


def review_due(claim: Claim, dimension: Dimension | None) -> date | None:
    """The day on which the dimension's review interval is over, counted from the claim's as-of date."""
    if claim.as_of is None or dimension is None or dimension.review_interval_months is None:
        return None
    months = claim.as_of.month - 1 + dimension.review_interval_months
    # Day 28 exists in every month, and a review is not due to the day.
    return date(claim.as_of.year + months // 12, months % 12 + 1, min(claim.as_of.day, 28))
