"""Pages of things about which next to nothing is known yet."""

import pytest
from django.test import Client

from tests.factories import a_citation, a_dimension, a_missing_attribute, a_quantity_dimension, a_source, an_entity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/", "/comparisons", "/entities", "/dimensions", "/citations", "/ai-content-disclosure", "/sitemap.xml"],
)
def test_a_site_without_content_has_its_pages(client: Client, address: str):
    assert client.get(address).status_code == 200


def test_a_dimension_along_which_nothing_is_claimed_has_its_page(client: Client):
    for dimension in (a_dimension(), a_quantity_dimension(unit="W"), a_quantity_dimension(unlike_units=True)):
        assert "Nothing is claimed on this dimension yet" in client.get(dimension.get_absolute_url()).text


def test_a_dimension_on_which_no_value_is_known_has_its_page(client: Client):
    claim = a_missing_attribute(entity=an_entity(), dimension=a_quantity_dimension(unit="W", slug="power"))
    assert "Not measured" in client.get("/dimensions/power?unit=kW").text
    assert client.get(claim.get_absolute_url()).status_code == 200


def test_an_entity_about_which_nothing_is_claimed_has_its_page(client: Client):
    assert "Nothing has been claimed" in client.get(an_entity().get_absolute_url()).text


def test_a_source_on_which_nothing_rests_any_more_has_its_page_and_its_exports(client: Client):
    citation = a_citation(source=a_source(authors=[], year=None))
    citation.delete()
    address = citation.source.get_absolute_url()
    for suffix in ("", ".bib", ".ris", ".csl.json"):
        assert client.get(f"{address}{suffix}").status_code == 200
