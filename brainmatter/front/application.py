"""The front itself: an ASGI application that answers from its event loop what it can, and has the rest made by WSGI.

the server ──▶ check_head ──▶ the cache ──▶ the body, read whole ──▶ WSGIPool ──▶ the answer
                  │ refused        │ an answer       │ refused          │ 503 when too many wait
                  ▼                ▼                 ▼                  ▼
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Protocol

from brainmatter.front.answers import (
    Answer,
    Headers,
    Message,
    Receive,
    RefusedError,
    Scope,
    Send,
    refusal,
    send_answer,
    with_headers,
)
from brainmatter.front.connections import SlowReaders, end_connection
from brainmatter.front.limits import Limits
from brainmatter.front.requests import BodyReader, Client, ClientGoneError, Several, check_head, discard_body
from brainmatter.front.streaming import IncompleteError, Stream
from brainmatter.front.wsgi_environ import wsgi_environ
from brainmatter.front.wsgi_pool import WSGIApplication, WSGIPool

# Methods that change nothing.
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")

_log = logging.getLogger(__name__)


class Cache[Wish](Protocol):
    """What keeps answers: brainmatter.response_cache is one."""

    @property
    def to_keep(self) -> Mapping[str, object]:
        """What the environment of a WSGI request has besides when its answer is to be kept."""

    def wish(self, scope: Scope) -> Wish | None:
        """What is asked for, if an answer to it may be kept."""

    def at_once(self, wish: Wish) -> Answer | None:
        """The answer, if it is there; without waiting for anything."""

    async def answer(
        self, scope: Scope, wish: Wish, make: Callable[[Scope], Awaitable[Answer | None]]
    ) -> Answer | None:
        """The answer, made if need be; None if this request is for the application."""

    def wrote(self) -> None:
        """A request that may have changed something is through."""

    def stop(self) -> None:
        """The worker ends."""


class Front:
    """One worker's ASGI application."""

    def __init__(
        self,
        application: WSGIApplication,
        limits: Limits,
        *,
        port: int,
        cache: Cache[Any] | None = None,
        headers_of_refusals: Headers = (),
        at_thread_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._limits = limits
        self._cache = cache
        self._headers_of_refusals = headers_of_refusals
        self._bodies = BodyReader(limits)
        self._pool = WSGIPool(application, limits, at_thread_end=at_thread_end)
        self._slow_readers = SlowReaders(port, limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = Client(receive)
        try:
            answer = await self._answer(scope, receive, client)
            if isinstance(answer, Answer):
                await send_answer(send, answer)
            else:
                await self._send_stream(scope, send, answer, client)
        except RefusedError as refused:
            await send_answer(send, with_headers(refused.answer, self._headers_of_refusals))
            if refused.closes:
                await discard_body(receive, self._limits)
        except ClientGoneError:
            pass
        except Exception:
            _log.exception("The front failed")
            failed = refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "This site has failed; it is not your fault.")
            await send_answer(send, with_headers(failed.answer, self._headers_of_refusals))
        finally:
            client.forget()

    async def _answer(self, scope: Scope, receive: Receive, client: Client) -> Answer | Stream:
        check_head(scope, self._limits)
        if self._cache is None:
            return await self.from_application(scope, receive, client)
        wish = self._cache.wish(scope)
        if wish is not None:
            kept = self._cache.at_once(wish) or await self._cache.answer(scope, wish, self._made_to_keep)
            if kept is not None:
                return kept if scope["method"] == "GET" else Answer(kept.status, kept.headers)
        try:
            return await self.from_application(scope, receive, client)
        finally:
            if scope["method"] not in _SAFE:
                self._cache.wrote()

    async def _made_to_keep(self, scope: Scope) -> Answer | None:
        """What the application answers to a request that several may wait for; None for what does not come whole."""
        environ = {**wsgi_environ(scope, b""), **(self._cache.to_keep if self._cache else {})}
        answer = await self._pool.answer(environ, Several())
        if isinstance(answer, Answer):
            return answer
        answer.abandon()
        return None

    async def from_application(self, scope: Scope, receive: Receive, client: Client) -> Answer | Stream:
        """What the WSGI application answers. RefusedError when the request is too long or slow, or too many wait."""
        with await self._bodies.read(scope, receive) as body:
            return await self._pool.answer(wsgi_environ(scope, body), client)

    async def _send_stream(self, scope: Scope, send: Send, stream: Stream, client: Client) -> None:
        await send({"type": "http.response.start", "status": stream.status, "headers": stream.headers})
        sending = asyncio.ensure_future(_send_chunks(send, stream))
        try:
            # Whoever leaves does not make sending fail: the server drops what is sent to nobody.
            await asyncio.wait({sending, client.gone}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                await sending
        except IncompleteError:
            end_connection(scope["client"])
        finally:
            sending.cancel()
            stream.abandon()

    async def _live(self, receive: Receive, send: Send) -> None:
        message: Message = {}
        while message.get("type") != "lifespan.shutdown":
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._pool.start()
                self._slow_readers.start()
            else:
                self._slow_readers.stop()
                if self._cache is not None:
                    self._cache.stop()
                await self._pool.stop()
            await send({"type": f"{message['type']}.complete"})


async def _send_chunks(send: Send, stream: Stream) -> None:
    async for chunk in stream.chunks():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
