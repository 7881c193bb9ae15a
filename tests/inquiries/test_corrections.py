"""A reader's report, from the form that knows its place to the outcome that names an edition."""

import re
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client

from inquiries.deciding import decide
from inquiries.models import Correction, CorrectionState, Mail, Purpose
from inquiries.templatetags.ticket_links import with_tickets
from tests.factories import a_citation, a_correction, an_attribute, an_edition
from tests.inquiries.factories import stamp_opened

pytestmark = pytest.mark.django_db

EDITION = "/comparisons/concept/neurons-vs-parameters/editions/2"


def report(client: Client, **changes: Any) -> HttpResponse:
    fields = {
        "stamp": stamp_opened(30),
        "website": "",
        "claim": "",
        "edition": "3",
        "place": "/about",
        "report": "The number is ten times too high.",
        "proposal": "8.6 billion",
        "source": "https://doi.org/10.1000/an-example",
        "email": "reader@example.org",
        **changes,
    }
    return client.post("/corrections/new", fields)


def decide_corrected(correction: Correction) -> None:
    decide(
        correction=correction,
        state=CorrectionState.CORRECTED,
        outcome="The reader is right.",
        outcome_edition=EDITION,
        before="86 billion",
        after="8.6 billion",
    )


def test_the_form_names_the_claim_what_it_says_and_the_edition(client: Client) -> None:
    claim = an_attribute(text="86 billion of them")
    page = client.get(f"/corrections/new?claim={claim.public_id}&edition=3").text
    assert "86 billion of them" in page
    assert str(claim.entity) in page
    assert f'name="claim" value="{claim.public_id}"' in page
    assert "<dd>3</dd>" in page
    assert "Where is the error?" not in page


def test_a_source_or_an_edition_is_named_by_its_address(client: Client) -> None:
    page = client.get("/corrections/new?place=/citations/a-work").text
    assert "<dd>/citations/a-work</dd>" in page
    assert "Where is the error?" not in page


def test_without_a_place_the_form_asks_for_one(client: Client) -> None:
    assert "Where is the error?" in client.get("/corrections/new").text
    response = report(client, place="")
    assert response.status_code == 422
    assert "Say on which page the error is." in response.text


@pytest.mark.parametrize("claim", ["no-such-claim", "%00x", "a%20b", "../etc"])
def test_a_claim_that_is_not_there_cannot_be_reported(client: Client, claim: str) -> None:
    assert client.get(f"/corrections/new?claim={claim}").status_code == 404


def test_a_claim_that_is_not_public_cannot_be_reported(client: Client) -> None:
    claim = an_attribute(status="draft")
    assert client.get(f"/corrections/new?claim={claim.public_id}").status_code == 404
    assert report(client, claim=claim.public_id, place="").status_code == 422


def test_a_report_about_a_claim_withdrawn_while_it_was_written_is_stored_when_it_is_sent_again(client: Client) -> None:
    claim = an_attribute(status="draft")
    refused = report(client, claim=claim.public_id, place="")
    assert "not public any more" in refused.text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', refused.text))
    assert report(client, **{"claim": "", **fields}).status_code == 302
    assert Correction.objects.get().place == f"/claims/{claim.public_id}"


@pytest.mark.parametrize(
    "place", ["https://elsewhere.example/about", "//elsewhere.example", "/no/such/page", "javascript:alert(1)"]
)
def test_a_place_is_an_address_on_this_site(client: Client, place: str) -> None:
    assert report(client, place=place).status_code == 422
    assert not Correction.objects.exists()


def test_the_whole_address_of_a_page_is_understood(client: Client) -> None:
    report(client, place="http://localhost:8000/about#rules")
    assert Correction.objects.get().place == "/about#rules"


def test_a_report_becomes_a_numbered_ticket_whose_text_is_not_public_yet(client: Client) -> None:
    claim = an_attribute(text="86 billion")
    response = report(client, claim=claim.public_id, place="")
    correction = Correction.objects.get()
    assert response["Location"] == f"/corrections/{correction.pk}"
    assert (correction.claim, correction.claim_text, correction.edition) == (claim, "86 billion", "3")
    page = client.get(response["Location"]).text
    assert "Received" in page
    assert "ten times too high" not in page
    assert "reader@example.org" not in page


def test_the_same_form_sent_twice_is_one_ticket(client: Client) -> None:
    stamp = stamp_opened(30)
    assert report(client, stamp=stamp)["Location"] == report(client, stamp=stamp)["Location"]
    assert Correction.objects.count() == 1


def test_a_released_text_is_shown_as_text_and_the_name_only_if_asked_for(client: Client) -> None:
    report(client, report="<script>alert(1)</script>", reporter_name="Ada Reader")
    report(client, report="Another", reporter_name="Ben Reader", name_may_be_shown="on")
    Correction.objects.update(is_released=True)
    first, second = Correction.objects.order_by("pk")
    page = client.get(first.get_absolute_url()).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Ada Reader" not in page
    assert "Ben Reader" in client.get(second.get_absolute_url()).text


def test_a_name_that_is_to_be_shown_must_be_given(client: Client) -> None:
    response = report(client, name_may_be_shown="on")
    assert response.status_code == 422
    assert "Write the name that is to be shown." in response.text


def test_spam_is_kept_out_of_the_log_and_the_feed(client: Client) -> None:
    response = report(client, website="x")
    assert response.status_code == 302
    assert Correction.objects.get().is_spam
    assert "Correction " not in re.sub("<title>.*?</title>", "", client.get("/corrections").text)
    assert "<entry>" not in client.get("/corrections.atom").text
    assert not Mail.objects.exists()


