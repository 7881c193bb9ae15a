"""Who wrote a source, and who edited what it appeared in."""

from django.db import models
from django.db.models import Q

from citations.models.source import Source
from core.constraints import filled, is_one_of
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.text_filter import text_index


class AuthorRole(models.TextChoices):
    AUTHOR = "author", "Author"
    EDITOR = "editor", "Editor"


@recorded()
class Authorship(models.Model):
    """One author or editor of a source, in order: a person (family and given name) or an organisation."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="authorships")
    role = models.CharField(max_length=6, choices=AuthorRole, default=AuthorRole.AUTHOR)
    position = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True, help_text="Instead of a person.")

    class Meta:
        ordering = ["source_id", "role", "position"]  # not by what sources are ordered by
        indexes = [text_index("authorship_words", "family", "organisation")]
        triggers = [changes_what_readers_see()]
        constraints = [
            is_one_of("authorship_role_known", "role", AuthorRole),
            models.UniqueConstraint(
                fields=["source", "role", "position"],
                name="authorship_one_author_per_position",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two authors of a source cannot have the same position.",
            ),
            models.CheckConstraint(
                name="authorship_person_or_organisation",
                condition=(filled("family") & Q(organisation="")) | (Q(family="", given="") & filled("organisation")),
                violation_error_message="An author is a person with a family name, or an organisation, not both.",
            ),
            models.CheckConstraint(
                name="authorship_names_somebody",
                condition=~Q(organisation__in=["others", "Others", "et al.", "et al"]),
                violation_error_message="“Others” is nobody’s name: mark the source as having more authors instead.",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation or f"{self.family}, {self.given}".rstrip(", ")
