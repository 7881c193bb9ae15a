"""The same message sent twice in the same moment: stored once, counted once, and never said to be not stored."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from inquiries import receiving
from inquiries.models import Correction, Inquiry, InquiryState
from tests.inquiries.factories import contact_fields, send_contact, stamp_opened
from tests.waiting import wait_for_a_waiting_session

pytestmark = pytest.mark.django_db(transaction=True)

Send = Callable[[], HttpResponse]


def at_once(monkeypatch: pytest.MonkeyPatch, name: str, first: Send, second: Send) -> list[HttpResponse]:
    """Both answers. The first is stored, but not committed, when the second begins and comes to wait for it.

    ``name`` is the function of `inquiries.receiving` at which the first one stops.
    """
    stopped, go_on = threading.Event(), threading.Event()
    really = getattr(receiving, name)

    def stop_once(*arguments: Any) -> None:
        if not stopped.is_set():
            stopped.set()
            assert go_on.wait(30)
        really(*arguments)

    def ask(send: Send) -> HttpResponse:
        try:
            return send()
        finally:
            connection.close()

    monkeypatch.setattr(receiving, name, stop_once)
    with ThreadPoolExecutor(2) as threads:
        try:
            answers: list[Future[HttpResponse]] = [threads.submit(ask, first)]
            assert stopped.wait(30)
            answers.append(threads.submit(ask, second))
            wait_for_a_waiting_session()
        finally:
            go_on.set()
        return [answer.result(30) for answer in answers]


def test_the_fifth_message_of_an_address_posted_twice_is_confirmed_twice_and_stored_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(4):
        send_contact(Client(), message=f"Message {number}")
    fields = contact_fields(message="The fifth")
    first, second = at_once(
        monkeypatch,
        "notify_owner",
        lambda: Client().post("/contact", fields),
        lambda: Client().post("/contact", fields),
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Inquiry.objects.filter(message="The fifth").count() == 1


def test_a_double_click_counts_as_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = contact_fields(message="Clicked twice")
    at_once(
        monkeypatch,
        "notify_owner",
        lambda: Client().post("/contact", fields),
        lambda: Client().post("/contact", fields),
    )
    for number in range(4):
        assert send_contact(Client(), message=f"Message {number}").status_code == 302
    assert set(Inquiry.objects.values_list("state", flat=True)) == {InquiryState.NEW}
    assert Inquiry.objects.count() == 5


def test_the_same_text_from_two_tabs_is_stored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tabs = [contact_fields(stamp=stamp_opened(30, nonce=nonce)) for nonce in ("one tab", "the other")]
    first, second = at_once(
        monkeypatch,
        "notify_owner",
        lambda: Client().post("/contact", tabs[0]),
        lambda: Client().post("/contact", tabs[1]),
    )
    assert first["Location"] == second["Location"]
    assert Inquiry.objects.count() == 1


def test_two_texts_with_one_stamp_are_not_both_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = stamp_opened(30)
    first, second = at_once(
        monkeypatch,
        "notify_owner",
        lambda: send_contact(Client(), stamp=stamp, message="One thing"),
        lambda: send_contact(Client(), stamp=stamp, message="Another thing"),
    )
    assert (first.status_code, second.status_code) == (302, 422)
    assert Inquiry.objects.get().message == "One thing"
    assert "Another thing" in second.text


def test_a_report_from_two_tabs_is_one_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    def report(nonce: str) -> HttpResponse:
        fields = {"stamp": stamp_opened(30, nonce=nonce), "place": "/about", "report": "It is wrong."}
        return Client().post("/corrections/new", fields)

    first, second = at_once(
        monkeypatch, "notify_owner_of_correction", lambda: report("one tab"), lambda: report("the other")
    )
    assert first["Location"] == second["Location"]
    assert Correction.objects.count() == 1


def test_eight_tabs_at_once_store_one_message_and_none_is_refused() -> None:
    tabs = [contact_fields(stamp=stamp_opened(30, nonce=f"tab {number}")) for number in range(8)]
    start = threading.Barrier(8)

    def send(fields: dict[str, Any]) -> HttpResponse:
        try:
            start.wait(30)
            return Client().post("/contact", fields)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, tabs))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Inquiry.objects.count() == 1
