"""What may be divided, what may not, and what only under an assumption."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from comparisons.composing import compose
from comparisons.documents import ComparisonDocument, RowPart
from comparisons.gate import problems_of
from comparisons.models import Comparison
from comparisons.selecting import editors_selection
from entities.models import Boundary, Dimension, Entity
from tests.factories import (
    a_boundary,
    a_comparison,
    a_derived_figure,
    a_figure,
    a_missing_attribute,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db

BRAIN = {"value": "86.1e9", "low": "78e9", "high": "94.2e9", "bound_kind": "sd", "unit": "neuron"}
MODEL = {"value": "175e9", "unit": "parameter"}


def against(one: dict[str, str], other: dict[str, str], *, dimension: Dimension, word: str) -> Comparison:
    """A comparison of two entities with one figure each on one dimension."""
    left, right = an_entity(slug="left"), an_entity(slug="right")
    for entity, figure in ((left, one), (right, other)):
        a_figure(claim=an_attribute(entity=entity, dimension=dimension), **figure)
    reason = "" if word == "equivalent" else "They are not the same thing."
    return a_comparison(sides=[left, right], rows=[dimension], comparability=word, comparability_reason=reason)


def document(comparison: Comparison) -> ComparisonDocument:
    return compose(editors_selection(comparison))


def test_like_units_have_a_ratio_with_the_worst_case_of_their_bounds():
    power = a_quantity_dimension(unit="W")
    composed = document(
        against(
            {"text": "17–22 W", "value": "20", "low": "17", "high": "22", "bound_kind": "observed-range", "unit": "W"},
            {"text": "20 kW", "value": "20", "unit": "kW"},
            dimension=power,
            word="equivalent",
        )
    )
    (ratio,) = composed.rows[0].ratios
    assert (ratio.over, ratio.under, ratio.value) == ("right", "left", Decimal(1000))
    assert round(ratio.low) == 909
    assert round(ratio.high) == 1176
    assert composed.rows[0].no_ratio == ""


def test_neurons_and_parameters_have_no_ratio_and_the_row_says_what_stands_against_what():
    count = a_quantity_dimension(unit="neuron", unlike_units=True)
    row = document(against(BRAIN, MODEL, dimension=count, word="loosely-analogous")).rows[0]
    assert row.ratios == ()
    assert "neurons" in row.no_ratio
    assert "parameters" in row.no_ratio


def test_an_equivalence_brings_a_ratio_with_its_name_and_carries_its_range_into_the_interval():
    an_equivalence(
        slug="synapse-as-parameter",
        from_unit="synapse",
        to_unit="parameter",
        factor="1",
        low="0.1",
        high="10",
        bound_kind="authors-estimate",
    )
    count = a_quantity_dimension(unit="synapse", unlike_units=True)
    synapses = {"text": "100 trillion", "value": "1e14", "unit": "synapse"}
    composed = document(against(synapses, {**MODEL, "text": "175 billion"}, dimension=count, word="loosely-analogous"))
    row = composed.rows[0]
    assert row.ratios == ()
    (ratio,) = row.assumed_ratios
    assert ratio.equivalence == "synapse-as-parameter"
    assert (ratio.over, ratio.under) == ("left", "right")
    assert round(ratio.value) == 571
    assert round(ratio.low) == 57
    assert round(ratio.high) == 5714
    assert [item.slug for item in composed.equivalences] == ["synapse-as-parameter"]


@pytest.mark.parametrize("word", ["equivalent", "analogous", "loosely-analogous"])
def test_power_cannot_be_published_as_comparable_to_energy(word: str):
    energy = a_quantity_dimension(unit="J", unlike_units=True)
    watts = {"text": "20 W", "value": "20", "unit": "W"}
    hours = {"text": "1,287 MWh", "value": "1287", "unit": "MWh"}
    problems = problems_of(document(against(watts, hours, dimension=energy, word=word)))
    assert any("power against energy" in problem.message for problem in problems)


def test_power_may_stand_beside_energy_when_the_row_says_that_they_cannot_be_compared():
    energy = a_quantity_dimension(unit="J", unlike_units=True)
    watts = {"text": "20 W", "value": "20", "unit": "W"}
    hours = {"text": "1,287 MWh", "value": "1287", "unit": "MWh"}
    assert problems_of(document(against(watts, hours, dimension=energy, word="not-comparable"))) == []


@pytest.mark.parametrize(("word", "is_refused"), [("equivalent", True), ("analogous", False)])
def test_figures_of_different_events_are_at_most_analogous(word: str, *, is_refused: bool):
    energy = a_quantity_dimension(unit="J", unlike_units=True)
    event = {"text": "10 fJ", "value": "10", "unit": "fJ / synaptic_event"}
    operation = {"text": "1 pJ", "value": "1", "unit": "pJ / parameter_operation"}
    assert bool(problems_of(document(against(event, operation, dimension=energy, word=word)))) is is_refused


def test_an_editor_who_calls_cells_not_comparable_forbids_the_ratio():
    power = a_quantity_dimension(unit="W")
    watts = {"text": "20 W", "value": "20", "unit": "W"}
    row = document(against(watts, {**watts, "value": "40"}, dimension=power, word="not-comparable")).rows[0]
    assert row.ratios == ()


def test_a_cell_without_a_value_has_no_ratio_whatever_figure_is_told_beside_it():
    power = a_quantity_dimension(unit="W")
    left, right = an_entity(slug="left"), an_entity(slug="right")
    for entity, claim in (
        (left, an_attribute(entity=left, dimension=power)),
        (right, a_missing_attribute(entity=right, dimension=power)),
    ):
        a_figure(claim=claim, value="20", unit="W", locator=entity.slug)
    row = document(a_comparison(sides=[left, right], rows=[power])).rows[0]
    assert row.ratios == ()
    assert row.cells[1].markers == ()


def test_without_a_headline_there_is_no_ratio():
    power = a_quantity_dimension(unit="W")
    left, right = an_entity(slug="left"), an_entity(slug="right")
    for entity, values in ((left, ("20",)), (right, ("30", "60"))):
        claim = an_attribute(entity=entity, dimension=power)
        for value in values:
            a_figure(claim=claim, value=value, unit="W", locator=value)
    assert document(a_comparison(sides=[left, right], rows=[power])).rows[0].ratios == ()


@pytest.mark.parametrize(("status", "ratios"), [("retracted", 0), ("concern", 1), ("corrected", 1), ("ok", 1)])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_figure_of_a_retracted_source_is_never_divided(status: str, ratios: int, side: str):
    """Neither plainly nor under an assumption; nor is another figure of the same cell, which it may have led to."""
    an_equivalence(from_unit="neuron", to_unit="parameter")
    power = a_quantity_dimension(unit="W")
    count = a_quantity_dimension(unit="1", unlike_units=True)
    entities = {name: an_entity(slug=name) for name in ("left", "right")}
    for name, unit in (("left", "neuron"), ("right", "parameter")):
        source = a_source(
            publication_status=status if name == side else "unchecked",
            status_note="Its numbers were made up." if name == side else "",
        )
        for dimension, counted in ((power, "W"), (count, unit)):
            claim = an_attribute(entity=entities[name], dimension=dimension)
            a_figure(claim=claim, source=source, value="20", unit=counted)
    document_ = document(a_comparison(sides=[*entities.values()], rows=[power, count]))
    assert [len(row.ratios) for row in document_.rows] == [ratios, 0]
    assert [len(row.assumed_ratios) for row in document_.rows] == [0, ratios]


# --- Every pair, and what was divided ---


def three(values: list[str | None], *, text: str = "A sentence.") -> ComparisonDocument:
    """Three entities on one dimension of power; None is a cell whose claim gives no figure."""
    power = a_quantity_dimension(unit="W")
    entities = [an_entity(slug=slug) for slug in ("one", "two", "three")]
    for entity, value in zip(entities, values, strict=True):
        claim = an_attribute(entity=entity, dimension=power, text=text)
        if value:
            a_figure(claim=claim, text=f"{value} W", value=value, unit="W", scope=f"all of {entity.slug}")
    return document(a_comparison(sides=entities, rows=[power]))


def test_every_two_cells_that_can_be_compared_have_a_ratio():
    ratios = three(["20", "40", "10"]).rows[0].ratios
    assert [(part.over, part.under, part.text) for part in ratios] == [
        ("two", "one", "≈ 2.0 times"),
        ("one", "three", "≈ 2.0 times"),
        ("two", "three", "≈ 4.0 times"),
    ]


@pytest.mark.parametrize("silent", [0, 1, 2])
def test_a_cell_without_a_figure_does_not_silence_the_others(silent: int):
    values: list[str | None] = ["20", "40", "10"]
    values[silent] = None
    (ratio,) = three(values).rows[0].ratios
    assert {"one", "two", "three"} - {ratio.over, ratio.under} == {("one", "two", "three")[silent]}


def test_a_ratio_names_what_of_each_side_was_divided():
    (ratio,) = three(["20", None, "10"]).rows[0].ratios
    assert (ratio.over_what, ratio.under_what) == ("all of one", "all of three")
    assert (ratio.over_figure, ratio.under_figure) == (0, 0)


def test_under_an_assumption_what_is_counted_is_named_as_well():
    an_equivalence(slug="synapse-as-parameter", from_unit="synapse", to_unit="parameter")
    count = a_quantity_dimension(unit="neuron", unlike_units=True)
    left, right = an_entity(slug="left"), an_entity(slug="right")
    brain = an_attribute(entity=left, dimension=count, text="86 billion neurons, 150 trillion synapses")
    a_figure(claim=brain, value="86e9", unit="neuron", rank="preferred")
    a_figure(claim=brain, text="150 trillion", value="1.5e14", unit="synapse", scope="neocortex", locator="2")
    model = an_attribute(entity=right, dimension=count, text="671 billion parameters")
    a_figure(claim=model, text="671 billion", value="6.71e11", unit="parameter", scope="the largest published")
    comparison = a_comparison(sides=[left, right], rows=[count], comparability="loosely-analogous")
    (ratio,) = document(comparison).rows[0].assumed_ratios
    assert ratio.over_what == "synapses, neocortex"
    assert ratio.under_what == "parameters, the largest published"
    assert ratio.over_figure == 1


def test_a_claim_that_rounds_its_figure_rounds_its_ratios():
    (ratio,) = three(["1234", None, "10"], text="about 1,200 W, or 10 W").rows[0].ratios
    assert ratio.text == "≈ 120 times"


# --- The spread of a claim's own figures ---


def by_methods(*figures: dict[str, str | bool]) -> ComparisonDocument:
    """700 W beside a claim with a preferred figure of 22 W and these others."""
    power = a_quantity_dimension(unit="W")
    machine, brain = an_entity(slug="machine"), an_entity(slug="brain")
    a_figure(claim=an_attribute(entity=machine, dimension=power), text="700 W", value="700", unit="W")
    claim = an_attribute(entity=brain, dimension=power)
    first = {"text": "22 W", "value": "22", "rank": "preferred", "scope": "whole brain of 1,509 g", "method": "glucose"}
    for place, changes in enumerate((first, *figures)):
        a_figure(claim=claim, **{"unit": "W", "locator": str(place), **changes})
    return document(a_comparison(sides=[machine, brain], rows=[power]))


SAME = {"text": "12 W", "value": "12", "scope": "whole brain", "method": "blood flow"}


def test_other_methods_of_the_claim_itself_give_an_interval_named_so():
    (ratio,) = by_methods(SAME, {**SAME, "text": "17 W", "value": "17", "method": "oxygen"}).rows[0].ratios
    assert ratio.text == "≈ 32 times (31 to 59 between methods)"
    assert ratio.interval_from == ("methods",)


@pytest.mark.parametrize(
    "change",
    [
        {"scope": "neocortex"},
        {"scope": "whole brain, asleep"},
        {"method": "glucose"},
        {"source_check": "quoted"},
        {"stance": "context"},
        {"rank": "deprecated", "rank_reason": "It was a slip."},
    ],
)
def test_a_figure_of_something_else_or_that_could_not_carry_the_claim_gives_none(change: dict[str, str | bool]):
    (ratio,) = by_methods({**SAME, **change}).rows[0].ratios
    assert ratio.text == "≈ 32 times"
    assert ratio.interval_from == ()
    left_out = "The second claim has 1 other figure, of another scope or seen second-hand, and not carried in."
    assert (left_out in ratio.statement) == (change.keys() <= {"scope", "method", "source_check"})


def test_a_figure_with_bounds_keeps_them_whatever_other_methods_say():
    bounds = {"text": "22 (20 to 24) W", "value": "22", "low": "20", "high": "24", "bound_kind": "sd"}
    power = a_quantity_dimension(unit="W")
    machine, brain = an_entity(slug="machine"), an_entity(slug="brain")
    a_figure(claim=an_attribute(entity=machine, dimension=power), text="700 W", value="700", unit="W")
    claim = an_attribute(entity=brain, dimension=power)
    a_figure(claim=claim, unit="W", rank="preferred", scope="whole brain", method="glucose", **bounds)
    a_figure(claim=claim, unit="W", locator="2", **SAME)
    (ratio,) = document(a_comparison(sides=[machine, brain], rows=[power])).rows[0].ratios
    assert ratio.interval_from == ("bounds",)
    assert ratio.text == "≈ 32 times (29 to 35)"


# --- Boundaries ---


def on_boundaries(
    *sides: Sequence[dict[str, Any]],
    asks: bool = True,
    reason: str = "",
    named: bool = True,
    comparability: str = "loosely-analogous",
) -> RowPart:
    """The row of a dimension of power in which each side's claim gives these figures, the first of them preferred."""
    power = a_quantity_dimension(unit="W", asks_boundary=asks)
    entities = [an_entity(slug=f"side-{place}") for place, _ in enumerate(sides)]
    for entity, figures in zip(entities, sides, strict=True):
        claim = an_attribute(entity=entity, dimension=power)
        for place, figure in enumerate(figures):
            rank = {"rank": "preferred"} if len(figures) > 1 and place == 0 else {}
            a_figure(
                claim=claim, **{"text": f"{figure['value']} W", "unit": "W", "locator": str(place), **rank, **figure}
            )
    comparison = a_comparison(
        sides=entities, rows=[power], comparability=comparability, comparability_reason=reason or "It depends."
    )
    comparison.rows.update(names_boundaries=named)
    return document(comparison).rows[0]


