"""Comparisons grouped by category, in the order of the categories."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from comparisons.models import Category, Comparison


class CategoryGroup(NamedTuple):
    category: Category
    comparisons: list[Comparison]


def by_category(comparisons: Iterable[Comparison]) -> list[CategoryGroup]:
    """The comparisons by category. They must come with their category, in the order of the categories."""
    return [
        CategoryGroup(category, list(group))
        for category, group in groupby(comparisons, key=lambda comparison: comparison.category)
    ]
