"""A save makes every edition that follows from it, or changes nothing and keeps what was typed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations.models import Authorship, Citation, Source
from comparisons.models import Category, Comparison, Edition, Point, Row, Side
from core.publishing_status import Status
from entities.models import Claim, Dimension, DimensionGroup, Entity
from tests.editing.admin_forms import add_inline, address, errors_of, fields_of, save, send_again
from tests.factories import (
    a_citation,
    a_comparison,
    a_dimension,
    a_dimension_group,
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    a_strength,
    an_attribute,
    an_editor,
    an_entity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor(username="ada"))
    return client


def a_measured_comparison() -> tuple[Comparison, Claim]:
    """A published comparison of one quantity, and the claim in its first cell."""
    brain, watts = an_entity(name="Brain", slug="brain"), a_quantity_dimension(name="Power")
    claim = a_sourced_attribute(entity=brain, dimension=watts, text="20 W")
    comparison = a_published_comparison(sides=[brain, an_entity(name="Chip")], rows=[watts], title="Brain vs Chip")
    return comparison, claim


def numbers(comparison: Comparison) -> list[int]:
    return list(comparison.editions.order_by("number").values_list("number", flat=True))


def latest(comparison: Comparison) -> Edition:
    return comparison.editions.order_by("-number")[0]


def test_editing_one_claim_makes_edition_2_and_leaves_edition_1_as_it_was(editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    first = latest(comparison)
    page = save(editor, address(Claim, "change", claim.pk), text="About 20 W")
    assert numbers(comparison) == [1, 2]
    second = latest(comparison)
    assert second.document["rows"][0]["cells"][0]["text"] == "About 20 W"
    assert second.author_name == "ada"
    assert second.change_note == "Power of Brain: from “20 W” to “About 20 W”."
    assert "Brain vs Chip: edition 2" in page.text
    assert comparison.get_absolute_url() in page.text
    assert Edition.objects.get(pk=first.pk).document == first.document
    assert first.document["rows"][0]["cells"][0]["text"] == "20 W"


def test_the_editors_own_words_on_what_changed_go_with_the_edition(editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    save(editor, address(Claim, "change", claim.pk), text="About 20 W", change_note="Said that it is a round number.")
    assert latest(comparison).change_note == "Said that it is a round number."


def test_a_save_that_changes_nothing_makes_no_edition(editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    page = save(editor, address(Claim, "change", claim.pk), change_note="Only looked at it.")
    assert "was changed successfully" in page.text
    assert numbers(comparison) == [1]


def test_a_claim_that_leaves_a_comparison_is_missed_there(editor: Client) -> None:
    brain, elsewhere, words = an_entity(), an_entity(), a_dimension()
    claim = a_sourced_attribute(entity=brain, dimension=words)
    comparison = a_published_comparison(sides=[brain, an_entity()], rows=[words])
    url = address(Claim, "change", claim.pk)
    send_again(editor, url, save(editor, url, entity=elsewhere.pk))  # the first save tells which cell becomes empty
    assert latest(comparison).number == 2
    assert latest(comparison).document["rows"][0]["cells"][0]["missing"] == "unknown"


@pytest.mark.parametrize("what", ["citation", "source", "entity", "dimension", "group", "category", "comparison"])
def test_whatever_a_page_shows_brings_it_up_to_date_when_it_is_saved(what: str, editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    dimension, citation = claim.dimension, claim.citations.get()
    assert dimension is not None
    urls = {
        "citation": (address(Citation, "change", citation.pk), {"locator": "p. 1234"}),
        "source": (address(Source, "change", citation.source_id), {"title": "Another title"}),
        "entity": (address(Entity, "change", claim.entity_id), {"definition": "What it is, said anew."}),
        "dimension": (address(Dimension, "change", dimension.pk), {"definition": "What is measured, said anew."}),
        "group": (address(DimensionGroup, "change", dimension.group_id), {"name": "Energy, renamed"}),
        "category": (address(Category, "change", comparison.category_id), {"name": "Category, renamed"}),
        "comparison": (address(Comparison, "change", comparison.pk), {"lede": "What is compared, said anew."}),
    }
    url, typed = urls[what]
    page = save(editor, url, **typed)
    assert "Brain vs Chip: edition 2" in page.text
    assert next(iter(typed.values())) in str(latest(comparison).document)


def test_what_the_gate_refuses_changes_nothing_and_comes_back_as_typed(editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    citation = claim.citations.get()
    url = address(Claim, "change", claim.pk)
    page = save(
        editor,
        url,
        text="20 W, which must not be lost",
        note="A note, too",
        change_note="And why",
        **{"citations-0-stance": "context", "citations-0-note": "Only background"},
    )
    assert page.status_code == 200
    assert "“Brain vs Chip” cannot be published" in errors_of(page)
    assert "“Power” of Brain has no figure from a source that counts as evidence." in errors_of(page)
    assert f'href="{address(Claim, "change", claim.pk)}"' in page.text
    typed = fields_of(page)
    assert typed["text"] == "20 W, which must not be lost"
    assert typed["note"] == "A note, too"
    assert typed["change_note"] == "And why"
    assert typed["citations-0-stance"] == "context"
    assert typed["citations-0-note"] == "Only background"
    claim.refresh_from_db()
    citation.refresh_from_db()
    assert (claim.text, citation.stance, numbers(comparison)) == ("20 W", "supports", [1])
    assert not LogEntry.objects.exists()
    mended = send_again(editor, url, page, **{"citations-0-stance": "supports"})
    assert "Brain vs Chip: edition 2" in mended.text


def test_a_new_row_typed_into_a_refused_form_is_still_there(editor: Client) -> None:
    comparison, _ = a_measured_comparison()
    url = address(Comparison, "change", comparison.pk)
    row = add_inline(editor.get(url), "rows", dimension=a_dimension(name="Colour").pk, note="Grey or not")
    page = save(editor, url, **row)
    assert "“Colour” does not say how far its cells may be compared." in errors_of(page)
    assert f'href="{url}#rows-group"' in page.text
    assert fields_of(page)["rows-1-note"] == "Grey or not"
    assert comparison.rows.count() == 1
    mended = send_again(editor, url, page, **{"rows-1-comparability": "equivalent"})
    assert "Brain vs Chip: edition 2" in mended.text
    assert Row.objects.get(comparison=comparison, dimension__name="Colour").position == 2


def test_a_retraction_is_never_held_back_by_the_gate_and_marks_every_page_at_once(editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    url = address(Source, "change", claim.citations.get().source_id)
    told = save(
        editor,
        url,
        publication_status="retracted",
        status_checked_on="2026-11-01",
        status_note="Retracted by the journal.",
    )
    assert "loses its only evidence" in told.text
    page = send_again(editor, url, told)
    assert "Brain vs Chip: edition 2" in page.text
    cell = latest(comparison).document["rows"][0]["cells"][0]
    assert "retracted" in cell["markers"]


# --- What only the database can refuse ---------------------------------------------------------


def test_what_is_only_judged_when_all_is_saved_is_an_error_of_the_form_too(editor: Client) -> None:
    comparison = a_comparison()
    page = save(editor, address(Comparison, "change", comparison.pk), title="Kept", **{"sides-0-DELETE": "on"})
    assert "A comparison has at least two different sides." in errors_of(page)
    typed = fields_of(page)
    assert (typed["title"], typed["sides-0-DELETE"]) == ("Kept", "on")
    assert comparison.sides.count() == 2


def test_a_point_about_somebody_else_is_refused_in_words(editor: Client) -> None:
    comparison = a_comparison()
    url = address(Comparison, "change", comparison.pk)
    point = add_inline(editor.get(url), "points", claim=a_strength().pk)
    page = save(editor, url, **point)
    assert "A point is a finding, or a strength or weakness of one of the sides." in errors_of(page)
    assert not Point.objects.exists()


def test_an_address_that_leads_elsewhere_is_refused_in_words(editor: Client) -> None:
    renamed, other = an_entity(slug="brain"), an_entity()
    save(editor, address(Entity, "change", renamed.pk), slug="human-brain")
    page = save(editor, address(Entity, "change", other.pk), slug="brain")
    assert "The address “brain” once led to something else" in errors_of(page)


def test_a_constraint_of_one_row_is_named_in_the_form(editor: Client) -> None:
    claim = an_attribute()
    page = save(editor, address(Claim, "change", claim.pk), missing="unknown")
    assert "A claim that has a text is not missing: clear one of the two." in errors_of(page)


def test_a_taken_place_is_refused_and_an_exchange_of_places_is_not(editor: Client) -> None:
    comparison = a_comparison()
    first, second = comparison.sides.order_by("position")
    url = address(Comparison, "change", comparison.pk)
    page = save(editor, url, **{"sides-0-position": "2"})
    assert "Two sides cannot have the same position." in errors_of(page)
    save(editor, url, **{"sides-0-position": "2", "sides-1-position": "1"})
    assert list(Side.objects.filter(comparison=comparison)) == [second, first]


def test_a_new_author_without_a_place_goes_last(editor: Client) -> None:
    source = a_source(authors=[("Writer", "Ann"), ("Reader", "Bob")])
    url = address(Source, "change", source.pk)
    save(editor, url, **add_inline(editor.get(url), "authorships", family="Third"))
    assert list(Authorship.objects.filter(source=source).values_list("family", "position"))[-1] == ("Third", 3)


def test_two_preferred_figures_are_refused_at_the_second_one(editor: Client) -> None:
    claim = an_attribute(dimension=a_quantity_dimension())
    a_figure(claim=claim, rank="preferred", position=1)
    second = a_figure(claim=claim, position=2)
    reasons = {"citations-1-rank": "preferred", "citations-1-rank_reason": "It is newer."}
    page = save(editor, address(Claim, "change", claim.pk), **reasons)
    assert "Another figure of this claim is preferred already." in errors_of(page)
    assert Citation.objects.get(pk=second.pk).rank == "normal"


def test_the_preferred_figure_can_change_in_one_save_whichever_stands_first(editor: Client) -> None:
    claim = an_attribute(dimension=a_quantity_dimension())
    low, high = a_figure(claim=claim, position=1), a_figure(claim=claim, position=2, rank="preferred")
    swap = {
        "citations-0-rank": "preferred",
        "citations-0-rank_reason": "It is newer.",
        "citations-1-rank": "normal",
    }
    page = save(editor, address(Claim, "change", claim.pk), **swap)
    assert errors_of(page) == ""
    ranks = dict(Citation.objects.filter(claim=claim).values_list("pk", "rank"))
    assert ranks == {low.pk: "preferred", high.pk: "normal"}


def test_citations_that_nobody_touched_cost_little_to_save(editor: Client) -> None:
    def cost(citations: int) -> int:
        claim = an_attribute(dimension=a_quantity_dimension())
        for number in range(citations):
            a_figure(claim=claim, position=number)
        url = address(Claim, "change", claim.pk)
        page = editor.get(url)
        with CaptureQueriesContext(connection) as queries:
            send_again(editor, url, page, text="Said anew.")
        return len(queries)

    cost(1)
    few = cost(3)
    assert cost(30) == few


# --- Names and addresses -----------------------------------------------------------------------


def test_the_id_of_a_claim_is_made_from_entity_and_dimension_and_then_stays(editor: Client) -> None:
    brain, power = an_entity(slug="brain"), a_dimension(slug="power")
    save(editor, address(Claim, "add"), entity=brain.pk, dimension=power.pk, kind="attribute", text="20 W")
    claim = Claim.objects.get()
    assert claim.public_id == "brain-power"
    assert "public_id" not in fields_of(editor.get(address(Claim, "change", claim.pk)))
    for number in ("", "-2"):
        save(editor, address(Claim, "add"), entity=brain.pk, kind="strength", text="Runs on sandwiches, mostly.")
        assert Claim.objects.filter(public_id=f"brain-strength-runs-on-sandwiches-mostly{number}").exists()


def test_the_page_of_an_entity_leads_to_its_claims_and_its_public_page(editor: Client) -> None:
    brain = an_entity()
    claim = an_attribute(entity=brain)
    page = editor.get(address(Entity, "change", brain.pk))
    assert address(Claim, "change", claim.pk) in page.text
    assert f"{address(Claim, 'add')}?entity={brain.pk}" in page.text
    assert f'href="{brain.get_absolute_url()}"' in page.text
    assert fields_of(editor.get(f"{address(Claim, 'add')}?entity={brain.pk}"))["entity"] == str(brain.pk)


def test_a_draft_has_no_public_page_to_go_to(editor: Client) -> None:
    draft = an_entity(status=Status.DRAFT)
    assert f'href="{draft.get_absolute_url()}"' not in editor.get(address(Entity, "change", draft.pk)).text


def test_former_addresses_are_shown_where_they_lead(editor: Client) -> None:
    entity = an_entity(slug="old-name")
    page = save(editor, address(Entity, "change", entity.pk), slug="new-name")
    assert "old-name (until " in page.text


def test_a_doi_may_be_typed_with_its_resolver(editor: Client) -> None:
    source = a_source()
    save(editor, address(Source, "change", source.pk), doi="https://doi.org/10.1002/CNE.21974")
    assert Source.objects.get(pk=source.pk).doi == "10.1002/cne.21974"


# --- Deleting ----------------------------------------------------------------------------------


def test_a_cited_source_cannot_be_deleted_and_the_page_says_what_cites_it(editor: Client) -> None:
    citation = a_citation()
    url = address(Source, "delete", citation.source_id)
    assert str(citation) in editor.get(url).text
    editor.post(url, {"post": "yes"})
    assert Source.objects.filter(pk=citation.source_id).exists()


def test_deleting_a_citation_that_carries_a_published_cell_is_refused_with_the_reason(editor: Client) -> None:
    comparison, claim = a_measured_comparison()
    citation = claim.citations.get()
    page = editor.post(address(Citation, "delete", citation.pk), {"post": "yes"}, follow=True)
    told = " ".join(str(message) for message in get_messages(page.wsgi_request))
    assert "has no figure from a source that counts as evidence" in page.text + told
    assert Citation.objects.filter(pk=citation.pk).exists()
    assert numbers(comparison) == [1]


def test_deleting_one_of_two_citations_makes_the_edition_without_it(editor: Client) -> None:
    brain, watts = an_entity(), a_quantity_dimension()
    claim = a_sourced_attribute(entity=brain, dimension=watts, text="20 W")
    second = a_figure(claim=claim, source=a_source(key="second-source"))
    comparison = a_published_comparison(sides=[brain, an_entity()], rows=[watts], title="Brain vs Chip")
    assert "second-source" in str(latest(comparison).document["references"])
    page = editor.post(address(Citation, "delete", second.pk), {"post": "yes"}, follow=True)
    assert "Brain vs Chip: edition 2" in page.text
    assert "second-source" not in str(latest(comparison).document["references"])


def test_deleting_from_the_list_makes_editions_too(editor: Client) -> None:
    brain, words = an_entity(), a_dimension()
    claim = a_sourced_attribute(entity=brain, dimension=words)
    extra = [a_citation(claim=claim).pk for _ in range(2)]
    a_published_comparison(sides=[brain, an_entity()], rows=[words], title="Brain vs Chip")
    action = {"action": "delete_selected", "_selected_action": extra, "post": "yes"}
    page = editor.post(address(Citation, "changelist"), action, follow=True)
    assert "Brain vs Chip: edition 2" in page.text
    assert claim.citations.count() == 1


def test_deleting_many_is_refused_as_a_whole_if_one_must_stay(editor: Client) -> None:
    _, claim = a_measured_comparison()
    free = a_citation()
    kept = claim.citations.get()
    action = {"action": "delete_selected", "_selected_action": [free.pk, kept.pk], "post": "yes"}
    page = editor.post(address(Citation, "changelist"), action, follow=True)
    assert "cannot be published" in page.text
    assert Citation.objects.filter(pk__in=[free.pk, kept.pk]).count() == 2
    assert not LogEntry.objects.exists()


# --- Publishing --------------------------------------------------------------------------------


def a_complete_draft() -> Comparison:
    comparison = a_comparison(title="Brain vs Chip", rows=[a_dimension(group=a_dimension_group())])
    for side in comparison.sides.all():
        a_sourced_attribute(entity=side.entity, dimension=comparison.rows.get().dimension)
    return comparison


def test_the_publish_button_saves_and_publishes(editor: Client) -> None:
    comparison = a_complete_draft()
    url = address(Comparison, "change", comparison.pk)
    page = save(editor, url, button="_publish", lede="Said anew.", change_note="The first one.")
    assert page.redirect_chain[-1][0] == url
    assert "Brain vs Chip: edition 1" in page.text
    comparison.refresh_from_db()
    assert comparison.status == Status.PUBLISHED
    assert latest(comparison).change_note == "The first one."
    assert latest(comparison).document["lede"] == "Said anew."


def test_saving_a_draft_publishes_nothing(editor: Client) -> None:
    comparison = a_complete_draft()
    save(editor, address(Comparison, "change", comparison.pk), lede="Said anew.")
    comparison.refresh_from_db()
    assert (comparison.status, numbers(comparison)) == (Status.DRAFT, [])


def test_a_draft_that_the_gate_refuses_stays_a_draft_and_keeps_what_was_typed(editor: Client) -> None:
    comparison = a_comparison(rows=[a_quantity_dimension(name="Power")], comparability="")
    page = save(editor, address(Comparison, "change", comparison.pk), button="_publish", lede="Said anew.")
    assert "“Power” does not say how far its cells may be compared." in errors_of(page)
    assert fields_of(page)["lede"] == "Said anew."
    comparison.refresh_from_db()
    assert (comparison.status, comparison.lede == "Said anew.") == (Status.DRAFT, False)


def test_no_form_can_call_a_comparison_published(editor: Client) -> None:
    comparison = a_comparison()
    page = save(editor, address(Comparison, "change", comparison.pk), status="published")
    assert "Select a valid choice" in errors_of(page)


def test_a_withdrawn_comparison_keeps_its_editions_and_can_be_published_again(editor: Client) -> None:
    comparison, _ = a_measured_comparison()
    url = address(Comparison, "change", comparison.pk)
    save(editor, url, button="_withdraw")
    comparison.refresh_from_db()
    assert (comparison.status, numbers(comparison)) == (Status.WITHDRAWN, [1])
    page = save(editor, url, button="_publish")
    comparison.refresh_from_db()
    assert (comparison.status, numbers(comparison)) == (Status.PUBLISHED, [1])
    assert "says the same as its latest edition" in page.text


def test_publishing_several_does_not_stop_at_one_that_is_refused(editor: Client) -> None:
    ready, unready = a_complete_draft(), a_comparison(rows=1, comparability="", title="Not yet")
    action = {"action": "publish_selected", "_selected_action": [ready.pk, unready.pk]}
    page = editor.post(address(Comparison, "changelist"), action, follow=True)
    assert "Brain vs Chip: edition 1" in page.text
    assert "“Not yet” cannot be published" in page.text
    unready.refresh_from_db()
    assert unready.status == Status.DRAFT


def test_coverage_and_what_is_still_missing_stand_on_the_page_and_in_the_list(editor: Client) -> None:
    comparison, _ = a_measured_comparison()
    assert "2 of 2 cells sourced" in editor.get(address(Comparison, "changelist")).text
    Row.objects.create(comparison=comparison, dimension=a_dimension(name="Colour"), position=2)
    page = editor.get(address(Comparison, "change", comparison.pk)).text
    assert "2 of 4 cells sourced" in page
    assert "“Colour” does not say how far its cells may be compared." in page


# --- History -----------------------------------------------------------------------------------


def test_the_history_of_a_claim_says_what_changed_who_did_it_and_why(editor: Client) -> None:
    _, claim = a_measured_comparison()
    save(editor, address(Claim, "change", claim.pk), text="About 20 W", change_note="It is a round number.")
    page = editor.get(address(Claim, "history", claim.pk)).text
    assert "<del>20 W</del> → <ins>About 20 W</ins>" in page
    assert "It is a round number." in page
    assert "<td>ada (administrator)</td>" in page
    assert "It is a round number." in editor.get(claim.get_absolute_url()).text


def test_the_history_of_a_comparison_tells_what_happened_to_its_sides_rows_and_points(editor: Client) -> None:
    comparison = a_published_comparison(sides=3, rows=1)
    gone = comparison.sides.get(position=3)
    gone.delete()
    comparison.rows.update(note="Look here.")
    page = editor.get(address(Comparison, "history", comparison.pk)).text
    assert "deleted" in page
    assert f"<del>{gone.entity.name}</del>" in page
    assert "<ins>Look here.</ins>" in page


def test_the_history_of_many_changes_costs_no_more_than_that_of_few(editor: Client) -> None:
    claim = an_attribute()

    def cost(changes: int) -> int:
        for number in range(changes):
            Claim.objects.filter(pk=claim.pk).update(text=f"Version {number} of {changes}.")
            a_citation(claim=claim)
        with CaptureQueriesContext(connection) as queries:
            editor.get(address(Claim, "history", claim.pk))
        return len(queries)

    cost(1)
    few = cost(3)
    assert cost(30) == few
