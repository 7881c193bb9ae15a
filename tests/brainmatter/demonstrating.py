"""A working folder of its own, and `make demo` in it, watched from outside."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_SECONDS_TO_START = 300
_OURS_ALONE = ("DATABASE_URL", "SECRET_KEY", "TEST_DATABASE_NAME", "STATIC_FROM_SOURCE", "FAST_PASSWORDS", "DEBUG")


def working_folder(folder: Path) -> Path:
    """A copy of the project without content (which takes long to load), with the packages of this one's .venv.

    What Python has compiled of it is copied too, since compiling it all takes longer than a start.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if not name.startswith(("content/", "tests/", "docs/")) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
            compiled = Path(cache_from_source(name))
            if name.endswith(".py") and (ROOT / compiled).exists():
                (folder / compiled).parent.mkdir(exist_ok=True)
                shutil.copy2(ROOT / compiled, folder / compiled)
    (folder / "content").mkdir()
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def outside_environment(**variables: str) -> dict[str, str]:
    """The environment of somebody at a terminal: nothing of what the tests run in."""
    return {**{name: value for name, value in os.environ.items() if name not in _OURS_ALONE}, **variables}


def refusal(folder: Path, *arguments: str, as_nobody: bool = False, **variables: str) -> list[str]:
    """What `make demo` says when it cannot start, make's own words left out; fails if it starts all the same."""
    become_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if as_nobody else []
    done = subprocess.run(
        [*become_nobody, "make", "demo", *arguments],
        cwd=folder,
        env=outside_environment(**variables),
        capture_output=True,
        text=True,
        timeout=_SECONDS_TO_START,
    )
    assert done.returncode != 0, done.stdout
    said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("make")]
    assert not any("Traceback" in line for line in said)
    return said


class Demonstration:
    """A `make demo` that is starting or running: what it has printed so far, and its processes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.lines: list[str] = []
        self.seconds_to_start = 0.0
        self.make = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=folder,
            env=outside_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_until_it_serves(self) -> None:
        begun = time.monotonic()
        while not any("BrainMatter is at" in line for line in self.lines):
            ended_early = self.make.poll() is not None
            assert not ended_early, self.text
            assert time.monotonic() - begun < _SECONDS_TO_START, self.text
            time.sleep(0.05)
        self.seconds_to_start = time.monotonic() - begun

    def _read(self) -> None:
        assert self.make.stdout
        for line in self.make.stdout:
            self.lines.append(line.rstrip())

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def signal_all(self, which: signal.Signals) -> None:
        """Send the signal as a terminal does: to make and everything in its group."""
        os.killpg(self.make.pid, which)
        self.make.wait(20)
        self._reader.join(5)


@contextmanager
def demonstration(folder: Path, port: int) -> Iterator[Demonstration]:
    """`make demo`, once it has printed its address; ended afterwards if the test has not done so."""
    running = Demonstration(folder, port)
    try:
        running.wait_until_it_serves()
        yield running
    finally:
        if running.make.poll() is None:
            running.signal_all(signal.SIGINT)


def processes_in(folder: Path) -> list[str]:
    """The command lines of the processes that work in the folder or below it."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                place = (process / "cwd").resolve(strict=True)
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if place == folder or folder in place.parents:
                found.append(command)
    return found


def nothing_left_in(folder: Path, *, seconds: float = 10) -> bool:
    """True as soon as no process works in the folder; False when some still do after so long."""
    deadline = time.monotonic() + seconds
    while processes_in(folder):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