def test_figures_of_one_boundary_are_divided():
    chip = a_boundary(slug="chip", name="chip")
    row = on_boundaries([{"value": "20", "boundary": chip}], [{"value": "10", "boundary": chip}])
    assert [ratio.text for ratio in row.ratios] == ["≈ 2.0 times"]
    assert row.ratios[0].over_what == "chip"


def test_across_boundaries_there_is_no_ratio_and_the_row_says_which_they_are():
    chip, wall = a_boundary(slug="chip", name="chip"), a_boundary(slug="wall", name="machine at the wall")
    row = on_boundaries([{"value": "20", "boundary": chip}], [{"value": "10", "boundary": wall}])
    assert row.ratios == ()
    assert row.no_ratio == "the boundary “chip” against “machine at the wall”"


@pytest.mark.parametrize(
    ("reason", "ratios"),
    [
        ("A chip alone is set against a whole Machine at the wall: that favours the chip.", 1),
        ("A chip alone is set against something larger.", 0),
    ],
)
def test_a_reason_that_names_both_boundaries_allows_it(reason: str, ratios: int):
    chip, wall = a_boundary(slug="chip", name="chip"), a_boundary(slug="wall", name="machine at the wall")
    row = on_boundaries([{"value": "20", "boundary": chip}], [{"value": "10", "boundary": wall}], reason=reason)
    assert len(row.ratios) == ratios
    if ratios:
        assert (row.ratios[0].over_what, row.ratios[0].under_what) == ("chip", "machine at the wall")


