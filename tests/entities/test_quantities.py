"""Quantities as editors type them and readers see them: literal examples."""

import re
from decimal import Decimal

import pytest

from entities.quantities import (
    MAY_BE_NEGATIVE,
    BoundKind,
    QuantityError,
    Sense,
    UnitCompatibility,
    alternative_units,
    best_comparability,
    canonical,
    canonical_beside,
    compare_units,
    convert,
    figure_digits,
    normalise_unit,
    parse,
    plain,
    plain_interval,
    pretty,
    pretty_interval,
    quantity_kind,
    rounded,
    significant_digits,
    stored_figure,
    unit_symbol,
    unit_words,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,287 MWh", "1287", "MWh"),
        ("1 287 MWh", "1287", "MWh"),
        ("1\u202f287\u00a0MWh", "1287", "MWh"),
        ("86 billion neurons", "86e9", "neuron"),
        ("86 billion nerve cells", "86e9", "neuron"),
        ("175B parameters", "175e9", "parameter"),
        ("128k tokens", "128e3", "token"),
        ("920 artificial neurons", "920", "artificial_unit"),
        ("1.15 billion emulated neurons", "1.15e9", "model_neuron"),
        ("1.5 × 10^14 synapses", "1.5e14", "synapse"),
        ("1.5 x 10¹⁴ synapses", "1.5e14", "synapse"),
        ("1.5·10**14 synapses", "1.5e14", "synapse"),
        ("2.87e-21 J", "2.87e-21", "J"),
        ("10⁻¹⁵ J", "1e-15", "J"),
        ("150 ms", "150", "ms"),
        ("150ms", "150", "ms"),
        ("−70 mV", "-70", "mV"),
        ("9.9 μJ", "9.9", "uJ"),
        ("9.9 microjoules", "9.9", "uJ"),
        ("12.5%", "12.5", "percent"),
        ("0.00000015 %", "1.5e-7", "percent"),
        ("0.28", "0.28", "1"),
        ("$5.6 million", "5.6e6", "USD"),
        ("5.6 million US dollars", "5.6e6", "USD"),
        ("552.1 t CO₂e", "552.1", "tCO2e"),
        ("87 kg of CO2 equivalent", "87", "kgCO2e"),
        ("2,000 GPU-days", "2000", "GPU_day"),
        ("4.7 pJ per synaptic event", "4.7", "pJ / synaptic_event"),
        ("0.8 synapses/µm³", "0.8", "synapse / um3"),
        ("1.1e9 synapses per cubic millimetre", "1.1e9", "synapse / mm3"),
        ("2.4e-11 error/(bit h)", "2.4e-11", "error / bit / h"),
        ("60.3 GFLOP/s per W", "60.3", "GFLOP / s / W"),
        ("63 TOPS", "63e12", "operation / s"),
        ("312 TFLOPS", "312", "TFLOP / s"),
        ("312 TFLOPs", "312", "TFLOP"),
        ("4 per second", "4", "1 / s"),
        ("2.4 times per year", "2.4", "times / year"),
        ("1 million million synapses", "1e12", "synapse"),
    ],
)
def test_a_printed_number_becomes_a_value_with_a_normalised_unit(text: str, value: str, unit: str) -> None:
    figure = parse(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (Decimal(value), None, None, unit)
    assert figure.bound_kind is None
    assert figure.text == text.strip()


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit", "kind"),
    [
        ("86.1 ± 8.1 billion neurons", "86.1e9", "78.0e9", "94.2e9", "neuron", BoundKind.NOT_STATED),
        ("86.1 ± 8.1 billion neurons (SD)", "86.1e9", "78.0e9", "94.2e9", "neuron", BoundKind.SD),
        ("86.1 ± 8.1 (s.e.m.) billion neurons", "86.1e9", "78.0e9", "94.2e9", "neuron", BoundKind.SEM),
        ("(86.1 ± 8.1) × 10^9 neurons", "86.1e9", "78.0e9", "94.2e9", "neuron", BoundKind.NOT_STATED),
        ("86.1 billion neurons (95% CI 73.1–99.0)", "86.1e9", "73.1e9", "99.0e9", "neuron", BoundKind.CI95),
        ("238 words/min (175 to 300)", "238", "175", "300", "word / min", BoundKind.NOT_STATED),
        ("42,000 (range: 27,000 to 52,000) lemmas", "42000", "27000", "52000", "word", BoundKind.OBSERVED_RANGE),
        ("5.0 +1.2/−0.8 W", "5.0", "4.2", "6.2", "W", BoundKind.NOT_STATED),
        ("20 W ± 10%", "20", "18", "22", "W", BoundKind.NOT_STATED),
        ("20 ± 3%", "20", "17", "23", "percent", BoundKind.NOT_STATED),
        ("10^13–10^17 FLOP/s", None, "1e13", "1e17", "FLOP / s", BoundKind.NOT_STATED),
        ("10¹³ to 10¹⁷ FLOP/s", None, "1e13", "1e17", "FLOP / s", BoundKind.NOT_STATED),
        ("3 to 7 × 10^23 FLOP", None, "3e23", "7e23", "FLOP", BoundKind.NOT_STATED),
        ("between 3 and 5 Hz", None, "3", "5", "Hz", BoundKind.NOT_STATED),
        ("17-22 W", None, "17", "22", "W", BoundKind.NOT_STATED),
        ("-70 to -55 mV", None, "-70", "-55", "mV", BoundKind.NOT_STATED),
        ("800,000 to 1 million cells", None, "8e5", "1e6", "cell", BoundKind.NOT_STATED),
        ("12 mg to 1.95 g", None, "0.012", "1.95", "g", BoundKind.NOT_STATED),
        ("(3–7) × 10^23 FLOP", None, "3e23", "7e23", "FLOP", BoundKind.NOT_STATED),
        ("(3 to 7) million neurons", None, "3e6", "7e6", "neuron", BoundKind.NOT_STATED),
        ("(86.1 ± 8.1) billion neurons", "86.1e9", "78.0e9", "94.2e9", "neuron", BoundKind.NOT_STATED),
        ("5.0 +1.2/−0.8 × 10^3 kW", "5.0e3", "4.2e3", "6.2e3", "kW", BoundKind.NOT_STATED),
        ("5.0 +1.2/−0.8 million neurons", "5.0e6", "4.2e6", "6.2e6", "neuron", BoundKind.NOT_STATED),
        ("1.2 W ± 300 mW", "1.2e3", "0.9e3", "1.5e3", "mW", BoundKind.NOT_STATED),
        ("-20 mV ± 10%", "-20", "-22", "-18", "mV", BoundKind.NOT_STATED),
        ("20 ± 3 billion nerve cells", "20e9", "17e9", "23e9", "neuron", BoundKind.NOT_STATED),
    ],
)  # fmt: skip
def test_bounds_are_read_and_their_kind_is_never_invented(
    text: str, value: str | None, low: str, high: str, unit: str, kind: BoundKind
) -> None:
    figure = parse(text)
    assert figure.value == (None if value is None else Decimal(value))
    assert (figure.low, figure.high, figure.unit) == (Decimal(low), Decimal(high), unit)
    assert figure.bound_kind is kind


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("~20 W", Sense.ABOUT),
        ("about 20 W", Sense.ABOUT),
        ("20 W", Sense.EQUAL),
        ("< 20 W", Sense.LESS),
        ("≤20 W", Sense.LESS),
        ("at most 20 W", Sense.LESS),
        ("more than 20 W", Sense.MORE),
        ("20 W or more", Sense.MORE),
        ("20 W or less", Sense.LESS),
        ("20 W or fewer", Sense.LESS),
        ("at most about 20 W", Sense.LESS),
    ],
)
def test_a_limit_keeps_its_number_and_says_which_way_it_points(text: str, sense: Sense) -> None:
    figure = parse(text)
    assert (figure.value, figure.sense, figure.has_bounds) == (Decimal(20), sense, False)
    assert figure.is_limit == (sense in (Sense.LESS, Sense.MORE))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 nuerons", "I do not know the unit “nuerons”; did you mean neuron?"),
        ("5 Kg", "I do not know the unit “Kg”; did you mean kg?"),
        ("5 kneurons", "did you mean neuron?"),
        ("5 flop", "did you mean FLOP?"),
        ("5 milijoules", "did you mean mJ?"),
        ("", "There is nothing to read."),
        ("many neurons", "I find no number"),
        ("0,15 s", "a comma separates thousands"),
        ("1.287.000 J", "a comma separates thousands"),
        ("7B", "can mean two things: write billion or byte"),
        ("3e20 flops", "can mean two things: write FLOP for an amount"),
        ("5.6 billion in the cerebral cortex", "I do not know the unit “in the cerebral cortex”"),
        ("22 to 17 W", "starts above its end"),
        ("3 W to 5 J", "mixes W and J"),
        ("at least < 20 W", "“at least < 20 W” says both > and <."),
        ("< 20 ± 3 W", "is a limit (<) and a range at once"),
        ("5 / / s", "has a division with nothing to divide"),
        ("< 3 to 5 W", "a limit (<) and a range at once"),
        ("86.1 billion ± 8.1 neurons", "whether the spread shares the power of ten"),
        ("20 W (30 to 40)", "does not lie inside its own interval"),
        ("20 ± 3 (17 to 23) W", "“20 ± 3 (17 to 23) W” gives two intervals; enter one."),
        ("20 ± 3 [17 to 23] W", "“20 ± 3 [17 to 23] W” gives two intervals; enter one."),
        ("(3 W to 7 W) W", "“(3 W to 7 W) W” names its unit twice."),
        ("(3 and some 7) W", "I do not understand the bracket in “(3 and some 7) W”."),
        ("(3 to 7 W", "“(3 to 7 W” has a bracket that is not closed."),
        ("20 W ± -3 W", "“20 W ± -3 W” has a negative spread."),
        ("20 W (SD)", "names a kind of bounds (standard deviation) but gives no bounds"),
        ("5 ± 1 W (SD, SEM)", "more than one kind of bounds"),
        ("1e400 J", "beyond anything that is measured here"),
        ("10^99999999999 J", "beyond anything that is measured here"),
        ("9" * 300, "too long"),
        ("9" * 60 + " J", "longer than any source prints"),
        ("1/0 J", "I do not know the unit"),
        ("5 J/bit h", "use brackets"),
        ("5 W W", "the same thing twice"),
        ("5 m^99", "I do not use powers"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_reason(text: str, said: str) -> None:
    with pytest.raises(QuantityError) as refusal:
        parse(text)
    assert said in str(refusal.value)


def test_a_range_that_ends_where_it_starts_is_a_number() -> None:
    figure = parse("20 to 20 W")
    assert (figure.value, figure.low, figure.high) == (Decimal(20), Decimal(20), Decimal(20))


def test_a_number_without_a_unit_takes_the_one_offered() -> None:
    assert parse("86 billion", unit_if_missing="neuron").unit == "neuron"
    assert parse("86 billion synapses", unit_if_missing="neuron").unit == "synapse"


@pytest.mark.parametrize(
    ("value", "unit", "people", "copied"),
    [
        ("8.6e10", "neuron", "86 billion neurons", "8.6e10 neurons"),
        ("86000000000", "neuron", "86 billion neurons", "8.6e10 neurons"),
        ("86000000000.0", "neuron", "86 billion neurons", "8.6e10 neurons"),
        ("8.60e10", "neuron", "86.0 billion neurons", "8.60e10 neurons"),
        ("139255", "neuron", "139,255 neurons", "139255 neurons"),
        ("1048576", "neuron", "1,048,576 neurons", "1.048576e6 neurons"),
        ("1", "neuron", "1 neuron", "1 neuron"),
        ("1.5e16", "synapse", "1.5 × 10¹⁶ synapses", "1.5e16 synapses"),
        ("1287", "MWh", "1.287 GWh", "1287 MWh"),
        ("4.633e12", "J", "4.633 TJ", "4.633e12 J"),
        ("1e-15", "J", "10⁻¹⁵ J", "1e-15 J"),
        ("2.87e-21", "J", "2.87 zJ", "2.87e-21 J"),
        ("0.15", "s", "150 ms", "0.15 s"),
        ("2448000000", "s", "2.448 × 10⁹ s", "2.448e9 s"),
        ("17.4", "year", "17.4 years", "17.4 years"),
        ("3.14e23", "FLOP", "3.14 × 10²³ FLOP", "3.14e23 FLOP"),
        ("1.206e18", "FLOP / s", "1.206 EFLOP/s", "1.206e18 FLOP/s"),
        ("12.5", "percent", "12.5%", "12.5%"),
        ("1.3e-12", "J / operation", "1.3 pJ per operation", "1.3e-12 J/operation"),
        ("3.6", "bit / parameter", "3.6 bits per parameter", "3.6 bit/parameter"),
        ("-70", "mV", "−70 mV", "-70 mV"),
        ("0", "kgCO2e", "0 kg CO₂e", "0 kgCO2e"),
        ("0.28", "1", "0.28", "0.28"),
        ("3", "1 / year", "3 per year", "3 per year"),
        ("12", "GPU_hour", "12 GPU-hours", "12 GPU-hours"),
        ("0.0012", "neuron", "0.0012 neurons", "0.0012 neurons"),
        ("0.00012", "neuron", "1.2 × 10⁻⁴ neurons", "1.2e-4 neurons"),
        ("2e14", "neuron", "200 trillion neurons", "2e14 neurons"),
        ("2e15", "neuron", "2 × 10¹⁵ neurons", "2e15 neurons"),
        ("-1e20", "neuron", "−10²⁰ neurons", "-1e20 neurons"),
    ],
)
def test_typography_has_a_copy_safe_twin(value: str, unit: str, people: str, copied: str) -> None:
    assert pretty(Decimal(value), unit) == people
    assert plain(Decimal(value), unit) == copied
    assert copied.isascii()


def test_a_number_is_rounded_to_the_digits_asked_for_and_no_other() -> None:
    assert pretty(Decimal("1234567"), "neuron", digits=2) == "1.2 million neurons"
    assert pretty(Decimal("1234567"), "neuron", digits=3) == "1.23 million neurons"
    assert pretty_interval(parse("17.25-22.75 W"), digits=2) == "17 to 23 W"
    assert pretty_interval(parse("17.25-22.75 W")) == "17.25 to 22.75 W"


def test_a_stored_figure_is_the_one_that_was_read() -> None:
    for text in ("86.1 ± 8.1 billion neurons (SD)", "17-22 W", "< 20 W", "20 W"):
        read = parse(text)
        stored = stored_figure(
            text=read.text,
            value=read.value,
            low=read.low,
            high=read.high,
            unit=read.unit,
            bound_kind=read.bound_kind.value if read.bound_kind else "",
            sense=read.sense.value,
        )
        assert stored == read


def test_a_code_that_nobody_knows_is_refused_and_named() -> None:
    with pytest.raises(QuantityError, match="guess"):
        stored_figure(text="1", value=Decimal(1), low=None, high=None, unit="1", bound_kind="guess")


def test_a_unit_chosen_by_the_reader_is_not_rescaled() -> None:
    assert pretty(Decimal("1287000"), "kWh", rescale=False) == "1,287,000 kWh"
    assert pretty(Decimal("1287000"), "kWh") == "1.287 GWh"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("86.1 ± 8.1 billion neurons (SD)", "86.1 billion neurons (78.0 to 94.2 billion neurons, SD)"),
        ("10^13–10^17 FLOP/s", "10¹³ to 10¹⁷ FLOP/s"),
        ("10^14–10^16 operations/s", "10¹⁴ to 10¹⁶ operations/s"),
        ("0.2 fJ to 2 pJ", "200 aJ to 2 pJ"),
        ("800 to 1,000,000 cells", "800 cells to 1 million cells"),
        ("0.5 to 1,000,000", "0.5 to 1,000,000"),
        ("~20 W", "≈ 20 W"),
        ("under 0.15 s", "< 150 ms"),
        ("between 3 and 5 Hz", "3 to 5 Hz"),
        ("17-22 W (95% CI)", "17 to 22 W (95 % CI)"),
    ],
)
def test_a_whole_figure_is_shown_with_its_ends_and_their_kind(text: str, shown: str) -> None:
    assert pretty_interval(parse(text)) == shown


