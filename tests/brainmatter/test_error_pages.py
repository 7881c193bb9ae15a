"""When the site itself fails, readers get a page of their own and no innards; machines learn what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import InterfaceError
from django.test import Client, override_settings

from brainmatter.local.site import ROOT

NOBODY_LISTENS = "postgres://nobody:secret-word@127.0.0.1:1/nowhere"
PAGES = [
    "/",
    "/comparisons",
    "/comparisons/a/b",
    "/entities/a",
    "/dimensions/a",
    "/claims/a",
    "/citations",
    "/sitemap.xml",
]
ASKING = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
answers = {}
for path in json.loads(sys.argv[1]):
    response = client.get(path, headers={"Host": "localhost"})
    answers[path] = {
        "status": response.status_code,
        "retry": response.headers.get("Retry-After"),
        "policy": response.headers.get("Content-Security-Policy"),
        "text": response.text,
    }
print(json.dumps(answers))
"""


def asked(*paths: str, **environment: str) -> dict[str, dict[str, Any]]:
    """What a fresh process with these settings answers."""
    done = subprocess.run(
        [sys.executable, "-c", ASKING, json.dumps(paths)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "brainmatter.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_without_a_database_readers_are_asked_to_come_back_and_machines_are_told():
    answers = asked(*PAGES, "/healthz", "/readyz", "/about", "/nothing-here", DATABASE_URL=NOBODY_LISTENS)
    for path in PAGES:
        answer = answers[path]
        assert (answer["status"], answer["retry"]) == (503, "30"), path
        assert "Something went wrong here" in answer["text"]
        assert answer["policy"]
    told = "".join(answer["text"] for answer in answers.values())
    assert "Traceback" not in told
    assert "secret-word" not in told
    assert [answers[path]["status"] for path in ("/healthz", "/about", "/nothing-here")] == [200, 200, 404]
    assert answers["/readyz"]["status"] == 503
    assert json.loads(answers["/readyz"]["text"]) == {"ready": False, "reason": "OperationalError"}


def test_without_static_files_the_page_that_says_so_still_comes(tmp_path: Path):
    """Every other page looks up its style sheets; this one must not."""
    answers = asked("/about", "/nothing-here", "/healthz", STATIC_FROM_SOURCE="false", STATIC_ROOT=str(tmp_path))
    for path in ("/about", "/nothing-here"):
        assert answers[path]["status"] == 500
        assert "Something went wrong here" in answers[path]["text"]
        assert "Traceback" not in answers[path]["text"]
    assert answers["/healthz"]["status"] == 200


@pytest.fixture
def visitor() -> Client:
    """One who sees what a reader sees, not the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_a_mistake_of_ours_is_a_500_and_not_temporary(visitor: Client, monkeypatch: pytest.MonkeyPatch):
    def broken(*arguments: object) -> None:
        raise LookupError("innards")

    monkeypatch.setattr("brainmatter.pages.home.first_of_each_category", broken)
    answer = visitor.get("/")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (500, None)
    assert "Something went wrong here" in answer.text
    assert "innards" not in answer.text


@pytest.mark.django_db
def test_a_connection_that_broke_is_not_ready(visitor: Client, monkeypatch: pytest.MonkeyPatch):
    def closed() -> None:
        raise InterfaceError("the connection is closed")

    monkeypatch.setattr(connection, "cursor", closed)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "InterfaceError")


def test_the_last_resort_needs_nothing_at_all(visitor: Client):
    """Not even its template."""
    with override_settings(TEMPLATES=[]):
        answer = visitor.get("/about")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