@pytest.mark.parametrize(
    ("reason", "named", "ratios"),
    [
        ("A cell and a chip are not two sizes of one thing.", False, 0),
        ("A cell is set against a chip, with all that each does besides.", True, 1),
        ("A cellular thing is set against a microchip.", True, 0),
    ],
)
def test_words_of_the_reason_are_no_names_of_boundaries_unless_an_editor_says_so(
    *, reason: str, named: bool, ratios: int
):
    cell, chip = a_boundary(slug="cell", name="cell"), a_boundary(slug="chip", name="chip")
    sides = [[{"value": "20", "boundary": cell}], [{"value": "10", "boundary": chip}]]
    assert len(on_boundaries(*sides, reason=reason, named=named).ratios) == ratios


def test_each_two_of_three_sides_without_a_ratio_say_why():
    chip, wall = a_boundary(slug="chip", name="chip"), a_boundary(slug="wall", name="machine at the wall")
    two = [{"value": "20", "boundary": chip}, {"value": "21", "boundary": chip}]
    row = on_boundaries(two, [{"value": "10", "boundary": wall}], [{"value": "5", "boundary": chip}], named=False)
    labels = [Entity.objects.get(slug=f"side-{place}").name for place in range(3)]
    assert [ratio.text for ratio in row.ratios] == ["≈ 4 times"]
    assert row.pairs_without_ratio == (
        f"{labels[0]} and {labels[1]}: they set the boundary “chip” against “machine at the wall”.",
        f"{labels[1]} and {labels[2]}: they set the boundary “machine at the wall” against “chip”.",
    )


