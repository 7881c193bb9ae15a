"""The first lines of a comparison: what each side says in short, and what may stand on one axis."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from comparisons.documents import ComparisonDocument, RatioPart, StatementPart
from comparisons.renderings.answer_card import CardLine
from comparisons.renderings.mentions import in_brackets
from comparisons.renderings.page import present
from comparisons.renderings.short_answers import ShortAnswer, short_answer
from tests.comparisons.parts import (
    a_citation_part,
    a_document,
    a_figure_part,
    a_reference_part,
    a_row_part,
    a_statement_part,
)


def a_quantity(text: str, *, entity: str = "neuron", short: str = "", **figure: Any) -> StatementPart:
    """A claim with one figure that stands for it."""
    cited = a_citation_part(1, figure=a_figure_part(text, **figure))
    return a_statement_part(text, entity=entity, short_answer=short, citations=(cited,))


def document_of(*cells: StatementPart, asks_boundary: bool = False, **row: Any) -> ComparisonDocument:
    part = a_row_part(*cells, unit="W", **row)
    dimension = part.dimension.model_copy(update={"asks_boundary": asks_boundary})
    sides = tuple(cell.entity for cell in cells)
    rows = (part.model_copy(update={"dimension": dimension}),)
    return a_document(sides=sides, rows=rows, references=(a_reference_part(1),))


def line_of(*cells: StatementPart, **row: Any) -> CardLine:
    (line,) = present(document_of(*cells, **row), today=date(2026, 11, 26)).card.lines
    return line


@pytest.mark.parametrize(
    ("text", "sense", "number", "rest"),
    [
        ("86 billion neurons", "", "86 billion", "neurons"),
        ("~86 billion neurons, over 100 trillion", "about", "86 billion", "neurons, over 100 trillion"),
        ("139,255", "", "139,255", "neurons"),
        ("671 billion in the largest; others have many more by reckoning", "", "671 billion", "neurons in the largest"),
        ("up to 128K neurons (the most)", "up to", "128K", "neurons (the most)"),
        ("≈ 3.1 × 10²³ neurons", "about", "3.1 × 10²³", "neurons"),
        ("10⁻¹² neurons", "", "10⁻¹²", "neurons"),
        ("200–500 neurons", "", "200–500", "neurons"),
        ("65 to 119 neurons", "", "65 to 119", "neurons"),
        ("9,000 neurons; others say something of quite another kind", "", "9,000", "neurons"),
    ],
)  # fmt: skip
def test_a_number_is_told_as_the_claim_tells_it_with_what_is_counted(
    text: str, sense: str, number: str, rest: str
) -> None:
    assert short_answer(a_quantity(text), is_quantity=True) == ShortAnswer(sense, number, rest)


@pytest.mark.parametrize(
    ("text", "value", "unit", "number", "rest"),
    [
        ("26 % stronger (median)", 26, "percent", "26 %", "stronger (median)"),
        ("0.27 (faster than life)", "0.27", "s / s", "0.27", "(faster than life)"),
        ("2.1", "2.08", "token / parameter", "2.1", "tokens per parameter"),
        ("4 chunks", 4, "item", "4", "chunks"),
    ],
)
def test_a_number_without_its_unit_gets_it_and_one_with_its_own_word_keeps_that(
    text: str, value: object, unit: str, number: str, rest: str
) -> None:
    found = short_answer(a_quantity(text, value=value, unit=unit), is_quantity=True)
    assert (found.number, found.rest) == (number, rest)


def test_a_figure_tells_the_number_where_the_text_begins_with_none() -> None:
    long = "the organ as a whole takes 21.9 W, as far as anybody has ever measured it"
    cited = a_citation_part(1, figure=a_figure_part("21.9 W", value="21.94", unit="W"))
    found = short_answer(a_statement_part(long, citations=(cited,)), is_quantity=True)
    assert (found.number, found.rest) == ("21.9", "W")


def test_a_short_answer_stands_for_a_long_text_and_a_short_text_for_itself() -> None:
    long = a_statement_part("A text that is a good deal longer than forty characters.", short_answer="Frozen")
    assert short_answer(long, is_quantity=False) == ShortAnswer(rest="Frozen")
    assert short_answer(a_statement_part("Lifelong"), is_quantity=False) == ShortAnswer(rest="Lifelong")


def test_an_edition_of_before_without_a_short_answer_is_cut_between_words() -> None:
    text = "A sentence with many more words than the forty characters that a short answer has, and more"
    found = short_answer(a_statement_part(text), is_quantity=False)
    assert found.rest.endswith(" …")
    assert text.startswith(found.rest.removesuffix(" …"))


@pytest.mark.parametrize("missing", ["unknown", "not-measured", "withheld", "reported", "disputed", "not-applicable"])
def test_what_is_missing_is_a_word(missing: str) -> None:
    found = short_answer(a_statement_part("", missing=missing), is_quantity=True)
    assert found == ShortAnswer(rest=missing.replace("-", " "), is_missing=True)


def test_two_figures_of_one_thing_stand_on_one_axis_with_their_spread() -> None:
    line = line_of(
        a_quantity("20 W", value=20, low=12, high=25, bound_kind="observed-range", unit="W"),
        a_quantity("700 W", entity="parameter", value=700, unit="W", sense="<"),
    )
    assert line.axis is not None
    assert (line.axis.start, line.axis.end) == ("10 W", "1 kW")
    one, other = line.axis.marks
    assert one.low is not None
    assert one.x is not None
    assert one.high is not None
    assert other.x is not None
    assert 0 < one.low < one.x < one.high < other.x < 100
    assert (one.limit, other.limit) == ("", "below")


@pytest.mark.parametrize(
    "unlike",
    [{"unit": "parameter"}, {"unit": "synapse"}, {"unit": "J"}],
    ids=["counts of another thing", "counts of a part", "another quantity"],
)
def test_unlike_things_never_share_an_axis(unlike: dict[str, str]) -> None:
    line = line_of(a_quantity("86 billion"), a_quantity("175 billion", entity="parameter", value=175, **unlike))
    assert line.axis is None


def test_figures_under_unlike_boundaries_share_no_axis_and_say_what_they_are() -> None:
    chip = a_quantity("2 W", value=2, unit="W", boundary="chip", boundary_name="chip")
    organ = a_quantity("20 W", entity="parameter", value=20, unit="W", boundary="organ", boundary_name="organ")
    line = line_of(chip, organ, asks_boundary=True)
    assert line.axis is None
    assert [answer.boundary for answer in line.answers] == ["chip", "organ"]
    named = line_of(chip, organ, asks_boundary=True, comparability_reason="A chip is held against an organ.")
    assert named.axis is not None


def test_a_row_that_an_editor_calls_not_comparable_has_no_axis() -> None:
    cells = (a_quantity("2 W", value=2, unit="W"), a_quantity("20 W", entity="parameter", value=20, unit="W"))
    assert line_of(*cells).axis is not None
    assert line_of(*cells, comparability="not-comparable").axis is None


def test_of_three_sides_those_that_fit_stand_on_the_axis() -> None:
    line = line_of(
        a_quantity("2 W", value=2, unit="W"),
        a_quantity("3 J", entity="parameter", value=3, unit="J"),
        a_quantity("20 W", entity="chip", value=20, unit="W"),
    )
    assert line.axis is not None
    assert [mark.column.place for mark in line.axis.marks] == [1, 3]


def a_ratio(over_figure: int | None, under_figure: int | None, **changes: Any) -> RatioPart:
    fields: dict[str, Any] = {
        "over": "parameter",
        "under": "neuron",
        "over_what": "",
        "under_what": "",
        "text": "10 times",
    }
    fields |= {"value": Decimal(10), "low": None, "high": None, "interval_from": (), "overlaps_one": False}
    fields |= {
        "over_figure": over_figure,
        "under_figure": under_figure,
        "formula": "",
        "statement": "",
        "equivalence": "",
    }
    return RatioPart.model_validate({**fields, **changes})  # fmt: skip


def test_one_ratio_stands_in_the_line_if_it_divides_the_numbers_of_the_line() -> None:
    cells = (a_quantity("2 W", value=2, unit="W"), a_quantity("20 W", entity="parameter", value=20, unit="W"))
    two = line_of(*cells, ratios=(a_ratio(0, 0), a_ratio(0, 0, value=Decimal(3), text="3 times")))
    assert two.ratio is not None
    assert (two.ratio.over, two.ratio.part.text, two.ratio.under) == ("Parameter", "10 times", "Neuron")
    others = a_citation_part(1, figure=a_figure_part("21 W", value=21, unit="W", rank="deprecated", rank_reason="Old."))
    beside = cells[1].model_copy(update={"citations": (*cells[1].citations, others)})
    assert line_of(cells[0], beside, ratios=(a_ratio(1, 0),)).ratio is None


def test_numbers_that_follow_each_other_are_drawn_together_in_the_brackets() -> None:
    cited = tuple(a_citation_part(number) for number in (9, 1, 3, 4, 5, 8))
    references = tuple(a_reference_part(number) for number in range(1, 10))
    cells = (a_statement_part(citations=cited), a_statement_part(entity="parameter"))
    page = present(a_document(rows=(a_row_part(*cells),), references=references), today=date(2026, 11, 26))
    marks = in_brackets(page.rows[0].cells[0].mentions)
    assert "".join(f"{mark.before}{mark.mention.number}" for mark in marks if mark.is_shown) == "1, 3-5, 8, 9"
    assert len({mark.mention.anchor for mark in marks}) == 6
