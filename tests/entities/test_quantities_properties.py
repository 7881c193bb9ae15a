"""What must hold for every quantity: reading undoes printing, conversion loses nothing, no text breaks the reader."""

import re
from contextlib import suppress
from decimal import Decimal, localcontext

from hypothesis import example, given, settings
from hypothesis import strategies as st

from entities.quantities import (
    MAY_BE_NEGATIVE,
    BoundKind,
    ParsedFigure,
    QuantityError,
    Sense,
    UnitCompatibility,
    best_comparability,
    canonical,
    compare_units,
    convert,
    normalise_unit,
    parse,
    plain,
    plain_interval,
    pretty,
    pretty_interval,
    quantity_kind,
    ratio,
    significant_digits,
    unit_symbol,
    unit_words,
)
from entities.quantities.catalogue import CATALOGUE, SHORTHANDS

# No deadline: the machine may be busy, and the point is what holds, not how fast.
quick = settings(max_examples=120, deadline=None)

COMPOUND = [
    *(
        "J / synaptic_event",
        "FLOP / s",
        "FLOP / J",
        "synapse / mm3",
        "bit / parameter",
        "word / min",
        "error / bit / h",
    ),
    *("s / s", "1 / year", "times / year", "percent / year", "operation / s / W", "byte / s", "m / s", "kcal / d"),
]
UNITS = sorted(
    {*CATALOGUE, *COMPOUND, "kW * h", "MWh", "ms", "uJ", "kg", "kgCO2e", "TFLOP", "Gbyte", "mm3", "pJ / operation"}
)


def numbers(*, low: int = -30, high: int = 40) -> st.SearchStrategy[Decimal]:
    """Positive numbers over the whole range, with one to nine digits of their own."""
    return st.builds(
        lambda digits, exponent: Decimal(digits).scaleb(exponent),
        st.integers(1, 999_999_999),
        st.integers(low, high - 9),
    )


units = st.sampled_from(UNITS)


def same(one: Decimal, unit: str, other: Decimal, to_unit: str) -> bool:
    """Equal to far beyond any printed digit: only the hour, the year and the calorie do not divide evenly."""
    with localcontext(prec=60):
        there = canonical(one, unit, to_unit)
        return abs(there - other) <= abs(other) * Decimal("1e-50")


@given(value=numbers(), unit=units, sign=st.sampled_from([1, -1]))
@example(value=Decimal("1e-30"), unit="J", sign=1)
@example(value=Decimal("1e40"), unit="neuron", sign=1)
@example(value=Decimal("0"), unit="neuron", sign=1)
@quick
def test_reading_undoes_printing_for_people_and_for_copying(value: Decimal, unit: str, sign: int) -> None:
    # What cannot be less than nothing is not read back: only what can has a sign.
    quantity = value * sign if re.match(MAY_BE_NEGATIVE, normalise_unit(unit)) else value
    for text in (pretty(quantity, unit), pretty(quantity, unit, rescale=False), plain(quantity, unit)):
        found = parse(text)
        assert found.value is not None
        assert same(found.value, found.unit, quantity, unit), text


@given(value=numbers(), unit=units)
@quick
def test_the_copied_form_keeps_the_very_unit_and_the_digits_in_ascii(value: Decimal, unit: str) -> None:
    text = plain(value, unit)
    assert text.isascii()
    assert parse(text).value == value
    if normalise_unit(unit) != "fraction":
        assert parse(text).unit == normalise_unit(unit)


@given(
    ends=st.tuples(numbers(), numbers(), numbers()).map(sorted),
    unit=units,
    kind=st.sampled_from(BoundKind),
    central=st.booleans(),
)
@quick
def test_reading_undoes_printing_of_whole_figures(
    ends: list[Decimal], unit: str, kind: BoundKind, central: bool
) -> None:
    low, value, high = ends
    figure = ParsedFigure("", value if central else None, low, high, normalise_unit(unit), kind, Sense.EQUAL)
    for text in (pretty_interval(figure), plain_interval(figure)):
        found = parse(text)
        assert found.bound_kind is kind
        for name in ("value", "low", "high"):
            printed, read = getattr(figure, name), getattr(found, name)
            if name == "value" and printed is None:
                assert read is None or low == high
            else:
                assert same(read, found.unit, printed, unit), text


@given(value=numbers(), unit=units, data=st.data())
@quick
def test_conversion_there_and_back_is_exact_before_rounding(value: Decimal, unit: str, data: st.DataObject) -> None:
    kin = [other for other in UNITS if compare_units(unit, other) is UnitCompatibility.SAME_COUNTED]
    other = data.draw(st.sampled_from(kin))
    with localcontext(prec=60):
        back = canonical(canonical(value, unit, other), other, unit)
        assert abs(back - value) <= value * Decimal("1e-50")


