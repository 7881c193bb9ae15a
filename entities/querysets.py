"""What can be asked about entities, dimensions and claims: one method a page.

The models are made of these querysets, so nothing here imports a model: each queryset is generic over its own.
"""

from collections.abc import Collection
from typing import Any, Self

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from core.counting import CountUpTo
from core.publishing_status import PublishableQuerySet, Status
from core.text_filter import array_text, with_words

_LAST = Value(32767)  # the largest position that a column can hold


def of_public_claims(path: str = "") -> Q:
    """What makes a claim public, for a query that reaches claims by way of ``path``, such as ``citations__claim__``.

    It is published, and so are the entity and the dimension that its page leads to.
    """
    without_dimension = Q(**{f"{path}dimension__isnull": True})
    return Q(**{f"{path}status": Status.PUBLISHED, f"{path}entity__status": Status.PUBLISHED}) & (
        without_dimension | Q(**{f"{path}dimension__status": Status.PUBLISHED})
    )


def rows_of(model: type[Model], name: str) -> "QuerySet[Any]":
    """All rows of the model behind a relation of this name, which a queryset knows only so."""
    related: Any = model._meta.get_field(name).related_model
    found: QuerySet[Any] = related._default_manager.all()
    return found


class EntityQuerySet[M: Model](PublishableQuerySet[M]):
    def for_index(self, *, q: str = "", realm: str = "", kind: str = "") -> Self:
        """Published entities; ``q`` is looked for in names, aliases and definitions; every word must be found."""
        found = self.published()
        if realm:
            found = found.filter(realm=realm)
        if kind:
            found = found.filter(kind=kind)
        named = found.alias(other_names=array_text("aliases"))
        return with_words(named, q, "name", "definition", "other_names") if q else found

    def with_claim_count(self) -> Self:
        """Each with ``claim_count``, the number of its public claims, counted as far as `core.counting` does."""
        claims: Any = rows_of(self.model, "claims")
        return self.annotate(claim_count=CountUpTo(claims.published().filter(entity=OuterRef("pk"))))

    def near(self, entity: Model) -> Self:
        """Published entities that are related to this one, a part of it, or the whole that it is part of."""
        every = self.model._default_manager
        # One look into an index each; joined by OR they would be looked for among all entities.
        ways = [every.filter(**{way: entity}).order_by().values("pk") for way in ("related", "part_of", "parts")]
        return self.published().filter(pk__in=ways[0].union(*ways[1:])).exclude(pk=entity.pk).order_by("name")


class DimensionQuerySet[M: Model](PublishableQuerySet[M]):
    def in_use(self) -> Self:
        """Published dimensions on which something public is claimed."""
        claims: Any = rows_of(self.model, "claims")
        return self.published().filter(Exists(claims.published().filter(dimension=OuterRef("pk"))))


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
        """The published claims about one entity with their dimensions, in no order.

        ``group_position``, ``group_name`` and ``dimension_name`` are there to order them by: what stands on no
        dimension comes last.
        """
        return (
            self.published()
            .filter(entity=entity)
            .select_related("entity", "dimension__group")
            .annotate(
                group_position=Coalesce("dimension__group__position", _LAST),
                group_name=Coalesce("dimension__group__name", Value("")),
                dimension_name=Coalesce("dimension__name", Value("")),
            )
        )
