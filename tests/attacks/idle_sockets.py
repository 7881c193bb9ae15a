"""Many clients that do nearly nothing, and readers who come meanwhile: does the site still serve them?

    .venv/bin/python -m tests.attacks.idle_sockets                              starts `make demo` itself
    .venv/bin/python -m tests.attacks.idle_sockets http://127.0.0.1:8000        a site of yours that runs already

Prints a table: of each kind of idle client, 8, 50 and 500 at once, how many of eight probes were served.
"""

import re
import resource
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
PROBES = 8
SECONDS_FOR_A_PROBE = 4
COUNTS = (8, 50, 500)
# Longer than the site waits for a head, a body or a reader.
SECONDS_OF_PATIENCE = 45


@dataclass(frozen=True)
class Kind:
    """What one idle client sends when it has connected, and each second from then on; whether it reads."""

    opening: bytes
    trickle: bytes = b""
    receive_buffer: int = 0


def kinds(origin: str) -> dict[str, Kind]:
    """The kinds of idle clients of a site."""
    host = urlsplit(origin).netloc
    return {
        "silent": Kind(b""),
        "partial headers": Kind(f"GET /about HTTP/1.1\r\nHost: {host}\r\nX-Slow: ".encode(), b"a"),
        "slow bodies": Kind(
            f"POST /contact HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\nname=".encode(),
            b"a",
        ),
        # They ask for the largest file that /about needs, four times over, and never read a byte of it.
        "slow readers": Kind(
            f"GET {_largest_file(origin)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * 4, receive_buffer=2_048
        ),
    }


def _largest_file(origin: str) -> str:
    with urllib.request.urlopen(f"{origin}/about", timeout=30) as answer:
        files = set(re.findall(r'"(/static/[^"]+)"', answer.read().decode()))

    def size(path: str) -> int:
        with urllib.request.urlopen(f"{origin}{path}", timeout=30) as file:
            return len(file.read())

    return max(sorted(files), key=size)


@dataclass
class Outcome:
    """What became of the probes, and of the idle clients meanwhile."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    reopened: int = 0

    @property
    def served(self) -> str:
        return f"{len(self.seconds)} of {len(self.seconds) + len(self.failures)}"


@contextmanager
def idle_clients(address: tuple[str, int], kind: Kind, count: int, outcome: Outcome) -> Iterator[None]:
    """So many of them, connected while the block runs; each that the server turns away comes back at once."""
    ended = threading.Event()
    sockets = [_connected(address, kind) for _ in range(count)]

    def keep_on() -> None:
        while not ended.wait(1):
            for place, each in enumerate(sockets):
                if _is_turned_away(each, kind):
                    outcome.reopened += 1
                    each.close()
                    sockets[place] = _connected(address, kind)

    keeper = threading.Thread(target=keep_on)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()
        for each in sockets:
            each.close()


def _connected(address: tuple[str, int], kind: Kind) -> socket.socket:
    connection = socket.socket()
    if kind.receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, kind.receive_buffer)
    connection.setblocking(False)
    connection.connect_ex(address)
    for _ in range(100):  # Where the server's queue is full, it stays half connected, which is idle as well.
        try:
            connection.send(kind.opening)
            break
        except BlockingIOError:
            time.sleep(0.001)
        except OSError:
            break
    return connection


def _is_turned_away(connection: socket.socket, kind: Kind) -> bool:
    try:
        if kind.trickle:
            connection.send(kind.trickle)
        return not kind.receive_buffer and connection.recv(1_000) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def probe(origin: str, outcome: Outcome, *, pause: float = 0.25) -> None:
    """Ask for /about as often as PROBES says, one after the other, each within its time."""
    for _ in range(PROBES):
        begun = time.monotonic()
        try:
            with urllib.request.urlopen(f"{origin}/about", timeout=SECONDS_FOR_A_PROBE) as answer:
                answer.read()
            outcome.seconds.append(time.monotonic() - begun)
        except OSError as error:
            outcome.failures.append(str(error))
        time.sleep(pause)


def attack(origin: str, kind: Kind, count: int, *, seconds_before: float = 3) -> Outcome:
    """Probe the site while so many idle clients of the kind have been there for some seconds."""
    parts = urlsplit(origin)
    outcome = Outcome()
    with idle_clients((str(parts.hostname), parts.port or 80), kind, count, outcome):
        time.sleep(seconds_before)
        probe(origin, outcome)
    return outcome


def attack_with_all(origin: str, count: int) -> Outcome:
    """Probe the site while so many idle clients of each kind are there, for as long as it bears with the most patient
    of them."""
    parts = urlsplit(origin)
    outcome = Outcome()
    with ExitStack() as stack:
        for kind in kinds(origin).values():
            stack.enter_context(idle_clients((str(parts.hostname), parts.port or 80), kind, count, outcome))
        probe(origin, outcome, pause=SECONDS_OF_PATIENCE / PROBES)
    return outcome


def allow_sockets(count: int) -> None:
    """Raise this process's number of open files, where it is lower."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count if most < 0 else min(count, most), most))


def report(origin: str, say: Callable[[str], None] = print) -> bool:
    """Every kind in every number, as a table; True when every probe was served."""
    allow_sockets(4_096)
    all_served = True
    say("| idle clients | number | probes served | slowest, s | turned away |")
    say("|---|---|---|---|---|")
    for name, kind in kinds(origin).items():
        for count in COUNTS:
            outcome = attack(origin, kind, count)
            all_served &= not outcome.failures
            slowest = f"{max(outcome.seconds):.2f}" if outcome.seconds else "–"
            say(f"| {name} | {count} | {outcome.served} | {slowest} | {outcome.reopened} |")
    outcome = attack_with_all(origin, COUNTS[-1])
    all_served &= not outcome.failures
    slowest = f"{max(outcome.seconds):.2f}" if outcome.seconds else "–"
    say(f"| all four | {COUNTS[-1]} each | {outcome.served} | {slowest} | {outcome.reopened} |")
    return all_served


def main(arguments: list[str]) -> int:
    """The exit code: 0 when every probe was served."""
    if arguments:
        return 0 if report(arguments[0].rstrip("/")) else 1
    from tests.brainmatter.demonstrating import demonstration
    from tests.free_ports import free_port

    with demonstration(ROOT, free_port()) as running:
        return 0 if report(f"http://127.0.0.1:{running.port}") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
