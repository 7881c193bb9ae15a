"""A comparison's page is sent again exactly when it says something else."""

import sys
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comparisons import page_bodies
from comparisons.documents import ComparisonDocument
from comparisons.models import Comparison, Edition
from comparisons.publishing import republish
from comparisons.renderings.page import Page, present
from core import kept_values
from core.publishing_status import Status
from entities.models import Entity
from tests.factories import (
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    an_attribute,
    an_edition,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def comparison() -> Comparison:
    """Neurons against parameters, and power; so there is an assumption to make and a unit to choose."""
    an_equivalence(slug="rate", from_unit="neuron", to_unit="parameter")
    count = a_quantity_dimension(slug="count", unit="1", unlike_units=True)
    power = a_quantity_dimension(slug="power", unit="W")
    brain, model = an_entity(), an_entity()
    a_figure(claim=an_attribute(entity=brain, dimension=count), value="86e9", unit="neuron")
    a_figure(claim=an_attribute(entity=model, dimension=count), value="175e9", unit="parameter")
    return a_published_comparison(sides=[brain, model], rows=[power, count], comparability="not-comparable")


def etag(client: Client, comparison: Comparison, query: str = "") -> str:
    return str(client.get(f"{comparison.get_absolute_url()}{query}")["ETag"])


def confirmed(client: Client, comparison: Comparison, held: str) -> bool:
    """Whether the reader who holds this version is told that it still holds."""
    response = client.get(comparison.get_absolute_url(), headers={"If-None-Match": held})
    assert response.status_code in {200, 304}
    assert (response.status_code == 304) == (response.content == b"")
    return bool(response.status_code == 304)


def test_every_choice_is_a_version_of_its_own(client: Client, comparison: Comparison):
    queries = ["", "?assume=rate", "?unit=power:kW", "?unit=power:MW", "?unit=power:kW&assume=rate"]
    assert len({etag(client, comparison, query) for query in queries}) == len(queries)
    bodies = {client.get(f"{comparison.get_absolute_url()}{query}").content for query in queries}
    assert len(bodies) == len(queries)


def test_the_order_in_which_choices_were_made_does_not_matter(client: Client, comparison: Comparison):
    assert etag(client, comparison, "?assume=rate&unit=power:kW") == etag(
        client, comparison, "?unit=power:kW&assume=rate"
    )


def test_choices_that_are_not_offered_show_the_page_as_published(client: Client, comparison: Comparison):
    plain = client.get(comparison.get_absolute_url()).content
    for query in (
        "?assume=unheard-of",
        "?unit=power:1e999999",
        "?unit=power:J**J",
        "?unit=count:W",
        "?unit=::&assume=",
    ):
        assert client.get(f"{comparison.get_absolute_url()}{query}").content == plain


def test_of_two_units_for_one_row_one_is_shown(client: Client, comparison: Comparison):
    both, other = (
        client.get(f"{comparison.get_absolute_url()}?unit=power:{first}&unit=power:{second}").content
        for first, second in (("kW", "MW"), ("MW", "kW"))
    )
    assert both == other


def test_a_new_edition_is_sent(client: Client, comparison: Comparison):
    held = etag(client, comparison)
    assert confirmed(client, comparison, held)
    an_edition(comparison=comparison)
    assert not confirmed(client, comparison, held)


def test_a_new_day_is_a_new_version_exactly_if_the_page_says_something_else(
    client: Client, comparison: Comparison, monkeypatch: pytest.MonkeyPatch
):
    dimension = a_quantity_dimension(unit="W", review_interval_months=12)
    sides = [an_entity(), an_entity()]
    for side in sides:
        a_figure(claim=an_attribute(entity=side, dimension=dimension, as_of=date(2026, 1, 1)), unit="W")
    reviewed = a_published_comparison(sides=sides, rows=[dimension])
    monkeypatch.setattr("comparisons.views.timezone.now", lambda: datetime(2026, 2, 1, tzinfo=UTC))
    held, held_of_reviewed = etag(client, comparison), etag(client, reviewed)
    monkeypatch.setattr("comparisons.views.timezone.now", lambda: datetime(2099, 1, 1, tzinfo=UTC))
    assert confirmed(client, comparison, held)
    assert not confirmed(client, reviewed, held_of_reviewed)


def test_a_claim_is_marked_from_the_day_on_which_its_review_is_due(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dimension = a_quantity_dimension(unit="W", review_interval_months=12)
    sides = [an_entity(), an_entity()]
    for side in sides:
        a_figure(claim=an_attribute(entity=side, dimension=dimension, as_of=date(2026, 1, 1)), unit="W")
    address = a_published_comparison(sides=sides, rows=[dimension]).get_absolute_url()

    def shown_on(day: date) -> str:
        monkeypatch.setattr("comparisons.views.timezone.now", lambda: datetime.combine(day, time(12), tzinfo=UTC))
        return client.get(address).text

    for day, is_due in ((date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2026, 12, 31), False)):
        assert ("due for review" in shown_on(day)) is is_due


def test_only_the_pages_shown_last_are_kept(comparison: Comparison, monkeypatch: pytest.MonkeyPatch):
    edition = Edition.objects.latest_of(comparison.slug).get()
    made: list[date] = []

    def making(*arguments: Any, today: date, **named: Any) -> Page:
        made.append(today)
        return present(*arguments, today=today, **named)

    page = page_bodies.rendered(edition, today=date(2025, 1, 1))
    room = sys.getsizeof(page.body) + sys.getsizeof(page.head_html) + kept_values._OVERHEAD
    page_bodies._pages.clear()
    monkeypatch.setattr(page_bodies, "present", making)
    monkeypatch.setattr(page_bodies._pages, "_most_bytes", 2 * room + room // 2)
    first, second, third = (date(2026, 1, day) for day in (1, 2, 3))
    for day in (first, second, first, third):
        page_bodies.rendered(edition, today=day)
    assert made == [first, second, third]
    page_bodies.rendered(edition, today=first)  # shown later than the second, and so kept
    assert made == [first, second, third]
    page_bodies.rendered(edition, today=second)
    assert made == [first, second, third, second]


def test_what_readers_choose_takes_no_more_room_than_there_is(comparison: Comparison, monkeypatch: pytest.MonkeyPatch):
    edition = Edition.objects.latest_of(comparison.slug).get()
    page = page_bodies.rendered(edition, today=date(2025, 1, 1))
    monkeypatch.setattr(page_bodies._pages, "_most_bytes", 5 * sys.getsizeof(page.body))
    page_bodies._pages.clear()
    for day in range(1, 28):
        page_bodies.rendered(edition, today=date(2026, 1, day))
        kept = page_bodies._pages._values.values()
        assert 1 <= len(kept) < 6
        assert sum(sys.getsizeof(one.body) for one in kept) <= page_bodies._pages._most_bytes
    monkeypatch.setattr(page_bodies._pages, "_most_bytes", 10)
    page_bodies._pages.clear()
    assert page_bodies.rendered(edition, today=date(2026, 1, 1)).body == page.body
    assert not page_bodies._pages._values


def test_what_is_made_of_an_edition_is_made_once_and_read_in_one_query(comparison: Comparison) -> None:
    other = a_published_comparison()
    made: list[str] = []

    def title(document: ComparisonDocument) -> str:
        made.append(document.title)
        return document.title

    def titles(name: str) -> list[str]:
        pair = (comparison, other)
        editions = [Edition.objects.latest_of(each.slug).defer("document").get() for each in pair]
        with CaptureQueriesContext(connection) as captured:
            found = page_bodies.made_of(editions, name, title)
        assert len(captured) <= 1
        return found

    assert titles("title") == titles("title") == made == [comparison.title, other.title]
    assert titles("another name") == titles("title")
    assert len(made) == 4
    Comparison.objects.filter(pk=other.pk).update(title="Another title")
    republish(comparisons=[other], author=None)
    assert titles("title") == [comparison.title, "Another title"]
    assert len(made) == 5


def test_a_new_neighbour_and_its_new_name_are_sent(client: Client, comparison: Comparison):
    held = etag(client, comparison)
    side = comparison.sides.all()[0].entity
    near = an_entity(related=[side])
    assert not confirmed(client, comparison, held)
    held = etag(client, comparison)
    Entity.objects.filter(pk=near.pk).update(name="Another name")
    assert not confirmed(client, comparison, held)
    held = etag(client, comparison)
    a_published_comparison(sides=[side, near])
    assert not confirmed(client, comparison, held)


def test_a_withdrawal_is_sent(client: Client, comparison: Comparison):
    held = etag(client, comparison)
    comparison.status = Status.WITHDRAWN
    comparison.save()
    assert not confirmed(client, comparison, held)


@pytest.mark.parametrize("held", ["garbage", '"', 'W/"', ",,,", "", "\xff", '"' + "a" * 5_000 + '"', "W/*"])
def test_what_is_no_version_gets_the_page(client: Client, comparison: Comparison, held: str):
    assert not confirmed(client, comparison, held)


def test_the_page_is_the_same_for_everybody(client: Client, comparison: Comparison):
    """So it varies by nothing and sets no cookie, whoever asks and however."""
    plain = client.get(comparison.get_absolute_url())
    cookies = f"sessionid={'a' * 32}; csrftoken={'b' * 32}; ;;=\x01"
    headers = {"HX-Request": "true", "Cookie": cookies, "Accept": "application/json"}
    odd = client.get(comparison.get_absolute_url(), headers=headers)
    assert odd.content == plain.content
    for response in (plain, odd):
        assert "Vary" not in response.headers
        assert not response.cookies


@pytest.mark.parametrize("address", ["/comparisons", "/entities", "/citations"])
def test_a_list_is_sent_whole_unless_htmx_asks_for_a_part(client: Client, comparison: Comparison, address: str):
    asked: list[dict[str, str]] = [
        {},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        {"HX-Request": "1", "HX-Target": "results"},
        {"HX-Target": "results"},
    ]
    responses = [client.get(address, headers=headers) for headers in asked]
    assert ["<h1>" in response.text for response in responses] == [True, False, True, True, True, True]
    assert {response["Vary"] for response in responses} == {"HX-Request"}
