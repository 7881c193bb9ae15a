"""What stands around a comparison and changes without it: related entities and other comparisons."""

from typing import NamedTuple

from django.db import connections

from comparisons.models import Comparison
from core.publishing_status import Status
from core.read_database import present_name

_MOST_ENTITIES = 12
_MOST_COMPARISONS = 6

# Every part looks into an index by the keys of the few sides: the cost depends on how much stands near the comparison,
# not on the size of the site. Comparisons that share no side are the next ones of the category, then of all.
_NEAR = """
    WITH sides AS MATERIALIZED (
        SELECT entity_id AS id FROM comparisons_side WHERE comparison_id = %(comparison)s
    ), entities AS (
        SELECT to_entity_id AS id FROM entities_entity_related WHERE from_entity_id IN (SELECT id FROM sides)
        UNION ALL
        SELECT id FROM entities_entity WHERE part_of_id IN (SELECT id FROM sides)
        UNION ALL
        SELECT part_of_id FROM entities_entity WHERE id IN (SELECT id FROM sides)
    ), comparisons AS (
        SELECT comparison_id AS id, count(*) AS shared FROM comparisons_side
        WHERE entity_id IN (SELECT id FROM sides) GROUP BY comparison_id
        UNION ALL
        (SELECT id, 0 FROM comparisons_comparison WHERE category_id = %(category)s AND status = %(published)s
         ORDER BY position, title LIMIT %(most)s)
        UNION ALL
        (SELECT id, 0 FROM comparisons_comparison WHERE status = %(published)s ORDER BY position, title LIMIT %(most)s)
    )
    SELECT type, name, url, of FROM (
        (
            SELECT 'entity' AS type, name, '/entities/' || slug AS url, realm AS of,
                near, 0 AS same_category, 0 AS place
            FROM (SELECT id, count(*) AS near FROM entities GROUP BY id) AS found JOIN entities_entity USING (id)
            WHERE status = %(published)s AND id NOT IN (SELECT id FROM sides)
            ORDER BY near DESC, name LIMIT %(most_entities)s
        )
        UNION ALL
        (
            SELECT 'comparison', title, '/comparisons/' || category.slug || '/' || comparison.slug, category.name,
                near, (category_id = %(category)s)::int AS same_category, comparison.position
            FROM (SELECT id, max(shared) AS near FROM comparisons GROUP BY id) AS found
                JOIN comparisons_comparison comparison USING (id)
                JOIN comparisons_category category ON category.id = category_id
            WHERE status = %(published)s AND comparison.id <> %(comparison)s
            ORDER BY near DESC, same_category DESC, comparison.position, title LIMIT %(most_comparisons)s
        )
    ) AS found ORDER BY near DESC, same_category DESC, place, name
"""


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
    values: dict[str, int | str] = {
        "comparison": comparison.pk,
        "category": comparison.category_id,
        "published": Status.PUBLISHED.value,
        "most_entities": _MOST_ENTITIES,
        "most_comparisons": _MOST_COMPARISONS,
        "most": _MOST_COMPARISONS + 1,  # one of them may be the comparison itself
    }
    with connections[present_name()].cursor() as cursor:
        cursor.execute(_NEAR, values)
        found = [Neighbour(*row) for row in cursor.fetchall()]
    return RelatedLinks(
        related_entities=tuple(item for item in found if item.type == "entity"),
        other_comparisons=tuple(item for item in found if item.type == "comparison"),
    )
