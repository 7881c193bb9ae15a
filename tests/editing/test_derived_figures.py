"""A figure is entered once: what follows from it follows in one transaction, with an edition for each page."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from citations.models import Citation, Derivation, PublicationStatus
from comparisons.models import Comparison, Edition
from editing.retractions import Notice, check_sources
from entities.models import Claim, Entity
from tests.editing.admin_forms import add_inline, address, errors_of, fields_of, save, send_again
from tests.factories import (
    a_derived_figure,
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_editor,
    an_entity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor())
    return client


class TheH100:
    """Its power and throughput, the energy that follows from them, and three that borrow it, each on a page."""

    def __init__(self) -> None:
        self.source = a_source(key="nvidia2022h100", title="The data sheet", doi="10.1000/sheet", tier="primary-data")
        h100 = an_entity(name="NVIDIA H100", slug="nvidia-h100", realm="artificial", kind="hardware")
        watts = a_quantity_dimension(name="Power", slug="power", unit="W")
        rate = a_quantity_dimension(name="Peak throughput", slug="peak-throughput", unit="FLOP / s")
        self.energy_dimension = a_quantity_dimension(
            name="Energy per operation", slug="energy-per-operation", unit="J / FLOP"
        )
        self.power = an_attribute(entity=h100, dimension=watts, public_id="nvidia-h100-power", text="{figure} (rated)")
        self.given = a_figure(claim=self.power, source=self.source, text="700 W", value="700")
        throughput = an_attribute(entity=h100, dimension=rate, public_id="nvidia-h100-throughput", text="989 TFLOP/s")
        a_figure(claim=throughput, source=self.source, text="989 TFLOP/s", value="989", unit="TFLOP / s")
        self.energy = an_attribute(
            entity=h100, dimension=self.energy_dimension, public_id="nvidia-h100-energy", text="{value}"
        )
        self.derived = a_derived_figure(
            claim=self.energy,
            formula="power / throughput",
            inputs={"power": self.power, "throughput": throughput},
            unit="pJ / FLOP",
        )
        self.borrowing = []
        self.comparisons = [self._comparison(h100)]
        for name in ("Graphics processor", "Artificial intelligence", "Model parameter"):
            entity = an_entity(name=name, slug=name.lower().replace(" ", "-"), realm="artificial")
            claim = an_attribute(entity=entity, dimension=self.energy_dimension, text="{value}")
            self.borrowing.append(a_derived_figure(claim=claim, inputs={"energy": self.energy}))
            self.comparisons.append(self._comparison(entity))

    def _comparison(self, entity: Entity) -> Comparison:
        other = an_attribute(dimension=self.energy_dimension, text="3 pJ per FLOP")
        a_figure(claim=other, text="3 pJ per FLOP", value="3", unit="pJ / FLOP")
        return a_published_comparison(sides=[entity, other.entity], rows=[self.energy_dimension])


def latest(comparison: Comparison) -> Edition:
    return comparison.editions.order_by("-number")[0]


def change_power(editor: Client, h100: TheH100, text: str) -> None:
    """Type another power, look at how it is read and at what that changes, and save."""
    url = address(Claim, "change", h100.power.pk)
    answer = send_again(editor, url, editor.get(url), **{"citations-0-figure_text": text})
    for _ in range(2):
        if Citation.objects.get(pk=h100.given.pk).figure_text != text:
            answer = send_again(editor, url, answer)
    assert Citation.objects.get(pk=h100.given.pk).figure_text == text, errors_of(answer)


def test_one_change_of_the_power_changes_four_claims_and_every_page_that_shows_them(editor: Client) -> None:
    h100 = TheH100()
    change_power(editor, h100, "800 W")
    values = {citation.value for citation in Citation.objects.filter(source=None)}
    assert values == {Decimal("0.81")}
    for comparison in h100.comparisons:
        edition = latest(comparison)
        assert edition.number == 2
        assert "800 W" in edition.change_note
        figure = edition.content.rows[0].cells[0].headline
        assert figure is not None
        assert figure.value == Decimal("0.81")


def test_the_page_shows_the_formula_with_numbers_in_place_and_leads_to_its_inputs(client: Client) -> None:
    h100 = TheH100()
    page = client.get(h100.energy.get_absolute_url()).content.decode()
    assert "700 W ÷ 989 TFLOP/s = 0.71 pJ/FLOP" in page
    assert '<a href="/claims/nvidia-h100-power">NVIDIA H100: Power</a>' in page
    borrowed = client.get(h100.borrowing[1].claim.get_absolute_url()).content.decode()
    assert "As exemplified by" in borrowed
    assert '<a href="/claims/nvidia-h100-energy">NVIDIA H100: Energy per operation</a>' in borrowed
    assert "The data sheet" in borrowed


def test_the_page_of_the_source_names_all_four_that_rest_on_it(client: Client) -> None:
    h100 = TheH100()
    page = client.get(h100.source.get_absolute_url()).content.decode().partition("Figures that follow from it")[2]
    for claim in (h100.energy, *(citation.claim for citation in h100.borrowing)):
        assert f'<a href="{claim.get_absolute_url()}">' in page


def test_a_retraction_of_the_source_marks_all_four() -> None:
    h100 = TheH100()
    notice = Notice("10.1000/sheet", "", PublicationStatus.RETRACTED, date(2026, 11, 1), "10.1000/notice", "Error")
    outcome = check_sources(notices=[notice], day=date(2026, 11, 1), author=None)
    assert {edition.comparison for edition in outcome.editions} == set(h100.comparisons)
    for comparison in h100.comparisons:
        cell = latest(comparison).content.rows[0].cells[0]
        assert "retracted" in cell.markers
        assert latest(comparison).content.rows[0].ratios == ()


def test_taking_an_input_from_readers_lists_what_rests_on_it_and_marks_all_of_it_once_confirmed(editor: Client) -> None:
    h100 = TheH100()
    answer = save(editor, address(Claim, "change", h100.power.pk), status="withdrawn")
    told = answer.content.decode()
    assert Claim.objects.get(pk=h100.power.pk).status == "published"
    for claim in (h100.energy, *(citation.claim for citation in h100.borrowing)):
        assert f"Claim {claim} rests on this" in told
    assert not Derivation.objects.exclude(unfounded="").exists()

    send_again(editor, address(Claim, "change", h100.power.pk), answer)
    assert Claim.objects.get(pk=h100.power.pk).status == "withdrawn"
    assert Derivation.objects.exclude(unfounded="").count() == 4
    for comparison in h100.comparisons:
        cell = latest(comparison).content.rows[0].cells[0]
        assert "unfounded" in cell.markers
        assert "unsourced" in cell.markers


def test_deleting_the_figure_of_an_input_lists_what_rests_on_it(editor: Client) -> None:
    h100 = TheH100()
    url = address(Citation, "delete", h100.given.pk)
    page = editor.get(url)
    told = editor.post(url, {"post": "yes", "edit_stamp": page.context_data["edit_stamp"]}, follow=True)
    assert f"Claim {h100.energy} rests on this" in told.content.decode()
    assert Citation.objects.filter(pk=h100.given.pk).exists()


def test_a_formula_is_typed_in_the_admin_and_worked_out(editor: Client) -> None:
    h100 = TheH100()
    claim = an_attribute(dimension=h100.energy_dimension, text="1.4 pJ per FLOP", status="draft")
    url = address(Claim, "change", claim.pk)
    page = editor.get(url)
    row = add_inline(
        page,
        "citations-2",
        formula="2 * power / throughput",
        inputs="power = nvidia-h100-power: 700 W\nthroughput = 989 TFLOP/s [nvidia2022h100, p. 2]",
        wanted_unit="pJ per FLOP",
        assumes="Twice.",
    )
    answer = send_again(editor, url, page, **row)
    assert errors_of(answer) == ""
    derivation = Derivation.objects.get(citation__claim=claim)
    assert (derivation.citation.value, derivation.citation.unit) == (Decimal("1.4"), "pJ / FLOP")
    assert [each.name for each in derivation.inputs.all()] == ["power", "throughput"]
    # The page shows it again as it was typed, and a save without a change writes nothing.
    before = Derivation.objects.values().get(pk=derivation.pk)
    again = save(editor, url)
    assert errors_of(again) == ""
    assert "power = nvidia-h100-power: 700 W\nthroughput = 989 TFLOP/s [nvidia2022h100, p. 2]" in (
        again.content.decode().replace("&#x27;", "'")
    )
    assert Derivation.objects.values().get(pk=derivation.pk) == before


@pytest.mark.parametrize(
    ("formula", "inputs", "message"),
    [
        ("power", "power = no-such-claim", "there is no claim “no-such-claim”"),
        ("power", "power = nvidia-h100-power: 5 W", "Its figures: “700 W”"),
        ("power", "power", "write a name, “=”, and what it stands for"),
        ("2 * power", "power = 5 W [nobody2000]", "there is no source “nobody2000”"),
        ("power / rate", "power = nvidia-h100-power", "“rate”"),
        ("power +", "power = nvidia-h100-power", "character"),
        ("2 * power", "power = nvidia-h100-power", "power"),
        ("9**9**9 * power", "power = nvidia-h100-power", "one whole number from 1 to 6"),
    ],
)
def test_what_is_wrong_with_a_formula_is_said_at_once_and_nothing_typed_is_lost(
    editor: Client, formula: str, inputs: str, message: str
) -> None:
    h100 = TheH100()
    claim = an_attribute(dimension=h100.energy_dimension, text="1.4 pJ per FLOP", status="draft")
    url = address(Claim, "change", claim.pk)
    page = editor.get(url)
    answer = send_again(editor, url, page, **add_inline(page, "citations-2", formula=formula, inputs=inputs))
    assert message in errors_of(answer)
    assert formula in answer.content.decode()
    assert not Citation.objects.filter(claim=claim).exists()


def test_a_circle_is_refused_with_its_name_on_the_form(editor: Client) -> None:
    h100 = TheH100()
    borrowing = h100.borrowing[0].claim
    url = address(Claim, "change", h100.energy.pk)
    page = editor.get(url)
    row = add_inline(page, "citations-2", formula="energy", inputs=f"energy = {borrowing}")
    answer = send_again(editor, url, page, **row)
    assert "A figure would rest on itself" in errors_of(answer)
    assert str(borrowing) in errors_of(answer)
    assert Derivation.objects.filter(citation__claim=h100.energy).count() == 1


def test_a_claim_nothing_rests_on_is_saved_as_ever(editor: Client) -> None:
    comparison = a_published_comparison()
    claim = Claim.objects.filter(entity__sides__comparison=comparison).first()
    assert claim is not None
    answer = save(editor, address(Claim, "change", claim.pk), note="A word more.")
    assert errors_of(answer) == ""


def test_a_figure_that_follows_is_edited_on_a_page_of_its_own_too(editor: Client) -> None:
    h100 = TheH100()
    citation = h100.energy.citations.get()
    url = address(Citation, "change", citation.pk)
    page = editor.get(url)
    assert fields_of(page)["formula"] == "power / throughput"
    refused = send_again(editor, url, page, inputs="power = no-such-claim\nthroughput = nvidia-h100-throughput")
    assert "there is no claim “no-such-claim”" in errors_of(refused)
    assert "power = no-such-claim" in fields_of(refused)["inputs"]  # nothing that was typed is lost
    typed = {"formula": "2 * power / throughput", "assumes": "Both dies."}
    answer = send_again(editor, url, page, **typed)
    for _ in range(2):
        if Citation.objects.get(pk=citation.pk).derivation.assumes != "Both dies.":
            answer = send_again(editor, url, answer)
    citation = Citation.objects.get(pk=citation.pk)
    assert (citation.derivation.formula, citation.derivation.assumes) == (typed["formula"], "Both dies."), errors_of(
        answer
    )
    assert citation.figure_text.startswith("1.4")


def test_somebody_who_may_only_look_sees_the_page_of_such_a_figure(client: Client) -> None:
    account = an_editor(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename__in=["view_citation", "view_claim"]))
    client.force_login(account)
    page = client.get(address(Citation, "change", TheH100().derived.pk))
    assert page.status_code == 200
    assert "_save" not in page.text
