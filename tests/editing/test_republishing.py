"""Which comparisons show a thing, and what happens to the published ones when it changes."""

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from citations.models import Citation
from comparisons.models import Comparison, Equivalence
from comparisons.publishing import PublicationRefusedError
from core.publishing_status import Status
from editing.republishing import bring_up_to_date, showing, shown_in
from entities.models import Claim, Entity
from tests.factories import (
    a_boundary,
    a_citation,
    a_comparison,
    a_dimension,
    a_figure,
    a_finding,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    a_strength,
    an_attribute,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db


def is_shown(thing: Model, comparison: Comparison) -> bool:
    return showing(thing).filter(pk=comparison.pk).exists()


def test_a_claim_shows_where_its_entity_meets_its_dimension_and_only_there() -> None:
    brain, power, colour = an_entity(), a_dimension(), a_dimension()
    claim = an_attribute(entity=brain, dimension=power)
    both = a_comparison(sides=[brain, an_entity()], rows=[power])
    only_entity = a_comparison(sides=[brain, an_entity()], rows=[colour])
    only_dimension = a_comparison(rows=[power])
    assert is_shown(claim, both)
    assert not is_shown(claim, only_entity)
    assert not is_shown(claim, only_dimension)


def test_a_point_shows_where_it_was_chosen_and_only_there() -> None:
    brain = an_entity()
    strength, finding = a_strength(entity=brain), a_finding()
    chosen = a_comparison(sides=[brain, an_entity()], points=[strength, finding])
    beside = a_comparison(sides=[brain, an_entity()])
    for claim in (strength, finding):
        assert is_shown(claim, chosen)
        assert not is_shown(claim, beside)
    assert is_shown(finding.entity, chosen)


def test_entities_dimensions_groups_and_categories_show_with_what_carries_them() -> None:
    comparison, other = a_comparison(rows=1), a_comparison(rows=1)
    row = comparison.rows.get()
    for thing in (comparison.sides.all()[0].entity, row.dimension, row.dimension.group, comparison.category):
        assert is_shown(thing, comparison)
        assert not is_shown(thing, other)


def test_a_source_shows_wherever_a_claim_rests_on_it() -> None:
    brain, power = an_entity(), a_dimension()
    in_cell, on_point, unused = a_source(), a_source(), a_source()
    a_citation(claim=an_attribute(entity=brain, dimension=power), source=in_cell)
    strength = a_strength(entity=brain)
    citation = a_citation(claim=strength, source=on_point)
    comparison = a_comparison(sides=[brain, an_entity()], rows=[power], points=[strength])
    assert is_shown(in_cell, comparison)
    assert is_shown(on_point, comparison)
    assert is_shown(citation, comparison)
    assert not is_shown(unused, comparison)


def test_an_assumption_and_its_sources_may_show_wherever_something_is_measured() -> None:
    source = a_source()
    assumption = an_equivalence(sources=[source])
    measured, told = a_comparison(rows=[a_quantity_dimension()]), a_comparison(rows=1)
    for thing in (assumption, source):
        assert is_shown(thing, measured)
        assert not is_shown(thing, told)


def test_what_no_document_shows_shows_nowhere() -> None:
    a_comparison()
    assert not showing(Claim()).exists()
    assert shown_in([Entity(), Citation(), Equivalence()]) == set()


def test_two_queries_find_them_however_many_there_are() -> None:
    # 1 what follows from the claim; 2 the comparisons
    brain, power = an_entity(), a_dimension()
    claim = an_attribute(entity=brain, dimension=power)
    for _ in range(5):
        a_comparison(sides=[brain, an_entity()], rows=[power])
    with CaptureQueriesContext(connection) as queries:
        assert len(shown_in([claim])) == 5
    assert len(queries) == 2


def test_only_published_comparisons_get_an_edition() -> None:
    brain, power = an_entity(), a_dimension()
    claim = a_sourced_attribute(entity=brain, dimension=power)
    draft = a_comparison(sides=[brain, an_entity()], rows=[power])
    published = a_published_comparison(sides=[brain, an_entity()], rows=[power])
    withdrawn = a_published_comparison(sides=[brain, an_entity()], rows=[power])
    Comparison.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    Claim.objects.filter(pk=claim.pk).update(text="Said anew.")
    editions = bring_up_to_date(comparisons=shown_in([claim]), author=None, change_note="Said anew.")
    assert [(edition.comparison_id, edition.number) for edition in editions] == [(published.pk, 2)]
    assert draft.editions.count() == 0
    assert withdrawn.editions.count() == 1


def test_one_refusal_refuses_all() -> None:
    brain, power = an_entity(), a_quantity_dimension()
    claim = a_sourced_attribute(entity=brain, dimension=power)
    comparisons = [a_published_comparison(sides=[brain, an_entity()], rows=[power]) for _ in range(2)]
    Comparison.objects.filter(pk=comparisons[0].pk).update(lede="Said anew.")
    claim.citations.all().delete()
    with pytest.raises(PublicationRefusedError):
        bring_up_to_date(comparisons=shown_in([claim]), author=None, change_note="Said anew.")
    assert [comparison.editions.count() for comparison in comparisons] == [1, 1]


def test_nothing_to_do_costs_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert bring_up_to_date(comparisons=[], author=None, change_note="Nothing.") == []
    assert len(queries) == 0


def test_a_boundary_shows_with_the_figures_that_have_it() -> None:
    claim = a_figure(claim=an_attribute(dimension=a_quantity_dimension()), boundary=a_boundary()).claim
    shown, other = a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension]), a_comparison()
    boundary = claim.citations.get().boundary
    assert boundary is not None
    assert list(showing(boundary)) == [shown]
    assert other not in showing(boundary)
