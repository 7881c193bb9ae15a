"""Which figure stands for a claim: one rule in Python, held against the one in SQL that places claims on dimensions."""

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from citations.figure_fields import set_figure
from citations.headlines import standing_for, text_of, why_text_misleads
from citations.models import NO_SIZE, Citation, PlaceOnDimension
from comparisons.composing import compose
from comparisons.documents import StatementPart
from comparisons.selecting import selection_about
from entities.models import Claim
from entities.quantities import BoundKind, parse
from tests.factories import a_derived_figure, a_figure, a_quantity_dimension, an_attribute

pytestmark = pytest.mark.django_db

# rank, stance, source check
KINDS = [
    ("preferred", "supports", ""),
    ("normal", "supports", ""),
    ("normal", "supports", "quoted"),
    ("normal", "supports", "not-seen"),
    ("normal", "disputes", ""),
    ("deprecated", "supports", ""),
]
SETS = [some for some in combinations_with_replacement(KINDS, 3) if some.count(KINDS[0]) < 2]  # one is preferred


def statement(claim: Claim) -> StatementPart:
    return compose(selection_about(claim.entity, [claim])).rows[0].cells[0]


@pytest.mark.parametrize("kinds", SETS)
def test_rows_documents_and_the_database_choose_the_same_figure(kinds: tuple[tuple[str, str, str], ...]) -> None:
    claim = an_attribute(dimension=a_quantity_dimension(), text="so many")
    for value, (rank, stance, check) in enumerate(kinds, start=11):
        a_figure(claim=claim, value=str(value), rank=rank, stance=stance, source_check=check)
    found = standing_for(Citation.objects.filter(claim=claim))
    value = found.value if found else None
    headline = statement(claim).headline
    assert (headline.value if headline else None) == value
    assert PlaceOnDimension.objects.get(claim=claim).size == (NO_SIZE if value is None else float(value))


def test_they_agree_on_figures_that_follow_from_others_too() -> None:
    watts = a_quantity_dimension()
    for check in ("", "quoted"):
        origin = an_attribute(dimension=watts)
        given = a_figure(claim=origin, value="20", source_check=check)
        claim = an_attribute(dimension=watts)
        a_derived_figure(claim=claim, inputs={"figure": given})
        found = standing_for(Citation.objects.filter(claim=claim))
        assert (found is None) == (statement(claim).headline is None) == bool(check)
        assert (PlaceOnDimension.objects.get(claim=claim).size == NO_SIZE) == bool(check)


def test_a_text_follows_its_figure_wherever_it_is_read() -> None:
    claim = an_attribute(dimension=a_quantity_dimension(), text="{figure} at rest")
    citation = a_figure(claim=claim, text="20 W")
    assert (text_of(claim), statement(claim).text) == ("20 W at rest", "20 W at rest")
    set_figure(citation, replace(parse("460-520 W"), bound_kind=BoundKind.NOT_STATED))
    citation.save()
    assert (text_of(claim), statement(claim).text) == ("460-520 W at rest", "460-520 W at rest")
    assert statement(claim).figure_in_text == "460-520 W"
    assert why_text_misleads(claim) == ""


def test_a_typed_text_is_held_against_the_figure_and_a_missing_figure_is_told() -> None:
    claim = an_attribute(dimension=a_quantity_dimension(), text="about 20 W")
    assert why_text_misleads(claim) == ""
    a_figure(claim=claim, text="22 W", value="22")
    assert why_text_misleads(claim) == "the text says “about 20 W”, and the figure that stands for it is 22 W"
    claim.text = "{value} or more"
    assert why_text_misleads(claim) == ""
    a_figure(claim=claim, text="23 W", value="23")
    assert "and none stands for the claim" in why_text_misleads(claim)
    assert text_of(claim) == "no figure or more"
