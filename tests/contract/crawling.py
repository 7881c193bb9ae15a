"""Walking the running site along its own links, as a search engine would."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from threading import local
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

# What a crawler has no business in: the admin, and reports of errors, of which there is one for every claim.
_NOT_FOLLOWED = ("/admin/", "/corrections/new")
_AT_ONCE = 4


@dataclass(frozen=True)
class Answer:
    """What the site said to a GET of ``path`` (with its query)."""

    path: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_html(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.body.decode())

    @cached_property
    def ids(self) -> list[str]:
        return self.tree.xpath("//@id")

    def texts(self, tag: str) -> list[str]:
        """The text of every element of this name outside drawings, which have titles of their own."""
        found = self.tree.xpath(f"//{tag}[not(ancestor::svg)]")
        return [" ".join(element.text_content().split()) for element in found]

    def links(self, origin: str) -> set[str]:
        """Internal addresses that the page links to or loads, as path, query and fragment."""
        targets = (urljoin(f"{origin}{self.path}", target) for target in self.tree.xpath("//@href | //@src"))
        return {url.removeprefix(origin) or "/" for url in targets if url == origin or url.startswith(f"{origin}/")}


class Client:
    """GET over a connection of each thread's own. Redirects are answers like any other."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._own = local()

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            response = self._ask(path, named)
        except http.client.RemoteDisconnected:
            # The server had closed the idle connection in the same moment; a GET may be asked again.
            self._own.connection.close()
            response = self._ask(path, named)
        body = response.read()
        return Answer(path, response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def _ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=60)
        self._own.connection.request("GET", path, headers=headers)
        return self._own.connection.getresponse()


def crawl(origin: str, *, start: str = "/") -> dict[str, Answer]:
    """Every address that can be reached from ``start`` by internal links, fragments left out."""
    client, found, wave = Client(origin), {}, [start]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while wave:
            answers = list(pool.map(client.get, wave))
            found |= {answer.path: answer for answer in answers}
            links = {
                link for answer in answers if answer.status == 200 and answer.is_html for link in answer.links(origin)
            }
            paths = {urldefrag(link).url for link in links}
            wave = sorted(path for path in paths - found.keys() if not path.startswith(_NOT_FOLLOWED))
    return found
