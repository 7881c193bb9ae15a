"""What a save would do beyond what was typed is told before it is done; saving once more does it."""

import re
from collections.abc import Sequence

import pytest
from django.test import Client
from django.urls import reverse

from citations.models import Citation, Source
from comparisons.models import Comparison
from comparisons.publishing import publish
from core.publishing_status import Status
from entities.models import Claim, Dimension, Entity
from tests.editing.admin_forms import add_inline, address, errors_of, fields_of, save, send_again
from tests.factories import (
    a_citation,
    a_comparison,
    a_dimension,
    a_figure,
    a_finding,
    a_missing_attribute,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    an_attribute,
    an_editor,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db

NOT_YET = "Not saved yet: read this first"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor(username="ada"))
    return client


@pytest.fixture
def brain() -> Entity:
    return an_entity(name="Brain", slug="brain")


@pytest.fixture
def chip() -> Entity:
    return an_entity(name="Chip", slug="chip")


@pytest.fixture
def length() -> Dimension:
    return a_quantity_dimension(name="Length", unit="m")


def brain_vs_chip(brain: Entity, chip: Entity, *rows: Dimension) -> Comparison:
    return a_published_comparison(sides=[brain, chip], rows=rows, title="Brain vs Chip")


def with_empty_cells(brain: Entity, chip: Entity, *rows: Dimension, points: Sequence[Claim] = ()) -> Comparison:
    """A published comparison in which only those cells say something for which the test has made claims."""
    comparison = a_comparison(sides=[brain, chip], rows=rows, points=points, title="Brain vs Chip")
    publish(comparison=comparison, author=None, change_note="First edition.")
    return comparison


def notes_of(page: object) -> str:
    """What the page asks to read before the save, without its tags."""
    section = re.search(r'<section class="held-up".*?</section>', page.text, re.DOTALL)  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]*>", " ", section[0]).split()) if section else ""


def number_of_editions(comparison: Comparison) -> int:
    return comparison.editions.count()


# --- A claim that readers do not see -----------------------------------------------------------


def test_a_draft_claim_for_a_published_comparison_says_that_readers_will_not_see_it(
    editor: Client, brain: Entity, chip: Entity
) -> None:
    colour = a_dimension(name="Colour")
    with_empty_cells(brain, chip, colour)
    typed = {"entity": brain.pk, "dimension": colour.pk, "kind": "attribute", "text": "Grey"}
    page = save(editor, address(Claim, "add"), **typed)
    assert NOT_YET in notes_of(page)
    assert (
        "This claim is a draft: readers of “Brain vs Chip” will see “Nothing has been entered here yet” at “Colour” of "
        "Brain until its status is “Published”." in notes_of(page)
    )
    assert "Please correct" not in page.text
    assert not Claim.objects.exists()
    again = send_again(editor, address(Claim, "add"), page)
    assert NOT_YET not in again.text
    assert Claim.objects.get().status == Status.DRAFT


def test_a_draft_that_was_told_of_once_is_only_remarked_upon_later(editor: Client, brain: Entity, chip: Entity) -> None:
    colour = a_dimension(name="Colour")
    with_empty_cells(brain, chip, colour)
    claim = an_attribute(entity=brain, dimension=colour, status=Status.DRAFT)
    page = save(editor, address(Claim, "change", claim.pk), text="Grey")
    assert NOT_YET not in page.text
    assert "This claim is a draft: readers of “Brain vs Chip”" in page.text
    assert Claim.objects.get(pk=claim.pk).text == "Grey"


def test_a_draft_for_no_published_comparison_is_saved_at_once(editor: Client, brain: Entity, chip: Entity) -> None:
    colour = a_dimension()
    a_comparison(sides=[brain, chip], rows=[colour])
    page = save(editor, address(Claim, "add"), entity=brain.pk, dimension=colour.pk, kind="attribute", text="Grey")
    assert "was added successfully" in page.text


def test_taking_a_claim_back_says_which_cell_becomes_empty(editor: Client, brain: Entity, chip: Entity) -> None:
    colour = a_dimension(name="Colour")
    claim = a_sourced_attribute(entity=brain, dimension=colour, text="Grey")
    comparison = brain_vs_chip(brain, chip, colour)
    url = address(Claim, "change", claim.pk)
    page = save(editor, url, status="withdrawn")
    assert "“Colour” of Brain will say “Nothing has been entered here yet” instead of “Grey”." in notes_of(page)
    assert (Claim.objects.get(pk=claim.pk).status, number_of_editions(comparison)) == (Status.PUBLISHED, 1)
    send_again(editor, url, page)
    assert (Claim.objects.get(pk=claim.pk).status, number_of_editions(comparison)) == (Status.WITHDRAWN, 2)


