"""Entities on one dimension: where each stands, and the picture of them that home, dimension and entity pages show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from citations.formatting import without_markup
from citations.models import NO_SIZE, PlaceOnDimension
from comparisons.documents import ComparisonDocument, EntityPart, ReferencePart, StatementPart
from comparisons.reference_ratios import claims_of_reference
from comparisons.renderings.interval_plot import IntervalPlot, plotted
from comparisons.renderings.plot_marks import A_GENERAL_THING, Mark, doubt_about, headline_mark
from comparisons.selecting import Selection, selection_along
from core.once_a_revision import once_a_revision
from entities.models import Claim, Dimension, EntityKind, Realm

# Of these a figure is an example, even where it is the only one.
GENERAL_KINDS = (EntityKind.CONCEPT, EntityKind.PHENOMENON)
BRAINS_AND_MACHINES = (Realm.BIOLOGICAL, Realm.ARTIFICIAL)
# Shown first where it has figures: the one number that people ask of both.
FIRST_AXIS = "power"
_MOST_AXES = 4
_FEWEST_FIGURES = 4  # of brains and machines together, and at least one of each
# So many of the largest and of the smallest are looked at when some are chosen for a small picture.
_MOST_LOOKED_AT = 60
_LONG_TEXT = 24
_FEWEST_NEIGHBOURS = 3


class Axis(NamedTuple):
    """A dimension with figures of brains and of machines; ``figures`` counts those of the rarer of the two."""

    slug: str
    name: str
    figures: int


@once_a_revision
def axes_with_both() -> list[Axis]:
    """The dimensions on which most brains and most machines have figures of one unit, best first. One query."""
    placed = PlaceOnDimension.objects.exclude(size=NO_SIZE).filter(
        claim__in=Claim.objects.published(), dimension__value_kind="quantity", dimension__unlike_units=False
    )
    of_realm = {realm: Count("pk", filter=Q(claim__entity__realm=realm)) for realm in BRAINS_AND_MACHINES}
    counted = (
        placed.order_by()
        .values(slug=F("dimension__slug"), name=F("dimension__name"))
        .annotate(brains=of_realm[Realm.BIOLOGICAL], machines=of_realm[Realm.ARTIFICIAL])
        .filter(brains__gte=1, machines__gte=1)
    )
    found = [
        Axis(row["slug"], row["name"], min(row["brains"], row["machines"]))
        for row in counted
        if row["brains"] + row["machines"] >= _FEWEST_FIGURES
    ]
    return sorted(found, key=lambda axis: (axis.slug != FIRST_AXIS, -axis.figures, axis.name))[:_MOST_AXES]


def spread_out(dimension: Dimension, *, most: int, always: Iterable[int] = ()) -> list[Claim]:
    """Claims with figures on the dimension, at most about so many: largest, smallest and evenly many between.

    Things in general are left out: what they are an example of stands there itself. ``always`` are entities (primary
    keys) that must be among them. Claims come with entity, dimension and group. Two queries.
    """
    placed = _particular(dimension).select_related("claim__entity", "claim__dimension__group")
    largest = list(placed.order_by("-size", "public_id")[:_MOST_LOOKED_AT])
    smallest = list(placed.order_by("size", "-public_id")[:_MOST_LOOKED_AT])
    places = list({place.pk: place for place in (*largest, *reversed(smallest))}.values())
    if len(places) <= most:
        return [place.claim for place in places]
    step = (len(places) - 1) / (most - 1)
    chosen = {round(step * number) for number in range(most)}
    wanted = set(always)
    return [place.claim for at, place in enumerate(places) if at in chosen or place.claim.entity_id in wanted]


def around(
    claims: Sequence[Claim], counts: Mapping[int, int], *, most: int, each: int
) -> Mapping[Dimension, list[Claim]]:
    """The dimensions on which these claims of one entity have figures and most others stand, at most so many, each
    with the claim and its nearest neighbours, ``each`` on both sides. Two queries.

    ``counts`` are those of `claims_by_dimension`.

    The claims must come with entity, dimension and group.
    """
    placed = {
        claim.pk: claim
        for claim in claims
        if claim.dimension is not None
        and not claim.missing
        and not claim.dimension.unlike_units
        and counts.get(claim.dimension.pk, 0) >= _FEWEST_NEIGHBOURS
    }
    sizes = PlaceOnDimension.objects.filter(pk__in=placed).exclude(size=NO_SIZE).values_list("pk", "size")
    own = sorted(((placed[pk], size) for pk, size in sizes), key=lambda item: _commonest_first(item[0], counts))[:most]
    parts = [
        ordered[:each]
        for claim, size in own
        if claim.dimension is not None
        for found in [_particular(claim.dimension).exclude(pk=claim.pk).values("pk")]
        for ordered in (
            found.filter(size__gte=size).order_by("size", "-public_id"),
            found.filter(size__lt=size).order_by("-size", "public_id"),
        )
    ]
    if not parts:
        return {}
    near = PlaceOnDimension.objects.filter(pk__in=parts[0].union(*parts[1:]))
    beside: dict[int, list[Claim]] = defaultdict(list)
    for place in near.select_related("claim__entity", "claim__dimension__group"):
        beside[place.dimension_id].append(place.claim)
    return {
        claim.dimension: [claim, *beside[claim.dimension.pk]]
        for claim, _ in own
        if claim.dimension is not None and beside[claim.dimension.pk]
    }


def _commonest_first(claim: Claim, counts: Mapping[int, int]) -> tuple[int, str]:
    return -counts.get(claim.dimension_id or 0, 0), claim.public_id


def _particular(dimension: Dimension) -> "QuerySet[PlaceOnDimension]":
    """The places of brains and machines that have figures of their own, in no order."""
    return (
        PlaceOnDimension.objects.public_on(dimension)
        .filter(claim__missing="", claim__entity__realm__in=BRAINS_AND_MACHINES)
        .exclude(size=NO_SIZE)
        .exclude(claim__entity__kind__in=GENERAL_KINDS)
    )


@once_a_revision
def claims_by_dimension() -> dict[int, int]:
    """How many public claims stand on each dimension, by its key. One query."""
    on_dimensions = Claim.objects.published().attributes().order_by()
    return dict(on_dimensions.values_list("dimension").annotate(number=Count("pk")))


class Picture(NamedTuple):
    """Some entities on one axis; ``reference`` names whose line goes through all of them, and is empty without one."""

    dimension: Dimension
    plot: IntervalPlot
    reference: str


def selection_of_picture(
    dimension: Dimension, *, reference: str, most: int, always: Iterable[int] = ()
) -> Selection | None:
    """What a small picture of the dimension shows, with the reference (a slug) among it; None for fewer than two.

    Three queries: two for the places, one for the reference. The dimension must come with its group.
    """
    of_reference = claims_of_reference(reference, [dimension.pk])
    chosen = spread_out(dimension, most=most, always=[*always, *(claim.entity_id for claim in of_reference)])
    claims = list({claim.pk: claim for claim in (*chosen, *of_reference)}.values())
    if len(claims) < 2:
        return None
    return selection_along(dimension, [claim.entity for claim in claims], claims)


def picture(dimension: Dimension, document: ComparisonDocument, *, reference: str, subject: str = "") -> Picture | None:
    """The document of such a selection as a picture, with a line at the reference; None where fewer than two figures
    can be drawn. What borrows its figure is left out, for whose it is stands there itself, or could, and so is what
    nobody asserts any more; but not the ``subject`` (a slug), which the page is about."""
    cells = [
        (side.entity, cell)
        for side, cell in zip(document.sides, document.rows[0].cells, strict=True)
        if (cited := cell.headline_citation) is not None
        and (
            side.entity.slug == subject
            or not ((cited.derivation and cited.derivation.borrows) or doubt_about(cited, cell, document.references))
        )
    ]
    line = reference_mark(document, reference)
    drawn = plot_of_entities(dimension, cells, document.references, reference=line, subject=subject)
    return Picture(dimension, drawn, line.label if line else "") if drawn else None


def plot_of_entities(
    dimension: Dimension,
    cells: Sequence[tuple[EntityPart, StatementPart]],
    references: Sequence[ReferencePart],
    *,
    reference: Mark | None,
    subject: str = "",
) -> IntervalPlot | None:
    """The headline figures of entities, in order of size; the hue says the realm."""
    marks: list[Mark] = []
    for entity, cell in cells:
        hue = Realm.values.index(entity.realm) + 1
        mark = headline_mark(cell, references, label=entity.name, hue=hue, href=f"/entities/{entity.slug}")
        if mark is not None:
            generality = mark.generality + A_GENERAL_THING * (entity.kind in GENERAL_KINDS)
            is_subject = entity.slug == subject
            if is_subject:
                mark, generality = replace(mark, href=""), -1
            marks.append(replace(mark, generality=generality, text=_briefly(mark, cell), is_subject=is_subject))
    return plotted(
        marks,
        title=dimension.name,
        unit=dimension.unit or "1",
        wants_log=dimension.scale == "log",
        hues={number: Realm(realm).label for number, realm in enumerate(Realm.values, start=1)},
        reference=reference,
    )


def _briefly(mark: Mark, cell: StatementPart) -> str:
    """The figure as printed; a long one in the words of its claim where these are shorter."""
    words = without_markup(cell.text)
    is_long = cell.headline is not None and len(mark.text) > _LONG_TEXT
    return words if is_long and words and len(words) < len(mark.text) else mark.text


def reference_mark(document: ComparisonDocument, slug: str) -> Mark | None:
    """The headline of the side with this slug, as a line through a plot; None where it asserts no figure."""
    for side, cell in zip(document.sides, document.rows[0].cells, strict=True):
        if side.entity.slug == slug:
            mark = headline_mark(cell, document.references, label=side.entity.name, hue=1, href="")
            return mark if mark and not mark.doubt else None
    return None
