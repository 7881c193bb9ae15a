"""Comparisons in the order of their categories, as the front page and the index name them."""

import pytest

from comparisons.by_category import by_category, categories_in_use, first_of_each_category
from comparisons.models import Category, Comparison
from core.publishing_status import Status
from tests.factories import a_category, a_comparison, a_published_comparison

pytestmark = pytest.mark.django_db


def a_public_comparison(category: Category, title: str, position: int = 0) -> Comparison:
    return a_published_comparison(rows=1, category=category, title=title, position=position)


@pytest.fixture
def categories() -> list[Category]:
    """Three in the order of their places and, where that is one, of their names; made in another order."""
    last, second, first = (
        a_category(name=name, position=position) for name, position in (("Anatomy", 2), ("Systems", 1), ("Concept", 1))
    )
    return [first, second, last]


def named(most: int) -> list[tuple[str, list[str], bool]]:
    return [
        (group.category.name, [comparison.title for comparison in group.comparisons], group.has_more)
        for group in first_of_each_category(most)
    ]


def test_categories_stand_in_their_order_and_comparisons_in_theirs_within_them(categories: list[Category]) -> None:
    first, second, last = categories
    a_public_comparison(last, "Cortex")
    a_public_comparison(second, "Zebrafish", position=1)
    a_public_comparison(second, "Mouse", position=2)
    a_public_comparison(second, "Bee", position=2)
    a_public_comparison(first, "Memory")
    assert named(5) == [
        ("Concept", ["Memory"], False),
        ("Systems", ["Zebrafish", "Bee", "Mouse"], False),
        ("Anatomy", ["Cortex"], False),
    ]


def test_of_each_category_the_first_are_named_and_whether_there_are_more(categories: list[Category]) -> None:
    first, second, last = categories
    for category, count in ((first, 1), (second, 2), (last, 4)):
        for number in range(count):
            a_public_comparison(category, f"{category.name} {number}", position=number)
    assert named(2) == [
        ("Concept", ["Concept 0"], False),
        ("Systems", ["Systems 0", "Systems 1"], False),
        ("Anatomy", ["Anatomy 0", "Anatomy 1"], True),
    ]


def test_what_readers_cannot_open_neither_stands_there_nor_keeps_its_category(categories: list[Category]) -> None:
    first, _, last = categories
    a_public_comparison(first, "Seen")
    for category in (first, last):
        a_comparison(category=category)
        withdrawn = a_published_comparison(rows=1, category=category)
        Comparison.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    assert named(1) == [("Concept", ["Seen"], False)]
    assert list(categories_in_use()) == [first]


def test_categories_to_choose_from_stand_in_their_order(categories: list[Category]) -> None:
    for category in reversed(categories):
        a_public_comparison(category, f"Some comparison of {category.name}")
    assert list(categories_in_use()) == categories


def test_a_page_of_found_comparisons_keeps_their_order_within_the_categories(categories: list[Category]) -> None:
    first, _, last = categories
    found = [a_public_comparison(category, title) for category, title in ((last, "B"), (first, "C"), (last, "A"))]
    groups = [(category, [comparison.title for comparison in group]) for category, group, _ in by_category(found)]
    assert groups == [(first, ["C"]), (last, ["B", "A"])]


def test_the_first_of_each_category_cost_two_queries_and_none_for_their_addresses(
    categories: list[Category], django_assert_num_queries
) -> None:
    for category in categories:
        a_public_comparison(category, f"Some comparison of {category.name}")
    # 1 the categories with the keys of their first comparisons, 2 those comparisons with their categories
    with django_assert_num_queries(2):
        addresses = [one.get_absolute_url() for group in first_of_each_category(3) for one in group.comparisons]
    assert len(addresses) == 3
