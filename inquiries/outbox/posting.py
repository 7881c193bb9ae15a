"""Putting a mail into the outbox."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from inquiries.models import Delivery, Mail


@transaction.atomic
def post(*, key: str, recipients: Iterable[str], reply_in: "Mail | None" = None, **fields: Any) -> Mail:
    """The mail with this key and a delivery for each recipient; the one that is there already, if it is.

    ``fields`` are those of `Mail`. ``reply_in`` is the last mail of the thread that this one continues.
    Part of the caller's transaction: a mail is only ever sent about something that was stored.
    """
    if reply_in is not None:
        fields["in_reply_to"] = reply_in.message_id
        fields["references"] = f"{reply_in.references} {reply_in.message_id}".strip()
    mail, created = Mail.objects.get_or_create(key=key, defaults={"message_id": _message_id(key), **fields})
    if created:
        Delivery.objects.bulk_create(
            [Delivery(mail=mail, recipient=recipient) for recipient in dict.fromkeys(recipients)]
        )
    return mail


def _message_id(key: str) -> str:
    """The same each time that this mail is sent, so that mail programs take a duplicate for one."""
    return f"<{key.replace(':', '.')}@{urlsplit(settings.CANONICAL_ORIGIN).hostname or 'localhost'}>"
