"""What the database refuses about entities, dimensions and claims, whichever way somebody writes to it."""

from collections.abc import Callable

import pytest
from django.db import DataError, connection

from core.publishing_status import Status
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity, FormerDimensionSlug, FormerEntitySlug
from tests.factories import (
    a_boundary,
    a_dimension,
    a_dimension_group,
    a_missing_attribute,
    a_quantity_dimension,
    a_strength,
    an_attribute,
    an_entity,
)
from tests.refusals import refused_by, settle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("entity_slug_well_formed", {"slug": "Human Brain"}),
        ("entity_slug_well_formed", {"slug": ""}),
        ("entity_status_known", {"status": "publik"}),
        ("entity_drafting_known", {"drafting": "robot"}),
        ("entity_realm_known", {"realm": "spiritual"}),
        ("entity_kind_known", {"kind": "idea"}),
        ("entity_named_and_defined", {"name": "  "}),
        ("entity_named_and_defined", {"definition": "\n"}),
        ("entity_wikidata_well_formed", {"wikidata": "Q01"}),
        ("entity_wikidata_well_formed", {"wikidata": "1073"}),
    ],
)
def test_no_entity_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    entity = an_entity()
    with refused_by(constraint):
        Entity.objects.filter(pk=entity.pk).update(**change)


def test_two_entities_never_have_names_that_differ_by_case_only() -> None:
    an_entity(name="Human brain")
    with refused_by("entity_name_once"):
        Entity.objects.bulk_create(
            [Entity(slug="other", name="HUMAN Brain", realm="biological", kind="structure", definition="Another.")]
        )


def test_two_entities_never_share_a_wikidata_id_but_many_have_none() -> None:
    an_entity(wikidata="Q1073")
    an_entity()
    other = an_entity()
    with refused_by("entity_wikidata_once"):
        Entity.objects.filter(pk=other.pk).update(wikidata="Q1073")


def test_an_entity_is_never_a_part_of_itself() -> None:
    entity = an_entity()
    with refused_by("entity_not_part_of_itself"):
        Entity.objects.filter(pk=entity.pk).update(part_of=entity)


def test_parts_never_form_a_circle() -> None:
    brain = an_entity()
    cortex = an_entity(part_of=brain)
    layer = an_entity(part_of=cortex)
    with refused_by("entity_no_circle_of_parts"):
        Entity.objects.filter(pk=brain.pk).update(part_of=layer)


def test_a_long_chain_of_parts_is_no_circle() -> None:
    whole = an_entity()
    for _ in range(5):
        whole = an_entity(part_of=whole)
    settle()
    assert Entity.objects.exclude(part_of=None).count() == 5


def test_an_entity_is_never_related_to_itself() -> None:
    entity = an_entity()
    with refused_by("entity_not_related_to_itself"):
        entity.related.add(entity)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("dimension_group_slug_well_formed", {"slug": "energy--use"}),
        ("dimension_group_named", {"name": ""}),
    ],
)
def test_no_dimension_group_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    group = a_dimension_group()
    with refused_by(constraint):
        DimensionGroup.objects.filter(pk=group.pk).update(**change)


def test_two_dimension_groups_never_have_names_that_differ_by_case_only() -> None:
    a_dimension_group(name="Energy")
    with refused_by("dimension_group_name_once"):
        DimensionGroup.objects.bulk_create([DimensionGroup(slug="other", name="energy")])


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("dimension_slug_well_formed", {"slug": "-power"}),
        ("dimension_status_known", {"status": ""}),
        ("dimension_value_kind_known", {"value_kind": "colour"}),
        ("dimension_named_and_defined", {"name": " "}),
        ("dimension_named_and_defined", {"definition": ""}),
        ("dimension_unit_exactly_for_quantities", {"unit": "W"}),
        ("dimension_unit_exactly_for_quantities", {"value_kind": "quantity"}),
        ("dimension_unlike_units_only_for_quantities", {"unlike_units": True}),
        ("dimension_boundary_only_for_quantities", {"asks_boundary": True}),
        ("dimension_log_scale_only_for_quantities", {"scale": "log"}),
        ("dimension_review_interval_positive", {"review_interval_months": 0}),
    ],
)
def test_no_dimension_in_words_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    dimension = a_dimension()
    with refused_by(constraint):
        Dimension.objects.filter(pk=dimension.pk).update(**change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("boundary_slug_well_formed", {"slug": "a chip"}),
        ("boundary_named_and_defined", {"name": " "}),
        ("boundary_named_and_defined", {"definition": ""}),
        ("boundary_realm_known", {"realm": "theoretical"}),
    ],
)
def test_no_boundary_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    boundary = a_boundary()
    with refused_by(constraint):
        Boundary.objects.filter(pk=boundary.pk).update(**change)


def test_two_boundaries_never_have_names_that_differ_by_case_only() -> None:
    a_boundary(name="chip")
    with refused_by("boundary_name_once"):
        Boundary.objects.bulk_create([Boundary(slug="die", name="Chip", realm="artificial", definition="A die.")])


def test_no_quantity_ever_has_a_scale_that_nobody_can_draw() -> None:
    dimension = a_quantity_dimension()
    with refused_by("dimension_scale_known"):
        Dimension.objects.filter(pk=dimension.pk).update(scale="cubic")


