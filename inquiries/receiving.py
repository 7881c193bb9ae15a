"""Storing what comes in, in one transaction and exactly once, before anything else happens to it."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from citations.headlines import text_of
from entities.models import Claim
from inquiries.admission import admit
from inquiries.clients import Networks
from inquiries.models import Correction, Inquiry, InquiryState
from inquiries.outbox.letters import acknowledge, notify_owner, notify_owner_of_correction, notify_owner_of_suspected
from inquiries.spam import signs_of_spam
from inquiries.stamps import Stamp

# Without those that are taken for one another when read aloud or copied by hand.
_REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAME_MESSAGE_WITHIN = timedelta(days=7)


class StampUsedError(Exception):
    """Something else was stored with this stamp: ``stored`` is that."""

    def __init__(self, stored: Inquiry | Correction) -> None:
        self.stored = stored
        super().__init__("A stamp serves for one message.")


@transaction.atomic
def receive_inquiry(*, facts: dict[str, Any], stamp: Stamp, trap: str, networks: Networks) -> Inquiry:
    """Store the inquiry, or return the one that is stored already when the same message comes again.

    ``facts`` are the fields of the form, ``networks`` where it comes from. Stores nothing and raises LimitReachedError
    when the sender has sent too much (TooMuchSpamError when it looks like spam and enough of that has come), and
    StampUsedError when something else was stored with the stamp.
    """
    _commit_to_disk()
    digest, submission = message_digest(facts["message"]), _digest(stamp.nonce)
    _wait_for_the_same(digest, submission)
    signs = signs_of_spam(
        lines=[facts["name"], facts["organisation"], facts["subject"], facts["offer"]],
        text=facts["message"],
        trap=trap,
        seconds_open=stamp.seconds_open,
    )
    inquiry = _stored_earlier(Inquiry.objects.filter(message_digest=digest, **facts), submission)
    if inquiry is not None and not (inquiry.state == InquiryState.SPAM and inquiry.spam_reasons and not signs):
        return inquiry
    # New; or held as spam, and what made it look like spam is gone: nobody is taken for a robot for good.
    doubts = []
    if _sent_by_others(digest, email=facts["email"]):
        doubts.append("The same text came under another e-mail address within a week.")
    doubts = admit(form="inquiry", networks=networks, signs=signs, doubts=doubts)
    inquiry = inquiry or Inquiry(
        **facts,
        submission=submission,
        reference=new_reference(),
        message_digest=digest,
        consented_at=timezone.now(),
    )
    _file(inquiry, signs=signs, doubts=doubts)
    return inquiry


@transaction.atomic
def receive_correction(*, facts: dict[str, Any], stamp: Stamp, trap: str, networks: Networks) -> Correction:
    """Store the report as a new ticket, or return the ticket of the same report sent before.

    Takes and raises what `receive_inquiry` does. The claim's text is kept as it stands now: by the time that
    somebody looks at the report it may have changed.
    """
    claim: Claim | None = facts["claim"]
    _commit_to_disk()
    digest, submission = message_digest(facts["report"]), _digest(stamp.nonce)
    _wait_for_the_same(digest, submission)
    signs = signs_of_spam(
        lines=[facts["reporter_name"]],
        text=f"{facts['report']}\n{facts['proposal']}",  # A source may well be a link.
        trap=trap,
        seconds_open=stamp.seconds_open,
    )
    correction = _stored_earlier(Correction.objects.filter(report_digest=digest, **facts), submission)
    if correction is not None and not (correction.is_spam and correction.spam_reasons and not signs):
        return correction
    doubts = admit(form="correction", networks=networks, signs=signs, doubts=[])
    correction = correction or Correction(
        **facts, submission=submission, report_digest=digest, claim_text=text_of(claim) if claim else ""
    )
    _file_correction(correction, signs=signs, doubts=doubts)
    return correction


@transaction.atomic
def release_held_back(inquiry: Inquiry) -> None:
    """Treat a message that was held back, as spam or as suspected, as if it had just come in."""
    inquiry.touched_at = timezone.now()
    _file(inquiry, signs=[], doubts=[])


def new_reference() -> str:
    """Eight letters and digits in two groups, such as 7K2M-9QXA: 6.6e11 of them, so two alike need not be feared."""
    letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def message_digest(message: str) -> str:
    """The same for texts that differ only in case and spacing."""
    return _digest(" ".join(message.casefold().split()))


def _file(inquiry: Inquiry, *, signs: list[str], doubts: list[str]) -> None:
    """Save the inquiry in the folder where it belongs, and write the mails that this brings with it."""
    inquiry.state = InquiryState.SPAM if signs else InquiryState.SUSPECTED if doubts else InquiryState.NEW
    inquiry.spam_reasons = "\n".join([*signs, *doubts])
    inquiry.save()
    if inquiry.state == InquiryState.NEW:
        notify_owner(inquiry)
        acknowledge(inquiry)
    elif inquiry.state == InquiryState.SUSPECTED:
        notify_owner_of_suspected()


def _file_correction(correction: Correction, *, signs: list[str], doubts: list[str]) -> None:
    """Save the report where it belongs, and tell the owner."""
    correction.is_spam, correction.is_suspected = bool(signs), bool(doubts)
    correction.spam_reasons = "\n".join([*signs, *doubts])
    correction.save()
    if doubts:
        notify_owner_of_suspected()
    elif not signs:
        notify_owner_of_correction(correction)


def _stored_earlier[M: (Inquiry, Correction)](same: QuerySet[M], submission: str) -> M | None:
    """The one of ``same`` that was stored lately. StampUsedError when something else was stored with the stamp."""
    if earlier := same.filter(received_at__gte=timezone.now() - _SAME_MESSAGE_WITHIN).first():
        return earlier
    for stored in (
        Inquiry.objects.filter(submission=submission).first(),
        Correction.objects.filter(submission=submission).first(),
    ):
        if stored is not None:
            raise StampUsedError(stored)
    return None


def _sent_by_others(digest: str, *, email: str) -> bool:
    recent = Inquiry.objects.filter(received_at__gte=timezone.now() - _SAME_MESSAGE_WITHIN)
    return recent.filter(message_digest=digest).exclude(email__iexact=email).exists()


def _wait_for_the_same(*digests: str) -> None:
    """Have whoever sends the same text, or uses the same stamp, at this moment go first, and then see what it stored.

    The locks are let go with the transaction. Always first the text and then the stamp, so that no two wait for
    each other.
    """
    with connection.cursor() as cursor:
        for digest in digests:
            key = int.from_bytes(bytes.fromhex(digest)[:8], signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _commit_to_disk() -> None:
    """Have this transaction on disk before its commit is reported, however hasty the database is otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
