"""Texts of published claims that do not tell the figure that stands for them: nobody may save that."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from citations.headlines import text_asks_in_vain, why_text_misleads
from citations.models import Citation
from core.publishing_status import Status
from editing.save_errors import Objection, edit_url
from entities.models import Claim
from entities.quantities import HOW_TO_FOLLOW


def claims_of(things: Iterable[Model]) -> Iterator[int]:
    """The claims that these are, or belong to."""
    for thing in things:
        match thing:
            case Claim(pk=int(key)) | Citation(claim_id=int(key)):
                yield key


def objections_to_texts(claims: Iterable[int], *, taking: bool = False) -> list[Objection]:
    """One for each published claim among these whose text misleads, with a link to it. Two queries a claim, and one.

    With ``taking`` a text may ask for a figure that is no more: it says so, and a wrong number can always be pulled.
    """
    found = Claim.objects.filter(pk__in=set(claims), status=Status.PUBLISHED, dimension__value_kind="quantity")
    return [
        Objection(f"Claim {claim}: {said}. Mend one of the two, or {HOW_TO_FOLLOW}.", edit_url(Claim, claim.pk))
        for claim in found.exclude(text="").select_related("dimension").order_by("public_id")
        if (said := why_text_misleads(claim)) and not (taking and text_asks_in_vain(claim))
    ]
