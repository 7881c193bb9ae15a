"""What the worker does once a day: delete what was kept long enough, and say what waits."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from inquiries.daily import run_due_jobs
from inquiries.digest import mail_troubles
from inquiries.models import CaughtMail, Correction, Delivery, Inquiry, Mail, Note, Purpose, RateBucket
from inquiries.outbox.posting import post
from inquiries.retention import purge
from tests.factories import a_correction
from tests.inquiries.factories import make_inquiry

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2026-05-04T12:00:00+00:00")


@pytest.fixture(autouse=True)
def periods(settings: Any) -> None:
    settings.INQUIRY_RETENTION_DAYS, settings.SPAM_RETENTION_DAYS = 100, 10
    settings.OWNER_EMAIL = ["owner@example.org"]


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def test_a_message_is_deleted_with_notes_and_mails_once_its_time_is_over() -> None:
    over, kept = make_inquiry(touched_at=days_ago(101)), make_inquiry(touched_at=days_ago(99))
    Note.objects.create(inquiry=over, text="A note")
    post(key="x", purpose=Purpose.REPLY, inquiry=over, subject="S", body="B", recipients=["a@example.org"])
    purge(now=timezone.now())
    assert list(Inquiry.objects.all()) == [kept]
    assert not Note.objects.exists()
    assert not Mail.objects.exists()
    assert not Delivery.objects.exists()


def test_a_message_answered_lately_is_kept_however_long_ago_it_came() -> None:
    make_inquiry(received_at=days_ago(500), touched_at=days_ago(1))
    purge(now=timezone.now())
    assert Inquiry.objects.exists()


def test_spam_goes_sooner() -> None:
    make_inquiry(state="spam", touched_at=days_ago(11))
    kept = make_inquiry(state="spam", touched_at=days_ago(9))
    Correction.objects.filter(pk=a_correction().pk).update(is_spam=True, received_at=days_ago(11))
    purge(now=timezone.now())
    assert list(Inquiry.objects.all()) == [kept]
    assert not Correction.objects.exists()


def test_a_suspected_message_is_kept_as_long_as_any_other() -> None:
    make_inquiry(state="suspected", touched_at=days_ago(99))
    Correction.objects.filter(pk=a_correction(is_suspected=True).pk).update(received_at=days_ago(11))
    purge(now=timezone.now())
    assert Inquiry.objects.exists()
    assert Correction.objects.exists()


def test_a_closed_ticket_stays_and_forgets_who_reported_it() -> None:
    hidden = a_correction(reporter_name="Ada", email="ada@example.org")
    shown = a_correction(reporter_name="Ben", email="ben@example.org")
    open_still = a_correction(reporter_name="Cyd", email="cyd@example.org")
    Correction.objects.exclude(pk=open_still.pk).update(state="declined", outcome="No.", closed_at=days_ago(101))
    Correction.objects.filter(pk=shown.pk).update(name_may_be_shown=True)
    purge(now=timezone.now())
    left = {correction.pk: (correction.reporter_name, correction.email) for correction in Correction.objects.all()}
    assert left == {hidden.pk: ("", ""), shown.pk: ("Ben", ""), open_still.pk: ("Cyd", "cyd@example.org")}


def test_mail_in_the_local_mailbox_is_deleted_too() -> None:
    CaughtMail.objects.create(subject="s", body="b", source="", sender="", recipients="", caught_at=days_ago(101))
    purge(now=timezone.now())
    assert not CaughtMail.objects.exists()


def test_a_dry_run_counts_and_deletes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    make_inquiry(touched_at=days_ago(101))
    call_command("purge_inquiries", "--dry-run")
    said = capsys.readouterr().out
    assert "Would be deleted" in said
    assert "inquiries: 1" in said
    assert Inquiry.objects.count() == 1
    call_command("purge_inquiries")
    assert not Inquiry.objects.exists()


def test_the_daily_jobs_are_done_once_a_day_whoever_asks() -> None:
    make_inquiry()
    for minute in range(3):
        run_due_jobs(NOON + timedelta(minutes=minute))
    assert Mail.objects.filter(purpose=Purpose.DIGEST).count() == 1
    run_due_jobs(NOON + timedelta(days=1))
    assert Mail.objects.filter(purpose=Purpose.DIGEST).count() == 2


def test_a_job_that_fails_is_not_noted_as_done(monkeypatch: pytest.MonkeyPatch) -> None:
    make_inquiry()

    def fail(**_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("inquiries.daily.purge", fail)
        with pytest.raises(RuntimeError):
            run_due_jobs(NOON)
    run_due_jobs(NOON)
    assert Mail.objects.filter(purpose=Purpose.DIGEST).count() == 1


def test_the_digest_comes_after_its_hour_and_only_if_something_waits() -> None:
    run_due_jobs(NOON)
    assert not Mail.objects.exists()
    make_inquiry()
    run_due_jobs(NOON + timedelta(hours=16))
    assert not Mail.objects.exists()
    run_due_jobs(NOON + timedelta(hours=20))
    assert Mail.objects.count() == 1


def test_the_digest_says_what_waits_and_for_how_long() -> None:
    make_inquiry(kind="acquisition", received_at=NOON - timedelta(days=3))
    make_inquiry(kind="press", state="read", received_at=NOON - timedelta(hours=1))
    make_inquiry(state="spam", received_at=NOON - timedelta(hours=1))
    make_inquiry(state="replied", received_at=NOON)
    make_inquiry(state="suspected", received_at=NOON)
    a_correction()
    a_correction(is_suspected=True)
    run_due_jobs(NOON)
    body = Mail.objects.get().body
    for line in (
        "Acquiring the domain: 1 not answered",
        "Press: 1 not answered",
        "has waited 3 days",
        "Held as spam since yesterday: 1",
        "Held back as suspected, and perhaps written by people: 2.",
        "Corrections without a decision: 2",
    ):
        assert line in body
    assert "Something else" not in body


def test_the_digest_says_which_mails_need_somebody_until_somebody_has_looked_after_them() -> None:
    states = ["refused", "given-up", "unclear", "waiting", "sent"]
    for number, state in enumerate(states):
        mail = post(key=f"x{number}", purpose=Purpose.REPLY, subject="S", body="B", recipients=["a@example.org"])
        sent_at = timezone.now() if state == "sent" else None
        Delivery.objects.filter(mail=mail).update(state=state, sent_at=sent_at)
    assert mail_troubles() == [
        "Mails that did not arrive: 2",
        "Mails that may not have arrived, handed over 6 times unanswered: 1",
        "Look after them here: http://localhost:8000/admin/inquiries/delivery/?needs=somebody",
    ]
    Delivery.objects.stranded().update(is_looked_after=True)
    assert mail_troubles() == []
    Mail.objects.update(written_at=timezone.now() - timedelta(hours=2))
    assert mail_troubles() == ["Mails that have waited for more than an hour: 1"]


def test_hashed_addresses_are_forgotten_after_two_days() -> None:
    RateBucket.objects.create(key="client:old", tokens=1, counted_at=days_ago(3))
    RateBucket.objects.create(key="client:new", tokens=1, counted_at=days_ago(1))
    run_due_jobs(timezone.now())
    assert [bucket.key for bucket in RateBucket.objects.all()] == ["client:new"]
