"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest


def addresses(request: HttpRequest) -> dict[str, str]:
    """The page's canonical address, without query, and the site's origin."""
    return {"canonical_url": f"{settings.CANONICAL_ORIGIN}{request.path}", "origin": settings.CANONICAL_ORIGIN}
