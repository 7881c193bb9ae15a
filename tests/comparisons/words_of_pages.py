"""What a reader meets in a page: its words and its links, one a line, whatever the markup around them.

Without the plots: they draw what stands in words beside them, and may come to draw it better. Nor with the previews
behind the numbers of references, which say what the list of references says.
"""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

_BLOCKS = {"p", "div", "li", "dt", "dd", "h1", "h2", "h3", "td", "th", "summary", "caption", "text", "title", "desc"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words = ""
        self._inside_plot = False
        self._inside_preview = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self.end_line()
            self._inside_plot = True
        said = dict(attrs)
        if tag == "span" and (self._inside_preview or said.get("class") == "preview"):
            self._inside_preview += 1
        if self._inside_plot or self._inside_preview:
            return
        if tag in _BLOCKS:
            self.end_line()
        if said.get("id"):
            self._words += f" #{said['id']} "
        if said.get("href"):
            self._words += f" <{_address(said['href'] or '')}> "

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self._inside_plot = False
        if tag == "span" and self._inside_preview:
            self._inside_preview -= 1
        if tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._inside_plot and not self._inside_preview:
            self._words += data

    def end_line(self) -> None:
        if words := " ".join(self._words.split()):
            self.lines.append(words)
        self._words = ""


def words_and_links(html: str) -> list[str]:
    """Every line of words, with the ids that links lead to and the addresses where they lead."""
    reader = _Reader()
    reader.feed(html)
    reader.end_line()
    return reader.lines


def _address(href: str) -> str:
    """An address with its query unquoted, so that two ways of writing one are the same."""
    parts = urlsplit(href)
    query = "&".join(f"{name}={value}" for name, value in parse_qsl(parts.query))
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return f"{host}{parts.path}{'?' + query if query else ''}{'#' + parts.fragment if parts.fragment else ''}"
