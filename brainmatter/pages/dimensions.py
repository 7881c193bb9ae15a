"""The readers' pages of dimensions: the axes, and every entity along one of them."""

from itertools import groupby
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.composing import compose
from comparisons.documents import FigurePart
from comparisons.models import Comparison
from comparisons.renderings.interval_plot import RETRACTED, IntervalPlot, Mark, figure_mark, plotted
from comparisons.renderings.page import Page, present
from comparisons.renderings.units import chosen_unit, in_unit, unit_choices
from comparisons.renderings.view_models import Statement
from comparisons.selecting import selection_along
from core.kept_pages import kept
from core.parameters import parameters_of, reads
from core.redirects import moved_permanently
from entities.models import Dimension, Entity, FormerDimensionSlug, Realm
from entities.quantities import unit_symbol, unit_words

# One plot line an entity; beyond this a plot is a wall, and the table says it better.
_MOST_PLOTTED = 40


class Place(NamedTuple):
    """An entity's place on the axis; ``figure`` is its headline figure in the unit that the reader chose."""

    entity: str
    slug: str
    realm: str
    statement: Statement
    figure: str


@kept("lists")
@reads()
@require_safe
def dimension_index(request: HttpRequest) -> HttpResponse:
    """/dimensions: every axis on which something is claimed, by group."""
    dimensions = Dimension.objects.for_index()
    groups = [(group, list(members)) for group, members in groupby(dimensions, key=lambda dimension: dimension.group)]
    return render(request, "dimensions/index.html", {"groups": groups})


@kept("dimensions")
@reads(one=("unit",))
@require_safe
def dimension_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/dimensions/<slug>: every entity along one axis, composed like a comparison of them all.

    ``?unit=kWh`` shows the figures in another unit; one that does not fit is ignored.
    """
    dimension = Dimension.objects.published().select_related("group").filter(slug=slug).first()
    if dimension is None:
        return _moved(request, slug)
    document = compose(selection_along(dimension, Entity.objects.along(dimension)))
    page = present(document, today=timezone.now().date())
    parameters = parameters_of(dimension_page)
    choices = unit_choices(
        "" if dimension.unlike_units else dimension.unit,
        wanted=parameters.of(request)["unit"],
        href=lambda unit: parameters.address(dimension.get_absolute_url(), {"unit": unit}, "along"),
    )
    places = _places(page, chosen_unit(choices))
    context = {
        "dimension": dimension,
        "unit": unit_words(dimension.unit) if dimension.unit and not dimension.unlike_units else "",
        "units": choices,
        "places": places,
        "references": page.references,
        "plot": _plot(dimension, places),
        "comparisons": Comparison.objects.for_index().filter(dimensions=dimension),
    }
    return render(request, "dimensions/page.html", context)


def _places(page: Page, unit: str) -> list[Place]:
    """Entities by the size of their headline figure, largest first; those without one follow by name."""
    places = []
    for column, statement in zip(page.columns, page.statements(), strict=True):
        entity = column.side.entity
        figure = statement.part.headline
        places.append(
            Place(
                entity.name,
                entity.slug,
                entity.realm,
                statement,
                (in_unit(figure, unit) or figure.text) if figure else "",
            )
        )
    return sorted(places, key=lambda place: (-_size(place.statement.part.headline), place.entity))


def _size(figure: FigurePart | None) -> float:
    numbers = (figure.canonical_value, figure.canonical_high, figure.canonical_low) if figure else ()
    return next((float(number) for number in numbers if number is not None), float("-inf"))


def _plot(dimension: Dimension, places: list[Place]) -> IntervalPlot | None:
    """The headline figures over entities, grouped by realm."""
    groups: dict[str, list[Mark]] = {realm: [] for realm in Realm.values}
    for place in places[:_MOST_PLOTTED]:
        if figure := place.statement.part.headline:
            group = Realm.values.index(place.realm) + 1
            # Here every figure stands for its entity; which one was preferred is the claim's own affair.
            warning = f"{RETRACTED} " if "retracted" in place.statement.part.markers else ""
            mark = figure_mark(figure, label=f"{warning}{place.entity}: {figure.text}", group=group, rank="normal")
            if mark.numbers():
                groups[place.realm].append(mark)
    named = [(Realm(realm).label, marks) for realm, marks in groups.items()]
    axis = "Number, each in its own unit" if dimension.unlike_units else unit_symbol(dimension.unit or "1")
    return plotted(named, title=dimension.name, axis=axis, wants_log=dimension.scale == "log")


def _moved(request: HttpRequest, slug: str) -> HttpResponse:
    former = (
        FormerDimensionSlug.objects.select_related("dimension").filter(slug=slug, dimension__status="published").first()
    )
    if former is None:
        raise Http404("No dimension has, or ever had, this address.")
    return moved_permanently(request, former.dimension.get_absolute_url())
