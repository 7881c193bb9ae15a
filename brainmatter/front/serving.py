"""Serving a front with granian: the listening socket, the worker processes, and how all of them end."""

import multiprocessing
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable
from multiprocessing.synchronize import Event
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from brainmatter.front.application import Front
from brainmatter.front.limits import Limits
from brainmatter.local.programs import end_with_parent

_BACKLOG = 1_024
_OTHER_FILES = 200
_BYTES_AHEAD_OF_THE_READER = 131_072
_TCP_NOTSENT_LOWAT = 25  # from <linux/tcp.h>
# When workers are replaced: how long the new one has to get ready, and how long before its end the old one
# takes on nothing new.
_SECONDS_BEFORE_THE_OLD_GOES = 5
_SECONDS_TO_DRAIN = 1


def serve(make_front: Callable[[int], Front], *, host: str, port: int, workers: int, limits: Limits) -> None:
    """Serve until asked to stop by SIGTERM or SIGINT; SIGHUP replaces the workers, one after the other.

    `make_front` is called in each worker, with the port: what it imports is what a reload brings up to date.
    OSError when the address cannot be used; SystemExit when not one worker could make its front. Later a worker
    that ends is replaced.
    """
    # Workers are forked: they inherit the socket, and need nothing that could be pickled.
    multiprocessing.set_start_method("fork", force=True)
    _prepare_workers()
    _allow_files(limits.connections + _OTHER_FILES)
    with _bound(host, port) as listening:
        port = listening.getsockname()[1]
        server = _Server(
            "",
            address=host,
            port=port,
            interface=Interfaces.ASGI,
            workers=workers,
            # HTTP/1 alone: where the server first has to find out which version is spoken, silence has no time-out.
            http=HTTPModes.http1,
            websockets=False,
            backlog=_BACKLOG,
            backpressure=limits.connections,
            http1_settings=HTTP1Settings(
                header_read_timeout=int(limits.header_seconds * 1_000),
                # Its own answer to what is longer still carries none of our headers: the front's is to come first.
                max_buffer_size=2 * limits.header_bytes,
            ),
            workers_kill_timeout=int(limits.stop_seconds),
            respawn_failed_workers=True,
            respawn_interval=_SECONDS_BEFORE_THE_OLD_GOES,
            log_level=LogLevels.error,
        )
        server.listening = listening
        started = multiprocessing.Event()
        server.serve(target_loader=_loader(make_front, listening, started), wrap_loader=False)
        if not started.is_set():
            sys.exit(1)


class _Server(MPServer):
    """granian's, but for the socket: one that all workers share.

    By default each worker would listen for itself, and the kernel would go on giving a worker its share of the
    connections when it has no room for them, and reset those that wait for a worker that is replaced.
    """

    listening: socket.socket

    def _init_shared_socket(self) -> None:
        self._ssp = None
        # On Linux it takes the backlog as well, which its type does not tell.
        self._shd: Any = SocketHolder(self.listening.fileno(), False, _BACKLOG)  # type: ignore[call-arg]
        self._sso = None

    def _drop_shared_socket(self) -> None:
        self.listening.close()

    def _respawn_workers(self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        """Replace workers. An old one first stops accepting: granian would else end connections just accepted,
        whose request has not been read yet."""
        for index in workers:
            draining = threading.Timer(max(0, delay - _SECONDS_TO_DRAIN), _drain, [self.wrks[index].inner])
            draining.start()
            super()._respawn_workers([index], spawn_target, target_loader, delay)
            draining.cancel()


def _drain(worker: Any) -> None:
    if worker.is_alive():
        os.kill(worker.pid, signal.SIGUSR1)


def _loader(make_front: Callable[[int], Front], listening: socket.socket, started: Event) -> Callable[[], Front]:
    parent = os.getpid()
    port = listening.getsockname()[1]

    def load() -> Front:
        signal.signal(signal.SIGUSR1, lambda number, frame: _stop_accepting(listening))
        try:
            front = make_front(port)
        except BaseException:
            if not started.is_set():  # There is no use in trying again what fails at once.
                signal.signal(signal.SIGTERM, signal.SIG_IGN)  # This worker ends by itself, when it has said why.
                os.kill(parent, signal.SIGTERM)
            raise
        started.set()
        return front

    return load


def _stop_accepting(listening: socket.socket) -> None:
    """Put a socket that nobody connects to in the place of the listening one: the other workers take what comes."""
    if sys.platform == "linux":
        unused = socket.socket(socket.AF_UNIX)
        unused.bind("")  # Any free name.
        unused.listen()
        unused.setblocking(False)
        os.dup2(unused.fileno(), listening.fileno(), inheritable=False)


def _prepare_workers() -> None:
    """Have each process that is forked from here end when it is asked to, and when this one dies.

    The main process's handlers come with the fork, and would swallow a request to stop while a worker starts:
    such requests wait until the handlers are put back.
    """
    parent = os.getpid()
    requests = {signal.SIGTERM, signal.SIGINT}

    held = False

    def hold() -> None:
        nonlocal held
        held = os.getpid() == parent  # What a worker may fork itself is its own affair.
        if held:
            signal.pthread_sigmask(signal.SIG_BLOCK, requests)

    def let_through() -> None:
        if held:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, requests)

    def in_worker() -> None:
        if not held:
            return
        for number in requests:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        end_with_parent(signal.SIGKILL)
        if os.getppid() != parent:  # It died before the kernel was asked.
            os._exit(1)
        let_through()

    os.register_at_fork(before=hold, after_in_parent=let_through, after_in_child=in_worker)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by every connection: an answer's last, short packet leaves at once.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "linux":
        # What the kernel takes on ahead of a slow reader; it would else be megabytes for each.
        listening.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, _BYTES_AHEAD_OF_THE_READER)
    try:
        # The first worker that is ready begins to listen: until then nobody is kept waiting.
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def _allow_files(count: int) -> None:
    """Raise the number of files that a process may have open, where it is lower and the system allows."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, most) if most >= 0 else count, most))
