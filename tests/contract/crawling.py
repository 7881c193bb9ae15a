"""Walking the running site along its own links, as a search engine would."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from threading import local
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from lxml import html

# What a crawler has no business in: the admin, and reports of errors, of which there is one for every claim.
_NOT_FOLLOWED = ("/admin/", "/corrections/new")
_AT_ONCE = 4


@dataclass(frozen=True)
class Outline:
    """What the tests ask of a page: read once, since the tree of every page of the site would fill the memory."""

    ids: tuple[str, ...]
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    canonical: tuple[str, ...]
    targets: frozenset[str]

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(self.ids)


@dataclass(frozen=True)
class Answer:
    """What the site at ``origin`` said to a GET of ``path`` (with its query)."""

    origin: str
    path: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_html(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")

    @cached_property
    def outline(self) -> Outline:
        tree = html.document_fromstring(self.body.decode())
        return Outline(
            ids=_attributes(tree, "//@id"),
            headings=_texts(tree, "h1"),
            titles=_texts(tree, "title"),
            canonical=_attributes(tree, "//link[@rel='canonical']/@href"),
            targets=frozenset(_attributes(tree, "//@href | //@src")),
        )

    @cached_property
    def links(self) -> frozenset[str]:
        """Internal addresses that the page links to or loads, as path, query and fragment."""
        here, origin = f"{self.origin}{self.path}", self.origin
        urls = {urljoin(here, target) for target in self.outline.targets}
        return frozenset(
            url.removeprefix(origin) or "/" for url in urls if url == origin or url.startswith(f"{origin}/")
        )


def _attributes(tree: html.HtmlElement, expression: str) -> tuple[str, ...]:
    # lxml's own strings know their element, and would keep the whole tree.
    return tuple(tree.xpath(expression, smart_strings=False))


def _texts(tree: html.HtmlElement, tag: str) -> tuple[str, ...]:
    """The text of every element of this name outside drawings, which have titles of their own."""
    found = tree.xpath(f"//{tag}[not(ancestor::svg)]")
    return tuple(" ".join(element.text_content().split()) for element in found)


class Client:
    """GET over a connection of each thread's own. Redirects are answers like any other."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._own = local()
        self._all: list[http.client.HTTPConnection] = []

    def close(self) -> None:
        """Close the connections of all threads: a server that is asked to stop waits for those that stay open."""
        for connection in self._all:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            response = self._ask(path, named)
        except http.client.RemoteDisconnected:
            # The server had closed the idle connection in the same moment; a GET may be asked again.
            self._own.connection.close()
            response = self._ask(path, named)
        body = response.read()
        return Answer(
            self.origin, path, response.status, {name.lower(): value for name, value in response.getheaders()}, body
        )

    def _ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=60)
            self._all.append(self._own.connection)
        self._own.connection.request("GET", path, headers=headers)
        return self._own.connection.getresponse()


def crawl(origin: str, *, start: str = "/") -> dict[str, Answer]:
    """The addresses that can be reached from ``start`` by internal links, fragments left out.

    All of them, but for pages with several choices at once (units, assumptions): of those one for each page and for
    each set of kinds of choice, since their combinations are thousands of the same page.
    """
    client, found, wave = Client(origin), {}, [start]
    opened: set[tuple[str, ...]] = set()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while wave:
            answers = list(pool.map(client.get, wave))
            found |= {answer.path: answer for answer in answers}
            links = {link for answer in answers if answer.status == 200 and answer.is_html for link in answer.links}
            paths = {urldefrag(link).url for link in links}
            new = sorted(path for path in paths - found.keys() if not path.startswith(_NOT_FOLLOWED))
            wave = [path for path in new if _is_first_of_its_choices(path, opened)]
    client.close()
    return found


def _is_first_of_its_choices(path: str, opened: set[tuple[str, ...]]) -> bool:
    """False for an address with several parameters if one with the same path and parameters was opened; notes it."""
    parts = urlsplit(path)
    choices = (parts.path, *sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
    if len(choices) > 2:
        if choices in opened:
            return False
        opened.add(choices)
    return True
