"""Ratios: what may be divided, and what interval the bounds allow."""

import re
from decimal import Decimal

import pytest

from entities.quantities import (
    ExchangeRate,
    QuantityError,
    RatioInput,
    Sense,
    SpanKind,
    are_divisible,
    digits_shown,
    parse,
    pretty_ratio,
    ratio,
    ratio_formula,
    ratio_statement,
    span_of,
)


def rate(
    from_unit: str, to_unit: str, *, value: str = "1", low: str | None = None, high: str | None = None
) -> ExchangeRate:
    return ExchangeRate(
        value=Decimal(value),
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        from_unit=from_unit,
        to_unit=to_unit,
        name=f"count one {from_unit} as one {to_unit}",
    )


def test_a_ratio_has_the_worst_case_interval_of_its_bounds() -> None:
    found = ratio(parse("1,000 (600 to 1,500) W"), parse("20 (15 to 40) W"))
    assert (found.value, found.low, found.high) == (Decimal(50), Decimal(15), Decimal(100))
    assert not found.swapped
    assert not found.overlaps_one
    assert pretty_ratio(found) == "≈ 50 times (15 to 100)"


def test_the_larger_side_stands_above_and_the_ratio_says_that_it_was_turned() -> None:
    small, large = parse("20 (10 to 25) W"), parse("1 kW (0.5 to 2)")
    turned, straight = ratio(small, large), ratio(large, small)
    assert turned.swapped
    assert not straight.swapped
    assert (turned.value, turned.low, turned.high) == (straight.value, straight.low, straight.high) == (50, 20, 200)
    assert ratio_formula(turned) == ratio_formula(straight) == "(1 kW (0.5 kW to 2 kW)) / (20 W (10 W to 25 W))"


def test_asymmetric_bounds_stay_asymmetric() -> None:
    found = ratio(parse("100 +50/-10 s"), parse("1 s"))
    assert (found.low, found.value, found.high) == (90, 100, 150)


def test_without_bounds_there_is_no_interval_and_the_ratio_says_so() -> None:
    found = ratio(parse("1,287 MWh"), parse("433 MWh"))
    assert (found.low, found.high, found.has_interval, found.overlaps_one) == (None, None, False, False)
    assert ratio_statement(found) == "No interval: neither source states bounds."
    assert pretty_ratio(found) == "≈ 2.97 times"


def test_a_side_without_bounds_goes_in_as_a_point_and_is_named() -> None:
    found = ratio(parse("86.1 ± 8.1 billion neurons (SD)"), parse("139,255 neurons"))
    assert found.has_interval
    assert found.span_kinds == {SpanKind.BOUNDS}
    assert "the first figure’s bounds: standard deviation" in ratio_statement(found)
    assert "the second figure states no bounds and goes in as a point" in ratio_statement(found)


def test_an_interval_that_overlaps_one_says_so() -> None:
    found = ratio(parse("86 ± 8 billion neurons"), parse("80 ± 20 billion neurons"))
    assert found.overlaps_one
    assert pretty_ratio(found) == "≈ 1.1 times (0.78 to 1.6)"


def test_two_ranges_give_an_interval_and_no_invented_centre() -> None:
    found = ratio(parse("10^13–10^17 FLOP/s"), parse("10^12 FLOP/s"))
    assert (found.value, found.low, found.high) == (None, 10, 100_000)
    assert pretty_ratio(found) == "10 to 100,000 times"


def test_a_bound_at_zero_leaves_the_interval_open() -> None:
    found = ratio(parse("10 ± 2 s"), parse("5 ± 5 s"))
    assert (found.low, found.high) == (Decimal("0.8"), None)
    assert pretty_ratio(found) == "≈ 2 times (at least 0.8)"