@given(digits=st.integers(10, 9999), exponent=st.integers(-20, 20), data=st.data())
@quick
def test_a_converted_figure_has_no_more_digits_than_its_source(digits: int, exponent: int, data: st.DataObject) -> None:
    figure = parse(f"{digits}e{exponent} J")
    converted = convert(figure, data.draw(st.sampled_from(["J", "kWh", "kcal", "eV", "uJ"])))
    assert converted.value is not None
    assert len(converted.value.as_tuple().digits) <= max(significant_digits(figure.text), len(str(digits)))
    exact = canonical(Decimal(digits).scaleb(exponent), "J", converted.unit)
    half_a_digit = Decimal(5).scaleb(-significant_digits(figure.text))
    assert abs(converted.value - exact) <= exact * half_a_digit


@given(text=st.text(max_size=250))
@quick
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    for reader in (parse, normalise_unit):
        with suppress(QuantityError):
            reader(text)


PIECES = [
    *(
        "86",
        "1.5",
        "1,287",
        "10^13",
        "1e5",
        "10",
        "x 10",
        "-",
        "–",
        "−",
        "±",
        "+",
        "to",
        "and",
        "between",
        "of",
        "or more",
    ),
    *(
        "(",
        ")",
        "[",
        "]",
        "/",
        "*",
        "per",
        "^",
        "^2",
        "²",
        "³",
        "%",
        "$",
        "billion",
        "k",
        "B",
        "neurons",
        "J",
        "MWh",
        "µ",
    ),
    *("FLOPS", "s", "cubic", "CO2e", "~", "<", "≥", "SD", "95% CI", ",", ";", " ", " ", " ", "x"),
]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=500, deadline=None)
def test_no_jumble_of_things_that_do_occur_breaks_the_reader(pieces: list[str]) -> None:
    try:
        figure = parse("".join(pieces))
    except QuantityError:
        return
    assert figure.value is not None or (figure.low is not None and figure.high is not None)
    ordered = [number for number in (figure.low, figure.value, figure.high) if number is not None]
    assert ordered == sorted(ordered)
    assert pretty_interval(figure)


@given(one=units, other=units)
@quick
def test_unit_compatibility_is_symmetric_and_decides_what_may_be_divided(one: str, other: str) -> None:
    compatibility = compare_units(one, other)
    assert compatibility is compare_units(other, one)
    first, second = (ParsedFigure("2", Decimal(2), None, None, normalise_unit(unit)) for unit in (one, other))
    try:
        ratio(first, second)
        divided = True
    except QuantityError:
        divided = False
    assert (
        divided
        == (compatibility is UnitCompatibility.SAME_COUNTED)
        == (best_comparability(compatibility) == "equivalent")
    )


@given(
    first=st.tuples(numbers(low=-6, high=12), numbers(low=-6, high=12), numbers(low=-6, high=12)).map(sorted),
    second=st.tuples(numbers(low=-6, high=12), numbers(low=-6, high=12), numbers(low=-6, high=12)).map(sorted),
    share=st.tuples(st.integers(0, 100), st.integers(0, 100)),
)
@quick
def test_the_interval_of_a_ratio_holds_every_ratio_that_the_bounds_allow(
    first: list[Decimal], second: list[Decimal], share: tuple[int, int]
) -> None:
    one, two = (
        ParsedFigure("", middle, low, high, "W", BoundKind.SD) for low, middle, high in (first, second)
    )  # fmt: skip
    found = ratio(one, two)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    with localcontext(prec=60):
        slack = Decimal("1e-40")
        assert found.value >= 1 - slack
        assert found.low * (1 - slack) <= found.value <= found.high * (1 + slack)
        inside = [low + (high - low) * part / 100 for (low, _, high), part in zip((first, second), share, strict=True)]
        quotient = inside[1] / inside[0] if found.swapped else inside[0] / inside[1]
        assert found.low * (1 - slack) <= quotient <= found.high * (1 + slack)


def test_every_unit_of_the_catalogue_has_a_name_a_symbol_words_and_a_kind() -> None:
    for unit in [*UNITS, *(shorthand for _, shorthand in SHORTHANDS.values())]:
        assert normalise_unit(normalise_unit(unit)) == normalise_unit(unit)
        assert quantity_kind(unit)
        if unit not in ("1", "fraction"):
            assert unit_symbol(unit)
            assert unit_words(unit)
