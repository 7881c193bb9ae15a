"""Works in the formats that reference managers read: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any

from citations.works import Author, Work

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
        "author": [_csl_name(author) for author in _known(work)],
        "issued": {"date-parts": [[work.year]]} if work.year is not None else None,
        "container-title": work.container,
        "publisher": work.publisher,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "DOI": work.doi,
        "PMID": work.pmid,
        "ISBN": work.isbn,
        "number": f"arXiv:{work.arxiv}" if work.arxiv else "",
        "URL": work.url or ("" if work.doi else work.address),
        "note": _RETRACTION_NOTES.get(work.publication_status, ""),
    }
    return {name: value for name, value in item.items() if value}


def _known(work: Work) -> list[Author]:
    """The authors by name, for formats that have no word for others."""
    return [author for author in work.authors if not author.stands_for_others]


def _csl_name(author: Author) -> dict[str, str]:
    if author.organisation:
        return {"literal": author.organisation}
    return {"family": author.family, **({"given": author.given} if author.given else {})}


def _bibtex_entry(work: Work) -> str:
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in work.authors),
        "title": f"{{{_tex(work.title)}}}",
        "year": str(work.year) if work.year is not None else "",
        _BIBTEX_CONTAINERS.get(work.type, "howpublished"): _tex(work.container),
        "institution" if work.type == "report" else "publisher": _tex(work.publisher),
        "volume": _tex(work.volume),
        "number": _tex(work.issue),
        "pages": _tex(re.sub(r"\s*(?:-+|–)\s*", "--", work.pages)),
        "doi": work.doi,
        "eprint": work.arxiv,
        "archiveprefix": "arXiv" if work.arxiv else "",
        "isbn": work.isbn,
        "url": work.url or ("" if work.doi or work.arxiv else work.address),
        "note": _RETRACTION_NOTES.get(work.publication_status, ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_BIBTEX_TYPES[work.type]}{{{work.key},", *lines, "}", ""])


def _bibtex_name(author: Author) -> str:
    if author.stands_for_others:
        return "others"  # BibTeX's own word for it
    if author.organisation:
        return f"{{{_tex(author.organisation)}}}"
    return _tex(f"{author.family}, {author.given}" if author.given else author.family)


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _ris_record(work: Work) -> str:
    first, _, last = (part.strip() for part in re.sub(r"-+|–", "–", work.pages).partition("–"))
    lines = [
        ("TY", _RIS_TYPES[work.type]),
        ("ID", work.key),
        *(("AU", author.organisation or f"{author.family}, {author.given}".rstrip(", ")) for author in _known(work)),
        ("TI", work.title),
        ("PY", str(work.year) if work.year is not None else ""),
        ("T2", work.container),
        ("PB", work.publisher),
        ("VL", work.volume),
        ("IS", work.issue),
        ("SP", first),
        ("EP", last),
        ("DO", work.doi),
        ("AN", work.pmid or (f"arXiv:{work.arxiv}" if work.arxiv else "")),
        ("SN", work.isbn),
        ("UR", work.address),
        ("N1", _RETRACTION_NOTES.get(work.publication_status, "")),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
