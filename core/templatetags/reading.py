"""Template filters for what readers see: titles, names of authors, numbers and lists in words."""

from collections.abc import Iterable, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from django import template

register = template.Library()

# Beyond these a list of authors is cut with “et al.”: in a reference, and in running text.
_AUTHORS_IN_FULL = 8
_AUTHORS_IN_SHORT = 3


class Author(Protocol):
    """A person with a family name, or an organisation."""

    family: str
    given: str
    organisation: str


@register.filter
def versus(title: str) -> list[str]:
    """The parts of a title on either side of “vs”: a page sets that word differently."""
    return title.split(" vs ")


@register.filter
def author_names(authors: Iterable[Author]) -> str:
    """Names as in a bibliography: “Azevedo, F. A. C., Carvalho, L. R. B. & Lent, R.”."""
    return _joined([_inverted(author) for author in authors], most=_AUTHORS_IN_FULL)


@register.filter
def short_authors(authors: Iterable[Author]) -> str:
    """Names as in running text: “Beniaguev, Segev & London”, “Hoffmann et al.”."""
    return _joined([author.organisation or author.family for author in authors], most=_AUTHORS_IN_SHORT)


@register.filter
def in_words(items: Sequence[str]) -> str:
    """A list as part of a sentence: “a, b and c”."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


@register.filter
def grouped(number: int) -> str:
    """A whole number with separators: 12,345."""
    return f"{number:,}"


@register.filter
def closed(title: str) -> str:
    """The title with a full stop, unless it ends a sentence already."""
    return title if title.endswith((".", "?", "!", "…")) else f"{title}."


@register.filter
def host(address: str) -> str:
    """The name of the site that an address leads to, without “www.”."""
    return urlsplit(address).netloc.removeprefix("www.")


def _inverted(author: Author) -> str:
    if author.organisation:
        return author.organisation
    initials = " ".join(_initial(name) for name in author.given.split())
    return f"{author.family}, {initials}" if initials else author.family


def _initial(name: str) -> str:
    """“Frederico” becomes “F.”, “Jean-Pierre” “J.-P.”."""
    return "-".join(f"{part[0]}." for part in name.split("-") if part)


def _joined(names: Sequence[str], *, most: int) -> str:
    """Names as a list; “others”, which stands for authors that the record does not name, becomes “et al.”."""
    if len(names) > most:
        return f"{names[0]} et al."
    if names and names[-1] == "others":
        return f"{', '.join(names[:-1])} et al."
    return " & ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
