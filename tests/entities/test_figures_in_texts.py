"""The figure that stands for a claim, put into its text; and texts that were typed, held against the figure."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.quantities import BoundKind, ParsedFigure, Sense, fill, parse, unknown_marker, unlike

NEURONS = ParsedFigure(
    text="86.06 ± 8.12 billion neurons",
    value=Decimal("86.06e9"),
    low=Decimal("78.82e9"),
    high=Decimal("95.40e9"),
    unit="neuron",
    bound_kind=BoundKind.OBSERVED_RANGE,
)
LENGTH = parse("475 m")
RANGE = parse("460-520 m")


@pytest.mark.parametrize(
    ("text", "figure", "filled"),
    [
        ("{figure}", LENGTH, "475 m"),
        ("{figure} (one study)", parse("about 475 m"), "about 475 m (one study)"),
        ("about {figure}", parse("about 475 m"), "about 475 m"),
        ("{figure}, at most", replace(parse("0.31 m"), text="0.31 m per stride, on average"), "0.31 m, at most"),
        # The printed spread is not the stored one: then the stored one is told.
        ("{figure}", NEURONS, "86.06 billion neurons (78.82 to 95.40 billion neurons, observed range)"),
        ("{value:2}", NEURONS, "86 billion neurons"),
        ("{value}", RANGE, "460 to 520 m"),
        ("{number:2} labelled images", replace(NEURONS, unit="item"), "86 billion labelled images"),
        ("{value}", parse("at least 9 kg"), "over 9 kg"),
        ("{figure}", parse("at least 9 kg"), "at least 9 kg"),
        ("{value}", replace(parse("22 W"), sense=Sense.ABOUT), "about 22 W"),
        ("no figure at all", LENGTH, "no figure at all"),
        ("{value} or so", None, "no figure or so"),
    ],
)
def test_the_figure_stands_in_the_text(text: str, figure: ParsedFigure | None, filled: str) -> None:
    assert fill(text, figure).text == filled


def test_a_text_that_names_the_unit_itself_is_still_held_against_the_figure() -> None:
    assert fill("{value} long", LENGTH).words == "475 m"
    assert fill("{number} m long", LENGTH).words == ""
    kilometres = replace(LENGTH, text="475 km", unit="km")
    assert unlike(fill("{number} m long", kilometres).text, kilometres, unit="m")


@pytest.mark.parametrize("text", ["{figur}", "{value:0}", "{figure:12}", "{Figure}", "a { b", "a } b", "{}"])
def test_anything_else_in_braces_is_refused(text: str) -> None:
    assert "is no place for a figure" in unknown_marker(text)
    assert unknown_marker("{figure} and {value:2} and {number:3}") == ""


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("86 billion", NEURONS),
        ("86.1 billion neurons (78.8 to 95.4 billion)", NEURONS),
        ("78.8–95.4 billion neurons", NEURONS),
        ("~86 billion neurons, most of them small", NEURONS),
        ("475 m", LENGTH),
        ("0.475 km by road", LENGTH),
        ("about 480 m", LENGTH),
        ("460 to 520 m", RANGE),
        ("at least 9 kg", parse("> 9 kg")),
    ],
)
def test_a_text_that_rounds_its_figure_tells_it(text: str, figure: ParsedFigure) -> None:
    assert unlike(text, figure, unit=figure.unit) == ""


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("about 475 m", RANGE),  # the figure became a range
        ("475 m", replace(LENGTH, text="475 km", unit="km")),  # a slip of the unit
        ("475", replace(LENGTH, text="475 km", unit="km")),  # read in the unit of the dimension
        ("68 billion", NEURONS),
        ("86 billion neurons (70 to 95 billion)", NEURONS),
        ("460 to 530 m", RANGE),
        ("460 to 475 m", LENGTH),
        ("475 m", parse("about 475 m")),
        ("475 m", parse("at most 475 m")),
        ("at least 475 m", parse("at most 475 m")),
        ("many", LENGTH),
        ("as long as 5 fields", LENGTH),
        ("a 500 W lamp", LENGTH),
    ],
)
def test_a_text_that_tells_another_quantity_is_named_with_both(text: str, figure: ParsedFigure) -> None:
    unit = "neuron" if figure is NEURONS else "m"
    assert "the text" in (said := unlike(text, figure, unit=unit))
    assert "the figure that stands for it" in said


def test_a_speed_of_simulation_may_be_told_as_times_slower() -> None:
    speed = replace(parse("78.8"), unit="s / s")
    assert unlike("78.8 times slower than life (the largest run)", speed, unit="s / s") == ""
    assert unlike("79 times slower", replace(speed, value=Decimal(65)), unit="s / s")
    assert unlike("78.8 times faster than life", speed, unit="s / s")
