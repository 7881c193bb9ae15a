"""`make demo` from outside: what it does, what it says when it cannot, and what it leaves behind (nothing)."""

import os
import signal
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brainmatter.demonstrating import (
    Demonstration,
    demonstration,
    nothing_left_in,
    outside_environment,
    processes_in,
    refusal,
    working_folder,
)
from tests.free_ports import free_port

pytestmark = pytest.mark.restarts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # So deep that the address of a socket inside it would be longer than the system allows.
    return working_folder(tmp_path_factory.mktemp("a folder with spaces and a rather long name " + "x" * 80))


@pytest.fixture(scope="module")
def started_once(folder: Path) -> str:
    """What the first start in the folder printed, stopped again by Ctrl-C."""
    with demonstration(folder, free_port()) as running:
        with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/healthz", timeout=10) as answer:
            assert answer.status == 200
        running.signal_all(signal.SIGINT)
    return running.text


@pytest.fixture(scope="module")
def started_again(folder: Path, started_once: str) -> Iterator[Demonstration]:
    """A second start in the folder, running for the tests that only look at it."""
    with demonstration(folder, free_port()) as running:
        yield running
    assert nothing_left_in(folder)


def database_process(folder: Path) -> int:
    return int((folder / "var" / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_the_first_start_prints_the_editors_password_and_the_address(started_once):
    assert "'editor' has an account, with the password " in started_once
    assert "BrainMatter is at http://127.0.0.1:" in started_once


def test_ctrl_c_stops_the_server_the_worker_and_the_database(folder, started_once):
    assert nothing_left_in(folder)
    assert not (folder / "var" / "postgres" / "postmaster.pid").exists()
    assert "Traceback" not in started_once


def test_the_secret_key_is_for_its_owner_only(folder, started_once):
    key = folder / "var" / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) >= 50


def test_a_second_start_changes_nothing_and_keeps_the_password_to_itself(folder, started_again):
    assert "applying" not in started_again.text
    assert "collecting" not in started_again.text
    assert "with the password" not in started_again.text
    assert "`make password` sets a new password" in started_again.text


def test_a_second_start_is_quick(started_again):
    # Under 5 seconds on a machine that has nothing else to do; tests may run on one that has.
    assert started_again.seconds_to_start < 20


def test_other_commands_share_the_database_and_leave_it_running(folder, started_again):
    shared = database_process(folder)
    done = subprocess.run(
        [folder / "bin" / "manage", "shell", "--no-imports", "-c", "print('here')"],
        env=outside_environment(),
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "here"
    assert database_process(folder) == shared


def test_a_busy_port_is_named_with_another_to_try(folder, started_again):
    (said,) = refusal(folder, f"PORT={started_again.port}")
    assert f"Port {started_again.port} cannot be used" in said
    assert f"make demo PORT={started_again.port + 1}" in said


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_refused(folder, started_again, port):
    (said,) = refusal(folder, f"PORT={port}")
    assert "a number from 1 to 65535" in said


def test_a_database_that_does_not_answer_is_named(folder, started_again):
    (said,) = refusal(folder, f"PORT={free_port()}", DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/nothing")
    assert said.startswith("DATABASE_URL does not answer")


def test_asked_to_end_it_stops_everything_as_for_ctrl_c(folder, started_again):
    started_again.signal_all(signal.SIGTERM)
    assert nothing_left_in(folder)


def test_what_other_commands_undid_is_done_again_at_the_next_start(folder, started_once):
    deletion = "from django.contrib.auth.models import User; User.objects.all().delete()"
    subprocess.run(
        [folder / "bin" / "manage", "shell", "--no-imports", "-c", deletion], env=outside_environment(), check=True
    )
    subprocess.run(["make", "stop"], cwd=folder, env=outside_environment(), check=True)
    with demonstration(folder, free_port()) as running:
        assert "'editor' has an account, with the password " in running.text


def test_after_make_alone_was_killed_everything_else_ends_by_itself(folder, started_once):
    with demonstration(folder, free_port()) as running:
        running.make.kill()
        running.make.wait()
        assert nothing_left_in(folder)


def test_a_start_recovers_from_a_run_that_was_killed_database_and_all(folder, started_once):
    port = free_port()
    with demonstration(folder, port) as running:
        database = database_process(folder)
        running.signal_all(signal.SIGKILL)
        os.kill(database, signal.SIGKILL)
    # The number of the dead server may by now be somebody else's: here it is this very test's.
    note = folder / "var" / "postgres" / "postmaster.pid"
    note.write_text(note.read_text().replace(str(database), str(os.getpid()), 1))
    with demonstration(folder, port):
        pass
    assert nothing_left_in(folder)


def test_a_start_takes_over_the_database_of_a_run_that_was_killed(folder, started_once):
    port = free_port()
    with demonstration(folder, port) as running:
        running.signal_all(signal.SIGKILL)
    assert any("postgres" in command for command in processes_in(folder))
    with demonstration(folder, port):
        pass
    assert nothing_left_in(folder)


def test_a_python_that_is_too_old_is_named_with_what_is_needed(folder):
    old = folder / "old-python"
    old.write_text('#!/bin/sh\ncase "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac\n')
    old.chmod(0o755)
    (said,) = refusal(working_folder_without_packages(folder), PYTHON=str(old))
    assert "needs Python 3.12 or newer" in said
    assert "3.9.2" in said


def test_a_python_without_the_venv_module_is_named_with_the_package_to_install(folder):
    bare = folder / "bare-python"
    bare.write_text(f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac\n')
    bare.chmod(0o755)
    (said,) = refusal(working_folder_without_packages(folder), PYTHON=str(bare))
    assert "has no venv module" in said
    assert f"apt install python3.{sys.version_info.minor}-venv" in said


def test_a_folder_that_cannot_be_written_to_is_named(folder, tmp_path_factory):
    closed = working_folder_without_packages(folder, into=tmp_path_factory.mktemp("closed"))
    for place in (closed, *closed.parents):
        # pytest's own folders, and those of its processes, are its user's alone.
        if place.name.startswith(("pytest-", "popen-")) or place == closed:
            place.chmod(0o555 if place == closed else place.stat().st_mode | 0o055)
    (said,) = refusal(closed, as_nobody=os.geteuid() == 0)
    assert "cannot be written to" in said


def working_folder_without_packages(folder: Path, *, into: Path | None = None) -> Path:
    """A folder with the commands alone: enough for what is refused before anything is installed."""
    target = into or folder.parent / f"without-packages-{len(list(folder.parent.iterdir()))}"
    (target / "bin").mkdir(parents=True)
    (target / "requirements").mkdir()
    for name in ("Makefile", "bin/demo", "bin/set-up", "requirements/runtime.txt"):
        (target / name).write_bytes((folder / name).read_bytes())
        (target / name).chmod(0o755)
    return target
