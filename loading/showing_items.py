"""Which comparisons show what a load writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from citations.models import Citation
from comparisons.models import Comparison
from comparisons.showing import comparisons_showing
from entities.models import Dimension
from loading.items import Item, ItemId, Kind

_PARTS = (Kind.SIDE, Kind.ROW, Kind.POINT)


def comparisons_showing_items(items: Iterable[Item], rows: Mapping[ItemId, int]) -> set[int]:
    """The primary keys of the comparisons that show any of these as the database holds it now.

    ``rows`` leads from an item to its row; what has no row yet is shown nowhere. At most six queries.
    """
    touched: dict[Kind, set[int]] = defaultdict(set)
    for item in items:
        shown: ItemId = item.id
        if item.kind is Kind.CITATION:
            shown = Kind.CLAIM, item.parent
        elif item.kind in _PARTS:
            shown = Kind.COMPARISON, item.parent
        if shown in rows:
            touched[shown[0]].add(rows[shown])
    if not touched:
        return set()
    dimensions = set(Dimension.objects.filter(group__in=touched[Kind.GROUP]).values_list("pk", flat=True))
    bounded = Citation.objects.filter(boundary__in=touched[Kind.BOUNDARY]) if touched[Kind.BOUNDARY] else None
    claims = set(bounded.values_list("claim", flat=True)) if bounded is not None else set()
    found = comparisons_showing(
        claims=touched[Kind.CLAIM] | claims,
        entities=touched[Kind.ENTITY],
        dimensions=touched[Kind.DIMENSION] | dimensions,
        sources=touched[Kind.SOURCE],
        equivalences=touched[Kind.EQUIVALENCE],
    )
    categorised = Comparison.objects.filter(category__in=touched[Kind.CATEGORY])
    return {
        *touched[Kind.COMPARISON],
        *found.values_list("pk", flat=True),
        *categorised.values_list("pk", flat=True),
    }
