"""Every named constraint and every trigger of ours exists in the database, speaks to editors, and has a test."""

import re
from pathlib import Path

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection

from tests.refusals import OUR_APPS, reads_well, stated_messages

TESTS = Path(__file__).parent.parent
_RAISED_AS = re.compile(r"CONSTRAINT = '(\w+)'")

TRIGGERS = {
    f"{model._meta.label}.{trigger.name}": (model, trigger)
    for model, trigger in pgtrigger.registered()
    if model._meta.app_label in OUR_APPS
}


def names_that_triggers_raise() -> set[str]:
    return {name for _, trigger in TRIGGERS.values() for name in _RAISED_AS.findall(str(trigger.func))}


def named_in_a_test(name: str) -> bool:
    """Whether a module of constraint tests has the name as a string of its own."""
    return any(f'"{name}"' in path.read_text() for path in TESTS.glob("*/test_constraints.py"))


def test_there_is_something_to_look_at() -> None:
    assert len(stated_messages()) > 60
    assert len(names_that_triggers_raise()) > 10


@pytest.mark.parametrize("name", sorted(stated_messages()))
def test_a_constraint_tells_an_editor_in_plain_words_what_is_wrong(name: str) -> None:
    assert reads_well(stated_messages()[name])


@pytest.mark.parametrize("name", sorted({*stated_messages(), *names_that_triggers_raise()}))
def test_a_test_tries_to_break_every_constraint(name: str) -> None:
    assert named_in_a_test(name), f"Write a test that breaks {name} through bulk_create() or update()."


@pytest.mark.django_db
def test_every_constraint_is_in_the_catalogue_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        known = {name for (name,) in cursor.fetchall()}
    assert set(stated_messages()) - known == set()


@pytest.mark.django_db
def test_every_trigger_is_in_the_catalogue_of_the_database_and_switched_on() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'O'")
        known = set(cursor.fetchall())
    declared = {(trigger.get_pgid(model), model._meta.db_table) for model, trigger in TRIGGERS.values()}
    assert declared - known == set()


def test_no_unique_rule_is_written_where_django_does_not_look() -> None:
    """A constraint that stands bare in Meta does nothing, and nothing says so."""
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS:
            assert not model._meta.unique_together, f"{model.__name__}: write a UniqueConstraint with a name"
