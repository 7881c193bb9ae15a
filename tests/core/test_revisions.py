"""Every commit that changes what readers see makes another revision, whatever wrote it; nothing else does."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from core.models import RevisionStep
from core.revisions import Revision, current_revision, fold_old_steps
from entities.models import Dimension, DimensionGroup, Entity
from inquiries.models import Correction
from tests.factories import a_correction, a_dimension_group, a_published_comparison, an_attribute, an_entity, an_inquiry
from tests.refusals import OUR_APPS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def group() -> DimensionGroup:
    return a_dimension_group(name="Energy")


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


WRITES: dict[str, Callable[[], object]] = {
    "save": lambda: DimensionGroup.objects.get().save(),
    "update": lambda: DimensionGroup.objects.update(position=3),
    "bulk_create": lambda: DimensionGroup.objects.bulk_create([DimensionGroup(slug="other", name="Other")]),
    "delete": lambda: DimensionGroup.objects.all().delete(),
    "raw SQL": lambda: raw("UPDATE entities_dimensiongroup SET name = 'Power'"),
    "TRUNCATE": lambda: raw("TRUNCATE entities_dimensiongroup CASCADE"),
    "COPY": lambda: raw("INSERT INTO entities_dimensiongroup (slug, name, position) SELECT 'copied', 'Copied', 1"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_each_way_of_writing_makes_exactly_one_revision(write: Callable[[], object]) -> None:
    before = current_revision()
    with transaction.atomic():
        write()
        write_again = an_entity()
    assert write_again.pk
    after = current_revision()
    assert after.number == before.number + 1
    assert after.nonce != before.nonce


def test_a_rollback_leaves_the_revision_alone() -> None:
    before = current_revision()
    with transaction.atomic():
        an_entity()
        transaction.set_rollback(True)
    assert current_revision() == before


def test_what_is_written_after_a_rolled_back_part_of_a_transaction_still_counts() -> None:
    before = current_revision()
    with transaction.atomic():
        with transaction.atomic():
            an_entity()
            transaction.set_rollback(True)
        an_entity()
    assert current_revision().number == before.number + 1


def test_two_transactions_at_once_are_two_revisions_in_whichever_order_they_end() -> None:
    """The one that began first commits last: the newest row stays the same, and the revision must not."""
    wrote, may_commit = Event(), Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                an_entity()
                wrote.set()
                may_commit.wait(10)
        finally:
            connection.close()

    before = current_revision()
    first = Thread(target=slow)
    first.start()
    assert wrote.wait(10)
    an_entity()
    between = current_revision()
    may_commit.set()
    first.join(10)
    after = current_revision()
    assert [between.number - before.number, after.number - before.number] == [1, 2]
    assert len({before, between, after}) == 3


def test_what_strangers_send_makes_none() -> None:
    claim = an_attribute()
    before = current_revision()
    an_inquiry()
    report = a_correction(claim=claim)
    Correction.objects.filter(pk=report.pk).update(report="Reworded.")
    Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
    Correction.objects.filter(pk=report.pk).delete()
    assert current_revision() == before


def test_a_report_makes_one_when_it_is_released_and_when_it_is_hidden_again() -> None:
    correction = a_correction()
    before = current_revision().number
    Correction.objects.filter(pk=correction.pk).update(is_released=True)
    Correction.objects.filter(pk=correction.pk).update(is_released=False)
    Correction.objects.filter(pk=correction.pk).update(report="Reworded.")
    assert current_revision().number == before + 2


def test_publishing_makes_one() -> None:
    before = current_revision()
    with transaction.atomic():
        a_published_comparison()
    assert current_revision().number == before.number + 1


def test_folding_old_rows_keeps_the_revision() -> None:
    for _ in range(5):
        an_entity()
    RevisionStep.objects.update(at=timezone.now() - timedelta(days=2))
    an_entity()
    before = current_revision()
    rows = RevisionStep.objects.count()
    assert fold_old_steps() == rows - 1
    assert RevisionStep.objects.count() == 1
    assert current_revision() == before
    an_entity()
    assert current_revision().number == before.number + 1


def test_rows_of_today_are_not_folded() -> None:
    an_entity()
    rows = RevisionStep.objects.count()
    assert fold_old_steps() == 0
    assert RevisionStep.objects.count() == rows


def test_an_empty_record_has_a_revision_too() -> None:
    RevisionStep.objects.all().delete()
    assert current_revision() == Revision(0, "")


def test_every_table_of_content_is_watched() -> None:
    """By name of the app: what the public pages really read is recorded by the crawl in tests/contract."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE 'pgtrigger_makes_a_revision%'"
        )
        watched = {name for (name,) in cursor.fetchall()}
    content = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in {"entities", "citations", "comparisons"}
        and model._meta.app_label in OUR_APPS
        and not model._meta.proxy
        and not hasattr(model, "pgh_tracked_model")
    }
    assert {Entity._meta.db_table, Dimension._meta.db_table} <= watched
    assert content - watched == set()
