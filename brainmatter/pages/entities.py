"""The readers' pages of entities: what a thing is, everything claimed about it, and where it is compared."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.composing import compose
from comparisons.models import Comparison
from comparisons.renderings.page import present
from comparisons.renderings.view_models import TableRow
from comparisons.selecting import selection_about
from core.counting import counted
from core.htmx import render_part
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from core.redirects import moved_from
from core.text_filter import narrowed
from entities.models import Claim, Entity, EntityKind, Realm

_ON_A_PAGE = 48  # whole rows of two and of three
_CLAIMS_ON_A_PAGE = 200
_MOST_LINKS = 24
# Attributes by group and dimension, then what stands on no dimension.
_PAGE_ORDER = ("group_position", "group_name", "dimension_name", "kind", "public_id")


@kept("lists", parts=True)
@reads(one=("q", "realm", "kind", AFTER, BEFORE))
@require_safe
def entity_index(request: HttpRequest) -> HttpResponse:
    """/entities: every published entity by name, in pages; filtered by realm, kind and text."""
    address = Address(request, parameters_of(entity_index))
    filters, found = address.filters, Entity.objects.for_index(**address.filters)
    is_filtered = any(filters.values())
    if filters["q"]:
        found, match_count = narrowed(found)
    else:
        match_count = counted(found) if is_filtered else _all_entities()
    listed = page_of(found.with_claim_count(), by=("name",), named="slug", address=address, size=_ON_A_PAGE)
    context = {
        "listed": listed,
        "match_count": match_count,
        "filters": filters,
        "is_filtered": is_filtered,
        "realms": Realm.choices,
        "kinds": EntityKind.choices,
    }
    return render_part(request, "entities/index.html", "results", context)


@once_a_revision
def _all_entities() -> int:
    return Entity.objects.published().count()


@kept("entities")
@reads(one=(AFTER, BEFORE))
@require_safe
def entity_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/entities/<slug>. A fixed number of queries, however much is claimed."""
    entity = Entity.objects.published().select_related("part_of").filter(slug=slug).first()
    if entity is None:
        return moved_from(request, slug, Entity.objects.published())
    # The page is composed like a comparison of one side, so that it can never say anything else than the tables.
    listed = page_of(
        Claim.objects.for_entity_page(entity),
        by=_PAGE_ORDER,
        named="public_id",
        address=Address(request, parameters_of(entity_page), "claims"),
        size=_CLAIMS_ON_A_PAGE,
    )
    comparisons = Comparison.objects.for_index(entity=entity.slug).order_by("category__position", "position", "title")
    document = compose(selection_about(entity, listed.rows))
    page = present(document, today=timezone.now().date())
    context = {
        "entity": entity,
        "groups": _by_group(page.rows),
        "strengths": [statement for side in page.strengths for statement in side.statements],
        "weaknesses": [statement for side in page.weaknesses for statement in side.statements],
        "findings": page.findings,
        "references": page.references,
        "listed": listed,
        "comparisons": comparisons[: _MOST_LINKS + 1],
        "related": Entity.objects.near(entity)[:_MOST_LINKS],
        "most_links": _MOST_LINKS,
    }
    return render(request, "entities/page.html", context)


def _by_group(rows: Iterable[TableRow]) -> list[tuple[str, list[TableRow]]]:
    """The rows under the name of their dimension's group; they must come in that order."""
    return [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.part.dimension.group)]
