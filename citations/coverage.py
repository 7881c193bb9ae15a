"""How much of the whole site rests on sources."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from citations.evidence import evidence_filter
from citations.models import Citation
from entities.models import Claim


class Coverage(NamedTuple):
    """Public attribute claims that make a statement, and how many of them rest on evidence."""

    claims: int
    sourced: int
    quantitative: int
    quantitative_sourced: int


def site_coverage() -> Coverage:
    """Coverage over every public attribute claim. One query."""
    on_claim = Citation.objects.filter(claim=OuterRef("pk"))
    counted = (
        Claim.objects.published()
        .attributes()
        .filter(missing="")
        .annotate(
            has_evidence=Exists(on_claim.filter(evidence_filter(quantitative=False))),
            has_figure=Exists(on_claim.filter(evidence_filter(quantitative=True))),
        )
    )
    quantity = Q(dimension__value_kind="quantity")
    numbers = counted.aggregate(
        claims=Count("pk"),
        sourced=Count("pk", filter=(~quantity & Q(has_evidence=True)) | (quantity & Q(has_figure=True))),
        quantitative=Count("pk", filter=quantity),
        quantitative_sourced=Count("pk", filter=quantity & Q(has_figure=True)),
    )
    return Coverage(**numbers)
