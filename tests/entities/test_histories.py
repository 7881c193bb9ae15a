"""The history of a claim, on its public page."""

import pytest
from django.test import Client

from entities.models import Claim
from tests.factories import a_dimension, an_attribute

pytestmark = pytest.mark.django_db


def test_readers_see_what_changed_in_words_and_not_in_codes_or_numbers(client: Client) -> None:
    claim = an_attribute(dimension=a_dimension(name="Colour"))
    Claim.objects.filter(pk=claim.pk).update(dimension=a_dimension(name="Shade"), drafting="ai-checked")
    page = client.get(claim.get_absolute_url()).text
    assert "<del>Colour</del> <ins>Shade</ins>" in page
    assert "<del>Written by an editor</del> <ins>Drafted with AI, checked by a human editor</ins>" in page


def test_a_save_that_changed_nothing_is_no_entry(client: Client) -> None:
    claim = an_attribute()
    Claim.objects.filter(pk=claim.pk).update(modified="2026-01-31T12:00:00Z")
    assert client.get(claim.get_absolute_url()).text.count('<li><time datetime="2') == 1
