"""Storing what comes in, in one transaction and exactly once, before anything else happens to it."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from entities.models import Claim
from inquiries.models import Correction, Inquiry, InquiryState
from inquiries.outbox.letters import acknowledge, notify_owner, notify_owner_of_correction
from inquiries.rate_limits import Limit, take
from inquiries.spam import signs_of_spam
from inquiries.stamps import Stamp

# Without those that are taken for one another when read aloud or copied by hand.
_REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAME_MESSAGE_WITHIN = timedelta(days=7)


def limits_for(client: str) -> list[Limit]:
    """What one client may send, and what all of them together; contact and corrections count together."""
    return [
        Limit(key=f"client:{client}", burst=5, per_hour=5),
        Limit(key="everybody", burst=200, per_hour=200),
    ]


@transaction.atomic
def receive_inquiry(*, facts: dict[str, Any], stamp: Stamp, trap: str, client: str) -> Inquiry:
    """Store the inquiry, or return the one that is stored already when the same form or message comes again.

    ``facts`` are the fields of the form, ``client`` the hashed address. Raises LimitReachedError, and stores
    nothing, when the client or everybody together has sent too much.
    """
    submission = _digest(stamp.nonce, *(str(facts[name]) for name in sorted(facts)))
    earlier = Inquiry.objects.filter(submission=submission).first() or _same_message(facts)
    if earlier is not None:
        return earlier
    _commit_to_disk()
    take(limits_for(client))
    signs = signs_of_spam(
        lines=[facts["name"], facts["organisation"], facts["subject"], facts["offer"]],
        text=facts["message"],
        trap=trap,
        seconds_open=stamp.seconds_open,
    )
    digest = message_digest(facts["message"])
    if _sent_by_others(digest, email=facts["email"]):
        signs.append("The same text came under another e-mail address within a week.")
    now = timezone.now()
    # Of two requests with one form, the second waits for the first here, and then finds what that has stored.
    inquiry, is_new = Inquiry.objects.get_or_create(
        submission=submission,
        defaults={
            **facts,
            "reference": new_reference(),
            "message_digest": digest,
            "consented_at": now,
            "state": InquiryState.SPAM if signs else InquiryState.NEW,
            "spam_reasons": "\n".join(signs),
        },
    )
    if is_new and not signs:
        notify_owner(inquiry)
        acknowledge(inquiry)
    return inquiry


@transaction.atomic
def receive_correction(*, facts: dict[str, Any], stamp: Stamp, trap: str, client: str) -> Correction:
    """Store the report as a new ticket, or return the ticket of the same form sent before.

    Takes and raises what `receive_inquiry` does. The claim's text is kept as it stands now: by the time that
    somebody looks at the report it may have changed.
    """
    claim: Claim | None = facts["claim"]
    submission = _digest(stamp.nonce, *(str(facts[name]) for name in sorted(facts)))
    earlier = Correction.objects.filter(submission=submission).first()
    if earlier is not None:
        return earlier
    _commit_to_disk()
    take(limits_for(client))
    signs = signs_of_spam(
        lines=[facts["reporter_name"]],
        text=f"{facts['report']}\n{facts['proposal']}",  # A source may well be a link.
        trap=trap,
        seconds_open=stamp.seconds_open,
    )
    correction, is_new = Correction.objects.get_or_create(
        submission=submission,
        defaults={
            **facts,
            "claim_text": claim.text if claim else "",
            "is_spam": bool(signs),
            "spam_reasons": "\n".join(signs),
        },
    )
    if is_new and not signs:
        notify_owner_of_correction(correction)
    return correction


@transaction.atomic
def take_out_of_spam(inquiry: Inquiry) -> None:
    """Treat a message that was held as spam as if it had just come in."""
    inquiry.state, inquiry.spam_reasons, inquiry.touched_at = InquiryState.NEW, "", timezone.now()
    inquiry.save(update_fields=["state", "spam_reasons", "touched_at"])
    notify_owner(inquiry)
    acknowledge(inquiry)


def new_reference() -> str:
    """Eight letters and digits in two groups, such as 7K2M-9QXA: 6.6e11 of them, so two alike need not be feared."""
    letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def message_digest(message: str) -> str:
    """The same for texts that differ only in case and spacing."""
    return _digest(" ".join(message.casefold().split()))


def _same_message(facts: dict[str, Any]) -> Inquiry | None:
    recent = Inquiry.objects.filter(received_at__gte=timezone.now() - _SAME_MESSAGE_WITHIN)
    return recent.filter(message_digest=message_digest(facts["message"]), **facts).first()


def _sent_by_others(digest: str, *, email: str) -> bool:
    recent = Inquiry.objects.filter(received_at__gte=timezone.now() - _SAME_MESSAGE_WITHIN)
    return recent.filter(message_digest=digest).exclude(email__iexact=email).exists()


def _commit_to_disk() -> None:
    """Have this transaction on disk before its commit is reported, however hasty the database is otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
