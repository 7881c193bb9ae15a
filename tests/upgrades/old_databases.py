"""Databases as earlier versions made them, restored beside the tests' own."""

import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from core.schema import comparing

DUMPS = {path.name.removesuffix(".sql.xz"): path for path in Path(__file__).parent.glob("databases/*.sql.xz")}


def server_address() -> dict[str, Any]:
    """Where the tests' server is, as psycopg wants it, without the name of a database."""
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key in {"host", "port", "user", "password"}}


@contextmanager
def restored(version: str) -> Iterator[None]:
    """The default connection leads to a new database with this version's dump while the block runs."""
    own = str(connection.settings_dict["NAME"])
    name = f"{own}_old"
    connection.close()
    address = server_address()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            with psycopg.connect(dbname=name, **address) as restoring:
                restoring.execute(lzma.decompress(DUMPS[version].read_bytes()))
            connection.settings_dict["NAME"] = name
            _forget_what_was_read()
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own
            _forget_what_was_read()
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _forget_what_was_read() -> None:
    """What the process remembers of one database does not hold in another: Django keeps numbers of content types."""
    comparing.forget()
    ContentType.objects.clear_cache()
