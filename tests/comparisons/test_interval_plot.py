"""Figures on one axis: where marks and ticks stand, what is drawn once, what is hollow, and what is said of them."""

from decimal import Decimal

import pytest

from comparisons.renderings.figure_summary import figures_in_words
from comparisons.renderings.interval_plot import IntervalPlot, Line, plotted
from comparisons.renderings.plot_axis import Scale, Tick
from comparisons.renderings.plot_marks import Mark
from tests.comparisons.parts import a_citation_part, a_figure_part, a_statement_part


def a_mark(value: str | None = "1", *, low: str | None = None, high: str | None = None, **changes: object) -> Mark:
    numbers = {name: Decimal(text) if text else None for name, text in (("value", value), ("low", low), ("high", high))}
    fields = {"label": "Writer 2020 [1]", "text": f"{value} neurons", "unit": "neuron", **numbers, **changes}
    fields.setdefault("work", f"{fields['label']}{fields['text']}")
    return Mark(**fields)  # type: ignore[arg-type]


def a_plot(*marks: Mark, wants_log: bool = False, unit: str = "neuron", **named: object) -> IntervalPlot:
    plot = plotted(marks, title="Count", unit=unit, wants_log=wants_log, **named)  # type: ignore[arg-type]
    assert plot is not None
    return plot


def lines_of(plot: IntervalPlot) -> list[Line]:
    return [line for panel in plot.panels for group in panel.groups for line in group.lines]


def axis_of(*values: str, wants_log: bool = False, unit: str = "neuron") -> list[tuple[str, float]]:
    marks = [a_mark(value, unit=unit) for value in values]
    (panel,) = a_plot(*marks, wants_log=wants_log, unit=unit).panels
    return [(tick.label, tick.x) for tick in panel.ticks if tick.label]


# --- The axis ---


@pytest.mark.parametrize(
    ("values", "is_log"),
    [
        (("1", "99"), False),
        (("1", "100"), False),  # two orders of magnitude exactly
        (("1", "101"), True),
        (("1", "900"), True),  # under three
        (("1e-15", "1.01e-13"), True),
        (("0", "1000000"), False),  # nothing stands at zero of a logarithmic axis
        (("-5", "1000000"), False),
    ],
)
def test_the_axis_is_logarithmic_where_values_span_more_than_two_orders_of_magnitude(
    values: tuple[str, str], *, is_log: bool
):
    assert a_plot(*map(a_mark, values)).panels[0].is_log is is_log


@pytest.mark.parametrize(("values", "is_log"), [(("1", "2"), True), (("0", "2"), False), (("-1", "2"), False)])
def test_a_dimension_may_ask_for_a_logarithmic_axis_but_not_of_zero(values: tuple[str, str], *, is_log: bool):
    assert a_plot(*map(a_mark, values), wants_log=True).panels[0].is_log is is_log


def test_a_linear_axis_begins_at_zero_in_steps_of_one_two_or_five():
    assert axis_of("3", "9") == [("0", 3.0), ("2", 21.8), ("4", 40.6), ("6", 59.4), ("8", 78.2), ("10", 97.0)]
    assert [label for label, _ in axis_of("30", "49", unit="percent")] == ["0%", "10%", "20%", "30%", "40%", "50%"]


def test_a_linear_axis_shows_zero_between_negative_and_positive_values():
    labels = [label for label, _ in axis_of("-70", "30", unit="mV")]
    assert labels[0].startswith("−")
    assert "0 mV" in labels or "0 V" in labels


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        (("0.02", "29000000"), "W", ["10 mW", "1 W", "100 W", "10 kW", "1 MW", "100 MW"]),
        (("139255", "86060000000"), "neuron", ["1 million", "100 million", "10 billion"]),
        (("3.3e-15", "26e-12"), "J / synaptic_event", ["1 fJ", "10 fJ", "100 fJ", "1 pJ", "10 pJ", "100 pJ"]),
        (("12", "22"), "W", ["10 W", "20 W", "50 W"]),
        (("1e12", "1e43"), "FLOP / s", ["1 EFLOP/s", "10²⁷ FLOP/s", "10³⁶ FLOP/s"]),
        (("0.001", "1000"), "1", ["0.01", "1", "100"]),
    ],
)
def test_ticks_are_words_with_a_unit_that_a_reader_knows(values: tuple[str, str], unit: str, labels: list[str]):
    found = [label for label, _ in axis_of(*values, wants_log=True, unit=unit)]
    assert found == labels


def test_ticks_fit_the_width_of_a_phone():
    for values, unit in ((("1e12", "1e43"), "FLOP / s"), (("1", "1e16"), "synapse"), (("1e-21", "1e9"), "J / bit")):
        labels = [label for label, _ in axis_of(*values, wants_log=True, unit=unit)]
        assert 2 <= len(labels) <= 6
        assert sum(map(len, labels)) <= 44


