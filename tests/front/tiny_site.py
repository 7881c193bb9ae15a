"""A small WSGI application behind the front, in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from brainmatter.front.answers import Answer, Scope
from brainmatter.front.application import Front
from brainmatter.front.limits import Limits
from brainmatter.front.serving import serve
from tests.free_ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = b"m" * 1_048_576
_closed: list[str] = []


class Streamed:
    """A body that notes when it has been closed."""

    def __init__(self, name: str, pieces: Iterable[bytes]) -> None:
        self._name = name
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def close(self) -> None:
        _closed.append(f"{self._name} in {threading.current_thread().name}")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What the path says."""
    path = environ["PATH_INFO"]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Server", "Something/1.0")])
    if path == "/sleep":
        time.sleep(float(environ["QUERY_STRING"]))
        return [b"slept"]
    if path == "/fail":
        raise ValueError("meant to fail")
    if path == "/read":
        return [str(len(environ["wsgi.input"].read())).encode()]
    if path == "/pieces":
        return Streamed("pieces", (b"one ", b"two ", b"three"))
    if path == "/slow-pieces":
        return Streamed("slow-pieces", _slowly(20))
    if path == "/breaks-off":
        return Streamed("breaks-off", _breaking_off())
    if path == "/long":
        return Streamed("long", (MEGABYTE for _ in range(64)))
    if path == "/whole":
        return [MEGABYTE * 8]
    if path == "/closed":
        return [json.dumps(_closed).encode()]
    if path == "/process":
        return [str(os.getpid()).encode()]
    shown = {name: value for name, value in environ.items() if isinstance(value, str)}
    return [json.dumps(shown | {"body": environ["wsgi.input"].read().decode("latin-1")}).encode()]


def _slowly(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"piece "
        time.sleep(0.2)


def _breaking_off() -> Iterator[bytes]:
    yield b"the beginning"
    time.sleep(0.2)
    raise ValueError("meant to break off")


class TinyCache:
    """One path is kept ready; one is made by the application, and then is what its path says."""

    to_keep: Mapping[str, object] = {"tiny.keep": True}

    def wish(self, scope: Scope) -> str | None:
        return scope["path"] if scope["path"] in ("/loop", "/made") else None

    def at_once(self, wish: str) -> Answer | None:
        return (
            Answer(200, ((b"server", b"web"), (b"content-length", b"13")), b"from the loop")
            if wish == "/loop"
            else None
        )

    async def answer(self, scope: Scope, wish: str, make: Callable[[Scope], Awaitable[Answer | None]]) -> Answer | None:
        made = await make({**scope, "path": "/whole", "raw_path": b"/whole", "method": "GET"})
        return made and Answer(made.status, made.headers, b"kept: %d" % len(made.body))

    def wrote(self) -> None:
        """Nothing that is kept here changes."""

    def stop(self) -> None:
        """Nothing is to be ended."""


@contextmanager
def tiny_site(*, workers: int = 1, log: Path | None = None, **limits: float) -> Iterator["TinySite"]:
    """It, serving with these limits while the block runs."""
    site = TinySite(workers, limits, log)
    try:
        site.wait_until_it_listens()
        yield site
    finally:
        site.process.terminate()
        site.process.wait(20)


class TinySite:
    """One that is starting or running, and ways to speak to it."""

    def __init__(self, workers: int, limits: dict[str, float], log: Path | None = None) -> None:
        self.port = free_port()
        words = [f"{name}={value}" for name, value in limits.items()]
        command = [sys.executable, "-m", "tests.front.tiny_site", str(self.port), str(workers), *words]
        with (log or Path(os.devnull)).open("wb") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)

    def wait_until_it_listens(self) -> None:
        for _ in range(400):
            if self.is_listening():
                return
            assert self.process.poll() is None, "The server ended."
            time.sleep(0.05)
        raise AssertionError("The server did not listen.")

    def is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def connection(self, *, timeout: float = 20) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(
        self, path: str, *, method: str = "GET", body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters), body."""
        connection = self.connection()
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def raw(self, data: bytes, *, receive_buffer: int = 0) -> socket.socket:
        """A socket that has sent this."""
        connection = socket.socket()
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(data)
        return connection

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)


def everything(connection: socket.socket) -> bytes:
    """What comes until the other end closes."""
    received = b""
    while chunk := connection.recv(65_536):
        received += chunk
    return received


def _main(port: str, workers: str, *words: str) -> None:
    values = {name: float(value) for name, value in (word.split("=") for word in words)}
    limits = Limits(**{name: type(getattr(Limits, name))(value) for name, value in values.items()})

    def make_front(port: int) -> Front:
        if "REFUSE" in os.environ:
            raise RuntimeError("meant not to start")
        return Front(
            application,
            limits,
            port=port,
            cache=TinyCache(),
            headers_of_refusals=((b"x-of-the-site", b"yes"),),
            at_thread_end=lambda: print("A thread ended"),
        )

    serve(
        make_front,
        host="127.0.0.1",
        port=int(port),
        workers=int(workers),
        limits=limits,
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
