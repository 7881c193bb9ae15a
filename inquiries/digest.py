"""Once a day, what waits for a person; nothing is sent when nothing waits."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count

from inquiries.models import (
    MOST_UNANSWERED,
    Correction,
    Delivery,
    DeliveryState,
    Inquiry,
    InquiryKind,
    InquiryState,
    Mail,
    Purpose,
)
from inquiries.outbox.posting import post


def send_digest(*, now: datetime) -> Mail | None:
    """Post today's digest to the owner; None when there is nothing to say."""
    lines = digest_lines(now=now)
    if not lines:
        return None
    return post(
        key=f"digest:{now:%Y-%m-%d}",
        purpose=Purpose.DIGEST,
        recipients=settings.OWNER_EMAIL,
        subject=f"BrainMatter: what waits on {now:%d %B %Y}",
        body="\n".join([*lines, "", f"The inbox: {settings.CANONICAL_ORIGIN}/admin/inquiries/inquiry/"]),
    )


def digest_lines(*, now: datetime) -> list[str]:
    """One line for each thing that waits; empty when nothing does."""
    waiting = Inquiry.objects.filter(state__in=[InquiryState.NEW, InquiryState.READ]).order_by("received_at")
    kinds = dict(waiting.order_by().values_list("kind").annotate(Count("pk")))
    lines = [f"{InquiryKind(kind).label}: {kinds[kind]} not answered" for kind in InquiryKind.values if kind in kinds]
    if oldest := waiting.first():
        lines.append(f"The oldest, {oldest.reference}, has waited {_days(now - oldest.received_at)}.")
    held_back = Inquiry.objects.filter(state=InquiryState.SUSPECTED).count()
    held_back += Correction.objects.filter(is_suspected=True).count()
    if held_back:
        lines.append(f"Held back as suspected, and perhaps written by people: {held_back}. Please look through them.")
    spam = Inquiry.objects.filter(state=InquiryState.SPAM, received_at__gte=now - timedelta(days=1)).count()
    if spam:
        lines.append(f"Held as spam since yesterday: {spam}. A look now and then tells whether rightly.")
    if open_corrections := Correction.objects.open().count():
        lines.append(f"Corrections without a decision: {open_corrections}")
    return [*lines, *mail_troubles()]


def mail_troubles() -> list[str]:
    """One line for each kind of mail that needs somebody, or has waited long; empty when all is well."""
    states = dict(Delivery.objects.stranded().order_by().values_list("state").annotate(Count("pk")))
    lines = []
    if lost := states.get(DeliveryState.REFUSED, 0) + states.get(DeliveryState.GIVEN_UP, 0):
        lines.append(f"Mails that did not arrive: {lost}")
    if unclear := states.get(DeliveryState.UNCLEAR, 0):
        lines.append(f"Mails that may not have arrived, handed over {MOST_UNANSWERED} times unanswered: {unclear}")
    if held := states.get(DeliveryState.HELD, 0):
        lines.append(f"Mails held since the database was restored, which may have been sent already: {held}")
    if lines:
        lines.append(f"Look after them here: {settings.CANONICAL_ORIGIN}/admin/inquiries/delivery/?needs=somebody")
    if late := Delivery.objects.late().count():
        lines.append(f"Mails that have waited for more than an hour: {late}")
    return lines


def _days(age: timedelta) -> str:
    return "less than a day" if age.days < 1 else "1 day" if age.days == 1 else f"{age.days} days"
