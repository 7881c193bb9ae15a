"""Readers read on while the database restarts and while worker processes are killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from brainmatter.local.database import EmbeddedDatabase
from brainmatter.local.site import ROOT
from tests.free_ports import free_port
from tests.freshness.asking import Answer, ask
from tests.own_server import own_migrated_database, stopped

pytestmark = pytest.mark.restarts

PAGE = "/dimensions"


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[tuple[str, EmbeddedDatabase, int]]:
    """A site without content on a database of its own: its address, its database, and its main process."""
    with own_migrated_database() as (database, address):
        yield from _served(database, address, folder, settings)


def _served(
    database: EmbeddedDatabase, address: str, folder: Path, settings: dict[str, str]
) -> Iterator[tuple[str, EmbeddedDatabase, int]]:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "CANONICAL_ORIGIN": origin,
        "PORT": str(port),
        "STATIC_ROOT": str(folder / "static"),
        **settings,
    }
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "brainmatter.server"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(lambda: ask(origin, "/healthz").status == 200)
            yield origin, database, server.pid
        finally:
            server.terminate()
            server.wait(20)


def wait_for(holds, *, seconds: float = 60) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.1)


def kept(origin: str, page: str) -> Answer:
    """The page, asked for by so many at once that both workers have kept it."""
    with ThreadPoolExecutor(16) as readers:
        answers = list(readers.map(lambda _: ask(origin, page), range(64)))
    assert {answer.status for answer in answers} == {200}
    assert "s-maxage" in answers[-1].headers["cache-control"]
    return answers[-1]


def test_readers_read_on_while_the_database_restarts(tmp_path: Path) -> None:
    # One worker: which of several answers is the kernel's choice, and only one that has kept a page can serve it on.
    with served(tmp_path, WEB_WORKERS="1") as (origin, database, _):
        pages = [PAGE, "/about", "/"]
        for page in pages:
            kept(origin, page)
        with stopped(database):
            deadline = time.monotonic() + 4
            while time.monotonic() < deadline:
                assert [ask(origin, page).status for page in pages] == [200, 200, 200]
            assert ask(origin, "/corrections").status == 503  # not kept: it says so
        wait_for(lambda: ask(origin, "/corrections").status == 200)
        assert "kept answers serve on" in (tmp_path / "server.log").read_text()


def test_after_the_stated_time_without_a_database_the_site_says_that_it_cannot_answer(tmp_path: Path) -> None:
    with served(tmp_path, WEB_WORKERS="1", KEPT_WITHOUT_DATABASE_SECONDS="2") as (origin, database, _):
        kept(origin, PAGE)
        with stopped(database):
            assert ask(origin, PAGE).status == 200
            wait_for(lambda: ask(origin, PAGE).status == 503)
        wait_for(lambda: ask(origin, PAGE).status == 200)


def test_a_worker_that_is_killed_is_replaced_and_shows_nothing_older(tmp_path: Path) -> None:
    with served(tmp_path) as (origin, _, main):
        kept(origin, "/about")
        before = workers(main)
        os.kill(before[0], signal.SIGKILL)
        wait_for(lambda: len(set(workers(main)) - set(before)) == 1)
        time.sleep(1.1)
        tags = {ask(origin, "/about").headers["etag"] for _ in range(20)}
        assert len(tags) == 1
        assert len(workers(main)) == len(before)


def workers(main: int) -> list[int]:
    """The worker processes of the server, whatever they call themselves: all its children but Python's own."""
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [int(child) for child in children if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()]
