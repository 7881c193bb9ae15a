"""The contact form, from the page to the stored inquiry and its confirmation."""

import html
import re
import time

import pytest
from django.core import signing
from django.db import OperationalError
from django.test import Client

from inquiries.models import Correction, Inquiry, InquiryState
from tests.inquiries.factories import contact_fields, send_contact, stamp_opened

pytestmark = pytest.mark.django_db

# What could be signed as a stamp, and is none.
NO_STAMPS = [
    "text", 7, None, {}, [], ["nonce"], ["nonce", "yesterday"], ["nonce", None], ["nonce", True], [7, 7.0],
    ["", time.time()], ["nonce", float("nan")], ["nonce", float("inf")], ["nonce", -float("inf")], ["nonce", 10**400],
    ["nonce", time.time() + 3600], ["nonce", time.time(), 3],
]  # fmt: skip


def stamp_on(page: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_the_form_names_every_field_for_browsers_that_fill_in(client: Client) -> None:
    page = client.get("/contact").text
    for name in ("name", "email", "organization"):
        assert f'autocomplete="{name}"' in page
    assert page.count("<h1") == 1
    assert 'href="/privacy"' in page


def test_a_link_may_choose_the_kind(client: Client) -> None:
    assert re.search(r'value="press"[^>]*checked', client.get("/contact?kind=press").text)
    assert "checked" not in client.get("/contact?kind=nonsense").text


def test_a_message_is_stored_and_confirmed_by_its_reference(client: Client) -> None:
    response = send_contact(client)
    inquiry = Inquiry.objects.get()
    assert (inquiry.name, inquiry.email, inquiry.offer) == ("Ada Palmgren", "ada@example.org", "10,000 EUR")
    assert inquiry.state == InquiryState.NEW
    assert response.status_code == 302
    page = client.get(response["Location"]).text
    assert inquiry.reference in page
    assert "ada@example.org" not in page


def test_a_reference_that_was_never_given_has_no_confirmation(client: Client) -> None:
    assert client.get("/contact/received/AAAA-AAAA").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", None, "Choose what your message is about."),
        ("kind", "ransom", "Select a valid choice"),
        ("name", "", "Write your name."),
        ("email", "not an address", "Write an e-mail address such as"),
        ("email", "a@example.org\r\nBcc: b@example.org", "Write an e-mail address such as"),
        ("name", "Ada\r\nBcc: everybody@example.org", "Write this on one line."),
        ("subject", "A" * 161, "161 characters, and 160 are possible"),
        ("message", " \n ", "Write your message."),
        ("message", "word " * 200_000, "characters, and 10,000 are possible"),
        ("message", "a\0b", "Null characters are not allowed."),
        ("consent", None, "A message can only be stored, and answered, if you agree to that."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_in_the_summary(
    client: Client, field: str, value: str | None, message: str
) -> None:
    response = send_contact(client, **{field: value})
    page = response.text.replace("10000", "10,000")
    assert response.status_code == 422
    assert page.count(message) == 2
    assert f'id="id_{field}_error"' in page
    assert "We would like to buy the domain." in page or field == "message"
    assert not Inquiry.objects.exists()


def test_script_is_shown_back_as_text(client: Client) -> None:
    attack = '"><script>alert(1)</script>'
    page = send_contact(client, name=attack, organisation=attack, message=attack, consent=None).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_turning_and_control_characters_are_dropped(client: Client) -> None:
    send_contact(client, name="Ada \u202egnp.exe", message="one\x07\r\ntwo \u2066three\u2069")
    inquiry = Inquiry.objects.get()
    assert inquiry.name == "Ada gnp.exe"
    assert inquiry.message == "one\ntwo three"


def test_the_same_form_sent_twice_is_stored_once(client: Client) -> None:
    fields = contact_fields()
    first, second = client.post("/contact", fields), client.post("/contact", fields)
    assert first["Location"] == second["Location"]
    assert Inquiry.objects.count() == 1


def test_the_same_message_from_a_second_form_is_stored_once(client: Client) -> None:
    assert send_contact(client)["Location"] == send_contact(client)["Location"]
    assert Inquiry.objects.count() == 1


def test_the_same_form_with_another_text_comes_back_with_a_new_stamp_and_is_then_stored(client: Client) -> None:
    stamp = stamp_opened(30)
    send_contact(client, stamp=stamp)
    response = send_contact(client, stamp=stamp, message="And one thing more.")
    assert response.status_code == 422
    assert f"is stored under the number {Inquiry.objects.get().reference}" in response.text
    assert "And one thing more." in response.text
    # Sent again at once it is no spam: the new stamp is as old as the first one.
    send_contact(client, stamp=stamp_on(response.text), message="And one thing more.")
    assert list(Inquiry.objects.values_list("state", flat=True)) == ["new", "new"]


def test_a_stamp_serves_for_one_message_whichever_form_it_is_sent_with(client: Client) -> None:
    stamp = stamp_opened(30)
    send_contact(client, stamp=stamp)
    response = client.post("/corrections/new", {"stamp": stamp, "place": "/about", "report": "It is wrong."})
    assert response.status_code == 422
    assert not Correction.objects.exists()
    client.post("/corrections/new", {"stamp": stamp_on(response.text), "place": "/about", "report": "It is wrong."})
    assert Correction.objects.count() == 1


WORTHLESS_STAMPS = [
    "",
    "forged:stamp",
    stamp_opened(8 * 24 * 3600),
    *(signing.dumps(content, salt="inquiries.stamp") for content in NO_STAMPS),
    signing.TimestampSigner(salt="inquiries.stamp").sign("bm8gSlNPTg"),
    signing.TimestampSigner(salt="inquiries.stamp").sign(".bm90IGNvbXByZXNzZWQ"),
    signing.TimestampSigner(salt="inquiries.stamp").sign("%"),
]


# Numbered: they hold the time at which they were made, and a test has one name in every process that runs tests.
@pytest.mark.parametrize("stamp", WORTHLESS_STAMPS, ids=range(len(WORTHLESS_STAMPS)))
def test_a_form_without_a_fresh_stamp_comes_back_with_one(client: Client, stamp: str) -> None:
    response = send_contact(client, stamp=stamp)
    assert response.status_code == 422
    send_contact(client, stamp=stamp_on(response.text))
    assert Inquiry.objects.count() == 1


def test_no_cookie_is_needed_or_set(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/contact")
    assert send_contact(strict).status_code == 302
    assert not strict.cookies


def test_a_body_too_large_to_read_is_refused_in_words(client: Client) -> None:
    response = send_contact(client, message="x" * 3_000_000)
    assert response.status_code == 413
    assert "shorten it" in response.text


def test_another_site_cannot_send_its_visitors_words(client: Client) -> None:
    response = client.post("/contact", contact_fields(), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not Inquiry.objects.exists()


def test_the_privacy_page_states_the_periods_that_the_purge_goes_by(client: Client, settings) -> None:
    settings.INQUIRY_RETENTION_DAYS, settings.SPAM_RETENTION_DAYS = 411, 17
    page = client.get("/privacy").text
    assert "411 days" in page
    assert "17 days" in page


def test_without_the_database_the_page_keeps_what_was_typed_and_the_same_stamp(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise OperationalError("the connection is closed")

    stamp = stamp_opened(30)
    with monkeypatch.context() as broken:
        broken.setattr("inquiries.views.contact.receive_inquiry", fail)
        response = send_contact(client, stamp=stamp)
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "We would like to buy the domain." in response.text
    assert f'value="{stamp}"' in response.text
    assert "It is not certain that this was stored" in response.text
    for untrue in ("Not sent", "Nothing was sent", "not stored."):
        assert untrue not in response.text


def test_a_confirmation_that_cannot_be_shown_still_names_the_number(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("inquiries.views.contact.get_object_or_404", fail)
    response = client.get("/contact/received/7K2M-9QXA")
    assert response.status_code == 503
    assert "7K2M-9QXA" in response.text