def test_the_log_lists_every_ticket_and_filters_by_state(client: Client) -> None:
    waiting, decided = a_correction(), a_correction()
    decide_corrected(decided)
    page = client.get("/corrections").text
    assert f'href="/corrections/{waiting.pk}"' in page
    assert f'href="/corrections/{decided.pk}"' in page
    assert f'href="/corrections/{waiting.pk}"' not in client.get("/corrections?state=corrected").text


def test_the_log_costs_two_queries_however_long_it_is(client: Client, django_assert_num_queries: Any) -> None:
    for count in (3, 30):
        for _ in range(count):
            a_correction()
        # How many there are; those of this page with their claims, entities and dimensions.
        with django_assert_num_queries(2):
            client.get("/corrections")


def test_the_outcome_names_the_edition_and_shows_before_and_after(client: Client) -> None:
    correction = a_correction(email="reader@example.org")
    decide_corrected(correction)
    page = client.get(correction.get_absolute_url()).text
    assert EDITION in page
    assert "<del>86 billion</del>" in page
    assert "<ins>8.6 billion</ins>" in page
    mail = Mail.objects.get(purpose=Purpose.OUTCOME)
    assert mail.deliveries.get().recipient == "reader@example.org"
    assert EDITION in mail.body
    assert "> 8.6 billion" in mail.body


def test_a_reporter_is_told_once_and_only_if_an_address_was_left() -> None:
    silent, heard = a_correction(), a_correction(email="reader@example.org")
    for correction in (silent, heard, heard):
        decide(correction=correction, state=CorrectionState.DECLINED, outcome="The source says so.")
    assert Mail.objects.filter(purpose=Purpose.OUTCOME).count() == 1


def test_a_correction_without_edition_before_and_after_is_refused() -> None:
    with pytest.raises(IntegrityError):
        decide(correction=a_correction(), state=CorrectionState.CORRECTED, outcome="Done.")


def test_tickets_are_found_by_their_claim_and_by_the_edition_that_carries_them() -> None:
    correction, other = a_correction(), a_correction()
    decide_corrected(correction)
    assert list(Correction.objects.about(correction.claim)) == [correction]
    assert list(Correction.objects.carried_by(EDITION)) == [correction]
    assert other not in Correction.objects.carried_by(EDITION)


def test_the_feed_carries_what_is_public_and_nothing_else(client: Client) -> None:
    hidden = a_correction(report="Hidden words", reporter_name="Ada Reader", email="reader@example.org")
    shown = a_correction(report="Shown <b>words</b>", is_released=True)
    decide_corrected(shown)
    feed = client.get("/corrections.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert f"http://localhost:8000/corrections/{hidden.pk}" in feed.text
    assert "Shown &lt;b&gt;words" in feed.text
    for secret in ("Hidden words", "Ada Reader", "reader@example.org"):
        assert secret not in feed.text


@pytest.mark.parametrize("address", ["/corrections/0", "/corrections/99999999999999999999", "/corrections?page=x"])
def test_numbers_that_lead_nowhere_are_no_errors(client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 404)


def test_the_card_of_a_claim_lists_its_tickets_once_an_editor_has_released_or_decided_them(client: Client) -> None:
    claim = an_attribute()
    came_in, released = a_correction(claim=claim, report="Not public yet."), a_correction(claim=claim, is_released=True)
    decided, about_another = a_correction(claim=claim), a_correction(is_released=True)
    decide_corrected(decided)
    page = client.get(claim.get_absolute_url()).text
    for correction, is_listed in ((came_in, False), (released, True), (decided, True), (about_another, False)):
        assert (f'href="/corrections/{correction.pk}"' in page) is is_listed
    assert "Not public yet." not in page


def test_a_comparison_page_names_the_edition_that_a_report_is_about(client: Client) -> None:
    edition = an_edition()
    page = client.get(edition.comparison.get_absolute_url()).text
    link = re.search(r'href="(/corrections/new\?claim=[^"]+)"', page)
    assert link is not None
    form = client.get(link[1].replace("&amp;", "&")).text
    assert f"<dd>{edition.comparison.get_absolute_url()}/editions/{edition.number}</dd>" in form


def test_a_row_an_edition_and_a_source_can_be_reported_as_well(client: Client) -> None:
    edition, source = an_edition(), a_citation().source
    address = edition.comparison.get_absolute_url()
    page = client.get(address).text
    row = edition.comparison.rows.all()[0]
    for place in (f"{address}%23row-{row.dimension.slug}", address):
        assert f'href="/corrections/new?place={place}&amp;edition={address}/editions/{edition.number}"' in page
    assert f'href="/corrections/new?place={source.get_absolute_url()}"' in client.get(source.get_absolute_url()).text
    report(client, place=f"{address}#row-{row.dimension.slug}")
    ticket = Correction.objects.get()
    assert f'href="{address}#row-{row.dimension.slug}"' in client.get(ticket.get_absolute_url()).text


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("First edition.", "First edition."),
        ("Correction 12: the unit.", '<a href="/corrections/12">Correction 12</a>: the unit.'),
        (
            "After correction 3 and Correction 4",
            'After <a href="/corrections/3">correction 3</a> and <a href="/corrections/4">Correction 4</a>',
        ),
        ("<b>Correction 0</b> & more", "&lt;b&gt;Correction 0&lt;/b&gt; &amp; more"),
    ],
)
def test_a_change_note_leads_to_the_tickets_that_it_names(note: str, html: str) -> None:
    assert with_tickets(note) == html


def test_the_page_of_an_edition_mentions_the_corrections_it_contains(client: Client) -> None:
    edition = an_edition(change_note="Correction 7: the unit.")
    assert '<a href="/corrections/7">Correction 7</a>' in client.get(edition.comparison.get_absolute_url()).text
