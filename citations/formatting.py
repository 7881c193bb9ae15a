"""References in the styles that readers are asked for.

Each style is a pure function from a Work to Markdown, in which only italics are marked up. APA follows the
Publication Manual, 7th edition (chapters 9 and 10); Chicago is the author-date style of the Chicago Manual, 17th
edition (chapter 15). Titles keep the capitals of their source: neither style can be guessed into sentence case.
"""

import re
from collections.abc import Callable

from citations.works import Author, Work

type Style = Callable[[Work], str]

_APA_MOST_AUTHORS = 20  # Manual 9.8: of 21 or more, the first 19 and the last are named
_CHICAGO_MOST_AUTHORS = 10  # Manual 14.76: of 11 or more, the first 7 are named
_CHICAGO_NAMED_OF_MANY = 7
_KIND_IN_BRACKETS = {"dataset": " [Data set]"}


def apa(work: Work) -> str:
    """The work in APA style, with its address at the end."""
    year = f"({work.year if work.year is not None else 'n.d.'})."
    title = _apa_title(work)
    # Manual 9.12: a work without an author moves its title to the author's place.
    lead = f"{_sentence(_apa_authors(work.authors))} {year} {title}" if work.authors else f"{title} {year}"
    return _joined(lead, _apa_place(work), work.address)


def chicago(work: Work) -> str:
    """The work in Chicago's author-date style, with its address at the end."""
    year = f"{work.year}." if work.year is not None else "n.d."
    stands_alone = work.type in {"book", "report", "dataset"}
    title = _sentence(_italic(work.title)) if stands_alone else f"“{_sentence(_plain(work.title))}”"
    lead = f"{_sentence(_chicago_authors(work.authors))} {year} {title}" if work.authors else f"{title} {year}"
    return _joined(lead, _chicago_place(work), f"{work.address}." if work.address else "")


STYLES: dict[str, Style] = {"APA": apa, "Chicago": chicago}


def without_markup(reference: str) -> str:
    """A formatted reference as plain text, to copy."""
    return re.sub(r"\\([*_`\[\]<>\\])", r"\1", re.sub(r"(?<!\\)\*", "", reference))


def initials(given: str) -> str:
    """Given names as initials: “Frederico A. C.” as “F. A. C.”, “Jean-Pierre” as “J.-P.”."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in name.split("-") if part) for name in given.replace(".", ". ").split()
    )


def _apa_authors(authors: tuple[Author, ...]) -> str:
    names = [_apa_name(author) for author in authors if not author.stands_for_others]
    if len(names) < len(authors):
        return f"{', '.join(names)}, et al"
    if len(names) > _APA_MOST_AUTHORS:
        return f"{', '.join(names[: _APA_MOST_AUTHORS - 1])}, … {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_name(author: Author) -> str:
    if author.organisation:
        return _plain(author.organisation)
    return _plain(f"{author.family}, {initials(author.given)}" if author.given else author.family)


def _apa_title(work: Work) -> str:
    within = work.type in {"article", "conference", "chapter"} and work.container
    title = _plain(work.title) if within else _italic(work.title)
    number = f" (arXiv:{work.arxiv})" if work.type == "preprint" and work.arxiv else ""
    return _sentence(f"{title}{number}{_KIND_IN_BRACKETS.get(work.type, '')}")


def _apa_place(work: Work) -> str:
    pages = _range(work.pages)
    if work.type in {"conference", "chapter"} and work.container:
        inside = f"In {_italic(work.container)}{f' (pp. {pages})' if pages else ''}."
        return _joined(inside, _sentence(_plain(work.publisher)))
    if work.type == "article" and work.container:
        volume = f", {_italic(work.volume)}" if work.volume else ""
        issue = f"({_plain(work.issue)})" if work.issue else ""
        return f"{_italic(work.container)}{volume}{issue}{f', {pages}' if pages else ''}."
    if work.type == "preprint" and work.arxiv:
        return "arXiv."
    return _sentence(_plain(work.publisher or work.container))


def _chicago_authors(authors: tuple[Author, ...]) -> str:
    named = [author for author in authors if not author.stands_for_others]
    names = [_chicago_name(author, first=index == 0) for index, author in enumerate(named)]
    if len(names) > _CHICAGO_MOST_AUTHORS:
        names = names[:_CHICAGO_NAMED_OF_MANY]
    if len(names) < len(authors):
        return f"{', '.join(names)}, et al"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _chicago_name(author: Author, *, first: bool) -> str:
    """Only the first name is turned round, because only it is sorted by."""
    if author.organisation or not author.given:
        return _plain(author.organisation or author.family)
    return _plain(f"{author.family}, {author.given}" if first else f"{author.given} {author.family}")


def _chicago_place(work: Work) -> str:
    pages = _range(work.pages)
    if work.type in {"conference", "chapter"} and work.container:
        inside = f"In {_italic(work.container)}{f', {pages}' if pages else ''}."
        return _joined(inside, _sentence(_plain(work.publisher)))
    if work.type == "article" and work.container:
        volume = f" {_plain(work.volume)}" if work.volume else ""
        issue = f" ({_plain(work.issue)})" if work.issue else ""
        return f"{_italic(work.container)}{volume}{issue}{f': {pages}' if pages else ''}."
    if work.type == "preprint":
        return _sentence(f"Preprint, {f'arXiv:{work.arxiv}' if work.arxiv else _plain(work.container)}".rstrip(", "))
    return _sentence(_plain(work.publisher or work.container))


def _range(pages: str) -> str:
    """Pages with the en dash of a range."""
    return _plain(re.sub(r"(?<=\w)\s*(?:--?|–)\s*(?=\w)", "–", pages))


def _plain(text: str) -> str:
    """Text in which Markdown has nothing to find."""
    return re.sub(r"([*_`\[\]<>\\])", r"\\\1", text)


def _italic(text: str) -> str:
    return f"*{_plain(text.strip())}*"


def _sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    if not text:
        return ""
    return text if text.rstrip('*”")').endswith((".", "?", "!")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
