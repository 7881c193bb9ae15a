"""Databases that the tests copy instead of filling one of their own each: one migrated, one with the whole content.

A template is made by the first run that needs it and kept in the server for the next. Its name tells what it was made
from, so that a change of the code or the content makes a new one; those that nobody uses any more are removed then.
PostgreSQL copies one in a fraction of a second; a migration takes seconds, and the content a good deal longer.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from brainmatter.local.fingerprints import fingerprint

ROOT = Path(__file__).resolve().parent.parent
_PREFIX = "template_brainmatter"


def migrated_state() -> str:
    """What an empty, migrated database follows from."""
    migrations = sorted(path.relative_to(ROOT).as_posix() for app in _packages() for path in app.glob("migrations"))
    # A migration gives the roles what they may do today.
    return fingerprint(ROOT, ["requirements/runtime.txt", "editing/roles.py", *migrations], pattern="*.py")


def content_state() -> str:
    """What a database with the content loaded follows from: all code, and the content."""
    return fingerprint(ROOT, [*(app.name for app in _packages()), "content", "requirements/runtime.txt"])


def _packages() -> list[Path]:
    return sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")


@contextmanager
def migrated_template() -> Iterator[str]:
    """The name of a migrated database to copy from, which nobody removes while the block runs."""
    with _kept("migrated", migrated_state(), _migrate) as name:
        yield name


@contextmanager
def content_template(*commands: tuple[str, ...], **variables: str) -> Iterator[str]:
    """As `migrated_template`, with the content loaded, then these management commands run, with these variables."""

    def fill(address: str) -> None:
        for command in commands:
            manage(*command, DATABASE_URL=address, **variables)

    with _loaded_template() as loaded:
        if not commands:
            yield loaded
            return
        state = sha256(f"{content_state()} {commands} {variables}".encode()).hexdigest()
        with _kept("changed", state, fill, like=loaded) as name:
            yield name


@contextmanager
def _loaded_template() -> Iterator[str]:
    def fill(address: str) -> None:
        manage("load_content", DATABASE_URL=address)

    with migrated_template() as migrated, _kept("content", content_state(), fill, like=migrated) as name:
        yield name


@contextmanager
def mutants_database() -> Iterator[str]:
    """The name of a migrated database that tests may write to if they commit nothing: it is there for the next run."""
    with (
        migrated_template() as migrated,
        _kept("mutants", migrated_state(), lambda address: None, like=migrated) as name,
    ):
        yield name


def _migrate(address: str) -> None:
    manage("migrate", "--verbosity", "0", DATABASE_URL=address)


def manage(*arguments: str, **variables: str) -> str:
    """The output of a management command in a process of its own; CalledProcessError if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def address_of(name: str) -> str:
    """The address of this database, on the server that the tests use."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def copy_of(template: str, name: str) -> Iterator[str]:
    """The address of a copy of the template, which is dropped after the block."""
    copy_again(template, name)
    try:
        yield address_of(name)
    finally:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(_drop(name))


def copy_again(template: str, name: str) -> None:
    """Put a new copy of the template in the place of the database of this name, whoever is connected to that."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(_drop(name))
        connection.execute(_create(name, template))


def _drop(name: str) -> Composed:
    return SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))


def _create(name: str, template: str) -> Composed:
    return SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))


@contextmanager
def _kept(kind: str, state: str, fill: Callable[[str], None], *, like: str = "template1") -> Iterator[str]:
    """The name of a template of this kind, made from this state if it is not there yet.

    Two locks in the server: whoever makes or removes templates of a kind does so alone, and whoever uses one shares
    its own. Both go with the connection, however that ends.
    """
    name, making = f"{_PREFIX}_{kind}_{state[:16]}", f"{_PREFIX}_{kind}_half_made"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [making])
        try:
            connection.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [name])
            if name not in _templates(connection):
                _make(connection, name, making, fill, like)
                _remove_unused(connection, kind, name)
        finally:
            connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [making])
        yield name


def _make(connection: psycopg.Connection, name: str, half_made: str, fill: Callable[[str], None], like: str) -> None:
    """Under another name until it is whole, so that one whose making was broken off is never taken for it."""
    connection.execute(_drop(half_made))
    connection.execute(_create(half_made, like))
    fill(address_of(half_made))
    connection.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(half_made), Identifier(name)))


def _remove_unused(connection: psycopg.Connection, kind: str, current: str) -> None:
    for name in _templates(connection):
        if name.startswith(f"{_PREFIX}_{kind}_") and name != current:
            (free,) = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone() or (False,)
            if free:
                connection.execute(SQL("DROP DATABASE {}").format(Identifier(name)))
                connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _templates(connection: psycopg.Connection) -> list[str]:
    found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX]).fetchall()
    return [name for (name,) in found]
