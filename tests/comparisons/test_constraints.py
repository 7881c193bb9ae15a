"""What the database refuses about comparisons, equivalences and editions, whichever way somebody writes to it."""

import pgtrigger
import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError

from comparisons.models import (
    Category,
    Comparison,
    DerivedNote,
    Edition,
    EditionClaim,
    Equivalence,
    EquivalenceCitation,
    FormerComparisonSlug,
    Point,
    Question,
    QuestionClaim,
    Row,
    Side,
)
from comparisons.triggers import never_truncated
from core.publishing_status import Status
from entities.models import Claim
from tests.factories import (
    a_category,
    a_comparison,
    a_dimension,
    a_finding,
    a_published_comparison,
    a_question,
    a_source,
    a_strength,
    a_weakness,
    an_attribute,
    an_edition,
    an_entity,
    an_equivalence,
)
from tests.refusals import refused_by, settle

pytestmark = pytest.mark.django_db


# --- Categories and comparisons ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [("category_slug_well_formed", {"slug": "concepts/"}), ("category_named", {"name": " "})],
)
def test_no_category_is_ever_stored_like_this(constraint: str, change: dict[str, str]) -> None:
    category = a_category()
    with refused_by(constraint):
        Category.objects.filter(pk=category.pk).update(**change)


def test_two_categories_never_have_names_that_differ_by_case_only() -> None:
    a_category(name="Concepts")
    with refused_by("category_name_once"):
        Category.objects.bulk_create([Category(slug="other", name="concepts")])


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("comparison_slug_well_formed", {"slug": "a_b"}),
        ("comparison_status_known", {"status": "live"}),
        ("comparison_drafting_known", {"drafting": ""}),
        ("comparison_titled_and_led", {"title": ""}),
        ("comparison_titled_and_led", {"lede": "  "}),
    ],
)
def test_no_comparison_is_ever_stored_like_this(constraint: str, change: dict[str, str]) -> None:
    comparison = a_comparison()
    with refused_by(constraint):
        Comparison.objects.filter(pk=comparison.pk).update(**change)


def test_two_comparisons_never_have_titles_that_differ_by_case_only() -> None:
    a_comparison(title="Neurons vs parameters")
    other = a_comparison()
    with refused_by("comparison_title_once"):
        Comparison.objects.filter(pk=other.pk).update(title="Neurons vs Parameters")


def test_an_address_that_another_comparison_once_had_is_never_taken_over() -> None:
    a_comparison(slug="old")
    Comparison.objects.filter(slug="old").update(slug="new")
    other = a_comparison()
    with refused_by("comparisons_formercomparisonslug_never_taken_over"):
        Comparison.objects.filter(pk=other.pk).update(slug="old")


def test_an_address_in_use_never_redirects_as_well() -> None:
    a_comparison(slug="here")
    with refused_by("comparisons_comparison_former_slug_not_in_use"):
        FormerComparisonSlug.objects.bulk_create([FormerComparisonSlug(slug="here", comparison=a_comparison())])


# --- Sides, rows and points --------------------------------------------------------------------


@pytest.mark.parametrize("sides", [0, 1])
def test_a_comparison_is_never_born_with_fewer_than_two_sides(sides: int) -> None:
    with refused_by("comparison_has_two_sides"):
        a_comparison(sides=sides)


def test_a_side_never_leaves_when_only_two_are_there() -> None:
    comparison = a_comparison()
    with refused_by("comparison_has_two_sides"):
        comparison.sides.filter(position=1).delete()
    with refused_by("comparison_has_two_sides"):
        comparison.sides.filter(position=1).update(comparison=a_comparison(), position=9)


def test_a_third_side_can_leave() -> None:
    comparison = a_comparison(sides=3)
    comparison.sides.filter(position=1).delete()
    settle()
    assert comparison.sides.count() == 2


def test_a_draft_can_be_deleted_with_its_sides() -> None:
    a_comparison(rows=1).delete()
    settle()
    assert not Side.objects.exists()


def test_an_entity_never_stands_on_two_sides() -> None:
    comparison = a_comparison()
    entity = comparison.sides.get(position=1).entity
    with refused_by("side_entity_once_per_comparison"):
        Side.objects.bulk_create([Side(comparison=comparison, entity=entity, position=3)])


def test_two_sides_never_have_the_same_position() -> None:
    comparison = a_comparison()
    with refused_by("side_position_once_per_comparison"):
        comparison.sides.update(position=1)


def test_sides_can_change_places_in_one_transaction() -> None:
    comparison = a_comparison()
    first, second = comparison.sides.all()
    comparison.sides.filter(pk=first.pk).update(position=2)
    comparison.sides.filter(pk=second.pk).update(position=1)
    settle()
    assert list(comparison.sides.all()) == [second, first]


