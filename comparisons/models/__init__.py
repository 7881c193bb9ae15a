"""Comparisons, the assumptions under which unlike units may be set against each other, questions, and editions."""

from comparisons.models.comparison import (
    Category,
    Comparability,
    Comparison,
    FormerComparisonSlug,
    Point,
    PointedClaim,
    Row,
    Side,
)
from comparisons.models.edition import DerivedNote, Edition, EditionClaim, Place
from comparisons.models.equivalence import Equivalence, EquivalenceCitation
from comparisons.models.question import Question, QuestionClaim

__all__ = [
    "Category",
    "Comparability",
    "Comparison",
    "DerivedNote",
    "Edition",
    "EditionClaim",
    "Equivalence",
    "EquivalenceCitation",
    "FormerComparisonSlug",
    "Place",
    "Point",
    "PointedClaim",
    "Question",
    "QuestionClaim",
    "Row",
    "Side",
]
