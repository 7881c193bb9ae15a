"""Every figure that the content says it derived without a formula of its own, recomputed from its inputs.

What follows from other figures by a formula is worked out by the site itself. Here stand those that cannot yet: their
constants have no source that was read, or more digits are printed than their inputs support.

An input that stands in the content is read from there, from another figure or from the figure's own words, so that
changing it breaks the recomputation. Constants come from docs/content.md, from SI, or from the notes of the figure.
The recomputations are in the two modules named below, each with the source of its formula.
"""

import re
from decimal import Decimal

import pytest

from tests.content import derivations_of_brains, derivations_of_machines
from tests.content.own_content import figure, figures
from tests.content.recomputing import RECOMPUTED, Result
from tests.content.rounding import agrees

# What "derived" is called under method.
_DERIVED = re.compile(r"\bderived\b|\bown (?:product|division|sum)\b|\barithmetic\b", re.IGNORECASE)

# Importing them registers what they recompute.
assert derivations_of_brains
assert derivations_of_machines


def test_every_derived_figure_is_recomputed_here() -> None:
    derived = {
        (printed.claim.id, printed.figure.text)
        for printed in figures()
        if printed.citation.derivation is None and _DERIVED.search(printed.figure.method)
    }
    assert derived - set(RECOMPUTED) == set()


def test_every_recomputation_belongs_to_a_figure() -> None:
    assert set(RECOMPUTED) - {(printed.claim.id, printed.figure.text) for printed in figures()} == set()


def test_every_recomputation_says_where_its_formula_comes_from() -> None:
    assert [name.__name__ for name in RECOMPUTED.values() if not name.__doc__] == []


@pytest.mark.parametrize("place", RECOMPUTED, ids=lambda place: f"{place[0]}: {place[1]}")
def test_a_derived_figure_is_what_its_inputs_give(place: tuple[str, str]) -> None:
    printed = figure(*place)
    result = RECOMPUTED[place](printed)
    if isinstance(result, Decimal):
        result = Result(value=result)
    for name in ("value", "low", "high"):
        stated, computed = getattr(printed.figure, name), getattr(result, name)
        assert (stated is None) == (computed is None), f"{name}: {stated} against {computed}"
        assert stated is None or agrees(stated, computed), f"{name}: {stated}, recomputed {computed}"
