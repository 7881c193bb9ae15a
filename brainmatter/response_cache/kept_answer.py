"""An answer as it is kept: compressed once in two ways, with the headers of each, and the tag that names its bytes."""

import gzip
from dataclasses import dataclass
from datetime import date

import brotli

from brainmatter.front.answers import Answer, Headers
from core.conditional import content_tag
from core.kept_pages import STATE
from core.revisions import Revision

# A cache outside may serve a page for one second without asking, and longer only while this site fails.
CACHE_CONTROL = b"public, max-age=0, s-maxage=1, stale-if-error=600"
_STATE = STATE.lower().encode()
_REPLACED = {_STATE, b"etag", b"vary", b"cache-control", b"content-length", b"content-encoding"}
_BROTLI_QUALITY = 5
_OVERHEAD = 2_000  # bytes of headers and objects, roughly


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which the answer is sent: its body and headers, and those of the 304 that stands for it."""

    etag: bytes
    body: bytes
    headers: Headers
    headers_not_modified: Headers


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """``media_type`` as in Accept; ``day`` is the one that the page shows."""

    revision: Revision
    day: date
    status: int
    media_type: bytes
    brotli: Form
    gzip: Form
    plain_headers: Headers
    plain_etag: bytes

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return len(self.brotli.body) + len(self.gzip.body) + _OVERHEAD

    def plain(self) -> Form:
        """Uncompressed, for the few who take nothing else."""
        body = gzip.decompress(self.gzip.body)
        return _form(self.plain_etag, body, self.plain_headers, b"")


def kept_answer(answer: Answer) -> KeptAnswer | None:
    """The answer as it is kept, or None where the application did not say which state of the content it shows."""
    stated = next((value for name, value in answer.headers if name == _STATE), None)
    if stated is None:
        return None
    number, nonce, day = stated.decode().split(" ")
    headers, media_type = _headers(answer)
    tag = content_tag(media_type.decode("latin-1"), answer.body).encode()
    return KeptAnswer(
        revision=Revision(int(number), nonce),
        day=date.fromisoformat(day),
        status=answer.status,
        media_type=media_type,
        brotli=_form(b'"%s-br"' % tag, brotli.compress(answer.body, quality=_BROTLI_QUALITY), headers, b"br"),
        gzip=_form(b'"%s-gz"' % tag, gzip.compress(answer.body, 6, mtime=0), headers, b"gzip"),
        plain_headers=headers,
        plain_etag=b'"%s"' % tag,
    )


def without_state(answer: Answer) -> Answer:
    """The answer as it may leave: what the application told the cache is nobody else's business."""
    if all(name != _STATE for name, _ in answer.headers):
        return answer
    return Answer(answer.status, tuple(header for header in answer.headers if header[0] != _STATE), answer.body)


def _headers(answer: Answer) -> tuple[Headers, bytes]:
    media_type = vary = b""
    headers = []
    for name, value in answer.headers:
        if name == b"content-type":
            media_type = value.partition(b";")[0].strip()
        if name == b"vary":
            vary = value
        if name not in _REPLACED:
            headers.append((name, value))
    varies = [part.strip() for part in vary.split(b",") if part.strip() and part.strip().lower() != b"accept-encoding"]
    headers.append((b"vary", b", ".join([b"Accept-Encoding", *varies])))
    headers.append((b"cache-control", CACHE_CONTROL))
    return tuple(headers), media_type


def _form(etag: bytes, body: bytes, headers: Headers, encoding: bytes) -> Form:
    tagged: Headers = (*headers, (b"etag", etag))
    encoded: Headers = ((b"content-encoding", encoding),) if encoding else ()
    length: Headers = ((b"content-length", str(len(body)).encode()),)
    unmodified = tuple((name, value) for name, value in tagged if name != b"content-type")
    return Form(etag, body, (*tagged, *encoded, *length), unmodified)