def test_notes_that_changed_are_shown_again(editor: Client, brain: Entity, chip: Entity) -> None:
    colour, weight = a_dimension(name="Colour"), a_dimension(name="Weight")
    with_empty_cells(brain, chip, colour, weight)
    url = address(Claim, "add")
    page = save(editor, url, entity=brain.pk, dimension=colour.pk, kind="attribute", text="Grey")
    other = send_again(editor, url, page, dimension=weight.pk)
    assert "“Weight” of Brain" in notes_of(other)
    assert not Claim.objects.exists()


def test_the_page_of_a_comparison_lists_what_readers_find_empty(editor: Client, brain: Entity, chip: Entity) -> None:
    colour, weight = a_dimension(name="Colour"), a_dimension(name="Weight")
    draft = an_attribute(entity=brain, dimension=colour, status=Status.DRAFT)
    a_sourced_attribute(entity=chip, dimension=colour)
    a_missing_attribute(entity=chip, dimension=weight)
    finding = a_finding(status=Status.DRAFT, public_id="a-finding")
    comparison = with_empty_cells(brain, chip, colour, weight, points=[finding])
    page = editor.get(address(Comparison, "change", comparison.pk)).text
    assert "1 of 3 cells sourced" in page
    assert "Of all 4 cells 1 say something, 1 say why there is no value, and 2 are empty." in page
    assert "“Colour” of Brain: its claim is not published (draft)." in page
    assert address(Claim, "change", draft.pk) in page
    assert "“Weight” of Brain: there is no claim." in page
    assert f"{reverse('admin:entities_claim_add')}?entity={brain.pk}&amp;dimension={weight.pk}" in page
    assert "The point “a-finding” is not shown: its claim is not published (draft)." in page


# --- A figure that slipped ---------------------------------------------------------------------


def test_a_value_that_slips_by_a_thousand_is_told_with_the_text(
    editor: Client, brain: Entity, chip: Entity, length: Dimension
) -> None:
    claim = an_attribute(entity=brain, dimension=length, text="{figure}")
    citation = a_figure(claim=claim, text="86 m", value="86")
    comparison = brain_vs_chip(brain, chip, length)
    for url, prefix in (
        (address(Citation, "change", citation.pk), ""),
        (address(Claim, "change", claim.pk), "citations-0-"),
    ):
        page = save(editor, url, **{f"{prefix}figure_text": "86 km", f"{prefix}figure_read": "86 km"})
        told = notes_of(page)
        assert "The figure was “86 m” and will be “86 km”: 1,000 times as large." in told
        assert "The text of the claim will say “86 km”." in told
        citation.refresh_from_db()
        assert (citation.figure_text, number_of_editions(comparison)) == ("86 m", 1)
    send_again(editor, url, page)
    citation.refresh_from_db()
    assert (citation.figure_text, number_of_editions(comparison)) == ("86 km", 2)


def test_a_value_that_becomes_a_thousand_times_smaller_is_told_too(editor: Client, length: Dimension) -> None:
    claim = an_attribute(dimension=length, text="{value}, about as long as a field")
    citation = a_figure(claim=claim, text="86 m", value="86")
    page = save(editor, address(Citation, "change", citation.pk), figure_text="86 mm", figure_read="86 mm")
    assert "will be “86 mm”: 1,000 times smaller." in notes_of(page)


def test_a_correction_of_a_figure_is_saved_at_once(editor: Client, length: Dimension) -> None:
    citation = a_figure(claim=an_attribute(dimension=length, text="{figure}"), text="86 m", value="86")
    page = save(editor, address(Citation, "change", citation.pk), figure_text="87 m", figure_read="87 m")
    assert (notes_of(page), errors_of(page)) == ("", "")
    assert Citation.objects.get(pk=citation.pk).figure_text == "87 m"


def test_a_text_of_a_draft_that_slips_away_from_its_figure_is_told(editor: Client, length: Dimension) -> None:
    claim = an_attribute(dimension=length, text="86 m", status=Status.DRAFT)
    a_figure(claim=claim, text="86 m", value="86")
    page = save(editor, address(Claim, "change", claim.pk), text="86 km")
    assert "the text says “86 km”, and the figure that stands for it is 86 m." in notes_of(page)
    assert Claim.objects.get(pk=claim.pk).text == "86 m"


# --- A ratio that vanishes ---------------------------------------------------------------------


