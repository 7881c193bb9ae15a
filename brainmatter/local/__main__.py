"""`python -m brainmatter.local run|test|stop|demo ...`: what the Makefile and `bin/` call."""

import os
import signal
import subprocess
import sys
from types import FrameType

from brainmatter.local.database import EmbeddedDatabase
from brainmatter.local.errors import LocalSiteError
from brainmatter.local.programs import StopRequested, stopping_on_request
from brainmatter.local.site import ROOT, preparation_note, site_environment, test_environment, var_folder


def main(arguments: list[str]) -> int:
    """Do what the first argument names; the exit code for the shell."""
    act, *rest = arguments or [""]
    if act == "run":
        # Who knows what the command does to the database: the next demonstration is to look again.
        preparation_note(var_folder()).unlink(missing_ok=True)
        with site_environment(os.environ, keep_database=True) as environment:
            return _wait_for(rest, environment)
    if act == "test":
        with test_environment(os.environ) as environment:
            return _wait_for(rest, environment)
    if act == "demo":
        # Imported here: it needs psycopg, and the other acts are to start at once.
        from brainmatter.local.demo import demonstrate

        with stopping_on_request():
            return demonstrate(rest[0] if rest else "")
    if act == "stop":
        print("The database is stopped." if EmbeddedDatabase(var_folder()).stop() else "The database was not running.")
        return 0
    raise LocalSiteError("Say what to do: demo, run, test, stop.")


def _wait_for(command: list[str], environment: dict[str, str]) -> int:
    """Run the command to its end. Ctrl-C is the command's to answer; a request to end is passed on to it."""
    signal.signal(signal.SIGINT, _do_nothing)
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    return process.wait()


def _do_nothing(number: int, frame: FrameType | None) -> None:
    pass


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StopRequested:
        print("\nStopped.")
    except LocalSiteError as trouble:
        sys.exit(str(trouble))
