"""An edition's address leads to that edition for ever, and says when there is a newer one."""

import pytest
from django.test import Client

from comparisons.models import Category, Comparison
from comparisons.publishing import publish
from core.publishing_status import Status
from tests.brainmatter.sitemaps import listed_in_sitemap
from tests.factories import a_category, a_published_comparison, an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def comparison() -> Comparison:
    """Two editions, which tell each other apart by the lede."""
    comparison = a_published_comparison(slug="one-vs-two", category=a_category(slug="concept"), title="One vs two")
    comparison.lede = "A later lede."
    comparison.save()
    publish(comparison=comparison, author=an_editor(username="account-name"), change_note="Say it otherwise.")
    return comparison


ADDRESS = "/comparisons/concept/one-vs-two"


def test_each_edition_is_served_as_it_was_published(client: Client, comparison: Comparison):
    first, second = (client.get(f"{ADDRESS}/editions/{number}") for number in (1, 2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert "A later lede." not in first.text
    assert "A later lede." in second.text
    assert first.text.count("<h1") == 1


def test_an_older_edition_says_that_there_is_a_newer_one(client: Client, comparison: Comparison):
    first, second = (client.get(f"{ADDRESS}/editions/{number}").text for number in (1, 2))
    assert "There is a newer one." in first
    assert f'<a href="{ADDRESS}">Read edition 2</a>' in first
    assert "newer one" not in second


def test_search_engines_are_led_to_the_latest(client: Client, comparison: Comparison):
    for number in (1, 2):
        page = client.get(f"{ADDRESS}/editions/{number}").text
        assert '<meta name="robots" content="noindex">' in page
        assert f'<link rel="canonical" href="http://localhost:8000{ADDRESS}">' in page
    assert not [address for address in listed_in_sitemap(client) if "/editions/" in address]


def test_the_list_tells_number_day_note_and_kind_of_author_but_no_account(client: Client, comparison: Comparison):
    page = client.get(f"{ADDRESS}/editions").text
    assert page.index(f'href="{ADDRESS}/editions/2"') < page.index(f'href="{ADDRESS}/editions/1"')
    assert "Say it otherwise." in page
    assert "published by an administrator" in page
    assert "published with the content files" in page
    assert "account-name" not in page
    assert f'href="{ADDRESS}/editions"' in client.get(ADDRESS).text


def test_an_edition_can_be_had_as_data(client: Client, comparison: Comparison):
    data = client.get(f"{ADDRESS}/editions/1.json").json()
    assert (data["edition"], data["url"]) == (1, f"http://localhost:8000{ADDRESS}/editions/1")
    assert data["document"]["lede"] != "A later lede."
    assert f'href="{ADDRESS}/editions/1.json"' in client.get(f"{ADDRESS}/editions/1").text


def test_former_slugs_and_other_categories_lead_to_the_same_edition(client: Client, comparison: Comparison):
    Comparison.objects.filter(pk=comparison.pk).update(slug="new-name")
    new = "/comparisons/concept/new-name"
    for rest in ("/editions", "/editions/1", "/editions/1.json"):
        moved = client.get(f"{ADDRESS}{rest}")
        assert (moved.status_code, moved["Location"]) == (301, f"{new}{rest}")
        moved = client.get(f"/comparisons/elsewhere/new-name{rest}")
        assert (moved.status_code, moved["Location"]) == (301, f"{new}{rest}")
    assert Category.objects.filter(slug="elsewhere").count() == 0


def test_the_editions_of_what_was_withdrawn_stay_with_a_notice(client: Client, comparison: Comparison):
    Comparison.objects.filter(pk=comparison.pk).update(status=Status.WITHDRAWN)
    for rest in ("/editions", "/editions/1"):
        page = client.get(f"{ADDRESS}{rest}")
        assert page.status_code == 200
        assert "This comparison was withdrawn." in page.text
        assert "noindex" in page.text


@pytest.mark.parametrize("rest", ["/editions/0", "/editions/3", "/editions/01", "/editions/999999999", "/editions/x"])
def test_what_was_never_published_is_not_found(client: Client, comparison: Comparison, rest: str):
    assert client.get(f"{ADDRESS}{rest}").status_code == 404
    assert client.get("/comparisons/concept/nothing/editions").status_code == 404


def test_an_edition_that_the_reader_has_is_not_sent_again_until_there_is_a_newer_one(
    client: Client, comparison: Comparison
):
    first = client.get(f"{ADDRESS}/editions/2")
    seen = {"If-None-Match": first["ETag"]}
    assert client.get(f"{ADDRESS}/editions/2", headers=seen).status_code == 304
    comparison.lede = "A still later lede."
    comparison.save()
    publish(comparison=comparison, author=None, change_note="Again.")
    assert "There is a newer one." in client.get(f"{ADDRESS}/editions/2", headers=seen).text


def test_choices_stay_on_the_edition_s_own_page(client: Client, comparison: Comparison):
    page = client.get(f"{ADDRESS}/editions/1").text
    assert f'href="{ADDRESS}?' not in page
