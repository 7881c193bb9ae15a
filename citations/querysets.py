"""What can be asked about sources and citations: one method a page."""

from typing import TYPE_CHECKING, Self

from django.db import models

from core.publishing_status import Status

if TYPE_CHECKING:
    from citations.models import Citation, Source  # noqa: F401 - named as strings below


class SourceQuerySet(models.QuerySet["Source"]):
    def with_authors(self) -> Self:
        return self.prefetch_related("authorships")


class CitationQuerySet(models.QuerySet["Citation"]):
    def published(self) -> Self:
        """Citations of what readers may see."""
        return self.filter(claim__status=Status.PUBLISHED, claim__entity__status=Status.PUBLISHED)

    def with_sources(self) -> Self:
        """Each citation with its source and the source's authors, in the editors' order."""
        return (
            self.select_related("source").prefetch_related("source__authorships").order_by("claim_id", "position", "id")
        )
