"""What readers find empty in a comparison: cells without a published claim, and points that are not shown."""

from django.urls import reverse
from django.utils.http import urlencode

from comparisons.documents import ComparisonDocument
from comparisons.models import Comparison, Point
from core.publishing_status import Status
from editing.save_errors import Objection, edit_url
from entities.models import Claim, ClaimKind


def gaps_of(comparison: Comparison, document: ComparisonDocument) -> list[Objection]:
    """Each gap, with a link to the claim that is not published, or to where one can be added. Two queries."""
    waiting = {
        (claim.entity_id, claim.dimension_id): claim
        for claim in Claim.objects.filter(
            kind=ClaimKind.ATTRIBUTE,
            entity__sides__comparison=comparison,
            dimension__rows__comparison=comparison,
        ).exclude(status=Status.PUBLISHED)
    }
    sides = list(comparison.sides.order_by("position"))
    rows = list(comparison.rows.order_by("position"))
    gaps = []
    for row, part in zip(rows, document.rows, strict=True):
        for side, label, cell in zip(sides, document.sides, part.cells, strict=True):
            if cell.claim:
                continue
            place = f"“{part.dimension.name}” of {label.label}"
            if claim := waiting.get((side.entity_id, row.dimension_id)):
                state = claim.get_status_display().lower()
                gaps.append(Objection(f"{place}: its claim is not published ({state}).", edit_url(Claim, claim.pk)))
            else:
                asked = urlencode({"entity": side.entity_id, "dimension": row.dimension_id})
                gaps.append(Objection(f"{place}: there is no claim.", f"{reverse('admin:entities_claim_add')}?{asked}"))
    points = Point.objects.filter(comparison=comparison).exclude(claim__status=Status.PUBLISHED)
    for point in points.select_related("claim").order_by("position"):
        state = point.claim.get_status_display().lower()
        message = f"The point “{point.claim}” is not shown: its claim is not published ({state})."
        gaps.append(Objection(message, edit_url(Claim, point.claim_id)))
    return gaps


def unseen_in(claim: Claim) -> list[str]:
    """Where readers of published comparisons go on seeing nothing because this claim is not published."""
    if claim.status == Status.PUBLISHED or claim.kind != ClaimKind.ATTRIBUTE:
        return []
    comparisons = Comparison.objects.filter(
        status=Status.PUBLISHED, sides__entity=claim.entity_id, rows__dimension=claim.dimension_id
    ).order_by("title")
    state = {Status.DRAFT: "a draft", Status.REVIEW: "in review", Status.WITHDRAWN: "withdrawn"}[Status(claim.status)]
    return [
        f"This claim is {state}: readers of “{comparison}” will see “Nothing has been entered here yet” at "
        f"“{claim.dimension}” of {claim.entity} until its status is “Published”."
        for comparison in comparisons
    ]
