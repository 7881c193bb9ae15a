"""What readers are told about an edition for which no editor wrote anything, now and of the editions made before."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client

from citations.models import Source
from comparisons.composing import compose
from comparisons.edition_notes import note_between
from comparisons.models import Comparison, DerivedNote, Edition
from comparisons.publishing import publish, republish
from comparisons.selecting import editors_selection
from core.roles import EDITORS
from entities.models import Claim
from tests.factories import a_comparison, a_published_comparison, an_edition, an_editor, fill_cells

pytestmark = pytest.mark.django_db

old_editions = import_module("comparisons.migrations.0010_notes_of_the_editions_there_are")


def reword(comparison: Comparison, text: str) -> None:
    Claim.objects.filter(dimension__rows__comparison=comparison, dimension__rows__position=1).filter(
        entity__sides__comparison=comparison, entity__sides__position=1
    ).update(text=text)


def test_the_note_of_a_first_edition_says_so() -> None:
    comparison = a_comparison(rows=1)
    fill_cells(comparison=comparison)
    edition = publish(comparison=comparison, author=None)
    assert edition is not None
    assert edition.change_note == Edition.objects.get().note == "First edition."


def test_a_later_edition_says_what_changed_in_the_words_of_its_page() -> None:
    comparison = a_published_comparison(labels=["the mouse"], rows=1)
    row = comparison.rows.get()
    reword(comparison, "71 million")
    republish(comparisons=[comparison], author=None)
    reword(comparison, "70.9 million")
    republish(comparisons=[comparison], author=None)
    assert comparison.editions.get(number=3).note == f"{row.dimension.name} of the mouse: from 71 to 70.9 million."


def test_one_save_says_of_each_comparison_what_changed_there() -> None:
    comparisons = [a_published_comparison(rows=1) for _ in range(2)]
    for place, comparison in enumerate(comparisons):
        reword(comparison, f"Said anew {place}.")
    first, second = republish(comparisons=comparisons, author=None)
    assert "Said anew 0." in first.change_note
    assert "Said anew 1." in second.change_note


# --- The room of a note ------------------------------------------------------------------------


@pytest.fixture
def note_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Makes the note of an edition that differs from the one before by these sentences."""
    comparison = a_comparison(rows=1)
    document = compose(editors_selection(comparison))

    def note(*changes: str) -> str:
        monkeypatch.setattr("comparisons.edition_notes.sentences", lambda _difference: iter(changes))
        return note_between(document, document)

    return note


def test_all_changes_are_told_that_have_room(note_of: Callable[..., str]) -> None:
    assert note_of("One.", "Two.", "Three.") == "One. Two. Three."
    assert note_of("a" * 249, "b" * 250) == f"{'a' * 249} {'b' * 250}"


def test_changes_that_have_no_room_are_counted(note_of: Callable[..., str]) -> None:
    changes = [f"{letter * 150}." for letter in "abcde"]
    assert note_of(*changes) == f"{changes[0]} {changes[1]} {changes[2]} And 2 more changes."
    assert note_of(*changes[:3], "d" * 45) == f"{changes[0]} {changes[1]} {changes[2]} And 1 more change."


def test_a_change_longer_than_a_note_is_cut_between_two_of_its_words(note_of: Callable[..., str]) -> None:
    words = [f"word{number}" for number in range(200)]
    note = note_of(" ".join(words))
    assert 490 < len(note) <= 500
    kept = note.removesuffix(" …").split()
    assert kept == words[: len(kept)]


@pytest.mark.parametrize(("more", "said"), [(1, "And 1 more change."), (2, "And 2 more changes.")])
def test_what_follows_a_change_longer_than_a_note_is_counted(more: int, said: str, note_of: Callable[..., str]) -> None:
    note = note_of(" ".join(f"word{number}" for number in range(200)), *["Another."] * more)
    assert 480 < len(note) <= 500
    assert note.endswith(f" … {said}")


def test_what_an_editor_wrote_is_the_note() -> None:
    assert an_edition(change_note="Counted again.").note == "Counted again."


