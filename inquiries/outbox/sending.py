"""One mail to one recipient, as far as the mail server lets it come."""

import contextlib
import re
import smtplib
from collections.abc import Callable
from email import policy

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from inquiries.models import Delivery, Purpose

# RFC 5321, 4.5.3.2.6: a server may take so long to answer for a mail that it has taken over. Who hangs up
# earlier gets the same mail delivered twice.
SECONDS_FOR_THE_LAST_ANSWER = 600


class NotSentError(Exception):
    """The mail certainly was not taken over. ``for_good``: the server will not take it later either."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        self.for_good = for_good
        super().__init__(reason)


class UnansweredError(Exception):
    """The mail was handed over, and nobody said whether it was taken."""


def message_for(delivery: Delivery) -> EmailMessage:
    """The delivery as a message: the same bytes at each attempt."""
    mail = delivery.mail
    headers = {"Message-ID": mail.message_id, "Date": mail.written_at.strftime("%a, %d %b %Y %H:%M:%S +0000")}
    if mail.in_reply_to:
        headers |= {"In-Reply-To": mail.in_reply_to, "References": mail.references}
    if mail.purpose != Purpose.REPLY:
        headers["Auto-Submitted"] = "auto-generated"
    to_owner = mail.purpose in (Purpose.NOTIFICATION, Purpose.DIGEST)
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.recipient],
        # The address that mail comes from need not be one that anybody reads.
        reply_to=None if to_owner else settings.OWNER_EMAIL[:1],
        headers=headers,
    )


def send(message: EmailMessage, *, before_handing_over: Callable[[], None]) -> str:
    """Send the message to its one recipient; the server's last words.

    ``before_handing_over`` is called when all of the message is sent but the line that ends it: without that line a
    server must not take it. What it raises stops the sending. Raises NotSentError or UnansweredError.
    """
    backend = mailers["default"]
    if isinstance(backend, SmtpBackend):
        return _send_by_smtp(backend, message, before_handing_over)
    before_handing_over()
    backend.send_messages([message])
    return ""


def _send_by_smtp(backend: SmtpBackend, message: EmailMessage, before_handing_over: Callable[[], None]) -> str:
    try:
        sender, recipient = backend.prep_address(message.from_email), backend.prep_address(message.to[0])
        content = message.message(policy=policy.SMTP).as_bytes()
    except ValueError as error:
        raise NotSentError(str(error), for_good=True) from error
    try:
        backend.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NotSentError(f"No connection to the mail server: {error}") from error
    server = backend.connection
    if server is None:
        raise NotSentError("No connection to the mail server.")
    try:
        _agree(server, sender, recipient)
        _send_text(server, content)
        before_handing_over()
        return _hand_over(server)
    finally:
        # Nothing that is said after the server's answer changes it; and QUIT could wait long for a word.
        with contextlib.suppress(OSError):
            server.close()
        backend.connection = None


def _agree(server: smtplib.SMTP, sender: str, recipient: str) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        _require(server.mail(sender), 250, for_good=False)
        # 5xx to a recipient is about this recipient; to anything before, about us, and we can be mended.
        code, words = server.rcpt(recipient)
        if code != 251:
            _require((code, words), 250, for_good=code >= 500)
        _require(server.docmd("DATA"), 354, for_good=False)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSentError(f"The mail server broke off: {error}") from error


def _send_text(server: smtplib.SMTP, content: bytes) -> None:
    """All of the message but the line with the dot that ends it (RFC 5321, 4.1.1.4): nothing is taken before that."""
    lines = content if content.endswith(b"\r\n") else content + b"\r\n"
    try:
        server.send(re.sub(rb"(?m)^\.", b"..", lines))
    except (OSError, smtplib.SMTPException) as error:
        raise NotSentError(f"The mail server broke off in the middle of the mail: {error}") from error


def _hand_over(server: smtplib.SMTP) -> str:
    try:
        if server.sock is not None:
            server.sock.settimeout(max(server.sock.gettimeout() or 0, SECONDS_FOR_THE_LAST_ANSWER))
        server.send(b".\r\n")
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise UnansweredError(f"The mail server broke off after the mail was handed over: {error}") from error
    return _require((code, words), 250, for_good=code >= 500)


def _require(answer: tuple[int, bytes], wanted: int, *, for_good: bool) -> str:
    code, words = answer
    text = f"{code} {words.decode(errors='replace')}"
    if code != wanted:
        raise NotSentError(text, for_good=for_good)
    return text
