"""Template filters for the names of authors."""

from collections.abc import Callable, Sequence

from django import template

from citations.formatting import initials
from citations.works import Author

register = template.Library()

# Beyond these a list of authors is cut with “et al.”: in a reference, and in running text.
_IN_FULL = 8
_IN_SHORT = 3


@register.filter
def author_names(authors: Sequence[Author]) -> str:
    """Names as in a bibliography: “Azevedo, F. A. C., Carvalho, L. R. B. & Lent, R.”."""
    return _listed(authors, _inverted, most=_IN_FULL)


@register.filter
def short_authors(authors: Sequence[Author]) -> str:
    """Names as in running text: “Beniaguev, Segev & London”, “Hoffmann et al.”."""
    return _listed(authors, lambda author: author.organisation or author.family, most=_IN_SHORT)


def _inverted(author: Author) -> str:
    if author.organisation or not author.given:
        return author.organisation or author.family
    return f"{author.family}, {initials(author.given)}"


def _listed(authors: Sequence[Author], name: Callable[[Author], str], *, most: int) -> str:
    names = [name(author) for author in authors if not author.stands_for_others]
    if len(authors) > most:
        return f"{names[0]} et al."
    if len(names) < len(authors):
        return f"{', '.join(names)} et al."
    return " & ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
