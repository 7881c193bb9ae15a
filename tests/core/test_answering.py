"""Answering a conditional request before anything is rendered, and serving parts of pages to htmx."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from core import conditional, htmx
from core.conditional import answer
from core.htmx import render_part
from core.release import release

TEMPLATE = "<h1>Whole page</h1>{% partialdef results inline %}<p>{{ word }}</p>{% endpartialdef %}"


def a_page() -> HttpResponse:
    return HttpResponse("the page")


def no_page() -> HttpResponse:
    raise AssertionError("rendered for nothing")


def test_a_reader_who_has_this_version_already_gets_no_body_and_nothing_is_rendered() -> None:
    first = answer(RequestFactory().get("/"), version=("edition", 3), render=a_page)
    request = RequestFactory().get("/", headers={"If-None-Match": first["ETag"]})
    again = answer(request, version=("edition", 3), render=no_page)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_reader_who_has_another_version_gets_the_page() -> None:
    first = answer(RequestFactory().get("/"), version=("edition", 3), render=a_page)
    request = RequestFactory().get("/", headers={"If-None-Match": first["ETag"]})
    assert answer(request, version=("edition", 4), render=a_page).content == b"the page"


def test_a_new_release_is_a_new_version_of_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    before = answer(RequestFactory().get("/"), version=1, render=a_page)
    monkeypatch.setattr(conditional, "release", lambda: "the next one")
    assert answer(RequestFactory().get("/"), version=1, render=a_page)["ETag"] != before["ETag"]


def test_caches_keep_pages_but_ask_again_each_time() -> None:
    """A retraction must be seen at once."""
    first = answer(RequestFactory().get("/"), version=1, render=a_page)
    again = answer(RequestFactory().get("/", headers={"If-None-Match": first["ETag"]}), version=1, render=no_page)
    for response in (first, again):
        assert set(response["Cache-Control"].split(", ")) == {"public", "no-cache"}


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


def test_a_release_is_known_by_its_templates(tmp_path: Path) -> None:
    def digest() -> str:
        release.cache_clear()
        return release()

    page = tmp_path / "page.html"
    page.write_text("one")
    try:
        with override_settings(TEMPLATE_FOLDERS=[tmp_path], STATIC_ROOT=tmp_path):
            first = digest()
            assert digest() == first
            page.write_text("two")
            assert digest() != first
    finally:
        release.cache_clear()


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


def test_a_release_is_known_by_its_code(tmp_path: Path) -> None:
    """How a number is written is decided there, and a reader who keeps the old page must learn of the new one."""
    (tmp_path / "an_app").mkdir()
    code = tmp_path / "an_app" / "formatting.py"

    def digest(text: str) -> str:
        code.write_text(text)
        release.cache_clear()
        return release()

    own = SimpleNamespace(path=str(tmp_path / "an_app"))
    try:
        with override_settings(BASE_DIR=tmp_path), patch.object(apps, "get_app_configs", return_value=[own]):
            assert digest("ROUNDED = 2") != digest("ROUNDED = 3")
            assert digest("ROUNDED = 2") == digest("ROUNDED = 2")
    finally:
        release.cache_clear()
