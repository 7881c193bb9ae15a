"""What changed between two documents: nothing is overlooked, and it is said in the words of the page."""

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from citations.works import Work
from comparisons import documents
from comparisons.changes import CitationChange, StatementChange
from comparisons.difference_in_words import sentences
from comparisons.differences import difference
from comparisons.documents import (
    ComparisonDocument,
    FigurePart,
    RatioPart,
    RowPart,
    SidePointsPart,
    StatementPart,
    read_document,
)
from comparisons.edition_notes import note_between
from comparisons.field_words import FIELD_WORDS
from tests.citations.works import a_person
from tests.comparisons.parts import (
    a_citation_part,
    a_derivation_part,
    a_document,
    a_figure_part,
    a_full_document,
    a_reference_part,
    a_row_part,
    a_side_part,
    a_statement_part,
    an_equivalence_part,
    an_unclaimed_cell,
)


def a_ratio_part(text: str = "≈ 2 times", **changes: Any) -> RatioPart:
    fields = {"value": Decimal(2), "low": None, "high": None, "overlaps_one": False, "equivalence": ""}
    fields |= {"formula": "(2) / (1)", "statement": "No interval: neither source states bounds."}
    fields |= {"over_what": "", "under_what": "", "over_figure": 0, "under_figure": 0, "interval_from": ()}
    return RatioPart.model_validate({"over": "neuron", "under": "parameter", "text": text, **fields, **changes})


def said(before: ComparisonDocument, after: ComparisonDocument) -> list[str]:
    return list(sentences(difference(before, after)))


# --- Nothing is overlooked ---------------------------------------------------------------------

# What is told by the change that it follows from.
FOLLOWS = {"schema_version", "coverage", "number", "reference", "references", "sentence", "entity"}
# A value that differs, for the fields in which not every text is one.
OTHERS = {
    "comparability": "loosely-analogous",
    "comparability_basis": "units",
    "stance": "context",
    "rank": "deprecated",
    "figure_kind": "limit",
    "missing": "withheld",
    "drafting": "ai-checked",
    "value_kind": "text",
    "scale": "log",
    "as_of": "2026-02-02",
    "review_due": "2026-03-03",
    "markers": ["concern"],
    "publication_status": "corrected",
    "over": "parameter",
    "under": "neuron",
    "bound_kind": "sd",
    "source_check": "quoted",
    "source_checked_on": "2026-11-02",
}
NUMBERS = {"value", "low", "high", "canonical_value", "canonical_low", "canonical_high", "factor"}


def a_document_with_everything() -> ComparisonDocument:
    document = a_full_document()
    rows = [*document.rows]
    rows[0] = rows[0].model_copy(
        update={"ratios": (a_ratio_part(),), "assumed_ratios": (a_ratio_part("≈ 9 times", equivalence="one-for-one"),)}
    )
    derived = a_citation_part(1, figure=a_figure_part(), derivation=a_derivation_part())
    findings = (document.findings[0].model_copy(update={"citations": (*document.findings[0].citations, derived)}),)
    return document.model_copy(update={"rows": tuple(rows), "findings": findings})


