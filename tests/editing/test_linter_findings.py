"""The content linter in the form of a claim: what it finds is told after the save, until it is answered there."""

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from entities.models import Claim
from tests.editing.admin_forms import address, save
from tests.factories import a_figure, a_quantity_dimension, an_attribute, an_editor

pytestmark = pytest.mark.django_db

FINDING = "Superlative-without-day: “largest” without a day: say as of when, or leave it out."


def messages_of(page: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(page.wsgi_request)]  # type: ignore[attr-defined]


def test_a_finding_on_a_claim_is_told_after_the_save_and_no_more_once_it_is_answered(client: Client) -> None:
    client.force_login(an_editor())
    claim = an_attribute(text="20 W, the largest of all", dimension=a_quantity_dimension(unit="W"))
    a_figure(claim=claim, value="20", unit="W")
    told = messages_of(save(client, address(Claim, "change", claim.pk), note="A note."))
    assert FINDING in told
    answer = "superlative-without-day: It is a definition."
    told = messages_of(save(client, address(Claim, "change", claim.pk), lint_answers=answer))
    assert FINDING not in told
    claim.refresh_from_db()
    assert claim.lint_answers == answer


def test_an_answer_that_names_no_rule_is_refused_beside_its_field(client: Client) -> None:
    client.force_login(an_editor())
    claim = an_attribute(text="Small")
    page = save(client, address(Claim, "change", claim.pk), lint_answers="It is right.")
    assert "Answer each rule on a line of its own" in page.content.decode()
    claim.refresh_from_db()
    assert claim.lint_answers == ""
