"""SVG to PNG by resvg, with no fonts but our own, so that the same drawing gives the same bytes everywhere."""

import hashlib
import sys
from pathlib import Path

import resvg_py

from core.kept_values import KeptValues

_FONTS = [str(path) for path in sorted(Path(__file__).with_name("fonts").glob("*.ttf"))]
# Of this process; a picture has some 40 kB. Readers' programs and caches keep what they got for a year.
_MOST_BYTES = 4 << 20
_pictures: KeptValues[bytes] = KeptValues(sys.getsizeof, most_bytes=_MOST_BYTES)


def png_of(svg: str) -> bytes:
    """The drawing as PNG; ValueError if it is no SVG. Made once for the same drawing, as long as there is room."""
    return _pictures.get(digest_of(svg), lambda: bytes(_made(svg)))


def digest_of(svg: str) -> str:
    """What tells one drawing from another, for its address."""
    return hashlib.sha256(svg.encode()).hexdigest()[:16]


def _made(svg: str) -> bytes:
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=_FONTS)
