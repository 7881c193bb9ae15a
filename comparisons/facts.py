"""The facts that documents rest on, loaded once for any number of selections.

    selections ──> claims (1 query) ──> citations (1) ──┐
                   equivalences (1) ──> citations (1) ──┴──> sources (1) ──> authors (1)

Where a figure follows from others there are four more: derivations, their inputs, the works and the claims behind them.
Neither the number of selections nor their size changes these numbers. Parts that several documents share are made once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from citations.foundations import foundation_of
from citations.models import Citation, FoundingSource, Source
from citations.works import Work, work_of
from comparisons.derivations import Derivations
from comparisons.documents import FigurePart, Marker
from comparisons.evidence_quality import markers_of, missing_word
from comparisons.models import Equivalence, EquivalenceCitation
from comparisons.ratios import KnownRatios
from comparisons.selecting import Selection
from entities.models import Claim


class Facts:
    """Everything in the tables that the documents of these selections may show. At most six queries; three where the
    claims are loaded already and nothing is set against anything else."""

    def __init__(self, selections: Sequence[Selection]) -> None:
        self._attributes = _attributes(selections)
        chosen = [claim for selection in selections for claim in selection.points]
        self._citations = _citations([*self._attributes.values(), *chosen])
        # Assumptions are about two things.
        may_assume = any(selection.relates for selection in selections)
        self.equivalences: Sequence[Equivalence] = list(Equivalence.objects.for_composing()) if may_assume else []
        every = [citation for cited in self._citations.values() for citation in cited]
        self.derivations = Derivations([citation for citation in every if citation.source_id is None])
        _with_sources(every, self.equivalences, self.derivations)
        self.known_ratios: KnownRatios = {}
        self._figures: dict[int, FigurePart | None] = {}
        self._markers: dict[int, tuple[Marker, ...]] = {}
        self._works: dict[int, Work] = {}

    def attribute(self, entity: int, dimension: int) -> Claim | None:
        """The published claim about an entity on a dimension (primary keys), if there is one."""
        return self._attributes.get((entity, dimension))

    def citations(self, claim: Claim) -> Sequence[Citation]:
        """The citations of a claim in the editors' order; without figures that rest on nothing at all any more."""
        return [each for each in self._citations.get(claim.pk, ()) if foundation_of(each).sources]

    def markers(self, claim: Claim, *, quantitative: bool) -> tuple[Marker, ...]:
        if claim.pk not in self._markers:
            cited = self._citations.get(claim.pk, ())
            self._markers[claim.pk] = markers_of(
                claim, cited, quantitative=quantitative, rests_on_disputed=self.derivations.rest_on_disputed(cited)
            )
        return self._markers[claim.pk]

    def missing(self, claim: Claim) -> str:
        """Why the claim has no value; empty if it has one."""
        return missing_word(claim, self.citations(claim)) if claim.missing else ""

    def figure(self, citation: Citation) -> FigurePart | None:
        """The figure that a citation gives; None where it gives none."""
        if citation.pk not in self._figures:
            self._figures[citation.pk] = _figure(citation) if citation.figure_text else None
        return self._figures[citation.pk]

    def work(self, source: Source) -> Work:
        if source.pk not in self._works:
            self._works[source.pk] = work_of(source)
        return self._works[source.pk]


def _attributes(selections: Iterable[Selection]) -> dict[tuple[int, int], Claim]:
    """The published attribute claims of every side on every row of its own selection, by entity and dimension."""
    pairs = {
        (side.entity.pk, choice.dimension.pk)
        for selection in selections
        if selection.attributes is None
        for side in selection.sides
        for choice in selection.rows
    }
    claims: list[Claim] = [claim for selection in selections for claim in selection.attributes or ()]
    if pairs:
        claims += Claim.objects.published().where_they_meet(pairs)
    return {(claim.entity_id, claim.dimension_id): claim for claim in claims if claim.dimension_id is not None}


def _citations(claims: Iterable[Claim]) -> dict[int, list[Citation]]:
    cited: dict[int, list[Citation]] = defaultdict(list)
    ids = {claim.pk for claim in claims}
    stored = Citation.objects.filter(claim__in=ids).select_related("boundary")
    for citation in stored.order_by("claim_id", "position", "id"):
        cited[citation.claim_id].append(citation)
    return cited


def _with_sources(citations: Sequence[Citation], equivalences: Sequence[Equivalence], derivations: Derivations) -> None:
    """Give every citation, also of the equivalences, its source with its authors: one and the same for all of them.
    Likewise the works behind figures that follow from others."""
    every: list[Citation | EquivalenceCitation | FoundingSource] = [
        citation for citation in citations if citation.source_id is not None
    ]
    every += (citation for item in equivalences for citation in item.citations.all())
    every += derivations.founding_sources
    sources = Source.objects.with_authors().in_bulk({each.source_id for each in every if each.source_id})
    for each in every:
        if each.source_id:
            each.source = sources[each.source_id]
    derivations.know(sources)


def _figure(citation: Citation) -> FigurePart:
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
        boundary=citation.boundary.slug if citation.boundary else "",
        boundary_name=citation.boundary.name if citation.boundary else "",
        workload=citation.workload,
        figure_kind=citation.figure_kind,
        rival_group=citation.rival_group,
        rank=citation.rank,
        rank_reason=citation.rank_reason,
    )
