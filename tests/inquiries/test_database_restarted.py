"""PostgreSQL goes down and comes back while fifty people press Send."""

import html
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from brainmatter.local.site import ROOT
from tests.free_ports import free_port
from tests.inquiries.waiting import wait_until
from tests.own_server import own_migrated_database, stopped

pytestmark = pytest.mark.restarts

SENDERS = 50


class Answer(NamedTuple):
    status: int
    url: str
    page: str

    @property
    def is_confirmation(self) -> bool:
        return self.status == 200 and "/contact/received/" in self.url


@contextmanager
def served(environment: dict[str, str], port: int, log: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "brainmatter.server"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            for _ in range(200):
                try:
                    ask(f"http://127.0.0.1:{port}/healthz")
                    break
                except urllib.error.URLError:
                    time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait(20)


def ask(url: str, fields: dict[str, str] | None = None, *, sender: int = 0) -> Answer:
    data = urllib.parse.urlencode(fields).encode() if fields else None
    # Fifty people have fifty addresses, as the one trusted proxy tells.
    request = urllib.request.Request(url, data=data, headers={"X-Forwarded-For": f"198.51.100.{sender}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return Answer(response.status, response.url, response.read().decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.url, error.read().decode())


def form_on(page: str, sender: int) -> dict[str, str]:
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)
    assert stamp is not None
    return {
        "stamp": html.unescape(stamp[1]),
        "kind": "other",
        "name": f"Sender {sender}",
        "email": f"sender{sender}@example.org",
        "message": f"The message of sender {sender}.",
        "consent": "on",
    }


def test_what_was_confirmed_is_stored_once_and_everything_else_is_kept_on_an_error_page(tmp_path: Path) -> None:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    with own_migrated_database() as (database, address):
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "CANONICAL_ORIGIN": origin,
            "PORT": str(port),
            "TRUSTED_PROXIES": "1",
            "CONTACT_MINIMUM_SECONDS": "0",
            "OWNER_EMAIL": "owner@example.org",
            "LOG_LEVEL": "ERROR",
            # A hasty database: the messages must be on disk all the same when they are confirmed.
            "PGOPTIONS": "-c synchronous_commit=off",
        }
        with served(environment, port, tmp_path / "server.log"):
            forms = [form_on(ask(f"{origin}/contact").page, sender) for sender in range(SENDERS)]
            answers: dict[int, Answer] = {}

            def send(sender: int) -> None:
                time.sleep(sender * 0.06)  # Three seconds together, so that the restart falls in the middle.
                answers[sender] = ask(f"{origin}/contact", forms[sender], sender=sender)

            senders = [threading.Thread(target=send, args=(sender,)) for sender in range(SENDERS)]
            for thread in senders:
                thread.start()
            wait_until(lambda: len(answers) >= 5)
            with stopped(database):
                wait_until(lambda: any(answer.status == 503 for answer in [*answers.values()]))
            for thread in senders:
                thread.join()

            def stored() -> dict[str, int]:
                with psycopg.connect(address) as connection:
                    rows = connection.execute("SELECT message, count(*) FROM inquiries_inquiry GROUP BY message")
                    return dict(rows.fetchall())

            confirmed = {sender for sender, answer in answers.items() if answer.is_confirmation}
            assert 0 < len(confirmed) < SENDERS, "The restart fell beside the submissions."
            counts = stored()
            for sender, answer in answers.items():
                message = forms[sender]["message"]
                if sender in confirmed:
                    assert counts[message] == 1
                elif "/contact/received/" in answer.url:
                    # Stored, but the page that confirms it could not be shown: opening it again does.
                    assert counts[message] == 1
                    assert answer.status == 503
                    assert answer.url[-9:] in answer.page
                    assert ask(answer.url).is_confirmation
                else:
                    assert answer.status == 503
                    assert message in answer.page
                    assert form_on(answer.page, sender)["stamp"] == forms[sender]["stamp"]
            # Whoever does as the error page says gets a confirmation, and is stored once.
            for sender in set(answers) - confirmed:
                assert ask(f"{origin}/contact", forms[sender], sender=sender).is_confirmation
            assert stored() == {form["message"]: 1 for form in forms}
            with psycopg.connect(address) as connection:
                [(mails,)] = connection.execute("SELECT count(*) FROM inquiries_mail").fetchall()
            assert mails == 2 * SENDERS