def a_comparison_with_a_ratio(brain: Entity, chip: Entity, length: Dimension) -> tuple[Comparison, Claim]:
    claim = a_sourced_attribute(entity=brain, dimension=length, value="40", text="40 m")
    a_sourced_attribute(entity=chip, dimension=length, value="20", text="20 m")
    comparison = brain_vs_chip(brain, chip, length)
    assert comparison.editions.get().document["rows"][0]["ratios"]
    return comparison, claim


def test_a_second_figure_that_makes_a_ratio_vanish_says_so(
    editor: Client, brain: Entity, chip: Entity, length: Dimension
) -> None:
    comparison, claim = a_comparison_with_a_ratio(brain, chip, length)
    url = address(Claim, "change", claim.pk)
    second = add_inline(
        editor.get(url), "citations", source=a_source().pk, figure_text="41 m", figure_read="41 m", locator="p. 2"
    )
    page = save(editor, url, **second)
    told = notes_of(page)
    assert "“Brain vs Chip”: “Length” will show no ratio of Brain to Chip any more (now ≈ 2" in told
    assert "Brain has 2 figures of the same rank, and none of them stands for the claim." in told
    assert (claim.citations.count(), number_of_editions(comparison)) == (1, 1)
    send_again(editor, url, page)
    assert (claim.citations.count(), number_of_editions(comparison)) == (2, 2)


def test_deleting_what_a_ratio_rests_on_says_so_before_it_is_deleted(
    editor: Client, brain: Entity, chip: Entity, length: Dimension
) -> None:
    comparison, claim = a_comparison_with_a_ratio(brain, chip, length)
    preferred = claim.citations.get()
    Citation.objects.filter(pk=preferred.pk).update(rank="preferred", rank_reason="Newer.")
    for value in ("41", "42"):
        a_figure(claim=claim, value=value)
    save(editor, address(Claim, "change", claim.pk))
    url = address(Citation, "delete", preferred.pk)
    page = editor.post(url, fields_of(editor.get(url)), follow=True)
    assert "Not deleted yet: read this first" in notes_of(page)
    assert "will show no ratio of Brain to Chip any more" in notes_of(page)
    assert Citation.objects.filter(pk=preferred.pk).exists()
    before = number_of_editions(comparison)
    editor.post(url, fields_of(page), follow=True)
    assert not Citation.objects.filter(pk=preferred.pk).exists()
    assert number_of_editions(comparison) == before + 1


def test_deleting_it_from_a_list_is_refused_with_the_reason(
    editor: Client, brain: Entity, chip: Entity, length: Dimension
) -> None:
    _, claim = a_comparison_with_a_ratio(brain, chip, length)
    preferred = claim.citations.get()
    Citation.objects.filter(pk=preferred.pk).update(rank="preferred", rank_reason="Newer.")
    for value in ("41", "42"):
        a_figure(claim=claim, value=value)
    act = {"action": "delete_selected", "_selected_action": [preferred.pk], "post": "yes"}
    page = editor.post(address(Citation, "changelist"), act, follow=True)
    assert "will show no ratio of Brain to Chip any more" in page.text
    assert "delete them one by one" in page.text
    assert Citation.objects.filter(pk=preferred.pk).exists()


# --- A retraction ------------------------------------------------------------------------------


def test_a_retraction_lists_every_cell_that_rests_on_the_source_before_it_is_saved(
    editor: Client, brain: Entity, chip: Entity, length: Dimension
) -> None:
    source = a_source(key="writer-2020")
    alone = a_sourced_attribute(entity=brain, dimension=length, source=source, value="40")
    shared = a_sourced_attribute(entity=chip, dimension=length, source=source, value="20")
    a_figure(claim=shared, value="21")
    Claim.objects.filter(pk=shared.pk).update(text="20 or 21 m")
    finding = a_finding(public_id="a-finding")
    a_citation(claim=finding, source=source)
    loose = an_attribute(public_id="a-loose-claim")
    a_citation(claim=loose, source=source)
    an_equivalence(name="one as the other", sources=[source])
    comparison = a_published_comparison(sides=[brain, chip], rows=[length], points=[finding], title="Brain vs Chip")
    a_comparison(sides=[brain, an_entity()], rows=[length], title="Only a draft")
    url = address(Source, "change", source.pk)
    retracted = {"publication_status": "retracted", "status_checked_on": "2026-11-01", "status_note": "Retracted."}
    page = save(editor, url, **retracted)
    told = notes_of(page)
    assert f"“Brain vs Chip” (published), row “Length”, side Brain: claim {alone} loses its only evidence." in told
    assert f"“Brain vs Chip” (published), row “Length”, side Chip: claim {shared} keeps other evidence" in told
    assert "“Brain vs Chip” (published), findings: claim a-finding loses its only evidence." in told
    assert f"“Only a draft” (draft), row “Length”, side Brain: claim {alone} loses its only evidence." in told
    assert "Claim a-loose-claim, shown in no comparison, rests on it." in told
    assert "The assumption “one as the other” cites it." in told
    assert Source.objects.get(pk=source.pk).publication_status == "unchecked"
    send_again(editor, url, page)
    assert Source.objects.get(pk=source.pk).publication_status == "retracted"
    assert number_of_editions(comparison) == 2


