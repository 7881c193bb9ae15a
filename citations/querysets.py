"""What can be asked about sources and citations: one method a page. Generic: the models are made of these."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef

from core.counting import CountUpTo
from core.text_filter import BelongingRows, with_words
from entities.querysets import of_public_claims, rows_of

# What a search looks through, besides the names of authors; one index holds them all.
SEARCHED_COLUMNS = ("key", "title", "container", "event_title", "publisher", "doi", "arxiv")


class SourceQuerySet[M: models.Model](models.QuerySet[M]):
    def public(self) -> Self:
        """What readers may see: whatever published content cites, or has ever cited, because others may cite it too.

        `PublicSource` says which these are.
        """
        return self.filter(made_public__isnull=False)

    def with_authors(self) -> Self:
        return self.prefetch_related("authorships")

    def for_bibliography(
        self, *, q: str = "", tier: str = "", type: str = "", status: str = "", year: str = ""
    ) -> Self:
        """Public sources, in no order.

        Every word of ``q`` must stand in the title, what it appeared in, an author's name, the key or an identifier.
        """
        found = self.public()
        wanted = {"tier": tier, "type": type, "publication_status": status}
        found = found.filter(**{field: value for field, value in wanted.items() if value})
        if year:
            found = found.filter(year=int(year)) if year.isdecimal() and len(year) <= 4 else found.none()
        people: Any = rows_of(self.model, "authorships")
        named = BelongingRows(people, "source", ("family", "organisation"))
        return with_words(found, q, *SEARCHED_COLUMNS, belonging=[named]) if q else found

    def with_claim_count(self) -> Self:
        """Each with ``claim_count``, the number of public citations of it, counted as far as `core.counting` does."""
        citations: Any = rows_of(self.model, "citations")
        cited = citations.published().filter(source=OuterRef("pk")).order_by("claim").distinct("claim")
        return self.annotate(claim_count=CountUpTo(cited))


class CitationQuerySet[M: models.Model](models.QuerySet[M]):
    def published(self) -> Self:
        """Citations of what readers may see."""
        return self.filter(of_public_claims("claim__"))

    def resting_on(self, source: models.Model) -> Self:
        """The public citations of one source, with claim, entity and dimension, in no order."""
        return self.published().filter(source=source).select_related("claim__entity", "claim__dimension")


class DerivationQuerySet[M: models.Model](models.QuerySet[M]):
    def resting_on(self, source: models.Model) -> Self:
        """Figures of public claims that follow from others and rest on this source at last, as an index has them."""
        rests = self.filter(of_public_claims("citation__claim__"), founding_sources__source=source)
        return rests.select_related("citation__claim__entity", "citation__claim__dimension").order_by("pk")


class PlaceQuerySet[M: models.Model](models.QuerySet[M]):
    def public_on(self, dimension: models.Model) -> Self:
        """The places of public claims about public entities on a dimension, with claim and entity, in no order."""
        public = of_public_claims("claim__")
        return self.filter(public, dimension=dimension).select_related("claim__entity")

    def with_figures_of(self, entities: Collection[models.Model]) -> Self:
        """The places of these entities' public claims that assert a figure, with claim and dimension, in no order."""
        public = of_public_claims("claim__") & models.Q(claim__missing="", size__gt=float("-inf"))
        return self.filter(public, claim__entity__in=entities).select_related("claim", "dimension")