def test_a_row_that_may_not_be_compared_and_a_side_without_a_figure_say_so_too():
    several = [{"value": "20", "rank": "normal"}, {"value": "21", "rank": "normal"}]
    row = on_boundaries(several, [{"value": "10"}], [{"value": "5"}], asks=False, comparability="not-comparable")
    labels = [Entity.objects.get(slug=f"side-{place}").name for place in range(3)]
    assert row.pairs_without_ratio == (
        f"{labels[0]} and {labels[1]}: no one figure stands for {labels[0]}.",
        f"{labels[0]} and {labels[2]}: no one figure stands for {labels[0]}.",
        f"{labels[1]} and {labels[2]}: the row says that they are not comparable.",
    )


def test_two_sides_without_a_ratio_say_so_once():
    row = on_boundaries([{"value": "20"}], [{"value": "10"}])
    assert (row.pairs_without_ratio, bool(row.no_ratio)) == ((), True)


@pytest.mark.parametrize(("asks", "ratios"), [(True, 0), (False, 1)])
def test_a_figure_without_a_boundary_is_divided_only_where_nobody_asks_for_one(*, asks: bool, ratios: int):
    chip = a_boundary(slug="chip", name="chip")
    row = on_boundaries([{"value": "20", "boundary": chip}], [{"value": "10"}], asks=asks)
    assert len(row.ratios) == ratios
    assert bool(row.no_ratio) == (not ratios)


