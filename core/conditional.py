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
