"""Formulas over figures: units, bounds, senses and digits of what comes out, and what is refused in which words."""

from decimal import Decimal

import pytest

from entities.quantities import (
    BoundKind,
    FormulaError,
    Input,
    QuantityError,
    Sense,
    UnitCompatibility,
    compare_units,
    evaluate,
    parse,
    parse_formula,
)
from entities.quantities.formulas import DerivedFigure


def derived(formula: str, unit: str, *, digits: int | None = None, **inputs: str) -> DerivedFigure:
    """What a formula gives for inputs as printed; a number alone is exact."""
    given = {name: Input.of(parse(text), name) for name, text in inputs.items()}
    return evaluate(parse_formula(formula), given, unit=unit, digits=digits)


def test_a_sum_is_shown_with_its_numbers_in_place() -> None:
    found = derived("power / throughput", "pJ / FLOP", power="700 W", throughput="989 TFLOP/s")
    assert found.sentence == "700 W ÷ 989 TFLOP/s = 0.71 pJ/FLOP"
    assert (found.value, found.unit, found.digits, found.text) == (Decimal("0.71"), "pJ / FLOP", 2, "0.71 pJ/FLOP")


def test_a_formula_that_comes_out_in_another_unit_is_refused_in_a_sentence() -> None:
    with pytest.raises(FormulaError) as refusal:
        derived("power / throughput", "W", power="700 W", throughput="989 TFLOP/s")
    assert str(refusal.value) == (
        "Power divided by throughput gives energy per floating-point operation; the claim wants watts."
    )


def test_unlike_things_are_not_added() -> None:
    with pytest.raises(FormulaError, match="power is power and cells is count of neurons"):
        derived("power + cells", "W", power="20 W", cells="86 billion neurons")


def test_what_is_counted_cancels_across_inputs() -> None:
    assert derived("n * s", "synapse", n="100 neurons", s="7000 synapses per neuron").value == 700_000
    assert derived("t / n / s", "1", t="800 synapses", n="20 neurons", s="40 synapses per neuron").value == 1


def test_what_is_counted_does_not_cancel_against_something_else() -> None:
    with pytest.raises(FormulaError, match="the claim wants synapses"):
        derived("n * s", "synapse", n="100 model neurons", s="7000 synapses per neuron")
    with pytest.raises(FormulaError, match="gives count of neurons per parameter; the claim wants a pure number"):
        derived("n / p", "times", n="86 billion neurons", p="175 billion parameters")


def test_moles_and_litres_reach_watts() -> None:
    assert derived("use * heat", "W", use="467.8 umol/min", heat="2803 kJ/mol").value == Decimal("21.85")
    assert derived("use * heat", "W", use="49 mL/min", heat="20.1 J/mL").value == 16
    assert derived("atp * joule", "fJ / bit", atp="24,000 molecules per bit", joule="50 kJ/mol").value == Decimal("2.0")


def test_a_unit_whose_counted_things_cancel_is_the_unit_that_is_left() -> None:
    assert compare_units("neuron * synapse / neuron", "synapse") is UnitCompatibility.SAME_COUNTED
    assert compare_units("synapse / neuron", "1") is UnitCompatibility.DIFFERENT
    assert compare_units("neuron / neuron", "synapse / synapse") is not UnitCompatibility.SAME_COUNTED


def test_one_figure_alone_stays_as_it_is() -> None:
    found = derived("x", "neuron", x="86.06 ± 8.12 billion neurons (SD)")
    assert (found.value, found.low, found.high) == (86_060_000_000, 77_940_000_000, 94_180_000_000)
    assert (found.bound_kind, found.digits, found.bounds_note) == (BoundKind.SD, 4, "")


def test_bounds_are_the_worst_case_and_rounded_outwards() -> None:
    found = derived("a / b", "J", a="10 W (9 to 13 W)", b="3.0 Hz (2.9 to 3.1 Hz)")
    assert (found.value, found.low, found.high) == (Decimal("3.3"), Decimal("2.9"), Decimal("4.5"))