def test_the_copied_form_of_a_range_of_pure_numbers_cannot_be_read_as_millions() -> None:
    copied = plain_interval(parse("0.5 to 1,000,000"))
    assert copied == "0.5e0 to 1e6"
    assert (parse(copied).low, parse(copied).high) == (Decimal("0.5"), Decimal(1_000_000))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1,287 MWh", 4),
        ("86 billion neurons", 2),
        ("86.0 billion neurons", 3),
        ("20 W", 2),
        ("400 W", 2),
        ("3 fJ", 1),
        ("10^15 FLOP/s", 1),
        ("1.5 × 10¹⁴ synapses", 2),
        ("2.870e-21 J", 4),
        ("0.0015 s", 2),
        ("95% CI: 3 to 5 Hz", 1),
    ],
)
def test_significant_digits_are_those_that_the_source_printed(text: str, digits: int) -> None:
    assert significant_digits(text) == digits


def test_digits_of_other_numbers_in_the_printed_text_do_not_count() -> None:
    figure = stored_figure(
        text="5.6 billion cells, from 2010 to 2022", value=Decimal("5600000000"), low=None, high=None, unit="cell"
    )
    assert figure_digits(figure) == 2


def test_a_conversion_keeps_the_digits_and_the_printed_text() -> None:
    converted = convert(parse("1,287 MWh"), "J")
    assert (converted.value, converted.unit, converted.text) == (Decimal("4.633e12"), "J", "1,287 MWh")
    assert convert(parse("3 fJ"), "eV").value == Decimal("2e4")
    assert convert(parse("150 ms"), "s").value == Decimal("0.150")
    assert str(convert(parse("150 ms"), "s").value) == "0.150"