def leaves(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
    """Every value of a document in JSON, with its path and the name of the field that it is, or stands in."""
    name = next(step for step in reversed(path) if isinstance(step, str)) if path else ""
    if name in FOLLOWS and len(path) > 1 and not isinstance(part, dict):
        return
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in {"schema_version", "coverage"}:
                yield from leaves(value, (*path, key))
    elif isinstance(part, list) and (part or name not in {"authors", "editors", "markers"}):
        for place, value in enumerate(part):
            yield from leaves(value, (*path, place)) if isinstance(value, dict) else ()
        if part and not isinstance(part[0], dict):
            yield path, name, part
    else:
        yield path, name, part


def another(name: str, value: Any) -> Any:
    if name in OTHERS:
        return OTHERS[name] if value != OTHERS[name] else {"value_kind": "quantity"}.get(name, "")
    if name in NUMBERS:
        return "7"
    if isinstance(value, list):
        return [{"family": "Added", "given": "", "organisation": ""}]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        figure = a_figure_part().model_dump(mode="json")
        issued, derivation = {"year": 1999, "month": None, "day": None}, a_derivation_part().model_dump(mode="json")
        return {"issued": issued, "figure": figure, "derivation": derivation}.get(name, 3)
    return f"{value} anew"


EVERYTHING = a_document_with_everything().as_json()


@pytest.mark.parametrize("path", [".".join(map(str, path)) for path, _, _ in leaves(EVERYTHING)])
def test_no_field_of_a_document_changes_unnoticed(path: str) -> None:
    stored: Any = deepcopy(EVERYTHING)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    part = stored
    for step in way:
        part = part[step]
    name = last if isinstance(last, str) else str(way[-1])
    part[last] = another(name, part[last])
    before, after = read_document(EVERYTHING), read_document(stored)
    assert difference(before, after)
    assert said(before, after) != []
    assert difference(after, before)
    assert said(after, before) != []


def parts_of_documents() -> Iterator[type[BaseModel]]:
    for part in vars(documents).values():
        if isinstance(part, type) and issubclass(part, BaseModel) and part.__module__ == documents.__name__:
            yield part
    yield Work


def test_every_field_that_can_change_has_a_word() -> None:
    told_otherwise = {"schema_version", "sides", "rows", "points", "findings", "equivalences", "references", "coverage"}
    told_otherwise |= {"dimension", "cells", "ratios", "assumed_ratios", "entity", "citations", "reference", "work"}
    # of ratios, coverage, references, and the columns of points
    told_otherwise |= set(RatioPart.model_fields) | set(SidePointsPart.model_fields)
    told_otherwise |= set(documents.CoveragePart.model_fields) | set(documents.SourceChecksPart.model_fields)
    fields = {name for part in parts_of_documents() for name in part.model_fields}
    assert fields - told_otherwise - set(FIELD_WORDS) == set()


def test_a_document_does_not_differ_from_itself() -> None:
    document = a_document_with_everything()
    assert not difference(document, read_document(json.loads(json.dumps(document.as_json()))))


def test_other_numbers_of_the_same_references_are_no_difference() -> None:
    def document(*numbers: int) -> ComparisonDocument:
        cells = [
            a_statement_part("1", claim="c-1", citations=(a_citation_part(numbers[0]),)),
            a_statement_part("2", claim="c-2", entity="parameter", citations=(a_citation_part(numbers[1]),)),
        ]
        works = [a_reference_part(1, key="one", title="One"), a_reference_part(2, key="two", title="Two")]
        works = [work.model_copy(update={"number": place}) for place, work in enumerate(works, start=1)]
        if numbers[0] == 2:
            works = [works[1].model_copy(update={"number": 1}), works[0].model_copy(update={"number": 2})]
            numbers = (1, 2)
            cells[0] = cells[0].model_copy(update={"citations": (a_citation_part(2),)})
            cells[1] = cells[1].model_copy(update={"citations": (a_citation_part(1),)})
        return a_document(rows=(a_row_part(*cells),), references=tuple(works))

    assert not difference(document(1, 2), document(2, 1))


def test_one_more_digit_is_a_difference() -> None:
    def document(value: str) -> ComparisonDocument:
        figure = a_figure_part("20 W", value=Decimal(value))
        return with_cell(a_statement_part("20 W", citations=(a_citation_part(1, figure=figure),)))

    assert said(document("20"), document("20.0")) != []


# --- In words ----------------------------------------------------------------------------------


def with_cell(cell: StatementPart, *, works: int = 2, name: str = "neurons", **changes: Any) -> ComparisonDocument:
    """A document whose first cell is this, of the row “neurons” and the side “the mouse”."""
    row = a_row_part(cell, a_statement_part("Many", claim="other", entity="parameter"), slug="count")
    row = row.model_copy(update={"dimension": row.dimension.model_copy(update={"name": name})})
    references = tuple(a_reference_part(number) for number in range(1, works + 1))
    document = a_document(rows=(row,), references=references, **changes)
    return document.model_copy(update={"sides": (a_side_part("neuron", label="the mouse"), document.sides[1])})


def a_count(text: str, *more: Any, **changes: Any) -> StatementPart:
    figure = a_figure_part(f"{text} neurons", value=Decimal(text.split(" ")[0]))
    return a_statement_part(text, citations=(a_citation_part(1, figure=figure), *more), **changes)


def test_a_figure_that_moved_and_a_source_that_came_are_said_of_their_cell() -> None:
    before = with_cell(a_count("71 million"))
    after = with_cell(a_count("70.9 million", a_citation_part(2)))
    assert said(before, after) == ["neurons of the mouse: from 71 to 70.9 million; source added: Writer2 2009."]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            an_unclaimed_cell("neuron"),
            a_count("71 million"),
            "now “71 million”; source added: Writer1 2009 (71 million",
        ),
        (a_count("71 million"), an_unclaimed_cell("neuron"), "no longer says anything; source removed: Writer1 2009"),
        (a_count("71 million"), a_statement_part("", missing="withheld"), "now “withheld by the maker”"),
        (a_statement_part("Soft"), a_statement_part("Hard"), "from “Soft” to “Hard”"),
        (a_statement_part("Long " * 30), a_statement_part("Short"), "reworded"),
        (a_statement_part("*Soft*", note="Only here."), a_statement_part("*Soft*"), "note removed"),
        (a_statement_part(), a_statement_part(markers=("disputed",)), "now marked “disputed”"),
        (a_statement_part(markers=("unsourced",)), a_statement_part(), "no longer marked “no source”"),
        (a_statement_part(), a_statement_part(as_of="2026-01-01", review_due="2027-01-01"), "known to hold added."),
        (
            a_statement_part(drafting="ai-unchecked"),
            a_statement_part(drafting="ai-checked"),
            "checked by a human editor",
        ),
        (
            a_statement_part(citations=(a_citation_part(1),)),
            a_statement_part(citations=(a_citation_part(1, stance="disputes"),)),
            "Writer1 2009 now disputes",
        ),
        (
            a_statement_part(citations=(a_citation_part(1, figure=a_figure_part("85 billion")),)),
            a_statement_part(citations=(a_citation_part(1, figure=a_figure_part("86.1 billion")),)),
            "figure of Writer1 2009 from 85 to 86.1 billion",
        ),
        (
            a_statement_part(citations=(a_citation_part(1, figure=a_figure_part()),)),
            a_statement_part(citations=(a_citation_part(1, figure=a_figure_part(sample_size=4, method="count")),)),
            "method and sample size of the figure of Writer1 2009 changed",
        ),
        (
            a_statement_part(citations=(a_citation_part(1), a_citation_part(2))),
            a_statement_part(citations=(a_citation_part(2), a_citation_part(1))),
            "citations in another order",
        ),
    ],
)
def test_what_changed_about_a_cell_is_said_in_words(before: StatementPart, after: StatementPart, words: str) -> None:
    (sentence,) = said(with_cell(before), with_cell(after))
    assert sentence.startswith("neurons of the mouse: ")
    assert words in sentence


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({}, {"locator": "p. 7"}, "place in Writer1 2009 changed"),
        ({}, {"figure": a_figure_part("85 billion")}, "figure of Writer1 2009 added: 85 billion"),
        ({"figure": a_figure_part("85 billion")}, {}, "figure of Writer1 2009 removed"),
        (
            {"figure": a_figure_part("85 billion")},
            {"figure": a_figure_part("85 billion", rank="deprecated", rank_reason="Counted anew.")},
            "figure of Writer1 2009 now deprecated",
        ),
    ],
)
def test_what_changed_about_a_citation_is_said_by_the_name_of_its_source_and_nothing_else(
    before: dict[str, Any], after: dict[str, Any], words: str
) -> None:
    first, second = (a_statement_part(citations=(a_citation_part(1, **changes),)) for changes in (before, after))
    assert said(with_cell(first), with_cell(second)) == [f"neurons of the mouse: {words}."]


