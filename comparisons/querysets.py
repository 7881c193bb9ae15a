"""What can be asked about comparisons and editions: one method a page."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citations.models import Source
from core.publishing_status import PublishableQuerySet, Status
from entities.models import Claim, Dimension, Entity

if TYPE_CHECKING:
    from comparisons.models import Comparison, Edition, Equivalence  # noqa: F401 - named as strings below


# What was withdrawn keeps its page and its editions, with a notice: others may cite them.
WITH_A_PAGE = (Status.PUBLISHED, Status.WITHDRAWN)


class ComparisonQuerySet(PublishableQuerySet["Comparison"]):
    def for_index(self, *, category: str = "", entity: str = "", q: str = "") -> Self:
        """Published comparisons with their category and sides, in the order of the categories.

        ``category`` and ``entity`` are slugs; ``q`` is looked for in titles, ledes and the names of the sides.
        """
        found = self.published().select_related("category").prefetch_related("sides__entity")
        if category:
            found = found.filter(category__slug=category)
        if entity:
            found = found.filter(sides__entity__slug=entity)
        for word in q.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(lede__icontains=word)
                | Q(pk__in=self.model.objects.filter(sides__entity__name__icontains=word).values("pk"))
            )
        return found.order_by("category__position", "category__name", "position", "title")

    def showing(
        self,
        *,
        claims: Iterable[Claim | int] = (),
        entities: Iterable[Entity | int] = (),
        dimensions: Iterable[Dimension | int] = (),
        sources: Iterable[Source | int] = (),
        equivalences: "Iterable[Equivalence | int]" = (),
    ) -> Self:
        """Comparisons, published or not, whose document would show any of these; each may be a primary key.

        Rather too many than too few: whether the document really changed is for the publishing to see.
        """
        from comparisons.models import Equivalence  # the models are made of these querysets

        here = OuterRef("pk")
        shown = Claim.objects.filter(Q(pk__in=claims) | Q(citations__source__in=sources))
        points = Claim.objects.filter(points__comparison=here)
        rows = Dimension.objects.filter(rows__comparison=here)
        assumptions = Equivalence.objects.filter(Q(pk__in=equivalences) | Q(citations__source__in=sources))
        return self.filter(
            Exists(shown.filter(kind="attribute", entity__sides__comparison=here, dimension__rows__comparison=here))
            | Exists(points.filter(Q(pk__in=shown.values("pk")) | Q(entity__in=entities)))
            | Exists(Entity.objects.filter(pk__in=entities, sides__comparison=here))  # type: ignore[misc]
            | Exists(rows.filter(pk__in=dimensions))  # type: ignore[misc]  # an instance stands for its key
            # An assumption may come to hold, or cease to, wherever there are quantities.
            | (Exists(assumptions) & Exists(rows.filter(value_kind="quantity")))
        )

    def moved_to(self, former_slug: str) -> "Comparison | None":
        """The public comparison that once had this slug."""
        return self.public().select_related("category").filter(former_slugs__slug=former_slug).first()

    def public(self) -> Self:
        """Everything that has a public page."""
        return self.filter(status__in=WITH_A_PAGE)


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> Self:
        return self.filter(comparison__status__in=WITH_A_PAGE)

    def latest_of(self, slug: str) -> Self:
        """At most one edition: the latest of the public comparison with this slug, with comparison and category."""
        return (
            self.public().filter(comparison__slug=slug).select_related("comparison__category").order_by("-number")[:1]
        )

    def newest(self) -> Self:
        """The latest edition of every published comparison, with comparison and category."""
        return (
            self.filter(comparison__status=Status.PUBLISHED)
            .select_related("comparison__category")
            .order_by("comparison_id", "-number")
            .distinct("comparison_id")
        )

    def latest_showing(self, public_id: str) -> Self:
        """The latest editions in which this claim stands, in the table or below it."""
        claim = [{"claim": public_id}]
        places = (
            {"rows": [{"cells": claim}]},
            {"points": [{"strengths": claim}]},
            {"points": [{"weaknesses": claim}]},
            {"findings": claim},
        )
        stands = reduce(or_, (Q(document__contains=place) for place in places))
        latest = self.filter(comparison__status=Status.PUBLISHED).order_by("comparison_id", "-number")
        return (
            self.filter(stands, pk__in=latest.distinct("comparison_id").values("pk"))
            .select_related("comparison__category")
            .order_by("comparison__title")
        )

    def recent(self, count: int) -> Self:
        """The newest editions of what is published now, without their documents."""
        return (
            self.filter(comparison__status=Status.PUBLISHED)
            .select_related("comparison__category")
            .defer("document")
            .order_by("-published_at", "-pk")[:count]
        )


class EquivalenceQuerySet(PublishableQuerySet["Equivalence"]):
    def for_composing(self) -> Self:
        """Published equivalences with their citations, sources and authors, by name."""
        return self.published().prefetch_related("citations__source__authorships").order_by("name")
