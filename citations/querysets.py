"""What can be asked about sources and citations: one method a page. Generic: the models are made of these."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from core.publishing_status import Status
from entities.querysets import of_public_claims


class SourceQuerySet[M: models.Model](models.QuerySet[M]):
    def public(self) -> Self:
        """What readers may see: whatever published content cites, or has ever cited, because others may cite it too.

        The histories know the past, as they do for the trigger that keeps such a source from being deleted.
        """
        cited_by_claims = apps.get_model("citations", "CitationEvent").objects.filter(source=OuterRef("pk"))
        published_once = apps.get_model("entities", "ClaimEvent").objects.filter(status=Status.PUBLISHED)
        # Equivalences belong to the comparisons, an app above this one: known here by the name of the relation only.
        in_equivalences = Q(equivalence_citations__equivalence__status=Status.PUBLISHED)
        return self.filter(
            Exists(cited_by_claims.filter(claim__in=published_once.values("pgh_obj")))
            | Q(pk__in=self.model._default_manager.filter(in_equivalences).values("pk"))
        )

    def with_authors(self) -> Self:
        return self.prefetch_related("authorships")

    def for_bibliography(
        self, *, q: str = "", tier: str = "", type: str = "", status: str = "", year: str = ""
    ) -> Self:
        """Public sources by key with authors and ``claim_count``, the number of public claims that cite them.

        Every word of ``q`` must stand in the title, what it appeared in, an author's name, the key or an identifier.
        """
        found = self.public().with_authors()
        wanted = {"tier": tier, "type": type, "publication_status": status}
        found = found.filter(**{field: value for field, value in wanted.items() if value})
        if year:
            found = found.filter(year=int(year)) if year.isdecimal() and len(year) <= 4 else found.none()
        for word in q.split():
            named = self.model._default_manager.filter(
                Q(authorships__family__icontains=word) | Q(authorships__organisation__icontains=word)
            )
            found = found.filter(
                Q(title__icontains=word)
                | Q(container__icontains=word)
                | Q(event_title__icontains=word)
                | Q(publisher__icontains=word)
                | Q(key__icontains=word)
                | Q(doi__icontains=word)
                | Q(arxiv__icontains=word)
                | Q(pk__in=named.values("pk"))
            )
        public = of_public_claims("citations__claim__")
        return found.annotate(claim_count=Count("citations__claim", filter=public, distinct=True)).order_by("key")


class CitationQuerySet[M: models.Model](models.QuerySet[M]):
    def published(self) -> Self:
        """Citations of what readers may see."""
        return self.filter(of_public_claims("claim__"))

    def resting_on(self, source: models.Model) -> Self:
        """The public citations of one source, with claim, entity and dimension, by entity."""
        return (
            self.published()
            .filter(source=source)
            .select_related("claim__entity", "claim__dimension")
            .order_by("claim__entity__name", "claim__public_id", "position", "id")
        )
