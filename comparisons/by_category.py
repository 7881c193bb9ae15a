"""Comparisons grouped by category, in the order of the categories."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from comparisons.models import Category, Comparison


class CategoryGroup(NamedTuple):
    """``has_more``: the category holds more than these."""

    category: Category
    comparisons: list[Comparison]
    has_more: bool = False


def by_category(comparisons: Iterable[Comparison]) -> list[CategoryGroup]:
    """The comparisons by category, in the order of the categories. They must come with their category."""
    ordered = sorted(comparisons, key=lambda comparison: (comparison.category.position, comparison.category.name))
    return [
        CategoryGroup(category, list(group))
        for category, group in groupby(ordered, key=lambda comparison: comparison.category)
    ]


def categories_in_use() -> "QuerySet[Category]":
    """The categories that hold a published comparison, in their order."""
    published = Comparison.objects.published().filter(category=OuterRef("pk"))
    return Category.objects.filter(Exists(published)).order_by("position", "name")


def first_of_each_category(most: int) -> list[CategoryGroup]:
    """The first published comparisons of each category, in the order of the categories. Two queries."""
    first = Comparison.objects.published().filter(category=OuterRef("pk")).order_by("position", "title").values("pk")
    categories: Any = categories_in_use().annotate(first=ArraySubquery(first[: most + 1]))
    wanted = {category: category.first[:most] for category in categories}
    found = Comparison.objects.select_related("category").in_bulk([pk for keys in wanted.values() for pk in keys])
    return [
        CategoryGroup(category, [found[pk] for pk in keys if pk in found], has_more=len(category.first) > most)
        for category, keys in wanted.items()
    ]
