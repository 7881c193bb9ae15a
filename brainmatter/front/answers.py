"""Answers as the front hands them to the server: whole, in memory."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]

# The server would name itself, with its software, where an answer has no such header.
SERVER = (b"server", b"web")
# A refusal is a sentence of plain text, and nothing that a browser could be made to do anything with.
_PRIVATE_AND_INERT: Headers = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
_CLOSE = (b"connection", b"close")


@dataclass(frozen=True)
class Answer:
    """A whole answer. `headers` are as they leave, but for the server's own Date and Content-Length."""

    status: int
    headers: Headers
    body: bytes = b""


class RefusedError(Exception):
    """The front answers by itself; the request does not reach the application."""

    def __init__(self, answer: Answer, *, closes: bool) -> None:
        super().__init__(answer.status)
        self.answer = answer
        # Whether the connection ends with the answer, because something of the request has not been read.
        self.closes = closes


def refusal(status: HTTPStatus, why: str, *, retry_after: int | None = None, close: bool = True) -> RefusedError:
    """An answer of the front's own, with a sentence for whoever reads it. By default the connection ends with it."""
    headers = [SERVER, *_PRIVATE_AND_INERT]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    if close:
        headers.append(_CLOSE)
    return RefusedError(Answer(status, tuple(headers), f"{why}\n".encode()), closes=close)


def with_headers(answer: Answer, headers: Headers) -> Answer:
    """The answer with these headers as well, where it has none of that name."""
    names = {name for name, _ in answer.headers}
    added = tuple((name, value) for name, value in headers if name not in names)
    return Answer(answer.status, answer.headers + added, answer.body)


def with_server(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """These headers, with no name of any software in `Server`."""
    return (SERVER, *((name, value) for name, value in headers if name.lower() != b"server"))


async def send_answer(send: Send, answer: Answer) -> None:
    """Hand the answer to the server, which sends it as fast as the reader takes it."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
