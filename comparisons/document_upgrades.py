"""How documents of earlier schema versions are read: one pure function on JSON from each version to the next.

Editions keep what they were published with. A step here, once released, is changed as little as they are.
"""

from collections.abc import Callable, Mapping
from typing import Any

type Json = dict[str, Any]
type Upgrade = Callable[[Json], Json]


def from_1_to_2(document: Json) -> Json:
    """References are works in the terms of CSL-JSON, and a row says who judged its comparability."""
    return {
        "equivalences": [],
        **document,
        "schema_version": 2,
        "rows": [_row_2(row) for row in document["rows"]],
        "references": [_reference_2(reference) for reference in document["references"]],
    }


def _row_2(row: Json) -> Json:
    """The first documents had no ratios yet."""
    row = {"ratios": [], "no_ratio": "", "assumed_ratios": [], **row}
    row["dimension"] = {"unlike_units": False, **row.get("dimension", {})}
    return {**row, "comparability": row["comparability"] or "not-judged", "comparability_basis": "editor"}


def _reference_2(reference: Json) -> Json:
    """Version 1 had an author called “others” where the list was cut off, and called whatever a work was found in its
    container, also where the work is no part of anything: there it is the publisher."""
    authors = list(reference["authors"])
    incomplete = bool(authors) and authors[-1]["organisation"] == "others"
    is_part = reference["type"] in {"article", "conference", "chapter", "webpage"}
    is_preprint = reference["type"] == "preprint"
    container, publisher = reference["container"], reference["publisher"]
    # The server gave what stood in the place of a preprint’s pages.
    number = reference["pages"] if is_preprint else ""
    work = {
        "key": reference["key"],
        "type": reference["type"],
        "title": reference["title"],
        "authors": authors[:-1] if incomplete else authors,
        "authors_incomplete": incomplete,
        "editors": [],
        "issued": None if reference["year"] is None else {"year": reference["year"], "month": None, "day": None},
        "container_title": container if is_part else "",
        "collection_title": container if not is_part and publisher else "",
        "event_title": "",
        "publisher": publisher if is_part else publisher or container,
        "publisher_place": "",
        "edition": "",
        "version": "",
        "volume": reference["volume"],
        "issue": reference["issue"],
        "pages": "" if is_preprint else reference["pages"],
        "number": number,
        "number_kind": "preprint" if number else "",
        "doi": reference["doi"],
        "arxiv": reference["arxiv"],
        "pmid": reference["pmid"],
        "isbn": reference["isbn"],
        "url": reference["url"],
        "tier": reference["tier"],
        "publication_status": reference["publication_status"],
        "status_note": reference["status_note"],
    }
    return {"number": reference["number"], "work": work}


def from_2_to_3(document: Json) -> Json:
    """A ratio says which figures were divided, and what its interval rests on. A figure says where its boundary runs,
    on what work, what kind of quantity it is, and what contradicts it, of which nobody had said anything before; and a
    dimension, whether it asks for that. A citation says how it was held against its source, where it said only whether
    it was seen at second hand; and how its figure follows from others: until then each had a source."""
    checks = {"in_source": 0, "in_abstract": 0, "unchecked": document["coverage"]["sourced"]}
    return {
        **document,
        "schema_version": 3,
        "rows": [_row_3(row) for row in document["rows"]],
        "points": [
            {**side, **{name: [_statement_3(one) for one in side[name]] for name in ("strengths", "weaknesses")}}
            for side in document["points"]
        ],
        "findings": [_statement_3(statement) for statement in document["findings"]],
        "equivalences": [
            {**one, "citations": [_citation_3(citation) for citation in one["citations"]]}
            for one in document["equivalences"]
        ],
        "coverage": {**document["coverage"], "source_checks": checks},
    }


def _row_3(row: Json) -> Json:
    return {
        **row,
        "dimension": {**row["dimension"], "asks_boundary": False},
        "names_boundaries": False,
        "pairs_without_ratio": [],
        "cells": [_statement_3(cell) for cell in row["cells"]],
        **{name: [_ratio_3(ratio) for ratio in row[name]] for name in ("ratios", "assumed_ratios")},
    }


def _ratio_3(ratio: Json) -> Json:
    """Version 2 knew bounds only, and the range of an assumption; which of them, it said in words alone."""
    is_assumed = "range of the assumption" in ratio["statement"]
    is_bounded = any(words in ratio["statement"] for words in ("kind of the", "is a limit"))
    interval_from = [name for name, holds in (("assumption", is_assumed), ("bounds", is_bounded)) if holds]
    return {
        **ratio,
        "over_what": "",
        "under_what": "",
        "over_figure": None,
        "under_figure": None,
        "interval_from": interval_from,
    }


def _statement_3(statement: Json) -> Json:
    citations = [_citation_3(citation) for citation in statement["citations"]]
    return {**statement, "short_answer": "", "figure_in_text": "", "citations": citations}


def _citation_3(citation: Json) -> Json:
    upgraded = {name: value for name, value in citation.items() if name != "second_hand"}
    return {
        **upgraded,
        "source_check": "quoted" if citation["second_hand"] else "",
        "source_checked_on": None,
        "source_check_seen": "",
        "figure": None if citation["figure"] is None else _figure_3(citation["figure"]),
        "derivation": None,
    }


def _figure_3(figure: Json) -> Json:
    return {**figure, "boundary": "", "boundary_name": "", "workload": "", "figure_kind": "", "rival_group": ""}


UPGRADES: Mapping[int, Upgrade] = {1: from_1_to_2, 2: from_2_to_3}
