"""How often passwords may be tried.

a try ──> under a lock: enough wrong ones already? ──yes──> SignInLimitedError, without looking at the password
                             │ no
                             └──> counted as wrong beforehand ──> password right: counted as right

Counting beforehand makes guesses that are sent at the same time count like guesses sent one after another.
A limit on one account never keeps out its owner at a place from which the owner has signed in before, and no limit
keeps one account out because of wrong passwords for another from the same office.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from editing.models import SignInAttempt, SignInOutcome
from inquiries.clients import Networks, client_networks

# A network is known to an account for so long after a sign-in from there.
_KNOWN_FOR = timedelta(days=90)
# No limit looks back further.
_WRONG_COUNT_FOR = timedelta(days=1)


class _Limit(NamedTuple):
    """At most ``most`` wrong passwords ``within`` this time, among these attempts."""

    attempts: "QuerySet[SignInAttempt]"
    most: int
    within: timedelta
    because: str


class SignInLimitedError(Exception):
    """There were too many wrong passwords; ``because`` says which, and the next one may be tried ``again_at``."""

    def __init__(self, because: str, again_at: datetime) -> None:
        self.because, self.again_at = because, again_at
        super().__init__(f"{because} Try again at {again_at:%H:%M} UTC.")

    @property
    def minutes(self) -> int:
        """How long to wait, at least one minute."""
        return max(1, -int((timezone.now() - self.again_at).total_seconds() // 60))


def begin_attempt(request: HttpRequest, username: str) -> SignInAttempt:
    """Count a password that is about to be tried for this name as wrong. Raises SignInLimitedError if none may be."""
    account = salted_hmac("editing.sign_in", username, algorithm="sha256").hexdigest()[:40]
    networks = client_networks(request)
    now = timezone.now()
    with transaction.atomic():
        _wait_for_others(account, networks)
        known_from = SignInAttempt.objects.filter(
            account=account, network=networks.own, outcome=SignInOutcome.SUCCEEDED, at__gt=now - _KNOWN_FOR
        )
        is_known = known_from.exists()
        for limit in _limits(account, networks, is_known=is_known):
            _judge(limit, now)
        return SignInAttempt.objects.create(
            account=account,
            network=networks.own,
            wide_network=networks.wide,
            is_from_known_network=is_known,
            outcome=SignInOutcome.FAILED,
            at=now,
        )


def attempt_succeeded(attempt: SignInAttempt) -> None:
    """The password was right: the wrong ones before it, from the same place, are forgiven, and old ones forgotten."""
    attempt.outcome = SignInOutcome.SUCCEEDED
    attempt.save(update_fields=["outcome"])
    forgiven = Q(account=attempt.account, network=attempt.network) | Q(at__lt=attempt.at - _WRONG_COUNT_FOR)
    SignInAttempt.objects.filter(forgiven, outcome=SignInOutcome.FAILED).delete()
    SignInAttempt.objects.filter(at__lt=attempt.at - _KNOWN_FOR).delete()


def _limits(account: str, networks: Networks, *, is_known: bool) -> Iterator[_Limit]:
    wrong = SignInAttempt.objects.filter(outcome=SignInOutcome.FAILED)
    of_account = wrong.filter(account=account)
    here = of_account.filter(network=networks.own)
    yield _Limit(here, 5, timedelta(minutes=15), "Too many wrong passwords for this account from your network.")
    if is_known:
        return
    elsewhere = of_account.filter(is_from_known_network=False)
    yield _Limit(
        elsewhere,
        20,
        timedelta(hours=1),
        "Too many wrong passwords for this account from many networks. It can be used only where it was used before.",
    )
    around = wrong.filter(wide_network=networks.wide, is_from_known_network=False)
    yield _Limit(around, 60, timedelta(hours=1), "Too many wrong passwords for many accounts from your network.")


def _judge(limit: _Limit, now: datetime) -> None:
    newest = limit.attempts.filter(at__gt=now - limit.within).order_by("-at").values_list("at", flat=True)
    counted = list(newest[: limit.most])
    if len(counted) >= limit.most:
        raise SignInLimitedError(limit.because, counted[-1] + limit.within)


def _wait_for_others(account: str, networks: Networks) -> None:
    """Until this transaction ends, nobody else counts for the same account or network. In order: no two block."""
    with connection.cursor() as cursor:
        for key in sorted({f"account {account}", f"network {networks.wide}"}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in {key}"])
