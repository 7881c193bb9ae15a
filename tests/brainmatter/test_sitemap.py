"""The sitemap: a list of files, each of which has the pages of one kind within bounds."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from brainmatter.pages import sitemap
from entities.models import Entity
from tests.brainmatter.sitemaps import files_of_sitemap, listed_in_sitemap, text_of_file
from tests.factories import a_published_comparison, an_attribute, an_entity

pytestmark = pytest.mark.django_db


def test_the_files_list_every_page_once_with_the_day_it_last_changed(client: Client) -> None:
    comparison, claim = a_published_comparison(), an_attribute()
    addresses = listed_in_sitemap(client)
    pages = [comparison, claim, claim.entity, claim.dimension]
    assert {page.get_absolute_url() for page in pages} <= set(addresses)
    assert len(addresses) == len(set(addresses))
    for file in files_of_sitemap(client):
        tree = ElementTree.fromstring(text_of_file(client, file))
        assert len(tree) > 0
        named = file.startswith(("/sitemaps/comparisons", "/sitemaps/claims", "/sitemaps/entities"))
        assert not named or all(len(page) == 2 for page in tree), file


def test_more_pages_are_more_files_and_not_longer_ones(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 4)
    entities = [an_entity() for _ in range(11)]
    files = [file for file in files_of_sitemap(client) if "/entities-" in file]
    listed = [text_of_file(client, file).count("<url>") for file in files]
    assert sum(listed) == Entity.objects.count()
    assert max(listed) <= 4
    assert {entity.get_absolute_url() for entity in entities} <= set(listed_in_sitemap(client))


def test_a_file_with_nothing_in_it_is_neither_listed_nor_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 1)
    hidden = an_entity(status="draft")
    shown = an_entity()
    files = files_of_sitemap(client)
    assert f"/sitemaps/entities-{hidden.pk}.xml" not in files
    assert f"/sitemaps/entities-{shown.pk}.xml" in files
    assert client.get(f"/sitemaps/entities-{hidden.pk}.xml").status_code == 404


@pytest.mark.parametrize("file", ["entities-0", "entities-01", "entities-9999999", "people-1", "entities", "pages-2"])
def test_other_names_lead_nowhere(client: Client, file: str) -> None:
    assert client.get(f"/sitemaps/{file}.xml").status_code == 404
