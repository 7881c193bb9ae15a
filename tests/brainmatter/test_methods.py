"""Public pages are only read: whatever else is asked of them is refused, on every address there is."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from brainmatter.urls import urlpatterns
from tests.factories import a_published_comparison


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
    """Every named view but those of the admin."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from views(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name, pattern.callback


VIEWS = dict(views(get_resolver().url_patterns))


def test_the_views_are_found():
    assert {"home", "comparison", "source-export", "contact", "healthz"} <= VIEWS.keys()
    assert len(VIEWS) > len(urlpatterns)


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_a_page_refuses_what_is_not_reading_before_it_does_anything(name: str, method: str):
    """Without a database: the refusal comes before any query."""
    response = VIEWS[name](RequestFactory().generic(method, "/"))
    assert response.status_code == 405
    assert "GET" in response["Allow"]


@pytest.mark.django_db
def test_only_forms_take_a_post(client: Client):
    comparison = a_published_comparison()
    for address in ("/", comparison.get_absolute_url(), "/comparisons", "/citations", "/healthz"):
        assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_head_is_answered_like_a_get_without_the_body(client: Client):
    comparison = a_published_comparison()
    for address in ("/", comparison.get_absolute_url(), "/comparisons", "/citations", "/sitemap.xml"):
        read, asked = client.get(address), client.head(address)
        assert (asked.status_code, asked.content) == (200, b"")
        assert asked.headers.get("ETag") == read.headers.get("ETag")
        assert asked.headers.get("Vary") == read.headers.get("Vary")
