"""What is said in support of one claim, as parts of a document that know no numbers of references yet.

Kept by this process under the version of the rows that it was made from (`fact_versions.py`): after an edit of one
claim those of all others are found again, on every page and in every comparison that shows them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from citations.foundations import foundation_of
from citations.models import Citation, Derivation, DerivationInput, Source
from citations.works import Work, work_of
from comparisons.derivations import Derivations
from comparisons.documents import CitationPart, DerivationPart, FigurePart, InputPart, Marker
from comparisons.evidence_quality import markers_of, missing_word
from comparisons.fact_versions import fact_versions
from core.kept_values import KeptValues
from entities.models import Claim

_MOST_BYTES = 4 << 20
# What parts take in memory, about: measuring each would take as long as making it.
_OF_A_CITATION, _OF_A_WORK = 6_000, 4_000


@dataclass(frozen=True)
class ClaimFacts:
    """``works`` are those cited, each with the key of its source, in order of first mention; a reference in
    ``citations`` is a place in it, from 1. ``review_due`` is the day from which something that its figures follow from
    counts as stale. A quantity must be warned of more than a text."""

    works: tuple[tuple[int, Work], ...] = ()
    citations: tuple[CitationPart, ...] = ()
    missing: str = ""
    review_due: date | None = None
    markers_of_a_text: tuple[Marker, ...] = ()
    markers_of_a_quantity: tuple[Marker, ...] = ()

    @property
    def bytes(self) -> int:
        """What it takes in memory, about."""
        notes = sum(len(citation.note) for citation in self.citations)
        return _OF_A_CITATION * len(self.citations) + _OF_A_WORK * len(self.works) + notes


_facts: KeptValues[ClaimFacts] = KeptValues(lambda it: it.bytes, most_bytes=_MOST_BYTES)


def forget_facts() -> None:
    """As in a process that has composed nothing yet."""
    _facts.clear()


@dataclass
class KnownFacts:
    """The facts of these claims: those found among what is kept, and in ``missing`` those claims whose facts are to be
    made. One query."""

    claims: Collection[Claim]
    found: dict[int, ClaimFacts] = field(default_factory=dict)
    _keys: dict[int, tuple[int, str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        versions = fact_versions({claim.pk for claim in self.claims}) if self.claims else {}
        for claim in self.claims:
            # Of the claim itself only this goes into its facts.
            key = self._keys[claim.pk] = (claim.pk, versions.get(claim.pk, ""), claim.missing)
            if (kept := _facts.find(key)) is not None:
                self.found[claim.pk] = kept

    @property
    def missing(self) -> list[Claim]:
        return list({claim.pk: claim for claim in self.claims if claim.pk not in self.found}.values())

    def learn(self, cited: Mapping[int, Sequence[Citation]], derivations: Derivations) -> None:
        """Make the facts of those that are missing from their citations, loaded with sources and derivations."""
        for claim in self.missing:
            made = self.found[claim.pk] = _made(claim, cited.get(claim.pk, ()), derivations)
            _facts.keep(self._keys[claim.pk], made)


def _made(claim: Claim, cited: Sequence[Citation], derivations: Derivations) -> ClaimFacts:
    founded = [each for each in cited if foundation_of(each).sources]  # others rest on nothing at all any more
    making = _Making(derivations)
    disputed = derivations.rest_on_disputed(cited)
    citations = tuple(map(making.citation, founded))
    return ClaimFacts(
        works=tuple((key, work_of(source)) for key, source in making.sources.items()),
        citations=citations,
        missing=missing_word(claim, founded) if claim.missing else "",
        review_due=derivations.earliest_review(None, founded),
        markers_of_a_text=markers_of(claim, cited, quantitative=False, rests_on_disputed=disputed),
        markers_of_a_quantity=markers_of(claim, cited, quantitative=True, rests_on_disputed=disputed),
    )


class _Making:
    """Makes the parts of one claim, and numbers its sources as they come."""

    def __init__(self, derivations: Derivations) -> None:
        self.sources: dict[int, Source] = {}
        self._derivations = derivations

    def citation(self, citation: Citation) -> CitationPart:
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
            figure=_figure(citation) if citation.figure_text else None,
            derivation=self._derivation(citation.derivation, numbers) if citation.source_id is None else None,
        )

    def _derivation(self, derivation: Derivation, references: tuple[int, ...]) -> DerivationPart:
        inputs = [each for each in derivation.inputs.all() if self._derivations.source_of(each) is not None]
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
        source = self._derivations.source_of(each)
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
            sentence=self._derivations.sentence_of(each),
        )

    def _number(self, source: Source) -> int:
        self.sources.setdefault(source.pk, source)
        return list(self.sources).index(source.pk) + 1


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
