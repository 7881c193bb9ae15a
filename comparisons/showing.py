"""Which comparisons show a thing."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from citations.models import Source
from comparisons.models import Comparison, Equivalence
from entities.models import Claim, Dimension, Entity


def comparisons_showing(
    *,
    claims: Iterable[Claim | int] = (),
    entities: Iterable[Entity | int] = (),
    dimensions: Iterable[Dimension | int] = (),
    sources: Iterable[Source | int] = (),
    equivalences: Iterable[Equivalence | int] = (),
) -> QuerySet[Comparison]:
    """Comparisons, published or not, whose document would show any of these; each may be a primary key.

    Rather too many than too few: whether the document really changed is for the publishing to see.
    """
    here = OuterRef("pk")
    shown = Claim.objects.filter(Q(pk__in=claims) | Q(citations__source__in=sources))
    points = Claim.objects.filter(points__comparison=here)
    rows = Dimension.objects.filter(rows__comparison=here)
    assumptions = Equivalence.objects.filter(Q(pk__in=equivalences) | Q(citations__source__in=sources))
    return Comparison.objects.filter(
        Exists(shown.filter(kind="attribute", entity__sides__comparison=here, dimension__rows__comparison=here))
        | Exists(points.filter(Q(pk__in=shown.values("pk")) | Q(entity__in=entities)))
        | Exists(Entity.objects.filter(pk__in=entities, sides__comparison=here))  # type: ignore[misc]
        | Exists(rows.filter(pk__in=dimensions))  # type: ignore[misc]  # an instance stands for its key
        # An assumption may come to hold, or cease to, wherever there are quantities.
        | (Exists(assumptions) & Exists(rows.filter(value_kind="quantity")))
    )