def test_a_dimension_never_has_two_rows() -> None:
    comparison = a_comparison(rows=1)
    with refused_by("row_dimension_once_per_comparison"):
        Row.objects.bulk_create([Row(comparison=comparison, dimension=comparison.dimensions.get(), position=2)])


def test_two_rows_never_have_the_same_position() -> None:
    comparison = a_comparison(rows=2)
    with refused_by("row_position_once_per_comparison"):
        comparison.rows.update(position=7)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("row_comparability_known", {"comparability": "similar", "comparability_reason": "It is."}),
        ("row_comparability_with_reason", {"comparability": "analogous"}),
        ("row_comparability_with_reason", {"comparability": "not-comparable", "comparability_reason": " "}),
        ("row_names_boundaries_in_its_reason", {"names_boundaries": True}),
    ],
)
def test_no_row_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    comparison = a_comparison(rows=1)
    with refused_by(constraint):
        comparison.rows.update(**change)


def test_a_claim_is_never_chosen_twice() -> None:
    finding = a_finding()
    comparison = a_comparison(points=[finding])
    with refused_by("point_claim_once_per_comparison"):
        Point.objects.bulk_create([Point(comparison=comparison, claim=finding, position=2)])


def test_two_points_never_have_the_same_position() -> None:
    comparison = a_comparison(points=[a_finding(), a_finding()])
    with refused_by("point_position_once_per_comparison"):
        comparison.points.update(position=1)


def test_a_point_is_never_the_strength_of_somebody_else_nor_an_attribute() -> None:
    one, other = an_entity(), an_entity()
    comparison = a_comparison(sides=[one, other])
    for claim in (a_strength(), a_weakness(), an_attribute(entity=one)):
        with refused_by("point_belongs_to_a_side"):
            Point.objects.bulk_create([Point(comparison=comparison, claim=claim, position=1)])


def test_a_side_never_leaves_while_a_point_speaks_of_it() -> None:
    entities = [an_entity(), an_entity(), an_entity()]
    comparison = a_comparison(sides=entities, points=[a_strength(entity=entities[2])])
    with refused_by("point_belongs_to_a_side"):
        comparison.sides.filter(entity=entities[2]).delete()
    with refused_by("point_belongs_to_a_side"):
        comparison.sides.filter(entity=entities[2]).update(entity=an_entity())


def test_a_claim_that_is_a_point_never_becomes_something_that_cannot_be_one() -> None:
    entities = [an_entity(), an_entity()]
    strength = a_strength(entity=entities[0])
    a_comparison(sides=entities, points=[strength])
    with refused_by("point_belongs_to_a_side"):
        Claim.objects.filter(pk=strength.pk).update(entity=an_entity())
    with refused_by("point_belongs_to_a_side"):
        Claim.objects.filter(pk=strength.pk).update(kind="attribute", dimension=a_dimension())


def test_a_point_can_turn_from_a_strength_into_a_weakness() -> None:
    entities = [an_entity(), an_entity()]
    claim = a_strength(entity=entities[0])
    a_comparison(sides=entities, points=[claim])
    Claim.objects.filter(pk=claim.pk).update(kind="weakness", entity=entities[1])
    settle()
    assert Claim.objects.get(pk=claim.pk).kind == "weakness"


def test_what_stands_in_a_comparison_is_never_deleted() -> None:
    entity = an_entity()
    finding = a_finding(status=Status.DRAFT)
    comparison = a_comparison(sides=[entity, an_entity()], rows=1, points=[finding])
    for used in (entity, finding, comparison.dimensions.get(), comparison.category):
        with pytest.raises(ProtectedError):
            used.delete()


# --- Questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("question_slug_well_formed", {"slug": "How much"}),
        ("question_status_known", {"status": "on"}),
        ("question_drafting_known", {"drafting": "?"}),
        ("question_asks", {"text": "How much"}),
        ("question_asks", {"text": "?"}),
        ("question_holds_no_figure", {"text": "Are there 86 billion?"}),
        ("question_holds_no_figure", {"remark": "About 20 W."}),
    ],
)
def test_no_question_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    question = a_question()
    with refused_by(constraint):
        Question.objects.filter(pk=question.pk).update(**change)


def test_a_claim_never_answers_a_question_twice() -> None:
    claim = an_attribute()
    question = a_question(claims=[claim])
    with refused_by("question_claim_once"):
        QuestionClaim.objects.bulk_create([QuestionClaim(question=question, claim=claim)])


