"""Walking the running site along its own links, as a search engine would."""

import http.client
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

# What a crawler has no business in: the admin, and addresses that hold a form's state or a reader's choice.
_NOT_FOLLOWED = ("/admin/",)


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
    def tree(self) -> Element:
        return html5lib.parse(self.body, namespaceHTMLElements=False)

    @cached_property
    def ids(self) -> set[str]:
        return {element.get("id", "") for element in self.tree.iter()} - {""}

    def texts(self, tag: str) -> list[str]:
        """The text of every element of this name."""
        return [" ".join("".join(element.itertext()).split()) for element in self.tree.iter(tag)]

    def links(self, origin: str) -> set[str]:
        """Internal addresses that the page links to or loads, as path, query and fragment."""
        found = set()
        for element in self.tree.iter():
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is None or element.tag == "base":
                    continue
                url = urljoin(f"{origin}{self.path}", target)
                if url.startswith(f"{origin}/") or url == origin:
                    found.add(url.removeprefix(origin) or "/")
        return found


class Client:
    """GET over one connection. Redirects are answers like any other."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, headers=named)
        response = self._connection.getresponse()
        body = response.read()
        return Answer(path, response.status, {name.lower(): value for name, value in response.getheaders()}, body)


def crawl(origin: str, *, start: str = "/") -> dict[str, Answer]:
    """Every address that can be reached from ``start`` by internal links, fragments left out."""
    client, found, waiting = Client(origin), {}, deque([start])
    seen = {start}
    while waiting:
        answer = client.get(waiting.popleft())
        found[answer.path] = answer
        if answer.status != 200 or not answer.is_html:
            continue
        for link in sorted(answer.links(origin)):
            path = urldefrag(link).url
            if path not in seen and not path.startswith(_NOT_FOLLOWED):
                seen.add(path)
                waiting.append(path)
    return found
