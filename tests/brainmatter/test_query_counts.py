"""What every public page costs in queries: an exact number, and the same for much content as for little."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comparisons.claim_facts import forget_facts
from entities.models import Dimension, EntityKind, Realm
from tests.factories import (
    a_citation,
    a_comparison,
    a_dimension_group,
    a_figure,
    a_finding,
    a_published_comparison,
    a_quantity_dimension,
    a_question,
    a_source,
    a_sourced_attribute,
    a_strength,
    an_attribute,
    an_entity,
    fill_cells,
)

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> list[str]:
    """The statements that a GET of the path takes, once the process is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return [query["sql"] for query in captured]


def grown(client: Client, path: str, *, more: Callable[[], object]) -> tuple[list[str], list[str]]:
    """The queries of a page before and after its content grew."""
    before = queries(client, path)
    more()
    return before, queries(client, path)


def test_a_comparison_page_takes_the_edition_and_what_stands_around_it(client: Client):
    # 1 the latest edition with comparison and category; 2 related entities and other comparisons
    small = a_published_comparison(sides=2, rows=3)
    large = a_published_comparison(sides=6, rows=30)
    for comparison in (small, large):
        assert len(queries(client, comparison.get_absolute_url())) == 2


def test_a_comparison_page_costs_no_more_when_it_is_cold(client: Client):
    comparison = a_published_comparison(sides=2, rows=3)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(comparison.get_absolute_url()).status_code == 200
    assert len(captured) == 2


def test_an_unchanged_comparison_page_is_confirmed_with_the_same_two_queries(client: Client):
    address = a_published_comparison().get_absolute_url()
    etag = client.get(address)["ETag"]
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert len(captured) == 2


def test_the_index_takes_categories_and_their_first_comparisons(client: Client):
    # 1 categories, each with the keys of its first comparisons; 2 those comparisons; 3 categories for the filter
    a_published_comparison()
    before, after = grown(client, "/comparisons", more=lambda: [a_published_comparison(sides=4) for _ in range(10)])
    assert (len(before), len(after)) == (3, 3)


def test_the_home_page_takes_as_many_queries_with_much_content_as_with_little(client: Client):
    # 1, 2 the revision and the axes with brains and machines; 3 questions, 4 their claims; 5 the dimension of the
    # picture; 6 the reference's claim; 7, 8 the largest and the smallest on it; 9 the versions of what is
    # behind the claims, which was kept; 10 the featured editions; 11 categories; 12 their first comparisons; 13-18 the
    # revision, and how many confirmed citations, comparisons, entities, claims and sources, once for each state of the
    # content; 19 the newest editions
    watts = a_quantity_dimension(unit="W", slug="power")

    def on_the_axis(number: int) -> None:
        for realm, kind in ((Realm.BIOLOGICAL, EntityKind.STRUCTURE), (Realm.ARTIFICIAL, EntityKind.HARDWARE)):
            for size in range(number):
                claim = an_attribute(entity=an_entity(realm=realm, kind=kind), dimension=watts)
                a_figure(claim=claim, value=str(size + 1), unit="W", source=a_source())
        a_question(claims=[claim])
        for _ in range(number):
            a_published_comparison(sides=4)

    on_the_axis(2)
    before, after = grown(client, "/", more=lambda: on_the_axis(10))
    assert (len(before), len(after)) == (19, 19)


def test_another_axis_of_the_home_page_is_asked_for_without_the_rest_of_it(client: Client):
    a_published_comparison()
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/", headers={"HX-Request": "true"}).status_code == 200
    assert not any("comparisons_" in query["sql"] for query in captured)


def test_an_entity_page_takes_as_many_queries_with_thirty_claims_as_with_three(client: Client):
    entity = an_entity()

    def claims(number: int) -> None:
        group = a_dimension_group()
        for _ in range(number):
            a_sourced_attribute(entity=entity, dimension=a_quantity_dimension(group=group))
            a_citation(claim=a_strength(entity=entity), source=a_source())
        comparison = a_comparison(sides=[entity, an_entity()], rows=2)
        fill_cells(comparison=comparison)

    claims(3)
    before, after = grown(client, entity.get_absolute_url(), more=lambda: claims(30))
    # 1 the entity; 2 what is claimed about it; 3 what is of the reference on the same dimensions; 4 the versions of
    # what is behind the claims, which was kept; 5 comparisons; 6 related; 7 the revision, for how many claims stand on
    # each dimension; 8 where these claims stand
    assert (len(before), len(after)) == (8, 8)
    # Where nothing was kept: citations, sources and authors as well.
    forget_facts()
    with CaptureQueriesContext(connection) as captured:
        client.get(entity.get_absolute_url())
    assert len(captured) == 11


def test_a_dimension_page_takes_as_many_queries_with_thirty_entities_as_with_three(client: Client):
    dimension = a_quantity_dimension(unit="W")

    def entities(number: int, along: Dimension) -> None:
        for size in range(number):
            claim = an_attribute(entity=an_entity(), dimension=along)
            a_figure(claim=claim, value=str(size + 1), unit="W", source=a_source())

    entities(3, dimension)
    before, after = grown(client, dimension.get_absolute_url(), more=lambda: entities(30, dimension))
    # 1 the dimension; 2 claims and entities along it; 3 the reference's; 4 the versions of what is behind the claims,
    # which was kept; 5 the revision; 6 how many claims stand on each dimension, once for each state of the content;
    # 7 comparisons
    assert (len(before), len(after)) == (7, 7)


def test_an_evidence_card_takes_as_many_queries_with_thirty_figures_as_with_three(client: Client):
    claim = an_attribute(entity=an_entity(), dimension=a_quantity_dimension(unit="W"))

    def figures(number: int) -> None:
        for size in range(number):
            a_figure(claim=claim, value=str(size + 1), unit="W", source=a_source())

    figures(3)
    before, after = grown(client, claim.get_absolute_url(), more=lambda: figures(30))
    assert len(before) == len(after)


def test_the_bibliography_takes_as_many_queries_with_thirty_sources_as_with_three(client: Client):
    def sources(number: int) -> None:
        for _ in range(number):
            a_citation(claim=a_finding(entity=an_entity()), source=a_source())

    sources(3)
    before, after = grown(client, "/citations", more=lambda: sources(30))
    # 1 the revision; 2-5 how many, the registry, coverage and source checks, once for each state of the content;
    # 6 sources; 7 authors
    assert (len(before), len(after)) == (7, 7)


def test_a_source_page_takes_as_many_queries_with_thirty_citations_as_with_three(client: Client):
    source = a_source()

    def citations(number: int) -> None:
        for _ in range(number):
            a_citation(claim=a_finding(entity=an_entity()), source=source)

    citations(3)
    before, after = grown(client, source.get_absolute_url(), more=lambda: citations(30))
    # 1 the source; 2 its authors; 3 the citations with claims, entities and dimensions; 4 figures that follow from it
    assert (len(before), len(after)) == (4, 4)


def test_the_sitemap_takes_one_query_for_each_kind_of_page(client: Client):
    a_published_comparison()
    before, after = grown(client, "/sitemap.xml", more=lambda: [a_published_comparison(sides=4) for _ in range(10)])
    # 1 editions; 2 entities; 3 dimensions; 4 claims; 5 sources
    assert (len(before), len(after)) == (5, 5)
