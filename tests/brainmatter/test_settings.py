"""The settings, from outside: a fresh process with an environment of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from brainmatter import environment, server, settings

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "SECRET_KEY": "k3-Zq8vT1m_Xw5yB7nR2cJ6hL9pD4sF0gA-uEiOoYtQrWvNxMb",
    "DATABASE_URL": "postgres://brainmatter:secret@db.internal:5432/brainmatter",
    "CANONICAL_ORIGIN": "https://brainmatter.example",
}


def python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python with nothing in its environment but the given variables and the way to its programs."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
    )


def reading_settings(**variables: str) -> subprocess.CompletedProcess[str]:
    return python("-c", "import brainmatter.settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)", **variables)


def test_production_settings_pass_djangos_deployment_check():
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("missing", "said"), [("SECRET_KEY", "SECRET_KEY is not set"), ("DATABASE_URL", "DATABASE_URL")]
)
def test_the_site_does_not_start_without(missing, said):
    done = reading_settings(**{name: value for name, value in PRODUCTION.items() if name != missing})
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("HSTS_SECONDS", "a year"),
        ("TRUSTED_PROXIES", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("CANONICAL_ORIGIN", "brainmatter.example"),
        ("CANONICAL_ORIGIN", "https://brainmatter.example/home"),
        ("DATABASE_URL", "sqlite:///site.db"),
    ],
)
def test_an_unexpected_value_stops_the_start_and_is_named(name, value):
    done = reading_settings(**{**PRODUCTION, name: value})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


def test_with_production_values_debug_is_off_and_the_canonical_host_allowed():
    done = reading_settings(**PRODUCTION)
    assert done.stdout.startswith("False ['brainmatter.example'"), done.stderr


def test_nothing_but_the_site_itself_may_be_loaded_into_a_page():
    sources = {source for values in settings.SECURE_CSP.values() for source in values}
    assert {str(source) for source in sources} == {"'self'", "'none'"}


def test_the_web_server_never_needs_more_connections_than_postgres_gives():
    assert server.WORKERS * (server.LIMITS.threads + 1) <= 20


def test_the_example_lists_every_variable_there_is():
    listed = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(set(listed))
    asked_by_compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert set(listed) == environment.asked_for | asked_by_compose


def test_a_database_behind_a_socket_or_with_options_is_understood(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgres://me:p%40ss@/site?host=/run/postgres&sslmode=require&connect_timeout=9"
    )
    database = environment.database("DATABASE_URL")
    assert (database["NAME"], database["PASSWORD"], database["HOST"]) == ("site", "p@ss", "/run/postgres")
    assert database["OPTIONS"] == {
        "sslmode": "require",
        "connect_timeout": "9",
        "options": "-c random_page_cost=1.1 -c pgtrigger.ignore={}",
    }


def test_a_database_address_may_leave_out_what_a_pooler_refuses(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@pooler/site?options=")
    assert environment.database("DATABASE_URL")["OPTIONS"] == {"connect_timeout": "5", "options": ""}


@pytest.mark.django_db
def test_asking_what_triggers_are_ignored_is_no_error():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")
        assert cursor.fetchone() == ([],)


@pytest.mark.django_db
def test_the_planner_knows_that_no_disk_turns():
    with connection.cursor() as cursor:
        cursor.execute("SHOW random_page_cost")
        assert cursor.fetchone() == ("1.1",)


TOGETHER = [
    ({"BEHIND_TLS_PROXY": "true"}, "TRUSTED_PROXIES"),
    ({"EMAIL_HOST": "smtp.example"}, "OWNER_EMAIL"),
]


@pytest.mark.parametrize(("variables", "missing"), TOGETHER)
@pytest.mark.parametrize(
    "command", [("manage.py", "check"), ("manage.py", "migrate"), ("-c", "import brainmatter.wsgi")]
)
def test_settings_that_cannot_be_meant_together_stop_the_start(command, variables, missing):
    done = python(*command, **PRODUCTION, **variables)
    assert done.returncode == 1
    assert missing in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_that_belong_together_pass():
    whole = {"BEHIND_TLS_PROXY": "true", "TRUSTED_PROXIES": "1"}
    whole |= {"EMAIL_HOST": "smtp.example", "OWNER_EMAIL": "owner@brainmatter.example"}
    done = python("manage.py", "check", **PRODUCTION, **whole)
    assert done.returncode == 0, done.stderr
