"""What is held as spam, and when somebody has sent enough: nothing is ever dropped in silence."""

import pytest
from django.test import Client, RequestFactory

from inquiries.clients import Networks, client_address, client_networks
from inquiries.models import Inquiry, InquiryState, RateBucket
from inquiries.rate_limits import Limit, LimitReachedError, forget_full_buckets, take
from tests.inquiries.factories import contact_fields, send_contact, stamp_opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"website": "http://x.example"}, "people cannot see"),
        ({"stamp": "quick"}, "after the form was opened"),
        ({"message": "http://a.example http://b.example www.c.example https://d.example"}, "4 links"),
        ({"message": "[url=http://a.example]cheap[/url]"}, "markup of forums"),
        ({"name": "https://a.example"}, "where a name or a subject should be"),
    ],
)
def test_what_looks_like_spam_is_stored_in_the_spam_folder_with_the_reason(
    client: Client, change: dict[str, str], reason: str
) -> None:
    if change.get("stamp") == "quick":
        change = {"stamp": stamp_opened(0.5)}
    response = send_contact(client, **change)
    assert response.status_code == 302
    inquiry = Inquiry.objects.get()
    assert inquiry.state == InquiryState.SPAM
    assert reason in inquiry.spam_reasons
    assert inquiry.reference in client.get(response["Location"]).text


def test_one_text_under_many_addresses_is_suspected_from_the_second_on(client: Client) -> None:
    for number, message in enumerate(["Buy now!", "BUY  now!", "buy\nnow!"]):
        send_contact(client, email=f"sender{number}@example.org", message=message)
    assert list(Inquiry.objects.order_by("id").values_list("state", flat=True)) == ["new", "suspected", "suspected"]


def test_a_person_with_three_links_is_no_spammer(client: Client) -> None:
    send_contact(client, message="See https://a.example, https://b.example and https://c.example.")
    assert Inquiry.objects.get().state == InquiryState.NEW


def test_from_the_sixth_message_of_an_hour_on_one_sender_s_are_held_back_and_the_twenty_sixth_waits(
    client: Client,
) -> None:
    for number in range(25):
        assert send_contact(client, message=f"Message {number}").status_code == 302
    folders = list(Inquiry.objects.order_by("id").values_list("state", flat=True))
    assert folders == ["new"] * 5 + ["suspected"] * 20
    response = send_contact(client, message="Message that waits")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3 * 60
    assert "Please send it again after" in response.text
    assert "Message that waits" in response.text
    assert Inquiry.objects.count() == 25


def test_another_address_is_not_held_up(client: Client) -> None:
    for number in range(26):
        send_contact(client, message=f"Message {number}")
    client.post("/contact", contact_fields(), REMOTE_ADDR="198.51.100.7")
    assert Inquiry.objects.latest("id").state == InquiryState.NEW


def test_a_token_taken_for_nothing_is_given_back() -> None:
    take([Limit("wide", 1, 1)])
    with pytest.raises(LimitReachedError):
        take([Limit("narrow", 1, 1), Limit("wide", 1, 1)])
    assert not RateBucket.objects.filter(key="narrow").exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(settings, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/contact", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="192.0.2.1")
    assert client_address(request) == address


def test_the_hash_does_not_tell_the_address_and_holds_for_a_network() -> None:
    def networks(address: str) -> Networks:
        return client_networks(RequestFactory().get("/contact", REMOTE_ADDR=address))

    assert "192.0.2.1" not in str(networks("192.0.2.1"))
    assert networks("2001:db8::1") == networks("2001:db8::ffff:2")
    near = networks("2001:db8:0:1::1")
    assert (near.own == networks("2001:db8::1").own, near.wide == networks("2001:db8::1").wide) == (False, True)
    assert near.wide != networks("2001:db8:1::1").wide
    assert networks("192.0.2.1").own != networks("192.0.2.2").own
    assert networks("192.0.2.1").wide == networks("192.0.2.2").wide != networks("192.0.3.1").wide


def test_a_bucket_that_a_fast_clock_left_in_the_future_is_forgotten() -> None:
    RateBucket.objects.create(key="all", tokens=0, counted_at="2999-01-01T00:00:00Z")
    forget_full_buckets()
    assert not RateBucket.objects.exists()
