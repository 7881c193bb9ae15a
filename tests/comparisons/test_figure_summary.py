"""What the figures of a claim amount to, in one sentence."""

from decimal import Decimal
from typing import Any

import pytest

from comparisons.renderings.figure_summary import figures_in_words
from tests.comparisons.parts import a_citation_part, a_figure_part, a_statement_part


def summary(*figures: dict[str, Any]) -> str:
    """Of a cell that rests on figures like this, each of a work of its own."""
    cited = [
        a_citation_part(number, figure=a_figure_part("20 W", **figure))
        for number, figure in enumerate(figures, start=1)
    ]
    return figures_in_words(a_statement_part(citations=tuple(cited)))


def test_one_figure_speaks_for_itself() -> None:
    assert summary({"year": 2009}) == ""


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([None, None], ""),
        ([2009, None], " from 2009"),
        ([2009, 2009], " from 2009"),
        ([2020, 1971], " from 1971 to 2020"),
    ],
)
def test_several_are_counted_with_the_years_that_are_known(years: list[int | None], said: str) -> None:
    assert summary(*({"year": year} for year in years)) == f"2 figures{said}; none is preferred."


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("It counted whole brains.", "it counted whole brains"),
        ("DNA was counted.", "DNA was counted"),
        ("H2O was weighed", "H2O was weighed"),
        ("Newer.", "newer"),
        ("A whole brain was counted.", "a whole brain was counted"),
    ],
)
def test_the_preferred_one_stands_with_its_reason_as_a_part_of_the_sentence(reason: str, said: str) -> None:
    found = summary({"year": 2009, "rank": "preferred", "rank_reason": reason}, {"year": 2009})
    assert found == f"2 figures from 2009; preferred: 20 W, because {said}."


def test_figures_far_apart_are_said_to_be() -> None:
    assert "spanning 6 orders of magnitude" in summary(
        *({"canonical_value": Decimal(value)} for value in ("1e3", "1e9", "2e5"))
    )
    assert "magnitude" not in summary(*({"canonical_value": Decimal(value)} for value in ("20", "30")))
