"""What is named beside a comparison: entities near its sides, and other comparisons, the nearest first."""

import pytest

from comparisons.models import Comparison
from comparisons.related_links import related_links_of
from core.publishing_status import Status
from entities.models import Entity
from tests.factories import a_category, a_comparison, a_published_comparison, an_entity

pytestmark = pytest.mark.django_db


def others(comparison: Comparison) -> list[str]:
    return [link.name for link in related_links_of(comparison).other_comparisons]


def near(comparison: Comparison) -> list[str]:
    return [link.name for link in related_links_of(comparison).related_entities]


@pytest.fixture
def sides() -> list[Entity]:
    return [an_entity(name="Brain"), an_entity(name="Model")]


def test_comparisons_come_by_shared_sides_then_category_then_position_then_title(sides: list[Entity]):
    category = a_category()
    comparison = a_published_comparison(sides=sides, category=category)
    stranger = an_entity()
    # Made in an order that is none of those asked for.
    a_published_comparison(title="Far away", position=1)
    a_published_comparison(title="Same category, second", category=category, position=2)
    a_published_comparison(title="Same category, first", category=category, position=1)
    a_published_comparison(title="One side, and B", sides=[sides[0], stranger], position=3)
    a_published_comparison(title="One side, and A", sides=[stranger, sides[1]], position=3)
    a_published_comparison(title="Both sides", sides=[*reversed(sides)], position=9)
    assert others(comparison) == [
        "Both sides",
        "One side, and A",
        "One side, and B",
        "Same category, first",
        "Same category, second",
        "Far away",
    ]


def test_six_comparisons_are_named_the_nearest_of_all(sides: list[Entity]):
    comparison = a_published_comparison(sides=sides)
    for number in range(6):
        a_published_comparison(title=f"Far {number}", position=number)
    a_published_comparison(title="Near", sides=sides, position=9)
    assert others(comparison) == ["Near", *(f"Far {number}" for number in range(5))]


def test_neither_the_comparison_itself_is_named_nor_one_that_readers_cannot_open(sides: list[Entity]):
    comparison = a_published_comparison(sides=sides)
    a_comparison(sides=sides, status=Status.DRAFT)
    withdrawn = a_published_comparison(sides=sides)
    Comparison.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    assert others(comparison) == []


def test_entities_come_by_how_many_ways_they_are_near_and_then_by_name(sides: list[Entity]):
    comparison = a_published_comparison(sides=sides)
    brain, model = sides
    an_entity(name="Zebra", related=[brain, model])
    an_entity(name="Cortex", part_of=brain)
    an_entity(name="Axon", related=[model])
    an_entity(name="Hidden", related=[brain], status=Status.DRAFT)
    an_entity(name="Stranger")
    Entity.objects.filter(pk=brain.pk).update(part_of=an_entity(name="Body"))
    assert near(comparison) == ["Zebra", "Axon", "Body", "Cortex"]


def test_a_side_is_not_related_to_its_own_comparison(sides: list[Entity]):
    sides[0].related.add(sides[1])
    assert near(a_published_comparison(sides=sides)) == []


def test_twelve_entities_are_named_at_most(sides: list[Entity]):
    comparison = a_published_comparison(sides=sides)
    for number in range(13):
        an_entity(name=f"Near {number:02}", related=[sides[0]])
    assert near(comparison) == [f"Near {number:02}" for number in range(12)]


def test_a_link_says_where_it_leads_and_what_it_belongs_to(sides: list[Entity]):
    comparison = a_published_comparison(sides=sides)
    other = a_published_comparison(sides=sides, category=a_category(name="Systems"))
    entity = an_entity(related=[sides[0]], realm="artificial")
    found = related_links_of(comparison)
    assert [(link.url, link.group) for link in found.other_comparisons] == [(other.get_absolute_url(), "Systems")]
    assert [(link.url, link.group) for link in found.related_entities] == [(entity.get_absolute_url(), "artificial")]
