"""Renamed things are found under their old addresses, with what the reader had chosen; what is not public is not."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from citations.models import Source
from comparisons.models import Comparison
from core.publishing_status import Status
from entities.models import Dimension, Entity
from tests.factories import (
    a_category,
    a_citation,
    a_comparison,
    a_dimension,
    a_published_comparison,
    a_source,
    an_attribute,
    an_entity,
)

pytestmark = pytest.mark.django_db


def a_comparison_of_concepts(*, slug: str) -> Comparison:
    return a_published_comparison(slug=slug, category=a_category(slug="concept"))


def a_cited_source(*, key: str) -> Source:
    return a_citation(source=a_source(key=key)).source


def a_source_of_a_draft(*, slug: str, status: str) -> Source:
    return a_citation(claim=an_attribute(status=status), source=a_source(key=slug)).source


def rename(kind: type[Comparison | Dimension | Entity | Source]) -> None:
    """From “old” to “new”, by the bare update that no code of ours sees."""
    field = "key" if kind is Source else "slug"
    kind.objects.filter(**{field: "old"}).update(**{field: "new"})


@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (lambda: an_entity(slug="old"), "/entities/old", "/entities/new"),
        (lambda: a_dimension(slug="old"), "/dimensions/old", "/dimensions/new"),
        (lambda: a_cited_source(key="old"), "/citations/old", "/citations/new"),
        (lambda: a_cited_source(key="old"), "/citations/old.csl.json", "/citations/new.csl.json"),
        (lambda: a_comparison_of_concepts(slug="old"), "/comparisons/concept/old", "/comparisons/concept/new"),
        (
            lambda: a_comparison_of_concepts(slug="old"),
            "/comparisons/other/old.json",
            "/comparisons/concept/new.json",
        ),
        (lambda: a_comparison_of_concepts(slug="old"), "/comparisons/old", "/comparisons/concept/new"),
    ],
)
def test_an_old_address_leads_to_the_new_one(
    client: Client, make: Callable[[], Comparison | Dimension | Entity | Source], old: str, new: str
):
    rename(type(make()))
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    ("make", "old", "leads_to"),
    [
        (lambda: an_entity(slug="old"), "/entities/old", "/entities/new"),
        (lambda: a_dimension(slug="old"), "/dimensions/old", "/dimensions/new?unit=power%3AkW"),
        (lambda: a_cited_source(key="old"), "/citations/old.bib", "/citations/new.bib"),
        *(
            (
                lambda: a_comparison_of_concepts(slug="old"),
                old,
                "/comparisons/concept/new?assume=a-b&unit=mass%3Ag&unit=power%3AkW",
            )
            for old in ("/comparisons/concept/old", "/comparisons/elsewhere/new", "/comparisons/old")
        ),
        (
            lambda: a_comparison_of_concepts(slug="old"),
            "/comparisons/concept/old.json",
            "/comparisons/concept/new.json",
        ),
    ],
)
def test_what_is_read_at_the_new_address_comes_along_in_one_order_and_nothing_else(
    client: Client, make: Callable[[], Comparison | Dimension | Entity | Source], old: str, leads_to: str
):
    rename(type(make()))
    response = client.get(old, QUERY_STRING="utm_source=x&unit=mass%3Ag&unit=power%3AkW&assume=a-b&unit=&page=%00&<b>")
    assert response["Location"] == leads_to


@pytest.mark.parametrize("old", ["/comparisons/here", "/comparisons/elsewhere/here", "/comparisons/CONCEPT/here"])
def test_a_comparison_is_found_without_its_category_and_under_a_wrong_one(client: Client, old: str):
    a_comparison_of_concepts(slug="here")
    assert client.get(f"{old}?assume=a-b")["Location"] == "/comparisons/concept/here?assume=a-b"
    assert client.get("/comparisons/elsewhere/here.json")["Location"] == "/comparisons/concept/here.json"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
@pytest.mark.parametrize(
    ("make", "old"),
    [
        (an_entity, "/entities/old"),
        (a_dimension, "/dimensions/old"),
        (a_comparison, "/comparisons/old"),
        (a_source_of_a_draft, "/citations/old"),
    ],
)
def test_the_old_address_of_what_is_not_public_does_not_tell_the_new_one(
    client: Client, make: Callable[..., Comparison | Dimension | Entity | Source], old: str, status: str
):
    rename(type(make(slug="old", status=status)))
    assert client.get(old).status_code == 404


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/entities/?utm_source=x&realm=biological&q=%20brain%20", "/entities?q=brain&realm=biological"),
        ("/about/?unit=power%3AW", "/about"),
        ("/nowhere/at/all/?unit=power%3AW", "/nowhere/at/all"),
        ("/corrections/new/?place=%2Fabout&junk=1", "/corrections/new?place=%2Fabout"),
    ],
)
def test_the_slashed_form_takes_along_what_is_read_without_the_slash(client: Client, asked: str, leads_to: str):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, leads_to)


def test_another_host_leads_to_the_same_page_and_the_admin_keeps_its_whole_query(
    client: Client, settings: LazySettings
):
    settings.REDIRECT_TO_CANONICAL_HOST = True
    settings.CANONICAL_ORIGIN = "https://brains.example"
    assert client.get("/entities?junk=1&q=a")["Location"] == "https://brains.example/entities?q=a"
    assert client.get("/admin/login/?next=/admin/")["Location"] == "https://brains.example/admin/login/?next=/admin/"
