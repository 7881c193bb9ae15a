"""The signed stamp of an opened form: when it was opened, and a number that no other form has.

It stands in for a CSRF token and a cookie: sending a message uses no authority of the visitor's, so all that
has to be shown is that the form came from here, and how long it was open.
"""

import secrets
import time
from typing import NamedTuple

from django.core import signing

_SALT = "inquiries.stamp"
_SECONDS_VALID = 7 * 24 * 3600


class Stamp(NamedTuple):
    nonce: str
    seconds_open: float


class StampError(Exception):
    """The stamp is missing, forged, or from a form opened more than a week ago."""


def new_stamp() -> str:
    return signing.dumps([secrets.token_urlsafe(12), round(time.time(), 2)], salt=_SALT)


def read_stamp(text: str) -> Stamp:
    """StampError unless the text is a stamp that `new_stamp` made within the last week."""
    try:
        nonce, opened_at = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise StampError from error
    seconds_open = time.time() - opened_at
    if seconds_open > _SECONDS_VALID:
        raise StampError
    return Stamp(nonce, seconds_open)
