"""What is said about an entity."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from core.constraints import filled, is_one_of
from core.publishing_status import Drafted, Drafting, Publishable, Status, publishing_permissions
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import slug_is_well_formed
from core.text_filter import text_index
from entities import triggers
from entities.models.dimension import Dimension
from entities.models.entity import Entity
from entities.querysets import ClaimQuerySet


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


# Lines such as “round-thousand: The card prints 8,000.” (a line break is \\n for PostgreSQL as well)
LINT_ANSWERS = r"^[a-z]+(-[a-z]+)*: [^\n]+(\n[a-z]+(-[a-z]+)*: [^\n]+)*\n?$"


@recorded()
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
        blank=True,
        help_text="What the reader sees: a value with its unit, or one short sentence. Markdown. {figure} stands for "
        "the figure that stands for the claim, as its source prints it: the text then follows it. {value} leaves out "
        "the spread, {number} the unit as well; {value:2} rounds to two digits.",
    )
    short_answer = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="The text in at most 40 characters, where no figure stands for it: “Frozen after training”. It says "
        "nothing that the text does not say. Plain words, for the first lines of a comparison.",
    )
    missing = models.CharField(
        "why there is no value",
        max_length=14,
        choices=Missing,
        blank=True,
        help_text="Only for an attribute without a value.",
    )
    note = models.TextField(
        blank=True, help_text="What a reader must know to understand the claim correctly. Public. Markdown."
    )
    as_of = models.DateField(null=True, blank=True, help_text="The day on which the claim was last known to hold.")
    lint_answers = models.TextField(
        "answers to the linter",
        blank=True,
        default="",
        db_default="",
        help_text="Why a finding of the content linter stands: one line each, the name of the rule, a colon and one "
        "sentence. Not shown to readers.",
    )
    created = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified = models.DateTimeField(auto_now=True, db_default=Now())

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "kind", "public_id"]
        indexes = [
            models.Index("kind", "public_id", name="claim_of_kind"),
            models.Index("drafting", "public_id", name="claim_by_drafting"),
            models.Index("missing", "public_id", name="claim_by_what_is_missing"),
            text_index("claim_words", "public_id", "text"),
        ]
        permissions = publishing_permissions("claim")
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
                name="claim_lint_answers_well_formed",
                condition=Q(lint_answers="") | Q(lint_answers__regex=LINT_ANSWERS),
                violation_error_message="Answer each rule on a line of its own: its name, a colon and one sentence.",
            ),
            models.CheckConstraint(
                name="claim_figure_in_text_only_on_a_dimension",
                condition=Q(dimension__isnull=False) | ~Q(text__regex=r"\{(figure|value|number)(:[1-9])?\}"),
                violation_error_message="Only the text of an attribute has a place for the figure that stands for it.",
            ),
            models.CheckConstraint(
                name="claim_missing_only_without_text",
                condition=Q(missing="") | Q(text=""),
                violation_error_message="A claim that has a text is not missing: clear one of the two.",
            ),
            models.CheckConstraint(
                name="claim_short_answer_of_an_attribute_with_text",
                condition=Q(short_answer="") | (Q(kind="attribute") & filled("text", "short_answer")),
                violation_error_message="Only an attribute with a text has a short answer: clear it.",
            ),
        ]
        triggers = [
            triggers.public_id_is_permanent(),
            triggers.public_claim_is_kept(),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return f"/claims/{self.public_id}"
