"""Mail through a real SMTP server that is down, slow, picky, or rude: nothing lost, twice only what went unanswered."""

import asyncio
import smtplib
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from inquiries.models import CaughtMail, Delivery, DeliveryState, Inquiry, Mail, Purpose
from inquiries.outbox import sending
from inquiries.outbox.delivering import DELAYS, deliver_next, take_back_abandoned
from inquiries.outbox.posting import post
from tests.inquiries.factories import send_contact
from tests.inquiries.mail_server import (
    MailServer,
    drop_and_hang_up,
    hang_up,
    mail_server,
    never_answer,
    take_and_hang_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.MAILERS = smtp(running.port)
        yield running


def smtp(port: int) -> dict:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 1}}}


def make_delivery(
    recipient: str = "ada@example.org", *, purpose: str = Purpose.ACKNOWLEDGEMENT, body: str = "Hello."
) -> Delivery:
    key = f"test:{Mail.objects.count()}"
    return post(key=key, purpose=purpose, subject="A test", body=body, recipients=[recipient]).deliveries.get()


def deliver_all() -> None:
    take_back_abandoned()
    while deliver_next():
        pass


def let_time_pass() -> None:
    """As long as anything waits for."""
    Delivery.objects.filter(state=DeliveryState.WAITING).update(due_at=timezone.now())


def test_an_inquiry_is_announced_to_the_owner_and_acknowledged_to_the_sender(
    client: Client, server: MailServer, settings
) -> None:
    settings.OWNER_EMAIL = ["owner@example.org"]
    send_contact(client, name="Ada\u202e", message="Our secret plan.\n.\nEnd", wants_copy="on")
    deliver_all()
    inquiry = Inquiry.objects.get()
    [to_owner] = [message for to, message in server.taken if to == "owner@example.org"]
    [to_sender] = [message for to, message in server.taken if to == "ada@example.org"]
    body = to_owner.get_payload(decode=True).decode()
    assert f"/admin/inquiries/inquiry/{inquiry.pk}/change/" in body
    assert "10,000 EUR" in body
    assert "secret plan" not in body
    assert "Ada" not in to_owner["Subject"]
    assert to_owner["Reply-To"] is None
    copy = to_sender.get_payload(decode=True).decode()
    assert "> Our secret plan.\r\n> .\r\n> End" in copy
    assert inquiry.reference in to_sender["Subject"]
    assert to_sender["Auto-Submitted"] == "auto-generated"
    assert {delivery.state for delivery in Delivery.objects.all()} == {"sent"}


def test_the_confirmation_page_says_how_far_the_mail_has_come(client: Client, server: MailServer) -> None:
    address = send_contact(client)["Location"]
    assert "is on its way" in client.get(address).text
    deliver_all()
    assert "has been sent" in client.get(address).text


def test_no_copy_goes_out_unasked(client: Client, server: MailServer) -> None:
    send_contact(client, message="Our secret plan.")
    deliver_all()
    [(_, message)] = server.taken
    assert "secret plan" not in message.get_payload(decode=True).decode()


def test_an_address_gets_three_acknowledgements_a_day_whoever_asks_for_them(client: Client) -> None:
    for number in range(5):
        send_contact(client, message=f"Message {number}")
    assert Inquiry.objects.count() == 5
    assert Mail.objects.filter(purpose=Purpose.ACKNOWLEDGEMENT).count() == 3


def test_spam_is_answered_with_no_mail(client: Client) -> None:
    send_contact(client, website="x")
    assert not Mail.objects.exists()


def test_a_mail_is_written_once_for_one_key() -> None:
    for _ in range(2):
        post(
            key="test:once",
            purpose=Purpose.DIGEST,
            subject="A",
            body="B",
            recipients=["a@example.org", "a@example.org"],
        )
    assert Delivery.objects.count() == 1


def test_without_a_mail_server_mail_is_kept_in_the_local_mailbox(client: Client, settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "inquiries.outbox.local_mailbox.EmailBackend"}}
    page = client.get(send_contact(client)["Location"]).text
    assert "this site sends no mail" in page
    deliver_all()
    caught = CaughtMail.objects.get()
    assert caught.recipients == "ada@example.org"
    assert "Message-ID: <inquiry." in caught.source
    assert not mail.outbox


