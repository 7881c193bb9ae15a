"""Answering a conditional request before anything is rendered, and serving parts of pages to htmx."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from brainmatter.front.answers import Answer
from brainmatter.response_cache.kept_answer import kept_answer
from core import htmx
from core.conditional import RevalidationMiddleware
from core.htmx import render_part
from core.kept_pages import KEEP

TEMPLATE = "<h1>Whole page</h1>{% partialdef results inline %}<p>{{ word }}</p>{% endpartialdef %}"


def answered(text: str, held: str = "", *, is_kept: bool = True, **meta: object) -> HttpResponse:
    """A page with this text as a reader gets it who holds a version of this tag."""
    request = RequestFactory().get("/", headers={"If-None-Match": held} if held else {}, **meta)
    view = SimpleNamespace(**({"kept": "lists"} if is_kept else {}))
    request.resolver_match = SimpleNamespace(func=view)  # type: ignore[assignment]
    return RevalidationMiddleware(lambda request: HttpResponse(text))(request)


def test_a_reader_who_has_this_version_already_gets_no_body() -> None:
    first = answered("the page")
    again = answered("the page", first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_reader_who_has_another_version_gets_the_page() -> None:
    assert answered("another page", answered("the page")["ETag"]).content == b"another page"


def test_caches_keep_pages_but_ask_again_each_time() -> None:
    """A retraction must be seen at once."""
    first = answered("the page")
    for response in (first, answered("the page", first["ETag"])):
        assert set(response["Cache-Control"].split(", ")) == {"public", "no-cache"}


def test_a_page_has_the_same_tag_whoever_answers_for_it() -> None:
    headers = ((b"content-type", b"text/html; charset=utf-8"), (b"x-kept-state", b"1 nonce 2026-01-01"))
    kept = kept_answer(Answer(200, headers, b"the page"))
    assert kept is not None
    assert answered("the page")["ETag"] == kept.plain_etag.decode()


def test_what_the_cache_asked_for_it_tags_itself() -> None:
    assert not answered("the page", **{KEEP: 1}).has_header("ETag")


def test_what_may_not_be_kept_has_no_tag() -> None:
    assert not answered("the page", is_kept=False).has_header("ETag")


@pytest.fixture
def a_template(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "page.html").write_text(TEMPLATE)
    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    with override_settings(TEMPLATES=[backend]):
        yield "page.html"


@pytest.mark.parametrize(
    ("asks_as", "gets"),
    [
        (None, "<h1>Whole page</h1><p>word</p>"),
        ({"restoring": False, "boosted": False}, "<p>word</p>"),
        ({"restoring": True, "boosted": False}, "<h1>Whole page</h1><p>word</p>"),
        ({"restoring": False, "boosted": True}, "<h1>Whole page</h1><p>word</p>"),
    ],
)
def test_htmx_gets_the_part_and_everybody_else_the_page(
    a_template: str, asks_as: dict[str, bool] | None, gets: str
) -> None:
    response = render_part(a_request(asks_as), a_template, "results", {"word": "word"})
    assert response.content.decode() == gets
    assert response["Vary"] == "HX-Request"


def a_request(asks_as: dict[str, bool] | None) -> HttpRequest:
    request = RequestFactory().get("/")
    if asks_as is not None:
        request.htmx = _Htmx(history_restore_request=asks_as["restoring"], boosted=asks_as["boosted"])
    return request


class _Htmx(SimpleNamespace):
    """What django-htmx hangs on a request that htmx made."""

    def __bool__(self) -> bool:
        return True


def test_a_request_that_met_no_middleware_gets_the_page(a_template: str) -> None:
    assert htmx.render_part(RequestFactory().get("/"), a_template, "results", {}).content.startswith(b"<h1>")
