"""What can be asked about entities, dimensions and claims: one method a page."""

from typing import Self

from django.db.models import Count, Q

from core.publishing_status import PublishableQuerySet, Status


class EntityQuerySet(PublishableQuerySet):
    def for_index(self) -> Self:
        """Published entities in order of name, each with ``claim_count``, the number of its published claims."""
        return (
            self.published()
            .annotate(claim_count=Count("claims", filter=Q(claims__status=Status.PUBLISHED)))
            .order_by("name")
        )


class DimensionQuerySet(PublishableQuerySet):
    pass


class ClaimQuerySet(PublishableQuerySet):
    def published(self) -> Self:
        """Published claims about published entities: a claim never shows an entity that is not public."""
        return super().published().filter(entity__status=Status.PUBLISHED)

    def attributes(self) -> Self:
        return self.filter(dimension__isnull=False)
