"""What the database refuses about sources and citations, whichever way somebody writes to it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from citations.models import (
    Authorship,
    Citation,
    Derivation,
    DerivationInput,
    FormerSourceKey,
    FoundingClaim,
    FoundingSource,
    PlaceOnDimension,
    PublicSource,
    Source,
)
from core.publishing_status import Status
from entities.models import Claim
from tests.factories import (
    a_boundary,
    a_citation,
    a_derived_figure,
    a_figure,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_input,
)
from tests.refusals import refused_by, settle

pytestmark = pytest.mark.django_db


# --- Sources -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("source_key_well_formed", {"key": "Azevedo 2009"}),
        ("source_type_known", {"type": "podcast"}),
        ("source_tier_known", {"tier": "gossip"}),
        (
            "source_publication_status_known",
            {"publication_status": "fine", "status_checked_on": "2026-01-01", "status_note": "It is fine."},
        ),
        ("source_has_title", {"title": " "}),
        ("source_year_plausible", {"year": 2201}),
        ("source_year_plausible", {"year": 209}),
        ("source_doi_well_formed", {"doi": "https://doi.org/10.1000/x"}),
        ("source_doi_well_formed", {"doi": "10.1000/ABC"}),
        ("source_doi_well_formed", {"doi": "10.1000/a b"}),
        ("source_doi_well_formed", {"doi": "10.1000/"}),
        ("source_arxiv_well_formed", {"arxiv": "arXiv:2203.15556"}),
        ("source_pmid_well_formed", {"pmid": "PMC123"}),
        ("source_isbn_well_formed", {"isbn": "978-0-262-0356"}),
        ("source_isbn_well_formed", {"isbn": "X262035613"}),
        ("source_url_on_the_web", {"url": "javascript:alert(1)"}),
        ("source_url_on_the_web", {"url": "www.example.org"}),
        ("source_preprint_is_not_peer_reviewed", {"type": "preprint", "container": ""}),
        ("source_date_is_a_day", {"month": 13}),
        ("source_date_is_a_day", {"month": 0}),
        ("source_date_is_a_day", {"day": 5}),
        ("source_date_is_a_day", {"year": None, "month": 5}),
        ("source_date_is_a_day", {"month": 2, "day": 30}),
        ("source_date_is_a_day", {"month": 6, "day": 31}),
        ("source_number_kind_known", {"number": "12", "number_kind": "lot"}),
        ("source_number_with_its_kind", {"number": "e1000840"}),
        ("source_number_with_its_kind", {"number_kind": "article"}),
        ("source_container_only_of_a_part", {"type": "report"}),
        ("source_container_only_of_a_part", {"type": "dataset"}),
        ("source_event_only_of_a_conference_paper", {"event_title": "NeurIPS 2022"}),
        ("source_notice_is_described", {"publication_status": "retracted", "status_checked_on": "2026-01-01"}),
        ("source_status_and_day_of_check_go_together", {"publication_status": "ok"}),
        ("source_status_and_day_of_check_go_together", {"status_checked_on": "2026-01-01"}),
    ],
)
def test_no_source_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    source = a_source()
    with refused_by(constraint):
        Source.objects.filter(pk=source.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"doi": "10.1002/cne.21974"},
        {"doi": "10.1016/s0896-6273(02)00569-x"},
        {"arxiv": "2203.15556v2"},
        {"arxiv": "cs/0703041"},
        {"arxiv": "math.GT/0309136"},
        {"isbn": "978-0-262-03561-3"},
        {"isbn": "9780262035613"},
        {"isbn": "0-8044-2957-X"},
        {"url": "https://example.org/a?b=c"},
        {"year": None},
        {"tier": "preprint", "type": "preprint", "container": ""},
        {"tier": "secondary", "type": "preprint", "container": ""},
        {"month": 2, "day": 29},
        {"month": 12, "day": 31},
        {"month": 5},
        {"number": "e1000840", "number_kind": "article"},
        {"type": "conference", "event_title": "NeurIPS 2022"},
    ],
)
def test_what_sources_are_really_like_is_stored(change: dict[str, object]) -> None:
    source = a_source()
    Source.objects.filter(pk=source.pk).update(**change)
    settle()
    assert Source.objects.filter(pk=source.pk, **change).exists()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("source_doi_unique", {"doi": "10.1000/same"}),
        ("source_arxiv_unique", {"arxiv": "2203.15556"}),
        ("source_pmid_unique", {"pmid": "19226510"}),
    ],
)
def test_a_work_is_never_entered_twice_under_one_identifier(constraint: str, change: dict[str, str]) -> None:
    a_source(**change)
    other = a_source()
    with refused_by(constraint):
        Source.objects.filter(pk=other.pk).update(**change)


def test_a_doi_is_one_doi_whatever_its_case() -> None:
    """Capitals are never stored, so that the unique index need not look past them; the form puts them right."""
    a_source(doi="10.1000/same")
    other = a_source()
    with refused_by("source_doi_well_formed"):
        Source.objects.filter(pk=other.pk).update(doi="10.1000/SAME")
    typed = Source(doi=" https://doi.org/10.1000/SAME ")
    typed.clean()
    assert typed.doi == "10.1000/same"


@pytest.mark.parametrize(
    "written",
    [
        {"family": "", "organisation": ""},
        {"family": "Writer", "organisation": "Institute"},
        {"given": "Ann"},
        {"given": "Ann", "organisation": "Institute"},
        {"organisation": "  "},
    ],
)
def test_an_author_is_never_anything_but_a_person_or_an_organisation(written: dict[str, str]) -> None:
    source = a_source()
    with refused_by("authorship_person_or_organisation"):
        Authorship.objects.bulk_create([Authorship(source=source, position=9, **written)])


@pytest.mark.parametrize("nobody", ["others", "Others", "et al.", "et al"])
def test_nobody_is_an_author_of_the_name_of_others(nobody: str) -> None:
    source = a_source()
    with refused_by("authorship_names_somebody"):
        source.authorships.update(family="", given="", organisation=nobody)


def test_an_authorship_has_one_of_the_roles() -> None:
    source = a_source()
    with refused_by("authorship_role_known"):
        source.authorships.update(role="fan")


def test_an_editor_may_stand_in_the_same_position_as_an_author() -> None:
    source = a_source()
    Authorship.objects.bulk_create([Authorship(source=source, role="editor", position=1, family="Editor")])
    settle()
    assert [(person.role, person.position) for person in source.authorships.all()] == [("author", 1), ("editor", 1)]


def test_two_authors_never_have_the_same_position() -> None:
    source = a_source(authors=[("First", "Ann"), ("Second", "Bob")])
    with refused_by("authorship_one_author_per_position"):
        source.authorships.filter(position=2).update(position=1)


def test_authors_can_change_places_in_one_transaction() -> None:
    source = a_source(authors=[("First", "Ann"), ("Second", "Bob")])
    source.authorships.filter(family="First").update(position=2)
    source.authorships.filter(family="Second").update(position=1)
    settle()
    assert [author.family for author in source.authorships.all()] == ["Second", "First"]


# --- Nothing that was cited disappears ---------------------------------------------------------


def test_a_source_that_is_cited_is_never_deleted() -> None:
    citation = a_citation()
    with pytest.raises(ProtectedError):
        citation.source.delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM citations_authorship WHERE source_id = %s", [citation.source.pk])
        cursor.execute("DELETE FROM citations_source WHERE id = %s", [citation.source.pk])
    with (
        pytest.raises(IntegrityError, match=r"foreign key constraint .citations_citation_source_id_"),
        transaction.atomic(),
    ):
        settle()
    transaction.set_rollback(True)


def test_a_claim_that_has_citations_is_never_deleted() -> None:
    citation = a_citation(claim=an_attribute(status=Status.DRAFT))
    with pytest.raises(ProtectedError):
        citation.claim.delete()


def test_a_source_that_a_public_claim_once_cited_is_never_deleted_though_the_citation_is_gone() -> None:
    citation = a_citation()
    source = citation.source
    citation.delete()
    with refused_by("source_public_is_kept"):
        source.delete()


def test_a_source_that_hands_its_key_on_to_another_can_go() -> None:
    """What a merge does: the page of the duplicate then leads to the one that stays."""
    citation = a_citation(source=a_source(key="twice-entered"))
    duplicate, kept = citation.source, a_source()
    Citation.objects.update(source=kept)
    duplicate.delete()
    FormerSourceKey.objects.create(slug="twice-entered", source=kept)
    settle()
    assert not Source.objects.filter(key="twice-entered").exists()


def test_a_source_that_only_drafts_have_cited_can_be_deleted() -> None:
    citation = a_citation(claim=an_attribute(status=Status.DRAFT))
    source = citation.source
    citation.delete()
    source.delete()
    settle()
    assert not Source.objects.exists()


def test_a_key_that_another_source_once_had_is_never_taken_over() -> None:
    a_source(key="old")
    Source.objects.filter(key="old").update(key="new")
    other = a_source()
    with refused_by("citations_formersourcekey_never_taken_over"):
        Source.objects.filter(pk=other.pk).update(key="old")


def test_a_key_in_use_never_redirects_as_well() -> None:
    a_source(key="here")
    with refused_by("citations_source_former_slug_not_in_use"):
        FormerSourceKey.objects.bulk_create([FormerSourceKey(slug="here", source=a_source())])


# --- Citations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("citation_stance_known", {"stance": "likes"}),
        ("citation_bound_kind_known", {"bound_kind": "guess", "low": 1}),
        ("citation_sense_known", {"sense": "~", "low": None, "high": None}),
        ("citation_rank_known", {"rank": "best", "rank_reason": "It is."}),
        ("citation_figure_with_magnitude_and_unit", {"unit": ""}),
        ("citation_figure_with_magnitude_and_unit", {"value": None, "canonical_value": None}),
        ("citation_figure_with_magnitude_and_unit", {"figure_text": " "}),
        ("citation_low_value_high_in_order", {"low": 21, "bound_kind": "sd"}),
        ("citation_low_value_high_in_order", {"high": 19, "bound_kind": "sd"}),
        (
            "citation_low_value_high_in_order",
            {"value": None, "canonical_value": None, "low": 3, "high": 2, "bound_kind": "sd"},
        ),
        ("citation_not_less_than_nothing", {"value": -5, "canonical_value": None}),
        (
            "citation_not_less_than_nothing",
            {"value": None, "canonical_value": None, "low": -5, "high": 3, "bound_kind": "sd"},
        ),
        ("citation_bounds_exactly_with_a_named_kind", {"low": 19}),
        ("citation_bounds_exactly_with_a_named_kind", {"bound_kind": "sd"}),
        ("citation_limit_has_no_bounds", {"sense": "<", "low": 19, "bound_kind": "sd"}),
        (
            "citation_limit_has_no_bounds",
            {"sense": ">", "value": None, "canonical_value": None, "low": 19, "bound_kind": "sd"},
        ),
        ("citation_percentage_says_of_what", {"unit": "percent"}),
        ("citation_canonical_only_of_what_was_read", {"canonical_low": 19}),
        ("citation_rank_with_figure_and_reason", {"rank": "deprecated"}),
        ("citation_rank_with_figure_and_reason", {"rank": "preferred", "rank_reason": "  "}),
        (
            "citation_unseen_never_preferred",
            {"rank": "preferred", "rank_reason": "It is best.", "source_check": "quoted"},
        ),
        ("citation_source_check_known", {"source_check": "believed"}),
        ("citation_confirmed_when_and_by_what", {"source_check": "confirmed-in-source", "source_check_seen": "p. 5"}),
        (
            "citation_confirmed_when_and_by_what",
            {"source_check": "confirmed-in-abstract", "source_checked_on": date(2026, 11, 1)},
        ),
        ("citation_check_described_only_where_made", {"source_check_seen": "p. 5"}),
        ("citation_preferred_supports", {"rank": "preferred", "rank_reason": "It is best.", "stance": "disputes"}),
        ("citation_sample_not_empty", {"sample_size": 0}),
        ("citation_figure_kind_known", {"figure_kind": "guess"}),
        ("citation_rival_group_well_formed", {"rival_group": "Three counts"}),
        ("citation_rival_still_stands", {"rival_group": "counts", "rank": "deprecated", "rank_reason": "Old."}),
        ("citation_year_plausible", {"year": 12}),
    ],
)
def test_no_citation_with_a_figure_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    citation = a_figure(value="20")
    with refused_by(constraint):
        Citation.objects.filter(pk=citation.pk).update(**change)


@pytest.mark.parametrize("column", ["value", "low", "high", "canonical_value", "canonical_low", "canonical_high"])
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e101"])
def test_no_figure_is_ever_anything_but_a_finite_number(column: str, number: str) -> None:
    a_figure(value="20", low="20", high="20")
    with refused_by("citation_figures_are_numbers"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE citations_citation SET {column} = %s::numeric", [number])


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("citation_figure_with_magnitude_and_unit", {"value": 20}),
        ("citation_figure_with_magnitude_and_unit", {"unit": "W"}),
        ("citation_rank_with_figure_and_reason", {"rank": "deprecated", "rank_reason": "It is old."}),
        ("citation_particulars_only_of_a_figure", {"sense": "≈"}),
        ("citation_particulars_only_of_a_figure", {"scope": "whole brain"}),
        ("citation_particulars_only_of_a_figure", {"conditions": "at rest"}),
        ("citation_particulars_only_of_a_figure", {"method": "counted"}),
        ("citation_particulars_only_of_a_figure", {"sample_size": 4}),
        ("citation_particulars_only_of_a_figure", {"year": 2009}),
        ("citation_boundary_only_of_a_figure", {"workload": "resting"}),
        ("citation_boundary_only_of_a_figure", {"figure_kind": "limit"}),
        ("citation_boundary_only_of_a_figure", {"rival_group": "counts"}),
    ],
)
def test_no_citation_without_a_figure_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    citation = a_citation()
    with refused_by(constraint):
        Citation.objects.filter(pk=citation.pk).update(**change)


def test_no_citation_without_a_figure_ever_has_a_boundary() -> None:
    citation, chip = a_citation(), a_boundary()
    with refused_by("citation_boundary_only_of_a_figure"):
        Citation.objects.filter(pk=citation.pk).update(boundary=chip)


def test_a_boundary_that_a_figure_has_is_never_deleted() -> None:
    figure = a_figure(boundary=a_boundary())
    assert figure.boundary is not None
    with pytest.raises(ProtectedError):
        figure.boundary.delete()


def test_a_source_is_never_cited_twice_for_the_same_place_and_figure() -> None:
    citation = a_citation()
    with refused_by("citation_entered_once"):
        Citation.objects.bulk_create(
            [Citation(claim=citation.claim, source=citation.source, locator=citation.locator, note="Again.")]
        )


def test_a_source_that_gives_two_figures_is_cited_twice() -> None:
    first = a_figure(value="20", locator="p. 1", scope="whole brain")
    a_figure(claim=first.claim, source=first.source, value="4", locator="p. 1", scope="neocortex")
    settle()
    assert Citation.objects.count() == 2


def test_a_claim_never_has_two_preferred_figures() -> None:
    first = a_figure(rank="preferred")
    second = a_figure(claim=first.claim)
    with refused_by("citation_one_preferred_figure_per_claim"):
        Citation.objects.filter(pk=second.pk).update(rank="preferred", rank_reason="This one too.")


def test_a_percentage_of_something_is_a_figure() -> None:
    figure = a_figure(claim=an_attribute(), value="20", unit="percent", scope="of the body’s resting power")
    settle()
    assert Claim.objects.get() == figure.claim


# --- What follows from claims and citations ----------------------------------------------------


@pytest.mark.parametrize("act", ["create", "update", "delete"])
def test_nobody_writes_what_follows_from_claims_and_citations(act: str) -> None:
    claim = a_figure(claim=an_attribute()).claim
    with refused_by("derived_rows_written_by_triggers_only"):
        if act == "create":
            PublicSource.objects.create(source=a_source())
        elif act == "update":
            PlaceOnDimension.objects.filter(claim=claim).update(size=1)
        else:
            PlaceOnDimension.objects.filter(claim=claim).delete()


# --- Figures that follow from others -----------------------------------------------------------


@pytest.fixture
def derivation() -> Derivation:
    return a_derived_figure(inputs={"power": a_figure().claim}).derivation


def test_what_cites_no_source_gives_a_figure() -> None:
    citation = a_citation()
    with refused_by("citation_source_or_figure"):
        Citation.objects.filter(pk=citation.pk).update(source=None)


def test_a_figure_without_a_source_follows_from_others() -> None:
    figure = a_figure()
    with refused_by("citation_source_or_derivation"):
        Citation.objects.filter(pk=figure.pk).update(source=None)


def test_a_figure_with_a_source_does_not_follow_from_others() -> None:
    figure = a_figure()
    with refused_by("citation_source_or_derivation"):
        Derivation.objects.bulk_create([Derivation(citation=figure, formula="power")])


def test_a_derivation_does_not_go_while_its_figure_stays(derivation: Derivation) -> None:
    settle()
    with refused_by("citation_source_or_derivation"):
        Derivation.objects.filter(pk=derivation.pk).delete()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("derivation_has_a_formula", {"formula": " "}),
        ("derivation_digits_positive", {"digits": 0}),
        ("derivation_digits_positive", {"digits": 16}),
        ("derivation_source_check_known", {"source_check": "believed"}),
    ],
)
def test_no_derivation_is_ever_stored_like_this(
    derivation: Derivation, constraint: str, change: dict[str, object]
) -> None:
    with refused_by(constraint):
        Derivation.objects.filter(pk=derivation.pk).update(**change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("derivation_input_name_well_formed", {"name": "Power"}),
        ("derivation_input_name_well_formed", {"name": "2nd"}),
        ("derivation_input_claim_or_number", {"claim": None}),
        ("derivation_input_claim_or_number", {"figure_text": "5 W", "unit": "W", "value": 5}),
        ("derivation_input_claim_or_number", {"locator": "p. 5"}),
        ("derivation_input_claim_or_number", {"exact": True}),
        ("derivation_input_bound_kind_known", {"bound_kind": "guess"}),
    ],
)
def test_no_input_is_ever_stored_like_this(derivation: Derivation, constraint: str, change: dict[str, object]) -> None:
    with refused_by(constraint):
        DerivationInput.objects.filter(derivation=derivation).update(**change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("derivation_input_claim_or_number", {"source": None}),
        ("derivation_input_claim_or_number", {"unit": ""}),
        ("derivation_input_claim_or_number", {"value": None}),
        ("derivation_input_low_value_high_in_order", {"low": 6, "bound_kind": "sd"}),
        ("derivation_input_low_value_high_in_order", {"high": 4, "bound_kind": "sd"}),
        ("derivation_input_bounds_exactly_with_a_named_kind", {"low": 4}),
        ("derivation_input_bounds_exactly_with_a_named_kind", {"bound_kind": "sd"}),
        ("derivation_input_limit_has_no_bounds", {"sense": "<", "low": 4, "bound_kind": "sd"}),
        ("derivation_input_sense_known", {"sense": "!"}),
        ("derivation_input_numbers_are_finite", {"value": Decimal("1e101")}),
    ],
)
def test_no_number_goes_into_a_formula_like_this(constraint: str, change: dict[str, object]) -> None:
    claim = an_attribute(dimension=a_quantity_dimension(unit="W"))
    figure = a_derived_figure(claim=claim, formula="2 * power", inputs={"power": ("5 W", a_source())})
    with refused_by(constraint):
        DerivationInput.objects.filter(derivation=figure.derivation).update(**change)


def test_two_inputs_of_a_formula_never_have_one_name(derivation: Derivation) -> None:
    with refused_by("derivation_input_named_once"):
        DerivationInput.objects.bulk_create([an_input(derivation, "power", a_figure().claim)])


def test_no_figure_ever_rests_on_itself(derivation: Derivation) -> None:
    with refused_by("derivation_no_circle"):
        DerivationInput.objects.filter(derivation=derivation).update(claim=derivation.citation.claim)


def test_what_a_figure_rests_on_is_written_down_once(derivation: Derivation) -> None:
    source, claim = derivation.founding_sources.get().source, derivation.founding_claims.get().claim
    with refused_by("founding_source_once"):
        FoundingSource.objects.bulk_create([FoundingSource(derivation=derivation, source=source)])
    with refused_by("founding_claim_once"):
        FoundingClaim.objects.bulk_create([FoundingClaim(derivation=derivation, claim=claim)])


def test_the_source_of_a_number_that_readers_saw_is_kept() -> None:
    source = a_source()
    claim = an_attribute(dimension=a_quantity_dimension(unit="W"))
    figure = a_derived_figure(claim=claim, formula="2 * power", inputs={"power": ("5 W", source)})
    assert PublicSource.objects.filter(source=source).exists()
    figure.delete()
    with refused_by("source_public_is_kept"):
        source.delete()
