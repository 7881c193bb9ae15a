"""Inquiries and what surrounds them, made for tests."""

import time
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from inquiries.models import Inquiry, InquiryKind, InquiryState
from inquiries.receiving import new_reference


def stamp_opened(seconds_ago: float, *, nonce: str = "") -> str:
    """The stamp of a form that was opened so long ago."""
    return signing.dumps([nonce or str(time.monotonic_ns()), time.time() - seconds_ago], salt="inquiries.stamp")


def contact_fields(**changes: Any) -> dict[str, Any]:
    """What a browser posts to /contact, filled in as it should be but for the changes; None leaves a field out."""
    fields = {
        "stamp": stamp_opened(30),
        "website": "",
        "kind": "acquisition",
        "name": "Ada Palmgren",
        "email": "ada@example.org",
        "organisation": "Palmgren & Daughters",
        "subject": "The domain",
        "offer": "10,000 EUR",
        "message": "We would like to buy the domain.",
        "consent": "on",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def send_contact(client: Client, **changes: Any) -> HttpResponse:
    return client.post("/contact", contact_fields(**changes))


def make_inquiry(
    *,
    kind: str = InquiryKind.OTHER,
    name: str = "Ada Palmgren",
    email: str = "ada@example.org",
    message: str = "A question.",
    state: str = InquiryState.NEW,
    **fields: Any,
) -> Inquiry:
    return Inquiry.objects.create(
        reference=new_reference(),
        kind=kind,
        name=name,
        email=email,
        message=message,
        state=state,
        consented_at=timezone.now(),
        **fields,
    )
