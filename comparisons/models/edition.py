"""The record: what was published of a comparison, numbered and never changed."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, IntegerField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Now
from django.db.models.lookups import Exact

from comparisons import triggers
from comparisons.documents import ComparisonDocument, read_document
from comparisons.models.comparison import Comparison
from comparisons.querysets import EditionQuerySet
from core.constraints import filled, is_one_of
from core.revisions import changes_what_readers_see
from core.text_filter import text_index


class Edition(models.Model):
    """An immutable, numbered, citable publication of a comparison."""

    # The constraint below is the index that finds them, the last one first.
    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="editions", db_index=False)
    number = models.PositiveIntegerField()
    schema_version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField(db_default=Now())
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="editions")
    author_name = models.CharField(max_length=150, help_text="As it was on the day: the account may be renamed later.")
    author_role = models.CharField(
        max_length=150, null=True, blank=True, help_text="As it was on the day; not known of the first editions."
    )
    change_note = models.TextField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["comparison", "-number"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="edition_newest_first"),
            text_index("edition_words", "change_note", "author_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "number"],
                name="edition_number_once_per_comparison",
                violation_error_message="This edition exists already.",
            ),
            models.CheckConstraint(
                name="edition_numbered_from_one",
                condition=Q(number__gte=1, schema_version__gte=1),
                violation_error_message="Editions are numbered from 1.",
            ),
            models.CheckConstraint(
                name="edition_schema_version_is_the_documents",
                condition=Exact(Coalesce(Cast(KT("document__schema_version"), IntegerField()), 0), F("schema_version")),
                violation_error_message="The document has another schema version than the edition says.",
            ),
            models.CheckConstraint(
                name="edition_content_hash_well_formed",
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="The content hash is a SHA-256 in hexadecimal.",
            ),
            models.CheckConstraint(
                name="edition_says_what_changed",
                condition=filled("change_note", "author_name"),
                violation_error_message="An edition says who published it and what changed.",
            ),
            models.CheckConstraint(
                name="edition_author_role_named",
                condition=Q(author_role__isnull=True) | filled("author_role"),
                violation_error_message="The role of an author is named, or not known.",
            ),
        ]
        triggers = [
            triggers.next_in_number(),
            triggers.makes_its_comparison_public(),
            triggers.records_its_claims(),
            triggers.never_changes(),
            triggers.never_truncated(),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return f"{self.comparison}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.comparison.get_absolute_url()}/editions/{self.number}"

    @cached_property
    def content(self) -> ComparisonDocument:
        """The document, brought to the present schema."""
        return read_document(self.document)

    @cached_property
    def preceding(self) -> "Edition | None":
        """The edition before this one; None for the first. No query for one that was just published."""
        return Edition.objects.filter(comparison=self.comparison_id, number=self.number - 1).first()

    @property
    def note(self) -> str:
        """What readers are told about it. A query unless the edition is loaded ``with_notes()``."""
        derived: DerivedNote | None = getattr(self, "derived_note", None)
        return derived.note if derived else self.change_note

    @property
    def published_by(self) -> str:
        """Who published it, in words: the role, and no name."""
        if self.author_id is None:
            return "with the content files"
        role = self.author_role or "editor"
        return f"by {'an' if role[0] in 'aeiou' else 'a'} {role}"


class DerivedNote(models.Model):
    """What readers are shown instead of the note of an edition that a program once wrote (“Claim x: changed Note”).

    The edition keeps what it was published with. The migration that came with this worked the notes out from the
    documents; since then such a note is written like this in the first place.
    """

    edition = models.OneToOneField(Edition, models.DO_NOTHING, primary_key=True, related_name="derived_note")
    note = models.TextField()

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.CheckConstraint(
                name="derived_note_says_something",
                condition=filled("note"),
                violation_error_message="A note says what changed.",
            )
        ]
        triggers = [changes_what_readers_see()]

    def __str__(self) -> str:
        return self.note


class Place(models.TextChoices):
    """Where in a document a claim stands."""

    CELL = "cell", "Cell of the table"
    STRENGTH = "strength", "Strength"
    WEAKNESS = "weakness", "Weakness"
    FINDING = "finding", "Finding"


class EditionClaim(models.Model):
    """That an edition shows a claim, and where: an index into the documents, which the database itself keeps.

    ``claim`` is the public id, not a key: it is permanent, and the record outlives the claim's row.
    """

    # Nothing to do when an edition is deleted: the database refuses that.
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="claims")
    claim = models.CharField(max_length=120)
    place = models.CharField(max_length=8, choices=Place)

    class Meta:
        ordering = ["edition", "id"]
        constraints = [
            # The claim comes first: what is asked is which editions show it.
            models.UniqueConstraint(
                fields=["claim", "edition"],
                name="edition_claim_recorded_once",
                violation_error_message="This claim is recorded for this edition already.",
            ),
            models.CheckConstraint(
                name="edition_claim_named", condition=filled("claim"), violation_error_message="A claim has an id."
            ),
            is_one_of("edition_claim_place_known", "place", Place),
        ]
        triggers = [
            triggers.only_as_its_edition_says(),
            triggers.never_changes(),
            triggers.never_truncated(),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return f"{self.claim} in {self.edition}"
