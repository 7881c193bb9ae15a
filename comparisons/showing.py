"""Which comparisons show a thing."""

from collections.abc import Collection

from django.db.models import F, QuerySet

from citations.models import FoundingClaim, FoundingSource, Source
from comparisons.models import Comparison, Equivalence, EquivalenceCitation, Point, Row, Side
from entities.models import Claim, Dimension, Entity


def comparisons_showing(
    *,
    claims: Collection[Claim | int] = (),
    entities: Collection[Entity | int] = (),
    dimensions: Collection[Dimension | int] = (),
    sources: Collection[Source | int] = (),
    equivalences: Collection[Equivalence | int] = (),
) -> QuerySet[Comparison]:
    """Comparisons, published or not, whose document would show any of these; each may be a primary key.

    Also those that show a figure which follows from one of a claim, or rests on a source, among these.
    Rather too many than too few: whether the document really changed is for the publishing to see. Queries are made
    only to learn which figures follow from these, and whether a source is one of an equivalence.
    """
    # A claim stands in a cell where its entity has a side and its dimension a row.
    where_they_meet = F("entity__claims__dimension")
    derived = _derived_from(claims, entities, dimensions, sources)
    cells = [
        Side.objects.filter(entity__claims__in=claims, comparison__rows__dimension=where_they_meet),
        Side.objects.filter(entity__claims__citations__source__in=sources, comparison__rows__dimension=where_they_meet),
        Side.objects.filter(entity__claims__in=derived, comparison__rows__dimension=where_they_meet),
        Side.objects.filter(entity__in=entities),
        Row.objects.filter(dimension__in=dimensions),
    ]
    points = [
        Point.objects.filter(claim__in=claims),
        Point.objects.filter(claim__citations__source__in=sources),
        Point.objects.filter(claim__in=derived),
        Point.objects.filter(claim__entity__in=entities),
    ]
    assumptions = []
    if _is_an_assumption_among(equivalences, sources):
        # It may come to hold, or cease to, wherever there are quantities.
        assumptions.append(Row.objects.filter(dimension__value_kind="quantity"))
    # Each of these finds its comparisons by an index. With “or” between them every comparison would be looked at.
    first, *others = (parts.order_by().values("comparison") for parts in (*cells, *points, *assumptions))
    return Comparison.objects.filter(pk__in=first.union(*others))


def _derived_from(
    claims: Collection[Claim | int],
    entities: Collection[Entity | int],
    dimensions: Collection[Dimension | int],
    sources: Collection[Source | int],
) -> list[int]:
    """The claims with figures that follow from others of these; the names of these stand beside such a figure."""
    rests = FoundingClaim.objects.order_by().values("derivation__citation__claim")
    works = FoundingSource.objects.order_by().values("derivation__citation__claim")
    found = (
        rests.filter(claim__in=claims)
        .union(
            rests.filter(claim__entity__in=entities),
            rests.filter(claim__dimension__in=dimensions),
            works.filter(source__in=sources),
        )
        .order_by()
    )
    return [row["derivation__citation__claim"] for row in found]


def _is_an_assumption_among(equivalences: Collection[Equivalence | int], sources: Collection[Source | int]) -> bool:
    """Whether there is any of these equivalences, or one that rests on any of these sources."""
    if equivalences:
        return True
    return bool(sources) and EquivalenceCitation.objects.filter(source__in=sources).exists()
