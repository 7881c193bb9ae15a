"""What is compared."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from core.constraints import filled, is_one_of
from core.publishing_status import Drafted, Drafting, Publishable, Status, publishing_permissions
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed
from core.text_filter import array_text, text_index
from entities import triggers
from entities.querysets import EntityQuerySet


class Realm(models.TextChoices):
    BIOLOGICAL = "biological", "Biological"
    ARTIFICIAL = "artificial", "Artificial"
    THEORETICAL = "theoretical", "Theoretical"


class EntityKind(models.TextChoices):
    CONCEPT = "concept", "Concept"
    CELL = "cell", "Cell"
    STRUCTURE = "structure", "Structure"
    ORGANISM = "organism", "Organism"
    MODEL = "model", "Model"
    ALGORITHM = "algorithm", "Algorithm"
    HARDWARE = "hardware", "Hardware"
    ORGANISATION = "organisation", "Organisation"
    PHENOMENON = "phenomenon", "Phenomenon"


@recorded()
class Entity(Publishable, Drafted):
    """A thing compared."""

    slug = models.CharField(
        max_length=100,
        unique=True,
        help_text="Part of the public address. A change is remembered: the old address redirects.",
    )
    name = models.CharField(max_length=120)
    realm = models.CharField(max_length=12, choices=Realm)
    kind = models.CharField(max_length=12, choices=EntityKind)
    aliases = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, help_text="Other names, separated by commas."
    )
    definition = models.TextField(help_text="At most 60 words, for a curious reader. Markdown.")
    wikidata = models.CharField("Wikidata id", max_length=16, blank=True, help_text="Such as Q1073.")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    related = models.ManyToManyField("self", blank=True, symmetrical=True)
    created = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified = models.DateTimeField(auto_now=True, db_default=Now())

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entities"
        ordering = ["name"]
        indexes = [
            models.Index("name", name="entity_by_name"),
            models.Index("realm", "name", name="entity_of_realm"),
            models.Index("kind", "name", name="entity_of_kind"),
            models.Index("realm", "kind", "name", name="entity_of_realm_and_kind"),
            models.Index("drafting", "name", name="entity_by_drafting"),
            text_index("entity_words", "name", "slug", "definition", array_text("aliases")),
        ]
        permissions = publishing_permissions("entity")
        constraints = [
            slug_is_well_formed("entity_slug_well_formed"),
            is_one_of("entity_status_known", "status", Status),
            is_one_of("entity_drafting_known", "drafting", Drafting),
            is_one_of("entity_realm_known", "realm", Realm),
            is_one_of("entity_kind_known", "kind", EntityKind),
            models.UniqueConstraint(
                Lower("name"),
                name="entity_name_once",
                violation_error_message="Another entity already has this name.",
            ),
            models.CheckConstraint(
                name="entity_named_and_defined",
                condition=filled("name", "definition"),
                violation_error_message="An entity needs a name and a definition.",
            ),
            models.CheckConstraint(
                name="entity_not_part_of_itself",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                violation_error_message="An entity cannot be part of itself.",
            ),
            models.CheckConstraint(
                name="entity_wikidata_well_formed",
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
                violation_error_message="A Wikidata id is a Q and a number, such as Q1073.",
            ),
            models.UniqueConstraint(
                "wikidata",
                name="entity_wikidata_once",
                condition=~Q(wikidata=""),
                violation_error_message="Another entity already has this Wikidata id.",
            ),
        ]
        triggers = [
            *remembering(former_table="entities_formerentityslug", owner="entity_id"),
            triggers.no_circle_of_parts(),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/entities/{self.slug}"


class FormerEntitySlug(FormerSlug):
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="former_slugs")

    class Meta(FormerSlug.Meta):
        triggers = [leads_nowhere_else(present_table="entities_entity"), changes_what_readers_see()]


@recorded("EntityRelationEvent")
class EntityRelation(Entity.related.through):  # type: ignore[name-defined,misc]
    """The table behind ``Entity.related``, named only to carry its trigger."""

    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["from_entity", "to_entity"]
        triggers = [triggers.not_related_to_itself(), changes_what_readers_see()]

    def __str__(self) -> str:
        return f"{self.from_entity}, {self.to_entity}"
