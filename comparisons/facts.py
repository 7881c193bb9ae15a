"""The facts that documents rest on, loaded once for any number of selections.

    selections ──> claims (1 query) ──> versions of their facts (1) ──> citations (1) ──┐
                                           equivalences (1) ──> citations (1) ──────────┴──> sources (1) ──> authors (1)

Citations are loaded of those claims whose facts this process has not kept (`claim_facts.py`). Where a figure of theirs
follows from others there are four queries more: derivations, their inputs, the works and the claims behind them.
Neither the number of selections nor their size changes these numbers. Parts that several documents share are made once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from citations.models import Citation, FoundingSource, Source
from comparisons.claim_facts import ClaimFacts, KnownFacts
from comparisons.derivations import Derivations
from comparisons.models import Equivalence, EquivalenceCitation
from comparisons.ratios import KnownRatios
from comparisons.selecting import Selection
from entities.models import Claim


class Facts:
    """Everything in the tables that the documents of these selections may show. At most seven queries; one where the
    facts of all claims are kept, the claims loaded already and nothing is set against anything else."""

    def __init__(self, selections: Sequence[Selection]) -> None:
        self._attributes = _attributes(selections)
        chosen = [claim for selection in selections for claim in selection.points]
        known = KnownFacts([*self._attributes.values(), *chosen])
        cited = _citations(known.missing)
        # Assumptions are about two things.
        may_assume = any(selection.relates for selection in selections)
        self.equivalences: Sequence[Equivalence] = list(Equivalence.objects.for_composing()) if may_assume else []
        every = [citation for of_claim in cited.values() for citation in of_claim]
        derivations = Derivations([citation for citation in every if citation.source_id is None])
        _with_sources(every, self.equivalences, derivations)
        known.learn(cited, derivations)
        self._facts = known.found
        self.known_ratios: KnownRatios = {}

    def attribute(self, entity: int, dimension: int) -> Claim | None:
        """The published claim about an entity on a dimension (primary keys), if there is one."""
        return self._attributes.get((entity, dimension))

    def of(self, claim: Claim) -> ClaimFacts:
        """What is said in support of a claim of these selections."""
        return self._facts[claim.pk]


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
    if not ids:
        return cited
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
    keys = {each.source_id for each in every if each.source_id}
    sources = Source.objects.with_authors().in_bulk(keys) if keys else {}
    for each in every:
        if each.source_id:
            each.source = sources[each.source_id]
    derivations.know(sources)
