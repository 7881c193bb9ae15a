"""What can be asked about entities, dimensions and claims: one method a page.

The models are made of these querysets, so nothing here imports a model: each queryset is generic over its own.
"""

from collections.abc import Collection
from typing import Self

from django.db.models import Count, Model, Q
from django.db.models.expressions import RawSQL

from core.publishing_status import PublishableQuerySet, Status


def of_public_claims(path: str = "") -> Q:
    """What makes a claim public, for a query that reaches claims by way of ``path``, such as ``citations__claim__``.

    It is published, and so are the entity and the dimension that its page leads to.
    """
    without_dimension = Q(**{f"{path}dimension__isnull": True})
    return Q(**{f"{path}status": Status.PUBLISHED, f"{path}entity__status": Status.PUBLISHED}) & (
        without_dimension | Q(**{f"{path}dimension__status": Status.PUBLISHED})
    )


class EntityQuerySet[M: Model](PublishableQuerySet[M]):
    def for_index(self, *, q: str = "", realm: str = "", kind: str = "") -> Self:
        """Published entities in order of name, each with ``claim_count``, the number of its public claims.

        ``q`` is looked for in names, aliases and definitions; every word must be found.
        """
        found = self.published()
        if realm:
            found = found.filter(realm=realm)
        if kind:
            found = found.filter(kind=kind)
        for word in q.split():
            found = found.filter(Q(name__icontains=word) | Q(aliases__icontains=word) | Q(definition__icontains=word))
        return found.annotate(claim_count=Count("claims", filter=of_public_claims("claims__"))).order_by("name")

    def along(self, dimension: Model) -> Self:
        """Published entities about which something public is claimed on this dimension."""
        return self.published().filter(claims__dimension=dimension, claims__status=Status.PUBLISHED).order_by("name")

    def near(self, entity: Model) -> Self:
        """Published entities that are related to this one, a part of it, or the whole that it is part of."""
        near = Q(related=entity) | Q(part_of=entity) | Q(parts=entity)
        return self.published().filter(near).exclude(pk=entity.pk).distinct().order_by("name")


class DimensionQuerySet[M: Model](PublishableQuerySet[M]):
    def for_index(self) -> Self:
        """Published dimensions with their group and ``claim_count``, the number of public claims, in order of group."""
        return (
            self.published()
            .select_related("group")
            .annotate(claim_count=Count("claims", filter=of_public_claims("claims__")))
            .filter(claim_count__gt=0)
            .order_by("group__position", "group__name", "name")
        )


class ClaimQuerySet[M: Model](PublishableQuerySet[M]):
    def published(self) -> Self:
        """Published claims about published entities on published dimensions: a claim never shows what is not public."""
        return self.filter(of_public_claims())

    def attributes(self) -> Self:
        """Claims that stand on a dimension."""
        return self.filter(dimension__isnull=False)

    def where_they_meet(self, pairs: Collection[tuple[int, int]]) -> Self:
        """The attributes of these pairs of entity and dimension (primary keys)."""
        # Not “one of these entities and one of these dimensions”: of many comparisons that would be far too much.
        table = self.model._meta.db_table
        meeting = RawSQL(  # noqa: S611 - put together from names in the code, and keys are bound
            f"""
            SELECT claim.id FROM unnest(%s::bigint[], %s::bigint[]) AS pair (entity, dimension)
            JOIN {table} claim ON claim.entity_id = pair.entity AND claim.dimension_id = pair.dimension
            WHERE claim.kind = 'attribute'
            """,
            [[entity for entity, _ in pairs], [dimension for _, dimension in pairs]],
        )
        return self.filter(pk__in=meeting)

    def for_entity_page(self, entity: Model) -> Self:
        """The published claims about one entity with their dimensions, in the order of a page."""
        return (
            self.published()
            .filter(entity=entity)
            .select_related("entity", "dimension__group")
            .order_by("dimension__group__position", "dimension__group__name", "dimension__name", "kind", "public_id")
        )