def test_rounding_up_over_a_power_of_ten_gains_no_digit() -> None:
    assert str(rounded(Decimal("9.97"), 2)) == "10"
    assert str(rounded(Decimal("99.6"), 2)) == "1.0E+2"


def test_not_stated_stays_not_stated_through_a_conversion() -> None:
    assert convert(parse("20 W"), "kW").bound_kind is None
    converted = convert(parse("20 ± 2 W"), "kcal / d")
    assert converted.bound_kind is BoundKind.NOT_STATED
    assert (converted.low, converted.high) == (Decimal("3.7e2"), Decimal("4.5e2"))


def test_the_canonical_magnitude_is_exact() -> None:
    assert canonical(Decimal(1287), "MWh", "J") == Decimal("4633200000000")
    assert canonical(Decimal(80), "Gbyte", "bit") == Decimal("640000000000")
    assert canonical(Decimal("12.5"), "percent", "fraction") == Decimal("0.125")
    assert canonical(Decimal("60.3"), "GFLOP / s / W", "FLOP / J") == Decimal("60300000000")


@pytest.mark.parametrize(
    ("unit", "base", "worth"),
    [
        ("kcal", "J", "4184"),
        ("eV", "J", "1.602176634e-19"),
        ("Wh", "J", "3600"),
        ("inch", "m", "0.0254"),
        ("d", "s", "86400"),
        ("month", "s", "2629800"),
        ("year", "d", "365.25"),
        ("byte", "bit", "8"),
        ("GiB", "byte", "1073741824"),
        ("t", "kg", "1000"),
        ("tCO2e", "kgCO2e", "1000"),
        ("GPU_day", "GPU_hour", "24"),
        ("percent", "1", "0.01"),
    ],
)
def test_a_unit_is_worth_what_its_definition_says(unit: str, base: str, worth: str) -> None:
    assert canonical(Decimal(1), unit, base) == Decimal(worth)


