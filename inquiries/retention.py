"""Deleting what was kept long enough; the privacy page states the same periods, from the same settings."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from inquiries.models import CaughtMail, Correction, Inquiry, InquiryState, Mail


class Purged(NamedTuple):
    """How many were, or would be, deleted; of corrections, how many lose the reporter's name and address."""

    inquiries: int
    spam: int
    spam_corrections: int
    anonymised_corrections: int
    mails: int


@transaction.atomic
def purge(*, now: datetime, dry_run: bool = False) -> Purged:
    """Delete inquiries with their notes and mails, and what tells who reported an error, after their time.

    The time of an inquiry runs from when it was last dealt with, that of a correction from when it was closed.
    """
    before = now - timedelta(days=settings.INQUIRY_RETENTION_DAYS)
    spam_before = now - timedelta(days=settings.SPAM_RETENTION_DAYS)
    inquiries = Inquiry.objects.filter(touched_at__lt=before).exclude(state=InquiryState.SPAM)
    spam = Inquiry.objects.filter(state=InquiryState.SPAM, touched_at__lt=spam_before)
    spam_corrections = Correction.objects.filter(is_spam=True, received_at__lt=spam_before)
    closed = Correction.objects.filter(closed_at__lt=before)
    known = closed.filter(~Q(email="") | (~Q(reporter_name="") & Q(name_may_be_shown=False)))
    # Digests, and letters to reporters: those of an inquiry go with it.
    mails = Mail.objects.filter(inquiry=None, written_at__lt=before).filter(
        Q(correction=None) | Q(correction__in=closed)
    )
    caught = CaughtMail.objects.filter(caught_at__lt=before)
    purged = Purged(
        inquiries.count(), spam.count(), spam_corrections.count(), known.count(), mails.count() + caught.count()
    )
    if not dry_run:
        mails.delete()
        caught.delete()
        inquiries.delete()
        spam.delete()
        spam_corrections.delete()
        known.filter(name_may_be_shown=False).update(reporter_name="")
        known.update(email="")
    return purged