def test_an_input_without_bounds_goes_in_as_a_point_and_is_named_so() -> None:
    found = derived("a * b", "J", a="10 W (9 to 13 W, range)", b="20 s")
    assert (found.low, found.high, found.bound_kind) == (180, 260, BoundKind.OBSERVED_RANGE)
    assert found.bounds_note == (
        "Worst case of the bounds: kind of the bounds of “a”: observed range; "
        "“b” states no bounds and goes in as a point."
    )


def test_no_bounds_are_invented_from_digits() -> None:
    found = derived("a * b", "J", a="10 W", b="20 s")
    assert (found.low, found.high, found.bound_kind) == (None, None, None)
    assert found.bounds_note == "No bounds: none of the inputs states any."


@pytest.mark.parametrize(
    ("formula", "a", "b", "kind"),
    [
        ("a * b", "10 ± 1 W (SD)", "20 s", BoundKind.SD),
        ("a * b", "10 ± 1 W (SD)", "20 ± 2 s (SD)", BoundKind.NOT_STATED),  # no standard deviation any more
        ("a * b ** -1 * b ** 2", "10 W", "20 ± 2 s (SD)", BoundKind.NOT_STATED),  # straight, but not seen to be
        ("a * b", "9 to 11 W (95% CI)", "20 s", BoundKind.CI95),
        ("a * b", "9 to 11 W (range)", "18 to 22 s (range)", BoundKind.NOT_STATED),  # nobody observed it
        ("a * b", "9 to 11 W (author's estimate)", "18 to 22 s (author's estimate)", BoundKind.AUTHORS_ESTIMATE),
        ("a * b", "9 to 11 W (author's estimate)", "18 to 22 s (range)", BoundKind.NOT_STATED),
        ("a * b", "9 to 11 W", "20 s", BoundKind.NOT_STATED),
    ],
)
def test_a_kind_of_bounds_is_named_only_where_they_still_are_of_that_kind(
    formula: str, a: str, b: str, kind: BoundKind
) -> None:
    assert derived(formula, "J", a=a, b=b).bound_kind is kind


def test_a_standard_deviation_is_none_any_more_once_it_is_divided_by() -> None:
    found = derived("a / b", "W", a="10 J", b="20 ± 2 s (SD)")
    assert (found.bound_kind, found.low, found.high) == (BoundKind.NOT_STATED, Decimal("0.45"), Decimal("0.56"))


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [("x - x", "W", 0), ("x / x", "1", 1), ("(x + x) / (2 * x)", "1", 1), ("x * x / x ** 2", "1", 1)],
)
def test_one_figure_that_stands_twice_is_one_figure(formula: str, unit: str, value: int) -> None:
    found = derived(formula, unit, x="15 W (10 to 20 W)")
    assert (found.value, found.low, found.high) == (value, None, None)
    assert found.bounds_note == "No bounds: the inputs that have them cancel."


def test_one_figure_under_two_names_is_one_figure() -> None:
    power = Input.of(parse("15 W (10 to 20 W)"), "brain-power")
    assert evaluate(parse_formula("a / b"), {"a": power, "b": power}, unit="1").low is None
    other = Input.of(parse("15 W (10 to 20 W)"), "machine-power")
    found = evaluate(parse_formula("a / b"), {"a": power, "b": other}, unit="1")
    assert (found.low, found.high) == (Decimal("0.5"), 2)


def test_two_inputs_that_are_said_to_be_one_figure_do_not_differ() -> None:
    inputs = {"a": Input.of(parse("15 W"), "power"), "b": Input.of(parse("16 W"), "power")}
    with pytest.raises(FormulaError, match="“b” is said to be the same figure as another input, but differs"):
        evaluate(parse_formula("a + b"), inputs, unit="W")


def test_a_share_of_a_whole_stays_below_the_whole() -> None:
    found = derived("part / (part + rest)", "percent", part="10 W (5.0 to 20 W)", rest="10 W (5.0 to 20 W)")
    assert (found.value, found.low, found.high) == (50, 20, 80)


