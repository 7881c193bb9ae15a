"""Where mail goes when no mail server is set up: into a table that the admin shows."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from inquiries.models import CaughtMail


def is_in_use() -> bool:
    """True when mail stays here instead of being sent."""
    return settings.MAILERS["default"].get("BACKEND") == f"{__name__}.EmailBackend"


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        CaughtMail.objects.bulk_create(
            [
                CaughtMail(
                    recipients=", ".join(message.recipients()),
                    sender=message.from_email,
                    subject=str(message.subject),
                    body=str(message.body),
                    source=message.message().as_string(),
                )
                for message in email_messages
            ]
        )
        return len(email_messages)
