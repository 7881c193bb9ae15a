"""A thousand bad inputs: never an error of ours, never a half-stored message."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.models import Correction, Delivery, Inquiry, Mail, RateBucket
from tests.inquiries.factories import stamp_opened

pytestmark = pytest.mark.django_db

# What breaks things: NUL, line ends, text that turns round, markup, formulas, quotes, very long, very odd.
NASTY = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "a\0b",
        "a\r\nBcc: everybody@example.org",
        "\u202e\u2066gnp.exe",
        "\ufeff\u200b",
        "<script>alert(1)</script>",
        "{{ 7*7 }}{% debug %}",
        "'; DROP TABLE inquiries_inquiry; --",
        "=cmd|' /C calc'!A0",
        "%00%0a%n%s",
        "x" * 20_000,
        "\U0001f9e0" * 500,
        "\ud800".encode("utf-8", "replace").decode(),
        "on",
        "acquisition",
        "a@example.org",
        '"a b"@example.org',
        "a@" + "b" * 250 + ".org",
        "a@[127.0.0.1]",
        "/about",
        "//example.org",
        "https://[bad",
        "../../etc/passwd",
    ]
)
ANYTHING = NASTY | st.text(max_size=200) | st.text(alphabet="\x00\x01\x1b\r\n\u2028\u202e<>&\"'@.a", max_size=60)
GOOD = {
    "kind": "other",
    "name": "Ada",
    "email": "ada@example.org",
    "message": "Hello.",
    "consent": "on",
    "place": "/about",
    "report": "Wrong.",
}
FIELDS = {
    "/contact": ["kind", "name", "email", "organisation", "subject", "offer", "message", "wants_copy", "consent"],
    "/corrections/new": [
        "claim", "edition", "place", "report", "proposal", "source", "reporter_name", "name_may_be_shown", "email",
    ],
}  # fmt: skip


@st.composite
def submissions(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A form filled in rightly but for a few fields, or not at all."""
    address = draw(st.sampled_from(sorted(FIELDS)))
    fields: dict[str, Any] = {name: GOOD[name] for name in FIELDS[address] if name in GOOD}
    fields["stamp"] = stamp_opened(30)
    fields["website"] = ""
    spoilt = draw(st.lists(st.sampled_from([*FIELDS[address], "stamp", "website", "unheard-of"]), max_size=4))
    for name in spoilt:
        fields[name] = draw(ANYTHING | st.lists(ANYTHING, min_size=2, max_size=3))
    for name in draw(st.lists(st.sampled_from(sorted(fields)), max_size=2)):
        fields.pop(name, None)
    return address, fields


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(submission=submissions())
def test_whatever_is_sent_is_stored_whole_or_refused_in_words(
    client: Client, submission: tuple[str, dict[str, Any]]
) -> None:
    address, fields = submission
    RateBucket.objects.all().delete()
    before = Inquiry.objects.count() + Correction.objects.count()
    mails = Mail.objects.count()
    response = client.post(address, fields)
    after = Inquiry.objects.count() + Correction.objects.count()
    if response.status_code == 302:
        page = client.get(response["Location"])
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert after - before in (0, 1)  # 0: the very same message came before
    else:
        assert response.status_code == 422
        assert 'class="error-summary"' in response.text
        assert "<script>alert" not in response.text
        assert (after, Mail.objects.count()) == (before, mails)
    assert not Delivery.objects.filter(recipient__regex=r"[\r\n ]").exclude(recipient__startswith='"').exists()
    assert not Inquiry.objects.filter(name__regex=r"[\r\n]").exists()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(["/contact", "/corrections", "/corrections/new", "/corrections.atom"]),
    query=st.dictionaries(
        st.sampled_from(["kind", "claim", "edition", "place", "state", "page"]), ANYTHING, max_size=3
    ),
)
def test_whatever_stands_in_the_address_the_page_opens_or_is_not_found(
    client: Client, address: str, query: dict[str, str]
) -> None:
    assert client.get(address, query).status_code in (200, 404)


@pytest.mark.parametrize("address", ["/contact", "/corrections/new"])
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\x00name=%ff", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"name=a", "application/x-www-form-urlencoded; charset=utf-7"),
        (b'{"name": 1}', "application/json"),
        (b"&".join(b"f%d=1" % number for number in range(2_000)), "application/x-www-form-urlencoded"),
        (b"message=" + b"x" * 1_000_000, "application/x-www-form-urlencoded"),
        (b"message=" + b"x" * 5_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_refused_and_nothing_is_stored(
    client: Client, address: str, body: bytes, content_type: str
) -> None:
    response = client.generic("POST", address, body, content_type)
    assert 400 <= response.status_code < 500
    assert not Inquiry.objects.exists()
    assert not Correction.objects.exists()