def test_an_edition_keeps_the_role_in_which_it_was_published() -> None:
    comparison = a_published_comparison(author=None)
    editor = an_editor(is_superuser=False)
    editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    reword(comparison, "Said anew.")
    publish(comparison=comparison, author=editor)
    editor.groups.clear()
    assert [(edition.author_role, edition.published_by) for edition in comparison.editions.order_by("number")] == [
        ("content loader", "with the content files"),
        ("editor", "by an editor"),
    ]


def test_readers_see_who_published_an_edition_by_role_and_not_by_name(client: Client) -> None:
    comparison = a_published_comparison(author=an_editor(username="ada"))
    page = client.get(f"{comparison.get_absolute_url()}/editions").text
    assert "published by an administrator" in page
    assert "ada" not in page


def test_an_edition_whose_role_is_not_known_is_called_an_editors() -> None:
    assert Edition(author=an_editor()).published_by == "by an editor"


# --- Editions made before ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "Loaded from the content files.",
        "Published from the list.",
        "Sources checked against the register of retractions on 2026-02-01.",
        "Claim “human-brain-power”: changed Text and Note.",
        "Claim “human-brain-power”: no fields changed.",
        "Dimension group “Energy”: changed Name.",
        "Claim “human-brain-power”: added citation “x on y”. Changed Text.",
        "Citation “x on y”, “z on y”: deleted.",
    ],
)
def test_a_note_that_a_program_wrote_is_shown_as_what_changed(note: str, client: Client) -> None:
    comparison = a_published_comparison(rows=1, change_note=note)
    reword(comparison, "Said anew.")
    second = publish(comparison=comparison, author=None, change_note=note)
    assert second is not None
    old_editions.write_notes(apps, None)
    shown = [edition.note for edition in comparison.editions.with_notes().order_by("number")]
    assert shown[0] == "First edition."
    assert "Said anew." in shown[1]
    assert {edition.change_note for edition in comparison.editions.all()} == {note}
    for address in (comparison.get_absolute_url(), f"{comparison.get_absolute_url()}/editions", "/"):
        page = client.get(address).text
        assert "Said anew.”." in page
        assert note not in page


@pytest.mark.parametrize(
    "note",
    [
        "First edition.",
        "The claim “x” was changed.",
        "Claim “x”: the spread is in the text.",
        "Correction 7: reworded.",
    ],
)
def test_a_note_that_an_editor_wrote_stays(note: str) -> None:
    edition = an_edition(change_note=note)
    old_editions.write_notes(apps, None)
    assert Edition.objects.with_notes().get(pk=edition.pk).note == note


def test_many_old_editions_are_worked_out_in_batches_and_none_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_editions, "BATCH", 2)
    comparison = a_published_comparison(change_note="Loaded from the content files.")
    for _ in range(4):
        an_edition(comparison=comparison, change_note="Loaded from the content files.")
    old_editions.write_notes(apps, None)
    old_editions.write_notes(apps, None)
    assert DerivedNote.objects.count() == 5


def test_an_old_edition_that_cannot_be_read_keeps_its_note() -> None:
    comparison = a_published_comparison()
    edition = comparison.editions.get()
    broken = Edition.objects.create(
        comparison=comparison,
        number=2,
        schema_version=edition.schema_version,
        document={"schema_version": edition.schema_version},
        content_hash="0" * 64,
        author_name="somebody",
        change_note="Loaded from the content files.",
    )
    old_editions.write_notes(apps, None)
    assert Edition.objects.get(pk=broken.pk).note == "Loaded from the content files."


def test_a_retraction_says_which_work_it_was() -> None:
    comparison = a_published_comparison(rows=1)
    Source.objects.update(
        publication_status="retracted", status_checked_on="2026-02-01", status_note="Retracted by the journal."
    )
    (edition,) = republish(comparisons=[comparison], author=None)
    assert edition.note.startswith("Writer 2020: publication status now “retracted”.")