@pytest.mark.parametrize(
    ("a", "b", "sense", "value"),
    [
        ("10 W", "> 2.0 s", Sense.MORE, 20),
        ("< 10 W", "2.0 s", Sense.LESS, 20),
        ("≈ 10 W", "2.0 s", Sense.ABOUT, 20),
        ("10 W", "2.0 s", Sense.EQUAL, 20),
        ("≈ 10 W", "< 2.0 s", Sense.LESS, 20),
        ("10 W (8 to 12 W)", "< 2.0 s", Sense.LESS, 24),
        ("10 W (8 to 12 W)", "> 2.0 s", Sense.MORE, 16),
    ],
)
def test_senses_are_carried_through_a_product(a: str, b: str, sense: Sense, value: int) -> None:
    found = derived("a * b", "J", a=a, b=b)
    assert (found.sense, found.value, found.low, found.high) == (sense, value, None, None)


def test_senses_turn_where_the_formula_falls() -> None:
    assert derived("a / b", "W", a="10 J", b="> 2.0 s").text == "< 5.0 W"
    assert derived("a / b", "W", a="10 J", b="at most 2.0 s").text == "> 5.0 W"
    assert derived("a - b", "W", a="10 W", b="< 2.0 W").text == "> 8 W"
    assert derived("a / b", "W", a="< 10 J", b="> 2.0 s").text == "< 5.0 W"


def test_limits_that_pull_in_opposite_directions_are_refused() -> None:
    with pytest.raises(FormulaError, match="opposite directions"):
        derived("a / b", "W", a="< 10 J", b="< 2.0 s")
    with pytest.raises(FormulaError, match=r"“x” is only a limit .*rise as well as fall"):
        derived("x * x - y * x", "W^2", x="< 10 W", y="5 W")


def test_bounds_of_one_side_stay_on_one_side() -> None:
    power = Input(Decimal(10), "W", "power", low=Decimal(8), bound_kind=BoundKind.NOT_STATED, digits=2)
    time = Input(Decimal(2), "s", "time", digits=2)
    found = evaluate(parse_formula("a * b"), {"a": power, "b": time}, unit="J")
    assert (found.value, found.low, found.high) == (20, 16, None)
    found = evaluate(parse_formula("b / a"), {"a": power, "b": time}, unit="s / W")
    assert (found.low, found.high) == (None, Decimal("0.25"))


def test_division_by_what_may_be_zero_is_refused() -> None:
    with pytest.raises(FormulaError, match="divides by what may be zero: “a” and “b”"):
        derived("1 / (a - b)", "1 / W", a="2 to 3 W", b="1 to 2 W")
    with pytest.raises(FormulaError, match="divides by what may be zero: a number"):
        derived("a / 0", "W", a="2 W")
    with pytest.raises(FormulaError, match="may be zero: “a”"):
        derived("1 / (a - a)", "1 / W", a="2 W")
    assert derived("1 / (a - b)", "1 / W", a="4.0 W (3.0 to 5.0 W)", b="1.0 to 2.0 W").high == 1


@pytest.mark.parametrize(
    ("formula", "unit", "inputs", "text"),
    [
        ("a - b", "year", {"a": "2047 years", "b": "2025 years"}, "22 years"),
        ("1 / e", "pJ / FLOP", {"e": "52.6 GFLOP/J"}, "19.0 pJ/FLOP"),
        ("a * b", "J", {"a": "1.234 W", "b": "2.0 s"}, "2.5 J"),
        ("2 * a", "neuron", {"a": "7,000 neurons"}, "14,000 neurons"),
        ("a + b", "W", {"a": "1.2 W", "b": "0.04 W"}, "1 W"),
    ],
)
def test_digits_follow_the_poorest_input(formula: str, unit: str, inputs: dict[str, str], text: str) -> None:
    assert derived(formula, unit, **inputs).text == text


def test_fewer_digits_may_be_asked_for_and_more_are_not_given() -> None:
    assert derived("a * b", "J", a="1.234 W", b="2.345 s", digits=2).text == "2.9 J"
    assert derived("a * b", "J", a="1.2 W", b="2.3 s", digits=5).text == "2.8 J"


