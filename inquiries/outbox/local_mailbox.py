"""Where mail goes when no mail server is set up: into a table that the admin shows."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from inquiries.models import CaughtMail


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
