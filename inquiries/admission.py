"""How much may be sent from where, and what becomes of a message that comes past a limit.

Messages with signs of spam and messages without are counted apart, and so are the two forms: however much a robot
sends, it takes nothing from people. Nothing here waits, and only two things are refused: what looks like spam and
comes past a limit of spam, and what comes from a sender who has sent more than twenty messages within the hour.
"""

from inquiries.clients import Networks
from inquiries.rate_limits import Limit, LimitReachedError, take


class TooMuchSpamError(LimitReachedError):
    """The message has signs of spam, and enough of that kind has come. Without those signs it would be taken."""

    def __init__(self, limit: LimitReachedError, signs: list[str]) -> None:
        self.signs = signs
        super().__init__(limit.again_at)


def admit(*, form: str, networks: Networks, signs: list[str], doubts: list[str]) -> list[str]:
    """Count a message that is about to be stored, and say why it is to be held back as suspected: empty if not.

    ``form`` names the form it came with, ``signs`` are its signs of spam, ``doubts`` what else speaks against it.
    Raises TooMuchSpamError for spam past a limit, LimitReachedError when the sender's own network has sent too much.
    Part of the caller's transaction: what is not stored is not counted.
    """
    if signs:
        _count_spam(form, networks, signs)
        return []
    own = [Limit(f"{form}:own:{networks.own}", burst=5, per_hour=5)] if networks.own else []
    wide = [Limit(f"{form}:wide:{networks.wide}", burst=60, per_hour=60)] if networks.wide else []
    if doubts:
        _count_more(form, networks)
        return doubts
    try:
        take(own)
    except LimitReachedError:
        _count_more(form, networks)
        return ["More than five messages came from the same address within an hour."]
    try:
        take(wide)
    except LimitReachedError:
        return ["More than sixty messages came from the same network within an hour."]
    try:
        take([Limit(f"{form}:all", burst=200, per_hour=200)])
    except LimitReachedError:
        return ["More than two hundred messages came in within an hour, from all senders together."]
    return []


def _count_more(form: str, networks: Networks) -> None:
    """Count what one sender may send beyond the first few, to be held back."""
    if networks.own:
        take([Limit(f"{form}:more:{networks.own}", burst=20, per_hour=20)])


def _count_spam(form: str, networks: Networks, signs: list[str]) -> None:
    limits = [Limit(f"{form}:spam", burst=300, per_hour=300)]
    if networks.own:
        limits = [
            Limit(f"{form}:spam:own:{networks.own}", burst=10, per_hour=10),
            Limit(f"{form}:spam:wide:{networks.wide}", burst=50, per_hour=50),
            *limits,
        ]
    try:
        take(limits)
    except LimitReachedError as limit:
        raise TooMuchSpamError(limit, signs) from limit
