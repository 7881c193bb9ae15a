"""The readers' pages of entities: what a thing is, everything claimed about it, and where it is compared."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from citations.listing import numbered_references, with_shown_citations
from comparisons.models import Comparison
from core.htmx import render_part
from entities.models import Claim, ClaimKind, Entity, EntityKind, FormerEntitySlug, Realm


def entity_index(request: HttpRequest) -> HttpResponse:
    """/entities: every published entity, filtered by realm, kind and text."""
    filters = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "realm", "kind")}
    context = {
        "entities": Entity.objects.for_index(**filters),
        "filters": filters,
        "is_filtered": any(filters.values()),
        "realms": Realm.choices,
        "kinds": EntityKind.choices,
    }
    return render_part(request, "entities/index.html", "results", context)


def entity_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/entities/<slug>. A fixed number of queries: entity, claims, citations, authors, comparisons, sides, related."""
    entity = Entity.objects.published().select_related("part_of").filter(slug=slug).first()
    if entity is None:
        former = FormerEntitySlug.objects.select_related("entity").filter(slug=slug, entity__status="published").first()
        if former is None:
            raise Http404("No entity has, or ever had, this address.")
        return HttpResponsePermanentRedirect(former.entity.get_absolute_url())
    claims = list(with_shown_citations(Claim.objects.for_entity_page(entity)))
    context = {
        "entity": entity,
        "groups": _by_group(claims),
        "strengths": [claim for claim in claims if claim.kind == ClaimKind.STRENGTH],
        "weaknesses": [claim for claim in claims if claim.kind == ClaimKind.WEAKNESS],
        "findings": [claim for claim in claims if claim.kind == ClaimKind.FINDING],
        "references": numbered_references(claims),
        "comparisons": Comparison.objects.for_shelves(entity=entity.slug),
        "related": Entity.objects.near(entity),
    }
    return render(request, "entities/page.html", context)


def _by_group(claims: list[Claim]) -> list[dict[str, Any]]:
    """Attribute claims under the name of their dimension's group; they must come in that order."""
    attributes = [claim for claim in claims if claim.dimension is not None]
    return [
        {"name": name, "claims": list(group)}
        for name, group in groupby(attributes, key=lambda claim: claim.dimension.group.name)  # type: ignore[union-attr]
    ]