def test_a_server_that_is_down_is_tried_again_for_more_than_a_day(settings) -> None:
    settings.MAILERS = smtp(1)
    delivery = make_delivery()
    waited = timedelta()
    for delay in DELAYS:
        before = timezone.now()
        assert deliver_next()
        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.WAITING
        assert delay <= delivery.due_at - before < delay + timedelta(minutes=1)
        assert not deliver_next()
        waited += delay
        let_time_pass()
    assert waited >= timedelta(hours=24)
    assert deliver_next()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.GIVEN_UP
    assert "No connection" in delivery.last_words


def test_a_server_that_comes_back_gets_the_mail_once(settings) -> None:
    settings.MAILERS = smtp(1)
    delivery = make_delivery()
    deliver_all()
    with mail_server() as server:
        settings.MAILERS = smtp(server.port)
        let_time_pass()
        deliver_all()
        deliver_all()
        assert len(server.taken) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.last_words) == (DeliveryState.SENT, 2, "250 Taken")


def test_a_server_too_slow_to_agree_is_tried_later_and_nothing_arrives_twice(server: MailServer) -> None:
    server.on_mail = never_answer
    delivery = make_delivery()
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.WAITING, 0)
    server.on_mail = lambda *_: "250 OK"
    let_time_pass()
    deliver_all()
    assert len(server.taken) == 1


def test_one_refused_recipient_keeps_nobody_else_from_the_mail(server: MailServer) -> None:
    server.on_rcpt = lambda _, smtp, envelope: "550 Unknown" if "gone" in envelope.rcpt_tos[-1] else "250 OK"
    recipients = ["a@example.org", "gone@example.org", "b@example.org"]
    post(key="test:three", purpose=Purpose.REPLY, subject="A", body="B", recipients=recipients)
    deliver_all()
    assert [to for to, _ in server.taken] == ["a@example.org", "b@example.org"]
    refused = Delivery.objects.get(recipient="gone@example.org")
    assert refused.state == DeliveryState.REFUSED
    assert "550 Unknown" in refused.last_words


def test_an_owner_who_is_refused_today_is_tried_again(server: MailServer) -> None:
    server.on_rcpt = lambda *_: "550 Mailbox misconfigured"
    delivery = make_delivery(purpose=Purpose.NOTIFICATION)
    deliver_all()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING


@pytest.mark.parametrize("stage", ["on_mail", "on_rcpt"])
def test_a_connection_dropped_before_the_mail_was_handed_over_costs_nothing(server: MailServer, stage: str) -> None:
    setattr(server, stage, hang_up)
    delivery = make_delivery()
    deliver_all()
    setattr(server, stage, lambda *_: "250 OK")
    let_time_pass()
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.SENT, 0)
    assert len(server.taken) == 1


def test_a_refusal_after_data_is_an_answer(server: MailServer) -> None:
    server.on_data = lambda *_: "451 Busy"
    delivery = make_delivery()
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.WAITING, 0)


def test_a_connection_dropped_after_data_costs_one_duplicate_under_the_same_id(server: MailServer) -> None:
    server.on_data = take_and_hang_up
    delivery = make_delivery()
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.WAITING, 1)
    server.on_data = lambda *_: "250 Taken"
    let_time_pass()
    deliver_all()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert len(server.taken) == 2
    assert len(set(server.message_ids("ada@example.org"))) == 1


def test_after_two_unanswered_times_a_mail_is_sent_all_the_same(server: MailServer) -> None:
    server.on_data = drop_and_hang_up
    delivery = make_delivery()
    for _ in range(2):
        deliver_all()
        let_time_pass()
    assert server.taken == []
    server.on_data = lambda *_: "250 Taken"
    deliver_all()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert [to for to, _ in server.taken] == ["ada@example.org"]


