"""Quantities in print to the last digit, and figures of which only one end is known."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.quantities import parse
from entities.quantities.figures import BoundKind, QuantityError
from entities.quantities.formatting import plain, plain_interval, plain_number, pretty, pretty_interval

LONG = "1." + "1" * 34  # more digits than Decimal keeps unless it is told to


def test_no_digit_is_lost_on_the_way_into_print() -> None:
    assert plain_number(Decimal(f"{LONG}E+10")) == f"{LONG}e10"
    assert pretty(Decimal(LONG), "kW") == f"{LONG} kW"
    assert pretty(Decimal(f"{LONG}E+7"), "neuron") == f"11.{'1' * 33} million neurons"


@pytest.mark.parametrize(
    ("value", "unit", "copied"),
    [
        ("2", "J * s", "2 J*s"),
        ("5", "synaptic_event", "5 synaptic_events"),
        ("1", "synaptic_event", "1 synaptic_event"),
        ("0.5", "fraction", "0.5"),
        ("12.5", "percent", "12.5%"),
    ],
)
def test_the_copied_form_has_no_blank_inside_a_unit_and_names_no_fraction(value: str, unit: str, copied: str) -> None:
    assert plain(Decimal(value), unit) == copied


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ({"low": Decimal(10)}, "20 W (at least 10 W, observed range)"),
        ({"high": Decimal(30)}, "20 W (at most 30 W, observed range)"),
        ({"value": None, "low": Decimal(10)}, "at least 10 W (observed range)"),
        ({"value": None, "high": Decimal(10)}, "at most 10 W (observed range)"),
    ],
)
def test_an_end_that_is_missing_is_named_as_such(ends: dict[str, Decimal | None], shown: str) -> None:
    figure = replace(parse("20 W"), bound_kind=BoundKind.OBSERVED_RANGE, **ends)
    assert pretty_interval(figure) == shown
    assert plain_interval(figure) == shown


def test_what_is_not_finite_is_no_quantity() -> None:
    with pytest.raises(QuantityError, match=r"^Only finite numbers are quantities"):
        pretty(Decimal("NaN"), "W")
