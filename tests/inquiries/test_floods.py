"""However much a robot sends, people get through: their first message is stored, and answered at once.

`tests/attacks/contact_flood.py` sends such floods over the network to the site as `make demo` serves it.
"""

import pytest
from django.http import HttpResponse
from django.test import Client

from inquiries.models import Correction, Delivery, Inquiry, InquiryState, Mail, Purpose, RateBucket
from tests.inquiries.factories import contact_fields, stamp_opened

pytestmark = pytest.mark.django_db

SPAM = {"website": "https://x.example"}


@pytest.fixture(autouse=True)
def owner(settings) -> None:
    settings.OWNER_EMAIL = ["owner@example.org"]


def send(client: Client, name: str, *, network: str, **changes: str) -> HttpResponse:
    fields = contact_fields(name=name, email=f"{name}@example.org", message=f"I am {name}.", **changes)
    return client.post("/contact", fields, REMOTE_ADDR=network)


def report(client: Client, name: str, *, network: str, **changes: str) -> HttpResponse:
    fields = {"stamp": stamp_opened(30), "website": "", "place": "/about", "report": f"{name} says so.", **changes}
    return client.post("/corrections/new", fields, REMOTE_ADDR=network)


def one_48(number: int) -> str:
    return f"2001:db8:1:{number:x}::1"


def state_of(name: str) -> str:
    return Inquiry.objects.get(name=name).state


def test_two_hundred_posts_with_one_stamp_from_one_48_close_the_form_for_nobody(client: Client) -> None:
    stamp = stamp_opened(30)
    statuses = [
        send(client, f"robot{number}", network=one_48(number), stamp=stamp, **SPAM).status_code for number in range(200)
    ]
    assert statuses == [302] + [422] * 199
    for name, network in [
        ("elsewhere", "198.51.100.7"),
        ("neighbour", one_48(9999)),
        ("the-robot-s-own-network", one_48(0)),
    ]:
        assert send(client, name, network=network).status_code == 302
        assert state_of(name) == InquiryState.NEW


def test_spam_with_fresh_stamps_is_limited_by_network_and_takes_nothing_from_people(client: Client) -> None:
    for number in range(60):
        send(client, f"robot{number}", network=one_48(number), **SPAM)
    assert Inquiry.objects.filter(state=InquiryState.SPAM).count() == 50
    for number in range(12):
        send(client, f"program{number}", network="198.51.100.7", **SPAM)
    assert Inquiry.objects.filter(state=InquiryState.SPAM).count() == 60
    for name, network in [("elsewhere", "203.0.113.1"), ("neighbour", one_48(0)), ("host", "198.51.100.7")]:
        send(client, name, network=network)
        assert state_of(name) == InquiryState.NEW


def test_whoever_is_taken_for_a_program_past_the_limit_only_has_to_send_again(client: Client) -> None:
    RateBucket.objects.create(key="inquiry:spam", tokens=0, counted_at="2999-01-01T00:00:00Z")
    refused = send(client, "helped", network="198.51.100.7", **SPAM)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "people cannot see was filled in" in refused.text
    assert "I am helped." in refused.text
    # The field that a helpful program had filled in is empty on the page that came back.
    assert SPAM["website"] not in refused.text
    send(client, "helped", network="198.51.100.7")
    assert state_of("helped") == InquiryState.NEW


def test_whoever_was_taken_for_a_program_is_not_for_good(client: Client) -> None:
    send(client, "hasty", network="198.51.100.7", stamp=stamp_opened(0.5))
    assert state_of("hasty") == InquiryState.SPAM
    send(client, "hasty", network="198.51.100.7")
    assert state_of("hasty") == InquiryState.NEW
    assert set(Delivery.objects.values_list("recipient", flat=True)) == {"owner@example.org", "hasty@example.org"}


def test_past_the_limit_of_a_network_and_of_all_messages_are_suspected_and_never_refused(client: Client) -> None:
    for number in range(70):
        assert send(client, f"robot{number}", network=one_48(number)).status_code == 302
    assert Inquiry.objects.filter(state=InquiryState.NEW).count() == 60
    assert send(client, "neighbour", network=one_48(999)).status_code == 302
    assert state_of("neighbour") == InquiryState.SUSPECTED
    assert send(client, "elsewhere", network="198.51.100.7").status_code == 302
    assert state_of("elsewhere") == InquiryState.NEW
    RateBucket.objects.filter(key="inquiry:all").update(tokens=0, counted_at="2999-01-01T00:00:00Z")
    assert send(client, "later", network="203.0.113.1").status_code == 302
    assert state_of("later") == InquiryState.SUSPECTED


def test_a_network_past_its_limit_takes_nothing_from_all_others_together(client: Client) -> None:
    for number in range(80):
        send(client, f"robot{number}", network=one_48(number))
    assert RateBucket.objects.get(key="inquiry:all").tokens > 139


def test_an_ipv4_network_is_limited_as_a_whole_too(client: Client) -> None:
    for number in range(61):
        send(client, f"robot{number}", network=f"203.0.113.{number + 1}")
    assert Inquiry.objects.filter(state=InquiryState.SUSPECTED).count() == 1


def test_without_an_address_nobody_is_held_up_by_others_without_one(client: Client) -> None:
    for number in range(30):
        assert send(client, f"somebody{number}", network="").status_code == 302
    assert not Inquiry.objects.exclude(state=InquiryState.NEW).exists()


def test_the_owner_hears_once_a_day_that_messages_are_held_back(client: Client) -> None:
    for number in range(64):
        send(client, f"robot{number}", network=one_48(number))
    about_it = Mail.objects.filter(key__startswith="notification:suspected:")
    assert about_it.count() == 1
    assert "state__exact=suspected" in about_it.get().body
    assert Mail.objects.filter(purpose=Purpose.NOTIFICATION).count() == 61


def test_a_text_that_a_robot_sent_first_does_not_make_a_person_s_spam(client: Client) -> None:
    text = "Is the domain for sale?"
    client.post("/contact", contact_fields(email="robot@example.org", message=text, **SPAM))
    client.post("/contact", contact_fields(email="person@example.org", message=text), REMOTE_ADDR="198.51.100.7")
    assert Inquiry.objects.get(email="person@example.org").state == InquiryState.SUSPECTED
    assert Mail.objects.filter(key__startswith="notification:suspected:").exists()


def test_a_flood_of_reports_closes_neither_form(client: Client) -> None:
    for number in range(70):
        assert report(client, f"robot{number}", network=one_48(number)).status_code == 302
    assert Correction.objects.filter(is_suspected=True).count() == 10
    assert report(client, "neighbour", network=one_48(999)).status_code == 302
    send(client, "neighbour", network=one_48(999))
    assert state_of("neighbour") == InquiryState.NEW
    log = client.get("/corrections").text
    assert log.count('href="/corrections/') >= 20
    suspected = Correction.objects.filter(is_suspected=True).first()
    assert suspected is not None
    assert f'href="{suspected.get_absolute_url()}"' not in log
    assert client.get(suspected.get_absolute_url()).status_code == 200


def test_spam_among_reports_takes_nothing_from_people(client: Client) -> None:
    stamp = stamp_opened(30)
    for number in range(201):
        report(client, f"robot{number}", network=one_48(number), stamp=stamp, **SPAM)
    assert Correction.objects.count() == 1
    report(client, "person", network=one_48(0))
    correction = Correction.objects.latest("pk")
    assert (correction.is_spam, correction.is_suspected) == (False, False)
