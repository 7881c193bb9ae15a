"""Answering a conditional request before anything is rendered."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from core.release import release


def answer(request: HttpRequest, *, version: object, render: Callable[[], HttpResponse]) -> HttpResponse:
    """``render()``, or a 304 when the reader already has this version of the page.

    ``version`` is anything whose repr changes whenever the page does; the release of templates and styles is added.
    Caches may keep the page but must ask again each time, so that a retraction is seen at once.
    """
    etag = quote_etag(hashlib.sha256(repr((release(), version)).encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = render()
    # On a 304 too (RFC 9110, 15.4.5): a cache may keep more than one version and must learn which one still holds.
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


class RevalidationMiddleware:
    """Sends pages that may be kept (core.kept_pages) on the same terms, if their views have not set any.

    Their version is then known only from what they show; it saves the sending, not the making.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        match = request.resolver_match
        is_page = response.status_code == 200 and not response.streaming
        if is_page and match and hasattr(match.func, "kept") and not response.has_header("Cache-Control"):
            return answer(request, version=response.content, render=lambda: response)
        return response
