"""References in the styles that readers are asked for.

Each style is a pure function from a Work to Markdown, in which only italics are marked up. APA follows the
Publication Manual, 7th edition (chapters 9 and 10); Chicago is the author-date style of the Chicago Manual, 17th
edition (chapter 15). Titles keep the capitals of their source: neither style can be guessed into sentence case.
"""

import re
from collections.abc import Callable

from citations.works import Issued, Name, Work

type Style = Callable[[Work], str]

_APA_MOST_AUTHORS = 20  # Manual 9.8: of 21 or more, the first 19 and the last are named
_CHICAGO_MOST_AUTHORS = 10  # Manual 14.76: of 11 or more, the first 7 are named
_CHICAGO_NAMED_OF_MANY = 7
_KIND_IN_BRACKETS = {"dataset": " [Data set]"}
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def apa(work: Work) -> str:
    """The work in APA style, with its address at the end."""
    date = f"({_apa_date(work)})."
    title = _apa_title(work)
    # Manual 9.12: a work without an author moves its title to the author's place.
    lead = f"{_sentence(_apa_authors(work))} {date} {title}" if work.authors else f"{title} {date}"
    return _joined(lead, _apa_place(work), work.address)


def chicago(work: Work) -> str:
    """The work in Chicago's author-date style, with its address at the end."""
    year = f"{work.year}." if work.year is not None else "n.d."
    stands_alone = work.type in {"book", "report", "dataset"}
    title = _sentence(_italic(work.title)) if stands_alone else f"“{_sentence(_plain(work.title))}”"
    lead = f"{_sentence(_chicago_authors(work))} {year} {title}" if work.authors else f"{title} {year}"
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


def _apa_date(work: Work) -> str:
    """The year, and for a web page the day as far as it is known (Manual 9.14)."""
    if work.issued is None:
        return "n.d."
    if work.type != "webpage" or work.issued.month is None:
        return str(work.issued.year)
    return f"{work.issued.year}, {_day_and_month(work.issued)}"


def _day_and_month(issued: Issued) -> str:
    month = _MONTHS[issued.month - 1] if issued.month else ""
    return f"{month} {issued.day}" if issued.day else month


def _apa_authors(work: Work) -> str:
    names = [_apa_name(name) for name in work.authors]
    if work.authors_incomplete:
        return f"{', '.join(names)}, et al"
    if len(names) > _APA_MOST_AUTHORS:
        return f"{', '.join(names[: _APA_MOST_AUTHORS - 1])}, … {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_name(name: Name) -> str:
    return _plain(f"{name.family}, {initials(name.given)}" if name.given else name.short)


def _apa_title(work: Work) -> str:
    """The title, with what identifies the work in parentheses (Manual 9.19) and what it is in brackets (9.21)."""
    title = _plain(work.title) if _is_part(work) else _italic(work.title)
    marks = [
        f"{edition_in_words(work.edition)} ed." if work.edition and not _is_part(work) else "",
        f"Report No. {work.number}" if work.number_kind == "report" else "",
        work.server_number,
        f"Version {work.version}" if work.version else "",
        # A whole may itself be a volume of several (Manual 9.19).
        f"Vol. {work.volume}" if work.volume and not _is_part(work) else "",
    ]
    inside = _plain("; ".join(mark for mark in marks if mark))
    return _sentence(f"{title}{f' ({inside})' if inside else ''}{_KIND_IN_BRACKETS.get(work.type, '')}")


def _is_part(work: Work) -> bool:
    return bool(work.container_title) and work.type in {"article", "conference", "chapter"}


def _apa_place(work: Work) -> str:
    where = _range(work.pages)
    if work.type in {"conference", "chapter"} and work.container_title:
        marks = [
            f"{_plain(edition_in_words(work.edition))} ed." if work.edition else "",
            f"Vol. {_plain(work.volume)}" if work.volume else "",
            f"{'pp.' if '–' in where or ',' in where else 'p.'} {where}" if where else "",
        ]
        inside = ", ".join(mark for mark in marks if mark)
        editors = f"{_apa_editors(work)}, " if work.editors else ""
        whole = f"In {editors}{_italic(work.container_title)}{f' ({inside})' if inside else ''}."
        return _joined(whole, _sentence(_plain(work.publisher)))
    if work.type == "article" and work.container_title:
        volume = f", {_italic(work.volume)}" if work.volume else ""
        issue = f"({_plain(work.issue)})" if work.issue else ""
        article = f"Article {_plain(work.number)}" if work.number_kind == "article" else where
        return f"{_italic(work.container_title)}{volume}{issue}{f', {article}' if article else ''}."
    if work.type == "webpage":
        return _joined(_sentence(_plain(work.publisher)), _sentence(_plain(work.container_title)))
    return _sentence(_plain(work.event_title or work.publisher or work.container_title))


