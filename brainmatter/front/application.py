"""The front itself: an ASGI application that answers from its event loop what it can, and has the rest made by WSGI.

the server ──▶ check_head ──▶ answer_in_loop ──▶ the body, read whole ──▶ WSGIPool ──▶ the answer
                  │ refused        │ an answer           │ refused          │ 503 when too many wait
                  ▼                ▼                     ▼                  ▼
"""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus

from brainmatter.front.answers import Answer, Message, Receive, RefusedError, Scope, Send, refusal, send_answer
from brainmatter.front.connections import SlowReaders, end_connection
from brainmatter.front.limits import Limits
from brainmatter.front.requests import BodyReader, Client, ClientGoneError, check_head
from brainmatter.front.streaming import IncompleteError, Stream
from brainmatter.front.wsgi_environ import wsgi_environ
from brainmatter.front.wsgi_pool import WSGIApplication, WSGIPool

# Given the scope of a request, before its body is read: an answer at once, without waiting for anything; or None,
# and the WSGI application is asked. Here a cache of responses has its place.
AnswerInLoop = Callable[[Scope], Answer | None]

_log = logging.getLogger(__name__)


def never(scope: Scope) -> None:
    """Answer nothing from the loop."""
    return


class Front:
    """One worker's ASGI application."""

    def __init__(
        self,
        application: WSGIApplication,
        limits: Limits,
        *,
        port: int,
        answer_in_loop: AnswerInLoop = never,
        at_thread_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._limits = limits
        self._answer_in_loop = answer_in_loop
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
            await send_answer(send, refused.answer)
        except ClientGoneError:
            pass
        except Exception:
            _log.exception("The front failed")
            failed = refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "This site has failed; it is not your fault.")
            await send_answer(send, failed.answer)
        finally:
            client.forget()

    async def _answer(self, scope: Scope, receive: Receive, client: Client) -> Answer | Stream:
        check_head(scope, self._limits)
        return self._answer_in_loop(scope) or await self.from_application(scope, receive, client)

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
                await self._pool.stop()
            await send({"type": f"{message['type']}.complete"})


async def _send_chunks(send: Send, stream: Stream) -> None:
    async for chunk in stream.chunks():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
