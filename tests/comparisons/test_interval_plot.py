"""Figures on one axis: when it is logarithmic, where marks and ticks stand, and what is said of them."""

from decimal import Decimal

import pytest

from comparisons.renderings.interval_plot import IntervalPlot, Mark, orders_of_magnitude, plotted


def a_mark(value: str | None = "1", *, low: str | None = None, high: str | None = None, **changes: object) -> Mark:
    numbers = {name: Decimal(text) if text else None for name, text in (("value", value), ("low", low), ("high", high))}
    return Mark(**{"label": "[1] Writer 2020: so many", "group": 1, **numbers, **changes})  # type: ignore[arg-type]


def a_plot(*marks: Mark, wants_log: bool = False) -> IntervalPlot:
    plot = plotted([("Brains", marks)], title="Count", axis="neurons", wants_log=wants_log)
    assert plot is not None
    return plot


def axis_of(*values: str, wants_log: bool = False) -> list[tuple[str, float]]:
    plot = a_plot(*(a_mark(value) for value in values), wants_log=wants_log)
    return [(tick.label, tick.x) for tick in plot.ticks]


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
    assert a_plot(*map(a_mark, values)).is_log is is_log


def test_the_ends_of_an_interval_count_for_the_span_as_values_do():
    assert a_plot(a_mark("50", low="1", high="101"), a_mark("50")).is_log
    assert a_plot(a_mark(None, low="1"), a_mark(None, high="101")).is_log


@pytest.mark.parametrize(("values", "is_log"), [(("1", "2"), True), (("0", "2"), False), (("-1", "2"), False)])
def test_a_dimension_may_ask_for_a_logarithmic_axis_but_not_of_zero(values: tuple[str, str], *, is_log: bool):
    assert a_plot(*map(a_mark, values), wants_log=True).is_log is is_log


def test_a_linear_axis_begins_at_zero_in_steps_of_one_two_or_five():
    assert axis_of("3", "9") == [("0", 4.0), ("2", 22.4), ("4", 40.8), ("6", 59.2), ("8", 77.6), ("10", 96.0)]
    assert [label for label, _ in axis_of("30", "49")] == ["0", "10", "20", "30", "40", "50"]
    assert [label for label, _ in axis_of("0.1", "0.21")] == ["0", "0.05", "0.1", "0.15", "0.2", "0.25"]


def test_a_linear_axis_shows_zero_between_negative_and_positive_values():
    assert axis_of("-70", "30") == [
        ("-80", 4.0),
        ("-60", 19.33),
        ("-40", 34.67),
        ("-20", 50.0),
        ("0", 65.33),
        ("20", 80.67),
        ("40", 96.0),
    ]
    assert [label for label, _ in axis_of("-5", "-3")] == ["-5", "-4", "-3", "-2", "-1", "0"]
    assert axis_of("0", "0")[0] == ("0", 4.0)


def test_a_logarithmic_axis_runs_from_power_of_ten_to_power_of_ten():
    assert axis_of("2", "2000") == [("1", 4.0), ("10", 27.0), ("100", 50.0), ("1000", 73.0), ("1e4", 96.0)]
    assert axis_of("10", "10", wants_log=True) == [("10", 4.0), ("100", 96.0)]
    assert [label for label, _ in axis_of("1e-15", "1e-12")] == ["1e-15", "1e-14", "1e-13", "1e-12"]


def test_a_long_logarithmic_axis_leaves_powers_out():
    assert [label for label, _ in axis_of("1", "1e12")] == ["1", "1000", "1e6", "1e9", "1e12"]
    assert [label for label, _ in axis_of("1", "1e6")] == ["1", "100", "1e4", "1e6"]


# --- Marks ---


def test_a_mark_stands_where_its_value_is_on_the_axis():
    first, second = a_plot(a_mark("5"), a_mark("10", low="2.5", high="7.5")).lines
    assert (first.x, first.x_low, first.x_high) == (50.0, None, None)
    assert (second.x, second.x_low, second.x_high) == (96.0, 27.0, 73.0)
    low, high = a_plot(a_mark("1"), a_mark("1e4")).lines
    assert (low.x, high.x) == (4.0, 96.0)


def test_a_limit_is_told_from_a_measurement():
    lines = a_plot(a_mark(sense="<"), a_mark(sense=">"), a_mark(sense="="), a_mark(sense="≈")).lines
    assert [line.limit for line in lines] == ["below", "above", "", ""]


def test_marks_stand_one_under_another_below_the_name_of_their_side():
    groups = [("Brains", [a_mark(), a_mark()]), ("Nothing", []), ("Models", [a_mark(group=3, rank="deprecated")])]
    plot = plotted(groups, title="Count", axis="neurons", wants_log=False)
    assert plot is not None
    assert [(heading.name, heading.group, heading.y) for heading in plot.headings] == [
        ("Brains", 1, 28),
        ("Models", 3, 138),
    ]
    assert [(line.group, line.rank, line.y) for line in plot.lines] == [
        (1, "normal", 64),
        (1, "normal", 104),
        (3, "deprecated", 174),
    ]
    assert (plot.axis_y, plot.height) == (190, 226)


def test_fewer_than_two_marks_make_no_plot():
    assert plotted([], title="Count", axis="", wants_log=True) is None
    assert plotted([("Brains", [a_mark()]), ("Models", [])], title="Count", axis="", wants_log=True) is None


def test_a_long_label_is_cut_at_its_end():
    short, long = a_plot(a_mark(label="x" * 42), a_mark(label="x" * 43)).lines
    assert short.label == "x" * 42
    assert long.label == "x" * 41 + "…"


# --- Words ---


def test_the_description_counts_the_figures_of_each_side_and_says_how_far_they_spread():
    groups = [("Brains", [a_mark("1"), a_mark("5")]), ("Nothing", []), ("Models", [a_mark("1000")])]
    plot = plotted(groups, title="Count", axis="neurons", wants_log=False)
    assert plot is not None
    assert plot.description == (
        "Figures by side (Brains: 2; Models: 1). They span 3 orders of magnitude. "
        "Every figure stands in the table that follows."
    )
    assert "span" not in a_plot(a_mark("1"), a_mark("30")).description


@pytest.mark.parametrize(
    ("numbers", "orders"),
    [((), 0), (("0", "-3"), 0), (("7",), 0), (("1", "1000"), 3), (("0", "1", "30"), 1), (("2", "1e15"), 15)],
)
def test_orders_of_magnitude_are_counted_between_the_numbers_above_zero(numbers: tuple[str, ...], orders: int):
    assert orders_of_magnitude(map(Decimal, numbers)) == orders
