"""The connections of this process, as the kernel knows them: ending one, and ending those of readers that are too slow.

The server gives no time-out for writing: a reader that takes nothing keeps its connection, and the answer in memory,
for ever. The kernel knows what each connection has yet to send and what has arrived. Linux only; elsewhere nothing
is ended, and a proxy in front has to do it.
"""

import fcntl
import logging
import os
import socket
import struct
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from brainmatter.front.limits import Limits

_MOST_SECONDS_BETWEEN_LOOKS = 5
# Where struct tcp_info (<linux/tcp.h>) keeps tcpi_bytes_acked.
_BYTES_ACKED = struct.Struct("=120xQ")

_log = logging.getLogger(__name__)


def end_connection(client: tuple[str, int | str]) -> None:
    """End the connection with this client (address and port) at once, so that a part of an answer is not taken for
    the whole."""
    address, port = client[0], int(client[1])
    for fd in _socket_fds():
        with _duplicate(fd) as connection:
            if connection is not None and _peer(connection) == (address, port):
                _shut(connection)
                return


class SlowReaders:
    """Looks every few seconds at the connections accepted on one port, and ends those whose reader is too slow."""

    def __init__(self, port: int, limits: Limits) -> None:
        self._port = port
        self._limits = limits
        self._seen: dict[tuple[str, int], _Progress] = {}
        self._stopped = threading.Event()

    def start(self) -> None:
        """Look from now on, in a thread of its own."""
        if sys.platform == "linux":
            threading.Thread(target=self._watch, name="slow-readers", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(min(_MOST_SECONDS_BETWEEN_LOOKS, self._limits.answer_seconds / 4)):
            try:
                self.look()
            except OSError:
                _log.exception("The connections could not be looked at")

    def look(self) -> int:
        """End every connection that has been sending for too long at too slow a rate; how many that were."""
        now = time.monotonic()
        sending: dict[tuple[str, int], _Progress] = {}
        ended = 0
        for fd in _socket_fds():
            with _duplicate(fd) as connection:
                if connection is None or (peer := self._reader(connection)) is None:
                    continue
                acknowledged = _bytes_acknowledged(connection)
                progress = self._seen.get(peer) or _Progress(now, acknowledged)
                if self._is_too_slow(progress, acknowledged, now):
                    _shut(connection)
                    ended += 1
                else:
                    sending[peer] = progress
        # Whoever has taken everything begins anew with the next answer.
        self._seen = sending
        return ended

    def _reader(self, connection: socket.socket) -> tuple[str, int] | None:
        """Who reads at the other end, where something has yet to be sent there; None where not."""
        peer = _peer(connection)
        if peer is None or connection.getsockname()[1] != self._port or not _bytes_to_send(connection):
            return None
        return peer

    def _is_too_slow(self, progress: "_Progress", acknowledged: int, now: float) -> bool:
        earned = (acknowledged - progress.acknowledged) / self._limits.answer_rate
        return now - progress.since > self._limits.answer_seconds + earned


@dataclass(frozen=True)
class _Progress:
    """When a connection was first seen to have something to send, and what it had sent by then."""

    since: float
    acknowledged: int


def _socket_fds() -> Iterator[int]:
    for name in os.listdir("/proc/self/fd") if sys.platform == "linux" else ():
        with suppress(OSError):
            if os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                yield int(name)


@contextmanager
def _duplicate(fd: int) -> Iterator[socket.socket | None]:
    """The socket under a number of its own, so that it cannot become another one while it is looked at."""
    try:
        duplicate = socket.socket(fileno=os.dup(fd))
    except OSError:
        yield None
        return
    with duplicate:
        yield duplicate


def _peer(connection: socket.socket) -> tuple[str, int] | None:
    """The address and port at the other end of a TCP connection; None for any other socket."""
    if connection.family not in (socket.AF_INET, socket.AF_INET6) or connection.type != socket.SOCK_STREAM:
        return None
    try:
        address, port, *_ = connection.getpeername()
    except OSError:
        return None
    return address, port


def _bytes_to_send(connection: socket.socket) -> int:
    return int(struct.unpack("i", fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4)))[0])


def _bytes_acknowledged(connection: socket.socket) -> int:
    information = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _BYTES_ACKED.size)
    return int(_BYTES_ACKED.unpack(information)[0])


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        # A reset rather than a polite end: what it has not read is not kept for it.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
