"""Whether a reader has a page already (ETag and 304): told by the bytes of the page, and by nothing else.

The response cache does this for what it keeps (brainmatter/response_cache/), and this middleware for all other answers
of pages that may be kept, such as an editor's. Both call a page by the same tag, so that it holds whoever answers.
"""

import hashlib
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from core.kept_pages import KEEP


def content_tag(media_type: str, body: bytes) -> str:
    """What no other bytes are called, in any process; without quotation marks."""
    return hashlib.sha256(media_type.encode("latin-1") + b"\n" + body).hexdigest()[:32]


class RevalidationMiddleware:
    """Answers 304 to a reader who has the page. Caches may keep it but must ask again each time, so that a retraction
    is seen at once. It saves the sending, not the making."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        match = request.resolver_match
        is_page = response.status_code == HTTPStatus.OK and not response.streaming
        if not is_page or match is None or not hasattr(match.func, "kept") or response.has_header("Cache-Control"):
            return response
        if KEEP not in request.META:  # the cache tags what it asked for to keep
            etag = quote_etag(content_tag(response["Content-Type"].partition(";")[0].strip(), response.content))
            response = get_conditional_response(request, etag=etag, response=response) or response
            # On a 304 too (RFC 9110, 15.4.5): a cache may keep more than one version and must learn which still holds.
            response["ETag"] = etag
        patch_cache_control(response, public=True, no_cache=True)
        return response
