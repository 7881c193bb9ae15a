"""Along which axes entities are described."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from core.constraints import filled, is_one_of
from core.publishing_status import Publishable, Status, publishing_permissions
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed
from core.text_filter import text_index
from entities.querysets import DimensionQuerySet


@recorded()
class DimensionGroup(models.Model):
    """A heading under which dimensions are listed, such as Energy or Learning."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        triggers = [changes_what_readers_see()]
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


@recorded()
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
    asks_boundary = models.BooleanField(
        "asks where the boundary runs",
        default=False,
        db_default=False,
        help_text="On: a figure says how much of the thing it covers, on what work, and whether it was measured. "
        "Without that there is no ratio.",
    )
    scale = models.CharField(max_length=6, choices=Scale, default=Scale.LINEAR)
    review_interval_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="After how many months a claim here counts as stale. Leave it empty for never."
    )

    objects = DimensionQuerySet.as_manager()

    class Meta:
        ordering = ["group__position", "name"]
        indexes = [
            models.Index("name", name="dimension_by_name"),
            models.Index("group", "name", name="dimension_of_group"),
            text_index("dimension_words", "name", "slug", "definition", "unit"),
        ]
        permissions = publishing_permissions("dimension")
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
                violation_error_message="A quantity needs a canonical unit (1 for a pure number); text has none.",
            ),
            models.CheckConstraint(
                name="dimension_unlike_units_only_for_quantities",
                condition=Q(value_kind="quantity") | Q(unlike_units=False),
                violation_error_message="Only a quantity has units that can be unlike.",
            ),
            models.CheckConstraint(
                name="dimension_boundary_only_for_quantities",
                condition=Q(value_kind="quantity") | Q(asks_boundary=False),
                violation_error_message="Only a quantity has figures with a boundary.",
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
        triggers = [
            *remembering(former_table="entities_formerdimensionslug", owner="dimension_id"),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/dimensions/{self.slug}"


class FormerDimensionSlug(FormerSlug):
    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="former_slugs")

    class Meta(FormerSlug.Meta):
        triggers = [leads_nowhere_else(present_table="entities_dimension"), changes_what_readers_see()]