# --- Equivalences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("equivalence_slug_well_formed", {"slug": "1 synapse"}),
        ("equivalence_status_known", {"status": "on"}),
        ("equivalence_drafting_known", {"drafting": "?"}),
        ("equivalence_named_used_and_objected_to", {"name": ""}),
        ("equivalence_named_used_and_objected_to", {"used_by": " "}),
        ("equivalence_named_used_and_objected_to", {"objections": ""}),
        ("equivalence_between_unlike_units", {"to_unit": "synapse"}),
        ("equivalence_between_unlike_units", {"from_unit": ""}),
        ("equivalence_factor_positive_and_in_order", {"factor": 0}),
        ("equivalence_factor_positive_and_in_order", {"low": 2, "bound_kind": "not-stated"}),
        ("equivalence_factor_positive_and_in_order", {"low": 0, "bound_kind": "not-stated"}),
        ("equivalence_factor_positive_and_in_order", {"high": 0.5, "bound_kind": "not-stated"}),
        ("equivalence_bounds_exactly_with_a_named_kind", {"high": 2}),
        ("equivalence_bounds_exactly_with_a_named_kind", {"bound_kind": "sd"}),
        ("equivalence_bound_kind_known", {"high": 2, "bound_kind": "guess"}),
    ],
)
def test_no_equivalence_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    equivalence = an_equivalence(factor="1")
    with refused_by(constraint):
        Equivalence.objects.filter(pk=equivalence.pk).update(**change)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_the_factor_of_an_equivalence_is_never_anything_but_a_finite_number(number: str) -> None:
    an_equivalence()
    with refused_by("equivalence_factor_positive_and_in_order"), connection.cursor() as cursor:
        cursor.execute("UPDATE comparisons_equivalence SET factor = %s::numeric", [number])


def test_two_equivalences_never_have_names_that_differ_by_case_only() -> None:
    an_equivalence(name="One synapse, one parameter")
    other = an_equivalence()
    with refused_by("equivalence_name_once"):
        Equivalence.objects.filter(pk=other.pk).update(name="one synapse, one parameter")


def test_a_published_equivalence_never_stands_without_a_source() -> None:
    equivalence = an_equivalence()
    with refused_by("equivalence_public_with_a_source"):
        equivalence.citations.all().delete()


def test_an_equivalence_without_a_source_is_never_published() -> None:
    equivalence = an_equivalence(status=Status.DRAFT)
    equivalence.citations.all().delete()
    settle()
    with refused_by("equivalence_public_with_a_source"):
        Equivalence.objects.update(status=Status.PUBLISHED)


def test_no_citation_of_an_equivalence_is_ever_stored_like_this() -> None:
    source = a_source()
    equivalence = an_equivalence(sources=[source])
    with refused_by("equivalence_citation_stance_known"):
        equivalence.citations.update(stance="likes")
    with refused_by("equivalence_citation_entered_once"):
        EquivalenceCitation.objects.bulk_create([EquivalenceCitation(equivalence=equivalence, source=source)])


# --- Editions ----------------------------------------------------------------------------------


def test_a_comparison_is_never_public_without_an_edition() -> None:
    comparison = a_comparison(rows=1)
    for status in (Status.PUBLISHED, Status.WITHDRAWN):
        with refused_by("comparison_public_exactly_with_an_edition"):
            Comparison.objects.filter(pk=comparison.pk).update(status=status)
    with refused_by("comparison_public_exactly_with_an_edition"):
        a_comparison(status=Status.PUBLISHED)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_a_comparison_with_editions_never_becomes_a_draft_again(status: str) -> None:
    comparison = a_published_comparison()
    with refused_by("comparison_public_exactly_with_an_edition"):
        Comparison.objects.filter(pk=comparison.pk).update(status=status)


def test_a_draft_never_has_an_edition() -> None:
    with refused_by("comparison_public_exactly_with_an_edition"):
        Edition.objects.bulk_create([a_copy_of_an_edition(comparison=a_comparison())])


def test_a_published_comparison_can_be_withdrawn_and_keeps_its_editions() -> None:
    comparison = a_published_comparison()
    Comparison.objects.filter(pk=comparison.pk).update(status=Status.WITHDRAWN)
    settle()
    assert comparison.editions.count() == 1


def test_a_comparison_that_has_editions_is_never_deleted() -> None:
    comparison = a_published_comparison()
    with pytest.raises(ProtectedError):
        comparison.delete()


