"""What is to be compared: the editors' choice, or a reader's, in the one form that `compose()` takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from comparisons.documents import CategoryPart, ComparabilityBasis
from comparisons.models import Comparison, Point, Row, Side
from entities.models import Claim, Dimension, Entity


@dataclass(frozen=True)
class SideChoice:
    entity: Entity
    label: str


@dataclass(frozen=True)
class RowChoice:
    """A dimension, and how far an editor says that its cells may be compared; empty where he has said nothing yet.

    ``basis`` is “units” where nobody was asked: then the units of the figures judge.
    """

    dimension: Dimension
    comparability: str = ""
    comparability_reason: str = ""
    names_boundaries: bool = False
    note: str = ""
    basis: ComparabilityBasis = "editor"


@dataclass(frozen=True)
class Selection:
    """Everything about a comparison but the facts. ``points`` are claims in the order chosen. Without ``relates`` no
    cell is set against another: of a list of many, the first would be set against each, for no reason. ``attributes``
    are the claims of its cells where whoever selects has loaded them; else they are looked up."""

    slug: str
    category: CategoryPart
    title: str
    lede: str
    outlook: str
    drafting: str
    sides: Sequence[SideChoice]
    rows: Sequence[RowChoice]
    points: Sequence[Claim]
    relates: bool = True
    attributes: Sequence[Claim] | None = None


def editors_selection(comparison: Comparison) -> Selection:
    """What the editors chose for this comparison. Three queries, and one for the category if it is not loaded.

    Points that are not public, or speak of an entity that is not, are left out.
    """
    return editors_selections([comparison])[0]


def editors_selections(comparisons: Sequence[Comparison]) -> list[Selection]:
    """The same for many, in their order and with the same three queries; their categories must be loaded."""
    keys = [comparison.pk for comparison in comparisons]
    sides = _by_comparison(Side.objects.filter(comparison__in=keys).select_related("entity"))
    rows = _by_comparison(Row.objects.filter(comparison__in=keys).select_related("dimension__group"))
    public = Point.objects.filter(comparison__in=keys, claim__in=Claim.objects.published())
    points = _by_comparison(public.select_related("claim__entity"))
    return [
        Selection(
            slug=comparison.slug,
            category=CategoryPart(slug=comparison.category.slug, name=comparison.category.name),
            title=comparison.title,
            lede=comparison.lede,
            outlook=comparison.outlook,
            drafting=comparison.drafting,
            sides=[SideChoice(side.entity, side.label or side.entity.name) for side in sides[comparison.pk]],
            rows=[
                RowChoice(row.dimension, row.comparability, row.comparability_reason, row.names_boundaries, row.note)
                for row in rows[comparison.pk]
            ],
            points=[point.claim for point in points[comparison.pk]],
        )
        for comparison in comparisons
    ]


def _by_comparison[P: (Side, Row, Point)](parts: QuerySet[P]) -> Mapping[int, Sequence[P]]:
    """The parts of each comparison, in order. One query."""
    found: dict[int, list[P]] = defaultdict(list)
    for part in parts.order_by("position"):
        found[part.comparison_id].append(part)
    return found


def selection_about(entity: Entity, claims: Iterable[Claim]) -> Selection:
    """One entity with everything that is claimed about it, in the order given: attributes as rows, the rest as points.

    The claims must come with entity, dimension and group.
    """
    claims = list(claims)
    return Selection(
        slug="",
        category=CategoryPart(slug="", name=""),
        title=entity.name,
        lede="",
        outlook="",
        drafting=entity.drafting,
        sides=[SideChoice(entity=entity, label=entity.name)],
        rows=[RowChoice(claim.dimension, basis="units") for claim in claims if claim.dimension],
        points=[claim for claim in claims if claim.dimension is None],
        relates=False,
        attributes=[claim for claim in claims if claim.dimension],
    )


def selection_along(
    dimension: Dimension, entities: Iterable[Entity], claims: Sequence[Claim] | None = None
) -> Selection:
    """Any number of entities along one dimension, which must come with its group; ``claims`` if they are loaded."""
    return Selection(
        slug="",
        category=CategoryPart(slug="", name=""),
        title=dimension.name,
        lede="",
        outlook="",
        drafting="",
        sides=[SideChoice(entity=entity, label=entity.name) for entity in entities],
        rows=[RowChoice(dimension, basis="units")],
        points=[],
        relates=False,
        attributes=claims,
    )
