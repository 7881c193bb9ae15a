"""/claims/<id>: the evidence card of one claim."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from citations.formatting import without_markup
from comparisons.composing import compose
from comparisons.documents import ComparisonDocument
from comparisons.models import Edition
from comparisons.page_bodies import made_of
from comparisons.renderings.page import named_ratio, present
from comparisons.renderings.view_models import Ratio
from comparisons.selecting import selection_about
from core.kept_pages import kept
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from entities.histories import changes_of
from entities.models import Claim
from inquiries.models import Correction

_APPEARANCES_ON_A_PAGE = 12


class Appearance(NamedTuple):
    """A published comparison that shows the claim, with the ratios in which its figure takes part, if any."""

    title: str
    url: str
    edition: int
    ratios: tuple[Ratio, ...]


@kept("claims")
@reads(one=(AFTER, BEFORE))
@require_safe
def claim_card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Figures, citations, history and appearances of one claim, in a fixed number of queries."""
    claim = get_object_or_404(
        Claim.objects.published().select_related("entity", "dimension__group"), public_id=public_id
    )
    # The card is composed like a comparison of one side, so that it can never say anything else than the table.
    document = compose(selection_about(claim.entity, [claim]))
    page = present(document, today=timezone.now().date())
    statement = next(statement for statement in page.statements() if statement.part.claim == claim.public_id)
    listed = page_of(
        Edition.objects.latest_showing(claim.public_id).defer("document"),
        by=("comparison__title",),
        named="comparison__slug",
        address=Address(request, parameters_of(claim_card), "appearances"),
        size=_APPEARANCES_ON_A_PAGE,
    )
    about = claim.dimension.name if claim.dimension else claim.get_kind_display()
    context = {
        "claim": claim,
        "statement": statement,
        "heading": f"{claim.entity.name}: {about.lower()} ({claim.public_id})",
        "description": f"{about} of {claim.entity.name}: {without_markup(statement.part.text) or statement.missing}",
        "references": page.references,
        "plot": page.rows[0].plot if page.rows else None,
        "summary": statement.summary,
        "appearances": _appearances(claim, listed.rows),
        "listed": listed,
        "changes": changes_of(claim),
        "corrections": Correction.objects.about(claim),
    }
    return render(request, "claims/card.html", context)


def _appearances(claim: Claim, editions: Sequence[Edition]) -> list[Appearance]:
    """What stands in these editions with the claim; at most one query."""
    entity = claim.entity.slug

    def title_and_ratios(document: ComparisonDocument) -> tuple[str, tuple[Ratio, ...]]:
        rows = [row for row in document.rows if any(cell.claim == claim.public_id for cell in row.cells)]
        labels = {side.entity.slug: side.label for side in document.sides}
        parts = (part for row in rows for part in (*row.ratios, *row.assumed_ratios))
        ratios = (named_ratio(part, document, labels) for part in parts if entity in (part.over, part.under))
        return document.title, tuple(ratios)

    made = made_of(editions, ("ratios of", claim.public_id, entity), title_and_ratios)
    return [
        Appearance(title, edition.comparison.get_absolute_url(), edition.number, ratios)
        for edition, (title, ratios) in zip(editions, made, strict=True)
    ]
