"""Works in the formats that reference managers read: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any

from citations.works import Name, Work

_BIBTEX_TYPES = {
    "article": "article",
    "conference": "inproceedings",
    "preprint": "misc",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "dataset": "misc",
    "webpage": "misc",
}
# Where neither is known to BibTeX, what keeps the work is how it was published.
_BIBTEX_PUBLISHERS = {"report": "institution", "preprint": "howpublished", "dataset": "howpublished"}
_BIBTEX_CONTAINERS = {"article": "journal", "conference": "booktitle", "chapter": "booktitle"}
_RIS_TYPES = {
    "article": "JOUR",
    "conference": "CPAPER",
    "preprint": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "report": "RPRT",
    "dataset": "DATA",
    "webpage": "ELEC",
}
_CSL_TYPES = {
    "article": "article-journal",
    "conference": "paper-conference",
    "preprint": "article",
    "book": "book",
    "chapter": "chapter",
    "report": "report",
    "dataset": "dataset",
    "webpage": "webpage",
}
# Characters that mean something to TeX. The backslash comes first, as the others bring one.
_TEX = {"\\": r"\textbackslash{}", **{char: f"\\{char}" for char in "&%$#_{}"}, "~": r"\~{}", "^": r"\^{}"}
_RETRACTION_NOTES = {
    "retracted": "RETRACTED",
    "concern": "Expression of concern published",
    "corrected": "Correction published",
}


def bibtex(works: Iterable[Work]) -> str:
    """The works as BibTeX entries in UTF-8. Titles stand in double braces, so that no style changes their capitals."""
    return "\n".join(_bibtex_entry(work) for work in works)


def ris(works: Iterable[Work]) -> str:
    """The works as RIS records, lines ended by CR LF as the format asks."""
    return "".join(_ris_record(work) for work in works)


def csl_json(works: Iterable[Work]) -> str:
    """The works as a CSL-JSON array, indented."""
    return json.dumps([csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def csl_item(work: Work) -> dict[str, Any]:
    """One work as a CSL-JSON item; what is not known is left out."""
    item: dict[str, Any] = {
        "id": work.key,
        "type": _CSL_TYPES[work.type],
        "title": work.title,
        "author": [*map(_csl_name, work.authors), *([_CSL_OTHERS] if work.authors_incomplete else [])],
        "editor": [_csl_name(name) for name in work.editors],
        "issued": {"date-parts": [_date_parts(work)]} if work.issued else None,
        "container-title": work.container_title,
        "collection-title": work.collection_title,
        "event-title": work.event_title,
        "publisher": work.publisher,
        "publisher-place": work.publisher_place,
        "edition": work.edition,
        "version": work.version,
        "volume": work.volume,
        "issue": work.issue,
        # Styles differ in where they look for the number of an article that has no pages.
        "page": _pages(work),
        # An arXiv id is the number of a preprint; of anything else it only says where a copy is.
        "number": work.server_number or work.number,
        "DOI": work.doi,
        "PMID": work.pmid,
        "ISBN": work.isbn,
        "URL": work.url if work.doi else work.address,
        "note": _RETRACTION_NOTES.get(work.publication_status, ""),
        "custom": {"arxiv": work.arxiv} if work.arxiv and not work.server_number else None,
    }
    return {name: value for name, value in item.items() if value}


def _pages(work: Work) -> str:
    """The pages, or the number of an article that has none: most programs know no other place for it."""
    return work.number if work.number_kind == "article" else work.pages


# The way in which pandoc and others read that a list of names is cut off; elsewhere it still says so in a word.
_CSL_OTHERS = {"literal": "others"}


def _csl_name(name: Name) -> dict[str, str]:
    if name.organisation:
        return {"literal": name.organisation}
    return {"family": name.family, **({"given": name.given} if name.given else {})}


def _date_parts(work: Work) -> list[int]:
    """Year, month and day, as far as they are known."""
    parts = (work.issued.year, work.issued.month, work.issued.day) if work.issued else ()
    return [part for part in parts if part is not None]


def _bibtex_entry(work: Work) -> str:
    fields = {
        # “others” is BibTeX's own word for authors who are not named.
        "author": " and ".join([*map(_bibtex_name, work.authors), *(["others"] if work.authors_incomplete else [])]),
        "editor": " and ".join(map(_bibtex_name, work.editors)),
        "title": f"{{{_tex(work.title)}}}",
        **dict(zip(("year", "month", "day"), map(str, _date_parts(work)), strict=False)),
        _BIBTEX_CONTAINERS.get(work.type, "howpublished"): _tex(work.container_title),
        "series": _tex(work.collection_title),
        "eventtitle": _tex(work.event_title),
        _BIBTEX_PUBLISHERS.get(work.type, "publisher"): _tex(work.publisher),
        "address": _tex(work.publisher_place),
        "edition": _tex(work.edition),
        "version": _tex(work.version),
        "volume": _tex(work.volume),
        "number": _tex(work.issue or (work.number if work.number_kind != "article" else "")),
        "pages": _tex(re.sub(r"\s*(?:-+|–)\s*", "--", _pages(work))),
        "doi": work.doi,
        "eprint": work.arxiv,
        "archiveprefix": "arXiv" if work.arxiv else "",
        "isbn": work.isbn,
        "url": work.url or ("" if work.doi or work.arxiv else work.address),
        "note": _RETRACTION_NOTES.get(work.publication_status, ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_BIBTEX_TYPES[work.type]}{{{work.key},", *lines, "}", ""])


def _bibtex_name(name: Name) -> str:
    if name.organisation:
        return f"{{{_tex(name.organisation)}}}"
    return _tex(f"{name.family}, {name.given}" if name.given else name.family)


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _ris_record(work: Work) -> str:
    first, _, last = (part.strip() for part in re.sub(r"-+|–", "–", _pages(work)).partition("–"))
    lines = [
        ("TY", _RIS_TYPES[work.type]),
        ("ID", work.key),
        *(("AU", _ris_name(name)) for name in work.authors),
        *(("ED", _ris_name(name)) for name in work.editors),
        ("TI", work.title),
        ("PY", str(work.year) if work.year is not None else ""),
        ("DA", _ris_day(work)),
        # Of a conference paper, reference managers take T2 for the conference and C3 for its proceedings.
        ("T2", work.event_title or work.container_title),
        ("C3", work.container_title if work.event_title else ""),
        ("T3", work.collection_title),
        ("PB", work.publisher),
        ("CY", work.publisher_place),
        ("ET", work.edition or work.version),
        ("VL", work.volume),
        ("IS", work.issue),
        ("M1", work.number if work.number_kind != "article" else ""),
        ("C7", work.number if work.number_kind == "article" else ""),
        ("SP", first),
        ("EP", last),
        ("DO", work.doi),
        ("AN", work.pmid or (f"arXiv:{work.arxiv}" if work.arxiv else "")),
        ("SN", work.isbn),
        ("UR", work.address),
        ("N1", _RETRACTION_NOTES.get(work.publication_status, "")),
        ("N1", "The list of authors is incomplete." if work.authors_incomplete else ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def _ris_name(name: Name) -> str:
    return name.organisation or f"{name.family}, {name.given}".rstrip(", ")


def _ris_day(work: Work) -> str:
    """YYYY/MM/DD, empty where no more than the year is known."""
    year, *rest = [f"{part:02}" for part in _date_parts(work)] or [""]
    return "/".join([year, *rest, "", ""][:4]) if rest else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
