"""Corrections that the content files bring: what a new reading of the claims found, as one entry of the public log.

Each is brought once, known by the slug of its record, and gets the next number like any other. From then on it is the
editors' and no load touches it again.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from inquiries.models import Correction, CorrectionState
from loading.schema import CorrectionRecord

_FROM_THE_FILES = "content:"  # what `submission` begins with, where others have the digest of a form


def bring_corrections(records: Iterable[CorrectionRecord]) -> int:
    """Create those that are not in the log yet; how many these were. At most two queries."""
    wanted = {f"{_FROM_THE_FILES}{record.slug}": record for record in records}
    known = set(Correction.objects.filter(submission__in=wanted).values_list("submission", flat=True)) if wanted else ()
    new = [
        Correction(
            submission=submission,
            place=record.place,
            report=record.report,
            state=CorrectionState.CORRECTED,
            is_released=True,
            outcome=record.outcome,
            outcome_edition=record.edition,
            before=record.before,
            after=record.after,
            received_at=datetime.combine(record.found_on, time(12), UTC),
            closed_at=datetime.combine(record.closed_on, time(12), UTC),
        )
        for submission, record in wanted.items()
        if submission not in known
    ]
    Correction.objects.bulk_create(new)
    return len(new)


def stored_corrections() -> Iterator[CorrectionRecord]:
    """Those that files once brought, as they stand now. One query."""
    brought = Correction.objects.filter(submission__startswith=_FROM_THE_FILES, closed_at__isnull=False)
    for correction in brought.order_by("pk"):
        if correction.closed_at is None or not (correction.outcome_edition and correction.before and correction.after):
            continue  # an editor has opened it again, or has decided otherwise
        yield CorrectionRecord(
            slug=(correction.submission or "").removeprefix(_FROM_THE_FILES),
            place=correction.place,
            report=correction.report,
            outcome=correction.outcome,
            edition=correction.outcome_edition,
            before=correction.before,
            after=correction.after,
            found_on=correction.received_at.astimezone(UTC).date(),
            closed_on=correction.closed_at.astimezone(UTC).date(),
        )
