"""Comparisons on their shelves: grouped by category, in order."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from comparisons.models import Category, Comparison


class Shelf(NamedTuple):
    category: Category
    shelved: list[Comparison]


def shelved(comparisons: Iterable[Comparison]) -> list[Shelf]:
    """The comparisons by category. They must come with their category, in the order of the shelves."""
    return [
        Shelf(category, list(group))
        for category, group in groupby(comparisons, key=lambda comparison: comparison.category)
    ]