def test_decades_without_words_are_drawn_as_lines():
    ticks = Scale(0, 12, is_log=True).ticks("neuron")
    assert sum(bool(tick.label) for tick in ticks) < len(ticks) == 13
    assert Tick(3.0, "1") in ticks


# --- Marks ---


def test_a_mark_stands_where_its_value_is_on_the_axis():
    largest, first = lines_of(a_plot(a_mark("5"), a_mark("10", low="2.5", high="7.5")))
    assert (first.x, first.bound) == (50.0, None)
    assert (largest.x, largest.x_low, largest.x_high) == (97.0, 26.5, 73.5)


def test_lines_are_sorted_by_size_within_their_side():
    marks = [a_mark("5"), a_mark("9", hue=2), a_mark("7"), a_mark(None, low="1", high="20")]
    plot = a_plot(*marks, groups={1: "Brains", 2: "Models", 3: "Nothing"})
    (panel,) = plot.panels
    assert [(group.name, group.hue) for group in panel.groups] == [("Brains", 1), ("Models", 2)]
    assert [line.mark.size for line in panel.groups[0].lines] == [Decimal("10.5"), 7, 5]


def test_without_groups_all_stand_in_one_order_and_the_legend_names_the_hues():
    plot = a_plot(a_mark("5"), a_mark("9", hue=2), hues={1: "Biological", 2: "Artificial", 3: "Theoretical"})
    assert [line.mark.value for line in lines_of(plot)] == [9, 5]
    assert plot.hues == [(1, "Biological"), (2, "Artificial")]


def test_a_limit_is_told_from_a_measurement():
    marks = [a_mark("4", sense="<"), a_mark("3", sense=">"), a_mark("2", sense="="), a_mark("1", sense="≈")]
    assert [line.limit for line in lines_of(a_plot(*marks))] == ["below", "above", "", ""]


def test_a_range_with_one_end_is_a_limit():
    open_ended, below = lines_of(a_plot(a_mark(None, low="5"), a_mark(None, high="3")))
    assert (open_ended.limit, open_ended.x) == ("above", 97.0)
    assert below.limit == "below"


def test_fewer_than_two_marks_make_no_plot():
    assert plotted([], title="Count", unit="neuron", wants_log=True) is None
    assert plotted([a_mark(), a_mark(None)], title="Count", unit="neuron", wants_log=True) is None


def test_names_and_figures_are_never_cut():
    long = "a name that is a good deal longer than any plot is wide, whole all the same"
    line, _ = lines_of(a_plot(a_mark("2", label=long, text=long), a_mark()))
    assert (line.mark.label, line.mark.text) == (long, long)


# --- Unlike things ---


def test_unlike_counts_never_share_an_axis():
    plot = a_plot(a_mark("86e9"), a_mark("1.5e14", unit="synapse"), a_mark("6.71e11", unit="parameter"))
    assert [panel.unit for panel in plot.panels] == ["neurons", "synapses", "parameters"]
    assert "orders of magnitude" not in plot.description


def test_energies_of_unlike_events_have_axes_of_their_own_with_the_same_places():
    event, operation = a_mark("3.3e-15", unit="J / synaptic_event"), a_mark("26", unit="pJ / FLOP")
    first, second = a_plot(event, operation, unit="J / synaptic_event").panels
    assert (first.unit, second.unit) == ("joules per synaptic event", "joules per floating-point operation")
    assert [tick.x for tick in first.ticks] == [tick.x for tick in second.ticks]


def test_a_figure_in_another_unit_of_the_same_thing_stands_on_the_same_axis():
    (panel,) = a_plot(a_mark("1", unit="kWh"), a_mark("7.2e6", unit="J"), unit="J").panels
    assert [line.mark.value for line in panel.groups[0].lines] == [Decimal("7.2e6"), Decimal("3.6e6")]


# --- One measurement is one mark ---

H100 = {"text": "700 W", "unit": "W", "work": "nvidia2022"}


def test_one_measurement_is_drawn_once_under_the_thing_that_was_measured():
    general = a_mark(
        "700", label="Artificial intelligence", claim="a", generality=4, scope="SXM5 module, maximum TDP", **H100
    )
    measured = a_mark("700", label="NVIDIA H100", claim="b", generality=1, scope="SXM5 module, maximum TDP", **H100)
    another = a_mark(
        "700", label="Graphics processor", claim="c", generality=3, scope="H100 SXM5 module, maximum TDP", **H100
    )
    (line, other) = lines_of(a_plot(general, measured, another, a_mark("20", unit="W"), unit="W"))
    assert (line.mark.label, line.mark.also) == ("NVIDIA H100", ("Graphics processor", "Artificial intelligence"))
    assert other.mark.value == 20