@pytest.mark.parametrize(
    ("unit", "other", "said"),
    [
        ("W", "MWh", ("W", "MWh", "power against energy")),
        ("neuron", "parameter", ("neuron", "parameter", "count of neurons against count of parameters")),
        ("kg", "kgCO2e", ("kg", "kg CO₂e", "mass against emissions of CO₂ equivalent")),
        ("FLOP", "FLOP / s", ("FLOP", "FLOP/s", "count of floating-point operations against rate of")),
        ("GPU_hour", "h", ("GPU-hour", "h", "processor time in GPU-hours against time")),
        ("s / s", "percent", ("s/s", "%", "ratio of time to time against share")),
        ("USD", "EUR", ("USD", "EUR", "money in US dollars against money in euros")),
    ],
)
def test_unlike_units_are_never_converted_and_both_are_named(unit: str, other: str, said: tuple[str, ...]) -> None:
    with pytest.raises(QuantityError) as refusal:
        canonical(Decimal(1), unit, other)
    assert all(part in str(refusal.value) for part in said)


@pytest.mark.parametrize(
    ("unit", "other", "compatibility", "best"),
    [
        ("J", "kWh", UnitCompatibility.SAME_COUNTED, "equivalent"),
        ("neuron", "neuron", UnitCompatibility.SAME_COUNTED, "equivalent"),
        ("FLOP / s / W", "GFLOP / J", UnitCompatibility.SAME_COUNTED, "equivalent"),
        ("neuron", "parameter", UnitCompatibility.SAME_PHYSICAL, "analogous"),
        ("J / synaptic_event", "J / parameter_operation", UnitCompatibility.SAME_PHYSICAL, "analogous"),
        ("USD", "EUR", UnitCompatibility.SAME_PHYSICAL, "analogous"),
        ("Hz", "spike / s", UnitCompatibility.SAME_PHYSICAL, "analogous"),
        ("W", "MWh", UnitCompatibility.DIFFERENT, "not-comparable"),
        ("J", "J / token", UnitCompatibility.DIFFERENT, "not-comparable"),
        ("neuron", "USD", UnitCompatibility.DIFFERENT, "not-comparable"),
        ("neuron", "percent", UnitCompatibility.DIFFERENT, "not-comparable"),
        ("synapse / neuron", "1", UnitCompatibility.DIFFERENT, "not-comparable"),
        ("kg", "kgCO2e", UnitCompatibility.DIFFERENT, "not-comparable"),
        ("FLOP", "FLOP / s", UnitCompatibility.DIFFERENT, "not-comparable"),
    ],
)
def test_units_decide_the_best_comparability_that_may_be_claimed(
    unit: str, other: str, compatibility: UnitCompatibility, best: str
) -> None:
    assert compare_units(unit, other) is compare_units(other, unit) is compatibility
    assert best_comparability(compatibility) == best


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("W", "power"),
        ("kcal / d", "power"),
        ("MWh", "energy"),
        ("J / synaptic_event", "energy per synaptic event"),
        ("neuron", "count of neurons"),
        ("s", "time"),
        ("bit", "information"),
        ("word / min", "rate of words"),
        ("synapse / mm3", "synapses per volume"),
        ("bit / parameter", "information per parameter"),
        ("token / parameter", "count of tokens per parameter"),
        ("FLOP / J", "floating-point operations per energy"),
        ("percent", "share"),
        ("fraction", "share"),
        ("times", "pure number"),
        ("1", "pure number"),
        ("times / year", "factor per time"),
        ("percent / year", "share per time"),
        ("error / bit / h", "errors per information per time"),
        ("m / s", "speed"),
        ("W / cm2", "power per area"),
        ("kg / kWh", "mass per energy"),
        ("token / s / W", "tokens per energy"),
        ("neuron * synapse", "count of neurons and synapses"),
        ("USD / h", "rate of US dollars"),
        ("GPU_hour", "processor time in GPU-hours"),
    ],
)
def test_messages_can_say_what_a_unit_measures(unit: str, kind: str) -> None:
    assert quantity_kind(unit) == kind


