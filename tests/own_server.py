"""A PostgreSQL of one test's own, which it may stop and start, beside the one that the other tests use."""

import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brainmatter.local.database import EmbeddedDatabase
from brainmatter.local.site import var_folder
from tests.template_databases import address_of, migrated_template


@contextmanager
def own_migrated_database() -> Iterator[tuple[EmbeddedDatabase, str]]:
    """The server, running, and the address of a migrated database in it; both are gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="of-one-test-", dir=var_folder()))
    folder.chmod(0o755)  # The server may be another user.
    try:
        database = EmbeddedDatabase(folder)
        with database.joined() as address:
            _copy_the_template(database, address)
            yield database, address
    finally:
        shutil.rmtree(folder)


def _copy_the_template(database: EmbeddedDatabase, address: str) -> None:
    """As a dump: to migrate would take ten times as long."""
    dump = database.data.parent / "migrated.sql"
    dump.touch()
    database._as().give(dump)
    with migrated_template() as name:
        database._run("pg_dump", "--no-owner", "--file", str(dump), address_of(name))
    database._run("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file", str(dump), address)


@contextmanager
def stopped(database: EmbeddedDatabase) -> Iterator[None]:
    """The server falls down without a word to anybody, and comes back under the same address after the block."""
    _program, _switch, data, *options = shlex.split((database.data / "postmaster.opts").read_text())
    database._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--silent", "--pgdata", data)
    yield
    database._run(
        "pg_ctl", "start", "--wait", "--silent", "--pgdata", data,
        "--log", str(database.log), "--options", shlex.join(options),
    )  # fmt: skip
