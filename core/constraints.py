"""Sentences that many models' constraints have in common."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

# Far beyond any figure in print (the largest here is near 1e43).
_LARGEST = Decimal("1e100")


def is_one_of(
    name: str, field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """A named constraint: the column holds one of the choices' values, or nothing if blank is allowed."""
    values = [*choices.values, *([""] if blank else [])]
    # Django fills in what stands behind a % of the message.
    labels = ", ".join(str(label).replace("%", "%%") for label in choices.labels)
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": values}),
        violation_error_message=f"Choose one of: {labels}.",
    )


def filled(*fields: str) -> Q:
    """Each of these texts holds at least one character that is not white space."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__regex": r"\S"})
    return condition


def finite(field: str) -> Q:
    """The column holds no value or one that can be a figure: PostgreSQL's numeric also knows infinity and NaN, which
    it sorts above every number."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": -_LARGEST, f"{field}__lt": _LARGEST})
