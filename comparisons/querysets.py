"""What can be asked about comparisons and editions: one method a page. Generic: the models are made of these."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from core.publishing_status import PublishableQuerySet, Status
from core.text_filter import BelongingRows, with_words
from entities.querysets import of_public_claims, rows_of

# What was withdrawn keeps its page and its editions, with a notice: others may cite them.
WITH_A_PAGE = (Status.PUBLISHED, Status.WITHDRAWN)


class ComparisonQuerySet[M: models.Model](PublishableQuerySet[M]):
    def for_index(self, *, category: str = "", entity: str = "", dimension: str = "", q: str = "") -> Self:
        """Published comparisons with their category, in no order.

        ``category``, ``entity`` and ``dimension`` are slugs; ``q`` is looked for in titles, ledes and the names of the
        sides; every word must be found.
        """
        found = self.published().select_related("category")
        if category:
            found = found.filter(category__slug=category)
        if entity:
            found = found.filter(sides__entity__slug=entity)
        if dimension:
            found = found.filter(rows__dimension__slug=dimension)
        if not q:
            return found
        names = BelongingRows(rows_of(self.model, "sides"), "comparison", ("entity__name",))
        return with_words(found, q, "title", "lede", belonging=[names])

    def public(self) -> Self:
        """Everything that has a public page."""
        return self.filter(status__in=WITH_A_PAGE)


class EditionQuerySet[M: models.Model](models.QuerySet[M]):
    def with_notes(self) -> Self:
        """With what readers are told about each, and with comparison and category."""
        return self.select_related("comparison__category", "derived_note")

    def public(self) -> Self:
        return self.filter(comparison__status__in=WITH_A_PAGE)

    def latest_of(self, slug: str) -> Self:
        """At most one edition: the latest of the public comparison with this slug, with comparison and category."""
        # The comparison first, so that its editions are read from the last one backwards and no further.
        comparison = self._comparisons().filter(status__in=WITH_A_PAGE, slug=slug).values("pk")[:1]
        found = self.filter(comparison=Subquery(comparison)).with_notes()
        return found.order_by("-number")[:1]

    def all_of(self, slug: str) -> Self:
        """Every edition of the public comparison with this slug, latest first, without their documents."""
        found = self.public().filter(comparison__slug=slug).with_notes()
        return found.defer("document").order_by("-number")

    def newest(self) -> Self:
        """The latest edition of every published comparison, with comparison and category."""
        published = self._comparisons().filter(status=Status.PUBLISHED)
        return self.latest_of_each(published).select_related("comparison__category").order_by("comparison_id")

    def latest_of_each(self, comparisons: models.QuerySet[Any]) -> Self:
        """The latest edition of each of these comparisons, as far as they have one."""
        # Asked from the comparison's side, so that each costs one look into the index, however many editions it has.
        latest = self.model._default_manager.filter(comparison=OuterRef("pk")).order_by("-number").values("pk")[:1]
        return self.filter(pk__in=comparisons.order_by().annotate(latest=Subquery(latest)).values("latest"))

    def latest_showing(self, public_id: str) -> Self:
        """The latest editions, of what is published, in which this claim stands; in no order."""
        # Numbers have no gaps: an edition is the latest one exactly if it has no next one.
        following = self.model._default_manager.filter(comparison=OuterRef("comparison"), number=OuterRef("number") + 1)
        return self.filter(
            ~Exists(following), claims__claim=public_id, comparison__status=Status.PUBLISHED
        ).select_related("comparison__category")

    def _comparisons(self) -> models.QuerySet[Any]:
        comparisons: Any = self.model._meta.get_field("comparison").related_model
        found: models.QuerySet[Any] = comparisons.objects.order_by()
        return found

    def recent(self, count: int) -> Self:
        """The newest editions of what is published now, without their documents."""
        return (
            self.filter(comparison__status=Status.PUBLISHED)
            .with_notes()
            .defer("document")
            .order_by("-published_at", "-pk")[:count]
        )


class EquivalenceQuerySet[M: models.Model](PublishableQuerySet[M]):
    def for_composing(self) -> Self:
        """Published equivalences with their citations, by name."""
        return self.published().prefetch_related("citations").order_by("name")


class QuestionQuerySet[M: models.Model](PublishableQuerySet[M]):
    def for_front_page(self, most: int) -> Self:
        """The first published questions, each with its answers, their claims, entities and dimensions. Two queries.

        ``public_answers`` are those of which readers may see the claim; ``comparison`` has its category.
        """
        answers: Any = rows_of(self.model, "answers")
        public = (
            answers.filter(of_public_claims("claim__"))
            .select_related("claim__entity", "claim__dimension__group")
            .order_by("position", "pk")
        )
        return (
            self.published()
            .select_related("comparison__category")
            .prefetch_related(models.Prefetch("answers", public, to_attr="public_answers"))
            .order_by("position", "text")[:most]
        )