def test_a_long_text_is_quoted_by_its_first_words() -> None:
    words = [f"word{number}" for number in range(40)]
    (sentence,) = said(with_cell(an_unclaimed_cell("neuron")), with_cell(a_statement_part(" ".join(words))))
    quoted = sentence.partition("“")[2].partition("”")[0]
    kept = quoted.removesuffix(" …").split()
    assert quoted.endswith(" …")
    assert kept == words[: len(kept)]
    assert 60 < len(quoted) <= 72


def test_what_changes_about_a_side_is_said_by_its_name() -> None:
    before = with_cell(a_statement_part())
    side = before.sides[0]
    other = side.model_copy(update={"entity": side.entity.model_copy(update={"definition": "Other words."})})
    after = before.model_copy(update={"sides": (other, before.sides[1])})
    (sentence,) = said(before, after)
    assert sentence.startswith("the mouse: definition")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("71 million neurons", "70.9 million neurons", "from 71 to 70.9 million neurons"),
        ("neurons", "3 neurons", "from neurons to 3 neurons"),
        ("20 W", "About 20 W", "from “20 W” to “About 20 W”"),
        ("It has 2.", "It has 3.", "from “It has 2.” to “It has 3.”"),
        ("About 20 W", "About 25 W", "from About 20 to About 25 W"),
        ("Version 1", "Version 2", "from Version 1 to Version 2"),
        ("grows slowly", "grows fast", "from “grows slowly” to “grows fast”"),
    ],
)
def test_what_two_texts_end_with_is_said_once(before: str, after: str, words: str) -> None:
    assert said(with_cell(a_statement_part(before)), with_cell(a_statement_part(after))) == [
        f"neurons of the mouse: {words}."
    ]


