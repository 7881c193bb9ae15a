"""Closing a correction: what was decided is public at once, and the reader is told in the same transaction."""

from django.db import transaction
from django.utils import timezone

from inquiries.models import Correction, CorrectionState
from inquiries.outbox.letters import tell_reporter

CLOSED = (CorrectionState.CORRECTED, CorrectionState.DECLINED)


def settle_state(correction: Correction) -> bool:
    """Give the correction the day of closing that its state asks for, without saving it; True if it was just closed."""
    if correction.state not in CLOSED:
        correction.closed_at = None
        return False
    is_new = correction.closed_at is None
    correction.closed_at = correction.closed_at or timezone.now()
    return is_new


@transaction.atomic
def decide(
    *, correction: Correction, state: str, outcome: str, outcome_edition: str = "", before: str = "", after: str = ""
) -> None:
    """Close the correction as corrected or declined, and tell the reporter if an address was left.

    ``outcome_edition`` is the address of the edition that carries the correction. IntegrityError when a corrected
    one does not say what it was corrected from and to, and where.
    """
    correction.state, correction.outcome = state, outcome
    correction.outcome_edition, correction.before, correction.after = outcome_edition, before, after
    is_new = settle_state(correction)
    correction.save()
    if is_new:
        tell_reporter(correction)
