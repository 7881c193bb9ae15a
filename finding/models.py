"""The search table, and the tables of other apps with the triggers that keep it.

    entities, dimensions, claims, citations, comparisons, sides, rows, questions, sources, authors
        ── triggers ──▶ SearchEntry: one row for each thing that has a page, with its words weighted
                        NameWord: the words of names and definitions, to say “did you mean”
        ◀── searching.py ── /search

Entries are there for what is not public too (``is_public`` says so): whoever changes a thing then always finds a row to
lock, so that two people who change what one entry speaks of never leave half of it out.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from citations.models import Authorship, Citation, PublicSource, Source
from comparisons.models import Category, Comparison, Question, QuestionClaim, Row, Side
from core.revisions import changes_what_readers_see
from entities.models import Claim, Dimension, Entity
from finding import triggers


class Kind(models.TextChoices):
    """What an entry is about, in the order in which results are shown."""

    COMPARISON = "comparison", "Comparisons"
    ENTITY = "entity", "Entities"
    DIMENSION = "dimension", "Dimensions"
    CLAIM = "claim", "Claims"
    SOURCE = "source", "Sources"


class SearchEntry(models.Model):
    """What can be found of one thing. Triggers write it; nobody else may."""

    kind = models.CharField(max_length=10, choices=Kind)
    thing = models.BigIntegerField("key of what it is about")
    is_public = models.BooleanField()
    # Names, other names and identifiers, each without blanks and signs: GPT-3 is gpt3.
    names = ArrayField(models.TextField())
    vector = SearchVectorField()
    realm = models.CharField(max_length=12)
    entity_kind = models.CharField(max_length=12)
    group = models.BigIntegerField("key of the group of dimensions", null=True)
    has_figures = models.BooleanField()
    tier = models.CharField(max_length=20)
    year = models.SmallIntegerField(null=True)

    class Meta:
        ordering = ["kind", "thing"]
        default_permissions = ()
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint("kind", "thing", name="search_entry_once")]
        indexes = [
            GinIndex("names", name="search_names", condition=Q(is_public=True)),
            *(
                GinIndex("vector", name=f"search_words_of_{kind}", condition=Q(kind=kind, is_public=True))
                for kind in ("comparison", "entity", "dimension", "claim", "source")
            ),
        ]
        triggers = [triggers.written_by_triggers_only(), changes_what_readers_see()]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


class NameWord(models.Model):
    """A word in the name or definition of a public entity, dimension or comparison."""

    entry = models.ForeignKey(SearchEntry, models.DB_CASCADE, related_name="words")
    word = models.CharField(max_length=60)
    initial = models.CharField(max_length=1)

    class Meta:
        ordering = ["word"]
        default_permissions = ()
        indexes = [models.Index("initial", "word", name="name_word_by_initial")]
        triggers = [triggers.written_by_triggers_only(), changes_what_readers_see()]

    def __str__(self) -> str:
        return self.word


_CLAIMS_OF = "SELECT id FROM entities_claim WHERE {}_id = after.id"


class FoundEntity(Entity):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["name"]
        triggers = [
            *triggers.refreshed("entity", "slug", "name", "aliases", "definition", "realm", "kind", "status"),
            triggers.named_in_entries(
                "claim", _CLAIMS_OF.format("entity"), "name", "aliases", "realm", "kind", "status"
            ),
            triggers.named_in_entries(
                "comparison", "SELECT comparison_id FROM comparisons_side WHERE entity_id = after.id", "name", "aliases"
            ),
        ]


class FoundDimension(Dimension):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["name"]
        triggers = [
            *triggers.refreshed(
                "dimension",
                *("slug", "name", "definition", "not_to_be_confused_with", "unit", "value_kind", "group_id", "status"),
            ),
            triggers.named_in_entries("claim", _CLAIMS_OF.format("dimension"), "name", "group_id", "status"),
            triggers.named_in_entries(
                "comparison", "SELECT comparison_id FROM comparisons_row WHERE dimension_id = after.id", "name"
            ),
        ]


class FoundClaim(Claim):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["public_id"]
        triggers = triggers.refreshed(
            "claim", "public_id", "entity_id", "dimension_id", "kind", "text", "missing", "note", "status"
        )


class FoundCitation(Citation):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["claim", "position", "id"]
        triggers = triggers.refreshed("claim", "claim_id", "figure_text", "stance", key="claim_id")


class FoundComparison(Comparison):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["title"]
        triggers = triggers.refreshed("comparison", "slug", "title", "lede", "outlook", "status", "category_id")


class FoundCategory(Category):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["name"]
        triggers = [
            triggers.named_in_entries(
                "comparison", "SELECT id FROM comparisons_comparison WHERE category_id = after.id", "name"
            )
        ]


class FoundQuestion(Question):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["position", "text"]
        triggers = [
            *triggers.refreshed("comparison", "text", "status", "comparison_id", key="comparison_id"),
            triggers.named_in_entries(
                "claim", "SELECT claim_id FROM comparisons_questionclaim WHERE question_id = after.id", "text", "status"
            ),
        ]


class FoundQuestionClaim(QuestionClaim):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["question", "position", "id"]
        triggers = triggers.refreshed("claim", "claim_id", "question_id", key="claim_id")


class FoundSide(Side):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["comparison", "position"]
        triggers = triggers.refreshed("comparison", "comparison_id", "entity_id", key="comparison_id")


class FoundRow(Row):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["comparison", "position"]
        triggers = triggers.refreshed("comparison", "comparison_id", "dimension_id", key="comparison_id")


class FoundSource(Source):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["key"]
        triggers = triggers.refreshed(
            "source",
            *("key", "title", "container", "event_title", "publisher", "year", "tier"),
            *("doi", "arxiv", "pmid", "isbn"),
        )


class FoundPublicSource(PublicSource):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["source"]
        triggers = triggers.refreshed("source", key="source_id", pk="source_id")


class FoundAuthorship(Authorship):
    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["source_id", "position"]
        triggers = triggers.refreshed("source", "source_id", "family", "given", "organisation", "role", key="source_id")
