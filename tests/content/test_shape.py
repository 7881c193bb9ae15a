"""How much there is, how well it is founded, and that loading it again changes nothing."""

import pytest

from comparisons.renderings.short_answers import short_answer
from loading.short_answers import LONGEST
from tests.content.conftest import LoadedContent
from tests.content.own_content import content

pytestmark = pytest.mark.django_db

# A cell and a number have two quantities in common; a third row would have to be made up.
_FEWER_QUANTITIES = {"neurons-vs-parameters"}


def test_there_is_as_much_as_was_promised() -> None:
    claims = [claim for entity in content().entities for claim in entity.claims if claim.status == "published"]
    assert len(content().entities) >= 90
    assert len(content().dimensions) >= 60
    assert len(claims) >= 400
    assert sum(len(claim.citations) for claim in claims) >= 500
    assert len(content().sources) >= 300
    assert len(content().comparisons) >= 20


def test_every_comparison_passes_the_gate(loaded: LoadedContent) -> None:
    public = {comparison.slug for comparison in content().comparisons if comparison.status == "published"}
    assert len(public) >= 20
    assert set(loaded.documents) == public


def test_every_quantity_in_a_comparison_is_sourced(loaded: LoadedContent) -> None:
    short = {
        slug: document.coverage
        for slug, document in loaded.documents.items()
        if document.coverage.quantitative_sourced < document.coverage.quantitative
    }
    assert short == {}


def test_nine_in_ten_cells_of_every_comparison_are_sourced(loaded: LoadedContent) -> None:
    short = {
        slug: document.coverage
        for slug, document in loaded.documents.items()
        if document.coverage.sourced * 10 < document.coverage.cells * 9
    }
    assert short == {}


def test_a_comparison_has_five_to_nine_rows_with_reasons() -> None:
    for comparison in content().comparisons:
        assert 5 <= len(comparison.rows) <= 9, comparison.slug
        silent = [row.dimension for row in comparison.rows if row.comparability != "equivalent" and not row.reason]
        assert silent == [], comparison.slug


def test_a_comparison_sets_quantities_side_by_side_in_three_rows(loaded: LoadedContent) -> None:
    for slug, document in loaded.documents.items():
        quantitative = [row for row in document.rows if row.dimension.value_kind == "quantity"]
        assert len(quantitative) >= (2 if slug in _FEWER_QUANTITIES else 3), slug


def test_a_comparison_names_strengths_weaknesses_and_three_findings(loaded: LoadedContent) -> None:
    for slug, document in loaded.documents.items():
        assert len(document.findings) >= 3, slug
        assert all(finding.citations for finding in document.findings), slug
        for side in document.points:
            assert side.strengths, (slug, side.entity)
            assert side.weaknesses, (slug, side.entity)


def test_no_definition_is_longer_than_sixty_words() -> None:
    long = [entity.slug for entity in content().entities if len(entity.definition.split()) > 60]
    assert long == []


def test_everything_that_was_drafted_with_ai_says_that_nobody_has_checked_it() -> None:
    claims = [claim.drafting or entity.drafting for entity in content().entities for claim in entity.claims]
    prose = [record.drafting for record in (*content().entities, *content().comparisons, *content().equivalences)]
    assert {*claims, *prose} <= {"ai-unchecked", "ai-checked", "human"}
    assert "ai-unchecked" in prose


def test_loading_the_content_again_changes_nothing(loaded: LoadedContent) -> None:
    second = loaded.second
    assert sum(loaded.first.created.values()) > 2000
    assert (second.created, second.updated, second.deleted) == ({}, {}, {})
    assert (second.kept, second.disputed, second.removed, second.left, second.editions) == ([], [], [], [], [])


def test_the_content_loads_in_less_than_a_minute(loaded: LoadedContent) -> None:
    assert loaded.seconds < 60


def test_every_cell_has_a_number_or_few_words_for_the_first_lines_of_its_page(loaded: LoadedContent) -> None:
    long = {
        cell.claim: words
        for document in loaded.documents.values()
        for row in document.rows
        for cell in row.cells
        if not (found := short_answer(cell, is_quantity=row.dimension.value_kind == "quantity")).number
        and (len(words := found.rest) > LONGEST or not words)
    }
    assert long == {}
