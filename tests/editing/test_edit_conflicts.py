"""Two editors have the same page open: the second to save overwrites nothing, and loses nothing that was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client

from citations.models import Authorship, Citation, Source
from comparisons.models import Comparison, Row
from core.publishing_status import Status
from entities.models import Claim, Dimension, Entity
from inquiries.models import Correction, Inquiry
from tests.editing.admin_forms import add_inline, address, errors_of, fields_of, save, send_again
from tests.factories import (
    a_citation,
    a_comparison,
    a_correction,
    a_dimension,
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    an_attribute,
    an_editor,
    an_entity,
    an_inquiry,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def bob() -> Client:
    return signed_in("bob")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(an_editor(username=name))
    return client


@dataclass
class Pair:
    """What two editors type into one page, and a way to look at what is stored."""

    url: str
    first: dict[str, object]
    second: dict[str, object]
    stored: Callable[[], dict[str, object]]
    before: dict[str, object] = field(default_factory=dict)


def values(model: type[Model], **filters: object) -> list[dict[str, Any]]:
    return list(model._default_manager.filter(**filters).order_by("pk").values())


def claim_text_and_note() -> Pair:
    claim = an_attribute(text="Old text", note="Old note")
    return Pair(
        address(Claim, "change", claim.pk),
        {"text": "Text by Ada"},
        {"note": "Note by Bob"},
        lambda: {"text": Claim.objects.get(pk=claim.pk).text, "note": Claim.objects.get(pk=claim.pk).note},
    )


def a_citation_and_the_note() -> Pair:
    claim = an_attribute(note="Old note")
    citation = a_citation(claim=claim, locator="p. 1")
    return Pair(
        address(Claim, "change", claim.pk),
        {"citations-0-locator": "p. 2, by Ada"},
        {"note": "Note by Bob"},
        lambda: {
            "citations-0-locator": Citation.objects.get(pk=citation.pk).locator,
            "note": Claim.objects.get(pk=claim.pk).note,
        },
    )


def two_citations() -> Pair:
    claim = an_attribute()
    first, second = a_citation(claim=claim, position=1), a_citation(claim=claim, position=2)
    return Pair(
        address(Claim, "change", claim.pk),
        {"citations-0-locator": "p. 2, by Ada"},
        {"citations-1-locator": "p. 3, by Bob"},
        lambda: {
            "citations-0-locator": Citation.objects.get(pk=first.pk).locator,
            "citations-1-locator": Citation.objects.get(pk=second.pk).locator,
        },
    )


def lede_and_outlook() -> Pair:
    comparison = a_comparison(outlook="Old outlook")
    return Pair(
        address(Comparison, "change", comparison.pk),
        {"lede": "Lede by Ada"},
        {"outlook": "Outlook by Bob"},
        lambda: values(Comparison, pk=comparison.pk)[0],
    )


def two_fields_of_one_row() -> Pair:
    comparison = a_comparison(rows=1)
    return Pair(
        address(Comparison, "change", comparison.pk),
        {"rows-0-note": "Note by Ada"},
        {"rows-0-comparability_reason": "Reason by Bob"},
        lambda: {f"rows-0-{name}": value for name, value in values(Row, comparison=comparison)[0].items()},
    )


def two_rows() -> Pair:
    comparison = a_comparison(rows=2)
    return Pair(
        address(Comparison, "change", comparison.pk),
        {"rows-0-note": "Note by Ada"},
        {"rows-1-note": "Note by Bob"},
        lambda: {f"rows-{number}-note": row["note"] for number, row in enumerate(values(Row, comparison=comparison))},
    )


def source_title_and_publisher() -> Pair:
    source = a_source(title="Old title", publisher="Old publisher")
    return Pair(
        address(Source, "change", source.pk),
        {"title": "Title by Ada"},
        {"publisher": "Publisher by Bob"},
        lambda: values(Source, pk=source.pk)[0],
    )


def an_entitys_definition_against_nothing() -> Pair:
    entity = an_entity(definition="Old definition")
    return Pair(
        address(Entity, "change", entity.pk),
        {"definition": "Definition by Ada"},
        {},
        lambda: values(Entity, pk=entity.pk)[0],
    )


def a_citation_on_its_own_page() -> Pair:
    citation = a_citation(locator="p. 1", note="Old note")
    return Pair(
        address(Citation, "change", citation.pk),
        {"locator": "p. 2, by Ada"},
        {"note": "Note by Bob"},
        lambda: values(Citation, pk=citation.pk)[0],
    )


def a_report_of_a_reader() -> Pair:
    correction = a_correction()
    return Pair(
        address(Correction, "change", correction.pk),
        {"is_released": "on"},
        {"outcome": "Outcome by Bob"},
        lambda: {
            "is_released": "on" if Correction.objects.get(pk=correction.pk).is_released else "",
            "outcome": Correction.objects.get(pk=correction.pk).outcome,
        },
    )


PAIRS = [
    claim_text_and_note,
    a_citation_and_the_note,
    two_citations,
    lede_and_outlook,
    two_fields_of_one_row,
    two_rows,
    source_title_and_publisher,
    an_entitys_definition_against_nothing,
    a_citation_on_its_own_page,
    a_report_of_a_reader,
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.__name__)
def test_the_second_of_two_saves_overwrites_nothing(pair: Callable[[], Pair], ada: Client, bob: Client) -> None:
    on = pair()
    of_ada, of_bob = ada.get(on.url), bob.get(on.url)
    saved = send_again(ada, on.url, of_ada, **on.first)
    assert errors_of(saved) == ""
    assert on.first.items() <= on.stored().items()
    held_up = send_again(bob, on.url, of_bob, **on.second)
    # Nothing of the first is lost, the second is told who and when and what, and keeps what was typed.
    assert on.first.items() <= on.stored().items()
    assert not on.second or not on.second.items() <= on.stored().items()
    assert "Not saved: somebody else has saved this since you opened it" in held_up.text
    assert "Last saved by <strong>ada</strong>" in held_up.text
    assert "<time datetime=" in held_up.text
    for told in on.first.values():
        assert told == "on" or str(told) in held_up.text
    assert on.second.items() <= fields_of(held_up).items()
    # A field that the second one did not touch does not go back to what it was.
    again = send_again(bob, on.url, held_up)
    assert errors_of(again) == ""
    assert "Not saved" not in again.text
    assert {**on.first, **on.second}.items() <= on.stored().items()


def test_both_values_of_a_field_that_both_changed_are_shown_and_the_typed_one_stays(ada: Client, bob: Client) -> None:
    claim = an_attribute(text="Old text")
    url = address(Claim, "change", claim.pk)
    of_bob = bob.get(url)
    save(ada, url, text="Text by Ada")
    held_up = send_again(bob, url, of_bob, text="Text by Bob")
    assert "<td>Text by Ada</td><td>Text by Bob</td>" in held_up.text
    assert fields_of(held_up)["text"] == "Text by Bob"
    assert Claim.objects.get(pk=claim.pk).text == "Text by Ada"
    send_again(bob, url, held_up)
    assert Claim.objects.get(pk=claim.pk).text == "Text by Bob"


def test_a_third_save_that_comes_between_is_told_too(ada: Client, bob: Client) -> None:
    claim = an_attribute(text="Old text", note="Old note")
    url = address(Claim, "change", claim.pk)
    of_bob = bob.get(url)
    save(ada, url, text="Text by Ada")
    held_up = send_again(bob, url, of_bob, note="Note by Bob")
    save(ada, url, note="Note by Ada")
    once_more = send_again(bob, url, held_up)
    assert "<td>Note by Ada</td><td>Note by Bob</td>" in once_more.text
    assert Claim.objects.get(pk=claim.pk).note == "Note by Ada"


def test_the_same_change_by_both_is_no_conflict(ada: Client, bob: Client) -> None:
    claim = an_attribute(text="Old text")
    url = address(Claim, "change", claim.pk)
    of_bob = bob.get(url)
    save(ada, url, text="The same")
    assert "was changed successfully" in send_again(bob, url, of_bob, text="The same").text


def test_a_page_saved_twice_by_one_editor_says_that_it_was_the_same_one(ada: Client) -> None:
    claim = an_attribute()
    url = address(Claim, "change", claim.pk)
    first, second = ada.get(url), ada.get(url)
    send_again(ada, url, first, text="From the first window")
    held_up = send_again(ada, url, second, note="From the second window")
    assert "you have saved this in another window since you opened it here" in held_up.text


def test_a_page_without_its_stamp_shows_what_it_would_overwrite(ada: Client) -> None:
    claim = an_attribute(text="Old text")
    url = address(Claim, "change", claim.pk)
    page = send_again(ada, url, ada.get(url), text="Blindly", edit_stamp="")
    assert "this page does not say what it was opened with" in page.text
    assert "<td>Old text</td><td>Blindly</td>" in page.text
    assert Claim.objects.get(pk=claim.pk).text == "Old text"
    assert "was changed successfully" in send_again(ada, url, page).text


def test_the_stamp_of_another_thing_is_not_taken(ada: Client) -> None:
    claim, other = an_attribute(text="Old text"), an_attribute()
    url = address(Claim, "change", claim.pk)
    stamp = fields_of(ada.get(address(Claim, "change", other.pk)))["edit_stamp"]
    assert "Not saved" in send_again(ada, url, ada.get(url), text="Blindly", edit_stamp=stamp).text


def test_a_publication_in_between_is_told_to_who_still_has_the_draft_open(ada: Client, bob: Client) -> None:
    comparison = a_comparison(rows=[a_dimension()])
    for side in comparison.sides.all():
        a_sourced_attribute(entity=side.entity, dimension=comparison.rows.get().dimension)
    url = address(Comparison, "change", comparison.pk)
    of_bob = bob.get(url)
    save(ada, url, button="_publish")
    held_up = send_again(bob, url, of_bob, lede="Only a draft, he thinks")
    assert '<th scope="row">Status</th><td>Published</td>' in held_up.text
    assert comparison.editions.count() == 1


def test_a_figure_that_was_changed_meanwhile_comes_with_its_own_reading(ada: Client, bob: Client) -> None:
    citation = a_figure(claim=an_attribute(dimension=a_quantity_dimension(unit="W")), text="20 W", value="20")
    url = address(Citation, "change", citation.pk)
    of_bob = bob.get(url)
    save(ada, url, figure_text="21 W", figure_read="21 W")
    held_up = send_again(bob, url, of_bob, locator="p. 9, by Bob")
    assert (fields_of(held_up)["figure_text"], fields_of(held_up)["figure_read"]) == ("21 W", "21 W")
    send_again(bob, url, held_up)
    citation.refresh_from_db()
    assert (citation.figure_text, citation.value, citation.locator) == ("21 W", 21, "p. 9, by Bob")


# --- Rows added and deleted --------------------------------------------------------------------


def test_a_row_deleted_by_one_and_edited_by_the_other_comes_back_as_typed(ada: Client, bob: Client) -> None:
    comparison = a_comparison(rows=[a_dimension(name="Colour"), a_dimension(name="Weight")])
    url = address(Comparison, "change", comparison.pk)
    of_bob = bob.get(url)
    save(ada, url, **{"rows-0-DELETE": "on"})
    held_up = send_again(bob, url, of_bob, **{"rows-0-note": "Typed by Bob"})
    assert "Last saved by <strong>ada</strong>" in held_up.text
    assert "<td>deleted</td>" in held_up.text
    assert "What you typed stands in the form as a new one" in held_up.text
    assert fields_of(held_up)["rows-1-note"] == "Typed by Bob"
    assert list(comparison.rows.values_list("dimension__name", flat=True)) == ["Weight"]
    again = send_again(bob, url, held_up)
    assert errors_of(again) == ""
    assert dict(comparison.rows.values_list("dimension__name", "note")) == {"Weight": "", "Colour": "Typed by Bob"}


def test_a_row_deleted_by_one_and_not_touched_by_the_other_stays_deleted(ada: Client, bob: Client) -> None:
    claim = an_attribute()
    gone, kept = a_citation(claim=claim, position=1, locator="p. 11"), a_citation(claim=claim, position=2)
    url = address(Claim, "change", claim.pk)
    of_bob = bob.get(url)
    save(ada, url, **{"citations-0-DELETE": "on"})
    held_up = send_again(bob, url, of_bob, text="Text by Bob")
    assert "The form no longer has it." in held_up.text
    assert "p. 11" in held_up.text
    send_again(bob, url, held_up)
    assert list(claim.citations.values_list("pk", flat=True)) == [kept.pk]
    assert not Citation.objects.filter(pk=gone.pk).exists()
    assert Claim.objects.get(pk=claim.pk).text == "Text by Bob"


def test_a_row_that_one_deletes_and_the_other_edited_is_deleted_only_when_its_text_was_seen(
    ada: Client, bob: Client
) -> None:
    comparison = a_comparison(rows=2)
    url = address(Comparison, "change", comparison.pk)
    of_bob = bob.get(url)
    save(ada, url, **{"rows-0-note": "Note by Ada"})
    held_up = send_again(bob, url, of_bob, **{"rows-0-DELETE": "on"})
    assert "<td>Note by Ada</td><td>to be deleted</td>" in held_up.text
    assert comparison.rows.count() == 2
    send_again(bob, url, held_up)
    assert comparison.rows.count() == 1


def test_rows_that_both_add_are_both_there_in_the_end(ada: Client, bob: Client) -> None:
    comparison = a_comparison(rows=[a_dimension(name="Colour")])
    url = address(Comparison, "change", comparison.pk)
    of_bob = bob.get(url)
    save(ada, url, **add_inline(ada.get(url), "rows", dimension=a_dimension(name="Ada’s").pk, note="By Ada"))
    held_up = send_again(bob, url, of_bob, **add_inline(of_bob, "rows", dimension=a_dimension(name="Bob’s").pk))
    assert "Ada’s" in held_up.text
    assert "added" in held_up.text
    again = send_again(bob, url, held_up)
    assert errors_of(again) == ""
    rows = list(comparison.rows.order_by("position").values_list("dimension__name", "position"))
    assert rows == [("Colour", 1), ("Ada’s", 2), ("Bob’s", 3)]
    assert comparison.rows.get(dimension__name="Ada’s").note == "By Ada"


def test_two_who_delete_the_same_row_do_not_get_in_each_others_way(ada: Client, bob: Client) -> None:
    source = a_source(authors=[("One", "A"), ("Two", "B")])
    url = address(Source, "change", source.pk)
    of_bob = bob.get(url)
    save(ada, url, **{"authorships-0-DELETE": "on"})
    page = send_again(bob, url, of_bob, **{"authorships-0-DELETE": "on"})
    assert "was changed successfully" in page.text
    assert list(Authorship.objects.filter(source=source).values_list("family", flat=True)) == ["Two"]


def test_an_edit_on_the_citations_own_page_is_seen_by_who_has_the_claim_open(ada: Client, bob: Client) -> None:
    claim = an_attribute()
    citation = a_citation(claim=claim, locator="p. 1")
    url = address(Claim, "change", claim.pk)
    of_bob = bob.get(url)
    save(ada, address(Citation, "change", citation.pk), locator="p. 2, by Ada")
    held_up = send_again(bob, url, of_bob, text="Text by Bob")
    assert "Last saved by <strong>ada</strong>" in held_up.text
    assert "p. 2, by Ada" in held_up.text
    send_again(bob, url, held_up)
    citation.refresh_from_db()
    assert citation.locator == "p. 2, by Ada"


def test_an_edit_below_the_claim_is_seen_by_who_has_the_citations_own_page_open(ada: Client, bob: Client) -> None:
    claim = an_attribute()
    citation = a_citation(claim=claim, locator="p. 1")
    url = address(Citation, "change", citation.pk)
    of_bob = bob.get(url)
    save(ada, address(Claim, "change", claim.pk), **{"citations-0-locator": "p. 2, by Ada"})
    held_up = send_again(bob, url, of_bob, note="Note by Bob")
    assert "Last saved by <strong>ada</strong>" in held_up.text
    assert Citation.objects.get(pk=citation.pk).note == ""


def test_a_choice_of_many_keeps_what_both_chose_apart(ada: Client, bob: Client) -> None:
    entity, friend = an_entity(), an_entity(name="A friend")
    url = address(Entity, "change", entity.pk)
    of_bob = bob.get(url)
    save(ada, url, related=[friend.pk])
    held_up = send_again(bob, url, of_bob, definition="Definition by Bob")
    assert "<td>A friend</td>" in held_up.text
    send_again(bob, url, held_up)
    assert list(Entity.objects.get(pk=entity.pk).related.all()) == [friend]


# --- The whole thing is gone -------------------------------------------------------------------


def test_what_was_typed_about_a_thing_that_was_deleted_comes_back_in_the_form_of_a_new_one(
    ada: Client, bob: Client
) -> None:
    claim = an_attribute(status=Status.DRAFT, text="Old text")
    a_citation(claim=claim, locator="p. 77")
    url = address(Claim, "change", claim.pk)
    of_bob = bob.get(url)
    claim.citations.all().delete()
    delete(ada, Claim, claim.pk)
    page = send_again(bob, url, of_bob, text="Text by Bob")
    assert "this was deleted while you had it open" in page.text
    assert "Last saved by <strong>ada</strong>" in page.text
    typed = fields_of(page)
    assert (typed["text"], typed["citations-0-locator"], typed["citations-INITIAL_FORMS"]) == (
        "Text by Bob",
        "p. 77",
        "0",
    )
    assert f'action="{address(Claim, "add")}"' in page.text
    added = send_again(bob, address(Claim, "add"), page)
    assert errors_of(added) == ""
    assert Claim.objects.get().text == "Text by Bob"
    assert Citation.objects.get().locator == "p. 77"


# --- Deleting ----------------------------------------------------------------------------------


def delete(client: Client, model: type[Model], key: int) -> Any:
    url = address(model, "delete", key)
    return client.post(url, fields_of(client.get(url)), follow=True)


def test_nobody_deletes_what_was_changed_after_the_question(ada: Client, bob: Client) -> None:
    claim = an_attribute(status=Status.DRAFT, text="Old text")
    url = address(Claim, "delete", claim.pk)
    question = bob.get(url)
    save(ada, address(Claim, "change", claim.pk), text="Text by Ada")
    asked_again = bob.post(url, fields_of(question), follow=True)
    assert "Not deleted: somebody else has saved this" in asked_again.text
    assert "<td>Text by Ada</td>" in asked_again.text
    assert "Last saved by <strong>ada</strong>" in asked_again.text
    assert Claim.objects.filter(pk=claim.pk).exists()
    bob.post(url, fields_of(asked_again))
    assert not Claim.objects.filter(pk=claim.pk).exists()


def test_nobody_deletes_a_comparison_to_which_a_row_was_added_after_the_question(ada: Client, bob: Client) -> None:
    comparison = a_comparison()
    question = bob.get(address(Comparison, "delete", comparison.pk))
    url = address(Comparison, "change", comparison.pk)
    save(ada, url, **add_inline(ada.get(url), "rows", dimension=a_dimension().pk))
    page = bob.post(address(Comparison, "delete", comparison.pk), fields_of(question), follow=True)
    assert "What stands below it" in page.text
    assert Comparison.objects.filter(pk=comparison.pk).exists()


# --- Acts on a list ----------------------------------------------------------------------------


def list_fields(client: Client, model: type[Model]) -> dict[str, Any]:
    return fields_of(client.get(address(model, "changelist")))


def told(page: Any) -> str:
    return " ".join(str(message) for message in get_messages(page.wsgi_request)) + page.text


def test_an_act_on_a_list_leaves_what_was_changed_since_it_was_opened(ada: Client, bob: Client) -> None:
    comparison = a_published_comparison(title="Brain vs Chip")
    listed = list_fields(bob, Comparison)
    save(ada, address(Comparison, "change", comparison.pk), lede="Lede by Ada")
    act = {**listed, "action": "withdraw_selected", "_selected_action": [comparison.pk]}
    page = bob.post(address(Comparison, "changelist"), act, follow=True)
    assert "Nothing was done. “Brain vs Chip” was changed since this list was opened" in told(page)
    assert "by ada" in told(page)
    assert Comparison.objects.get(pk=comparison.pk).status == Status.PUBLISHED
    again = {**list_fields(bob, Comparison), "action": "withdraw_selected", "_selected_action": [comparison.pk]}
    bob.post(address(Comparison, "changelist"), again, follow=True)
    assert Comparison.objects.get(pk=comparison.pk).status == Status.WITHDRAWN


def test_deleting_from_a_list_leaves_what_was_changed_after_the_question(ada: Client, bob: Client) -> None:
    citation = a_citation(claim=an_attribute(status=Status.DRAFT))
    url = address(Citation, "changelist")
    act = {**list_fields(bob, Citation), "action": "delete_selected", "_selected_action": [citation.pk]}
    question = bob.post(url, act)
    assert f"row_stamp-{citation.pk}" in fields_of(question)
    save(ada, address(Citation, "change", citation.pk), locator="p. 2, by Ada")
    bob.post(url, {**fields_of(question), "_selected_action": [citation.pk]}, follow=True)
    assert Citation.objects.filter(pk=citation.pk).exists()


def test_an_inquiry_that_somebody_else_closed_is_not_assigned_from_an_old_list(ada: Client, bob: Client) -> None:
    inquiry = an_inquiry()
    listed = list_fields(bob, Inquiry)
    save(ada, address(Inquiry, "change", inquiry.pk), state="closed")
    act = {**listed, "action": "mark_read", "_selected_action": [inquiry.pk]}
    bob.post(address(Inquiry, "changelist"), act, follow=True)
    assert Inquiry.objects.get(pk=inquiry.pk).state == "closed"


def test_no_list_is_edited_in_place() -> None:
    """A list with fields would be a way to save that carries no stamp of them."""
    assert [str(each) for each in admin.site._registry.values() if each.list_editable] == []


def test_only_stored_things_have_a_stamp(ada: Client) -> None:
    assert "edit_stamp" not in fields_of(ada.get(address(Dimension, "add")))