def test_a_server_that_never_answers_gets_six_under_one_id_in_more_than_a_day_and_the_owner_hears_of_it(
    client: Client, server: MailServer, settings
) -> None:
    settings.OWNER_EMAIL = ["owner@example.org"]
    server.on_data = lambda server, smtp, envelope: (
        take_and_hang_up(server, smtp, envelope) if "ada@example.org" in envelope.rcpt_tos else "250 Taken"
    )
    page = send_contact(client)["Location"]
    delivery = Delivery.objects.get(recipient="ada@example.org")
    waited = timedelta()
    for _ in range(8):
        before = timezone.now()
        deliver_all()
        delivery.refresh_from_db()
        waited += max(delivery.due_at - before, timedelta()) if delivery.state == DeliveryState.WAITING else timedelta()
        let_time_pass()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.UNCLEAR, 6)
    assert waited > timedelta(days=1)
    ids = server.message_ids("ada@example.org")
    assert (len(ids), len(set(ids))) == (6, 1)
    assert "nobody can say whether it has arrived" in client.get(page).text
    told = [m for to, m in server.taken if to == "owner@example.org" and "may not have arrived" in m["Subject"]]
    assert len(told) == 1
    assert "/admin/inquiries/delivery/?needs=somebody" in told[0].get_payload(decode=True).decode()


def test_a_connection_dropped_in_the_middle_of_the_text_is_no_unclear_attempt(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = smtplib.SMTP.send
    was_dropped = []

    def send_half(self: smtplib.SMTP, text: str | bytes) -> None:
        if isinstance(text, bytes) and len(text) > 100_000 and not was_dropped:
            was_dropped.append(True)
            really(self, text[: len(text) // 2])
            assert self.sock is not None
            self.sock.shutdown(socket.SHUT_RDWR)
        really(self, text)

    monkeypatch.setattr(smtplib.SMTP, "send", send_half)
    delivery = make_delivery(body="Word. " * 50_000)
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.WAITING, 0)
    assert server.taken == []
    let_time_pass()
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, len(server.taken)) == (DeliveryState.SENT, 1)


def test_an_answer_that_was_refused_is_told_of_at_once_and_a_mistyped_address_is_not(
    client: Client, server: MailServer, settings
) -> None:
    settings.OWNER_EMAIL = ["owner@example.org"]
    server.on_rcpt = lambda _, smtp, envelope: "550 No" if "owner" not in envelope.rcpt_tos[-1] else "250 OK"
    make_delivery("mistyped@example.org", purpose=Purpose.ACKNOWLEDGEMENT)
    deliver_all()
    assert server.taken == []
    make_delivery("buyer@example.org", purpose=Purpose.REPLY)
    make_delivery("another@example.org", purpose=Purpose.REPLY)
    deliver_all()
    [(_, message)] = server.taken
    assert "Reply: refused by the mail server." in message.get_payload(decode=True).decode()


def test_a_server_that_takes_long_to_answer_for_the_mail_is_waited_for(server: MailServer) -> None:
    async def think(server: MailServer, smtp, envelope) -> str:
        await asyncio.sleep(1.5)  # Longer than the timeout that holds for everything else.
        return "250 Taken"

    server.on_data = think
    delivery = make_delivery()
    deliver_all()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert len(server.taken) == 1


def test_a_server_that_never_answers_for_the_mail_is_an_unclear_attempt(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS_FOR_THE_LAST_ANSWER", 1)
    server.on_data = never_answer
    delivery = make_delivery()
    deliver_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts) == (DeliveryState.WAITING, 1)


def test_an_address_that_no_server_could_take_is_refused_without_asking(server: MailServer) -> None:
    delivery = make_delivery('"a b"@exa_mple..org')
    deliver_all()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.REFUSED


def test_a_line_of_one_dot_does_not_end_the_mail(server: MailServer) -> None:
    make_delivery(body="One\n.\n..two\nÄnd — 終")
    deliver_all()
    [(_, message)] = server.taken
    assert message.get_payload(decode=True).decode().splitlines() == ["One", ".", "..two", "Änd — 終"]
