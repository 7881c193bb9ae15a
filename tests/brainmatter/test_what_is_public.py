"""What is not published stands nowhere: no page, no link, no count."""

import re

import pytest
from django.test import Client

from citations.models import Source
from comparisons.models import Category
from core.publishing_status import Status
from entities.models import Claim, Dimension, Entity
from tests.brainmatter.sitemaps import listed_in_sitemap
from tests.factories import (
    a_category,
    a_citation,
    a_comparison,
    a_dimension,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    a_strength,
    an_attribute,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db

HIDDEN = "hidden-secret"
NOT_PUBLIC = pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.WITHDRAWN])
LISTS = ["/", "/comparisons", "/entities", "/dimensions", "/citations", "/ai-content-disclosure", "/sitemap.xml"]


@pytest.fixture
def whole(client: Client) -> Entity:
    """A public entity in a public comparison, with a source."""
    whole = an_entity(slug="whole", name="Whole")
    a_published_comparison(slug="shown", category=a_category(slug="one-category"), sides=[whole, an_entity()])
    a_citation(claim=a_strength(entity=whole), source=a_source(key="work"))
    return whole


def all_pages(client: Client) -> dict[str, str]:
    """The text of every page that the sitemap lists, and of the lists under every filter that might tell more."""
    listed = listed_in_sitemap(client)
    filtered = [f"{page}?q=secret" for page in ("/comparisons", "/entities", "/citations")]
    return {address: client.get(address).text for address in [*LISTS, *filtered, *listed]}


def lists(client: Client) -> list[str]:
    """The pages that list and count, and the addresses in the sitemap's files."""
    return [*(client.get(page).text for page in LISTS), " ".join(listed_in_sitemap(client))]


def assert_nowhere(client: Client, *words: str) -> None:
    for address, text in all_pages(client).items():
        shown = re.sub(r'value="secret"', "", text)
        assert [word for word in words if word in shown] == [], address


@NOT_PUBLIC
def test_an_entity_and_what_is_claimed_about_it(client: Client, whole: Entity, status: str):
    axis = Dimension.objects.all()[0]
    before = lists(client)
    hidden = an_entity(slug=HIDDEN, name="Hidden secret", part_of=whole, related=[whole], status=status)
    claim = an_attribute(entity=hidden, dimension=axis)
    a_citation(claim=claim, source=Source.objects.get(key="work"))
    assert_nowhere(client, HIDDEN, "Hidden secret", claim.public_id)
    assert lists(client) == before
    for address in (hidden.get_absolute_url(), claim.get_absolute_url()):
        assert client.get(address).status_code == 404


@NOT_PUBLIC
def test_the_whole_that_an_entity_is_part_of(client: Client, whole: Entity, status: str):
    an_entity(part_of=an_entity(slug=HIDDEN, name="Hidden secret", status=status))
    assert_nowhere(client, HIDDEN, "Hidden secret")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_a_source_that_only_drafts_cite(client: Client, whole: Entity, status: str):
    source = a_source(key=HIDDEN, title="Hidden secret", container="Journal of hidden secrets")
    a_citation(claim=an_attribute(dimension=Dimension.objects.all()[0], status=status), source=source)
    an_equivalence(sources=[source], status=status)
    assert_nowhere(client, HIDDEN, "Hidden secret", "hidden secrets")
    for suffix in ("", ".bib", ".ris", ".csl.json"):
        assert client.get(f"{source.get_absolute_url()}{suffix}").status_code == 404


def test_a_source_that_only_an_equivalence_cites_has_its_page(client: Client):
    source = a_source(key="rate")
    an_equivalence(sources=[source])
    assert client.get("/citations/rate").status_code == 200
    assert "/citations/rate" in listed_in_sitemap(client)


def test_a_source_keeps_its_page_when_what_cited_it_is_withdrawn(client: Client):
    citation = a_citation(source=a_source(key="once-cited"))
    Claim.objects.filter(pk=citation.claim_id).update(status=Status.WITHDRAWN)
    assert client.get("/citations/once-cited").status_code == 200


def test_a_category_without_a_published_comparison(client: Client, whole: Entity):
    a_comparison(category=a_category(slug=HIDDEN, name="Hidden secret"))
    assert_nowhere(client, HIDDEN, "Hidden secret")


@NOT_PUBLIC
def test_a_claim(client: Client, whole: Entity, status: str):
    before = lists(client)
    claim = an_attribute(entity=whole, dimension=a_dimension(name="Hidden secret"), status=status)
    a_citation(claim=claim, source=Source.objects.get(key="work"))
    assert_nowhere(client, claim.public_id, "Hidden secret")
    assert lists(client) == before
    assert client.get(claim.get_absolute_url()).status_code == 404


@NOT_PUBLIC
def test_a_dimension_and_what_is_claimed_on_it(client: Client, whole: Entity, status: str):
    before = lists(client)
    dimension = a_dimension(slug=HIDDEN, name="Hidden secret", status=status)
    claim = an_attribute(entity=whole, dimension=dimension)
    a_citation(claim=claim, source=Source.objects.get(key="work"))
    assert_nowhere(client, HIDDEN, "Hidden secret", claim.public_id)
    assert lists(client) == before
    for address in (dimension.get_absolute_url(), claim.get_absolute_url()):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_a_comparison(client: Client, whole: Entity, status: str):
    before = lists(client)
    category = Category.objects.get(slug="one-category")
    hidden = a_comparison(
        slug=HIDDEN,
        title="Hidden secret",
        sides=list(Entity.objects.all()[:2]),
        rows=list(Dimension.objects.all()[:1]),
        status=status,
        category=category,
    )
    assert_nowhere(client, HIDDEN, "Hidden secret")
    assert lists(client) == before
    for address in (hidden.get_absolute_url(), f"/comparisons/{HIDDEN}"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.WITHDRAWN])
def test_an_equivalence(client: Client, status: str):
    an_equivalence(slug=HIDDEN, name="Hidden secret", from_unit="synapse", to_unit="parameter", status=status)
    a_published_comparison(rows=[a_quantity_dimension(unit="synapse")])
    assert_nowhere(client, HIDDEN, "Hidden secret")


def test_a_withdrawn_comparison_keeps_its_page_with_a_notice_and_is_listed_nowhere(client: Client, whole: Entity):
    withdrawn = a_published_comparison(slug=HIDDEN, title="Hidden secret", sides=[whole, an_entity()])
    address = withdrawn.get_absolute_url()
    assert "noindex" not in client.get(address).text
    etag = client.get(address)["ETag"]
    withdrawn.status = Status.WITHDRAWN
    withdrawn.save()
    page = client.get(address, headers={"If-None-Match": etag})
    assert page.status_code == 200
    assert "This comparison was withdrawn" in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert_nowhere(client, HIDDEN, "Hidden secret")


def test_what_a_claim_said_before_it_was_published(client: Client, whole: Entity):
    claim = an_attribute(entity=whole, dimension=a_dimension(), text="A secret draft.", status=Status.DRAFT)
    for change in ({"text": "Said in public."}, {"status": Status.PUBLISHED}, {"text": "Said again."}):
        Claim.objects.filter(pk=claim.pk).update(**change)
    page = client.get(claim.get_absolute_url()).text
    assert "secret draft" not in page
    assert "<del>Said in public.</del> <ins>Said again.</ins>" in page
    assert page.count("Entered.") == 1
