"""The readers' pages of entities: what a thing is, everything claimed about it, and where it is compared."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.composing import compose_many
from comparisons.documents import ComparisonDocument
from comparisons.models import Comparison
from comparisons.reference_ratios import (
    DEFAULT_REFERENCE,
    AgainstReference,
    against_reference,
    cells_by_dimension,
    claims_of_reference,
)
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
    selections = [selection_about(entity, listed.rows)]
    held_against = claims_of_reference(
        DEFAULT_REFERENCE, [claim.dimension_id for claim in listed.rows if claim.dimension_id]
    )
    if held_against and entity.slug != DEFAULT_REFERENCE:
        selections.append(selection_about(held_against[0].entity, held_against))
    document, *of_reference = compose_many(selections)
    page = present(document, today=timezone.now().date())
    context = {
        "entity": entity,
        "groups": _by_group(page.rows, of_reference[0] if of_reference else None),
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


class ClaimedRow(NamedTuple):
    """What is claimed on one dimension, and how it stands to the reference."""

    row: TableRow
    against: AgainstReference | None


def _by_group(rows: Iterable[TableRow], reference: ComparisonDocument | None) -> list[tuple[str, list[ClaimedRow]]]:
    """The rows under the name of their dimension's group; they must come in that order."""
    cells = cells_by_dimension(reference) if reference else {}
    name = reference.sides[0].entity.name if reference else ""

    def claimed(row: TableRow) -> ClaimedRow:
        cell = cells.get(row.part.dimension.slug)
        return ClaimedRow(row, against_reference(row.part, row.part.cells[0], cell, name) if cell else None)

    return [
        (group, [claimed(row) for row in of_it])
        for group, of_it in groupby(rows, key=lambda row: row.part.dimension.group)
    ]
