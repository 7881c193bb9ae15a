"""What other sites show beside a link to a page: its title, and a picture with its description."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from core.pictures.png import png_of

_A_YEAR = 365 * 24 * 3600


class Share(NamedTuple):
    """``picture`` is an address with the origin; ``alt`` says in words what it shows."""

    title: str
    picture: str
    alt: str


def share(*, title: str, path: str, alt: str) -> Share:
    """``path`` is that of the picture."""
    return Share(title, f"{settings.CANONICAL_ORIGIN}{path}", alt)


def picture_response(svg: str) -> HttpResponse:
    """The drawing as PNG, to be kept for a year: another drawing has another address."""
    response = HttpResponse(png_of(svg), content_type="image/png")
    patch_cache_control(response, public=True, max_age=_A_YEAR, immutable=True)
    return response
