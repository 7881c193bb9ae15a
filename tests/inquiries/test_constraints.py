"""What the database refuses about messages from outside, whichever way somebody writes to it."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from inquiries.models import Correction, DailyRun, Delivery, Inquiry, KnownDatabase, Mail, Note, RateBucket
from tests.factories import a_correction, an_editor, an_inquiry
from tests.refusals import refused_by, settle

pytestmark = pytest.mark.django_db

A_DAY = datetime(2026, 5, 1, tzinfo=UTC)


def a_mail(*, key: str = "a-mail", message_id: str = "<a@example.org>") -> Mail:
    return Mail.objects.create(
        key=key, purpose="notification", subject="New inquiry", body="See the inbox.", message_id=message_id
    )


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("inquiry_kind_known", {"kind": "gossip"}),
        ("inquiry_state_known", {"state": "lost"}),
        ("inquiry_says_who_and_what", {"name": ""}),
        ("inquiry_says_who_and_what", {"email": ""}),
        ("inquiry_says_who_and_what", {"message": ""}),
        ("inquiry_reference_well_formed", {"reference": "7k2m-9qxa"}),
        ("inquiry_reference_well_formed", {"reference": ""}),
    ],
)
def test_no_inquiry_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    inquiry = an_inquiry()
    with refused_by(constraint):
        Inquiry.objects.filter(pk=inquiry.pk).update(**change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("correction_says_what_is_wrong", {"report": ""}),
        ("correction_closed_with_outcome_and_day", {"state": "declined", "closed_at": A_DAY}),
        ("correction_closed_with_outcome_and_day", {"state": "declined", "outcome": "It is right."}),
        ("correction_closed_with_outcome_and_day", {"closed_at": A_DAY}),
        ("correction_name_shown_only_if_given", {"name_may_be_shown": True}),
        ("correction_is_about_something", {"claim": None}),
        (
            "correction_corrected_names_edition_and_change",
            {"state": "corrected", "closed_at": A_DAY, "outcome": "Mended.", "before": "20 W"},
        ),
        ("correction_spam_never_released", {"is_spam": True, "is_released": True}),
        ("correction_suspected_only_while_nobody_has_looked", {"is_suspected": True, "is_released": True}),
        ("correction_suspected_only_while_nobody_has_looked", {"is_suspected": True, "is_spam": True}),
        ("correction_suspected_only_while_nobody_has_looked", {"is_suspected": True, "state": "under-review"}),
    ],
)
def test_no_correction_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    correction = a_correction()
    with refused_by(constraint):
        Correction.objects.filter(pk=correction.pk).update(**change)


def test_no_correction_is_ever_in_a_state_that_nobody_knows() -> None:
    correction = a_correction()
    settle()
    with connection.cursor() as cursor:
        # It refuses unknown states as well, and is asked first.
        cursor.execute("ALTER TABLE inquiries_correction DROP CONSTRAINT correction_closed_with_outcome_and_day")
    with refused_by("correction_state_known"):
        Correction.objects.filter(pk=correction.pk).update(state="ignored")


def test_a_note_is_never_empty() -> None:
    with refused_by("note_says_something"):
        Note.objects.bulk_create([Note(inquiry=an_inquiry(), author=an_editor(), text="")])


def test_no_sender_ever_has_less_than_nothing_left() -> None:
    RateBucket.objects.create(key="somebody", tokens=0, counted_at=A_DAY)
    with refused_by("rate_bucket_never_overdrawn"):
        RateBucket.objects.update(tokens=-1)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("mail_purpose_known", {"purpose": "advertisement"}),
        ("mail_headers_on_one_line", {"subject": "Hello\nBcc: everybody@example.org"}),
        ("mail_headers_on_one_line", {"message_id": "<a@example.org>\r\n"}),
        ("mail_headers_on_one_line", {"in_reply_to": "a\nb"}),
        ("mail_headers_on_one_line", {"references": "a\rb"}),
    ],
)
def test_no_mail_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    mail = a_mail()
    with refused_by(constraint):
        Mail.objects.filter(pk=mail.pk).update(**change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("delivery_state_known", {"state": "lost"}),
        ("delivery_sent_exactly_with_its_time", {"state": "sent"}),
        ("delivery_sent_exactly_with_its_time", {"sent_at": A_DAY}),
        ("delivery_not_handed_over_without_end", {"attempts": 7, "unclear_attempts": 7}),
        ("delivery_not_handed_over_without_end", {"attempts": 0, "unclear_attempts": 1}),
        ("delivery_looked_after_only_when_it_stranded", {"is_looked_after": True}),
    ],
)
def test_no_delivery_is_ever_stored_like_this(constraint: str, change: dict[str, object]) -> None:
    delivery = Delivery.objects.create(mail=a_mail(), recipient="owner@example.org")
    with refused_by(constraint):
        Delivery.objects.filter(pk=delivery.pk).update(**change)


def test_a_mail_never_goes_twice_to_one_recipient() -> None:
    mail = a_mail()
    with refused_by("delivery_once_per_mail_and_recipient"):
        Delivery.objects.bulk_create(Delivery(mail=mail, recipient="owner@example.org") for _ in range(2))


def test_a_daily_job_never_runs_twice_for_a_day() -> None:
    with refused_by("daily_run_once"):
        DailyRun.objects.bulk_create(DailyRun(job="digest", day=A_DAY.date()) for _ in range(2))


def test_a_database_is_known_once() -> None:
    with refused_by("known_database_once"):
        KnownDatabase.objects.bulk_create([KnownDatabase(table_number=7), KnownDatabase(table_number=7)])
