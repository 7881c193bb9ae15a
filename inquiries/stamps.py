"""The signed stamp of an opened form: when it was opened, and a number that no other form has.

It stands in for a CSRF token and a cookie: sending a message uses no authority of the visitor's, so all that
has to be shown is that the form came from here, and how long it was open. A stamp serves for one message.
"""

import math
import secrets
import time
import zlib
from typing import Any, NamedTuple

from django.core import signing

_SALT = "inquiries.stamp"
_SECONDS_VALID = 7 * 24 * 3600
# The clocks of two machines that serve the site may differ so much.
_SECONDS_AHEAD = 300


class Stamp(NamedTuple):
    nonce: str
    opened_at: float

    @property
    def seconds_open(self) -> float:
        return time.time() - self.opened_at


class StampError(Exception):
    """The stamp is missing, forged, or from a form opened more than a week ago."""


def new_stamp(*, opened_at: float | None = None) -> str:
    """A stamp that has not been used; of a form opened now, unless it replaces that of a form opened earlier."""
    return signing.dumps([secrets.token_urlsafe(12), round(opened_at or time.time(), 2)], salt=_SALT)


def read_stamp(text: str) -> Stamp:
    """StampError unless the text is a stamp that `new_stamp` made within the last week."""
    try:
        content = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, zlib.error) as error:
        raise StampError from error
    match content:
        case [str() as nonce, (int() | float()) as opened_at] if nonce and _is_recent(opened_at):
            return Stamp(nonce, float(opened_at))
    raise StampError


def _is_recent(opened_at: Any) -> bool:
    # What is signed need not be what `new_stamp` writes: JSON can say NaN, true, and numbers without end.
    now = time.time()
    return (
        not isinstance(opened_at, bool)
        and not (isinstance(opened_at, float) and math.isnan(opened_at))
        and now - _SECONDS_VALID <= opened_at <= now + _SECONDS_AHEAD
    )