def test_sides_and_rows_that_come_and_go_are_said_once() -> None:
    def rows(*sides: str) -> tuple[RowPart, ...]:
        return (a_row_part(*(a_statement_part(f"{slug} text", claim=slug, entity=slug) for slug in sides)),)

    two = a_document(rows=rows("neuron", "parameter"))
    three = a_document(sides=("neuron", "glia", "parameter"), rows=rows("neuron", "glia", "parameter"))
    assert said(two, three) == ["Side added: Glia."]
    assert said(three, two) == ["Side removed: Glia."]
    more = a_document(rows=(*two.rows, a_row_part(a_count("2"), a_count("3", entity="parameter"), slug="energy")))
    assert said(two, more) == ["Row added: Energy."]
    assert said(more, two) == ["Row removed: Energy."]


def test_an_address_that_changed_is_no_other_side_row_or_work() -> None:
    before = a_full_document()
    stored = json.loads(json.dumps(before.as_json()).replace('"neuron"', '"nerve-cell"').replace('"work-1"', '"first"'))
    for document in (stored["rows"][0]["dimension"],):
        document["slug"] = "number"
    found = difference(before, read_document(stored))
    assert [change.before is not None and change.after is not None for change in found.sides] == [True]
    assert [[field.field for field in change.fields] for change in found.works] == [["key"]]
    assert not any(change.before is None or change.after is None for row in found.rows for change in row.cells)


def test_rows_that_change_places_are_said_to() -> None:
    energy = a_row_part(a_statement_part(claim="e"), a_statement_part(claim="f", entity="parameter"), slug="energy")
    count = a_row_part(a_statement_part(claim="c"), a_statement_part(claim="d", entity="parameter"))
    assert said(a_document(rows=(count, energy)), a_document(rows=(energy, count))) == [
        "The rows stand in another order."
    ]


def test_comparability_and_prose_are_said_of_their_row() -> None:
    before = with_cell(a_statement_part())
    row = before.rows[0].model_copy(update={"comparability": "not-comparable", "note": "Look here."})
    after = before.model_copy(update={"rows": (row,)})
    assert said(before, after) == ["neurons: cells now called not comparable; note added."]


