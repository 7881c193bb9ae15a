"""Whether something is public yet, said once for every app."""

from typing import Self

from django.db import models


class Status(models.TextChoices):
    """How far a piece of content has come."""

    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


def publishing_permissions(name: str) -> tuple[tuple[str, str], ...]:
    """For the Meta of a model with a status: who may show it to readers, and who may take it from them."""
    return (
        (f"publish_{name}", f"Can publish {name} and change it once it is published"),
        (f"withdraw_{name}", f"Can withdraw {name}"),
    )


class PublishableQuerySet[M: models.Model](models.QuerySet[M]):
    def published(self) -> Self:
        """Only what readers may see. Every public query goes through here."""
        return self.filter(status=Status.PUBLISHED)


class Publishable(models.Model):
    """Content that is public only once its status says so."""

    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT, db_index=True)

    class Meta:
        abstract = True

    @property
    def has_page(self) -> bool:
        """Whether readers find a page of it, by its own status."""
        return self.status == Status.PUBLISHED


class Drafting(models.TextChoices):
    """Who wrote the words, and who has checked them; shown to readers (see /ai-content-disclosure)."""

    HUMAN = "human", "Written by an editor"
    AI_UNCHECKED = "ai-unchecked", "Drafted with AI, not yet checked by a human editor"
    AI_CHECKED = "ai-checked", "Drafted with AI, checked by a human editor"


class Drafted(models.Model):
    """Words of which readers may ask who wrote them."""

    drafting = models.CharField(
        "who wrote it",
        max_length=12,
        choices=Drafting,
        default=Drafting.HUMAN,
        help_text="Shown to readers. Set “checked” only after reading the words against their sources.",
    )

    class Meta:
        abstract = True
