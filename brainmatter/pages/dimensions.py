"""The readers' pages of dimensions: the axes, and every entity along one of them."""

from itertools import groupby
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from comparisons.composing import compose
from comparisons.documents import ComparisonDocument, FigurePart, RowPart, StatementPart
from comparisons.models import Comparison
from comparisons.renderings.interval_plot import IntervalPlot, Mark, figure_mark, plotted
from comparisons.selecting import selection_along
from entities.models import Dimension, Entity, FormerDimensionSlug
from entities.quantities import unit_symbol

# One plot line an entity; beyond this a plot is a wall, and the table says it better.
_MOST_PLOTTED = 40
_REALMS = {"biological": (1, "Biological"), "artificial": (2, "Artificial"), "theoretical": (3, "Theoretical")}


class Place(NamedTuple):
    """An entity's place on the axis."""

    entity: str
    slug: str
    realm: str
    cell: StatementPart


def dimension_index(request: HttpRequest) -> HttpResponse:
    """/dimensions: every axis on which something is claimed, by group."""
    dimensions = Dimension.objects.for_index()
    groups = [(group, list(members)) for group, members in groupby(dimensions, key=lambda dimension: dimension.group)]
    return render(request, "dimensions/index.html", {"groups": groups})


def dimension_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/dimensions/<slug>: every entity along one axis, composed like a comparison of them all."""
    dimension = Dimension.objects.published().select_related("group").filter(slug=slug).first()
    if dimension is None:
        return _moved(slug)
    document = compose(selection_along(dimension, Entity.objects.along(dimension)))
    row = document.rows[0]
    places = _places(document, row)
    context = {
        "dimension": dimension,
        "places": places,
        "references": document.references,
        "plot": _plot(dimension, places),
        "comparisons": Comparison.objects.for_shelves().filter(dimensions=dimension),
    }
    return render(request, "dimensions/page.html", context)


def _places(document: ComparisonDocument, row: RowPart) -> list[Place]:
    """Entities by the size of their headline figure, largest first; those without one follow by name."""
    places = [
        Place(side.entity.name, side.entity.slug, side.entity.realm, cell)
        for side, cell in zip(document.sides, row.cells, strict=True)
    ]
    return sorted(places, key=lambda place: (-_size(place.cell.headline), place.entity))


def _size(figure: FigurePart | None) -> float:
    numbers = (figure.canonical_value, figure.canonical_high, figure.canonical_low) if figure else ()
    return next((float(number) for number in numbers if number is not None), float("-inf"))


def _plot(dimension: Dimension, places: list[Place]) -> IntervalPlot | None:
    """The headline figures over entities, biological ones first."""
    groups: dict[str, list[Mark]] = {realm: [] for realm in _REALMS}
    for place in places:
        figure = place.cell.headline
        if figure is not None and sum(map(len, groups.values())) < _MOST_PLOTTED:
            mark = figure_mark(figure, label=f"{place.entity}: {figure.text}", group=_REALMS[place.realm][0])
            if mark.numbers():
                groups[place.realm].append(mark)
    named = [(_REALMS[realm][1], marks) for realm, marks in groups.items()]
    axis = "Number, each in its own unit" if dimension.unlike_units else unit_symbol(dimension.unit or "1")
    return plotted(named, title=dimension.name, axis=axis, wants_log=dimension.scale == "log")


def _moved(slug: str) -> HttpResponse:
    former = FormerDimensionSlug.objects.select_related("dimension").filter(slug=slug).first()
    if former is None:
        raise Http404("No dimension has, or ever had, this address.")
    return HttpResponsePermanentRedirect(former.dimension.get_absolute_url())