def test_units_have_a_symbol_for_the_eye_and_words_for_the_ear() -> None:
    assert unit_symbol("J / synaptic_event") == "J per synaptic event"
    assert unit_words("J / synaptic_event") == "joules per synaptic event"
    assert unit_words("J / synaptic_event", Decimal(1)) == "joule per synaptic event"
    assert (unit_symbol("synapse / mm3"), unit_words("synapse / mm3")) == (
        "synapse/mm³",
        "synapses per cubic millimetre",
    )
    assert (unit_symbol("uJ"), unit_words("uJ")) == ("µJ", "microjoules")
    assert (unit_symbol("m2"), unit_words("m2")) == ("m²", "square metres")
    assert (unit_symbol("m3"), unit_words("m3", Decimal(1))) == ("m³", "cubic metre")
    assert unit_words("neuron / s / W") == "neurons per second per watt"
    assert (unit_symbol("percent"), unit_words("percent")) == ("%", "percent")


def test_a_reader_may_switch_to_units_of_the_same_kind_only() -> None:
    assert {"kWh", "kcal", "eV"} <= set(alternative_units("J"))
    assert "byte" in alternative_units("bit")
    assert "bit" in alternative_units("byte")
    assert {"ms", "h"} <= set(alternative_units("s"))
    assert "kWh / token" in alternative_units("J / token")
    assert alternative_units("neuron") == ()
    for unit in ("J", "W", "s", "bit", "byte", "kg", "kgCO2e", "m", "m / s", "percent", "J / bit", "byte / s"):
        for alternative in alternative_units(unit):
            assert alternative != unit
            assert normalise_unit(alternative) == alternative
            assert compare_units(unit, alternative) is UnitCompatibility.SAME_COUNTED


