"""Every long list has pages, whose links lead to each of its rows once, without JavaScript."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from comparisons.publishing import publish
from entities.models import Claim
from tests.factories import (
    a_category,
    a_citation,
    a_dimension,
    a_dimension_group,
    a_figure,
    a_finding,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
)

pytestmark = pytest.mark.django_db

SEVEN = 7


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (
        "brainmatter.pages.entities._ON_A_PAGE",
        "brainmatter.pages.entities._CLAIMS_ON_A_PAGE",
        "brainmatter.pages.dimensions._ON_A_PAGE",
        "brainmatter.pages.claims._APPEARANCES_ON_A_PAGE",
        "comparisons.views._ON_A_PAGE",
        "comparisons.edition_pages._ON_A_PAGE",
        "citations.views._PER_PAGE",
        "citations.views._CITATIONS_ON_A_PAGE",
    ):
        monkeypatch.setattr(place, 3)


def walked(client: Client, address: str) -> list[str]:
    """The texts of the pages from this one to the last, by the links that say “next”."""
    texts = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        texts.append(answer.text)
        found = re.search(r'rel="next" href="([^"]+)"', texts[-1])
        address = unescape(found[1]) if found else ""
        assert len(texts) < 20
    return texts


def entities() -> tuple[str, list[str]]:
    return "/entities?kind=cell", [an_entity(kind="cell").get_absolute_url() for _ in range(SEVEN)]


def comparisons_of_a_category() -> tuple[str, list[str]]:
    category = a_category()
    made = [a_published_comparison(category=category, rows=1) for _ in range(SEVEN)]
    return f"/comparisons?category={category.slug}", [f'{one.get_absolute_url()}"' for one in made]


def comparisons_with_a_word() -> tuple[str, list[str]]:
    made = [a_published_comparison(title=f"Word {number}", rows=1) for number in range(SEVEN)]
    return "/comparisons?q=word", [f'{one.get_absolute_url()}"' for one in made]


def dimensions_of_a_group() -> tuple[str, list[str]]:
    group = a_dimension_group()
    made = [an_attribute(dimension=a_dimension(group=group)).dimension for _ in range(SEVEN)]
    return f"/dimensions?group={group.slug}", [f'{one.get_absolute_url()}"' for one in made if one]


def entities_along_a_dimension() -> tuple[str, list[str]]:
    dimension = a_quantity_dimension(unit="W")
    claims = [an_attribute(dimension=dimension, entity=an_entity()) for _ in range(SEVEN)]
    for size, claim in enumerate(claims[:4]):
        a_figure(claim=claim, value=str(size + 1), unit="W", source=a_source())
    return dimension.get_absolute_url(), [f'{claim.entity.get_absolute_url()}"' for claim in claims]


def claims_about_an_entity() -> tuple[str, list[str]]:
    entity = an_entity()
    claims = [an_attribute(entity=entity, dimension=a_dimension()) for _ in range(4)]
    claims += [a_finding(entity=entity) for _ in range(3)]
    return entity.get_absolute_url(), [f'{claim.get_absolute_url()}"' for claim in claims]


def sources() -> tuple[str, list[str]]:
    made = [a_source(tier="institutional-report", type="report", container="") for _ in range(SEVEN)]
    for source in made:
        a_citation(claim=a_finding(), source=source)
    return "/citations?tier=institutional-report", [f'{source.get_absolute_url()}"' for source in made]


def citations_of_a_source() -> tuple[str, list[str]]:
    source = a_source()
    claims = [a_citation(claim=a_finding(), source=source).claim for _ in range(SEVEN)]
    return source.get_absolute_url(), [f'{claim.get_absolute_url()}"' for claim in claims]


def comparisons_that_show_a_claim() -> tuple[str, list[str]]:
    entity, dimension = an_entity(), a_dimension()
    claim = an_attribute(entity=entity, dimension=dimension)
    a_citation(claim=claim)
    made = [a_published_comparison(sides=[entity, an_entity()], rows=[dimension]) for _ in range(SEVEN)]
    return claim.get_absolute_url(), [f'{one.get_absolute_url()}"' for one in made]


def editions_of_a_comparison() -> tuple[str, list[str]]:
    comparison = a_published_comparison(rows=1)
    for number in range(SEVEN - 1):
        Claim.objects.filter(entity__sides__comparison=comparison).update(note=f"Note {number}")
        publish(comparison=comparison, author=None, change_note=f"Change {number}.")
    base = comparison.get_absolute_url()
    return f"{base}/editions", [f'{base}/editions/{number}"' for number in range(1, SEVEN + 1)]


@pytest.mark.parametrize(
    "made",
    [
        entities,
        comparisons_of_a_category,
        comparisons_with_a_word,
        dimensions_of_a_group,
        entities_along_a_dimension,
        claims_about_an_entity,
        sources,
        citations_of_a_source,
        comparisons_that_show_a_claim,
        editions_of_a_comparison,
    ],
)
def test_the_pages_of_a_list_have_every_row_once(client: Client, made: Callable[[], tuple[str, list[str]]]) -> None:
    address, rows = made()
    pages = walked(client, address)
    assert len(pages) == 3
    for row in rows:
        assert sum(row in page for page in pages) == 1, row
    assert 'rel="prev"' not in pages[0]
    assert all('rel="prev"' in page for page in pages[1:])


def test_the_largest_come_first_along_a_dimension_over_all_pages(client: Client) -> None:
    dimension = a_quantity_dimension(unit="W")
    for size in range(SEVEN):
        claim = an_attribute(dimension=dimension, entity=an_entity(name=f"Thing of {size} W"))
        a_figure(claim=claim, value=str(size + 1), unit="W", source=a_source())
    pages = walked(client, dimension.get_absolute_url())
    assert re.findall(r"Thing of (\d) W</a></th>", "".join(pages)) == list("6543210")


def test_home_and_index_show_some_of_a_category_and_lead_to_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brainmatter.pages.home._OF_A_CATEGORY", 3)
    category = a_category(slug="many")
    for number in range(4):
        a_published_comparison(category=category, title=f"Pair {number}", rows=1)
    for address in ("/", "/comparisons"):
        # On the home page, without those featured above and the newest below.
        text = client.get(address).text.rpartition('id="comparisons"')[2].partition('id="recent"')[0]
        assert len(set(re.findall(r">Pair \d\s*</a>", text))) == 3
        assert 'href="/comparisons?category=many"' in text


def test_a_dimension_group_shows_some_and_leads_to_all(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brainmatter.pages.dimensions._OF_A_GROUP", 3)
    group = a_dimension_group(slug="many")
    for _ in range(4):
        an_attribute(dimension=a_dimension(group=group))
    text = client.get("/dimensions").text
    assert text.count('<th scope="row">') == 3
    assert 'href="/dimensions?group=many"' in text


def test_what_is_compared_often_leads_to_all_of_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brainmatter.pages.entities._MOST_LINKS", 2)
    monkeypatch.setattr("brainmatter.pages.dimensions._MOST_LINKS", 2)
    entity, dimension = an_entity(slug="popular"), a_dimension(slug="usual")
    an_attribute(entity=entity, dimension=dimension)
    for _ in range(3):
        a_published_comparison(sides=[entity, an_entity()], rows=[dimension])
    assert 'href="/comparisons?entity=popular"' in client.get("/entities/popular").text
    assert 'href="/comparisons?dimension=usual"' in client.get("/dimensions/usual").text
    assert client.get("/comparisons?dimension=usual").text.count('class="entry-title"') == 3
