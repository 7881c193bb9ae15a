"""The inbox in the admin: finding, assigning, annotating, answering, exporting."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from inquiries.admin.inbox import InquiryAdmin
from inquiries.models import Delivery, DeliveryState, Inquiry, InquiryState, Mail, Note, Purpose, SavedSearch
from tests.editing.admin_forms import add_inline, address, errors_of, save
from tests.factories import an_editor
from tests.inquiries.factories import make_inquiry, send_contact

pytestmark = pytest.mark.django_db
INBOX = "/admin/inquiries/inquiry/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor(username="grace"))
    return client


def act(editor: Client, action: str, *inquiries: Inquiry) -> None:
    editor.post(INBOX, {"action": action, "_selected_action": [inquiry.pk for inquiry in inquiries]})


def answer(editor: Client, inquiry: Inquiry, *, body: str = "Yes, it is for sale.", key: str = "one-form") -> Any:
    return editor.post(f"{INBOX}{inquiry.pk}/reply/", {"body": body, "key": key}, follow=True)


def test_looking_at_a_new_message_makes_it_read(editor: Client) -> None:
    inquiry = make_inquiry()
    editor.get(address(Inquiry, "change", inquiry.pk))
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.READ


def test_what_a_stranger_wrote_is_shown_as_text_and_cannot_be_changed(editor: Client) -> None:
    inquiry = make_inquiry(name="<b>Ada</b>", message="<script>alert(1)</script>")
    page = editor.get(address(Inquiry, "change", inquiry.pk)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'name="message"' not in page
    assert "&lt;b&gt;Ada&lt;/b&gt;" in editor.get(INBOX).text


def test_the_list_is_narrowed_by_state_kind_age_and_assignment(editor: Client) -> None:
    old = make_inquiry(received_at=timezone.now() - timedelta(days=40), kind="press", state="closed")
    new = make_inquiry()
    act(editor, "assign_to_me", new)
    for query, shown in [
        ("state__exact=closed", old),
        ("kind__exact=press", old),
        ("age=older", old),
        ("age=day", new),
        ("assigned=me", new),
        ("assigned=nobody", old),
        (f"q={new.reference}", new),
    ]:
        page = editor.get(f"{INBOX}?{query}").text
        assert shown.reference in page, query
        assert (old if shown is new else new).reference not in page, query


def test_a_message_held_as_spam_by_mistake_is_answered_and_announced_after_all(editor: Client, settings: Any) -> None:
    settings.OWNER_EMAIL = ["owner@example.org"]
    send_contact(editor, website="filled by a helpful program")
    inquiry = Inquiry.objects.get()
    act(editor, "mark_not_spam", inquiry)
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.NEW
    assert set(Delivery.objects.values_list("recipient", flat=True)) == {"owner@example.org", "ada@example.org"}


def test_a_suspected_message_is_treated_as_if_it_had_just_come_in(editor: Client, settings: Any) -> None:
    settings.OWNER_EMAIL = ["owner@example.org"]
    by_action, by_form = make_inquiry(state="suspected"), make_inquiry(state="suspected", email="ben@example.org")
    act(editor, "mark_not_spam", by_action)
    assert errors_of(save(editor, address(Inquiry, "change", by_form.pk), state="read")) == ""
    assert set(Inquiry.objects.values_list("pk", "state")) == {(by_action.pk, "new"), (by_form.pk, "read")}
    recipients = sorted(Delivery.objects.values_list("recipient", flat=True))
    assert recipients == ["ada@example.org", "ben@example.org", "owner@example.org", "owner@example.org"]


def test_saving_a_form_does_not_undo_what_happened_since_it_was_opened(editor: Client) -> None:
    inquiry = make_inquiry(state="read")
    url = address(Inquiry, "change", inquiry.pk)
    opened = add_inline(editor.get(url), "notes", text="I answer this one.")
    really = InquiryAdmin.save_model

    def save_after_an_answer(self: InquiryAdmin, request: Any, obj: Inquiry, form: Any, change: bool) -> None:
        # The other editor's answer falls between reading the inquiry and saving it.
        Inquiry.objects.filter(pk=obj.pk).update(state=InquiryState.REPLIED)
        really(self, request, obj, form, change)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(InquiryAdmin, "save_model", save_after_an_answer)
        assert errors_of(save(editor, url, **opened)) == ""
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.notes.count()) == (InquiryState.REPLIED, 1)


def test_notes_carry_who_wrote_them_and_go_to_nobody(editor: Client) -> None:
    inquiry = make_inquiry()
    url = address(Inquiry, "change", inquiry.pk)
    page = save(editor, url, **add_inline(editor.get(url), "notes", text="Ask the lawyer first."))
    assert errors_of(page) == ""
    note = Note.objects.get()
    assert (note.text, note.author.username) == ("Ask the lawyer first.", "grace")
    assert not Mail.objects.exists()


def test_an_answer_joins_the_thread_of_the_acknowledgement(editor: Client) -> None:
    send_contact(editor)
    inquiry = Inquiry.objects.get()
    page = answer(editor, inquiry)
    answer(editor, inquiry, body="And soon.", key="another-form")
    acknowledgement = Mail.objects.get(purpose=Purpose.ACKNOWLEDGEMENT)
    first, second = Mail.objects.filter(purpose=Purpose.REPLY)
    assert first.in_reply_to == first.references == acknowledgement.message_id
    assert second.in_reply_to == first.message_id
    assert second.references == f"{acknowledgement.message_id} {first.message_id}"
    assert first.author.username == "grace"
    assert "Yes, it is for sale." in page.text
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.REPLIED


def test_an_answer_sent_twice_by_one_form_is_one_answer(editor: Client) -> None:
    inquiry = make_inquiry()
    answer(editor, inquiry)
    answer(editor, inquiry)
    assert Mail.objects.filter(purpose=Purpose.REPLY).count() == 1


def test_an_empty_answer_is_not_sent(editor: Client) -> None:
    inquiry = make_inquiry()
    assert "Nothing was sent" in answer(editor, inquiry, body=" ").text
    assert not Mail.objects.exists()


def test_the_export_holds_what_the_list_shows_and_no_formula(editor: Client) -> None:
    make_inquiry(name='=HYPERLINK("http://x.example")', message="+1\n=2", organisation="  @SUM(A1)", state="closed")
    make_inquiry(name="Somebody else")
    response = editor.get(f"{INBOX}export/?state__exact=closed")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["name"] == '\'=HYPERLINK("http://x.example")'
    assert rows[0]["message"] == "'+1\n=2"
    assert rows[0]["organisation"] == "'  @SUM(A1)"
    assert editor.get(f"{INBOX}export/?no_such_filter=1").status_code == 302


def test_a_search_is_saved_under_a_name_and_offered_to_all(editor: Client) -> None:
    inquiry = make_inquiry(kind="press")
    make_inquiry(kind="other")
    editor.post(f"{INBOX}save-search/", {"name": "The press", "query": "kind__exact=press"})
    assert SavedSearch.objects.get().query == "kind__exact=press"
    link = re.search(r'href="(\?[^"]+)">The press', editor.get(INBOX).text)
    assert link is not None
    assert inquiry.reference in editor.get(f"{INBOX}{link[1]}").text


def test_an_editor_who_may_not_see_the_inbox_gets_nothing_out_of_it(client: Client) -> None:
    inquiry = make_inquiry()
    client.force_login(an_editor(is_superuser=False))
    assert client.get(f"{INBOX}export/").status_code == 403
    assert client.post(f"{INBOX}save-search/", {"name": "x", "query": "y"}).status_code == 403
    answer(client, inquiry)
    assert not Mail.objects.exists()


def test_a_delivery_that_stranded_is_shown_with_the_reason_and_can_be_tried_again(editor: Client) -> None:
    inquiry = make_inquiry()
    answer(editor, inquiry)
    Delivery.objects.update(state=DeliveryState.GIVEN_UP, attempts=11, last_words="550 No such mailbox")
    assert "550 No such mailbox" in editor.get(address(Inquiry, "change", inquiry.pk)).text
    page = address(Delivery, "changelist")
    assert "Given up" in editor.get(page).text
    editor.post(page, {"action": "try_again", "_selected_action": [Delivery.objects.get().pk]})
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)


def test_a_delivery_that_stranded_is_mentioned_in_the_inbox_until_somebody_has_looked_after_it(editor: Client) -> None:
    inquiry = make_inquiry()
    answer(editor, inquiry)
    assert "may not have arrived" not in editor.get(INBOX).text
    Delivery.objects.update(state=DeliveryState.UNCLEAR, attempts=6, unclear_attempts=6)
    assert "Mails that may not have arrived, handed over 6 times unanswered: 1" in editor.get(INBOX).text
    page = address(Delivery, "changelist")
    delivery = Delivery.objects.get()
    assert f"/{delivery.pk}/change/" in editor.get(f"{page}?needs=somebody").text
    editor.post(page, {"action": "look_after", "_selected_action": [delivery.pk]})
    assert "may not have arrived" not in editor.get(INBOX).text
    assert f"/{delivery.pk}/change/" not in editor.get(f"{page}?needs=somebody").text
    editor.post(page, {"action": "try_again", "_selected_action": [delivery.pk]})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.unclear_attempts, delivery.is_looked_after) == (DeliveryState.WAITING, 0, False)


def test_who_may_only_look_at_mail_sends_none(client: Client) -> None:
    inquiry = make_inquiry()
    watcher = an_editor(is_superuser=False)
    watcher.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    Mail.objects.create(key="k", purpose="reply", subject="s", body="b", message_id="<m>", inquiry=inquiry)
    Delivery.objects.create(mail=Mail.objects.get(), recipient="a@example.org", state=DeliveryState.UNCLEAR)
    client.force_login(watcher)
    client.post(
        address(Delivery, "changelist"), {"action": "try_again", "_selected_action": [Delivery.objects.get().pk]}
    )
    client.post(
        address(Delivery, "changelist"), {"action": "look_after", "_selected_action": [Delivery.objects.get().pk]}
    )
    assert Delivery.objects.get().state == DeliveryState.UNCLEAR
    assert not Delivery.objects.get().is_looked_after


def test_the_inbox_costs_no_more_with_thirty_messages_than_with_three(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    for count in (3, 27):
        for _ in range(count):
            make_inquiry(assigned_to=an_editor())
        # Session, account; saved searches; how many there are, the first and the last day, those of this page.
        with django_assert_max_num_queries(12):
            editor.get(INBOX)
