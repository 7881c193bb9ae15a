"""Units and numbers as people type them: what is read, as what, and in which words the rest is refused."""

from decimal import Decimal

import pytest

from entities.quantities.figures import QuantityError
from entities.quantities.numerals import MAX_DIGITS, MAX_EXPONENT, NumberReader, shifted
from entities.quantities.unit_expressions import normalise_unit


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("neurons per square millimetre", "neuron / mm2"),
        ("neurons per cubic millimetre", "neuron / mm3"),
        ("W/(m^2)", "W / m2"),
        ("W/(m²)", "W / m2"),
        ("W/m^(2)", "W / m2"),
        ("W m^(-2)", "W / m2"),
        ("W (/s)", "W / s"),
        ("/s", "1 / s"),
        ("J * 1 / s", "J / s"),
        ("J / m * s", "J * s / m"),
        ("J / m * s * bit", "J * s * bit / m"),
        ("J / m * s bit", "J * s * bit / m"),
        ("m^4", "m4"),
        ("bIt/DAY", "bit / d"),
    ],
)
def test_a_unit_is_read_as_it_is_meant(typed: str, unit: str) -> None:
    assert normalise_unit(typed) == unit


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("* W", "a product with nothing before it"),
        ("W * * s", "a product with nothing before it"),
        ("W//s", "a division with nothing to divide"),
        ("()", "ends too early or has an odd bracket"),
        ("W ()", "ends too early or has an odd bracket"),
        ("W )", "ends too early or has an odd bracket"),
        ("W/(m^2", "ends too early or has an odd bracket"),
        ("W/m^(2", "ends too early|I do not know the unit"),
        ("m^5", r"I do not use powers like the one in “m\^5”"),
        ("^2", r"I do not understand “2” in the unit “\^2”"),
        ("m/s s", r"I cannot tell what stands below the line: use brackets, as in error/\(bit h\)"),
        ("TOPS^2", "“TOPS” cannot be raised to a power"),
        # Words that only join others are no part of what nobody knows.
        ("foolish per barren to and", "I do not know the unit “foolish barren”"),
    ],
)
def test_what_is_no_unit_is_refused_with_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(QuantityError, match=said):
        normalise_unit(typed)


@pytest.mark.parametrize(
    ("text", "value", "unit", "left"),
    [
        ("$ 20 million", "20000000", "$", ""),
        ("-  5 W", "-5", "W", ""),
        ("+ 5 W", "5", "W", ""),
        ("12 J/ (bit h)", "12", "J/ (bit h)", ""),
        ("12 J per (bit h)", "12", "J per (bit h)", ""),
        ("12 J · (bit h)", "12", "J · (bit h)", ""),
        ("5 W (peak)", "5", "W", "(peak)"),
        ("3 J/(bit h) to 4", "3", "J/(bit h)", " to 4"),
        ("12 m^-2 to 4", "12", "m^-2", " to 4"),
    ],
)
def test_a_number_is_taken_with_its_unit_and_nothing_more(text: str, value: str, unit: str, left: str) -> None:
    reader = NumberReader(text)
    number = reader.number()
    assert (number.value(), number.unit, reader.rest) == (Decimal(value), unit, left)


def test_numbers_are_as_long_as_the_bounds_allow_and_no_longer() -> None:
    assert NumberReader("1" * MAX_DIGITS).number().digits == Decimal("1" * MAX_DIGITS)
    assert NumberReader(f"10^{MAX_EXPONENT}").number().power == MAX_EXPONENT
    for beyond in ("1" * (MAX_DIGITS + 1), f"10^{MAX_EXPONENT + 1}"):
        with pytest.raises(QuantityError, match=r"longer than any source prints|beyond anything that is measured"):
            NumberReader(beyond).number()


def test_what_stands_where_a_number_should_is_named() -> None:
    with pytest.raises(QuantityError, match="I expected a number where “abc” stands"):
        NumberReader("  abc ").number()


def test_moving_the_point_keeps_every_digit() -> None:
    assert shifted(Decimal("1." + "1" * 40), 3) == Decimal("1111." + "1" * 37)
