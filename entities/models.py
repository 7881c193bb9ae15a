"""What is compared, along which axes, and what is said about it."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from core.constraints import filled, is_one_of
from core.publishing_status import Drafted, Drafting, Publishable, Status
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed
from entities import triggers
from entities.querysets import ClaimQuerySet, DimensionQuerySet, EntityQuerySet


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
    definition = models.TextField(help_text="At most 60 words that a curious reader understands. Markdown.")
    wikidata = models.CharField("Wikidata id", max_length=16, blank=True, help_text="Such as Q1073.")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    related = models.ManyToManyField("self", blank=True, symmetrical=True)
    created = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified = models.DateTimeField(auto_now=True, db_default=Now())

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entities"
        ordering = ["name"]
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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/entities/{self.slug}"


class FormerEntitySlug(FormerSlug):
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="former_slugs")

    class Meta(FormerSlug.Meta):
        triggers = [leads_nowhere_else(present_table="entities_entity")]


class EntityRelation(Entity.related.through):  # type: ignore[name-defined,misc]
    """The table behind ``Entity.related``, named only to carry its trigger."""

    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["from_entity", "to_entity"]
        triggers = [triggers.not_related_to_itself()]

    def __str__(self) -> str:
        return f"{self.from_entity}, {self.to_entity}"


class DimensionGroup(models.Model):
    """A heading under which dimensions are listed, such as Energy or Learning."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            slug_is_well_formed("dimension_group_slug_well_formed"),
            models.UniqueConstraint(
                Lower("name"),
                name="dimension_group_name_once",
                violation_error_message="Another group already has this name.",
            ),
            models.CheckConstraint(
                name="dimension_group_named", condition=filled("name"), violation_error_message="A group needs a name."
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ValueKind(models.TextChoices):
    TEXT = "text", "Text"
    QUANTITY = "quantity", "Quantity"


class Scale(models.TextChoices):
    LINEAR = "linear", "Linear"
    LOG = "log", "Logarithmic"


class Dimension(Publishable):
    """An axis along which entities are described."""

    slug = models.CharField(
        max_length=100, unique=True, help_text="Part of the public address. A change is remembered."
    )
    name = models.CharField(max_length=120)
    group = models.ForeignKey(DimensionGroup, models.PROTECT, related_name="dimensions")
    definition = models.TextField(help_text="One sentence that says exactly what is measured or described.")
    not_to_be_confused_with = models.TextField(blank=True, help_text="What a reader might mistake this for. Optional.")
    value_kind = models.CharField(max_length=8, choices=ValueKind, default=ValueKind.TEXT)
    unit = models.CharField(
        "canonical unit",
        max_length=60,
        blank=True,
        help_text="For a quantity: the unit in which figures are sorted and plotted, such as J / synaptic_event.",
    )
    unlike_units = models.BooleanField(
        "sets unlike units against each other",
        default=False,
        help_text="Off: every figure converts into the canonical unit. On: figures may count different things, such as "
        "neurons and parameters; a row on such a dimension is never equivalent.",
    )
    scale = models.CharField(max_length=6, choices=Scale, default=Scale.LINEAR)
    review_interval_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="After how many months a claim here counts as stale. Empty: never."
    )

    objects = DimensionQuerySet.as_manager()

    class Meta:
        ordering = ["group__position", "name"]
        constraints = [
            slug_is_well_formed("dimension_slug_well_formed"),
            is_one_of("dimension_status_known", "status", Status),
            is_one_of("dimension_value_kind_known", "value_kind", ValueKind),
            is_one_of("dimension_scale_known", "scale", Scale),
            models.UniqueConstraint(
                Lower("name"),
                name="dimension_name_once",
                violation_error_message="Another dimension already has this name.",
            ),
            models.CheckConstraint(
                name="dimension_named_and_defined",
                condition=filled("name", "definition"),
                violation_error_message="A dimension needs a name and a definition.",
            ),
            models.CheckConstraint(
                name="dimension_unit_exactly_for_quantities",
                condition=(Q(value_kind="quantity") & filled("unit")) | (~Q(value_kind="quantity") & Q(unit="")),
                violation_error_message="A quantity needs a canonical unit (1 for a pure number); a text has none.",
            ),
            models.CheckConstraint(
                name="dimension_unlike_units_only_for_quantities",
                condition=Q(value_kind="quantity") | Q(unlike_units=False),
                violation_error_message="Only a quantity has units that can be unlike.",
            ),
            models.CheckConstraint(
                name="dimension_log_scale_only_for_quantities",
                condition=Q(value_kind="quantity") | Q(scale="linear"),
                violation_error_message="Only a quantity can have a logarithmic scale.",
            ),
            models.CheckConstraint(
                name="dimension_review_interval_positive",
                condition=Q(review_interval_months__isnull=True) | Q(review_interval_months__gte=1),
                violation_error_message="A review interval is at least one month.",
            ),
        ]
        triggers = remembering(former_table="entities_formerdimensionslug", owner="dimension_id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/dimensions/{self.slug}"


class FormerDimensionSlug(FormerSlug):
    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="former_slugs")

    class Meta(FormerSlug.Meta):
        triggers = [leads_nowhere_else(present_table="entities_dimension")]


