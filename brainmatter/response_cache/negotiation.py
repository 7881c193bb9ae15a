"""Which form of a kept answer a request gets (RFC 9110): encoding, media type, 304."""

from functools import lru_cache
from http import HTTPStatus
from urllib.parse import quote

from brainmatter.front.answers import Answer
from brainmatter.response_cache.kept_answer import Form, KeptAnswer
from brainmatter.response_cache.request_key import Key, Wish


@lru_cache(maxsize=256)
def preferred_encoding(accept_encoding: bytes) -> str:
    """ "br", "gzip" or "" for an Accept-Encoding header; brotli where both are wanted alike."""
    weights = dict(_weighted(accept_encoding))
    best, best_weight = "", 0.0
    for name in ("br", "gzip"):
        weight = weights.get(name, weights.get("*", 0.0))
        if weight > best_weight:
            best, best_weight = name, weight
    # Who would rather have it uncompressed says so.
    return best if best_weight >= weights.get("identity", 0.0) else ""


@lru_cache(maxsize=256)
def accepts(accept: bytes, media_type: bytes) -> bool:
    """Whether an Accept header takes this type; no header takes everything."""
    if not accept:
        return True
    wanted = dict(_weighted(accept))
    kind = media_type.decode("latin-1")
    for name in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if name in wanted:
            return wanted[name] > 0
    return False


def answer_for(kept: KeptAnswer, wish: Wish) -> Answer:
    """The answer to this request: in the encoding it takes, or 304 where it has the same bytes already."""
    encoding = preferred_encoding(wish.encodings)
    form: Form = kept.brotli if encoding == "br" else kept.gzip if encoding == "gzip" else kept.plain()
    if wish.if_none_match and kept.status == HTTPStatus.OK and _matches(wish.if_none_match, form.etag):
        return Answer(304, form.headers_not_modified)
    return Answer(kept.status, form.headers, form.body)


def redirect_to(kept: KeptAnswer, key: Key) -> Answer:
    """To the address of this kept page, from one that asks for more than it reads."""
    location = f"{quote(key.path)}{'?' + key.query if key.query else ''}".encode()
    headers = [header for header in kept.plain_headers if header[0] not in (b"content-type", b"cache-control", b"vary")]
    headers += [(b"location", location), (b"cache-control", b"no-cache"), (b"content-length", b"0")]
    return Answer(HTTPStatus.FOUND, tuple(headers))


def _matches(if_none_match: bytes, etag: bytes) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2): a proxy that compresses anew marks tags as weak."""
    if if_none_match.strip() == b"*":
        return True
    return any(tag.strip().removeprefix(b"W/") == etag for tag in if_none_match.split(b","))


def _weighted(header: bytes) -> list[tuple[str, float]]:
    found = []
    for part in header.decode("latin-1").lower().split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for option in options:
            if option.startswith("q="):
                try:
                    weight = float(option[2:])
                except ValueError:
                    weight = 0.0
        if name:
            found.append((name, weight))
    return found
