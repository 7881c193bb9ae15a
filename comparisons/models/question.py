"""Questions that people really ask, answered on the front page by claims. They hold no figure of their own."""

from django.db import models
from django.db.models import Q

from comparisons.models.comparison import Comparison
from comparisons.querysets import QuestionQuerySet
from core.constraints import is_one_of
from core.publishing_status import Drafted, Drafting, Publishable, Status, publishing_permissions
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import slug_is_well_formed
from entities.models import Claim


@recorded()
class Question(Publishable, Drafted):
    """A question, and at most a sentence on what its answers mean together. The answers are claims."""

    slug = models.CharField(max_length=100, unique=True)
    text = models.CharField("question", max_length=120, help_text="As people ask it, with a question mark.")
    remark = models.CharField(
        max_length=200,
        blank=True,
        help_text="One sentence on how the answers may be read. It holds no figure: figures are those of the claims.",
    )
    comparison = models.ForeignKey(
        Comparison,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        help_text="Where a reader finds more.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the front page, then by question.")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "text"]
        indexes = [models.Index("position", "text", name="question_by_position")]
        permissions = publishing_permissions("question")
        constraints = [
            slug_is_well_formed("question_slug_well_formed"),
            is_one_of("question_status_known", "status", Status),
            is_one_of("question_drafting_known", "drafting", Drafting),
            models.CheckConstraint(
                name="question_asks",
                condition=Q(text__regex=r"\S\?$"),
                violation_error_message="A question ends with a question mark.",
            ),
            models.CheckConstraint(
                name="question_holds_no_figure",
                condition=~Q(text__regex=r"\d") & ~Q(remark__regex=r"\d"),
                violation_error_message="A question holds no figure of its own: point to the claim that has it.",
            ),
        ]
        triggers = [changes_what_readers_see()]

    def __str__(self) -> str:
        return self.text


@recorded()
class QuestionClaim(models.Model):
    """A claim in its place among the answers to a question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["question", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "claim"],
                name="question_claim_once",
                violation_error_message="This claim answers the question already.",
            ),
        ]
        triggers = [changes_what_readers_see()]

    def __str__(self) -> str:
        return str(self.claim)