@pytest.mark.parametrize(
    ("first", "second", "shown", "sense"),
    [
        ("< 0.15 s", "0.05 s", "< 3 times", Sense.LESS),
        ("0.05 s", "< 0.15 s", "< 3 times", Sense.LESS),
        ("> 1 s", "0.05 s", "> 20 times", Sense.MORE),
        ("> 1 s", "0.05 s (0.04 to 0.1 s)", "> 10 times", Sense.MORE),
        ("> 1 s", "< 0.05 s", "> 20 times", Sense.MORE),
    ],
)
def test_a_limit_gives_a_one_sided_ratio(first: str, second: str, shown: str, sense: Sense) -> None:
    found = ratio(parse(first), parse(second))
    assert pretty_ratio(found) == shown
    assert found.sense is sense


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("20 W", "1,287 MWh", "power against energy"),
        ("86 billion neurons", "175 billion parameters", "count of neurons against count of parameters"),
        ("3 fJ/synaptic_event", "1.3 pJ/op", "energy per synaptic event against energy per operation"),
        ("< 5 W", "< 3 W", "Two limits"),
        ("0 kg", "5 kg", "above zero"),
        ("-70 mV", "5 mV", "above zero"),
    ],
)
def test_what_has_no_ratio_is_refused_with_what_stands_against_what(first: str, second: str, said: str) -> None:
    with pytest.raises(QuantityError, match=said):
        ratio(parse(first), parse(second))


def test_the_poorer_input_limits_the_digits_and_ends_are_rounded_outwards() -> None:
    found = ratio(parse("1.2345 ± 0.1 W"), parse("0.34 ± 0.01 W"))
    assert found.digits == 2
    assert pretty_ratio(found) == "≈ 3.6 times (3.2 to 4.1)"


def test_an_assumption_lets_unlike_counts_be_divided_and_carries_its_range() -> None:
    assumption = rate("synapse", "parameter", low="0.5", high="10")
    synapses, parameters = parse("1.5e14 synapses"), parse("175 billion parameters")
    found = ratio(synapses, parameters, factor=assumption)
    assert pretty_ratio(found) == "≈ 860 times (420 to 8,600)"
    assert ratio(parameters, synapses, factor=assumption).swapped
    assert pretty_ratio(ratio(parameters, synapses, factor=assumption)) == pretty_ratio(found)
    assert "counting 1 synapse as 1 (0.5 to 10) parameter" in ratio_formula(found)
    assert "the range of the assumption is carried in" in ratio_statement(found)


def test_an_assumption_below_the_line_divides() -> None:
    assumption = rate("synaptic_event", "multiply_accumulate", value="2", low="1", high="4")
    found = ratio(parse("8 pJ/multiply_accumulate"), parse("4 pJ/synaptic_event"), factor=assumption)
    assert (found.low, found.value, found.high) == (2, 4, 8)


@pytest.mark.parametrize("unit", ["parameter * W", "1 / parameter", "parameter ** 2"])
def test_an_assumption_exchanges_one_simple_unit_for_another(unit: str) -> None:
    with pytest.raises(QuantityError, match=re.escape(f"one simple unit for another, not “synapse” for “{unit}”")):
        ratio(parse("10 synapses"), parse("5 parameters"), factor=rate("synapse", unit))


def test_an_assumption_about_other_things_changes_nothing() -> None:
    with pytest.raises(QuantityError, match="not even under “count one synapse as one parameter”"):
        ratio(parse("86 billion neurons"), parse("175 billion parameters"), factor=rate("synapse", "parameter"))


def test_an_assumption_is_left_out_where_the_units_agree_without_it() -> None:
    with_it = ratio(parse("4 synapses"), parse("2 synapses"), factor=rate("synapse", "parameter", low="0.1", high="10"))
    assert with_it == ratio(parse("4 synapses"), parse("2 synapses"))


@pytest.mark.parametrize("second", ["neuron", "parameter", "synapse", "W", "multiply_accumulate"])
@pytest.mark.parametrize("first", ["neuron", "parameter", "synapse", "mW"])
@pytest.mark.parametrize("assumption", [None, rate("synapse", "parameter"), rate("W", "W ** 2"), rate("synapse", "W")])
def test_units_are_divisible_exactly_where_figures_in_them_are_divided(
    first: str, second: str, assumption: ExchangeRate | None
) -> None:
    try:
        ratio(parse(f"4 {first}"), parse(f"2 {second}"), factor=assumption)
    except QuantityError:
        assert not are_divisible(first, second, assumption)
    else:
        assert are_divisible(first, second, assumption)


