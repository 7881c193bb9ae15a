"""What the worker does with the outbox: take a delivery that is due, attempt it, write down how it went.

Any number of workers may run. Each holds an advisory lock on what it has in hand, which PostgreSQL lets go
when the worker's connection ends, however it ends: that is how another one sees that it was left behind.
"""

import logging
import time
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from inquiries.models import MOST_UNANSWERED, STRANDED, Delivery, DeliveryState, Purpose
from inquiries.outbox.letters import tell_owner_of_stranded
from inquiries.outbox.sending import NotSentError, UnansweredError, message_for, send

_logger = logging.getLogger(__name__)

# How long to wait after each attempt: 34 hours together, so that a mail server may be down for a day.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 360, 480, 720)]
# How long after each handing over that was not answered: long enough for whatever makes a server hang up to be mended.
DELAYS_WITHOUT_ANSWER = [timedelta(minutes=minutes) for minutes in (1, 15, 60, 360, 1440)]
_LOCKS = 0x1AB0  # Which of the database's advisory locks are ours.
_PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


def deliver_next() -> bool:
    """Attempt the delivery that has been due longest; False when none is due."""
    delivery = _take_next()
    if delivery is None:
        return False
    try:
        _attempt(delivery)
    finally:
        _unlock(delivery.pk)
    return True


def take_back_abandoned() -> int:
    """Make the deliveries whose worker died in the middle due again; how many there were."""
    found = 0
    for pk in Delivery.objects.in_hand().values_list("pk", flat=True):
        if not _lock(pk):
            continue
        try:
            # Read again, now that nobody else has it in hand.
            delivery = Delivery.objects.in_hand().select_related("mail").filter(pk=pk).first()
            if delivery is None:
                continue
            found += 1
            words = f"The worker stopped in the middle of attempt {delivery.attempts}."
            if delivery.state == DeliveryState.HANDING_OVER:
                _write_unanswered(delivery, words, at_once=True)
            else:
                _write(delivery, state=DeliveryState.WAITING, due_at=timezone.now(), last_words=words)
        finally:
            _unlock(pk)
    return found


def _take_next() -> Delivery | None:
    with transaction.atomic():
        due = Delivery.objects.due().select_related("mail").select_for_update(skip_locked=True, of=("self",)).first()
        # The lock is taken before the state is visible to others: nobody can see it in hand and free.
        if due is None or not _lock(due.pk):
            return None
        due.state = DeliveryState.CONNECTING
        due.attempts += 1
        due.save(update_fields=["state", "attempts"])
    return due


def _attempt(delivery: Delivery) -> None:
    def before_handing_over() -> None:
        mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CONNECTING, attempts=delivery.attempts)
        if not mine.update(state=DeliveryState.HANDING_OVER):
            raise NotSentError("Another worker has taken this delivery over.")
        delivery.state = DeliveryState.HANDING_OVER

    try:
        words = send(message_for(delivery), before_handing_over=before_handing_over)
    except NotSentError as error:
        _write_failed(delivery, str(error), for_good=error.for_good)
    except UnansweredError as error:
        _write_unanswered(delivery, str(error))
    except (OperationalError, InterfaceError):
        raise  # The database is away: what is in hand is taken back when it is there again.
    except Exception as error:
        _logger.exception("Delivery %s failed in an unexpected way", delivery.pk)
        if delivery.state == DeliveryState.HANDING_OVER:
            _write_unanswered(delivery, repr(error))
        else:
            _write_failed(delivery, repr(error), for_good=False)
    else:
        _write(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), last_words=words)


def _write_failed(delivery: Delivery, words: str, *, for_good: bool) -> None:
    delay = _delay(delivery)
    # An owner's mailbox that refuses will be mended by somebody; a stranger's is left in peace.
    if for_good and delivery.mail.purpose not in (Purpose.NOTIFICATION, Purpose.DIGEST):
        _write(delivery, state=DeliveryState.REFUSED, last_words=words)
    elif delay is None:
        _write(delivery, state=DeliveryState.GIVEN_UP, last_words=words)
    else:
        _write(delivery, state=DeliveryState.WAITING, due_at=timezone.now() + delay, last_words=words)


def _write_unanswered(delivery: Delivery, words: str, *, at_once: bool = False) -> None:
    """It may have arrived or not. Better twice than never: again under the same Message-ID, but not without end."""
    count = delivery.unclear_attempts + 1
    if count >= MOST_UNANSWERED:
        _write(delivery, state=DeliveryState.UNCLEAR, unclear_attempts=count, last_words=words)
        return
    delay = timedelta() if at_once else DELAYS_WITHOUT_ANSWER[count - 1]
    _write(
        delivery,
        state=DeliveryState.WAITING,
        unclear_attempts=count,
        due_at=timezone.now() + delay,
        last_words=words,
    )


def _write(delivery: Delivery, **changes: object) -> None:
    """Write down how the attempt went, even if the database has to come back first: what was sent is known here only.

    Once another worker has begun another attempt, it is that one's to write down.
    """
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).exclude(state=DeliveryState.SENT)
    for pause in _PAUSES:
        time.sleep(pause)
        try:
            is_mine = bool(mine.update(**changes))
        except (OperationalError, InterfaceError):
            connection.close()
        else:
            break
    else:
        raise OperationalError("The database did not come back in time to write down how a delivery went.")
    _logger.info("Delivery %s to %s: %s", delivery.pk, delivery.mail.purpose, changes["state"])
    if is_mine and changes["state"] in STRANDED:
        _logger.warning("Delivery %s needs somebody: %s", delivery.pk, changes["last_words"])
        delivery.state = str(changes["state"])
        tell_owner_of_stranded(delivery)


def _delay(delivery: Delivery) -> timedelta | None:
    """How long to wait after the attempt just made; None when it was the last."""
    return DELAYS[delivery.attempts - 1] if delivery.attempts <= len(DELAYS) else None


def _lock(pk: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, pk % 2**31])
        return bool(cursor.fetchone()[0])


def _unlock(pk: int) -> None:
    if connection.connection is None or connection.connection.closed:
        return  # The lock went with the connection.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, pk % 2**31])