def test_exact_inputs_take_no_digits_away() -> None:
    inputs = {
        "rate": Input.of(parse("1,251 words/h"), "rate"),
        "time": Input.of(parse("100 h"), "hours", exact=True),
    }
    assert evaluate(parse_formula("rate * time"), inputs, unit="word").text == "125,100 words"
    assert evaluate(parse_formula("7 / 3"), {}, unit="1").text == "2.33333"
    assert evaluate(parse_formula("7 / 2"), {}, unit="percent").text == "350%"


def test_an_input_that_is_missing_is_named_with_those_that_are_there() -> None:
    with pytest.raises(FormulaError, match="names “rate”, which is not among its inputs \\(hours, power\\)"):
        derived("power / rate", "J", power="2 W", hours="3 h")


def test_a_unit_that_is_not_known_is_said() -> None:
    with pytest.raises(QuantityError, match="I do not know the unit"):
        derived("a", "wattses", a="2 W")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("9**9**9", "At character 4 of the formula: after \\*\\* stands one whole number from 1 to 6"),
        ("(" * 10_000 + "x" + ")" * 10_000, "20001 characters is too long"),
        ("(" * 140 + "x" + ")" * 140, "At character 21 .* nested more than 20 deep"),
        ("-" * 200 + "x", "nested more than 20 deep"),
        ("((x ** 6) ** 6) ** 6", "multiplies too much"),
        ("*".join("x" * 60), "at most 40 names and numbers"),
        ("x ** 7", "whole number from 1 to 6"),
        ("x ** y", "whole number from 1 to 6"),
        ("x ** 0", "whole number from 1 to 6"),
        ("x ** 1.5", "whole number from 1 to 6"),
        ("x ** 2 ** 3", "At character 8 .*written with brackets"),
        ("x\0", "At character 2 .*U\\+0000"),
        ("٣ * x", "“٣” has no meaning"),
        ("x²", "“²” has no meaning"),
        ("２ * x", "“２” has no meaning"),
        ("x × y", "At character 3 .*write \\* instead of “×”"),
        ("x ^ 2", "write \\*\\* instead of “\\^”"),
        ("1,000 * x", "write a point for decimals instead of “,”"),
        ("X * y", "“X” is a capital"),
        ("2x", "write the \\* out"),
        ("1e9 * x", "write the \\* out"),
        (".5 * x", "digits on both sides of its point"),
        ("1. * x", "digits on both sides of its point"),
        ("x y", "At character 3 .*expected an operator"),
        ("x +", "At character 4 .*ends where a name or a number should stand"),
        ("* x", "should stand where “\\*” is"),
        ("+x", "should stand where “\\+” is"),
        ("(x", "At character 1 .*never closed"),
        ("x)", "At character 2 .*never opened"),
        ("()", "should stand where “\\)” is"),
        ("__import__", "“_” has no meaning"),
        ("x.real", "digits on both sides"),
        ("x if y", "expected an operator"),
        ("a" * 41, "41 characters; the limit is 40"),
        ("1" * 31, "31 characters; the limit is 30"),
    ],
)
def test_what_is_not_a_formula_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        parse_formula(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("power/throughput", "power / throughput"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a/(b*c)", "a / (b * c)"),
        ("(a*b)/c", "a * b / c"),
        ("-x**2", "-x ** 2"),
        ("(-x)**2", "(-x) ** 2"),
        ("-(a*b)", "-(a * b)"),
        ("a - -b", "a - -b"),
        ("((a))*(1-0.5)", "a * (1 - 0.5)"),
        ("x**-1", "x ** -1"),
    ],
)
def test_a_formula_has_one_canonical_text(text: str, canonical: str) -> None:
    assert parse_formula(text).text == canonical


def test_names_stand_in_the_order_of_the_formula_and_once() -> None:
    assert parse_formula("b * a / (b + c_2)").names == ("b", "a", "c_2")
