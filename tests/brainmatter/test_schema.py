"""A database that is not the one this release works with is noticed before a page or a save fails."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from brainmatter.local.site import ROOT
from core.schema.comparing import differences, forget, require_expected_schema
from tests.upgrades.old_databases import restored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looked_at_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def changed(statement: str) -> list[str]:
    """What is different once the statement has been executed."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
    return differences()


def test_a_migrated_database_is_as_the_models_imply_and_looking_leaves_nothing_behind():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class")
        before = cursor.fetchone()
        assert differences() == []
        cursor.execute("SELECT count(*) FROM pg_class")
        assert cursor.fetchone() == before
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == ("public",)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TABLE inquiries_caughtmail", "missing: table of inquiries_caughtmail"),
        ("ALTER TABLE entities_claim DROP COLUMN note CASCADE", "missing: column of entities_claim: note"),
        (
            "ALTER TABLE entities_claim ALTER note DROP NOT NULL",
            "missing: column of entities_claim: note text not null",
        ),
        ("ALTER TABLE inquiries_inquiry ALTER organisation TYPE varchar(9)", "inquiries_inquiry: organisation"),
        ("ALTER TABLE inquiries_inquiry ALTER received_at DROP DEFAULT", "inquiries_inquiry: received_at"),
        ("ALTER TABLE comparisons_edition DROP CONSTRAINT edition_numbered_from_one", "edition_numbered_from_one"),
        (
            "ALTER TABLE comparisons_edition DROP CONSTRAINT edition_numbered_from_one,"
            " ADD CONSTRAINT edition_numbered_from_one CHECK (number >= 0)",
            "not expected: check of comparisons_edition: edition_numbered_from_one CHECK number >= 0",
        ),
        ("ALTER TABLE entities_entity ADD CONSTRAINT short CHECK (length(name) < 9)", "not expected: check"),
        ("ALTER TABLE entities_entity ADD colour text NOT NULL", "not expected: column of entities_entity: colour"),
        ("CREATE UNIQUE INDEX ON entities_entity (definition)", "not expected: unique of entities_entity"),
        ("DROP INDEX delivery_waiting", "missing: index of inquiries_delivery: delivery_waiting"),
        ("ALTER TABLE comparisons_edition DISABLE TRIGGER ALL", "missing: trigger of comparisons_edition"),
        ("DELETE FROM django_migrations WHERE app = 'inquiries'", "not applied: "),
    ],
)
def test_every_kind_of_difference_is_told(statement: str, said: str):
    found = changed(statement)
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE notes_of_an_operator (id int)",
        "CREATE INDEX ON entities_entity (definition)",
        "ALTER TABLE entities_entity ADD colour text",
        "ALTER TABLE entities_entity ADD colour text NOT NULL DEFAULT ''",
    ],
)
def test_what_can_refuse_nothing_is_the_operator_s_own_affair(statement: str):
    assert changed(statement) == []


def test_a_wrong_schema_is_not_ready_and_the_worker_and_a_start_say_the_way_out():
    assert changed("DROP TABLE inquiries_caughtmail")
    assert Client().get("/readyz").json() == {"ready": False, "reason": "WrongSchemaError"}
    for command in ("check_schema", "run_worker", "prepare"):
        with pytest.raises(CommandError, match=r"table of inquiries_caughtmail\n.*manage\.py migrate"):
            call_command(command, **({"once": True} if command == "run_worker" else {}))


def test_it_is_looked_at_once(django_assert_num_queries):
    require_expected_schema()
    with django_assert_num_queries(0):
        require_expected_schema()
    with django_assert_num_queries(1):
        assert Client().get("/readyz").json() == {"ready": True}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", [("-c", "import brainmatter.wsgi"), ("-m", "brainmatter.server")])
def test_the_web_server_does_not_start_on_an_old_database(command: tuple[str, str]):
    with restored("10473a1"):
        params = connection.get_connection_params()
        address = f"postgres://{params['user']}@/{connection.settings_dict['NAME']}?host={params['host']}"
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": address, "BIND": "127.0.0.1:0"},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 1
    assert "not the one that this release expects" in done.stderr
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr
