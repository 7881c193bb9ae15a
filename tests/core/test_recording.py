"""Whatever readers see is recorded, whoever changes it and how: what it was, when, by whom, in which role and why."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Model

from citations.models import Authorship, Citation, Derivation, DerivationInput, Source
from comparisons.models import (
    Category,
    Comparison,
    Equivalence,
    EquivalenceCitation,
    Point,
    Question,
    QuestionClaim,
    Row,
    Side,
)
from core.histories import changes_in, events
from core.recording import signed
from core.roles import EDITORS
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity, EntityRelation
from tests.factories import (
    a_comparison,
    a_dimension_group,
    a_finding,
    a_source,
    an_attribute,
    an_editor,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db

RECORDED: list[type[Model]] = [
    *(Entity, EntityRelation, DimensionGroup, Dimension, Boundary, Claim),
    *(Source, Authorship, Citation, Derivation, DerivationInput),
    *(Category, Comparison, Side, Row, Point, Equivalence, EquivalenceCitation, Question, QuestionClaim),
]
# Why the others have no history of their own.
NOT_RECORDED = {
    "entities.FormerEntitySlug": "the history of the slug",
    "entities.FormerDimensionSlug": "the history of the slug",
    "citations.FormerSourceKey": "the history of the key",
    "comparisons.FormerComparisonSlug": "the history of the slug",
    "citations.PublicSource": "follows from claims and citations",
    "citations.PlaceOnDimension": "follows from claims and citations",
    "citations.FoundingSource": "follows from derivations and their inputs",
    "citations.FoundingClaim": "follows from derivations and their inputs",
    "comparisons.Edition": "never changes",
    "comparisons.EditionClaim": "never changes",
    "comparisons.DerivedNote": "follows from editions",
    # A ticket keeps its own days, outcome, and words before and after; a record of every state of it would keep the
    # names, addresses and texts of strangers beyond the day on which they are deleted.
    "inquiries.Correction": "what strangers wrote is kept no longer than it may be",
}
# Models that only editors and the outbox see.
NO_READER_SEES = {
    f"inquiries.{name}"
    for name in (
        *("Inquiry", "Note", "SavedSearch", "RateBucket"),
        *("Mail", "Delivery", "CaughtMail", "DailyRun", "KnownDatabase"),
    )
}


def test_every_model_that_readers_see_is_recorded_or_there_is_a_reason() -> None:
    models = {
        model._meta.label
        for app in ("entities", "citations", "comparisons", "inquiries")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    }
    recorded = {(model._meta.concrete_model or model)._meta.label for model in RECORDED}
    assert models == recorded | set(NOT_RECORDED) | NO_READER_SEES


@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_making_changing_and_deleting_are_each_recorded(model: type[Model]) -> None:
    triggers = {trigger.operation.__str__() for trigger in model._meta.triggers if "Event" in type(trigger).__name__}  # type: ignore[attr-defined]
    assert triggers == {"INSERT", "UPDATE", "DELETE"}


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def save() -> None:
    group = DimensionGroup.objects.get()
    group.position = 5
    group.save()


def bulk_update() -> None:
    group = DimensionGroup.objects.get()
    group.name = "Power"
    DimensionGroup.objects.bulk_update([group], ["name"])


WRITES: dict[str, tuple[Callable[[], object], list[str]]] = {
    "save": (save, ["update"]),
    "update": (lambda: DimensionGroup.objects.update(position=3), ["update"]),
    "update without a change": (lambda: DimensionGroup.objects.update(position=0), []),
    "bulk_create": (lambda: DimensionGroup.objects.bulk_create([DimensionGroup(slug="b", name="B")]), ["insert"]),
    "bulk_update": (bulk_update, ["update"]),
    "delete": (lambda: DimensionGroup.objects.all().delete(), ["delete"]),
    "raw SQL": (lambda: raw("UPDATE entities_dimensiongroup SET name = 'Power'"), ["update"]),
}


@pytest.mark.parametrize(("write", "recorded"), WRITES.values(), ids=WRITES.keys())
def test_each_way_of_writing_is_recorded(write: Callable[[], object], recorded: list[str]) -> None:
    a_dimension_group(name="Energy")
    before = events(DimensionGroup).count()
    write()
    found = events(DimensionGroup).order_by("pgh_id")[before:]
    assert [event.pgh_label for event in found] == recorded


def test_many_rows_in_one_statement_have_an_event_each() -> None:
    comparison = a_comparison(rows=5)
    comparison.rows.update(note="Look here.")
    assert events(Row).filter(comparison=comparison.pk, pgh_label="update", note="Look here.").count() == 5


def test_the_record_says_who_in_which_role_and_why() -> None:
    group = a_dimension_group(name="Energy")
    account = an_editor(is_superuser=False)
    account.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    with transaction.atomic(), signed(account, why="It is power."):
        DimensionGroup.objects.update(name="Power")
    with transaction.atomic(), signed(None, why="Loaded."):
        DimensionGroup.objects.update(name="Energy again")
    account.groups.clear()
    loaded, changed, entered = changes_in(events(DimensionGroup).filter(pgh_obj=group.pk))
    assert (changed.user, changed.role, changed.why) == (account.pk, "editor", "It is power.")
    assert [(field.name, field.before, field.after) for field in changed.fields] == [("name", "Energy", "Power")]
    assert (loaded.user, loaded.role, loaded.why) == (None, "content loader", "Loaded.")
    assert (entered.act, entered.user, entered.role) == ("insert", None, "")


def test_what_was_deleted_is_told_with_what_it_said() -> None:
    comparison = a_comparison(sides=3)
    gone = comparison.sides.select_related("entity").get(position=3)
    gone.delete()
    deleted = changes_in(events(Side).filter(comparison=comparison.pk))[0]
    assert deleted.act == "delete"
    assert ("entity", gone.entity.name, "") in [(field.name, field.before, field.after) for field in deleted.fields]


def test_relations_of_entities_are_recorded_from_both_ends() -> None:
    one, other = an_entity(), an_entity()
    one.related.add(other)
    one.related.clear()
    for entity in (one, other):
        labels = (
            events(EntityRelation).filter(from_entity=entity.pk).order_by("pgh_id").values_list("pgh_label", flat=True)
        )
        assert list(labels) == ["insert", "delete"]


# --- Where a history begins --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("app", "migration"),
    [("entities", "0005"), ("citations", "0009"), ("comparisons", "0011")],
)
def test_what_was_there_before_its_history_has_a_first_entry(app: str, migration: str) -> None:
    one = an_entity(aliases=["Uno"])
    one.related.add(an_entity())
    an_attribute(entity=one)
    a_source()
    an_equivalence()
    a_comparison(sides=[one, an_entity()], rows=1, points=[a_finding()])
    module = import_module(f"{app}.migrations.{migration}_histories_of_all_that_readers_see")
    for name in module.BEGINNING.values():
        apps.get_model(app, name)._default_manager.all().delete()
    module.record_what_there_is(apps, SimpleNamespace(connection=connection))
    for name in module.BEGINNING.values():
        event = apps.get_model(app, name)
        rows = list(event.pgh_tracked_model._default_manager.order_by("pk"))
        found = list(event._default_manager.order_by("pgh_obj_id"))
        assert rows != []
        assert {each.pgh_label for each in found} == {"baseline"}
        columns = [field.attname for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
        assert [[getattr(each, column) for column in columns] for each in found] == [
            [getattr(row, column) for column in columns] for row in rows
        ]


def test_the_first_change_after_the_beginning_shows_what_was_there() -> None:
    group = a_dimension_group(name="Energy")
    events(DimensionGroup).delete()
    module = import_module("entities.migrations.0005_histories_of_all_that_readers_see")
    module.record_what_there_is(apps, SimpleNamespace(connection=connection))
    DimensionGroup.objects.update(name="Power")
    changed, first = changes_in(events(DimensionGroup).filter(pgh_obj=group.pk))
    assert [(field.before, field.after) for field in changed.fields] == [("Energy", "Power")]
    assert first.act == "baseline"
