"""Which comparisons show a thing is found by index, however many comparisons there are."""

import re

import pytest
from django.db import connection

from comparisons.models import Comparison
from comparisons.showing import comparisons_showing
from entities.models import Claim, Dimension, Entity
from tests.factories import (
    a_category,
    a_citation,
    a_comparison,
    a_dimension,
    a_dimension_group,
    a_finding,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_comparisons() -> None:
    """5,000 comparisons of 2 of 2,000 entities along 3 of 2,000 dimensions, with every cell filled and one point."""
    category, group, source = a_category(), a_dimension_group(), a_source()
    statements = [
        """
        INSERT INTO entities_entity (slug, name, realm, kind, aliases, definition, wikidata, status, drafting)
        SELECT 'e-' || n, 'E ' || n, 'biological', 'cell', '{}', 'Defined.', '', 'published', 'human'
        FROM generate_series(0, 1999) n
        """,
        f"""
        INSERT INTO entities_dimension (slug, name, group_id, definition, not_to_be_confused_with, value_kind, unit,
            unlike_units, scale, status)
        SELECT 'd-' || n, 'D ' || n, {group.pk}, 'Defined.', '', 'quantity', 'W', false, 'linear', 'published'
        FROM generate_series(0, 1999) n
        """,
        f"""
        INSERT INTO comparisons_comparison (slug, category_id, title, lede, outlook, position, status, drafting)
        SELECT 'c-' || n, {category.pk}, 'C ' || n, 'Lede.', '', 0, 'draft', 'human' FROM generate_series(0, 4999) n
        """,
        """
        INSERT INTO comparisons_side (comparison_id, entity_id, position, label)
        SELECT comparison.id, entity.id, place, ''
        FROM generate_series(0, 4999) n CROSS JOIN generate_series(0, 1) place
        JOIN comparisons_comparison comparison ON comparison.slug = 'c-' || n
        JOIN entities_entity entity ON entity.slug = 'e-' || (n + 701 * place) % 2000
        """,
        """
        INSERT INTO comparisons_row (comparison_id, dimension_id, position, comparability, comparability_reason, note)
        SELECT comparison.id, dimension.id, place, 'equivalent', '', ''
        FROM generate_series(0, 4999) n CROSS JOIN generate_series(0, 2) place
        JOIN comparisons_comparison comparison ON comparison.slug = 'c-' || n
        JOIN entities_dimension dimension ON dimension.slug = 'd-' || (n + 101 * place) % 2000
        """,
        """
        INSERT INTO entities_claim (public_id, entity_id, kind, dimension_id, text, missing, note, status, drafting)
        SELECT DISTINCT 'a-' || entity_id || '-' || dimension_id, entity_id, 'attribute', dimension_id, 'Said.', '', '',
            'published', 'human'
        FROM comparisons_side side JOIN comparisons_row USING (comparison_id)
        """,
        f"""
        INSERT INTO citations_citation (claim_id, source_id, position, locator, stance, source_check,
            source_check_seen, note, figure_text, bound_kind, sense, unit, scope, conditions, method, rank, rank_reason)
        SELECT id, {source.pk} + id %% 997, 0, '', 'supports', '', '', '', '', '', '=', '', '', '', '', 'normal', ''
        FROM entities_claim
        """,
        """
        INSERT INTO entities_claim (public_id, entity_id, kind, text, missing, note, status, drafting)
        SELECT 'f-' || id, id, 'finding', 'Found.', '', '', 'published', 'human' FROM entities_entity
        """,
        """
        INSERT INTO comparisons_point (comparison_id, claim_id, position)
        SELECT comparison_id, claim.id, 0 FROM comparisons_side side
        JOIN entities_claim claim ON claim.public_id = 'f-' || side.entity_id WHERE position = 0
        """,
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement.replace("%%", "%"))
        cursor.execute("SET LOCAL session_replication_role = DEFAULT; ANALYZE")


def test_an_assumption_may_hold_wherever_there_are_quantities() -> None:
    source, stranger = a_source(), a_source()
    assumption = an_equivalence(sources=[source])
    quantities, texts = a_comparison(rows=[a_quantity_dimension()]), a_comparison(rows=[a_dimension()])
    assert list(comparisons_showing(equivalences=[assumption.pk])) == [quantities]
    assert list(comparisons_showing(sources=[source])) == [quantities]
    assert list(comparisons_showing(sources=[stranger])) == []
    assert texts not in comparisons_showing(equivalences=[assumption], sources=[source])


def test_a_source_is_shown_where_a_claim_that_cites_it_has_a_cell_or_is_a_point() -> None:
    figure, finding = a_citation(claim=an_attribute()), a_citation(claim=a_finding())
    entity, dimension = figure.claim.entity, figure.claim.dimension
    assert dimension
    cell = a_comparison(sides=[entity, an_entity()], rows=[dimension])
    a_comparison(sides=[entity, an_entity()], rows=1)  # of the entity, but without the dimension
    a_comparison(rows=[dimension])  # along the dimension, but without the entity
    point = a_comparison(sides=[finding.claim.entity, an_entity()], points=[finding.claim])
    assert list(comparisons_showing(sources=[figure.source])) == [cell]
    assert list(comparisons_showing(sources=[finding.source.pk])) == [point]


def large_tables_read_whole(plan: str) -> list[str]:
    return re.findall(r"Seq Scan on (\w+_(?:comparison|side|row|point|claim|citation|entity))\b", plan)


@pytest.mark.usefixtures("many_comparisons")
def test_what_shows_a_thing_is_found_by_index_at_volume_and_is_what_asking_every_comparison_finds() -> None:
    brain, power = Entity.objects.get(slug="e-7"), Dimension.objects.get(slug="d-7")
    cell = Claim.objects.get(entity=brain, dimension=power)
    finding = Claim.objects.get(entity=brain, kind="finding")
    source = cell.citations.values_list("source", flat=True)[0]
    found = {
        "claim": comparisons_showing(claims=[cell.pk]),
        "finding": comparisons_showing(claims=[finding.pk]),
        "entity": comparisons_showing(entities=[brain.pk]),
        "dimension": comparisons_showing(dimensions=[power.pk]),
        "source": comparisons_showing(sources=[source]),
    }
    assert {name: showing.count() > 0 for name, showing in found.items()} == dict.fromkeys(found, True)
    assert found["claim"].count() < 10
    plans = {name: showing.explain() for name, showing in found.items()}
    assert {name: large_tables_read_whole(plan) for name, plan in plans.items()} == {name: [] for name in found}, plans

    both = Comparison.objects.filter(entities=brain, dimensions=power)
    other = Comparison.objects.filter(dimensions__slug="d-9")
    shown = comparisons_showing(claims=[cell.pk], dimensions=Dimension.objects.filter(slug="d-9"))
    assert set(shown) == set(both) | set(other)
