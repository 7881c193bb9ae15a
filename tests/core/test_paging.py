"""Long lists in pages: every row once, in order, forwards and backwards, whatever happens meanwhile."""

import pytest
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import RequestFactory

from core.paging import AFTER, BEFORE, Address, Page, page_of
from core.parameters import Parameters
from entities.models import Dimension, Entity
from tests.factories import a_dimension, a_dimension_group, an_entity

pytestmark = pytest.mark.django_db

PARAMETERS = Parameters(one=("q", AFTER, BEFORE))


def asked(address: str) -> HttpRequest:
    return RequestFactory().get(address)


def page_at(address: str, found: "QuerySet[Entity] | None" = None, size: int = 3) -> Page[Entity]:
    every = Entity.objects.all() if found is None else found
    return page_of(every, by=("name",), named="slug", address=Address(asked(address), PARAMETERS), size=size)


def ten() -> list[str]:
    return [an_entity(name=f"Thing {letter}", slug=f"thing-{letter.lower()}").name for letter in "ABCDEFGHIJ"]


def walked(start: str, way: str) -> list[list[str]]:
    pages, address = [], start
    while address:
        page = page_at(address)
        pages.append([row.name[-1] for row in page.rows])
        address = getattr(page, way)
    return pages


def test_pages_have_every_row_once_and_lead_on_with_what_else_was_chosen() -> None:
    ten()
    assert walked("/entities?q=x", "next") == [["A", "B", "C"], ["D", "E", "F"], ["G", "H", "I"], ["J"]]
    assert page_at("/entities?q=x").next == "/entities?q=x&after=thing-c"
    assert page_at("/entities?q=x").previous == ""


def test_going_back_leads_through_the_same_pages_to_the_first() -> None:
    ten()
    back = walked("/entities?q=x&after=thing-i", "previous")
    assert back == [["J"], ["G", "H", "I"], ["D", "E", "F"], ["A", "B", "C"]]


def test_a_page_that_is_not_whole_before_the_place_is_the_first_page() -> None:
    ten()
    page = page_at("/entities?before=thing-b")
    assert ([row.name[-1] for row in page.rows], page.previous) == (["A", "B", "C"], "")


@pytest.mark.parametrize(
    "address", ["/entities?after=nobody", "/entities?before=nobody", "/entities?after=", "/entities"]
)
def test_a_name_that_nobody_has_leads_to_the_first_page(address: str) -> None:
    ten()
    assert [row.name[-1] for row in page_at(address).rows] == ["A", "B", "C"]


def test_a_row_that_is_added_moves_none_from_one_page_to_the_next() -> None:
    ten()
    following = page_at("/entities").next
    an_entity(name="Thing AA", slug="thing-aa")
    assert [row.name[-1] for row in page_at(following).rows] == ["D", "E", "F"]


def test_an_order_of_several_columns_and_downwards_leaves_no_row_out() -> None:
    groups = [a_dimension_group(position=position, name=f"Group {position}") for position in (2, 1, 1, 3)[:2]]
    for number in range(4):
        for group in groups:
            a_dimension(name=f"Axis {number} of {group.name}", slug=f"axis-{number}-{group.position}", group=group)
    by = ("-group__position", "name")
    expected = list(Dimension.objects.order_by(*by).values_list("slug", flat=True))
    seen, address = [], "/dimensions"
    while address:
        page = page_of(
            Dimension.objects.all(), by=by, named="slug", address=Address(asked(address), PARAMETERS), size=3
        )
        seen += [row.slug for row in page.rows]
        address = page.next
    assert seen == expected


@pytest.mark.parametrize("name", ["x", "²", "٣", "-1", "999999999999999999999999", "1; drop"])
def test_a_number_that_is_none_leads_to_the_first_page(name: str) -> None:
    ten()
    found = Entity.objects.all()
    address = Address(asked(f"/entities?after={name}"), PARAMETERS)
    assert len(page_of(found, by=("id",), named="id", address=address, size=3).rows) == 3
