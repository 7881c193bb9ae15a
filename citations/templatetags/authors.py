"""Template filters for the names of authors."""

from collections.abc import Callable

from django import template

from citations.formatting import edition_in_words, initials
from citations.works import Name, Work

register = template.Library()

# Beyond these a list of authors is cut with “et al.”: in a reference, and in running text.
_IN_FULL = 8
_IN_SHORT = 3


@register.filter
def author_names(work: Work) -> str:
    """Names as in a bibliography: “Azevedo, F. A. C., Carvalho, L. R. B. & Lent, R.”; empty without authors."""
    return _listed(work, _inverted, most=_IN_FULL)


@register.filter
def short_authors(work: Work) -> str:
    """Names as in running text: “Beniaguev, Segev & London”, “Hoffmann et al.”; empty without authors."""
    return _listed(work, lambda name: name.short, most=_IN_SHORT)


@register.filter
def editor_names(work: Work) -> str:
    """“S. Lem (ed.)”, “A. Bo, C. Do & E. Fo (eds)”."""
    names = [f"{initials(name.given)} {name.family}".strip() or name.organisation for name in work.editors]
    listed = " & ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{listed} ({'ed.' if len(names) == 1 else 'eds'})"


@register.filter
def ordinal(edition: str) -> str:
    """“2” as “2nd”; what is no number as it is."""
    return edition_in_words(edition)


def _inverted(name: Name) -> str:
    if name.organisation or not name.given:
        return name.short
    return f"{name.family}, {initials(name.given)}"


def _listed(work: Work, written: Callable[[Name], str], *, most: int) -> str:
    names = [written(name) for name in work.authors]
    # Those who are not named count as one more.
    if names and len(names) + work.authors_incomplete > most:
        return f"{names[0]} et al."
    if names and work.authors_incomplete:
        return f"{', '.join(names)} et al."
    return " & ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