def _apa_editors(work: Work) -> str:
    """“S. Lem (Ed.)”, “A. Bo & C. Do (Eds.)”: editors are not turned round (Manual 9.28)."""
    names = [_plain(f"{initials(name.given)} {name.family}".strip() or name.organisation) for name in work.editors]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} & {names[-1]}"
    return f"{listed} ({'Ed.' if len(names) == 1 else 'Eds.'})"


def edition_in_words(edition: str) -> str:
    """“2nd”, “11th”; an edition that is no number stays as it is: “Rev.”."""
    if not edition.isdecimal():
        return edition
    tens, ones = int(edition) % 100, int(edition) % 10
    return f"{edition}{'th' if 11 <= tens <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"


def _chicago_authors(work: Work) -> str:
    names = [_chicago_name(name, first=index == 0) for index, name in enumerate(work.authors)]
    if len(names) > _CHICAGO_MOST_AUTHORS:
        names = names[:_CHICAGO_NAMED_OF_MANY]
    if len(names) < len(work.authors) or work.authors_incomplete:
        return f"{', '.join(names)}, et al"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _chicago_name(name: Name, *, first: bool) -> str:
    """Only the first name is turned round, because only it is sorted by."""
    if name.organisation or not name.given:
        return _plain(name.short)
    return _plain(f"{name.family}, {name.given}" if first else f"{name.given} {name.family}")


def _chicago_place(work: Work) -> str:
    pages = _range(work.pages)
    publisher = ": ".join(_plain(part) for part in (work.publisher_place, work.publisher) if part)
    edition = f"{_plain(edition_in_words(work.edition))} ed." if work.edition else ""
    if work.type in {"conference", "chapter"} and work.container_title:
        marks = [
            edition,
            f"vol. {_plain(work.volume)}" if work.volume else "",
            f"edited by {_chicago_editors(work)}" if work.editors else "",
            pages,
        ]
        inside = ", ".join([_italic(work.container_title), *(mark for mark in marks if mark)])
        return _joined(f"In {inside}.", _sentence(publisher))
    if work.type == "article" and work.container_title:
        volume = f" {_plain(work.volume)}" if work.volume else ""
        issue = f" ({_plain(work.issue)})" if work.issue else ""
        article = _plain(work.number) if work.number_kind == "article" else pages
        return f"{_italic(work.container_title)}{volume}{issue}{f': {article}' if article else ''}."
    version = f"Version {_plain(work.version)}." if work.version else ""
    if work.type == "preprint":
        number = work.server_number if work.arxiv else ", ".join(part for part in (work.publisher, work.number) if part)
        return _joined(_sentence(f"Preprint, {_plain(number)}".rstrip(", ")), version)
    if work.type == "webpage" and work.issued and work.issued.month:
        publisher = f"{publisher or _plain(work.container_title)}, {_day_and_month(work.issued)}"
        return _sentence(publisher)
    report = f"Report {_plain(work.number)}." if work.number_kind == "report" else ""
    place = publisher or _plain(work.event_title or work.container_title)
    return _joined(_sentence(edition), report, version, _sentence(place))


def _chicago_editors(work: Work) -> str:
    names = [_plain(f"{name.given} {name.family}".strip() or name.organisation) for name in work.editors]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _range(pages: str) -> str:
    """Pages with the en dash of a range."""
    return _plain(re.sub(r"(?<=\w)\s*(?:--?|–)\s*(?=\w)", "–", pages))


def _plain(text: str) -> str:
    """Text in which Markdown has nothing to find."""
    return re.sub(r"([*_`\[\]<>\\])", r"\\\1", text)


def _italic(text: str) -> str:
    return f"*{_plain(text.strip())}*"


def _sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already; “(5th ed.)” ends none."""
    if not text:
        return ""
    return text if text.rstrip('*”"').endswith((".", "?", "!")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
