"""How far cells may be compared: an editor's word, or what the units alone say where no editor was asked."""

from dataclasses import replace

import pytest

from comparisons.comparability import by_editor, by_units
from comparisons.composing import compose
from comparisons.documents import RowPart, StatementPart
from comparisons.gate import problems_of
from comparisons.models import Comparison
from comparisons.renderings.view_models import TableRow
from comparisons.selecting import RowChoice, Selection, editors_selection, selection_along
from entities.models import Entity
from tests.comparisons.parts import a_citation_part, a_figure_part, a_row_part, a_statement_part
from tests.factories import a_comparison, a_dimension, a_figure, a_quantity_dimension, an_attribute, an_entity


def a_cell(unit: str = "") -> StatementPart:
    """A cell with a figure in this unit, or with none."""
    return a_statement_part(citations=(a_citation_part(1, figure=a_figure_part(unit=unit)),) if unit else ())


@pytest.mark.parametrize(
    ("units", "word"),
    [
        (["W", "W"], "equivalent"),
        (["J", "kWh"], "equivalent"),
        (["neuron", "parameter"], "analogous"),
        (["W", "J"], "not-comparable"),
        (["W", "kW", "J"], "not-comparable"),
        (["neuron", "neuron", "parameter"], "analogous"),
        (["W", "", "kW"], "equivalent"),
        (["W", ""], "not-judged"),
        (["W"], "not-judged"),
        (["", ""], "not-judged"),
        ([], "not-judged"),
    ],
)
def test_units_say_the_best_word_that_they_allow_for_the_worst_pair(units: list[str], word: str) -> None:
    judgement = by_units([a_cell(unit) for unit in units])
    assert (judgement.comparability, judgement.comparability_basis) == (word, "units")
    assert not judgement.forbids_ratios


@pytest.mark.parametrize(
    ("word", "forbids"),
    [("equivalent", False), ("analogous", False), ("loosely-analogous", False), ("not-comparable", True), ("", True)],
)
def test_an_editor_who_says_no_or_nothing_forbids_a_ratio(word: str, forbids: bool) -> None:
    judgement = by_editor(word, "So it is.")
    assert judgement == (word or "not-judged", "editor", "So it is.")
    assert judgement.forbids_ratios == forbids


@pytest.mark.parametrize(
    ("basis", "word", "shown"),
    [
        ("editor", "equivalent", "Equivalent"),
        ("editor", "not-judged", ""),
        ("units", "equivalent", "Same unit"),
        ("units", "analogous", "Different things counted"),
        ("units", "not-comparable", "Different quantities"),
        ("units", "not-judged", ""),
    ],
)
def test_a_page_never_passes_the_word_of_the_units_off_as_an_editors(basis: str, word: str, shown: str) -> None:
    row = a_row_part(a_cell("W"), a_cell("W"), unit="W", comparability=word, comparability_basis=basis)
    assert TableRow(part=row, cells=(), references=(), ratios=(), units=()).comparability == shown


# --- Composed ----------------------------------------------------------------------------------


def asked_by_a_reader(*, figures: list[tuple[str, str]]) -> RowPart:
    """The one row of a comparison of things that no editor has set side by side; a value and a unit each."""
    dimension = a_quantity_dimension(unit="W", unlike_units=True)
    sides = [an_entity() for _ in figures]
    for entity, (value, unit) in zip(sides, figures, strict=True):
        a_figure(claim=an_attribute(entity=entity, dimension=dimension), value=value, unit=unit)
    alone = selection_along(dimension, sides)
    return compose(replace(alone, relates=True)).rows[0]


@pytest.mark.django_db
def test_figures_in_one_unit_have_a_ratio_though_no_editor_has_judged_them() -> None:
    row = asked_by_a_reader(figures=[("20", "W"), ("10", "kW")])
    assert (row.comparability, row.comparability_basis) == ("equivalent", "units")
    assert [ratio.text for ratio in row.ratios] == ["≈ 500 times"]


@pytest.mark.django_db
def test_of_three_those_two_have_a_ratio_whose_units_are_alike() -> None:
    row = asked_by_a_reader(figures=[("20", "W"), ("10", "J"), ("40", "W")])
    assert row.comparability == "not-comparable"
    assert [{ratio.over, ratio.under} for ratio in row.ratios] == [{row.cells[0].entity, row.cells[2].entity}]
    assert row.no_ratio == "power against energy"


@pytest.mark.django_db
def test_along_one_dimension_no_entity_is_set_against_another() -> None:
    dimension = a_quantity_dimension()
    for _ in range(3):
        a_figure(claim=an_attribute(dimension=dimension))
    (row,) = compose(selection_along(dimension, Entity.objects.all())).rows
    assert (row.comparability, row.ratios, row.no_ratio) == ("equivalent", (), "")


def judged_by_units(comparison: Comparison) -> Selection:
    selection = editors_selection(comparison)
    return replace(selection, rows=[RowChoice(row.dimension, basis="units") for row in selection.rows])


@pytest.mark.django_db
def test_the_gate_takes_an_editors_word_only() -> None:
    comparison = a_comparison(rows=[a_dimension(name="Form"), dimension := a_quantity_dimension(name="Power")])
    for entity in comparison.entities.all():
        a_figure(claim=an_attribute(entity=entity, dimension=dimension))
    assert problems_of(compose(editors_selection(comparison))) == []
    refused = problems_of(compose(judged_by_units(comparison)))
    assert [problem.message for problem in refused] == [
        "“Form” does not say how far its cells may be compared.",
        "“Power” does not say how far its cells may be compared.",
    ]
