"""How much of the whole site rests on sources, as the page of the citation standards says it."""

import pytest

from citations.coverage import Coverage, site_coverage
from core.publishing_status import Status
from tests.factories import (
    a_citation,
    a_figure,
    a_finding,
    a_missing_attribute,
    a_quantity_dimension,
    a_source,
    an_attribute,
)

pytestmark = pytest.mark.django_db


def test_an_empty_site_has_nothing_to_cover():
    assert site_coverage() == Coverage(claims=0, sourced=0, quantitative=0, quantitative_sourced=0)


def test_a_text_rests_on_a_citation_and_a_quantity_on_a_figure():
    a_citation(claim=an_attribute())
    an_attribute()
    a_figure(claim=an_attribute(dimension=a_quantity_dimension()), unit="W")
    for _ in range(2):
        a_citation(claim=an_attribute(dimension=a_quantity_dimension()))
    assert site_coverage() == Coverage(claims=5, sourced=2, quantitative=3, quantitative_sourced=1)


def test_a_claim_that_says_why_there_is_no_value_needs_no_source_and_counts_nowhere():
    a_missing_attribute()
    a_citation(claim=a_missing_attribute())
    a_figure(claim=a_missing_attribute(dimension=a_quantity_dimension()), unit="W")
    a_citation(claim=an_attribute())
    assert site_coverage() == Coverage(claims=1, sourced=1, quantitative=0, quantitative_sourced=0)


def test_only_attributes_that_readers_see_count():
    a_citation(claim=an_attribute(status=Status.DRAFT))
    a_citation(claim=a_finding())
    assert site_coverage() == Coverage(claims=0, sourced=0, quantitative=0, quantitative_sourced=0)


def test_what_cannot_carry_a_claim_covers_none():
    a_citation(claim=an_attribute(), stance="disputes")
    a_citation(claim=an_attribute(), source_check="quoted")
    a_citation(claim=an_attribute(), source=a_source(tier="secondary"))
    a_citation(claim=an_attribute(), source=a_source(publication_status="retracted", status_note="Withdrawn."))
    quantity = an_attribute(dimension=a_quantity_dimension())
    a_figure(claim=quantity, unit="W", rank="deprecated", rank_reason="Superseded.")
    assert site_coverage() == Coverage(claims=5, sourced=0, quantitative=1, quantitative_sourced=0)
