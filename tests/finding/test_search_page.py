"""/search and its suggestions, as a reader gets them."""

import re
from html import unescape

import pytest
from django.test import Client

from core.publishing_status import Status
from entities.models import Claim, Entity
from tests.factories import a_quantity_dimension, a_question, a_source, a_sourced_attribute, an_entity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content() -> None:
    power = a_quantity_dimension(name="Power", slug="power")
    for name, slug, aliases in (
        ("Human brain", "human-brain", []),
        ("GPT-3", "gpt-3", ["davinci"]),
        ("GPT-4", "gpt-4", []),
        ("Hippocampus", "hippocampus", []),
        ("Émile’s café", "cafe", []),
    ):
        a_sourced_attribute(
            entity=an_entity(name=name, slug=slug, aliases=aliases, definition=f"{name} and nothing else."),
            dimension=power,
            text=f"12 W of {name}",
            source=a_source(key=f"{slug}-2020", title=f"On {name}", doi=f"10.1000/{slug}"),
        )


def found(query: str, **more: str) -> list[str]:
    """The addresses of all hits, in the order of the page."""
    answer = Client().get("/search", {"q": query, **more})
    assert answer.status_code == 200
    return [unescape(address) for address in re.findall(r'<h3><a href="([^"]+)"', answer.text)]


def said(query: str) -> str:
    page = Client().get("/search", {"q": query}).text
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index('id="results"') :]).split())


@pytest.mark.parametrize("query", ["GPT-3", "gpt3", "GPT 3", "davinci", "  gpt-3 "])
def test_a_name_is_found_however_it_is_written(query: str) -> None:
    assert "/entities/gpt-3" in found(query)[:1]
    assert "/entities/gpt-4" not in found(query)


def test_accents_and_case_do_not_matter() -> None:
    assert found("EMILE CAFE")[0] == "/entities/cafe"


def test_a_claim_is_found_by_entity_and_dimension_with_its_answer_and_source() -> None:
    assert found("power of the human brain")[0] == f"/claims/{Claim.objects.get(entity__slug='human-brain').public_id}"
    assert re.search(r"12 W of Human brain Writer 2020", said("human brain power"))


def test_a_question_that_editors_know_leads_to_its_answers() -> None:
    claim = Claim.objects.get(entity__slug="gpt-3")
    a_question(text="How thirsty is a parrot?", claims=[claim])
    assert found("how thirsty is a parrot")[0] == f"/claims/{claim.public_id}"
    assert f"/claims/{claim.public_id}" in found("thirsty parrot")


@pytest.mark.parametrize("query", ["10.1000/gpt-3", "doi 10.1000/gpt-3", "gpt-3-2020"])
def test_a_source_is_found_by_its_identifiers(query: str) -> None:
    assert "/citations/gpt-3-2020" in found(query)


def test_a_misspelt_word_leads_to_the_nearest() -> None:
    assert found("hipocampus")[0] == "/entities/hippocampus"
    assert "These are the results for hippocampus" in said("hipocampus")


def test_a_name_with_another_number_is_only_near_and_says_so() -> None:
    assert {"/entities/gpt-3", "/entities/gpt-4"} <= set(found("gpt-7"))
    assert "Nothing here is called gpt-7" in said("gpt-7")


def test_a_word_can_be_left_out() -> None:
    assert "/entities/hippocampus" not in found("nothing -hippocampus")
    assert "/entities/human-brain" in found("nothing -hippocampus")


def test_some_of_the_words_are_better_than_nothing() -> None:
    assert "/entities/hippocampus" in found("hippocampus zebra")
    assert "These have some of them" in said("hippocampus zebra")


def test_results_are_narrowed_and_widened_by_links() -> None:
    page = Client().get("/search", {"q": "power"}).text
    assert "/search?q=power&amp;kind=entity" not in page
    assert found("power", kind="dimension") == ["/dimensions/power"]
    claims = found("power", kind="claim")
    assert claims
    assert all(address.startswith("/claims/") for address in claims)
    assert found("power", kind="claim", realm="artificial") == []


def test_long_results_come_in_pages() -> None:
    for number in range(45):
        an_entity(name=f"Zebra {number}", slug=f"zebra-{number}")
    seen, address = [], "/search?q=zebra&kind=entity"
    for _ in range(3):
        page = Client().get(address).text
        seen += re.findall(r'<h3><a href="([^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = unescape(following[1]) if following else ""
    assert address == ""
    assert len(seen) == len(set(seen)) == 45


def test_what_is_not_public_is_not_found() -> None:
    Entity.objects.filter(slug="hippocampus").update(status=Status.DRAFT)
    assert found("hippocampus", kind="entity") == []
    assert found("hippocampus", kind="claim") == []


def test_an_edit_is_found_at_once() -> None:
    Entity.objects.filter(slug="gpt-3").update(name="Parrot")
    assert "/entities/gpt-3" in found("parrot")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "a",
        "x" * 5000,
        "😀",
        "\0",
        "\udcff",
        '"',
        "-",
        "- -",
        "&|!()<->:*",
        "'; DROP TABLE x; --",
        "\\",
        "%",
        "ʼ" * 50,
        "the",
        "-brain",
        '""',
        "a" * 301,
        "<script>alert(1)</script>",
        "٣",
        "1e999999",
        "brain " * 300,
    ],
)
def test_whatever_is_typed_gets_a_page(query: str) -> None:
    for address in ("/search", "/search/suggestions"):
        encoded = query.encode("utf-8", "surrogatepass")
        answer = Client().get(address, query_params={"q": encoded})
        assert answer.status_code == 200, query
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "none"},
        {"year": "abc"},
        {"year": "99999999999"},
        {"tier": "'"},
        {"from": "-1"},
        {"figures": "maybe"},
        {"group": "no such"},
        {"realm": "\0"},
    ],
)
def test_junk_in_a_filter_gets_a_page(more: dict[str, str]) -> None:
    assert Client().get("/search", {"q": "brain", **more}).status_code == 200


def test_suggestions_begin_with_what_begins_so() -> None:
    part = Client().get("/search/suggestions", {"q": "hippo"}).text
    assert re.findall(r'<a href="([^"]+)"', part)[0] == "/entities/hippocampus"
    assert "<html" not in part


def test_the_page_is_for_readers_and_not_for_other_search_engines() -> None:
    assert '<meta name="robots" content="noindex">' in Client().get("/search", {"q": "brain"}).text
    assert 'role="search"' in Client().get("/").text
