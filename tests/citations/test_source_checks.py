"""What was confirmed is confirmed only as long as it says the same, and what was not seen carries nothing."""

from datetime import date

import pytest
from django.test import Client

from citations.coverage import SourceChecks, source_checks
from citations.models import Citation, PlaceOnDimension
from comparisons.composing import compose
from comparisons.documents import StatementPart
from comparisons.selecting import selection_about
from entities.models import Claim
from tests.factories import a_citation, a_figure, a_missing_attribute, a_quantity_dimension, a_source, an_attribute

pytestmark = pytest.mark.django_db

CHECK = {"source_check": "confirmed-in-source", "source_checked_on": date(2026, 11, 1), "source_check_seen": "p. 5"}


def a_confirmed_figure(**changes: object) -> Citation:
    figure = a_figure(value="20", unit="W", claim=an_attribute(dimension=a_quantity_dimension(unit="W")))
    Citation.objects.filter(pk=figure.pk).update(**CHECK, **changes)
    figure.refresh_from_db()
    return figure


def check_of(citation: Citation) -> tuple[str, date | None, str]:
    citation.refresh_from_db()
    return citation.source_check, citation.source_checked_on, citation.source_check_seen


def statement_of(claim: Claim) -> StatementPart:
    document = compose(selection_about(claim.entity, [claim]))
    return next(statement for statement in document.statements() if statement.claim == claim.public_id)


@pytest.mark.parametrize(
    "change",
    [
        {"value": 21},
        {"figure_text": "21 W"},
        {"locator": "p. 6"},
        {"stance": "context"},
        {"scope": "at rest"},
        {"sample_size": 4},
        {"sense": "≈"},
    ],
)
def test_other_words_or_numbers_are_not_confirmed_whoever_wrote_them(change: dict[str, object]) -> None:
    figure = a_confirmed_figure()
    Citation.objects.filter(pk=figure.pk).update(**change)
    assert check_of(figure) == ("", None, "")


def test_what_was_not_part_of_the_check_leaves_it_alone() -> None:
    figure = a_confirmed_figure()
    Citation.objects.filter(pk=figure.pk).update(
        position=3, rank="preferred", rank_reason="The only one.", note="Said more."
    )
    assert check_of(figure) == tuple(CHECK.values())


def test_a_check_that_is_made_anew_with_the_change_stays() -> None:
    figure = a_confirmed_figure()
    Citation.objects.filter(pk=figure.pk).update(value=21, source_checked_on=date(2026, 11, 2))
    assert check_of(figure)[:2] == ("confirmed-in-source", date(2026, 11, 2))


def test_a_claim_in_other_words_has_lost_what_was_confirmed() -> None:
    figure = a_confirmed_figure()
    quoted = a_citation(claim=figure.claim, source_check="quoted")
    Claim.objects.filter(pk=figure.claim_id).update(text="About 20 W")
    assert check_of(figure) == ("", None, "")
    assert check_of(quoted)[0] == "quoted"


def test_what_was_not_seen_stays_unseen_when_it_is_changed() -> None:
    figure = a_figure(source_check="quoted")
    Citation.objects.filter(pk=figure.pk).update(locator="p. 7")
    assert check_of(figure)[0] == "quoted"


@pytest.mark.parametrize("check", ["quoted", "not-seen"])
def test_a_figure_that_was_not_seen_stands_for_nothing(check: str) -> None:
    figure = a_figure(value="20", unit="W", claim=an_attribute(dimension=a_quantity_dimension(unit="W")))
    assert statement_of(figure.claim).headline is not None
    assert PlaceOnDimension.objects.get(claim=figure.claim_id).size == 20
    Citation.objects.filter(pk=figure.pk).update(source_check=check)
    assert statement_of(figure.claim).headline is None
    assert PlaceOnDimension.objects.get(claim=figure.claim_id).size == float("-inf")


@pytest.mark.parametrize(
    ("missing", "check", "word"),
    [
        ("unknown", "quoted", "reported"),
        ("not-measured", "not-seen", "reported"),
        ("not-measured", "", "not-measured"),
        ("disputed", "quoted", "disputed"),
        ("withheld", "quoted", "withheld"),
    ],
)
def test_a_value_that_was_reported_but_not_read_is_called_so(missing: str, check: str, word: str) -> None:
    claim = a_missing_attribute(dimension=a_quantity_dimension(unit="W"), missing=missing)
    a_figure(claim=claim, value="20", unit="W", source_check=check)
    assert statement_of(claim).missing == word


def test_a_deprecated_figure_reports_nothing() -> None:
    claim = a_missing_attribute(dimension=a_quantity_dimension(unit="W"), missing="unknown")
    a_figure(claim=claim, value="20", unit="W", source_check="quoted", rank="deprecated", rank_reason="Miscopied.")
    assert statement_of(claim).missing == "unknown"


def test_the_card_says_how_each_citation_was_checked(client: Client) -> None:
    figure = a_confirmed_figure()
    a_figure(claim=figure.claim, value="30", unit="W", source_check="quoted")
    page = client.get(figure.claim.get_absolute_url()).content.decode()
    assert "confirmed in the source on 1 November 2026: p. 5" in page
    assert "seen only where it is quoted" in page


def test_the_bibliography_counts_the_citations_of_public_claims_by_their_checks(client: Client) -> None:
    a_confirmed_figure()
    a_citation(source_check="quoted")
    a_citation(source=a_source())
    a_citation(claim=an_attribute(status="draft"), source_check="quoted")
    assert source_checks() == SourceChecks(citations=3, in_source=1, in_abstract=0, quoted=1, not_seen=0)
    assert "1 have not been checked yet" in client.get("/citations").content.decode()
