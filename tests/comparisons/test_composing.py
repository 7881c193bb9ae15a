"""compose(): what the editors' tables become, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from comparisons.composing import compose, compose_many
from comparisons.documents import ComparisonDocument
from comparisons.models import Comparison
from comparisons.selecting import editors_selection, editors_selections
from core.publishing_status import Status
from entities.models import Claim
from tests.factories import (
    a_boundary,
    a_citation,
    a_comparison,
    a_dimension,
    a_figure,
    a_finding,
    a_missing_attribute,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    a_strength,
    a_weakness,
    an_attribute,
    an_entity,
    an_equivalence,
    fill_cells,
)

pytestmark = pytest.mark.django_db

type CountsQueries = Callable[[int], AbstractContextManager[object]]


def document(comparison: Comparison) -> ComparisonDocument:
    return compose(editors_selection(comparison))


# --- Cost --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sides", "rows"), [(2, 5), (6, 60)])
def test_choosing_and_composing_costs_the_same_for_any_size(
    sides: int, rows: int, django_assert_num_queries: CountsQueries
) -> None:
    entities = [an_entity() for _ in range(sides)]
    points = [make(entity=entity) for make in (a_strength, a_weakness, a_finding) for entity in entities]
    for claim in points:
        a_citation(claim=claim)
    made = a_comparison(sides=entities, rows=rows, points=points)
    fill_cells(comparison=made)
    comparison = Comparison.objects.select_related("category").get()
    # 1 sides with entities, 2 rows with dimensions and groups, 3 points with claims and entities
    with django_assert_num_queries(3):
        selection = editors_selection(comparison)
    # 4 claims, 5 versions of what is behind them, 6 citations, 7 equivalences (there is none), 8 sources, 9 authors
    with django_assert_num_queries(6):
        composed = compose(selection)
    # 1 claims, 2 versions, 3 equivalences: what is behind the claims was kept
    with django_assert_num_queries(3):
        assert compose(selection) == composed
    assert len(composed.rows) == rows
    assert {len(row.cells) for row in composed.rows} == {sides}
    assert len(composed.references) == 1 + len(points)


@pytest.mark.parametrize("equivalences", [1, 5])
def test_equivalences_cost_the_same_however_many_there_are(
    equivalences: int, django_assert_num_queries: CountsQueries
) -> None:
    for _ in range(equivalences):
        an_equivalence()
    made = a_comparison(rows=1)
    fill_cells(comparison=made)
    selection = editors_selection(Comparison.objects.select_related("category").get())
    # 1 claims, 2 versions, 3 citations, 4 equivalences, 5 their citations, 6 the sources of both, 7 authors
    with django_assert_num_queries(7):
        compose(selection)


@pytest.mark.parametrize("count", [2, 12])
def test_many_are_composed_with_the_queries_of_one(count: int, django_assert_num_queries: CountsQueries) -> None:
    an_equivalence()
    for _ in range(count):
        entity = an_entity()
        fill_cells(comparison=a_comparison(sides=[entity, an_entity()], rows=3, points=[a_strength(entity=entity)]))
    comparisons = list(Comparison.objects.select_related("category"))
    with django_assert_num_queries(3):
        selections = editors_selections(comparisons)
    with django_assert_num_queries(7):
        compose_many(selections)


def test_what_is_composed_together_is_what_would_be_composed_alone() -> None:
    """Claims, sources and ratios that several share, with assumptions in play, and rows that others do not have."""
    an_equivalence(from_unit="synapse", to_unit="parameter", factor="2")
    unlike = a_quantity_dimension(unit="1", unlike_units=True)
    power, colour = a_quantity_dimension(), a_dimension()
    shared, *others = [an_entity() for _ in range(4)]
    sources = [a_source(), a_source()]
    for place, entity in enumerate([shared, *others]):
        for dimension, unit in ((power, "W"), (unlike, "parameter" if place else "synapse")):
            claim = an_attribute(entity=entity, dimension=dimension)
            a_figure(claim=claim, source=sources[place % 2], value=str(10 + place), unit=unit)
        a_citation(claim=an_attribute(entity=entity, dimension=colour), source=sources[1 - place % 2])
    finding = a_finding()
    made = [
        a_comparison(sides=[shared, others[0]], rows=[power, unlike, colour], points=[finding]),
        a_comparison(sides=[others[1], shared, others[2]], rows=[colour, unlike], comparability="not-comparable"),
        a_comparison(sides=[shared, others[0], others[2]], rows=[unlike, power], points=[a_strength(entity=shared)]),
        a_comparison(sides=[others[0], shared], rows=[power], comparability=""),
    ]
    together = compose_many(editors_selections(made))
    assert together == [document(comparison) for comparison in made]
    assert sum(len(row.assumed_ratios) for composed in together for row in composed.rows) > 3


def test_nothing_is_composed_of_nothing() -> None:
    assert compose_many([]) == []


# --- Cells -------------------------------------------------------------------------------------


def test_cells_stand_in_the_order_of_the_sides_and_rows_in_their_own() -> None:
    left, right = an_entity(name="Left"), an_entity(name="Right")
    first, second = a_dimension(name="Zeal"), a_dimension(name="Age")
    an_attribute(entity=right, dimension=first, text="right first")
    an_attribute(entity=left, dimension=first, text="left first")
    composed = document(a_comparison(sides=[left, right], rows=[first, second], labels=["L", ""]))
    assert [side.label for side in composed.sides] == ["L", "Right"]
    assert [row.dimension.name for row in composed.rows] == ["Zeal", "Age"]
    assert [cell.text for cell in composed.rows[0].cells] == ["left first", "right first"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.WITHDRAWN])
def test_a_claim_that_is_not_public_leaves_its_cell_unknown_and_is_not_cited(status: str) -> None:
    entity, dimension = an_entity(), a_dimension()
    claim = an_attribute(entity=entity, dimension=dimension, status=status)
    a_citation(claim=claim)
    strength = a_strength(entity=entity, status=status)
    composed = document(a_comparison(sides=[entity, an_entity()], rows=[dimension], points=[strength]))
    cell = composed.rows[0].cells[0]
    assert (cell.claim, cell.text, cell.missing) == ("", "", "unknown")
    assert composed.points[0].strengths == ()
    assert composed.references == ()


def test_claims_about_an_entity_that_is_not_public_are_left_out() -> None:
    hidden, dimension = an_entity(status=Status.DRAFT), a_dimension()
    claims = [an_attribute(entity=hidden, dimension=dimension), a_finding(entity=hidden)]
    composed = document(a_comparison(sides=[hidden, an_entity()], rows=[dimension], points=claims[1:]))
    assert composed.rows[0].cells[0].claim == ""
    assert composed.findings == ()


def test_a_cell_without_a_value_says_which_kind_of_missing_it_is() -> None:
    entity, dimension = an_entity(), a_quantity_dimension()
    a_missing_attribute(entity=entity, dimension=dimension, missing="withheld")
    composed = document(a_comparison(sides=[entity, an_entity()], rows=[dimension]))
    assert [(cell.text, cell.missing, cell.markers) for cell in composed.rows[0].cells] == [
        ("", "withheld", ()),
        ("", "unknown", ()),
    ]


@pytest.mark.parametrize(
    ("as_of", "months", "due"),
    [
        (date(2025, 3, 10), 6, date(2025, 9, 10)),
        (date(2025, 11, 10), 1, date(2025, 12, 10)),
        (date(2025, 12, 10), 1, date(2026, 1, 10)),
        (date(2025, 1, 10), 12, date(2026, 1, 10)),
        (date(2025, 12, 10), 24, date(2027, 12, 10)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (None, 6, None),
        (date(2025, 3, 10), None, None),
    ],
)
def test_a_claim_is_due_for_review_when_the_interval_of_its_dimension_is_over(
    as_of: date | None, months: int | None, due: date | None
) -> None:
    entity, dimension = an_entity(), a_dimension(review_interval_months=months)
    an_attribute(entity=entity, dimension=dimension, as_of=as_of)
    cell = document(a_comparison(sides=[entity, an_entity()], rows=[dimension])).rows[0].cells[0]
    assert cell.review_due == due
    if due:
        assert cell.is_stale_on(due)
        assert not cell.is_stale_on(date.fromordinal(due.toordinal() - 1))
    else:
        assert not cell.is_stale_on(date.max)


# --- Points ------------------------------------------------------------------------------------


def test_points_stand_under_their_side_in_the_order_chosen() -> None:
    left, right = an_entity(), an_entity()
    chosen = [
        a_strength(entity=right, text="right 1"),
        a_strength(entity=left, text="left 1"),
        a_finding(text="found 1"),
        a_weakness(entity=left, text="left weak"),
        a_strength(entity=right, text="right 2"),
        a_finding(text="found 2"),
    ]
    a_strength(entity=left, text="not chosen")
    composed = document(a_comparison(sides=[left, right], points=chosen))
    assert [part.entity for part in composed.points] == [left.slug, right.slug]
    assert [[point.text for point in part.strengths] for part in composed.points] == [
        ["left 1"],
        ["right 1", "right 2"],
    ]
    assert [[point.text for point in part.weaknesses] for part in composed.points] == [["left weak"], []]
    assert [finding.text for finding in composed.findings] == ["found 1", "found 2"]


# --- References --------------------------------------------------------------------------------


def test_references_are_numbered_as_the_page_is_read_and_each_source_has_one_number() -> None:
    left, right = an_entity(), an_entity()
    dimension = a_dimension()
    a_citation(claim=an_attribute(entity=right, dimension=dimension), source=a_source(key="b-right"))
    a_citation(claim=(cell := an_attribute(entity=left, dimension=dimension)), source=a_source(key="z"), position=2)
    a_citation(claim=cell, source=a_source(key="a-left"), position=1)
    points = [
        a_strength(entity=right),
        a_strength(entity=left),
        a_weakness(entity=left),
        a_finding(),
    ]
    for claim, key in zip(points, ["strong-right", "strong-left", "weak-left", "found"], strict=True):
        a_citation(claim=claim, source=a_source(key=key))
    a_citation(claim=points[3], source=cell.citations.get(position=2).source, position=9)
    composed = document(a_comparison(sides=[left, right], rows=[dimension], points=points))
    assert [reference.work.key for reference in composed.references] == [
        "a-left",
        "z",
        "b-right",
        "strong-left",
        "strong-right",
        "weak-left",
        "found",
    ]
    assert [reference.number for reference in composed.references] == [1, 2, 3, 4, 5, 6, 7]
    assert [citation.reference for citation in composed.findings[0].citations] == [7, 2]


def test_a_reference_carries_its_authors_in_order() -> None:
    source = a_source(authors=[("Zimmer", "Zoe"), ("Abel", "Adam")])
    claim = a_sourced_attribute(source=source)
    composed = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension]))
    assert [(author.family, author.given) for author in composed.references[0].work.authors] == [
        ("Zimmer", "Zoe"),
        ("Abel", "Adam"),
    ]


def test_a_citation_keeps_its_place_stance_and_figure() -> None:
    figure = a_figure(
        text="86.1 ± 8.1 W",
        value="86.10",
        low="78.0",
        high="94.2",
        bound_kind="sd",
        scope="whole brain",
        sample_size=4,
        year=2009,
        boundary=a_boundary(slug="whole-brain", name="whole brain"),
        workload="resting",
        figure_kind="estimate",
        rival_group="counts",
        locator="Table 1",
        rank="preferred",
        rank_reason="Counted.",
    )
    claim = figure.claim
    composed = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension]))
    (citation,) = composed.rows[0].cells[0].citations
    assert (citation.reference, citation.locator, citation.stance) == (1, "Table 1", "supports")
    assert citation.figure is not None
    assert str(citation.figure.value) == "86.10"
    assert citation.figure.model_dump(exclude={"value", "canonical_value"}) == {
        "text": "86.1 ± 8.1 W",
        "low": figure.low,
        "high": figure.high,
        "bound_kind": "sd",
        "sense": "=",
        "unit": "W",
        "canonical_low": figure.low,
        "canonical_high": figure.high,
        "scope": "whole brain",
        "conditions": "",
        "sample_size": 4,
        "method": "",
        "year": 2009,
        "boundary": "whole-brain",
        "boundary_name": "whole brain",
        "workload": "resting",
        "figure_kind": "estimate",
        "rival_group": "counts",
        "rank": "preferred",
        "rank_reason": "Counted.",
    }


def test_a_citation_without_a_figure_has_none() -> None:
    citation = a_citation()
    claim = citation.claim
    composed = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension]))
    assert composed.rows[0].cells[0].citations[0].figure is None


# --- The figure that stands for a claim --------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "headline"),
    [
        ([{"value": "1"}], "1"),
        ([{"value": "1"}, {"value": "2"}], None),
        ([{"value": "1"}, {"value": "2", "rank": "preferred"}], "2"),
        ([{"value": "1", "rank": "deprecated"}, {"value": "2"}], "2"),
        ([{"value": "1", "rank": "deprecated"}], None),
        ([{"value": "1"}, {"value": "2", "stance": "disputes"}], "1"),
        ([{"value": "2", "stance": "disputes"}], None),
        ([{"value": "2", "stance": "context"}], None),
        ([], None),
    ],
)
def test_the_headline_is_the_preferred_figure_or_the_only_normal_one_that_supports_the_claim(
    figures: list[dict[str, str]], headline: str | None
) -> None:
    claim = an_attribute(dimension=a_quantity_dimension())
    for figure in figures:
        a_figure(claim=claim, **figure)
    cell = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension])).rows[0].cells[0]
    assert (str(cell.headline.value) if cell.headline else None) == headline


# --- Markers and coverage ----------------------------------------------------------------------

PEER = "peer-reviewed"


@pytest.mark.parametrize(
    ("citations", "markers"),
    [
        ([], {"unsourced"}),
        ([{}], set()),
        ([{"tier": "preprint"}], {"preprint-only"}),
        ([{"tier": "preprint"}, {"tier": PEER}], set()),
        ([{"tier": "secondary"}], {"unsourced"}),
        ([{"source_check": "quoted"}], {"second-hand"}),
        ([{"source_check": "quoted"}, {}], set()),
        ([{"stance": "context"}], {"unsourced"}),
        ([{"stance": "disputes"}], {"unsourced", "disputed"}),
        ([{}, {"stance": "disputes"}], {"disputed"}),
        ([{}, {"stance": "disputes", "publication_status": "retracted"}], set()),
        ([{"publication_status": "retracted"}], {"retracted", "unsourced"}),
        ([{"publication_status": "retracted"}, {}], {"retracted"}),
        ([{"publication_status": "retracted", "stance": "context"}, {}], set()),
        ([{"publication_status": "concern"}], {"concern"}),
        ([{"publication_status": "corrected"}], set()),
    ],
)
@pytest.mark.parametrize("quantitative", [True, False])
def test_a_cell_is_marked_by_what_it_rests_on(
    citations: list[dict[str, object]], markers: set[str], *, quantitative: bool
) -> None:
    claim = an_attribute(dimension=a_quantity_dimension() if quantitative else a_dimension())
    cite(claim, citations, make=a_figure if quantitative else a_citation)
    cell = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension])).rows[0].cells[0]
    assert set(cell.markers) == markers


def test_a_quantity_whose_sources_give_no_figure_or_only_a_deprecated_one_is_unsourced() -> None:
    dimension = a_quantity_dimension()
    words, old = an_attribute(dimension=dimension), an_attribute(dimension=dimension)
    a_citation(claim=words)
    a_figure(claim=old, rank="deprecated")
    composed = document(a_comparison(sides=[words.entity, old.entity], rows=[dimension]))
    assert [cell.markers for cell in composed.rows[0].cells] == [("unsourced",), ("unsourced",)]


def test_a_source_that_says_a_value_is_not_known_needs_to_give_no_figure() -> None:
    claim = a_missing_attribute(dimension=a_quantity_dimension(), missing="disputed")
    a_citation(claim=claim)
    cell = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension])).rows[0].cells[0]
    assert cell.markers == ()


def test_coverage_counts_what_is_claimed_and_what_nobody_has_claimed_yet() -> None:
    one, other = an_entity(), an_entity()
    quantity, second, text, last = a_quantity_dimension(), a_quantity_dimension(), a_dimension(), a_dimension()
    cite(an_attribute(entity=one, dimension=quantity), [{}], make=a_figure)
    cite(an_attribute(entity=other, dimension=quantity), [{"tier": "preprint"}], make=a_figure)
    cite(an_attribute(entity=one, dimension=second), [{"source_check": "quoted"}], make=a_figure)
    a_missing_attribute(entity=other, dimension=second)  # says why: not counted
    cite(an_attribute(entity=one, dimension=text), [{}], make=a_citation)
    an_attribute(entity=other, dimension=text)
    an_attribute(entity=one, dimension=last)  # and nobody has said anything of the other
    coverage = document(a_comparison(sides=[one, other], rows=[quantity, second, text, last])).coverage
    assert coverage.model_dump() == {
        "cells": 7,
        "sourced": 3,
        "preprint_only": 1,
        "quantitative": 3,
        "quantitative_sourced": 2,
        "source_checks": {"in_source": 0, "in_abstract": 0, "unchecked": 3},
    }


def cite(claim: Claim, citations: list[dict[str, object]], *, make: Callable[..., object]) -> None:
    """Cite a new source for each; what belongs to a source goes to the source."""
    for wanted in citations:
        of_source = {name: value for name, value in wanted.items() if name in ("tier", "publication_status")}
        of_citation = {name: value for name, value in wanted.items() if name not in of_source}
        make(claim=claim, source=a_source(**of_source), **of_citation)


def test_a_cell_keeps_what_its_claim_says_and_of_which_day() -> None:
    claim = an_attribute(text="Grey", note="In life, rather pink.", as_of=date(2026, 2, 3), drafting="ai-checked")
    assert claim.dimension
    (row,) = document(a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension])).rows
    cell = row.cells[0]
    assert (cell.text, cell.note, cell.as_of, cell.drafting) == (
        "Grey",
        "In life, rather pink.",
        date(2026, 2, 3),
        "ai-checked",
    )


def test_only_assumptions_that_give_a_ratio_stand_in_the_document_with_their_bounds_and_sources() -> None:
    source = a_source(key="reckoned")
    used = an_equivalence(
        from_unit="synapse",
        to_unit="parameter",
        factor="2",
        low="1",
        high="4",
        bound_kind="authors-estimate",
        sources=[source],
    )
    an_equivalence(from_unit="neuron", to_unit="token")
    dimension = a_quantity_dimension(unit="1", unlike_units=True)
    claims = [a_sourced_attribute(dimension=dimension, value="9", unit=unit) for unit in ("synapse", "parameter")]
    comparison = a_comparison(
        sides=[claim.entity for claim in claims], rows=[dimension], comparability="loosely-analogous"
    )
    composed = document(comparison)
    (assumption,) = composed.equivalences
    assert (assumption.slug, assumption.factor, assumption.low, assumption.high, assumption.bound_kind) == (
        used.slug,
        2,
        1,
        4,
        "authors-estimate",
    )
    (citation,) = assumption.citations
    assert composed.references[citation.reference - 1].work.key == "reckoned"
    assert (citation.source_check, citation.note, citation.figure) == ("", "", None)
