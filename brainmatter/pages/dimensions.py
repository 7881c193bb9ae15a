"""The readers' pages of dimensions: the axes, and every entity along one of them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, Min, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from brainmatter.pages.places_on_dimensions import claims_by_dimension, plot_of_entities, reference_mark
from citations.formatting import without_markup
from citations.models import NO_SIZE, PlaceOnDimension
from comparisons.composing import compose_many
from comparisons.documents import ComparisonDocument, EntityPart, FigurePart, RowPart, StatementPart
from comparisons.models import Comparison
from comparisons.reference_ratios import DEFAULT_REFERENCE, AgainstReference, against_reference, claims_of_reference
from comparisons.renderings.interval_plot import IntervalPlot
from comparisons.renderings.page import Page, present
from comparisons.renderings.share_picture import SharePicture, picture_of_plot
from comparisons.renderings.units import chosen_unit, in_unit, unit_choices
from comparisons.renderings.view_models import Statement
from comparisons.selecting import selection_about, selection_along
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from core.pictures.png import digest_of
from core.pictures.share import Share, picture_response, share
from core.redirects import moved_from
from entities.models import Claim, Dimension, DimensionGroup
from entities.quantities import QuantityError, pretty, rounded, unit_words

# One plot line an entity; beyond this a plot is a wall, and the table says it better.
_MOST_PLOTTED = 40
_ON_A_PAGE = 100
_OF_A_GROUP = 40
_MOST_LINKS = 24


class Place(NamedTuple):
    """An entity's place on the axis; ``figure`` is its headline figure in the unit that the reader chose, or as printed
    where its claim says it in other words."""

    entity: str
    slug: str
    part: EntityPart
    statement: Statement
    figure: str
    against: AgainstReference


class Entry(NamedTuple):
    """A dimension in the list; ``span`` is from the smallest to the largest figure on it, empty where that says
    nothing."""

    dimension: Dimension
    claims: int
    span: str


class GroupOfDimensions(NamedTuple):
    """``has_more``: the group holds more dimensions than these."""

    group: DimensionGroup
    dimensions: list[Entry]
    has_more: bool = False


@kept("lists")
@reads(one=("group", AFTER, BEFORE))
@require_safe
def dimension_index(request: HttpRequest) -> HttpResponse:
    """/dimensions: the first axes of each group on which something is claimed; ``?group=`` all of one, in pages."""
    group = DimensionGroup.objects.filter(slug=parameters_of(dimension_index).of(request)["group"]).first()
    if group is None:
        return render(request, "dimensions/index.html", {"groups": _first_of_each_group()})
    listed = page_of(
        Dimension.objects.in_use().filter(group=group),
        by=("name",),
        named="slug",
        address=Address(request, parameters_of(dimension_index)),
        size=_ON_A_PAGE,
    )
    entries = _entries(listed.rows)
    context = {"groups": [GroupOfDimensions(group, entries)] if entries else [], "group": group, "listed": listed}
    return render(request, "dimensions/index.html", context)


def _first_of_each_group() -> list[GroupOfDimensions]:
    """The groups in their order, each with its first dimensions in order of name. Two queries, and the counts."""
    first = Dimension.objects.in_use().filter(group=OuterRef("pk")).order_by("name").values("pk")
    groups: Any = DimensionGroup.objects.annotate(first=ArraySubquery(first[: _OF_A_GROUP + 1]))
    wanted = {group: group.first[:_OF_A_GROUP] for group in groups.order_by("position", "name") if group.first}
    dimensions = Dimension.objects.in_bulk([pk for keys in wanted.values() for pk in keys])
    return [
        GroupOfDimensions(
            group,
            _entries([dimensions[pk] for pk in keys if pk in dimensions]),
            has_more=len(group.first) > _OF_A_GROUP,
        )
        for group, keys in wanted.items()
    ]


def _entries(dimensions: Iterable[Dimension]) -> list[Entry]:
    claims, spans = claims_by_dimension(), _spans()
    return [
        Entry(dimension, claims.get(dimension.pk, 0), _in_words(dimension, *spans.get(dimension.pk, (0, 0))))
        for dimension in dimensions
    ]


@once_a_revision
def _spans() -> dict[int, tuple[float, float]]:
    """The smallest and the largest figure on each dimension, by its key. One query."""
    placed = PlaceOnDimension.objects.filter(claim__in=Claim.objects.published().filter(missing=""))
    ends = placed.exclude(size=NO_SIZE).order_by().values("dimension").annotate(low=Min("size"), high=Max("size"))
    return {row["dimension"]: (row["low"], row["high"]) for row in ends}


def _in_words(dimension: Dimension, low: float, high: float) -> str:
    """“17 mW to 30 MW”; empty without figures, and where they count unlike things."""
    if low >= high or dimension.unlike_units:
        return ""
    try:
        ends = [pretty(rounded(Decimal(repr(end)), 2), dimension.unit) for end in (low, high)]
    except QuantityError:
        return ""
    return " to ".join(ends)


@kept("dimensions")
@reads(one=("unit", "against", AFTER, BEFORE))
@require_safe
def dimension_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/dimensions/<slug>: every entity along one axis, in pages, composed like a comparison of those on the page.

    ``?unit=kWh`` shows the figures in another unit; one that does not fit is ignored. ``?against=<entity>`` chooses
    what the others are held against, in the plot and in ratios.
    """
    dimension = Dimension.objects.published().select_related("group").filter(slug=slug).first()
    if dimension is None:
        return moved_from(request, slug, Dimension.objects.published())
    parameters = parameters_of(dimension_page)
    listed = page_of(
        PlaceOnDimension.objects.public_on(dimension),
        by=("-size", "public_id"),
        named="public_id",
        address=Address(request, parameters, "along"),
        size=_ON_A_PAGE,
    )
    claims = [place.claim for place in listed.rows]
    asked = parameters.of(request)
    held_against = claims_of_reference(asked["against"] or DEFAULT_REFERENCE, [dimension.pk])
    selections = [selection_along(dimension, [claim.entity for claim in claims], claims)]
    selections += [selection_about(claim.entity, [claim]) for claim in held_against]
    document, *of_reference = compose_many(selections)
    page = present(document, today=timezone.now().date())
    reference = of_reference[0] if of_reference else None
    choices = unit_choices(
        "" if dimension.unlike_units else dimension.unit,
        wanted=asked["unit"],
        href=lambda unit: parameters.address(
            dimension.get_absolute_url(), {"against": asked["against"], "unit": unit}, "along"
        ),
    )
    places = _places(page, chosen_unit(choices), document.rows[0] if document.rows else None, reference)
    plot = _plot(dimension, places, page, reference)
    context = {
        "dimension": dimension,
        "unit": unit_words(dimension.unit) if dimension.unit and not dimension.unlike_units else "",
        "units": choices,
        "places": places,
        "entity_count": claims_by_dimension().get(dimension.pk, 0),
        "references": page.references,
        "plot": plot,
        "share": None if any(asked.values()) else _share(dimension, plot),
        "reference": reference.sides[0].entity if reference else None,
        "references_to_choose": [place for place in places if place.statement.part.headline],
        "asked": asked,
        "listed": listed,
        "comparisons": Comparison.objects.for_index(dimension=slug).order_by("position", "title")[: _MOST_LINKS + 1],
        "most_links": _MOST_LINKS,
    }
    return render(request, "dimensions/page.html", context)


