"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path


def addresses(request: HttpRequest) -> dict[str, str]:
    """The page's canonical address, without query, and the site's origin."""
    path = escape_uri_path(request.path)
    return {"canonical_url": f"{settings.CANONICAL_ORIGIN}{path}", "origin": settings.CANONICAL_ORIGIN}
