"""Two saves of the same page at the very same moment: one is stored, the other one is held up."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client

from citations.models import Citation
from comparisons.models import Comparison
from core.publishing_status import Status
from entities.models import Claim
from tests.editing.admin_forms import address, fields_of
from tests.factories import (
    a_citation,
    a_comparison,
    a_dimension,
    a_published_comparison,
    a_sourced_attribute,
    an_attribute,
    an_editor,
    an_entity,
)

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 3


def a_writer() -> User:
    """An account that may change claims and citations, but nothing that readers see."""
    account = an_editor(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename__in=["change_claim", "change_citation"]))
    return account


def saved_at_once(*saves: tuple[str, dict[str, object]], account: Callable[[], User] = an_editor) -> list[str]:
    """The pages that as many editors get who open these addresses, type these things, and save at once."""
    barrier = Barrier(len(saves))
    pages: list[str] = [""] * len(saves)

    def save(number: int, client: Client, url: str, fields: dict[str, object]) -> None:
        try:
            barrier.wait(timeout=30)
            pages[number] = client.post(url, {**fields, "_continue": "Save"}, follow=True).text
        finally:
            connection.close()

    threads = []
    for number, (url, typed) in enumerate(saves):
        client = Client()
        client.force_login(account())
        threads.append(Thread(target=save, args=(number, client, url, {**fields_of(client.get(url)), **typed})))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return pages


def outcomes(pages: list[str]) -> list[str]:
    assert all(pages)  # each save was answered
    return sorted("held up" if "Not saved: somebody else" in page else "saved" for page in pages)


def test_of_two_fields_of_a_claim_saved_at_once_one_is_held_up() -> None:
    for number in range(ROUNDS):
        claim = an_attribute(text="Old text", note="Old note")
        text, note = f"Text {number}", f"Note {number}"
        url = address(Claim, "change", claim.pk)
        pages = saved_at_once((url, {"text": text}), (url, {"note": note}))
        assert outcomes(pages) == ["held up", "saved"]
        claim.refresh_from_db()
        assert (claim.text, claim.note) in {(text, "Old note"), ("Old text", note)}


def test_of_two_rows_saved_at_once_one_is_held_up() -> None:
    for _ in range(ROUNDS):
        comparison = a_comparison(rows=2)
        url = address(Comparison, "change", comparison.pk)
        pages = saved_at_once((url, {"rows-0-note": "First"}), (url, {"rows-1-note": "Second"}))
        assert outcomes(pages) == ["held up", "saved"]
        notes = list(comparison.rows.order_by("position").values_list("note", flat=True))
        assert notes in (["First", ""], ["", "Second"])


def test_of_a_citation_saved_at_once_below_its_claim_and_on_its_own_page_one_is_held_up() -> None:
    brain, colour = an_entity(), a_dimension()
    claim = a_sourced_attribute(entity=brain, dimension=colour)
    comparison = a_published_comparison(sides=[brain, an_entity()], rows=[colour])
    citation = claim.citations.get()
    for number in range(ROUNDS):
        pages = saved_at_once(
            (address(Claim, "change", claim.pk), {"citations-0-locator": f"p. {number}, below"}),
            (address(Citation, "change", citation.pk), {"note": f"Note {number}, on its own page"}),
        )
        assert outcomes(pages) == ["held up", "saved"]
    assert comparison.editions.count() == 1 + ROUNDS


def test_writers_who_save_a_draft_at_once_on_both_its_pages_do_not_wait_for_each_other_for_ever() -> None:
    claim = an_attribute(status=Status.DRAFT)
    citation = a_citation(claim=claim)
    for number in range(ROUNDS):
        pages = saved_at_once(
            (address(Claim, "change", claim.pk), {"citations-0-locator": f"p. {number}, below"}),
            (address(Citation, "change", citation.pk), {"note": f"Note {number}, on its own page"}),
            account=a_writer,
        )
        assert outcomes(pages) == ["held up", "saved"]
