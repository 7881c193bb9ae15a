"""The text of a claim and the figure that stands for it never part company on what readers see."""

import pytest
from django.test import Client

from citations.models import Citation
from comparisons.models import Question
from core.publishing_status import Status
from entities.models import Claim, Dimension
from tests.editing.admin_forms import address, errors_of, save, send_again
from tests.factories import (
    a_comparison,
    a_derived_figure,
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    an_attribute,
    an_editor,
    an_entity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor(username="ada"))
    return client


@pytest.fixture
def length() -> Dimension:
    return a_quantity_dimension(name="Length", unit="m")


def shown(client: Client, claim: Claim) -> str:
    """The heading of the claim's page, as readers get it."""
    page: str = client.get(claim.get_absolute_url()).text
    return page.partition('<h1 class="claim-heading">')[2].partition("</h1>")[0]


def typing(text: str) -> dict[str, str]:
    """What an editor types, and sends back as read, to change the only figure of a claim on the claim's page."""
    return {"citations-0-figure_text": text, "citations-0-bound_kind": "not-stated" if "-" in text else ""}


def change(editor: Client, claim: Claim, **typed: str) -> str:
    """Save until nothing more is to be read first; what the page objects to."""
    url = address(Claim, "change", claim.pk)
    page = save(editor, url, **typed)
    for _ in range(2):
        page = send_again(editor, url, page) if page.status_code == 200 and "errornote" in page.text else page
    return errors_of(page)


def test_a_typed_text_that_stayed_when_its_figure_became_a_range_is_not_published(
    editor: Client, length: Dimension
) -> None:
    claim = an_attribute(dimension=length, text="about 475 m")
    a_figure(claim=claim, text="475 m", value="475")
    said = change(editor, claim, **typing("460-520 m"))
    assert "the text says “about 475 m”, and the figure that stands for it is 460 to 520 m" in said
    assert "write {figure} where the text tells it: then the text follows" in said
    assert Citation.objects.get(claim=claim).figure_text == "475 m"
    assert change(editor, claim, text="about {figure} (three surveys)", **typing("460-520 m")) == ""
    assert shown(editor, claim) == "about 460-520 m (three surveys)"


def test_a_slip_to_kilometres_is_not_published(editor: Client, length: Dimension) -> None:
    entity = an_entity()
    claim = an_attribute(entity=entity, dimension=length, text="about 475 m")
    citation = a_figure(claim=claim, text="475 m", value="475")
    comparison = a_published_comparison(sides=[entity, an_entity()], rows=[length])
    assert "and the figure that stands for it is 475 km" in change(editor, claim, **typing("475 km"))
    page = save(editor, address(Citation, "change", citation.pk), figure_text="475 km", figure_read="475 km")
    assert "and the figure that stands for it is 475 km" in errors_of(page)
    citation.refresh_from_db()
    assert (citation.figure_text, comparison.editions.count()) == ("475 m", 1)


def test_a_text_with_its_figure_in_place_follows_it_into_the_next_edition(editor: Client, length: Dimension) -> None:
    entity = an_entity()
    claim = an_attribute(entity=entity, dimension=length, text="{figure} at low tide")
    a_figure(claim=claim, text="about 475 m", value="475", sense="≈")
    comparison = a_published_comparison(sides=[entity, an_entity()], rows=[length])
    assert shown(editor, claim) == "about 475 m at low tide"
    assert change(editor, claim, **typing("460-520 m")) == ""
    assert shown(editor, claim) == "460-520 m at low tide"
    texts = [edition.document["rows"][0]["cells"][0]["text"] for edition in comparison.editions.order_by("number")]
    assert texts == ["about 475 m at low tide", "460-520 m at low tide"]


def test_a_claim_that_rests_on_what_was_changed_is_named_and_its_text_may_follow(
    editor: Client, length: Dimension
) -> None:
    origin = an_attribute(dimension=length, text="{figure}")
    given = a_figure(claim=origin, text="475 m", value="475")
    general = an_attribute(dimension=length, text="475 m (one shore)", public_id="a-general-thing")
    a_derived_figure(claim=general, inputs={"figure": given})
    said = change(editor, origin, **typing("480 m"))
    assert "Claim a-general-thing: the text says “475 m”, and the figure that stands for it is 480 m" in said
    assert address(Claim, "change", general.pk) in editor.get(address(Claim, "change", general.pk)).request["PATH_INFO"]
    assert change(editor, general, text="{figure} (one shore)") == ""
    assert change(editor, origin, **typing("480 m")) == ""
    assert shown(editor, general) == "480 m (one shore)"


def test_what_is_no_marker_is_refused_with_those_there_are(editor: Client, length: Dimension) -> None:
    claim = an_attribute(dimension=length, text="475 m", status=Status.DRAFT)
    a_figure(claim=claim, text="475 m", value="475")
    said = change(editor, claim, text="{figur} or so")
    assert "“{figur}” is no place for a figure: those are {figure}, {value} and {number}." in said


def test_the_page_of_a_claim_shows_its_text_as_readers_see_it(editor: Client, length: Dimension) -> None:
    claim = an_attribute(dimension=length, text="{value:2} at low tide")
    a_figure(claim=claim, text="475 m", value="475")
    assert "480 m at low tide" in editor.get(address(Claim, "change", claim.pk)).text


def test_a_figure_that_a_text_asks_for_can_be_pulled_and_the_text_says_that_it_is_gone(
    editor: Client, length: Dimension
) -> None:
    claim = an_attribute(dimension=length, text="{figure} at low tide")
    citation = a_figure(claim=claim, text="475 m", value="475")
    editor.post(address(Citation, "delete", citation.pk), {"post": "yes"}, follow=True)
    assert not Citation.objects.filter(pk=citation.pk).exists()
    assert shown(editor, claim) == "no figure at low tide"
    assert "and none stands for the claim" in change(editor, claim, note="Something else.")


def test_a_claim_is_saved_beside_a_question_of_the_front_page_that_leads_to_a_comparison(
    editor: Client, length: Dimension
) -> None:
    claim = an_attribute(dimension=length, text="{figure}")
    a_figure(claim=claim, text="475 m", value="475")
    Question.objects.create(slug="how-long", text="How long?", comparison=a_comparison(), status=Status.DRAFT)
    assert change(editor, claim, note="Along the shore.") == ""
    assert Claim.objects.get(pk=claim.pk).note == "Along the shore."
