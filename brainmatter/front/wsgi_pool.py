"""A fixed number of threads that run the WSGI application, and a bounded number of requests that wait for one."""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from itertools import chain
from queue import SimpleQueue
from typing import Any

from brainmatter.front.answers import Answer, Headers, refusal, with_server
from brainmatter.front.limits import Limits
from brainmatter.front.requests import Client, ClientGoneError
from brainmatter.front.streaming import AbandonedError, StalledStreams, Stream

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_Call = tuple[dict[str, Any], "asyncio.Future[Answer | Stream]"]

_log = logging.getLogger(__name__)


class WSGIPool:
    """The threads of one worker. They live as long as it, so that what each keeps (a database connection) is kept."""

    def __init__(
        self, application: WSGIApplication, limits: Limits, *, at_thread_end: Callable[[], None] = lambda: None
    ) -> None:
        self._application = application
        self._limits = limits
        self._at_thread_end = at_thread_end
        self._stalled = StalledStreams(limits.threads)
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._free = limits.threads
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the threads; to be called in the event loop that `answer` is called in."""
        self._loop = asyncio.get_running_loop()
        for number in range(self._limits.threads):
            # Daemons: an application that hangs does not keep the process from ending.
            thread = threading.Thread(target=self._work, name=f"wsgi-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    async def stop(self) -> None:
        """End the threads, each after the call it is in; those that take too long are left behind."""
        for _ in self._threads:
            self._calls.put(None)
        end = self._loop.time() + self._limits.stop_seconds
        while any(thread.is_alive() for thread in self._threads) and self._loop.time() < end:
            await asyncio.sleep(0.01)

    async def answer(self, environ: dict[str, Any], client: Client) -> Answer | Stream:
        """What the application answers. RefusedError (503) when too many wait; ClientGoneError when this one left."""
        await self._turn(client)
        answered: asyncio.Future[Answer | Stream] = self._loop.create_future()
        self._calls.put((environ, answered))
        return await answered

    # --- In the event loop: whose turn it is ---

    async def _turn(self, client: Client) -> None:
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._limits.waiting:
            raise _busy()
        turn: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append(turn)
        try:
            await asyncio.wait(
                {turn, client.gone}, timeout=self._limits.waiting_seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if client.gone.done():
                raise ClientGoneError
            if not turn.done():
                raise _busy()
        except BaseException:
            if turn.done():
                self._pass_on()
            else:
                self._waiting.remove(turn)
            raise

    def _pass_on(self) -> None:
        """A thread is free: for whoever has waited longest."""
        if self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._free += 1

    # --- In the threads ---

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            self._run(*call)
        self._at_thread_end()

    def _run(self, environ: dict[str, Any], answered: "asyncio.Future[Answer | Stream]") -> None:
        started = _Started()
        try:
            body = self._application(environ, started)
            try:
                if _is_whole(body):
                    content = b"".join((*started.written, *body))
                    self._settle(answered, Answer(started.status, started.headers, content))
                else:
                    self._stream(environ, started, body, answered)
            finally:
                close = getattr(body, "close", None)
                if close is not None:
                    close()
        except BaseException as error:
            _log.exception("The WSGI application failed")
            self._in_loop(_fail, answered, error)
        self._in_loop(self._pass_on)

    def _stream(
        self,
        environ: dict[str, Any],
        started: "_Started",
        body: Iterable[bytes],
        answered: "asyncio.Future[Answer | Stream]",
    ) -> None:
        if environ["REQUEST_METHOD"] == "HEAD":
            self._settle(answered, Answer(started.status, started.headers))
            return
        stream: Stream | None = None
        whole = False
        try:
            for chunk in chain(started.written, body):
                stream = stream or self._open(started, answered)
                stream.put(chunk)
            stream = stream or self._open(started, answered)
            whole = True
        except AbandonedError:
            pass
        finally:
            if stream is not None:
                stream.end(whole=whole)

    def _open(self, started: "_Started", answered: "asyncio.Future[Answer | Stream]") -> Stream:
        stream = Stream(started.status, started.headers, self._limits, self._stalled, self._loop)
        self._settle(answered, stream)
        return stream

    def _settle(self, answered: "asyncio.Future[Answer | Stream]", answer: Answer | Stream) -> None:
        self._in_loop(_give, answered, answer)

    def _in_loop(self, act: Callable[..., None], *arguments: Any) -> None:
        try:
            self._loop.call_soon_threadsafe(act, *arguments)
        except RuntimeError:
            _log.warning("An answer came after the server had stopped")


class _Started:
    """What the application says before the body: `start_response`."""

    def __init__(self) -> None:
        self._status: int | None = None
        self.headers: Headers = ()
        self.written: list[bytes] = []

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
        self._status = int(status.split(" ", 1)[0])
        self.headers = with_server((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers)
        return self.written.append

    @property
    def status(self) -> int:
        if self._status is None:
            raise RuntimeError("The WSGI application gave a body before it called start_response.")
        return self._status


def _is_whole(body: Iterable[bytes]) -> bool:
    """True for a body that is there already; Django's answers say so themselves."""
    return isinstance(body, list | tuple) or getattr(body, "streaming", True) is False


def _give(answered: "asyncio.Future[Answer | Stream]", answer: Answer | Stream) -> None:
    if not answered.done():
        answered.set_result(answer)
    elif isinstance(answer, Stream):
        answer.abandon()


def _fail(answered: "asyncio.Future[Answer | Stream]", error: BaseException) -> None:
    if not answered.done():
        answered.set_exception(error)


def _busy() -> Exception:
    return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "This site is too busy just now.", retry_after=5, close=False)
