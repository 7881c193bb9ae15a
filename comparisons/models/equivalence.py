"""Declared exchange rates between unlike units, and who uses or disputes them in print."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from citations.models import Source, Stance
from comparisons import triggers
from comparisons.querysets import EquivalenceQuerySet
from core.constraints import filled, finite, is_one_of
from core.publishing_status import Drafted, Drafting, Publishable, Status, publishing_permissions
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import slug_is_well_formed
from entities.quantities import BoundKind


@recorded()
class Equivalence(Publishable, Drafted):
    """A declared exchange rate between unlike units, off unless the reader turns it on.

    One ``from_unit`` counts as ``factor`` (between ``low`` and ``high``) of ``to_unit``.
    """

    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=120, help_text="As an assumption: “count one synapse as one parameter”.")
    from_unit = models.CharField(max_length=60)
    to_unit = models.CharField(max_length=60)
    factor = models.DecimalField()
    low = models.DecimalField(null=True, blank=True)
    high = models.DecimalField(null=True, blank=True)
    bound_kind = models.CharField("low and high are", max_length=20, choices=BoundKind, blank=True)
    used_by = models.TextField(help_text="Who calculates like this, and what for. Markdown.")
    objections = models.TextField(help_text="Who objects, and why. Markdown.")

    objects = EquivalenceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = publishing_permissions("equivalence")
        constraints = [
            slug_is_well_formed("equivalence_slug_well_formed"),
            is_one_of("equivalence_status_known", "status", Status),
            is_one_of("equivalence_drafting_known", "drafting", Drafting),
            models.UniqueConstraint(
                Lower("name"),
                name="equivalence_name_once",
                violation_error_message="Another equivalence already has this name.",
            ),
            models.CheckConstraint(
                name="equivalence_named_used_and_objected_to",
                condition=filled("name", "used_by", "objections"),
                violation_error_message="An equivalence needs a name, and says who calculates so and who objects.",
            ),
            models.CheckConstraint(
                name="equivalence_between_unlike_units",
                condition=~Q(from_unit=F("to_unit")) & filled("from_unit", "to_unit"),
                violation_error_message="An equivalence joins two different units.",
            ),
            models.CheckConstraint(
                name="equivalence_factor_positive_and_in_order",
                condition=finite("factor")
                & finite("low")
                & finite("high")
                & Q(factor__gt=0)
                & (Q(low__isnull=True) | Q(low__gt=0, low__lte=F("factor")))
                & (Q(high__isnull=True) | Q(high__gte=F("factor"))),
                violation_error_message="The factor is positive and lies between its bounds.",
            ),
            models.CheckConstraint(
                name="equivalence_bounds_exactly_with_a_named_kind",
                condition=(Q(low__isnull=True, high__isnull=True) & Q(bound_kind=""))
                | (~Q(low__isnull=True, high__isnull=True) & ~Q(bound_kind="")),
                violation_error_message="Say what the bounds of the factor are; without bounds leave their kind empty.",
            ),
            is_one_of("equivalence_bound_kind_known", "bound_kind", BoundKind, blank=True),
        ]
        triggers = [triggers.public_with_a_source(), triggers.shows_its_sources(), changes_what_readers_see()]

    def __str__(self) -> str:
        return self.name


@recorded()
class EquivalenceCitation(models.Model):
    """Who uses an equivalence, or objects to it, in print."""

    equivalence = models.ForeignKey(Equivalence, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="equivalence_citations")
    locator = models.CharField(max_length=120, blank=True)
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["equivalence", "position", "id"]
        constraints = [
            is_one_of("equivalence_citation_stance_known", "stance", Stance),
            models.UniqueConstraint(
                "equivalence",
                "source",
                "locator",
                name="equivalence_citation_entered_once",
                violation_error_message="This source is already cited here for the same place.",
            ),
        ]
        triggers = [triggers.leaves_a_source(), triggers.shows_its_source(), changes_what_readers_see()]

    def __str__(self) -> str:
        return f"{self.source} on {self.equivalence}"