# --- Enter, and a refused first publication ----------------------------------------------------


def test_enter_saves_a_draft_and_stays_on_its_page(editor: Client) -> None:
    comparison = a_comparison()
    url = address(Comparison, "change", comparison.pk)
    page = save(editor, url, button="_enter", title="Another title")
    assert page.redirect_chain == [(url, 302)]
    assert Comparison.objects.get(pk=comparison.pk).title == "Another title"


def test_enter_never_publishes(editor: Client, brain: Entity, chip: Entity) -> None:
    colour = a_dimension(name="Colour")
    claim = a_sourced_attribute(entity=brain, dimension=colour, text="Grey")
    comparison = brain_vs_chip(brain, chip, colour)
    url = address(Claim, "change", claim.pk)
    page = save(editor, url, button="_enter", text="Pink")
    assert "You pressed Enter in a field. Saving this publishes a new edition of “Brain vs Chip”" in notes_of(page)
    page = send_again(editor, url, page, button="_enter")
    assert "You pressed Enter in a field." in notes_of(page)
    assert (Claim.objects.get(pk=claim.pk).text, number_of_editions(comparison)) == ("Grey", 1)
    send_again(editor, url, page, button="_save")
    assert (Claim.objects.get(pk=claim.pk).text, number_of_editions(comparison)) == ("Pink", 2)


def test_enter_changes_nothing_that_has_a_public_page_of_its_own(editor: Client) -> None:
    entity = an_entity(definition="Old definition")
    page = save(editor, address(Entity, "change", entity.pk), button="_enter", definition="New definition")
    assert "You pressed Enter in a field. Saving this changes what readers see" in notes_of(page)
    assert Entity.objects.get(pk=entity.pk).definition == "Old definition"


def test_the_button_that_enter_presses_is_the_first_one_of_the_form(editor: Client) -> None:
    for page in (address(Comparison, "add"), address(Comparison, "change", a_comparison().pk)):
        buttons = re.findall(r'<input type="submit"[^>]*name="(\w+)"', editor.get(page).text)
        assert buttons[0] == "_enter"
        assert buttons.index("_save") < buttons.index("_publish")


def test_a_refused_first_publication_leads_to_nothing_that_was_never_stored(editor: Client) -> None:
    power = a_quantity_dimension(name="Power")
    sides = [an_entity(), an_entity()]
    url = address(Comparison, "add")
    page = editor.get(url)
    fields = {
        **fields_of(page),
        **add_inline(page, "rows", dimension=power.pk),
        "title": "Not yet",
        "slug": "not-yet",
        "category": a_comparison().category_id,
        "lede": "What is compared.",
        "sides-TOTAL_FORMS": "2",
        "_publish": "Save",
    }
    for number, side in enumerate(sides):
        fields |= {f"sides-{number}-entity": side.pk, f"sides-{number}-id": "", f"sides-{number}-comparison": ""}
    refused = editor.post(url, fields, follow=True)
    assert "“Not yet” cannot be published: “Power” does not say how far its cells may be compared." in errors_of(
        refused
    )
    assert not Comparison.objects.filter(title="Not yet").exists()
    stored = set(Comparison.objects.values_list("pk", flat=True))
    linked = {int(key) for key in re.findall(r"/admin/comparisons/comparison/(\d+)/", refused.text)}
    assert linked <= stored


def test_a_refused_first_claim_leads_to_nothing_that_was_never_stored(
    editor: Client, brain: Entity, chip: Entity
) -> None:
    power = a_quantity_dimension(name="Power")
    with_empty_cells(brain, chip, power)
    typed = {"entity": brain.pk, "dimension": power.pk, "kind": "attribute", "text": "20 W", "status": "published"}
    page = save(editor, address(Claim, "add"), **typed)
    assert "has no figure from a source that counts as evidence" in errors_of(page)
    assert "Open it" not in page.text