def test_boundaries_that_differ_keep_figures_apart_on_every_dimension():
    chip, wall = a_boundary(slug="chip", name="chip"), a_boundary(slug="wall", name="machine at the wall")
    row = on_boundaries([{"value": "20", "boundary": chip}], [{"value": "10", "boundary": wall}], asks=False)
    assert row.ratios == ()


def test_the_pair_that_shares_boundary_and_work_is_the_ratio():
    """As of a GPU at the wall against a neuromorphic chip alone, whose whole machines ran the same network."""
    chip, wall = a_boundary(slug="chip", name="chip"), a_boundary(slug="wall", name="machine at the wall")
    microcircuit = {"boundary": wall, "workload": "cortical microcircuit"}
    row = on_boundaries(
        [{"value": "74", **microcircuit}],
        [{"value": "26", "boundary": chip, "workload": "a chosen load"}, {"value": "600", **microcircuit}],
    )
    (ratio,) = row.ratios
    assert (ratio.over, ratio.text, ratio.over_figure) == ("side-1", "≈ 8.1 times", 1)
    assert ratio.over_what == "machine at the wall, cortical microcircuit"


def test_what_a_scope_says_is_not_said_twice():
    wall = a_boundary(slug="wall", name="machine at the wall")
    figure = {"boundary": wall, "workload": "cortical microcircuit", "figure_kind": "measured"}
    scopes = ("SpiNNaker, cortical microcircuit", "one card")
    sides = [[{"value": value, "scope": scope, **figure}] for value, scope in zip(("20", "10"), scopes, strict=True)]
    (ratio,) = on_boundaries(*sides).ratios
    assert ratio.over_what == "SpiNNaker, cortical microcircuit; measured, machine at the wall"
    assert ratio.under_what == "one card; measured, machine at the wall, cortical microcircuit"


