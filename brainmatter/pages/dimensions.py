"""The readers' pages of dimensions: the axes, and every entity along one of them."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from comparisons.composing import compose
from comparisons.documents import FigurePart, figure_of
from comparisons.models import Comparison
from comparisons.renderings.interval_plot import IntervalPlot, Mark, figure_mark, plotted
from comparisons.renderings.presenting import Presenter, Statement
from comparisons.selecting import selection_along
from entities.models import Dimension, Entity, FormerDimensionSlug, Realm
from entities.quantities import (
    QuantityError,
    alternative_units,
    convert,
    normalise_unit,
    pretty_interval,
    unit_symbol,
    unit_words,
)

# One plot line an entity; beyond this a plot is a wall, and the table says it better.
_MOST_PLOTTED = 40


class Place(NamedTuple):
    """An entity's place on the axis; ``figure`` is its headline figure in the unit that the reader chose."""

    entity: str
    slug: str
    realm: str
    statement: Statement
    figure: str


class UnitChoice(NamedTuple):
    symbol: str
    url: str
    is_chosen: bool


def dimension_index(request: HttpRequest) -> HttpResponse:
    """/dimensions: every axis on which something is claimed, by group."""
    dimensions = Dimension.objects.for_index()
    groups = [(group, list(members)) for group, members in groupby(dimensions, key=lambda dimension: dimension.group)]
    return render(request, "dimensions/index.html", {"groups": groups})


def dimension_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/dimensions/<slug>: every entity along one axis, composed like a comparison of them all.

    ``?unit=kWh`` shows the figures in another unit; one that does not fit is ignored.
    """
    dimension = Dimension.objects.published().select_related("group").filter(slug=slug).first()
    if dimension is None:
        return _moved(slug)
    document = compose(selection_along(dimension, Entity.objects.along(dimension)))
    presenter = Presenter(document, today=timezone.now().date())
    choices = list(_units(dimension, request.GET.get("unit", "")))
    chosen = next((choice.symbol for choice in choices if choice.is_chosen), "")
    places = _places(presenter, request.GET.get("unit", "") if choices else "")
    context = {
        "dimension": dimension,
        "unit": unit_words(dimension.unit) if dimension.unit and not dimension.unlike_units else "",
        "units": choices,
        "chosen_unit": chosen,
        "places": places,
        "references": presenter.references(),
        "plot": _plot(dimension, places),
        "comparisons": Comparison.objects.for_shelves().filter(dimensions=dimension),
    }
    return render(request, "dimensions/page.html", context)


def _units(dimension: Dimension, wanted: str) -> Iterator[UnitChoice]:
    """The canonical unit and what a reader may switch to; nothing where there is no choice."""
    others = alternative_units(dimension.unit) if dimension.unit and not dimension.unlike_units else ()
    if not others:
        return
    names = [dimension.unit, *others]
    current = wanted if wanted in names else dimension.unit
    for name in names:
        query = "" if name == dimension.unit else f"?unit={name.replace(' ', '+')}"
        yield UnitChoice(unit_symbol(name), f"{dimension.get_absolute_url()}{query}#along", name == current)


def _places(presenter: Presenter, unit: str) -> list[Place]:
    """Entities by the size of their headline figure, largest first; those without one follow by name."""
    places = []
    for column, statement in zip(presenter.columns, presenter.everything(), strict=True):
        entity = column.side.entity
        figure = statement.part.headline
        places.append(Place(entity.name, entity.slug, entity.realm, statement, _shown(figure, unit) if figure else ""))
    return sorted(places, key=lambda place: (-_size(place.statement.part.headline), place.entity))


def _shown(figure: FigurePart, unit: str) -> str:
    """The figure in the reader's unit, with the digits of its source; as printed if no unit was chosen."""
    if not unit:
        return figure.text
    try:
        return pretty_interval(convert(figure_of(figure), normalise_unit(unit)), rescale=False)
    except QuantityError:
        return figure.text


def _size(figure: FigurePart | None) -> float:
    numbers = (figure.canonical_value, figure.canonical_high, figure.canonical_low) if figure else ()
    return next((float(number) for number in numbers if number is not None), float("-inf"))


def _plot(dimension: Dimension, places: list[Place]) -> IntervalPlot | None:
    """The headline figures over entities, grouped by realm."""
    groups: dict[str, list[Mark]] = {realm: [] for realm in Realm.values}
    for place in places[:_MOST_PLOTTED]:
        if figure := place.statement.part.headline:
            group = Realm.values.index(place.realm) + 1
            mark = figure_mark(figure, label=f"{place.entity}: {figure.text}", group=group)
            if mark.numbers():
                groups[place.realm].append(mark)
    named = [(Realm(realm).label, marks) for realm, marks in groups.items()]
    axis = "Number, each in its own unit" if dimension.unlike_units else unit_symbol(dimension.unit or "1")
    return plotted(named, title=dimension.name, axis=axis, wants_log=dimension.scale == "log")


def _moved(slug: str) -> HttpResponse:
    former = FormerDimensionSlug.objects.select_related("dimension").filter(slug=slug).first()
    if former is None:
        raise Http404("No dimension has, or ever had, this address.")
    return HttpResponsePermanentRedirect(former.dimension.get_absolute_url())