def test_two_dimensions_never_have_names_that_differ_by_case_only() -> None:
    a_dimension(name="Power")
    other = a_quantity_dimension()
    with refused_by("dimension_name_once"):
        Dimension.objects.filter(pk=other.pk).update(name="POWER")


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("claim_public_id_well_formed", {"public_id": "Brain/Power"}),
        ("claim_status_known", {"status": "approved"}),
        ("claim_drafting_known", {"drafting": "ai"}),
        ("claim_kind_known", {"kind": "opinion", "dimension": None}),
        ("claim_missing_known", {"missing": "forgotten", "text": ""}),
        ("claim_dimension_exactly_for_attributes", {"dimension": None}),
        ("claim_dimension_exactly_for_attributes", {"kind": "strength"}),
        ("claim_says_something", {"text": ""}),
        ("claim_says_something", {"text": "  "}),
        ("claim_missing_only_without_text", {"missing": "unknown"}),
        ("claim_short_answer_of_an_attribute_with_text", {"short_answer": "  "}),
        ("claim_lint_answers_well_formed", {"lint_answers": "It is right."}),
        ("claim_lint_answers_well_formed", {"lint_answers": "round-thousand:"}),
        (
            "claim_lint_answers_well_formed",
            {"lint_answers": "round-thousand: Printed so.\n\nfalse-digits: Printed so."},
        ),
        ("claim_short_answer_of_an_attribute_with_text", {"short_answer": "Some", "text": "", "missing": "unknown"}),
        ("claim_figure_in_text_only_on_a_dimension", {"kind": "finding", "dimension": None, "text": "At {figure}."}),
        ("claim_figure_in_text_only_on_a_dimension", {"kind": "strength", "dimension": None, "text": "{value:2}."}),
    ],
)
def test_no_attribute_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    claim = an_attribute()
    if "public_id" in change:
        copy = {"entity": claim.entity, "dimension": a_dimension(), "text": "A text.", **change}
        with refused_by(constraint):
            Claim.objects.bulk_create([Claim(**copy)])
        return
    with refused_by(constraint):
        Claim.objects.filter(pk=claim.pk).update(**change)


def test_a_strength_is_never_merely_missing() -> None:
    claim = a_strength()
    with refused_by("claim_says_something"):
        Claim.objects.filter(pk=claim.pk).update(text="", missing="unknown")


def test_a_strength_has_no_short_answer() -> None:
    claim = a_strength()
    with refused_by("claim_short_answer_of_an_attribute_with_text"):
        Claim.objects.filter(pk=claim.pk).update(short_answer="Strong")


def test_a_short_answer_of_more_than_forty_characters_is_never_stored() -> None:
    claim = an_attribute()
    with pytest.raises(DataError):
        Claim.objects.filter(pk=claim.pk).update(short_answer="n" * 41)


def test_an_entity_never_has_two_attributes_on_one_dimension() -> None:
    claim = an_attribute()
    with refused_by("claim_one_attribute_per_entity_and_dimension"):
        Claim.objects.bulk_create(
            [Claim(public_id="second", entity=claim.entity, dimension=claim.dimension, text="Something else.")]
        )


def test_an_entity_may_have_many_strengths() -> None:
    entity = an_entity()
    assert {a_strength(entity=entity).kind, a_strength(entity=entity).kind} == {"strength"}


def test_the_id_of_a_claim_never_changes() -> None:
    claim = an_attribute(status=Status.DRAFT)
    with refused_by("claim_public_id_permanent"):
        Claim.objects.filter(pk=claim.pk).update(public_id="something-better")


@pytest.mark.parametrize("status_now", [Status.PUBLISHED, Status.WITHDRAWN, Status.DRAFT])
def test_a_claim_that_was_ever_public_is_never_deleted(status_now: str) -> None:
    claim = a_missing_attribute()
    Claim.objects.filter(pk=claim.pk).update(status=status_now)
    with refused_by("claim_public_is_kept"):
        Claim.objects.filter(pk=claim.pk).delete()
    with refused_by("claim_public_is_kept"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM entities_claim WHERE id = %s", [claim.pk])


def test_a_claim_that_was_never_public_can_be_deleted() -> None:
    claim = an_attribute(status=Status.DRAFT)
    claim.text = "Changed in draft."
    claim.save()
    claim.delete()
    settle()
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("make", "manager", "constraint"),
    [
        (an_entity, Entity.objects, "entities_formerentityslug_never_taken_over"),
        (a_dimension, Dimension.objects, "entities_formerdimensionslug_never_taken_over"),
    ],
)
def test_an_address_that_others_once_had_is_never_taken_over(
    make: Callable[..., Entity | Dimension], manager: object, constraint: str
) -> None:
    make(slug="old")
    manager.filter(slug="old").update(slug="new")
    other = make(slug="other")
    with refused_by(constraint):
        manager.filter(pk=other.pk).update(slug="old")
    with refused_by(constraint):
        make(slug="old")


@pytest.mark.parametrize(
    ("make", "former", "owner", "constraint"),
    [
        (an_entity, FormerEntitySlug, "entity", "entities_entity_former_slug_not_in_use"),
        (a_dimension, FormerDimensionSlug, "dimension", "entities_dimension_former_slug_not_in_use"),
    ],
)
def test_an_address_in_use_never_redirects_as_well(
    make: Callable[..., Entity | Dimension], former: type, owner: str, constraint: str
) -> None:
    make(slug="here")
    other = make(slug="there")
    with refused_by(constraint):
        former.objects.bulk_create([former(slug="here", **{owner: other})])
