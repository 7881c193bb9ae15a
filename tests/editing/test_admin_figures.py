"""An editor types what the source prints; the site shows what it understood before it stores anything."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from citations.models import Citation
from entities.models import Claim, Dimension
from tests.editing.admin_forms import add_inline, address, errors_of, fields_of, save, send_again
from tests.factories import a_citation, a_figure, a_quantity_dimension, a_source, an_attribute, an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor())
    return client


def a_claim_about_neurons() -> Claim:
    return an_attribute(dimension=a_quantity_dimension(unit="neuron"))


def test_a_figure_is_shown_as_it_was_read_and_stored_by_the_second_save(editor: Client) -> None:
    citation = a_citation(claim=a_claim_about_neurons())
    url = address(Citation, "change", citation.pk)
    first = save(editor, url, figure_text="86.1 ± 8.1 billion neurons (SD)")
    reading = "86.1 billion neurons (78.0 to 94.2 billion neurons, SD)"
    assert f"Read as {reading}" in errors_of(first)
    assert reading in fields_of(first)["figure_read"]
    assert Citation.objects.get(pk=citation.pk).figure_text == ""
    second = send_again(editor, url, first)
    assert errors_of(second) == ""
    citation.refresh_from_db()
    assert citation.figure_text == "86.1 ± 8.1 billion neurons (SD)"
    assert (citation.value, citation.low, citation.high) == (Decimal("86.1e9"), Decimal("78e9"), Decimal("94.2e9"))
    assert (citation.unit, citation.bound_kind, citation.sense) == ("neuron", "sd", "=")
    assert citation.canonical_value == Decimal("86.1e9")


def test_what_was_shown_while_typing_need_not_be_shown_again(editor: Client) -> None:
    citation = a_citation(claim=an_attribute(dimension=a_quantity_dimension(unit="W")))
    answer = editor.get(reverse("admin:read-figure"), {"text": "~20 W"}).json()
    assert answer == {"reading": "≈ 20 W = ~20 W", "message": ""}
    page = save(editor, address(Citation, "change", citation.pk), figure_text="~20 W", figure_read=answer["reading"])
    assert errors_of(page) == ""
    assert Citation.objects.get(pk=citation.pk).sense == "≈"


def test_nonsense_is_refused_with_what_was_not_understood(editor: Client) -> None:
    citation = a_citation(claim=a_claim_about_neurons())
    page = save(editor, address(Citation, "change", citation.pk), figure_text="quite a lot")
    assert "I find no number in “quite a lot”." in errors_of(page)
    assert fields_of(page)["figure_text"] == "quite a lot"
    answer = editor.get(reverse("admin:read-figure"), {"text": "quite a lot"}).json()
    assert answer == {"reading": "", "message": "I find no number in “quite a lot”."}


def test_only_editors_may_ask_what_a_figure_means(client: Client) -> None:
    assert client.get(reverse("admin:read-figure"), {"text": "20 W"}).status_code == 302


def test_bounds_that_the_text_does_not_name_demand_a_choice_of_which_not_stated_is_one(editor: Client) -> None:
    citation = a_citation(claim=a_claim_about_neurons())
    url = address(Citation, "change", citation.pk)
    first = save(editor, url, figure_text="86.1 ± 8.1 billion neurons")
    assert "The text does not say what its bounds are." in errors_of(first)
    send_again(editor, url, first, bound_kind="not-stated")
    assert Citation.objects.get(pk=citation.pk).bound_kind == "not-stated"


def test_a_choice_against_the_text_is_refused(editor: Client) -> None:
    citation = a_citation(claim=a_claim_about_neurons())
    url = address(Citation, "change", citation.pk)
    page = save(editor, url, figure_text="86.1 ± 8.1 billion neurons (SD)", bound_kind="sem")
    assert "The printed text says standard deviation." in errors_of(page)
    page = save(editor, url, figure_text="86 billion neurons", bound_kind="sd")
    assert "This figure has no bounds: leave this empty." in errors_of(page)


def test_a_figure_that_measures_something_else_is_refused_with_both_units(editor: Client) -> None:
    citation = a_citation(claim=an_attribute(dimension=a_quantity_dimension(unit="W")))
    page = save(editor, address(Citation, "change", citation.pk), figure_text="1,287 MWh")
    assert "MWh cannot be converted to W" in errors_of(page)
    assert Citation.objects.get(pk=citation.pk).figure_text == ""


def test_a_unit_in_the_head_of_the_printed_table_may_be_typed_beside(editor: Client) -> None:
    citation = a_citation(claim=a_claim_about_neurons())
    url = address(Citation, "change", citation.pk)
    first = save(editor, url, figure_text="86.1e9", unit="neurons")
    send_again(editor, url, first)
    citation.refresh_from_db()
    assert (citation.unit, citation.canonical_value) == ("neuron", Decimal("86.1e9"))


def test_a_new_figure_below_a_claim_works_like_one_on_its_own_page(editor: Client) -> None:
    claim = a_claim_about_neurons()
    url = address(Claim, "change", claim.pk)
    new = add_inline(editor.get(url), "citations", source=a_source().pk, figure_text="86 billion neurons")
    first = save(editor, url, text="86 billion", **new)
    assert "Read as 86 billion neurons = 8.6e10 neurons." in errors_of(first)
    second = send_again(editor, url, first)
    assert errors_of(second) == ""
    assert claim.citations.get().canonical_value == Decimal("86e9")


def test_a_claim_and_its_first_figure_can_be_added_in_one_go(editor: Client) -> None:
    sample = a_claim_about_neurons()
    assert sample.dimension is not None
    url = address(Claim, "add")
    new = add_inline(editor.get(url), "citations", source=a_source().pk, figure_text="20 W")
    other = an_attribute().entity
    typed = {"entity": other.pk, "dimension": sample.dimension.pk, "kind": "attribute", "text": "20 W", **new}
    page = save(editor, url, **typed)
    assert "W cannot be converted to neuron" in errors_of(page)
    assert not Citation.objects.exists()
    page = send_again(editor, url, page, text="86 billion", **{"citations-0-figure_text": "86 billion neurons"})
    assert "Read as 86 billion neurons" in errors_of(page)
    assert errors_of(send_again(editor, url, page)) == ""
    assert Citation.objects.get().value == Decimal("86e9")


def test_taking_the_text_away_takes_the_whole_figure_away(editor: Client) -> None:
    citation = a_figure(claim=a_claim_about_neurons(), value="5", low="4", high="6")
    Claim.objects.update(text="5 neurons")
    save(editor, address(Citation, "change", citation.pk), figure_text="", bound_kind="")
    citation.refresh_from_db()
    assert (citation.value, citation.low, citation.unit, citation.canonical_value) == (None, None, "", None)


def test_a_stored_figure_that_nobody_touches_is_left_as_it_is(editor: Client) -> None:
    citation = a_figure(claim=a_claim_about_neurons(), text="eighty-six thousand million", value="86e9")
    page = save(editor, address(Citation, "change", citation.pk), locator="p. 7")
    assert errors_of(page) == ""
    citation.refresh_from_db()
    assert (citation.locator, citation.value) == ("p. 7", Decimal("86e9"))


def test_another_unit_of_the_dimension_moves_every_figure_on_its_axis(editor: Client) -> None:
    watts = a_quantity_dimension(unit="W")
    citation = a_figure(claim=an_attribute(dimension=watts), value="20")
    save(editor, address(Dimension, "change", watts.pk), unit="kW")
    citation.refresh_from_db()
    assert (citation.value, citation.unit, citation.canonical_value) == (Decimal(20), "W", Decimal("0.02"))


def test_a_unit_that_a_figure_does_not_fit_is_refused_with_a_link_to_it(editor: Client) -> None:
    watts = a_quantity_dimension(unit="W")
    citation = a_figure(claim=an_attribute(dimension=watts), value="20")
    page = save(editor, address(Dimension, "change", watts.pk), unit="J")
    assert "“20 W”" in errors_of(page)
    assert address(Citation, "change", citation.pk) in page.text
    assert Dimension.objects.get(pk=watts.pk).unit == "W"


def test_a_unit_that_nobody_knows_is_refused(editor: Client) -> None:
    page = save(editor, address(Dimension, "change", a_quantity_dimension().pk), unit="wibble")
    assert "wibble" in errors_of(page)
