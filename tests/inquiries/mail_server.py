"""A real SMTP server on the loopback interface that misbehaves as it is told."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[["MailServer", SMTP, Envelope], Any]


class MailServer:
    """What it took over, and how it answers: replace `on_rcpt` and `on_data` to make it misbehave."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Message]] = []
        self.reached = threading.Event()
        self.go_on = threading.Event()
        self.on_mail: Answer = lambda server, smtp, envelope: "250 OK"
        self.on_rcpt: Answer = lambda server, smtp, envelope: "250 OK"
        self.on_data: Answer = lambda server, smtp, envelope: "250 Taken"
        self.port = 0

    def message_ids(self, recipient: str) -> list[str]:
        return [message["Message-ID"] for to, message in self.taken if to == recipient]

    async def handle_MAIL(  # noqa: N802
        self, smtp: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        answer = await self._answer(self.on_mail, smtp, envelope)
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, smtp: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        envelope.rcpt_tos.append(address)
        answer = await self._answer(self.on_rcpt, smtp, envelope)
        if not answer.startswith("250"):
            envelope.rcpt_tos.pop()
        return answer

    async def handle_DATA(  # noqa: N802
        self, smtp: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = await self._answer(self.on_data, smtp, envelope)
        if answer.startswith("250"):
            self.take(envelope)
        return answer

    def take(self, envelope: Envelope) -> None:
        for recipient in envelope.rcpt_tos:
            self.taken.append((recipient, message_from_bytes(envelope.content)))

    async def _answer(self, act: Answer, smtp: SMTP, envelope: Envelope) -> str:
        answer = act(self, smtp, envelope)
        return await answer if asyncio.iscoroutine(answer) else answer


def hang_up(server: MailServer, smtp: SMTP, envelope: Envelope) -> str:
    smtp.transport.abort()
    return "250 nobody hears this"


def drop_and_hang_up(server: MailServer, smtp: SMTP, envelope: Envelope) -> str:
    smtp.transport.abort()
    return "450 nobody hears this"


def take_and_hang_up(server: MailServer, smtp: SMTP, envelope: Envelope) -> str:
    server.take(envelope)
    smtp.transport.abort()
    return "450 nobody hears this"


async def wait_for_the_test(server: MailServer, smtp: SMTP, envelope: Envelope) -> str:
    """Tell the test that this point is reached, and answer when it says so."""
    server.reached.set()
    while not server.go_on.is_set():
        await asyncio.sleep(0.02)
    return "250 OK"


async def take_and_wait_for_the_test(server: MailServer, smtp: SMTP, envelope: Envelope) -> str:
    server.take(envelope)
    await wait_for_the_test(server, smtp, envelope)
    return "450 nobody hears this"


async def never_answer(server: MailServer, smtp: SMTP, envelope: Envelope) -> str:
    await asyncio.sleep(3600)
    return "250 too late"


class _AnyPort(Controller):
    """On whatever port the system has free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    handler = MailServer()
    controller = _AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.port = controller.port
    try:
        yield handler
    finally:
        handler.go_on.set()
        controller.stop(no_assert=True)