def test_beside_unlike_things_a_figure_keeps_its_number_and_its_physical_scale():
    assert canonical_beside(Decimal(175), "parameter", "neuron") == 175
    assert canonical_beside(Decimal(3), "pJ / synaptic_event", "J / operation") == Decimal("3e-12")
    assert canonical_beside(Decimal(20), "W", "J") is None


# --- Less than nothing ---


@pytest.mark.parametrize(
    "text",
    ["-5 neurons", "−86 billion neurons", "-3 to 5 neurons", "-5 to -3 W", "-1 kg", "-2 synapses/neuron", "< -1 J"],
)
def test_what_cannot_be_less_than_nothing_is_refused(text: str) -> None:
    with pytest.raises(QuantityError, match="is less than nothing, which no number of"):
        parse(text)


@pytest.mark.parametrize("text", ["-70 mV", "-20 to 50 ms", "-3.5 %", "-12 USD", "-0.5", "-40 pA", "-1 s/s"])
def test_potentials_moments_and_changes_may_be_below_zero(text: str) -> None:
    assert parse(text).text == text


def test_a_spread_may_reach_below_zero_where_its_figure_does_not() -> None:
    assert parse("5 ± 8 neurons (SD)").low == -3


@pytest.mark.parametrize(("unit", "may_be"), [("neuron", False), ("mV", True), ("s / s", True), ("mol / s", False)])
def test_the_units_below_zero_are_those_of_the_catalogue(unit: str, *, may_be: bool) -> None:
    assert bool(re.match(MAY_BE_NEGATIVE, unit)) is may_be