@pytest.mark.parametrize(
    "change", [{"work": "another"}, {"value": "701"}, {"scope": "the die"}, {"low": "600"}, {"unit": "kW"}]
)
def test_what_differs_in_anything_is_another_measurement(change: dict[str, str]):
    one = {"value": "700", "scope": "module", **H100}
    marks = [a_mark(**one), a_mark(**{**one, **change})]  # type: ignore[arg-type]
    assert len(lines_of(a_plot(*marks, unit="W"))) == 2


def test_an_asserted_figure_stands_before_the_same_one_told_beside_a_missing_value():
    (line, _) = lines_of(
        a_plot(a_mark("700", doubt="other scope", **H100), a_mark("700", **H100), a_mark("1", unit="W"), unit="W")
    )
    assert not line.is_hollow


# --- Words ---


def test_what_nobody_asserts_is_hollow_and_named():
    plot = a_plot(a_mark("5", doubt="second hand"), a_mark("4", doubt="other scope"), a_mark("3"))
    assert [line.is_hollow for line in lines_of(plot)] == [True, True, False]
    assert [(entry.is_hollow, entry.words) for entry in plot.legend] == [(True, "hollow: other scope, second hand")]


def test_the_kinds_of_figure_have_shapes_that_the_legend_names():
    plot = a_plot(a_mark("5", kind="measured"), a_mark("4", kind="limit"), a_mark("3", kind="estimate"), a_mark("2"))
    assert [line.shape for line in lines_of(plot)] == ["measured", "limit", "estimate", "figure"]
    assert [entry.words for entry in plot.legend] == ["measured", "limit", "estimate", "kind not stated"]
    assert a_plot(a_mark("2"), a_mark("1")).legend == []


def test_a_deprecated_figure_is_crossed_out_and_named():
    plot = a_plot(a_mark("5", rank="deprecated"), a_mark("4"))
    assert lines_of(plot)[0].shape == "deprecated"
    assert lines_of(plot)[0].is_hollow
    assert [entry.words for entry in plot.legend] == ["deprecated"]


def test_every_shape_of_the_legend_is_there_to_be_drawn():
    plot = a_plot(a_mark("5", kind="limit"), a_mark("4", rank="deprecated", doubt="second hand", kind="limit"))
    assert {entry.shape for entry in plot.legend} <= set(plot.shapes)
    assert "figure" in plot.shapes


def test_a_reference_is_a_line_through_what_measures_the_same():
    brain = a_mark("20", label="Human brain", unit="W")
    plot = a_plot(a_mark("1", unit="kW"), a_mark("2", unit="W"), a_mark("5"), unit="W", reference=brain)
    assert [panel.reference.label if panel.reference else "" for panel in plot.panels] == ["Human brain", ""]


def test_the_description_counts_the_figures_of_each_side_and_says_how_far_they_reach():
    marks = [a_mark("1"), a_mark("5"), a_mark("1000", hue=2), a_mark("1e6", hue=2, doubt="second hand")]
    plot = a_plot(*marks, groups={1: "Brains", 2: "Models"})
    assert plot.description == (
        "4 figures in neurons (Brains 2, Models 2), from 1 neuron to 1,000 neurons, spanning 3 orders of magnitude."
    )


# --- The figures of a claim in one sentence ---


def test_unlike_things_span_no_orders_of_magnitude_together():
    def summary(*units: str, missing: str = "") -> str:
        magnitudes = [Decimal(f"1e{9 + 3 * place}") for place in range(len(units))]
        figures = [
            a_figure_part(value=size, canonical_value=size, unit=unit)
            for size, unit in zip(magnitudes, units, strict=True)
        ]
        citations = [a_citation_part(1, figure=figure) for figure in figures]
        return figures_in_words(a_statement_part(citations=citations, missing=missing))

    assert "spanning 3 orders of magnitude" in summary("neuron", "neuron")
    assert "spanning" not in summary("neuron", "synapse")
    assert "spanning" not in summary("neuron", "neuron", missing="unknown")


def test_figures_that_contradict_each_other_are_counted():
    def summary(*groups: str) -> str:
        figures = [a_figure_part(rival_group=group) for group in groups]
        return figures_in_words(a_statement_part(citations=[a_citation_part(1, figure=figure) for figure in figures]))

    assert "3 figures; 2 of them contradict each other about the same thing; none is preferred." in summary(
        "counts", "counts", ""
    )
    assert "contradict" not in summary("", "")
