"""Under which key an answer is kept, and which requests the application must see itself."""

import pytest

from brainmatter.front.answers import Scope
from brainmatter.response_cache.request_key import RequestKeys
from core.kept_pages import MISSING, KeptPage
from core.parameters import NO_PARAMETERS, Parameters
from tests.response_cache.answers import a_request


def keys(*, scheme: str = "http", forwarded_scheme: bool = False) -> RequestKeys:
    pages = {
        "/missing": KeptPage(MISSING, NO_PARAMETERS, parts=False),
        "/page": KeptPage("pages", Parameters(one=("q",), many=("unit",)), parts=True),
    }
    return RequestKeys(
        host="site.example",
        scheme=scheme,
        forwarded_scheme=forwarded_scheme,
        session_cookie="sessionid",
        page_at=pages.get,
    )


def key_of(scope: Scope) -> tuple[str, str, str, bool] | None:
    wish = keys().wish(scope)
    return tuple(wish.key) if wish else None  # type: ignore[return-value]


def test_the_plain_page_has_its_own_share_and_what_readers_choose_another() -> None:
    assert key_of(a_request()) == ("pages", "/page", "", False)
    assert key_of(a_request(query="q=brain")) == ("variants", "/page", "q=brain", False)
    assert key_of(a_request(hx_request="true")) == ("variants", "/page", "", True)


@pytest.mark.parametrize(
    "query", ["unit=b&q=x&unit=a", "q=x&unit=a&unit=b", "q=y&q=x&unit=a&unit=a&unit=b", "q=+x&unit=a&unit=b"]
)
def test_queries_that_ask_for_the_same_have_one_key(query: str) -> None:
    assert key_of(a_request(query=query)) == ("variants", "/page", "q=x&unit=a&unit=b", False)


def test_what_the_page_does_not_read_is_no_part_of_the_key() -> None:
    wish = keys().wish(a_request(query="utm_source=mail&q=x"))
    assert wish is not None
    assert wish.is_undeclared
    assert wish.key == ("variants", "/page", "q=x", False)


def test_a_head_shares_the_key_of_its_get() -> None:
    assert key_of(a_request(method="HEAD")) == key_of(a_request())


@pytest.mark.parametrize(
    "scope",
    [
        a_request(method="POST"),
        a_request("/elsewhere"),
        a_request("/missing", query="x=1"),
        a_request(cookie="theme=dark; sessionid=abc"),
        a_request(authorization="Basic abc"),
        a_request(range="bytes=0-9"),
        a_request(host="other.example"),
        a_request(scheme="https"),
    ],
    ids=["post", "path", "missing with a query", "session", "authorization", "range", "host", "scheme"],
)
def test_what_is_somebodys_own_goes_to_the_application(scope: Scope) -> None:
    assert keys().wish(scope) is None


def test_other_cookies_do_not_make_a_page_somebodys_own() -> None:
    assert key_of(a_request(cookie="csrftoken=abc; theme=dark")) == key_of(a_request())


def test_htmx_gets_the_whole_page_when_it_replaces_the_whole_page() -> None:
    for header in ("hx_boosted", "hx_history_restore_request"):
        assert key_of(a_request(hx_request="true", **{header: "true"})) == key_of(a_request())


def test_behind_a_proxy_the_scheme_is_the_one_that_it_tells() -> None:
    behind = keys(scheme="https", forwarded_scheme=True)
    assert behind.wish(a_request(x_forwarded_proto="https"))
    assert behind.wish(a_request(x_forwarded_proto="http")) is None
    assert behind.wish(a_request(scheme="https")) is None
    assert keys(scheme="https").wish(a_request(x_forwarded_proto="https")) is None


def test_the_application_is_asked_for_the_whole_by_nobody_in_particular() -> None:
    scope = a_request(
        query="unit=b&unit=a",
        method="HEAD",
        cookie="csrftoken=x",
        if_none_match='"x"',
        accept_encoding="br",
        hx_request="true",
    )
    wish = keys().wish(scope)
    assert wish is not None
    asked = keys().scope_to_keep(scope, wish.key)
    assert (asked["method"], asked["query_string"]) == ("GET", b"unit=a&unit=b")
    assert {name for name, _ in asked["headers"]} == {b"host", b"hx-request"}
