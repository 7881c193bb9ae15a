"""Working out again what follows from other figures, in the order in which it follows.

    what changed ──> the claims whose figures rest on it ──> locked ──> inputs read ──> figures, one after the other
                                                                                └──> what each rests on at last

Whoever changes an input calls `recalculate()` in the same transaction: a figure that was worked out from others is
never seen beside others than these. Whoever changes inputs of the same figure waits at the lock, and then reads what
the other one has written: what depends is locked first, and only then are the inputs read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from django.db import transaction
from django.db.models import Q

from citations.deriving import derived_figure, is_borrowing
from citations.figure_fields import CIRCUMSTANCES, figure_of, set_figure
from citations.foundations import weakest
from citations.headlines import standing_for
from citations.models import Citation, Derivation, DerivationInput, FoundingClaim, FoundingSource
from core.publishing_status import Status
from entities.models import Claim
from entities.quantities import ParsedFigure, QuantityError, stored_figure

# The columns behind the circumstances; a boundary is known by its key.
_PARTICULARS = tuple("boundary_id" if name == "boundary" else name for name in CIRCUMSTANCES)
_FIGURE = (
    *("figure_text", "value", "low", "high", "bound_kind", "sense", "unit"),
    *("canonical_value", "canonical_low", "canonical_high"),
    *_PARTICULARS,
)
_OF_DERIVATION = ("sentence", "unfounded", "source_check")


class DerivationError(QuantityError):
    """A figure cannot be worked out from what it now rests on; ``citation`` is the one that cannot."""

    def __init__(self, citation: Citation, message: str) -> None:
        self.citation = citation
        super().__init__(message)


class CircleError(DerivationError):
    """A figure would rest on itself; the message names the circle."""


@dataclass
class Recalculation:
    """What came of it: ``claims`` have figures that changed or became unfounded, or rest on other works now."""

    claims: set[int] = field(default_factory=set)
    lost: list[Derivation] = field(default_factory=list)  # rest on something no more, and did before


def resting_on(claims: Iterable[int]) -> set[int]:
    """The claims with figures that are worked out from figures of these, through however many others; without these.

    One query for each step that the longest way has, one where nothing rests on them.
    """
    begun = set(claims)
    found: set[int] = set()
    latest = begun
    while latest:
        above = DerivationInput.objects.filter(claim__in=latest).order_by()
        latest = set(above.values_list("derivation__citation__claim", flat=True).distinct()) - found
        found |= latest
    return found


def lock_what_depends(claims: Iterable[int], inputs: Iterable[int] = ()) -> set[int]:
    """Lock these claims, all that rest on them, and the ``inputs``, in one order for everybody; the claims that rest.

    Others may have made more depend on them while this waited: then those are locked too. The lock is the one that
    saving a claim takes.
    """
    named = set(claims)
    locked: set[int] = set()
    while True:
        depending = resting_on(named)
        wanted = {*named, *depending, *inputs}
        if wanted <= locked:
            return depending
        rows = Claim.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
        list(rows.values_list("pk"))
        locked |= wanted


@transaction.atomic
def recalculate(*, claims: Collection[int] = (), derivations: Collection[int] = ()) -> Recalculation:
    """Bring up to date all that rests on figures of these ``claims``, these ``derivations``, and what rests on those.

    Nothing is written where nothing changes; then it costs one query. Raises DerivationError where a figure does not
    follow any more (its units do not fit), and CircleError where one would rest on itself.
    """
    given = Derivation.objects.filter(pk__in=derivations).order_by()
    own = set(given.values_list("citation__claim", flat=True)) if derivations else set()
    begun = {*claims, *own}
    depending = resting_on(begun)
    if not depending and not own:
        return Recalculation()
    needed = DerivationInput.objects.filter(derivation__citation__claim__in=depending | own, claim__isnull=False)
    depending = lock_what_depends(begun, needed.order_by().values_list("claim", flat=True))
    return _Recalculator(depending | own, derivations).run()


class _Recalculator:
    def __init__(self, claims: set[int], derivations: Collection[int]) -> None:
        wanted = Q(citation__claim__in=claims)
        found = Derivation.objects.filter(wanted).select_related("citation__claim__dimension")
        self._derivations = list(found.prefetch_related("inputs").order_by("pk"))
        ids = {each.claim_id for derivation in self._derivations for each in derivation.inputs.all() if each.claim_id}
        loaded = Claim.objects.filter(pk__in=ids).select_related("entity", "dimension")
        self._claims: dict[int, Claim] = {claim.pk: claim for claim in loaded}
        self._own = {derivation.citation_id: derivation for derivation in self._derivations}
        self._citations: dict[int, list[Citation]] = defaultdict(list)
        for citation in Citation.objects.filter(claim__in=ids).order_by("position", "pk"):
            # One object a row, so that what is worked out first is what the next one reads.
            own = self._own.get(citation.pk)
            self._citations[citation.claim_id].append(own.citation if own else citation)
        self._founded = _foundations([*self._derivations, *self._of_others()])

    def _of_others(self) -> list[Derivation]:
        """Derivations that stay as they are, whose figures go into those that are worked out."""
        known = set(self._own)
        keys = {each.pk for cited in self._citations.values() for each in cited if each.source_id is None} - known
        others = list(Derivation.objects.filter(citation__in=keys)) if keys else []
        self._others = {derivation.citation_id: derivation for derivation in others}
        return others

    def run(self) -> Recalculation:
        done = Recalculation()
        for derivation in self._in_order():
            was_founded = not derivation.unfounded
            if self._work_out(derivation):
                done.claims.add(derivation.citation.claim_id)
                if derivation.unfounded and was_founded:
                    done.lost.append(derivation)
        return done

    def _in_order(self) -> list[Derivation]:
        by_claim: dict[int, list[Derivation]] = defaultdict(list)
        below: dict[int, set[int]] = defaultdict(set)
        for derivation in self._derivations:
            claim = derivation.citation.claim_id
            by_claim[claim].append(derivation)
            below[claim] |= {each.claim_id for each in derivation.inputs.all() if each.claim_id}
        try:
            order = list(TopologicalSorter(below).static_order())
        except CycleError as error:
            circle = error.args[1]
            names = dict(Claim.objects.filter(pk__in=circle).values_list("pk", "public_id"))
            way = " → ".join(names[key] for key in reversed(circle))
            first = next(each for key in circle for each in by_claim[key])
            raise CircleError(first.citation, f"A figure would rest on itself: {way}.") from None
        return [derivation for claim in order for derivation in by_claim.get(claim, ())]

    def _work_out(self, derivation: Derivation) -> bool:
        """Whether anything about it changed."""
        citation = derivation.citation
        before = [getattr(citation, name) for name in _FIGURE], [getattr(derivation, name) for name in _OF_DERIVATION]
        inputs = list(derivation.inputs.all())
        lost = [why for each in inputs if (why := self._resolve(each))]
        derivation.unfounded = " ".join(lost)[:300]
        figures = {each.name: figure for each in inputs if (figure := self._figure(each)) is not None}
        if len(figures) == len(inputs):
            self._set_figure(derivation, inputs, figures)
        used = [each.figure for each in inputs if each.figure is not None]
        through = [other for each in used if (other := self._own.get(each.pk) or self._others.get(each.pk))]
        checks = [*(each.source_check for each in used if each.source_id), *(other.source_check for other in through)]
        checks += ["" for each in inputs if each.claim_id is None]
        derivation.source_check = weakest(checks)
        derivation.unfounded = derivation.unfounded or " ".join(other.unfounded for other in through)[:300]
        after = [getattr(citation, name) for name in _FIGURE], [getattr(derivation, name) for name in _OF_DERIVATION]
        # The derivation first: where the claim stands on its dimension depends on it, and the citation's trigger says.
        if before[1] != after[1]:
            derivation.save(update_fields=_OF_DERIVATION)
        if before != after or _digits(before[0]) != _digits(after[0]):
            citation.save(update_fields=[name.removesuffix("_id") for name in _FIGURE])
        founded = self._found(derivation, inputs)
        return founded or before != after

    def _set_figure(
        self, derivation: Derivation, inputs: Sequence[DerivationInput], figures: Mapping[str, ParsedFigure]
    ) -> None:
        citation = derivation.citation
        dimension = citation.claim.dimension
        try:
            worked_out = derived_figure(
                derivation.formula,
                figures,
                unit=derivation.wanted_unit or (dimension.unit if dimension else ""),
                digits=derivation.digits,
                exact={each.name for each in inputs if each.exact},
                identities={each.name: f"figure {each.figure_id}" for each in inputs if each.figure_id},
            )
            set_figure(citation, worked_out.figure)
        except QuantityError as error:
            raise DerivationError(citation, f"{citation.claim}: {error}") from error
        derivation.sentence = worked_out.sentence
        if is_borrowing(derivation.formula, figures):
            (only,) = inputs
            if only.figure is not None:
                for name in _PARTICULARS:
                    setattr(citation, name, getattr(only.figure, name))

    def _resolve(self, each: DerivationInput) -> str:
        """Let the input point at the figure that it means now. Why there is none that readers may rely on, or ""."""
        if each.claim_id is None:
            return ""
        claim, cited = self._claims[each.claim_id], self._citations[each.claim_id]
        if each.particular:
            figure = next((citation for citation in cited if citation.pk == each.figure_id), None)
        else:
            figure = standing_for(cited)
        if figure is None or not figure.figure_text:
            if each.figure_id is not None:
                each.figure = None
                each.save(update_fields=["figure"])
            what = "The figure used here has gone from" if each.particular else "No figure stands for"
            return f"{what} “{claim}”."
        if each.figure_id != figure.pk:
            each.figure = figure
            each.save(update_fields=["figure"])
        each.figure = figure
        return "" if _is_public(claim) else f"“{claim}” is not published."

    def _figure(self, each: DerivationInput) -> ParsedFigure | None:
        if each.claim_id is not None:
            return figure_of(each.figure) if each.figure is not None else None
        return number_of(each)

    def _found(self, derivation: Derivation, inputs: Sequence[DerivationInput]) -> bool:
        """Write down what it rests on at last; whether that is something else than before."""
        sources: dict[int, None] = {}
        claims: dict[int, None] = {}
        for each in inputs:
            if each.source_id:
                sources[each.source_id] = None
            if each.claim_id:
                claims[each.claim_id] = None
            if each.figure is not None and each.figure.source_id:
                sources[each.figure.source_id] = None
            elif each.figure is not None:
                further = self._own.get(each.figure.pk) or self._others.get(each.figure.pk)
                if further is not None:
                    below = self._founded[further.pk]
                    sources |= dict.fromkeys(below[0])
                    claims |= dict.fromkeys(below[1])
        found = list(sources), sorted(claims)
        before = self._founded[derivation.pk]
        if found == before:
            return False
        self._founded[derivation.pk] = found
        if found[0] != before[0]:
            FoundingSource.objects.filter(derivation=derivation).delete()
            FoundingSource.objects.bulk_create(
                FoundingSource(derivation=derivation, source_id=key, position=place)
                for place, key in enumerate(found[0], start=1)
            )
        if found[1] != before[1]:
            FoundingClaim.objects.filter(derivation=derivation).delete()
            FoundingClaim.objects.bulk_create(FoundingClaim(derivation=derivation, claim_id=key) for key in found[1])
        return True


def number_of(each: DerivationInput) -> ParsedFigure:
    """The printed number of an input."""
    return stored_figure(
        text=each.figure_text,
        value=each.value,
        low=each.low,
        high=each.high,
        unit=each.unit,
        bound_kind=each.bound_kind,
        sense=each.sense,
    )


def _foundations(derivations: Iterable[Derivation]) -> dict[int, tuple[list[int], list[int]]]:
    """What each rests on as written down: works in their order, claims by key. Two queries."""
    found: dict[int, tuple[list[int], list[int]]] = {derivation.pk: ([], []) for derivation in derivations}
    for key, source in (
        FoundingSource.objects.filter(derivation__in=found).order_by("position").values_list("derivation", "source")
    ):
        found[key][0].append(source)
    for key, claim in (
        FoundingClaim.objects.filter(derivation__in=found).order_by("claim").values_list("derivation", "claim")
    ):
        found[key][1].append(claim)
    return found


def _is_public(claim: Claim) -> bool:
    """As `entities.querysets.of_public_claims` has it."""
    things = [claim, claim.entity, *([claim.dimension] if claim.dimension else [])]
    return all(thing.status == Status.PUBLISHED for thing in things)


def _digits(values: Iterable[object]) -> list[str]:
    """As written: 20 and 20.0 are the same number, but not the same figure."""
    return [format(value, "f") if isinstance(value, Decimal) else str(value) for value in values]
