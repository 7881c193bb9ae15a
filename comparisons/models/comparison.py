"""The curated pivot: which entities stand side by side, along which dimensions, with which points."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from comparisons import triggers
from comparisons.querysets import WITH_A_PAGE, ComparisonQuerySet
from core.constraints import filled, is_one_of
from core.publishing_status import Drafted, Drafting, Publishable, Status, publishing_permissions
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed
from core.text_filter import text_index
from entities.models import Claim, Dimension, Entity


@recorded()
class Category(models.Model):
    """The group that a comparison belongs to: the first part of its address."""

    slug = models.CharField(max_length=60, unique=True, help_text="First part of the address of its comparisons.")
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True, help_text="One or two sentences for the index. Markdown.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]
        triggers = [changes_what_readers_see()]
        constraints = [
            slug_is_well_formed("category_slug_well_formed"),
            models.UniqueConstraint(
                Lower("name"),
                name="category_name_once",
                violation_error_message="Another category already has this name.",
            ),
            models.CheckConstraint(
                name="category_named", condition=filled("name"), violation_error_message="A category needs a name."
            ),
        ]

    def __str__(self) -> str:
        return self.name


@recorded()
class Comparison(Publishable, Drafted):
    """Sides, rows, chosen points and prose. It holds no facts: those are claims."""

    slug = models.CharField(max_length=100, unique=True, help_text="Last part of the address. A change is remembered.")
    category = models.ForeignKey(Category, models.PROTECT, related_name="comparisons")
    title = models.CharField(max_length=160)
    lede = models.TextField(
        help_text="One or two sentences: what is compared, and what the comparison cannot say. Markdown."
    )
    outlook = models.TextField(
        blank=True, help_text="What would change the picture. The only place for judgement. Markdown."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the category, then by title.")
    created = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified = models.DateTimeField(auto_now=True, db_default=Now())

    entities = models.ManyToManyField(Entity, through="Side", related_name="comparisons")
    dimensions = models.ManyToManyField(Dimension, through="Row", related_name="comparisons")

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["category__position", "position", "title"]
        indexes = [
            models.Index("category", "position", "title", name="comparison_of_category"),
            models.Index("position", "title", name="comparison_by_position"),
            text_index("comparison_words", "title", "slug", "lede"),
        ]
        permissions = publishing_permissions("comparison")
        constraints = [
            slug_is_well_formed("comparison_slug_well_formed"),
            is_one_of("comparison_status_known", "status", Status),
            is_one_of("comparison_drafting_known", "drafting", Drafting),
            models.UniqueConstraint(
                Lower("title"),
                name="comparison_title_once",
                violation_error_message="Another comparison already has this title.",
            ),
            models.CheckConstraint(
                name="comparison_titled_and_led",
                condition=filled("title", "lede"),
                violation_error_message="A comparison needs a title and a lede.",
            ),
        ]
        triggers = [
            *remembering(former_table="comparisons_formercomparisonslug", owner="comparison_id"),
            triggers.has_two_sides(),
            triggers.public_exactly_with_an_edition(),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/comparisons/{self.category.slug}/{self.slug}"

    @property
    def has_page(self) -> bool:
        return self.status in WITH_A_PAGE

    def side_labels(self) -> list[str]:
        """The column heads, in order; no query if the sides are loaded with their entities."""
        return [str(side) for side in self.sides.all()]


class FormerComparisonSlug(FormerSlug):
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="former_slugs")

    class Meta(FormerSlug.Meta):
        triggers = [leads_nowhere_else(present_table="comparisons_comparison"), changes_what_readers_see()]


@recorded()
class Side(models.Model):
    """An entity in its place among the columns of a comparison."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="sides")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="sides")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(
        max_length=60, blank=True, help_text="Column head, if it should differ from the entity’s name."
    )

    class Meta:
        ordering = ["comparison", "position"]
        triggers = [triggers.leaves_two_sides(), changes_what_readers_see()]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "entity"],
                name="side_entity_once_per_comparison",
                violation_error_message="An entity can stand on one side only.",
            ),
            models.UniqueConstraint(
                fields=["comparison", "position"],
                name="side_position_once_per_comparison",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two sides cannot have the same position.",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.entity)


class Comparability(models.TextChoices):
    """How far a row's cells may be set against each other, best first."""

    EQUIVALENT = "equivalent", "Equivalent"
    ANALOGOUS = "analogous", "Analogous"
    LOOSELY_ANALOGOUS = "loosely-analogous", "Loosely analogous"
    NOT_COMPARABLE = "not-comparable", "Not comparable"


@recorded()
class Row(models.Model):
    """A dimension in its place among the rows of a comparison."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="rows")
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    comparability = models.CharField(
        max_length=17, choices=Comparability, blank=True, help_text="Required before the comparison can be published."
    )
    comparability_reason = models.TextField(
        blank=True, help_text="Where the analogy holds and where it breaks. Markdown."
    )
    names_boundaries = models.BooleanField(
        "names boundaries",
        default=False,
        db_default=False,
        help_text="The reason calls by their names two boundaries across which figures may be divided here, such as "
        "“machine at the wall” and “organ”. Without it there is no ratio across boundaries.",
    )
    note = models.TextField(blank=True, help_text="What a reader should notice in this row. Markdown.")

    class Meta:
        ordering = ["comparison", "position"]
        triggers = [changes_what_readers_see()]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "dimension"],
                name="row_dimension_once_per_comparison",
                violation_error_message="A dimension can have one row only.",
            ),
            models.UniqueConstraint(
                fields=["comparison", "position"],
                name="row_position_once_per_comparison",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two rows cannot have the same position.",
            ),
            is_one_of("row_comparability_known", "comparability", Comparability, blank=True),
            models.CheckConstraint(
                name="row_comparability_with_reason",
                condition=Q(comparability__in=["", "equivalent"]) | filled("comparability_reason"),
                violation_error_message="Say why the cells are not equivalent.",
            ),
            models.CheckConstraint(
                name="row_names_boundaries_in_its_reason",
                condition=Q(names_boundaries=False) | filled("comparability_reason"),
                violation_error_message="Name the boundaries in the reason.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.dimension)


@recorded()
class Point(models.Model):
    """A strength, weakness or finding chosen for a comparison; the claim says which, and about whom."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="points")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["comparison", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "claim"],
                name="point_claim_once_per_comparison",
                violation_error_message="This point is chosen already.",
            ),
            models.UniqueConstraint(
                fields=["comparison", "position"],
                name="point_position_once_per_comparison",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two points cannot have the same position.",
            ),
        ]
        triggers = [triggers.belongs_to_a_side(), changes_what_readers_see()]

    def __str__(self) -> str:
        return str(self.claim)


class PointedClaim(Claim):
    """The table of claims, named here only to carry what comparisons must say about it."""

    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["public_id"]
        triggers = [triggers.stays_with_its_points()]
