"""Counting only as far as anybody reads: “more than 1,000” costs a thousand rows, however many there are."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

MOST_COUNTED = 1000


class CountUpTo(Subquery):
    """For annotate(): how many rows the queryset finds for each row, or ``most`` + 1 where there are more."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, queryset: "QuerySet[Any]", most: int = MOST_COUNTED) -> None:
        super().__init__(queryset.order_by().values("pk")[: most + 1])


def counted(found: "QuerySet[Any]", most: int = MOST_COUNTED) -> int:
    """How many rows there are, or ``most`` + 1 where there are more. One query, which reads no more than that."""
    return found.order_by().values("pk")[: most + 1].count()
