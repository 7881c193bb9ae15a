"""A streamed answer, on its way from the thread that makes it to the event loop that sends it."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

from brainmatter.front.answers import Headers
from brainmatter.front.limits import Limits


class AbandonedError(Exception):
    """Nobody takes the rest of the answer."""


class IncompleteError(Exception):
    """The rest of the answer never comes."""


class StalledStreams:
    """The streams whose threads wait for their readers: never more than half of the threads.

    When one more would have to wait, the one that has waited longest is abandoned, so that slow readers
    of long answers cannot take the threads from everybody else.
    """

    def __init__(self, threads: int) -> None:
        self._most = max(1, threads // 2)
        self._waiting: list[Stream] = []
        self._lock = threading.Lock()

    def add(self, stream: "Stream") -> None:
        """This one has to wait now."""
        with self._lock:
            self._waiting.append(stream)
            too_long = self._waiting[: -self._most]
        for each in too_long:
            each.abandon()

    def remove(self, stream: "Stream") -> None:
        """It waits no longer."""
        with self._lock:
            self._waiting.remove(stream)


class Stream:
    """An answer with a status and headers whose body comes piece by piece.

    `put` and `end` are for the thread that makes it, `chunks` and `abandon` for the loop that sends it.
    """

    def __init__(
        self, status: int, headers: Headers, limits: Limits, stalled: StalledStreams, loop: asyncio.AbstractEventLoop
    ) -> None:
        self.status = status
        self.headers = headers
        self._limits = limits
        self._stalled = stalled
        self._loop = loop
        self._news = asyncio.Event()
        self._room = threading.Condition()
        self._chunks: list[bytes] = []
        self._size = 0
        self._ended = self._abandoned = self._whole = False

    def put(self, chunk: bytes) -> None:
        """Add a piece, when need be after waiting for the reader. AbandonedError when nobody takes it."""
        with self._room:
            if self._size and self._size + len(chunk) > self._limits.stream_bytes and not self._abandoned:
                self._wait_for_room(len(chunk))
            if self._abandoned:
                raise AbandonedError
            self._chunks.append(chunk)
            self._size += len(chunk)
        self._tell()

    def _wait_for_room(self, size: int) -> None:
        end = time.monotonic() + self._limits.stream_seconds
        self._room.release()
        try:
            self._stalled.add(self)  # May abandon another stream, or this one: with no lock held.
        finally:
            self._room.acquire()
        try:
            while self._size and self._size + size > self._limits.stream_bytes and not self._abandoned:
                if not self._room.wait(end - time.monotonic()):
                    self._abandoned = True
        finally:
            self._stalled.remove(self)

    def end(self, *, whole: bool) -> None:
        """That was all; when not `whole`, something broke off."""
        with self._room:
            self._ended, self._whole = True, whole
        self._tell()

    def _tell(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._news.set)
        except RuntimeError:  # The loop has ended before the thread.
            self.abandon()

    def abandon(self) -> None:
        """Have the thread stop at its next piece."""
        with self._room:
            self._abandoned = True
            self._room.notify_all()

    async def chunks(self) -> AsyncIterator[bytes]:
        """What there is, joined, whenever there is something. IncompleteError when the end never comes."""
        while True:
            self._news.clear()
            with self._room:
                chunk = b"".join(self._chunks)
                self._chunks, self._size = [], 0
                ended, whole, abandoned = self._ended, self._whole, self._abandoned
                self._room.notify_all()
            if chunk:
                yield chunk
            if abandoned or (ended and not whole):
                raise IncompleteError
            if ended:
                return
            if not chunk:
                await self._news.wait()
