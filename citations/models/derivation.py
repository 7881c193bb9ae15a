"""A figure that follows from others: the formula, what goes into it, and what it rests on at last.

The worked-out figure stands in the columns of its citation, so that rank, preference and canonical magnitudes have one
rule. `citations/recalculating.py` keeps it, and everything here that is not typed, up to date.
"""

from django.db import models
from django.db.models import F, Q

from citations import triggers
from citations.models.citation import Citation, SourceCheck
from citations.models.source import Source
from citations.querysets import DerivationQuerySet
from core.constraints import filled, finite, is_one_of
from core.recording import recorded
from core.revisions import changes_what_readers_see
from entities.models import Claim
from entities.quantities import BoundKind, Sense

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"


@recorded()
class Derivation(models.Model):
    """How a citation without a source comes by its figure. The name of a single input is a formula too: it borrows."""

    citation = models.OneToOneField(Citation, models.CASCADE, related_name="derivation")
    formula = models.CharField(
        max_length=300, help_text="Of names, numbers, + - * / ** and brackets, such as power / throughput."
    )
    wanted_unit = models.CharField(
        "in the unit",
        max_length=60,
        blank=True,
        help_text="The unit of the result. Left empty: that of the claim’s dimension, or of the figure borrowed.",
    )
    digits = models.PositiveSmallIntegerField(
        "at most so many digits",
        null=True,
        blank=True,
        help_text="Fewer significant digits than the inputs have, where what is assumed supports fewer.",
    )
    assumes = models.TextField(blank=True, help_text="What the formula takes for granted. Public. Markdown.")
    # Worked out, never typed:
    sentence = models.TextField(blank=True, editable=False)  # the formula with its numbers in place
    source_check = models.CharField(max_length=21, choices=SourceCheck, blank=True, editable=False)  # the weakest below
    unfounded = models.CharField(max_length=300, blank=True, editable=False)  # why it rests on nothing any more

    objects = DerivationQuerySet.as_manager()

    class Meta:
        ordering = ["citation"]
        triggers = [triggers.derived_citation_has_no_source(), changes_what_readers_see()]
        constraints = [
            models.CheckConstraint(
                name="derivation_has_a_formula",
                condition=filled("formula"),
                violation_error_message="Write the formula: the name of an input alone borrows its figure.",
            ),
            is_one_of("derivation_source_check_known", "source_check", SourceCheck, blank=True),
            models.CheckConstraint(
                name="derivation_digits_positive",
                condition=Q(digits__isnull=True) | Q(digits__range=(1, 15)),
                violation_error_message="A figure has between one and fifteen significant digits.",
            ),
        ]

    def __str__(self) -> str:
        return self.formula

    @property
    def borrows(self) -> bool:
        """Whether the figure is another one's as it stands."""
        inputs = [each.name for each in self.inputs.all()]
        return inputs == [self.formula.strip()]


