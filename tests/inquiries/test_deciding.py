"""An editor decides a report in the admin; the reader hears of it, and the public page shows it."""

import pytest
from django.test import Client

from comparisons.publishing import publish
from inquiries.models import Correction, CorrectionState, Mail
from tests.editing.admin_forms import address, errors_of, fields_of, save
from tests.factories import a_comparison, a_correction, a_dimension, an_attribute, an_editor, an_entity

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor())
    return client


def test_a_text_is_public_only_once_it_is_released(editor: Client) -> None:
    correction = a_correction(report="Ten times too high.")
    assert "Ten times too high." not in editor.get(correction.get_absolute_url()).text
    page = address(Correction, "changelist")
    editor.post(page, {"action": "release", "_selected_action": [correction.pk]})
    assert "Ten times too high." in editor.get(correction.get_absolute_url()).text


def test_a_suspected_report_is_in_the_log_once_somebody_has_looked_at_it(editor: Client) -> None:
    by_action, by_decision, spam = (a_correction(is_suspected=True) for _ in range(3))
    page = address(Correction, "changelist")
    editor.post(page, {"action": "release", "_selected_action": [by_action.pk]})
    editor.post(page, {"action": "mark_spam", "_selected_action": [spam.pk]})
    url = address(Correction, "change", by_decision.pk)
    assert errors_of(save(editor, url, state="declined", outcome="The source says so.")) == ""
    assert not Correction.objects.filter(is_suspected=True).exists()
    assert set(Correction.objects.public()) == {by_action, by_decision}


def test_a_decision_must_say_why_and_a_correction_where_and_what(editor: Client) -> None:
    correction = a_correction()
    url = address(Correction, "change", correction.pk)
    assert "Say what was decided" in errors_of(save(editor, url, state="declined"))
    errors = errors_of(save(editor, url, state="corrected", outcome="Right.", before="", after=""))
    for message in ("Choose the edition", "Write what the site said", "Write what it says now"):
        assert message in errors
    correction.refresh_from_db()
    assert correction.state == CorrectionState.RECEIVED


def test_the_editions_that_show_the_claim_are_offered_and_the_reader_is_told(editor: Client) -> None:
    entity, dimension = an_entity(), a_dimension()
    claim = an_attribute(entity=entity, dimension=dimension, text="86 billion")
    other = an_entity()
    an_attribute(entity=other, dimension=dimension, text="Many")
    comparison = a_comparison(sides=[entity, other], rows=[dimension])
    publish(comparison=comparison, author=None, change_note="First.")
    correction = a_correction(claim=claim, email="reader@example.org")
    Correction.objects.update(claim_text="86 billion")
    claim.text = "8.6 billion"
    claim.save()
    url = address(Correction, "change", correction.pk)
    typed = fields_of(editor.get(url))
    assert (typed["before"], typed["after"]) == ("86 billion", "8.6 billion")
    edition = f"{comparison.get_absolute_url()}/editions/1"
    page = save(editor, url, state="corrected", outcome="The reader is right.", outcome_edition=edition)
    assert errors_of(page) == ""
    correction.refresh_from_db()
    assert correction.closed_at is not None
    assert Mail.objects.get().deliveries.get().recipient == "reader@example.org"
    public = editor.get(correction.get_absolute_url()).text
    assert "The reader is right." in public
    assert edition in public


def test_a_ticket_that_is_opened_again_loses_its_day_of_closing(editor: Client) -> None:
    correction = a_correction()
    url = address(Correction, "change", correction.pk)
    save(editor, url, state="declined", outcome="The source says so.")
    save(editor, url, state="under-review")
    correction.refresh_from_db()
    assert (correction.state, correction.closed_at) == (CorrectionState.UNDER_REVIEW, None)
