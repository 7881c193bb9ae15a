"""One address for every page: no trailing slash, one host."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.utils.encoding import escape_uri_path

from core.redirects import query_read_at

# The admin keeps Django's slashes; the health checks are asked by machines that know the site by number only.
_OWN_RULES = ("/admin",)
_ANY_HOST = ("/healthz", "/readyz")
_OWN_NAME = "localhost"  # always among ALLOWED_HOSTS


class _MovedPermanently(HttpResponseRedirectBase):
    """308 keeps the method and the body of what was not a plain read; 301 is what old programs understand."""

    status_code = 301


class _MovedPermanentlyWithBody(HttpResponseRedirectBase):
    status_code = 308


class CanonicalAddressMiddleware:
    """Redirects a slashed address to the plain one, and another host to the canonical one, in one step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in _ANY_HOST:
            # Whatever the name was: nothing behind this is to take offence at it, or to use it.
            request.META["HTTP_HOST"] = _OWN_NAME
            return self.get_response(request)
        target = canonical_address(request)
        if target is None:
            return self.get_response(request)
        return (_MovedPermanently if request.method in {"GET", "HEAD"} else _MovedPermanentlyWithBody)(target)


def canonical_address(request: HttpRequest) -> str | None:
    """The address to redirect to, or None when the request is already at the right one."""
    path = request.path
    if path != "/" and path.endswith("/") and not path.startswith(_OWN_RULES):
        # Leading slashes go too: “//example.org/” must not become a redirect to another site.
        path = "/" + path.strip("/")
    origin = ""
    if settings.REDIRECT_TO_CANONICAL_HOST and request.get_host() != urlsplit(settings.CANONICAL_ORIGIN).netloc:
        origin = settings.CANONICAL_ORIGIN
    if path == request.path and not origin:
        return None
    query = query_read_at(path, request.META.get("QUERY_STRING", ""))
    return f"{origin}{escape_uri_path(path)}{'?' + query if query else ''}"
