"""Where in a work the support for a claim stands, and the figure that the work gives."""

from django.db import models
from django.db.models import F, Q

from citations import triggers
from citations.models.source import Source
from citations.querysets import CitationQuerySet
from core.constraints import filled, finite, is_one_of
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import SLUG_PATTERN
from core.text_filter import text_index
from entities.models import Boundary, Claim
from entities.quantities import MAY_BE_NEGATIVE, BoundKind, Sense


class Stance(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    DISPUTES = "disputes", "Disputes"
    CONTEXT = "context", "Gives context"


class FigureKind(models.TextChoices):
    """What a figure is to the quantity: read off it, a limit set to it, or worked out about it."""

    MEASURED = "measured", "Measured"
    LIMIT = "limit", "Limit"
    ESTIMATE = "estimate", "Estimate"


class Rank(models.TextChoices):
    PREFERRED = "preferred", "Preferred"
    NORMAL = "normal", "Normal"
    DEPRECATED = "deprecated", "Deprecated"


class SourceCheck(models.TextChoices):
    """How somebody who did not write a citation has held it against its source. Empty: nobody has yet."""

    IN_SOURCE = "confirmed-in-source", "confirmed in the source"
    IN_ABSTRACT = "confirmed-in-abstract", "confirmed in an abstract or index"
    QUOTED = "quoted", "seen only where it is quoted"
    NOT_SEEN = "not-seen", "not seen"


# What was looked for and not seen in the source itself: it can never carry a claim alone.
UNSEEN = frozenset({SourceCheck.QUOTED.value, SourceCheck.NOT_SEEN.value})
CONFIRMED = frozenset({SourceCheck.IN_SOURCE.value, SourceCheck.IN_ABSTRACT.value})


@recorded()
class Citation(models.Model):
    """Where a source supports or disputes a claim, and the figure that it gives, if it gives one.

    Without a source it is a figure that a formula gives from others (`Derivation`), and stands here all the same.
    A source that gives two figures is cited twice: each figure has its own place, scope and conditions.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    # None for a figure that follows from others: then there is a `Derivation`, which says how.
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)
    locator = models.CharField(
        max_length=120, blank=True, help_text="Page, table, figure or section: where a reader must look."
    )
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    source_check = models.CharField(
        "source check",
        max_length=21,
        choices=SourceCheck,
        blank=True,
        help_text="How somebody who did not write this has held it against its source. What was seen only where it is "
        "quoted, or not at all, can never carry a claim alone. A later change of words or numbers clears it.",
    )
    source_checked_on = models.DateField("source checked on", null=True, blank=True)
    source_check_seen = models.CharField(
        "what was seen",
        max_length=600,
        blank=True,
        help_text="The wording that was seen, or the place where it was seen. Public.",
    )
    note = models.TextField(blank=True, help_text="What the source does and does not show. Public. Markdown.")

    figure_text = models.CharField(
        "figure as printed",
        max_length=200,
        blank=True,
        help_text="Such as 86.1 ± 8.1 billion neurons. Leave it empty if the source gives none.",
    )
    value = models.DecimalField(null=True, blank=True)
    low = models.DecimalField(null=True, blank=True)
    high = models.DecimalField(null=True, blank=True)
    bound_kind = models.CharField("low and high are", max_length=20, choices=BoundKind, blank=True)
    sense = models.CharField(max_length=1, choices=Sense, default=Sense.EQUAL)
    unit = models.CharField(
        max_length=60, blank=True, help_text="The unit of value, low and high; 1 for a pure number."
    )
    canonical_value = models.DecimalField(null=True, blank=True, editable=False)
    canonical_low = models.DecimalField(null=True, blank=True, editable=False)
    canonical_high = models.DecimalField(null=True, blank=True, editable=False)
    scope = models.CharField(
        max_length=300, blank=True, help_text="Of what: whole brain or neocortex, training or one query."
    )
    conditions = models.CharField(max_length=300, blank=True)
    sample_size = models.PositiveIntegerField("n", null=True, blank=True)
    method = models.CharField(max_length=300, blank=True)
    year = models.SmallIntegerField("year of the figure", null=True, blank=True)
    boundary = models.ForeignKey(
        Boundary,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text="How much of the thing the figure covers.",
    )
    workload = models.CharField(
        "on what work",
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="In the same words wherever it is the same work: dense FP16 matrix multiply; resting.",
    )
    figure_kind = models.CharField(
        "kind of quantity",
        max_length=8,
        choices=FigureKind,
        blank=True,
        default="",
        db_default="",
        help_text="A maker's limit and a number worked out are no measurements.",
    )
    rival_group = models.CharField(
        "rival of",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="One word, the same for figures of this claim that contradict each other: of the same thing, unit, "
        "scope and boundary. A ratio then prints as the range that they give.",
    )
    rank = models.CharField(max_length=10, choices=Rank, default=Rank.NORMAL)
    rank_reason = models.TextField(blank=True, help_text="Why it is preferred or deprecated. Public.")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "position", "id"]
        indexes = [
            models.Index("source", "claim", "position", "id", name="citation_of_source"),
            models.Index("claim", "position", "id", name="citation_of_claim"),
            models.Index("stance", "claim", "position", "id", name="citation_by_stance"),
            models.Index("rank", "claim", "position", "id", name="citation_by_rank"),
            models.Index("source_check", "claim", "position", "id", name="citation_by_source_check"),
            text_index("citation_words", "figure_text", "locator"),
        ]
        triggers = [
            triggers.citation_has_source_or_derivation(),
            triggers.clears_its_source_check(),
            changes_what_readers_see(),
        ]
        constraints = [
            is_one_of("citation_stance_known", "stance", Stance),
            is_one_of("citation_bound_kind_known", "bound_kind", BoundKind, blank=True),
            is_one_of("citation_sense_known", "sense", Sense),
            is_one_of("citation_figure_kind_known", "figure_kind", FigureKind, blank=True),
            models.CheckConstraint(
                name="citation_boundary_only_of_a_figure",
                condition=~Q(figure_text="") | Q(boundary__isnull=True, workload="", figure_kind="", rival_group=""),
                violation_error_message="Boundary, work, kind of quantity and rivals describe a figure; here is none.",
            ),
            models.CheckConstraint(
                name="citation_rival_group_well_formed",
                condition=Q(rival_group="") | Q(rival_group__regex=SLUG_PATTERN),
                violation_error_message="Rivals share one word: lower-case letters and digits, joined by hyphens.",
            ),
            models.CheckConstraint(
                name="citation_rival_still_stands",
                condition=Q(rival_group="") | ~Q(rank="deprecated"),
                violation_error_message="A deprecated figure is nobody's rival any more: clear one of the two.",
            ),
            is_one_of("citation_rank_known", "rank", Rank),
            is_one_of("citation_source_check_known", "source_check", SourceCheck, blank=True),
            models.UniqueConstraint(
                "claim",
                "source",
                "locator",
                "figure_text",
                "scope",
                "conditions",
                name="citation_entered_once",
                violation_error_message="This source is already cited here for the same place and figure.",
            ),
            models.CheckConstraint(
                name="citation_source_or_figure",
                condition=Q(source__isnull=False) | ~Q(figure_text=""),
                violation_error_message="What cites no source must be a figure that follows from others.",
            ),
            models.CheckConstraint(
                name="citation_figure_with_magnitude_and_unit",
                condition=Q(
                    figure_text="", unit="", value__isnull=True, low__isnull=True, high__isnull=True, bound_kind=""
                )
                | (
                    filled("figure_text", "unit")
                    & (Q(value__isnull=False) | Q(low__isnull=False) | Q(high__isnull=False))
                ),
                violation_error_message=(
                    "A figure needs its text as printed, a value or a bound, and a unit; or leave all of them empty."
                ),
            ),
            models.CheckConstraint(
                name="citation_low_value_high_in_order",
                condition=(Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")))
                & (Q(low__isnull=True) | Q(value__isnull=True) | Q(low__lte=F("value")))
                & (Q(value__isnull=True) | Q(high__isnull=True) | Q(value__lte=F("high"))),
                violation_error_message="The low bound, the value and the high bound must stand in this order.",
            ),
            models.CheckConstraint(
                name="citation_not_less_than_nothing",
                condition=Q(unit__regex=MAY_BE_NEGATIVE)
                | (
                    (Q(value__isnull=True) | Q(value__gte=0))
                    & (Q(high__isnull=True) | Q(high__gte=0))
                    & (Q(low__isnull=True) | Q(low__gte=0) | Q(value__isnull=False))
                ),
                violation_error_message=(
                    "A figure of this unit is not less than nothing; only the low end of a spread may reach below zero."
                ),
            ),
            models.CheckConstraint(
                name="citation_bounds_exactly_with_a_named_kind",
                condition=(Q(low__isnull=True, high__isnull=True) & Q(bound_kind=""))
                | (~Q(low__isnull=True, high__isnull=True) & ~Q(bound_kind="")),
                violation_error_message=(
                    "Say what the bounds are (“not stated” is an answer); without bounds leave their kind empty."
                ),
            ),
            models.CheckConstraint(
                name="citation_figures_are_numbers",
                condition=finite("value")
                & finite("low")
                & finite("high")
                & finite("canonical_value")
                & finite("canonical_low")
                & finite("canonical_high"),
                violation_error_message="A figure is a finite number.",
            ),
            models.UniqueConstraint(
                "claim",
                name="citation_one_preferred_figure_per_claim",
                condition=Q(rank="preferred"),
                violation_error_message="Another figure of this claim is preferred already.",
            ),
            models.CheckConstraint(
                name="citation_rank_with_figure_and_reason",
                condition=Q(rank="normal") | (~Q(figure_text="") & filled("rank_reason")),
                violation_error_message="Only a figure can be preferred or deprecated, and the reason must be given.",
            ),
            models.CheckConstraint(
                name="citation_unseen_never_preferred",
                condition=~Q(source_check__in=sorted(UNSEEN)) | ~Q(rank="preferred"),
                violation_error_message=(
                    "A figure that was seen only where it is quoted, or not seen, cannot be the preferred one."
                ),
            ),
            models.CheckConstraint(
                name="citation_confirmed_when_and_by_what",
                condition=~Q(source_check__in=sorted(CONFIRMED))
                | (Q(source_checked_on__isnull=False) & filled("source_check_seen")),
                violation_error_message="Say on which day the source was checked, and what was seen there or where.",
            ),
            models.CheckConstraint(
                name="citation_check_described_only_where_made",
                condition=~Q(source_check="") | Q(source_checked_on__isnull=True, source_check_seen=""),
                violation_error_message="A day and what was seen belong to a source check: choose how it was checked.",
            ),
            models.CheckConstraint(
                name="citation_preferred_supports",
                condition=Q(stance="supports") | ~Q(rank="preferred"),
                violation_error_message="Only a figure that supports the claim can be the preferred one.",
            ),
            models.CheckConstraint(
                name="citation_limit_has_no_bounds",
                condition=Q(sense__in=["=", "≈"]) | Q(value__isnull=False, low__isnull=True, high__isnull=True),
                violation_error_message="“Less than” and “more than” go with one value, the limit, and with no bounds.",
            ),
            models.CheckConstraint(
                name="citation_percentage_says_of_what",
                condition=~Q(unit__in=["percent", "%"]) | filled("scope"),
                violation_error_message="A percentage needs a scope: of what?",
            ),
            models.CheckConstraint(
                name="citation_particulars_only_of_a_figure",
                condition=~Q(figure_text="")
                | Q(sense="=", scope="", conditions="", method="", sample_size__isnull=True, year__isnull=True),
                violation_error_message=(
                    "Sense, scope, conditions, method, n and year describe a figure. Without one, use the note."
                ),
            ),
            models.CheckConstraint(
                name="citation_canonical_only_of_what_was_read",
                condition=(Q(canonical_value__isnull=True) | Q(value__isnull=False))
                & (Q(canonical_low__isnull=True) | Q(low__isnull=False))
                & (Q(canonical_high__isnull=True) | Q(high__isnull=False)),
                violation_error_message="A canonical magnitude needs the one it was worked out from: clear both.",
            ),
            models.CheckConstraint(
                name="citation_sample_not_empty",
                condition=Q(sample_size__isnull=True) | Q(sample_size__gte=1),
                violation_error_message="A sample has at least one member.",
            ),
            models.CheckConstraint(
                name="citation_year_plausible",
                condition=Q(year__isnull=True) | Q(year__range=(1400, 2200)),
                violation_error_message="The year of a figure lies between 1400 and 2200.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source or 'a derived figure'} on {self.claim}"