def test_a_ratio_that_was_turned_round_is_the_same_ratio() -> None:
    def document(*ratios: RatioPart) -> ComparisonDocument:
        row = a_row_part(a_statement_part(claim="c"), a_statement_part(claim="d", entity="parameter"))
        return a_document(rows=(row.model_copy(update={"ratios": ratios}),))

    turned = a_ratio_part("≈ 3 times", over="parameter", under="neuron")
    assert said(document(a_ratio_part()), document(turned)) == [
        "Count, Parameter to Neuron: ratio from ≈ 2 to ≈ 3 times."
    ]
    assert said(document(), document(turned)) == ["Count, Parameter to Neuron: ratio added, ≈ 3 times."]
    assert said(document(turned), document()) == ["Count, Parameter to Neuron: ratio removed."]


def test_points_and_findings_are_said_with_what_they_say() -> None:
    strong = a_statement_part("It needs *little* power.", claim="strong")
    weak = SidePointsPart(entity="parameter", strengths=(), weaknesses=())
    before = a_document()
    after = a_document(
        points=(SidePointsPart(entity="neuron", strengths=(strong,), weaknesses=()), weak),
        findings=(a_statement_part("Somebody found out.", claim="found"),),
    )
    assert said(before, after) == [
        "Strength of Neuron added: “It needs little power.”.",
        "Finding added: “Somebody found out.”.",
    ]


def test_a_point_that_is_reworded_or_becomes_a_weakness_stays_the_same_point() -> None:
    def with_point(text: str, *, is_weakness: bool = False) -> ComparisonDocument:
        point = (a_statement_part(text, claim="strong"),)
        kinds = {"strengths": () if is_weakness else point, "weaknesses": point if is_weakness else ()}
        other = SidePointsPart(entity="parameter", strengths=(), weaknesses=())
        return a_document(points=(SidePointsPart(entity="neuron", **kinds), other))

    (reworded,) = difference(with_point("Little power."), with_point("Some power.")).points
    assert [(field.field, field.before, field.after) for field in reworded.fields] == [
        ("text", "Little power.", "Some power.")
    ]
    (turned,) = difference(with_point("Power."), with_point("Power.", is_weakness=True)).points
    assert [(field.field, field.before, field.after) for field in turned.fields] == [("kind", "strength", "weakness")]
    assert turned.before == turned.after is not None


def test_sides_that_change_places_take_their_cells_with_them_or_it_is_said() -> None:
    row = a_row_part(a_statement_part("One.", claim="c"), a_statement_part("Two.", claim="d", entity="parameter"))
    before = a_document(rows=(row,))
    swapped = before.model_copy(update={"sides": before.sides[::-1]})
    (change,) = difference(before, swapped).rows
    assert [cell.before != cell.after for cell in change.cells] == [True, True]
    moved = swapped.model_copy(update={"rows": (row.model_copy(update={"cells": row.cells[::-1]}),)})
    assert difference(before, moved).rows == ()
    assert difference(before, moved).reordered == ("sides",)


def test_a_ratio_to_a_side_that_came_is_told_by_the_side() -> None:
    def rows(*sides: str, ratios: tuple[RatioPart, ...] = ()) -> tuple[RowPart, ...]:
        row = a_row_part(*(a_statement_part(f"{slug} text", claim=slug, entity=slug) for slug in sides))
        return (row.model_copy(update={"ratios": ratios}),)

    two = a_document(rows=rows("neuron", "parameter"))
    ratio = a_ratio_part(over="glia", under="neuron")
    three = a_document(sides=("neuron", "glia", "parameter"), rows=rows("neuron", "glia", "parameter", ratios=(ratio,)))
    assert said(two, three) == ["Side added: Glia."]
    assert said(three, two) == ["Side removed: Glia."]


def test_a_retraction_is_said_before_all_else() -> None:
    before = with_cell(a_count("71 million"))
    gone = a_reference_part(1, publication_status="retracted", status_note="By the journal.")
    after = with_cell(a_count("71 million", markers=("retracted",)), lede="Other words.")
    after = after.model_copy(update={"references": (gone, *before.references[1:])})
    assert said(before, after) == [
        "Writer1 2009: publication status now “retracted”.",
        "neurons of the mouse: now marked “retracted source”.",
        "Introduction from “Two unlike things.” to “Other words.”.",
    ]


