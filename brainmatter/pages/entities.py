"""The readers' pages of entities: what a thing is, everything claimed about it, and where it is compared."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from brainmatter.pages.places_on_dimensions import around, claims_by_dimension, picture
from citations.formatting import without_markup
from citations.models import PlaceOnDimension
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
from comparisons.renderings.plot_marks import source_name
from comparisons.renderings.share_picture import SharePicture, Value, picture_of_values
from comparisons.renderings.view_models import TableRow, bounds_in_words
from comparisons.selecting import Selection, selection_about, selection_along
from comparisons.telling_rows import words_of
from core.counting import counted
from core.htmx import render_part
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from core.pictures.png import digest_of
from core.pictures.share import Share, picture_response, share
from core.redirects import moved_from
from core.text_filter import narrowed
from entities.models import Claim, Dimension, Entity, EntityKind, Realm

_ON_A_PAGE = 48  # whole rows of two and of three
_CLAIMS_ON_A_PAGE = 200
_MOST_LINKS = 24
_PICTURES, _NEIGHBOURS = 2, 4
_FACTS, _BRIEF = 6, 60  # letters that a fact without a figure may have
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
        "entries": _entries(listed.rows),
        "match_count": match_count,
        "filters": filters,
        "is_filtered": is_filtered,
        "realms": Realm.choices,
        "kinds": EntityKind.choices,
    }
    return render_part(request, "entities/index.html", "results", context)


class Entry(NamedTuple):
    """An entity in the list, with the figure on the dimension that most things share; None where it has none."""

    entity: Entity
    figure: PlaceOnDimension | None


def _entries(entities: Sequence[Entity]) -> list[Entry]:
    """One query, and the counts."""
    counts = claims_by_dimension()
    found: dict[int, PlaceOnDimension] = {}
    places = PlaceOnDimension.objects.with_figures_of(entities)
    for place in sorted(places, key=lambda place: (counts.get(place.dimension_id, 0), place.public_id)):
        found[place.claim.entity_id] = place
    return [Entry(entity, found.get(entity.pk)) for entity in entities]


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
    has_reference = bool(held_against) and entity.slug != DEFAULT_REFERENCE
    if has_reference:
        selections.append(selection_about(held_against[0].entity, held_against))
    on_all = claims_by_dimension()
    beside = around(listed.rows, on_all, most=_PICTURES, each=_NEIGHBOURS)
    selections += [_along(dimension, claims, held_against) for dimension, claims in beside.items()]
    document, *others = compose_many(selections)
    of_reference = others.pop(0) if has_reference else None
    page = present(document, today=timezone.now().date())
    groups = _by_group(page.rows, of_reference)
    facts = _facts(groups, listed.rows, on_all)
    context = {
        "entity": entity,
        "share": None if _is_asked(request) else _share(entity, facts),
        "facts": facts,
        "pictures": [
            picture(dimension, along, reference=DEFAULT_REFERENCE, subject=entity.slug)
            for dimension, along in zip(beside, others, strict=True)
        ],
        "groups": groups,
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


@reads()
@require_safe
def entity_picture(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """/entities/<slug>/share-<digest>.png: the entity in a picture, to share; another drawing has another address."""
    entity = get_object_or_404(Entity.objects.published(), slug=slug)
    claims = list(Claim.objects.for_entity_page(entity).order_by(*_PAGE_ORDER)[:_CLAIMS_ON_A_PAGE])
    (document,) = compose_many([selection_about(entity, claims)])
    page = present(document, today=timezone.now().date())
    drawn = _picture_to_share(entity, _facts(_by_group(page.rows, None), claims, claims_by_dimension()))
    if digest_of(drawn.svg) != digest:
        return HttpResponseRedirect(f"{entity.get_absolute_url()}/share-{digest_of(drawn.svg)}.png")
    return picture_response(drawn.svg)


def _is_asked(request: HttpRequest) -> bool:
    """Whether another page than the first is asked for."""
    return any(parameters_of(entity_page).of(request).values())


def _share(entity: Entity, facts: "Sequence[Fact]") -> Share:
    drawn = _picture_to_share(entity, facts)
    path = f"{entity.get_absolute_url()}/share-{digest_of(drawn.svg)}.png"
    return share(title=entity.name, path=path, alt=drawn.alt)


def _picture_to_share(entity: Entity, facts: "Sequence[Fact]") -> SharePicture:
    kicker = f"{entity.get_realm_display()} {entity.get_kind_display().lower()}"
    values = [Value(fact.row.part.dimension.name, 0, fact.text, fact.unit or fact.source) for fact in facts]
    return picture_of_values(kicker, entity.name, values, without_markup(entity.definition))


def _along(dimension: Dimension, claims: Sequence[Claim], reference: Sequence[Claim]) -> Selection:
    """The claims on a dimension, with the reference's there."""
    of_it = [claim for claim in reference if claim.dimension_id == dimension.pk]
    together = list({claim.pk: claim for claim in (*claims, *of_it)}.values())
    return selection_along(dimension, [claim.entity for claim in together], together)


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


class Fact(NamedTuple):
    """A headline figure in short: the claim with its unit and spread, who is cited for it, and how it stands to the
    reference."""

    row: TableRow
    text: str
    unit: str
    spread: str
    source: str
    against: AgainstReference | None


def _facts(
    groups: Iterable[tuple[str, Sequence[ClaimedRow]]], claims: Iterable[Claim], on_all: Mapping[int, int]
) -> list[Fact]:
    """The first claims with a headline figure, those on the dimensions that most things have first; of a thing without
    figures the first that say something briefly."""
    counts = {claim.dimension.slug: on_all.get(claim.dimension.pk, 0) for claim in claims if claim.dimension}
    rows = [claimed for _, of_it in groups for claimed in of_it if not claimed.row.cells[0].missing]
    rows.sort(key=lambda claimed: -counts.get(claimed.row.part.dimension.slug, 0))
    measured = [claimed for claimed in rows if claimed.row.cells[0].part.headline is not None]
    brief = [claimed for claimed in rows if len(claimed.row.cells[0].part.text) <= _BRIEF]
    return [_fact(claimed) for claimed in (measured or brief)[:_FACTS]]


def _fact(claimed: ClaimedRow) -> Fact:
    statement = claimed.row.cells[0]
    text, unit = words_of(statement.part)
    headline, cited = statement.part.headline, statement.part.headline_citation
    item = next((each for each in statement.evidence if cited is None or each.citation is cited), None)
    return Fact(
        row=claimed.row,
        text=text,
        unit=unit,
        spread=bounds_in_words(headline) if headline else "",
        source=source_name(item.reference) if item else "",
        against=claimed.against,
    )
