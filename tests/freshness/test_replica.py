"""Pages are read from a real streaming replica while it keeps up, and from the primary while it does not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from brainmatter.local.database import EmbeddedDatabase
from brainmatter.local.site import ROOT
from tests.free_ports import free_port
from tests.freshness.asking import ask
from tests.freshness.test_failures import wait_for
from tests.own_server import own_migrated_database

pytestmark = pytest.mark.restarts

WRITTEN = "from tests.factories import an_entity; an_entity(name='Written later')"


@contextmanager
def replica_of(database: EmbeddedDatabase, address: str) -> Iterator[str]:
    """The address of a streaming replica of this database, made by pg_basebackup."""
    data = database.data.parent / "replica"
    data.mkdir(mode=0o700)
    database._as().give(data)
    sockets = address.partition("?host=")[2]
    database._run(
        "pg_basebackup", "--host", sockets, "--username", "brainmatter", "--pgdata", str(data),
        "--write-recovery-conf", "--checkpoint=fast",
    )  # fmt: skip
    port = free_port()
    options = f"-c listen_addresses='' -c unix_socket_directories={sockets} -c port={port}"
    log = data.parent / "replica.log"
    log.touch()
    database._as().give(log)
    control = ("--pgdata", str(data), "--log", str(log))
    database._run("pg_ctl", "start", "--wait", "--silent", *control, "--options", options)
    try:
        yield f"{address}&port={port}"
    finally:
        database._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--silent", *control)


def test_a_page_is_read_from_the_replica_and_never_replaced_by_an_older_one(tmp_path: Path) -> None:
    with ExitStack() as running:
        database, primary = running.enter_context(own_migrated_database())
        environment = {**os.environ, "DATABASE_URL": primary, "STATIC_ROOT": str(tmp_path / "static")}
        replica = running.enter_context(replica_of(database, primary))
        origin = running.enter_context(served(environment, replica, tmp_path))
        copy = running.enter_context(psycopg.connect(replica, autocommit=True))

        # Read from the replica: its statistics count the transactions that the pages cost.
        before = transactions(copy)
        for number in range(30):
            assert ask(origin, f"/entities?q={number}").status == 200
        wait_for(lambda: transactions(copy) - before >= 15)

        # While the replica stands still, what is committed is shown all the same, by every process.
        copy.execute("SELECT pg_wal_replay_pause()")
        subprocess.run([sys.executable, "manage.py", "shell", "-c", WRITTEN], cwd=ROOT, env=environment, check=True)
        wait_for(lambda: all("Written later" in page(origin) for _ in range(10)))
        for _ in range(40):
            assert "Written later" in page(origin)

        # And it is read from again once it has caught up.
        copy.execute("SELECT pg_wal_replay_resume()")
        wait_for(lambda: copy.execute("SELECT count(*) FROM entities_entity").fetchone() == (1,))
        before = transactions(copy)
        for number in range(30):
            assert ask(origin, f"/entities?q=again-{number}").status == 200
        wait_for(lambda: transactions(copy) - before >= 15)
        assert "Written later" in page(origin)


def page(origin: str) -> str:
    """A page that lists the entities."""
    return ask(origin, "/entities").text


def transactions(connection: psycopg.Connection) -> int:
    """How many transactions this server has seen in this database."""
    connection.execute("SELECT pg_stat_clear_snapshot()")
    row = connection.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()").fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def served(environment: dict[str, str], replica: str, folder: Path) -> Iterator[str]:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    more = {"READ_DATABASE_URL": replica, "CANONICAL_ORIGIN": origin, "PORT": str(port)}
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "brainmatter.server"], cwd=ROOT, env={**environment, **more}, stdout=log, stderr=log
        )
        try:
            wait_for(lambda: ask(origin, "/healthz").status == 200)
            yield origin
        finally:
            server.terminate()
            server.wait(20)
