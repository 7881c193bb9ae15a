"""`make demo`: everything from an empty folder to a site in the browser, and everything stopped again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import NoReturn

import psycopg

from brainmatter.local.errors import LocalSiteError
from brainmatter.local.fingerprints import fingerprint
from brainmatter.local.programs import running
from brainmatter.local.site import ROOT, preparation_note, site_environment

_HOST = "127.0.0.1"
_SECONDS_TO_ANSWER = 30
_PREPARED_FROM = (
    *("brainmatter", "core", "entities", "citations", "comparisons", "inquiries", "editing"),
    *("content", "static", "requirements/runtime.txt"),
)


def demonstrate(port_text: str) -> int:
    """Prepare the site and serve it on the port until asked to stop; the exit code of what failed.

    LocalSiteError for everything that whoever typed the command can mend.
    """
    port = _free_port(port_text or "8000")
    given = {
        "CANONICAL_ORIGIN": f"http://{_HOST}:{port}",
        "DEBUG": "false",
        "LOG_LEVEL": "WARNING",
        # Whom messages are announced to; without a mail server the announcement stays in the local mailbox.
        "OWNER_EMAIL": "owner@brainmatter.invalid",
        **os.environ,
        "BIND": f"{_HOST}:{port}",
    }
    if given.get("DATABASE_URL"):
        _require_answer(given["DATABASE_URL"])
    else:
        print("Starting the database ...", flush=True)
    with site_environment(given) as environment:
        prepared = _prepare(environment, own_database=not given.get("DATABASE_URL"))
        if prepared:
            return prepared
        _serve(port, environment)


def _prepare(environment: Mapping[str, str], *, own_database: bool) -> int:
    """Bring everything up to date, unless this very code and content have done so before; an exit code."""
    note = preparation_note(ROOT / "var")
    state = fingerprint(ROOT, _PREPARED_FROM)
    if own_database and note.exists() and note.read_text() == state:
        print("Nothing has changed since it was last prepared. Editor: 'editor'; `make password` sets a new password.")
        return 0
    note.unlink(missing_ok=True)
    with running([sys.executable, "manage.py", "prepare"], folder=ROOT, environment=environment) as process:
        code = process.wait()
    if own_database and code == 0:
        note.write_text(state)
    return code


def _free_port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise LocalSiteError(f"PORT is {text!r}: write a number from 1 to 65535, as in `make demo PORT=8765`.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise LocalSiteError(
                f"Port {port} cannot be used ({error.strerror}): stop what uses it, or choose another, "
                f"as in `make demo PORT={port + 1 if port < 65535 else 8000}`."
            ) from error
    return port


def _require_answer(address: str) -> None:
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise LocalSiteError(
            f"DATABASE_URL does not answer ({reason}): correct it, or unset it to use the site's own PostgreSQL."
        ) from error


def _serve(port: int, environment: Mapping[str, str]) -> NoReturn:
    site = [sys.executable, "-m", "brainmatter.server"]
    # Sends what the contact form takes in.
    worker = [sys.executable, "manage.py", "run_worker"]
    # Without us nobody is there to wait for the last answers: the port is to be free for the next run at once.
    with running(site, folder=ROOT, environment=environment, orphaned_by=signal.SIGKILL) as server:
        if _answers(server, port):
            print(f"\nBrainMatter is at http://{_HOST}:{port}/   (Ctrl-C stops it)", flush=True)
            if not environment.get("EMAIL_HOST"):
                print(f"Mail is not sent but kept: http://{_HOST}:{port}/admin/inquiries/caughtmail/", flush=True)
            with running(worker, folder=ROOT, environment=environment):
                server.wait()
        code = server.wait()
    raise LocalSiteError(f"The web server ended by itself (exit code {code}); run `make demo` again.")


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """True once the server takes connections; False when it ends instead."""
    deadline = time.monotonic() + _SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if server.poll() is not None:
            return False
        with socket.socket() as probe:
            if probe.connect_ex((_HOST, port)) == 0:
                return True
        time.sleep(0.05)
    raise LocalSiteError(f"The web server did not answer on port {port} within {_SECONDS_TO_ANSWER} seconds.")