def test_an_edition_is_never_changed() -> None:
    edition = an_edition()
    edition.change_note = "Something nicer."
    with refused_by("edition_never_changes"):
        edition.save()
    with refused_by("edition_never_changes"):
        Edition.objects.update(change_note="Something nicer.")
    with refused_by("edition_never_changes"):
        Edition.objects.bulk_update([edition], ["change_note"])
    with refused_by("edition_never_changes"), connection.cursor() as cursor:
        cursor.execute("UPDATE comparisons_edition SET document = '{}'")


def test_an_edition_is_never_deleted() -> None:
    edition = an_edition()
    with refused_by("edition_never_changes"):
        edition.delete()
    with refused_by("edition_never_changes"):
        Edition.objects.all().delete()
    with refused_by("edition_never_changes"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM comparisons_edition")


def test_the_table_of_editions_is_never_emptied_but_in_a_test_database() -> None:
    """The tests' own database may be emptied, so the guard is tried on a scratch table, under another name."""
    settle()
    guard = never_truncated().func.replace("current_database()", "'brainmatter'")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE scratch (id integer)")
        cursor.execute(
            f"CREATE FUNCTION pg_temp.guard() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN {guard} END; $guard$"
        )
        cursor.execute(
            "CREATE TRIGGER guard BEFORE TRUNCATE ON scratch FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.guard()"
        )
        with refused_by("edition_never_changes"):
            cursor.execute("TRUNCATE scratch")
        with transaction.atomic():
            cursor.execute("TRUNCATE comparisons_edition CASCADE")
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname LIKE 'pgtrigger_never_truncated_%'")
        assert set(cursor.fetchall()) == {("O",)}


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("edition_number_once_per_comparison", {"number": 1}),
        ("edition_numbered_from_one", {"number": 0}),
        ("edition_numbered_without_gaps", {"number": 3}),
        ("edition_schema_version_is_the_documents", {"schema_version": 2}),
        ("edition_schema_version_is_the_documents", {"document": {}}),
        ("edition_content_hash_well_formed", {"content_hash": "sha256"}),
        ("edition_content_hash_well_formed", {"content_hash": "A" * 64}),
        ("edition_says_what_changed", {"change_note": " "}),
        ("edition_says_what_changed", {"author_name": ""}),
        ("edition_author_role_named", {"author_role": " "}),
    ],
)
def test_no_edition_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    edition = a_copy_of_an_edition(comparison=a_published_comparison(), **{"number": 2, **change})
    with refused_by(constraint):
        Edition.objects.bulk_create([edition])


def test_editions_made_in_one_go_may_follow_one_another() -> None:
    comparison = a_published_comparison()
    Edition.objects.bulk_create(a_copy_of_an_edition(comparison=comparison, number=number) for number in (2, 3, 4))
    settle()
    assert comparison.editions.count() == 4


def test_a_note_that_was_worked_out_always_says_something() -> None:
    with refused_by("derived_note_says_something"):
        DerivedNote.objects.bulk_create([DerivedNote(edition=an_edition(), note=" ")])


# --- Which edition shows which claim -----------------------------------------------------------


def test_what_an_edition_shows_is_never_entered_by_hand() -> None:
    edition = a_published_comparison(rows=1).editions.get()
    with refused_by("edition_claim_only_from_its_document"):
        EditionClaim.objects.bulk_create([EditionClaim(edition=edition, claim="made-up", place="cell")])


def test_what_an_edition_shows_is_never_changed_or_deleted() -> None:
    recorded = a_published_comparison(rows=1).editions.get().claims.all()
    with refused_by("edition_never_changes"):
        recorded.update(claim="made-up")
    with refused_by("edition_never_changes"):
        recorded.all().delete()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("edition_claim_recorded_once", {}),
        ("edition_claim_named", {"claim": " "}),
        ("edition_claim_place_known", {"claim": "other", "place": "margin"}),
    ],
)
def test_nothing_is_ever_recorded_like_this_even_by_a_trigger(constraint: str, change: dict[str, str]) -> None:
    recorded = a_published_comparison(rows=1).editions.get().claims.all()[0]
    wrong = EditionClaim(**{"edition": recorded.edition, "claim": recorded.claim, "place": "cell", **change})
    with pgtrigger.ignore("comparisons.EditionClaim:only_as_its_edition_says"), refused_by(constraint):
        EditionClaim.objects.bulk_create([wrong])


def a_copy_of_an_edition(*, comparison: Comparison, number: int = 1, **change: object) -> Edition:
    """An edition that nobody has stored yet."""
    return Edition(
        **{
            "comparison": comparison,
            "number": number,
            "schema_version": 1,
            "document": {"schema_version": 1},
            "content_hash": "0" * 64,
            "author_name": "somebody",
            "change_note": "Something changed.",
            **change,
        }
    )
