"""Whatever stands in an address, the page opens, moves on or is not found: it never breaks."""

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from citations.models import Source
from comparisons.models import Comparison
from entities.models import Claim, Entity
from tests.factories import a_published_comparison, a_quantity_dimension

pytestmark = pytest.mark.django_db

LISTS = {
    "/comparisons": ("q", "category", "entity"),
    "/entities": ("q", "realm", "kind"),
    "/citations": ("q", "tier", "type", "status", "year"),
}
NAMES = sorted({*(name for names in LISTS.values() for name in names), "page", "unit", "assume", "unheard-of", ""})
NASTY = st.sampled_from(
    [
        *("", "\0", "%", "%_\\", "'\"", "x" * 10_000, "a " * 5_000, "\u202e", "\U0001f9e0", "İ", "[", "("),
        *("-1", "0", "99999", "1e9", "9" * 5_000, "²⁰²⁰", "٢٠٢٠", "１９９９", "1_0", " 1 ", "1.0", "last", "NaN"),
        *("power:kW", "power:MW", "power:", ":W", "::", "power:1e999999", "power:km^99999999", "power:J**J", "kW"),
    ]
)
SPELLED = (NASTY | st.text(max_size=40)).map(lambda text: quote(text.encode("utf-8", "surrogatepass")))
RAW = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="#"), max_size=60)
MALFORMED = st.sampled_from(["%ff", "%ed%a0%80", "%", "%u0000", "%0d%0aX-Injected:%20yes", "&" * 90, "=" * 500])
QUERIES = st.lists(
    st.builds("{}={}".format, st.sampled_from(NAMES), SPELLED | RAW | MALFORMED) | RAW | MALFORMED, max_size=8
).map("&".join)
PAGES = st.sampled_from(
    ["home", "comparison", "entity", "dimension", "claim", "source", *LISTS, "/about", "/sitemap.xml"]
)
STEPS = [
    *("comparisons", "concept", "entities", "dimensions", "claims", "citations", "static", "admin", "..", ".", ""),
    *("\\", "evil.example", "\r\nSet-Cookie: a=b", "a\0b", "A", "a.json", "x.bib", "a" * 3_000, "\t"),
]

FUZZED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def comparison() -> Comparison:
    """A comparison whose figures can be switched to other units."""
    return a_published_comparison(title="One vs another", rows=[a_quantity_dimension(slug="power", unit="W")])


def address_of(page: str, comparison: Comparison) -> str:
    """The address of a page of this kind."""
    things = {"comparison": comparison, "entity": Entity, "claim": Claim, "source": Source}
    if thing := things.get(page):
        return str((thing if isinstance(thing, Comparison) else thing.objects.all()[0]).get_absolute_url())
    return {"home": "/", "dimension": "/dimensions/power"}.get(page, page)


@FUZZED
@given(page=PAGES, query=QUERIES, as_htmx=st.booleans())
@example(page="/comparisons", query="q=%00", as_htmx=False)
@example(page="/citations", query="year=%C2%B2%E2%81%B0%C2%B2%E2%81%B0", as_htmx=False)
def test_whatever_is_asked_of_a_page_it_opens(
    client: Client, comparison: Comparison, page: str, query: str, as_htmx: bool
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "<b>", "HX-Current-URL": "http://[bad"} if as_htmx else {}
    response = client.get(address_of(page, comparison), QUERY_STRING=query, headers=headers)
    if response.status_code == 302:  # to its address without what the page does not read
        response = client.get(response["Location"], headers=headers)
    assert response.status_code == 200
    assert "X-Injected" not in response.headers


@FUZZED
@given(
    path=st.lists(st.sampled_from(STEPS) | st.text(max_size=10), max_size=6),
    query=QUERIES,
)
def test_whatever_address_is_tried_it_leads_nowhere_else(client: Client, path: list[str], query: str) -> None:
    encoded = "/" + quote("/".join(path).encode("utf-8", "surrogatepass"), safe="/")
    response = client.get(encoded, QUERY_STRING=query)
    assert response.status_code in {200, 301, 302, 404}
    if "Location" in response.headers:
        assert response["Location"].startswith("/")
        assert not response["Location"].startswith(("//", "/\\"))
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("address", "name"), [(address, name) for address, names in LISTS.items() for name in names])
def test_a_character_that_no_database_holds_filters_nothing(
    client: Client, comparison: Comparison, address: str, name: str
):
    plain, odd = (client.get(address, {name: value}) for value in ("", "\0"))
    assert odd.text == plain.text


def test_such_a_character_parts_two_words(client: Client, comparison: Comparison):
    assert comparison.get_absolute_url() in client.get("/comparisons", {"q": "one\0another"}).text


def test_more_parameters_than_any_reader_sends_are_refused_without_a_word_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
):
    response = client.get("/admin/login/", QUERY_STRING=urlencode([("q", "x")] * 5_000))
    assert response.status_code == 400
    assert "could not be read" in response.text
    assert caplog.records == []


def test_of_more_parameters_than_any_reader_sends_a_page_reads_some(
    client: Client, comparison: Comparison, caplog: pytest.LogCaptureFixture
):
    too_many = client.get("/comparisons", QUERY_STRING=urlencode([("q", comparison.title)] * 5_000))
    assert comparison.get_absolute_url() in too_many.text
    assert caplog.records == []


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "[::1", "127.0.0.1@evil.example", "localhost\r\nX: y"])
def test_another_site_s_name_is_refused_in_words_that_do_not_repeat_it(
    client: Client, caplog: pytest.LogCaptureFixture, host: str
):
    response = client.get("/about", headers={"Host": host})
    assert response.status_code == 400
    assert "could not be read" in response.text
    assert "evil.example" not in response.text
    assert caplog.records == []


def test_a_missing_page_names_its_address_as_an_address(client: Client):
    """What was asked for goes into a link of the page, percent signs and all."""
    response = client.get("/no%00such%22page%20%3Cb%3E")
    assert response.status_code == 404
    assert 'rel="canonical" href="http://localhost:8000/no%00such%22page%20%3Cb%3E"' in response.text


def test_an_enormous_question_is_cut_short(client: Client, comparison: Comparison):
    response = client.get("/entities", {"q": "x" * 1_000_000})
    assert response.status_code == 200
    assert len(response.content) < 20_000
