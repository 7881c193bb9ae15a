"""A request as the server hands it over: what is refused at sight, its body, and whether its client is still there."""

import asyncio
from contextlib import suppress
from http import HTTPStatus

from brainmatter.front.answers import Receive, Scope, refusal
from brainmatter.front.limits import Limits


class ClientGoneError(Exception):
    """The client has closed the connection; nobody is there to answer."""


class Client:
    """Who sent the request: tells when they leave before they are answered."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None

    @property
    def gone(self) -> "asyncio.Future[None]":
        """A task that ends when the client leaves, or has been answered. Ask for it only after the body was read."""
        if self._watch is None:
            self._watch = asyncio.create_task(self._until_gone())
        return self._watch

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def forget(self) -> None:
        """Watch no longer."""
        if self._watch is not None:
            self._watch.cancel()


class Several(Client):
    """All who wait for an answer that will be kept: they never leave all at once."""

    def __init__(self) -> None:
        self._never: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def gone(self) -> "asyncio.Future[None]":
        """A future that stays open."""
        return self._never


def check_head(scope: Scope, limits: Limits) -> None:
    """Refuse a request whose address or headers are longer than the limits, or that names no single host."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > limits.address_bytes:
        raise refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "This address is too long.")
    size = hosts = 0
    for name, value in scope["headers"]:
        size += len(name) + len(value) + 4
        hosts += name == b"host"
    if size > limits.header_bytes:
        raise refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers of this request are too long.")
    if hosts > 1:
        raise refusal(HTTPStatus.BAD_REQUEST, "This request names more than one host.")


class BodyReader:
    """Reads bodies into memory, within what one may hold, what all of them may hold, and the time one may take."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held = 0

    async def read(self, scope: Scope, receive: Receive) -> "Body":
        """The whole body. ClientGoneError when it ends early.

        RefusedError when it is too long (413), too slow (408), or too many others are in memory (503).
        To be used as a context, at whose end its bytes no longer count.
        """
        body = Body(self)
        length, chunked = _announced(scope)
        if not length and not chunked:
            return body
        if length > self._limits.body_bytes:
            raise _too_long()
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(self._limits.body_seconds) as patience:
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientGoneError
                    self._add(body, message["body"])
                    if not message["more_body"]:
                        return body
                    earned = len(body) / self._limits.body_rate
                    patience.reschedule(begun + self._limits.body_seconds + earned)
        except BaseException as error:
            body.release()
            if isinstance(error, TimeoutError):
                raise refusal(HTTPStatus.REQUEST_TIMEOUT, "This request came too slowly.") from error
            raise

    def _add(self, body: "Body", chunk: bytes) -> None:
        if len(body) + len(chunk) > self._limits.body_bytes:
            raise _too_long()
        if self._held + len(chunk) > self._limits.all_bodies_bytes:
            raise refusal(
                HTTPStatus.SERVICE_UNAVAILABLE, "Too much is being sent to this site just now.", retry_after=10
            )
        self._held += len(chunk)
        body.append(chunk)

    def forget(self, size: int) -> None:
        """So many bytes are in memory no longer."""
        self._held -= size


class Body:
    """The bytes of one body, counted with those of all others until it is released."""

    def __init__(self, reader: BodyReader) -> None:
        self._reader = reader
        self._chunks: list[bytes] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __enter__(self) -> bytes:
        return b"".join(self._chunks)

    def __exit__(self, *_error: object) -> None:
        self.release()

    def append(self, chunk: bytes) -> None:
        """One more piece, as it came."""
        self._chunks.append(chunk)
        self._size += len(chunk)

    def release(self) -> None:
        """Done with it."""
        self._reader.forget(self._size)
        self._chunks, self._size = [], 0


async def discard_body(receive: Receive, limits: Limits) -> None:
    """Read on for a moment after a refusal: a client that is still sending would else find its connection broken
    before it reads why."""
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.discard_seconds):
            discarded = 0
            while discarded < limits.discard_bytes:
                message = await receive()
                if message["type"] == "http.disconnect" or not message["more_body"]:
                    return
                discarded += len(message["body"])


def _announced(scope: Scope) -> tuple[int, bool]:
    length, chunked = 0, False
    for name, value in scope["headers"]:
        if name == b"content-length":
            length = int(value)  # The server has refused what is not a number.
        elif name == b"transfer-encoding":
            chunked = True
    return length, chunked


def _too_long() -> Exception:
    return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This request is too long.")