def test_works_are_named_as_people_name_them() -> None:
    before = with_cell(a_count("71 million"), works=1)
    names = (
        ((), "“Work number 1”"),
        ((a_person("One", "A"),), "One 2009"),
        ((a_person("One", "A"), a_person("Two", "B")), "One and Two 2009"),
        ((a_person("One", "A"), a_person("Two", "B"), a_person("Three", "C")), "One et al. 2009"),
    )
    for authors, name in names:
        work = a_reference_part(1, authors=authors, volume="6")
        former = a_reference_part(1, authors=authors)
        found = said(
            before.model_copy(update={"references": (former,)}), before.model_copy(update={"references": (work,)})
        )
        assert found == [f"{name}: volume of the reference changed."]


def test_many_works_described_differently_are_one_sentence() -> None:
    before = with_cell(a_count("71 million"), works=5)
    after = before.model_copy(
        update={"references": tuple(a_reference_part(number, publisher="Press") for number in range(1, 6))}
    )
    assert said(before, after) == ["5 references described anew."]


def test_an_assumption_that_comes_goes_or_changes_is_said_by_its_name() -> None:
    one = an_equivalence_part()
    without, with_it = a_document(), a_document(equivalences=(one,))
    other = a_document(equivalences=(one.model_copy(update={"factor": Decimal(2)}),))
    assert said(without, with_it) == ["Assumption added: count one neuron as one parameter."]
    assert said(with_it, without) == ["Assumption removed: count one neuron as one parameter."]
    assert said(with_it, other) == ["Assumption “count one neuron as one parameter”: factor from 1 to 2."]


# --- As data -----------------------------------------------------------------------------------


def test_a_figure_is_there_before_and_after_for_whoever_wants_to_weigh_the_change() -> None:
    found = difference(with_cell(a_count("71 million")), with_cell(a_count("70.9 million")))
    ((cell,),) = [row.cells for row in found.rows]
    assert isinstance(cell, StatementChange)
    (citation,) = cell.citations
    assert isinstance(citation, CitationChange)
    assert citation.before is not None
    assert citation.after is not None
    figures = (citation.before.citation.figure, citation.after.citation.figure)
    assert [figure.value for figure in figures if isinstance(figure, FigurePart)] == [Decimal(71), Decimal("70.9")]


# --- The note ----------------------------------------------------------------------------------


def test_the_first_edition_is_called_so() -> None:
    assert note_between(None, a_full_document()) == "First edition."


def test_a_note_is_never_long_and_says_how_much_it_leaves_out() -> None:
    def document(text: str, rows: int) -> ComparisonDocument:
        return a_document(
            rows=tuple(
                a_row_part(
                    a_statement_part(f"{text} {row}", claim=f"c{row}"),
                    a_statement_part("Same", claim=f"d{row}", entity="parameter"),
                    slug=f"row-{row}",
                )
                for row in range(rows)
            )
        )

    few = note_between(document("Before", 2), document("After", 2))
    assert few == ("Row-0 of Neuron: from “Before 0” to “After 0”. Row-1 of Neuron: from “Before 1” to “After 1”.")
    many = note_between(document("Before", 60), document("After", 60))
    assert len(many) <= 500
    shown = many.count("of Neuron")
    assert many.endswith(f" And {60 - shown} more changes.")


def test_one_change_that_is_too_long_is_cut_off() -> None:
    before = with_cell(a_statement_part())
    citations = tuple(a_citation_part(number) for number in range(1, 41))
    after = with_cell(a_statement_part(citations=citations), works=40, lede="Other words.")
    note = note_between(before, after)
    assert len(note) <= 500
    assert note.endswith("… And 1 more change.")


def test_what_no_reader_sees_is_said_to_be_no_change_in_what_they_see() -> None:
    document = a_document()
    assert note_between(document, document) == "Written anew, without a change in what readers see."
