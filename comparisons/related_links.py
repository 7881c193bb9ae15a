"""What stands around a comparison and changes without it: related entities and other comparisons."""

from typing import NamedTuple

from django.db.models import Case, CharField, Count, IntegerField, Q, Value, When
from django.db.models.functions import Concat

from comparisons.models import Comparison
from entities.models import Entity

_MOST_ENTITIES = 12
_MOST_COMPARISONS = 6


class Neighbour(NamedTuple):
    """A link to something near; ``group`` is an entity's realm or a comparison's category."""

    type: str
    name: str
    url: str
    group: str


class RelatedLinks(NamedTuple):
    related_entities: tuple[Neighbour, ...]
    other_comparisons: tuple[Neighbour, ...]


def related_links_of(comparison: Comparison) -> RelatedLinks:
    """One query: entities near the sides, and comparisons that share a side or else the category, nearest first."""
    sides = comparison.sides.values("entity")
    entities = (
        Entity.objects.published()
        .filter(Q(related__in=sides) | Q(parts__in=sides) | Q(part_of__in=sides))
        .exclude(pk__in=sides)
        .annotate(
            type=Value("entity"),
            near=Count("pk"),
            same_category=Value(0),
            place=Value(0),
            url=Concat(Value("/entities/"), "slug", output_field=CharField()),
        )
        .order_by("-near", "name")
        .values_list("type", "name", "url", "realm", "near", "same_category", "place")[:_MOST_ENTITIES]
    )
    comparisons = (
        Comparison.objects.published()
        .exclude(pk=comparison.pk)
        .annotate(
            type=Value("comparison"),
            shared=Count("sides", filter=Q(sides__entity__in=sides), distinct=True),
            same_category=Case(When(category=comparison.category_id, then=1), default=0, output_field=IntegerField()),
            url=Concat(Value("/comparisons/"), "category__slug", Value("/"), "slug", output_field=CharField()),
        )
        .order_by("-shared", "-same_category", "position", "title")
        .values_list("type", "title", "url", "category__name", "shared", "same_category", "position")
    )[:_MOST_COMPARISONS]
    # Said again of the whole, which would else come in the order in which entities are listed.
    nearest_first = entities.union(comparisons, all=True).order_by("-near", "-same_category", "place", "name")
    found = [Neighbour(*row[:4]) for row in nearest_first]
    return RelatedLinks(
        related_entities=tuple(item for item in found if item.type == "entity"),
        other_comparisons=tuple(item for item in found if item.type == "comparison"),
    )