@reads()
@require_safe
def dimension_picture(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """/dimensions/<slug>/share-<digest>.png: the axis in a picture, to share; another drawing has another address."""
    dimension = get_object_or_404(Dimension.objects.published().select_related("group"), slug=slug)
    first = PlaceOnDimension.objects.public_on(dimension).order_by("-size", "public_id")[:_ON_A_PAGE]
    claims = [place.claim for place in first]
    held_against = claims_of_reference(DEFAULT_REFERENCE, [dimension.pk])
    selections = [selection_along(dimension, [claim.entity for claim in claims], claims)]
    selections += [selection_about(claim.entity, [claim]) for claim in held_against]
    document, *of_reference = compose_many(selections)
    page, reference = present(document, today=timezone.now().date()), of_reference[0] if of_reference else None
    drawn = _picture_to_share(dimension, _plot(dimension, _places(page, "", None, None), page, reference))
    if digest_of(drawn.svg) != digest:
        return HttpResponseRedirect(f"{dimension.get_absolute_url()}/share-{digest_of(drawn.svg)}.png")
    return picture_response(drawn.svg)


def _share(dimension: Dimension, plot: IntervalPlot | None) -> Share:
    drawn = _picture_to_share(dimension, plot)
    path = f"{dimension.get_absolute_url()}/share-{digest_of(drawn.svg)}.png"
    return share(title=dimension.name, path=path, alt=drawn.alt)


def _picture_to_share(dimension: Dimension, plot: IntervalPlot | None) -> SharePicture:
    return picture_of_plot(dimension.group.name, dimension.name, plot, without_markup(dimension.definition))


def _plot(
    dimension: Dimension, places: list[Place], page: Page, reference: ComparisonDocument | None
) -> IntervalPlot | None:
    return plot_of_entities(
        dimension,
        [(place.part, place.statement.part) for place in places[:_MOST_PLOTTED]],
        [reference.part for reference in page.references],
        reference=reference_mark(reference, reference.sides[0].entity.slug) if reference else None,
    )


def _places(page: Page, unit: str, row: RowPart | None, reference: ComparisonDocument | None) -> list[Place]:
    """Entities by the size of their headline figure, largest first; those without one follow by name."""
    places = []
    of_reference = reference.rows[0].cells[0] if reference else None
    name = reference.sides[0].entity.name if reference else ""
    for column, statement in zip(page.columns, page.statements(), strict=True):
        entity = column.side.entity
        places.append(
            Place(
                entity.name,
                entity.slug,
                entity,
                statement,
                _figure(statement.part, unit),
                against_reference(row, statement.part, of_reference, name) if row else AgainstReference("", None, ""),
            )
        )
    return sorted(places, key=lambda place: (-_size(place.statement.part.headline), place.entity))


def _figure(part: StatementPart, unit: str) -> str:
    """The headline in the reader's unit, else as printed where the claim does not say just that; may be empty."""
    figure = part.headline
    if figure is None:
        return ""
    return in_unit(figure, unit) or ("" if figure.text in part.text else figure.text)


def _size(figure: FigurePart | None) -> float:
    numbers = (figure.canonical_value, figure.canonical_high, figure.canonical_low) if figure else ()
    return next((float(number) for number in numbers if number is not None), float("-inf"))