# --- In the order of the division ---


def test_the_statement_names_the_figures_in_the_order_in_which_they_were_divided() -> None:
    fly, brain = parse("139,255 neurons"), parse("86.1 ± 8.1 billion neurons (SD)")
    for found in (ratio(fly, brain), ratio(brain, fly)):
        assert ratio_formula(found).startswith("(8.61e10 neurons")
        assert ratio_statement(found) == (
            "Worst case of the bounds: kind of the first figure’s bounds: standard deviation; "
            "the second figure states no bounds and goes in as a point."
        )


# --- Other figures of the same thing ---


def methods(*figures: str) -> RatioInput:
    parsed = [parse(text) for text in figures]
    return RatioInput(parsed[0], span_of(parsed, parsed[0].unit, SpanKind.METHODS))


def rivals(*figures: str) -> RatioInput:
    parsed = [parse(text) for text in figures]
    return RatioInput(parsed[0], span_of(parsed, parsed[0].unit, SpanKind.RIVALS))


def test_other_methods_stand_in_for_bounds_under_a_name_of_their_own() -> None:
    found = ratio(parse("700 W"), methods("22 W", "12 W", "17 W"))
    assert pretty_ratio(found) == "≈ 32 times (31 to 59 between methods)"
    assert "the second figure states no bounds, and other methods give 12 W to 22 W" in ratio_statement(found)
    assert pretty_ratio(ratio(methods("22 W", "12 W", "17 W"), parse("700 W"))) == pretty_ratio(found)


def test_a_figure_that_states_bounds_needs_no_other_methods() -> None:
    found = ratio(parse("700 W"), RatioInput(parse("20 ± 1 W (SD)"), methods("20 W", "5 W").span))
    assert (round(found.low or 0), round(found.high or 0)) == (33, 37)
    assert found.span_kinds == {SpanKind.BOUNDS}


def test_an_interval_of_bounds_and_of_methods_says_both() -> None:
    found = ratio(parse("700 ± 70 W (SD)"), methods("22 W", "12 W"))
    assert pretty_ratio(found) == "≈ 32 times (28 to 65, partly between methods)"


def test_rivals_give_a_range_and_no_centre() -> None:
    found = ratio(parse("26 pJ"), rivals("3.3 fJ", "19 to 760 fJ", "10 fJ"))
    assert found.value is None
    assert pretty_ratio(found) == "34 to 7,900 times"
    assert "the second figure has rivals" in ratio_statement(found)
    assert ratio_formula(found) == "(26 pJ) / (3.3 fJ)"


def test_rivals_go_in_where_bounds_are_stated_too() -> None:
    found = ratio(rivals("20 ± 1 W", "10 ± 2 W"), parse("1 W"))
    assert (found.low, found.high) == (8, 21)


def test_the_digits_that_a_reader_sees_limit_those_of_the_ratio() -> None:
    mouse, fly = parse("70.89 million neurons"), parse("139,255 neurons")
    assert pretty_ratio(ratio(mouse, fly)) == "≈ 509.1 times"
    assert pretty_ratio(ratio(mouse, fly, digits=2)) == "≈ 510 times"
    assert pretty_ratio(ratio(parse("3 W"), parse("2 W"), digits=4)) == "≈ 2 times"


@pytest.mark.parametrize(
    ("figure", "text", "digits"),
    [
        ("70.89 million neurons", "about 71 million", 2),
        ("70.89 million neurons", "70.89 million, 3 mice", 4),
        ("21.9 W", "about 22 W (12–22 W by method)", 2),
        ("3.3 fJ", "about 3 fJ", 1),
        ("433.196 MWh", "433 MWh", 3),
        ("20 W", "learns all the time", None),
        ("10^13 to 10^17 FLOP/s", "10¹³ to 10¹⁷ FLOP/s", None),
    ],
)
def test_a_claim_may_tell_a_figure_in_fewer_digits_than_its_source(figure: str, text: str, digits: int | None) -> None:
    assert digits_shown(parse(figure), text) == digits
