"""Documents of schema 1, read as those of today: what stood in the wrong place goes to its own, and nothing is lost."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from citations.models import Source
from citations.works import Work
from comparisons.document_upgrades import from_1_to_2, from_2_to_3
from comparisons.documents import SCHEMA_VERSION, Json, read_document
from comparisons.models import Comparison, Edition
from comparisons.publishing import examine, republish
from entities.models import Claim
from tests.factories import a_comparison, a_dimension, a_quantity_dimension, a_source, fill_cells

EDITIONS = Path(__file__).parent / "editions"
# What schema 1 called a field of a work, where that has another name today.
NAMES_IN_1 = {"container": "container_title"}
FIELDS_IN_1 = (
    "key",
    "type",
    "title",
    "authors",
    "container",
    "publisher",
    "volume",
    "issue",
    "pages",
    "doi",
    "arxiv",
    "pmid",
    "isbn",
    "url",
    "tier",
    "publication_status",
    "status_note",
)


def a_reference_of_1(**changes: Any) -> Json:
    blank = dict.fromkeys(FIELDS_IN_1, "")
    return {**blank, "number": 1, "key": "a", "type": "article", "title": "A", "authors": [], "year": 2009, **changes}


def upgraded(**changes: Any) -> Work:
    document = {"schema_version": 1, "rows": [], "references": [a_reference_of_1(**changes)]}
    return Work.model_validate(from_1_to_2(document)["references"][0]["work"])


# What figures say since schema 3, each of them empty where nobody has said it.
SINCE_3 = ("boundary", "boundary_name", "workload", "figure_kind", "rival_group")
CHECK_SINCE_3 = ("source_check", "source_checked_on", "source_check_seen")
RATIO_SINCE_3 = ("over_what", "under_what", "over_figure", "under_figure", "interval_from")


def as_schema_2(document: Json) -> Json:
    """A document of today as it was kept under schema 2, for one that says nothing that schema 2 could not."""
    old = deepcopy(document) | {"schema_version": 2}
    for row in old["rows"]:
        assert row["dimension"].pop("asks_boundary") is False
        assert (row.pop("names_boundaries"), row.pop("pairs_without_ratio")) == (False, [])
        for ratio in (*row["ratios"], *row["assumed_ratios"]):
            for name in RATIO_SINCE_3:
                ratio.pop(name)
    for statement in statements_in(old):
        assert statement.pop("figure_in_text") == ""
    for citation in citations_in(old):
        figure = citation["figure"] or dict.fromkeys(SINCE_3, "")
        assert [figure.pop(name) for name in SINCE_3] == [""] * len(SINCE_3)
        check, *more = [citation.pop(name) for name in CHECK_SINCE_3]
        assert (check in {"", "quoted"}, more) == (True, [None, ""])
        citation["second_hand"] = check == "quoted"
        assert citation.pop("derivation") is None
    del old["coverage"]["source_checks"]
    for statement in statements_in(old):
        assert statement.pop("short_answer") == ""
    return old


def statements_in(document: Json) -> Iterator[Json]:
    """Every statement of a document."""
    for row in document["rows"]:
        yield from row["cells"]
    for side in document["points"]:
        yield from (*side["strengths"], *side["weaknesses"])
    yield from document["findings"]


def citations_in(part: Any) -> Iterator[Json]:
    """Every citation anywhere in a document."""
    if isinstance(part, dict):
        if "stance" in part:
            yield part
        for value in part.values():
            yield from citations_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from citations_in(value)


def as_schema_1(document: Json) -> Json:
    """A document of today as it was kept under schema 1, for one that says nothing that schema 1 could not."""
    old = as_schema_2(document) | {"schema_version": 1}
    for row in old["rows"]:
        assert row.pop("comparability_basis") == "editor"
        row["comparability"] = "" if row["comparability"] == "not-judged" else row["comparability"]
        assert row["ratios"] == row["assumed_ratios"] == []  # which figures were divided, it did not say
    old["references"] = [
        {"number": reference["number"], "year": (reference["work"]["issued"] or {}).get("year")}
        | {name: reference["work"][NAMES_IN_1.get(name, name)] for name in FIELDS_IN_1}
        for reference in old["references"]
    ]
    return old


def kept_under_schema_1(comparison: Comparison) -> Edition:
    """The comparison's first edition, as it was made when 1 was the present schema."""
    (found,) = examine([comparison])
    assert found.problems == []
    old = as_schema_1(found.document.as_json())
    edition = Edition.objects.create(
        comparison=comparison,
        number=1,
        schema_version=1,
        document=old,
        content_hash="0" * 64,
        author_name="editor",
        change_note="First.",
    )
    Comparison.objects.filter(pk=comparison.pk).update(status="published")
    return edition


# --- One work ----------------------------------------------------------------------------------

JANE = {"family": "Doe", "given": "Jane", "organisation": ""}
OTHERS = {"family": "", "given": "", "organisation": "others"}


def test_others_are_no_author_but_say_that_there_are_more() -> None:
    work = upgraded(authors=[JANE, OTHERS])
    assert ([name.family for name in work.authors], work.authors_incomplete) == (["Doe"], True)
    assert not upgraded(authors=[JANE]).authors_incomplete
    assert not upgraded(authors=[]).authors_incomplete


def test_a_year_is_a_date_of_which_no_more_is_known() -> None:
    issued = upgraded(year=1998).issued
    assert issued is not None
    assert (issued.year, issued.month, issued.day) == (1998, None, None)
    assert upgraded(year=None).issued is None


