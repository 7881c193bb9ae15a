"""What follows from a save for figures that follow from others: worked out again, in the transaction of the save."""

from collections.abc import Iterable, Iterator

from django.db.models import Model, Q

from citations.models import Citation, Derivation
from citations.recalculating import DerivationError, Recalculation, recalculate
from core.publishing_status import Status
from editing.save_errors import Objection, SaveRefusedError, edit_url
from entities.models import Claim, Dimension, Entity


def claims_behind(things: Iterable[Model]) -> set[int]:
    """The claims whose figures these are or may be; ask before a save or a deletion as well as after it."""
    found: set[int] = set()
    for thing in things:
        match thing:
            case Claim(pk=int(key)):
                found.add(key)
            case Citation(pk=int(key)):
                found |= set(Claim.objects.filter(citations=key).values_list("pk", flat=True))
            case Entity() | Dimension() if thing.pk:
                whose = Q(entity=thing) if isinstance(thing, Entity) else Q(dimension=thing)
                named = Claim.objects.filter(whose, inputs_of_others__isnull=False)
                found |= set(named.values_list("pk", flat=True))
    return found


def work_out_again(claims: Iterable[int], things: Iterable[Model] = ()) -> Recalculation:
    """Bring up to date what follows from figures of these claims, and of ``things`` what follows from others.

    Raises SaveRefusedError where one does not follow any more, with a link to its claim.
    """
    own = Q(pk__in=())
    for thing in things:
        match thing:
            case Claim():
                own |= Q(citation__claim=thing)
            case Citation():
                own |= Q(citation=thing)
            case Dimension():
                own |= Q(citation__claim__dimension=thing)
    derivations = list(Derivation.objects.filter(own).values_list("pk", flat=True)) if own.children else []
    try:
        return recalculate(claims=set(claims), derivations=derivations)
    except DerivationError as error:
        raise SaveRefusedError([Objection(str(error), edit_url(Claim, error.citation.claim_id))]) from error


def lost_figures(done: Recalculation) -> Iterator[str]:
    """One sentence for each figure of a claim that readers see that rests on something no more."""
    for derivation in done.lost:
        claim = derivation.citation.claim
        if claim.status == Status.PUBLISHED:
            yield (
                f"Claim {claim} rests on this: its figure “{derivation.citation.figure_text}” will be marked "
                f"“no longer founded”. {derivation.unfounded}"
            )
