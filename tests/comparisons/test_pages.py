"""What readers and programs get at the addresses of comparisons."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comparisons.documents import read_document
from comparisons.models import Edition
from tests.brainmatter.sitemaps import listed_in_sitemap
from tests.factories import (
    a_figure,
    a_missing_attribute,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
)

pytestmark = pytest.mark.django_db


def test_an_edition_can_be_had_as_data_with_its_hash_in_one_query(client: Client):
    comparison = a_published_comparison(rows=2)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"{comparison.get_absolute_url()}.json")
    assert len(queries) == 1
    data = json.loads(answer.content)
    document = read_document(data["document"])
    assert document.slug == comparison.slug
    assert data["content_hash"] == document.content_hash()
    assert data["edition"] == 1


def test_a_missing_value_is_a_code_in_the_data_and_a_word_on_the_page(client: Client):
    dimension, left, right = a_quantity_dimension(unit="W"), an_entity(), an_entity()
    a_figure(claim=an_attribute(entity=left, dimension=dimension), value="20", unit="W")
    a_missing_attribute(entity=right, dimension=dimension, missing="withheld")
    comparison = a_published_comparison(sides=[left, right], rows=[dimension])
    data = json.loads(client.get(f"{comparison.get_absolute_url()}.json").content)
    assert data["document"]["rows"][0]["cells"][1]["missing"] == "withheld"
    assert b"Withheld by the maker" in client.get(comparison.get_absolute_url()).content


def test_a_retracted_figure_is_marked_in_the_plot_and_every_figure_has_a_plain_twin(client: Client):
    dimension, left, right = a_quantity_dimension(unit="J"), an_entity(), an_entity()
    retracted = a_source(publication_status="retracted", status_note="Withdrawn.")
    claim = an_attribute(entity=left, dimension=dimension)
    a_figure(claim=claim, text="10⁻¹⁵ J", value="1e-15", unit="J", source=a_source())
    a_figure(
        claim=claim, text="3 fJ", value="3", unit="fJ", source=retracted, rank="deprecated", rank_reason="Withdrawn."
    )
    a_figure(claim=an_attribute(entity=right, dimension=dimension), text="1 pJ", value="1", unit="pJ")
    page = client.get(a_published_comparison(sides=[left, right], rows=[dimension]).get_absolute_url()).content.decode()
    assert page.count('<i class="plot-retracted">deprecated, retracted</i>') == 1
    assert "<dd>1e-15 J</dd>" in page


def test_a_withdrawn_comparison_keeps_its_page_and_leaves_the_lists(client: Client):
    comparison = a_published_comparison()
    comparison.status = "withdrawn"
    comparison.save()
    page = client.get(comparison.get_absolute_url())
    assert page.status_code == 200
    assert b"withdrawn" in page.content.lower()
    for address in ("/", "/comparisons"):
        assert comparison.get_absolute_url().encode() not in client.get(address).content
    assert comparison.get_absolute_url() not in listed_in_sitemap(client)
    assert Edition.objects.filter(comparison=comparison).count() == 1