@pytest.mark.parametrize("kind", ["article", "conference", "chapter", "webpage"])
def test_a_part_stays_in_its_container(kind: str) -> None:
    work = upgraded(type=kind, container="Nature", publisher="Springer")
    assert (work.container_title, work.publisher) == ("Nature", "Springer")


@pytest.mark.parametrize("kind", ["preprint", "dataset", "book", "report"])
def test_what_is_no_part_of_anything_has_no_container(kind: str) -> None:
    work = upgraded(type=kind, container="arXiv")
    assert (work.container_title, work.publisher, work.collection_title) == ("", "arXiv", "")
    both = upgraded(type=kind, container="Lectures", publisher="A press")
    assert (both.container_title, both.publisher, both.collection_title) == ("", "A press", "Lectures")


def test_what_stood_in_the_place_of_a_preprints_pages_is_its_number() -> None:
    preprint = upgraded(type="preprint", pages="2021.11.04.467197")
    assert (preprint.pages, preprint.number, preprint.number_kind) == ("", "2021.11.04.467197", "preprint")
    article = upgraded(pages="e1000840")
    assert (article.pages, article.number, article.number_kind) == ("e1000840", "", "")


def test_every_other_field_is_kept_as_it_was() -> None:
    given = {name: f"its {name}" for name in FIELDS_IN_1 if name not in {"authors", "type", "container", "pages"}}
    work = upgraded(**given, container="Nature", pages="1-9")
    assert {name: getattr(work, name) for name in given} == given


# --- Whole documents ---------------------------------------------------------------------------


def test_an_upgrade_leaves_what_it_was_given_alone() -> None:
    stored = json.loads((EDITIONS / "neurons-vs-parameters.v1.json").read_text())
    before = deepcopy(stored)
    read_document(stored)
    assert stored == before


def test_a_row_of_before_was_judged_by_an_editor_or_by_nobody() -> None:
    rows = [{"comparability": "analogous"}, {"comparability": ""}]
    found = from_1_to_2({"schema_version": 1, "rows": rows, "references": []})["rows"]
    assert [(row["comparability"], row["comparability_basis"]) for row in found] == [
        ("analogous", "editor"),
        ("not-judged", "editor"),
    ]


@pytest.mark.parametrize(
    ("statement", "rests_on"),
    [
        ("No interval: neither source states bounds.", []),
        ("Worst case of the bounds: the first figure is a limit; the second figure states no bounds.", ["bounds"]),
        ("Worst case of the bounds: kind of the first figure’s bounds: standard deviation.", ["bounds"]),
        ("Worst case of the bounds: the range of the assumption is carried in.", ["assumption"]),
    ],
)
def test_a_ratio_of_before_says_what_its_interval_rests_on_and_not_which_figures_were_divided(
    statement: str, rests_on: list[str]
) -> None:
    ratios = [{"statement": statement, "text": "≈ 2 times"}]
    rows = [{"dimension": {}, "cells": [], "ratios": ratios, "assumed_ratios": []}]
    nothing: Json = {"points": [], "findings": [], "equivalences": [], "coverage": {"sourced": 0}}
    (row,) = from_2_to_3({"schema_version": 2, "rows": rows, **nothing})["rows"]
    (ratio,) = row["ratios"]
    assert (ratio["interval_from"], ratio["text"]) == (rests_on, "≈ 2 times")
    assert (ratio["over_what"], ratio["over_figure"]) == ("", None)


@pytest.mark.parametrize("path", sorted(EDITIONS.glob("*.json")), ids=lambda path: path.stem)
def test_real_editions_of_every_schema_are_read_for_ever(path: Path) -> None:
    """Two of them have three sides. When this fails, do not mend the file: mend the step that reads it."""
    document = read_document(json.loads(path.read_text()))
    assert len(document.sides) == (2 if path.stem.startswith("neurons") else 3)
    assert document.references
    assert not [part.number for part in document.references if "others" in str(part.work.authors)]
    assert not [part.number for part in document.references if part.work.container_title == "arXiv"]
    assert read_document(document.as_json()) == document


@pytest.mark.parametrize("path", sorted(EDITIONS.glob("*.v2.json")), ids=lambda path: path.stem)
def test_nobody_had_said_where_the_boundary_of_a_figure_runs_before_schema_3(path: Path) -> None:
    document = read_document(json.loads(path.read_text())).as_json()
    figures = [citation["figure"] for citation in citations_in(document) if citation["figure"]]
    assert figures
    assert {figure[name] for figure in figures for name in SINCE_3} == {""}
    assert as_schema_2(document) == json.loads(path.read_text())


# --- Publishing --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_schema_alone_makes_no_edition() -> None:
    comparison = a_comparison(rows=[a_dimension(), a_quantity_dimension()], comparability="not-comparable")
    fill_cells(comparison=comparison)
    Claim.objects.filter(dimension__unit="W").update(text="20 W")  # typed, as every text was
    edition = kept_under_schema_1(comparison)
    assert republish(comparisons=[comparison], author=None, change_note="Again.") == []
    edition.refresh_from_db()
    assert (edition.schema_version, edition.document["schema_version"]) == (1, 1)


@pytest.mark.django_db
def test_a_reference_that_was_mended_makes_one() -> None:
    source = a_source(pages="e1000840")
    comparison = a_comparison(rows=[a_quantity_dimension()], comparability="not-comparable")
    fill_cells(comparison=comparison, source=source)
    Claim.objects.update(text="20 W")
    kept_under_schema_1(comparison)
    Source.objects.filter(pk=source.pk).update(pages="", number="e1000840", number_kind="article")
    (edition,) = republish(comparisons=[comparison], author=None, change_note="The number of an article is no page.")
    assert (edition.number, edition.schema_version) == (2, SCHEMA_VERSION)