class ClaimKind(models.TextChoices):
    ATTRIBUTE = "attribute", "Attribute"
    STRENGTH = "strength", "Strength"
    WEAKNESS = "weakness", "Weakness"
    FINDING = "finding", "Finding"


class Missing(models.TextChoices):
    """Why an attribute has no value: a blank is never just blank."""

    UNKNOWN = "unknown", "unknown"
    NOT_MEASURED = "not-measured", "not measured"
    NOT_APPLICABLE = "not-applicable", "not applicable"
    DISPUTED = "disputed", "disputed"
    WITHHELD = "withheld", "withheld by the maker"


@pghistory.track()
class Claim(Publishable, Drafted):
    """One statement about one entity, entered once and shown wherever it belongs."""

    public_id = models.CharField(
        max_length=120,
        unique=True,
        help_text="Permanent: it is cited as /claims/…. Made from entity and dimension if left empty.",
    )
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=9, choices=ClaimKind, default=ClaimKind.ATTRIBUTE)
    dimension = models.ForeignKey(Dimension, models.PROTECT, null=True, blank=True, related_name="claims")
    text = models.TextField(
        blank=True, help_text="What the reader sees: a value with its unit, or one short sentence. Markdown."
    )
    missing = models.CharField(
        "why there is no value",
        max_length=14,
        choices=Missing,
        blank=True,
        help_text="Only for an attribute without a value.",
    )
    note = models.TextField(
        blank=True, help_text="What a reader must know to read the claim rightly. Public. Markdown."
    )
    as_of = models.DateField(null=True, blank=True, help_text="The day on which the claim was last known to hold.")
    created = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified = models.DateTimeField(auto_now=True, db_default=Now())

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "kind", "public_id"]
        constraints = [
            slug_is_well_formed("claim_public_id_well_formed", "public_id"),
            is_one_of("claim_status_known", "status", Status),
            is_one_of("claim_drafting_known", "drafting", Drafting),
            is_one_of("claim_kind_known", "kind", ClaimKind),
            is_one_of("claim_missing_known", "missing", Missing, blank=True),
            models.UniqueConstraint(
                "entity",
                "dimension",
                name="claim_one_attribute_per_entity_and_dimension",
                condition=Q(kind="attribute"),
                violation_error_message=(
                    "This entity already has a claim on this dimension. Add a citation to that one instead."
                ),
            ),
            models.CheckConstraint(
                name="claim_dimension_exactly_for_attributes",
                condition=(Q(kind="attribute") & Q(dimension__isnull=False))
                | (~Q(kind="attribute") & Q(dimension__isnull=True)),
                violation_error_message="An attribute stands on a dimension; a strength, weakness or finding on none.",
            ),
            models.CheckConstraint(
                name="claim_says_something",
                condition=filled("text") | (Q(kind="attribute", text="") & ~Q(missing="")),
                violation_error_message="Write the text, or for an attribute say why there is no value.",
            ),
            models.CheckConstraint(
                name="claim_missing_only_without_text",
                condition=Q(missing="") | Q(text=""),
                violation_error_message="A claim with a text is not missing: empty one of the two.",
            ),
        ]
        triggers = [triggers.public_id_is_permanent(), triggers.public_claim_is_kept()]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return f"/claims/{self.public_id}"