def test_a_reader_who_assumes_an_exchange_is_not_asked_for_boundaries_but_held_to_those_that_differ():
    an_equivalence(from_unit="synapse", to_unit="parameter")
    cell, organ = a_boundary(slug="cell", name="cell"), a_boundary(slug="organ", name="organ")

    def assumed(mine: Boundary | None, theirs: Boundary | None) -> int:
        count = a_quantity_dimension(unit="neuron", unlike_units=True, asks_boundary=True)
        left, right = an_entity(), an_entity()
        for entity, unit, boundary in ((left, "synapse", mine), (right, "parameter", theirs)):
            a_figure(claim=an_attribute(entity=entity, dimension=count), value="20", unit=unit, boundary=boundary)
        comparison = a_comparison(sides=[left, right], rows=[count], comparability="loosely-analogous")
        return len(document(comparison).rows[0].assumed_ratios)

    assert [assumed(cell, None), assumed(cell, cell), assumed(cell, organ)] == [1, 1, 0]


# --- Rivals and kinds ---


def test_a_headline_with_rivals_gives_the_range_that_they_give():
    rivals = {"rival_group": "event"}
    synapse = [
        {"value": "3.3", **rivals},
        {"value": "10", "source_check": "quoted", **rivals},
        {"text": "19–760 W", "value": None, "low": "19", "high": "760", "bound_kind": "not-stated", **rivals},
        {"value": "5000"},
    ]
    (ratio,) = on_boundaries([{"value": "26000"}], synapse, asks=False).ratios
    assert (ratio.text, ratio.value, ratio.interval_from) == ("34 to 7,900 times", None, ("rivals",))
    assert "the second figure has rivals" in ratio.statement


def test_rivals_of_another_figure_than_the_headline_change_nothing():
    figures = [{"value": "10"}, {"value": "20", "rival_group": "one"}, {"value": "40", "rival_group": "one"}]
    (ratio,) = on_boundaries([{"value": "100"}], figures, asks=False).ratios
    assert ratio.text == "≈ 10 times"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("limit", "estimate"), "A limit, which is no measurement, is divided by an estimate."),
        (("measured", "limit"), "A measured figure is divided by a limit, which is no measurement."),
        (("measured", ""), ""),
        (("measured", "measured"), ""),
        (("estimate", ""), "An estimate is divided by a figure of which nobody has said whether it was measured."),
    ],
)
def test_a_ratio_names_the_kinds_of_quantity_that_were_divided(kinds: tuple[str, str], said: str):
    sides = [[{"value": value, "figure_kind": kind}] for value, kind in zip(("700", "22"), kinds, strict=True)]
    (ratio,) = on_boundaries(*sides, asks=False).ratios
    assert (ratio.over_what, ratio.under_what) == kinds
    assert said in ratio.statement
    assert ("divided by" in ratio.statement) == bool(said)


def test_a_borrowed_figure_is_named_after_the_thing_that_it_is_of():
    power = a_quantity_dimension(unit="W")
    chip, general, brain = an_entity(name="NVIDIA H100"), an_entity(slug="general"), an_entity(slug="brain")
    measured = a_figure(claim=an_attribute(entity=chip, dimension=power), text="700 W", value="700", unit="W")
    a_derived_figure(claim=an_attribute(entity=general, dimension=power), inputs={"power": measured})
    a_figure(claim=an_attribute(entity=brain, dimension=power), text="20 W", value="20", unit="W")
    (ratio,) = document(a_comparison(sides=[general, brain], rows=[power])).rows[0].ratios
    assert (ratio.over, ratio.over_what) == ("general", "NVIDIA H100")
