"""Sentences that many models' constraints have in common."""

from decimal import Decimal

from django.db.models import Q

# Far beyond any figure in print (the largest here is near 1e43).
_LARGEST = Decimal("1e100")


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
