"""Under which key the answer to a request is kept; none where the request asks for something that is its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from brainmatter.front.answers import Scope
from core.kept_pages import MISSING, KeptPage

# The share of pages as a reader has chosen them: their addresses are without end.
VARIANTS = "variants"
_MOST_PATHS = 8192
# A request with one of these is for the application itself.
_NEVER = (b"authorization", b"range")
# What would make an answer one reader's, or less than whole.
_OF_THIS_READER = frozenset(
    (b"cookie", b"if-none-match", b"if-modified-since", b"if-range", b"accept", b"accept-encoding", b"accept-language")
)


class Key(NamedTuple):
    """Which answer: path, canonical query, and whether a part of it; ``share`` is its share of the cache."""

    share: str
    path: str
    query: str
    part: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the request decides the form of the answer, but not its content.

    ``is_undeclared``: the query holds more than the page reads, so the answer leads to the address without it.
    """

    key: Key
    is_undeclared: bool
    accept: bytes
    encodings: bytes
    if_none_match: bytes


class RequestKeys:
    """``host`` and ``scheme`` are the canonical ones; ``forwarded_scheme`` says whether a proxy tells the scheme;
    ``page_at`` knows what is kept at a path; requests with the cookie ``session`` are somebody's own."""

    def __init__(
        self,
        *,
        host: str,
        scheme: str,
        forwarded_scheme: bool,
        session_cookie: str,
        page_at: Callable[[str], KeptPage | None],
    ) -> None:
        self._host = host.encode()
        self._scheme = scheme
        self._forwarded_scheme = forwarded_scheme
        self._session = f"{session_cookie}=".encode()
        self._page_at = page_at
        self._pages: dict[str, KeptPage | None] = {}

    def wish(self, scope: Scope) -> Wish | None:
        """What is asked for, if an answer to it may be kept; None if the application must see the request itself."""
        if scope["method"] not in ("GET", "HEAD"):
            return None
        page = self._page(scope["path"])
        if page is None:
            return None
        host = accept = encodings = if_none_match = b""
        scheme = "" if self._forwarded_scheme else scope["scheme"]
        htmx = whole = False
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"cookie":
                if self._session in value:
                    return None
            elif name == b"accept":
                accept = value
            elif name == b"accept-encoding":
                encodings = value
            elif name == b"if-none-match":
                if_none_match = value
            elif name == b"hx-request":
                htmx = value == b"true"
            elif name in (b"hx-boosted", b"hx-history-restore-request"):
                whole = whole or value == b"true"
            elif name == b"x-forwarded-proto" and self._forwarded_scheme:
                scheme = value.decode("latin-1")
            elif name in _NEVER:
                return None
        if host != self._host or scheme != self._scheme:
            return None
        query = scope["query_string"].decode("latin-1")
        is_undeclared = bool(query) and not page.parameters.knows(query)
        if is_undeclared and page.share == MISSING:
            return None
        query = page.parameters.canonical(query) if query else ""
        part = page.parts and htmx and not whole
        key = Key(VARIANTS if query or part else page.share, scope["path"], query, part)
        return Wish(key, is_undeclared, accept, encodings, if_none_match)

    def scope_to_keep(self, scope: Scope, key: Key) -> Scope:
        """The request as the application gets it for an answer to be kept: a plain GET of the whole, by nobody."""
        headers = [header for header in scope["headers"] if header[0] not in _OF_THIS_READER]
        return {**scope, "method": "GET", "query_string": key.query.encode(), "headers": headers}

    def _page(self, path: str) -> KeptPage | None:
        try:
            return self._pages[path]
        except KeyError:
            if len(self._pages) >= _MOST_PATHS:
                self._pages.clear()
            found = self._pages[path] = self._page_at(path)
            return found