@recorded()
class DerivationInput(models.Model):
    """What stands for a name of the formula: a figure of a claim, or a number with its source.

    Of a claim it is the figure that stands for it, or a ``particular`` one. ``figure`` is the citation that gives it:
    of a particular figure the editor's choice, else whichever stands for the claim now.
    """

    derivation = models.ForeignKey(Derivation, models.CASCADE, related_name="inputs")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=40, help_text="Small letters, digits and _, as the formula writes it.")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="inputs_of_others")
    particular = models.BooleanField(default=False)
    figure = models.ForeignKey(Citation, models.SET_NULL, null=True, blank=True, related_name="used_as_input")
    figure_text = models.CharField("number as printed", max_length=200, blank=True)
    value = models.DecimalField(null=True, blank=True)
    low = models.DecimalField(null=True, blank=True)
    high = models.DecimalField(null=True, blank=True)
    bound_kind = models.CharField("low and high are", max_length=20, choices=BoundKind, blank=True)
    sense = models.CharField(max_length=1, choices=Sense, default=Sense.EQUAL)
    unit = models.CharField(max_length=60, blank=True)
    exact = models.BooleanField(default=False)  # by definition or design, without any error: 8 bits to a byte
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="inputs")
    locator = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["derivation", "position", "id"]
        indexes = [models.Index("derivation", "position", "id", name="input_of_derivation")]
        triggers = [triggers.no_circle_of_derivations(), changes_what_readers_see()]
        constraints = [
            is_one_of("derivation_input_bound_kind_known", "bound_kind", BoundKind, blank=True),
            is_one_of("derivation_input_sense_known", "sense", Sense),
            models.CheckConstraint(
                name="derivation_input_name_well_formed",
                condition=Q(name__regex=NAME_PATTERN),
                violation_error_message=(
                    "The name of an input begins with a small letter and has only small letters, digits and _."
                ),
            ),
            models.UniqueConstraint(
                "derivation",
                "name",
                name="derivation_input_named_once",
                violation_error_message="Two inputs of a formula cannot have the same name.",
            ),
            models.CheckConstraint(
                name="derivation_input_claim_or_number",
                condition=Q(
                    claim__isnull=False,
                    source__isnull=True,
                    figure_text="",
                    unit="",
                    value__isnull=True,
                    low__isnull=True,
                    high__isnull=True,
                    locator="",
                    exact=False,
                )
                | (
                    Q(claim__isnull=True, figure__isnull=True, particular=False, source__isnull=False)
                    & filled("figure_text", "unit")
                    & (Q(value__isnull=False) | Q(low__isnull=False) | Q(high__isnull=False))
                ),
                violation_error_message="An input is a figure of a claim, or a number with its unit and its source.",
            ),
            models.CheckConstraint(
                name="derivation_input_low_value_high_in_order",
                condition=(Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")))
                & (Q(low__isnull=True) | Q(value__isnull=True) | Q(low__lte=F("value")))
                & (Q(value__isnull=True) | Q(high__isnull=True) | Q(value__lte=F("high"))),
                violation_error_message="The low bound, the value and the high bound must stand in this order.",
            ),
            models.CheckConstraint(
                name="derivation_input_bounds_exactly_with_a_named_kind",
                condition=(Q(low__isnull=True, high__isnull=True) & Q(bound_kind=""))
                | (~Q(low__isnull=True, high__isnull=True) & ~Q(bound_kind="")),
                violation_error_message="Say what the bounds are; without bounds leave their kind empty.",
            ),
            models.CheckConstraint(
                name="derivation_input_limit_has_no_bounds",
                condition=Q(sense__in=["=", "≈"]) | Q(value__isnull=False, low__isnull=True, high__isnull=True),
                violation_error_message="“Less than” and “more than” go with one value, the limit, and with no bounds.",
            ),
            models.CheckConstraint(
                name="derivation_input_numbers_are_finite",
                condition=finite("value") & finite("low") & finite("high"),
                violation_error_message="An input is a finite number.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.claim or self.figure_text}"


class FoundingSource(models.Model):
    """A work that a derived figure rests on at last, through however many others."""

    derivation = models.ForeignKey(Derivation, models.CASCADE, related_name="founding_sources")
    source = models.ForeignKey(Source, models.CASCADE, related_name="founding")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["derivation", "position", "id"]
        default_permissions = ()
        indexes = [models.Index("source", "derivation", name="founding_source_of_figures")]
        triggers = [triggers.shows_founding_source(), changes_what_readers_see()]
        constraints = [
            models.UniqueConstraint(
                "derivation",
                "source",
                name="founding_source_once",
                violation_error_message="A derived figure names each work that it rests on once.",
            )
        ]

    def __str__(self) -> str:
        return str(self.source)


class FoundingClaim(models.Model):
    """A claim that a derived figure rests on, through however many others."""

    derivation = models.ForeignKey(Derivation, models.CASCADE, related_name="founding_claims")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="founding")

    class Meta:
        ordering = ["derivation", "claim"]
        default_permissions = ()
        triggers = [changes_what_readers_see()]
        constraints = [
            models.UniqueConstraint(
                "derivation",
                "claim",
                name="founding_claim_once",
                violation_error_message="A derived figure names each claim that it rests on once.",
            )
        ]

    def __str__(self) -> str:
        return str(self.claim)
