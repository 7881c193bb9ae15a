"""Figures that follow from others follow them, whoever changes them, in order, and never in a circle."""

from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from citations.evidence import evidence_filter, is_evidence
from citations.foundations import foundation_of
from citations.models import (
    Citation,
    Derivation,
    DerivationInput,
    FoundingClaim,
    FoundingSource,
    PublicationStatus,
    Source,
)
from citations.recalculating import CircleError, DerivationError, lock_what_depends, recalculate, resting_on
from entities.models import Claim
from entities.quantities import QuantityError
from tests.factories import (
    a_derived_figure,
    a_figure,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_input,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def power() -> Claim:
    claim = an_attribute(dimension=a_quantity_dimension(unit="W"), public_id="h100-power")
    a_figure(claim=claim, text="700 W", value="700", scope="module")
    return claim


@pytest.fixture
def rate() -> Claim:
    claim = an_attribute(dimension=a_quantity_dimension(unit="FLOP / s"), public_id="h100-rate")
    a_figure(claim=claim, text="989 TFLOP/s", value="989", unit="TFLOP / s")
    return claim


def an_energy(public_id: str = "") -> Claim:
    return an_attribute(dimension=a_quantity_dimension(unit="J / FLOP"), public_id=public_id)


def set_power(claim: Claim, text: str, value: str) -> None:
    Citation.objects.filter(claim=claim).update(figure_text=text, value=Decimal(value), canonical_value=Decimal(value))


def test_a_figure_is_worked_out_in_the_unit_that_is_wanted(power: Claim, rate: Claim) -> None:
    figure = a_derived_figure(
        claim=an_energy(), formula="power / rate", inputs={"power": power, "rate": rate}, unit="pJ / FLOP"
    )
    assert (figure.value, figure.unit) == (Decimal("0.71"), "pJ / FLOP")
    assert figure.canonical_value == Decimal("0.71e-12")
    assert "700" in figure.derivation.sentence


def test_a_borrowed_figure_is_the_other_one_with_all_that_is_said_of_it(power: Claim) -> None:
    claim = an_attribute(dimension=power.dimension)
    figure = a_derived_figure(claim=claim, inputs={"power": power})
    assert (figure.figure_text, figure.value, figure.scope) == ("700 W", Decimal(700), "module")
    assert figure.derivation.borrows


def test_what_rests_on_a_figure_follows_it_through_others(power: Claim, rate: Claim) -> None:
    energy = an_energy()
    a_derived_figure(claim=energy, formula="power / rate", inputs={"power": power, "rate": rate}, unit="pJ / FLOP")
    borrowed = a_derived_figure(claim=an_energy(), inputs={"energy": energy})
    set_power(power, "800 W", "800")
    done = recalculate(claims=[power.pk])
    assert done.claims == {energy.pk, borrowed.claim_id}
    borrowed.refresh_from_db()
    assert borrowed.value == Decimal("0.81")
    assert recalculate(claims=[power.pk]).claims == set()


def test_what_it_rests_on_at_last_is_written_down(power: Claim, rate: Claim) -> None:
    energy = an_energy()
    heat = a_source()
    a_derived_figure(
        claim=energy,
        formula="power / rate * share",
        inputs={"power": power, "rate": rate, "share": ("0.50 fraction", heat)},
        unit="pJ / FLOP",
    )
    borrowed = a_derived_figure(claim=an_energy(), inputs={"energy": energy})
    founded = FoundingSource.objects.filter(derivation=borrowed.derivation)
    sources = [power.citations.get().source, rate.citations.get().source, heat]
    assert {each.source for each in founded} == set(sources)
    claims = FoundingClaim.objects.filter(derivation=borrowed.derivation)
    assert {each.claim for each in claims} == {power, rate, energy}
    assert resting_on([power.pk]) == {energy.pk, borrowed.claim_id}


def test_the_figure_that_stands_for_a_claim_is_taken_and_a_particular_one_stays(power: Claim) -> None:
    first = power.citations.get()
    follows = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": power})
    stays = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": first})
    a_figure(claim=power, text="350 W", value="350", rank="preferred")
    recalculate(claims=[power.pk])
    follows.refresh_from_db()
    stays.refresh_from_db()
    assert (follows.figure_text, stays.figure_text) == ("350 W", "700 W")


def test_units_that_do_not_fit_are_refused_by_name(power: Claim) -> None:
    with pytest.raises(DerivationError, match="power"):
        a_derived_figure(claim=an_energy(), formula="power * 2", inputs={"power": power}, unit="pJ / FLOP")


def test_a_change_that_leaves_a_figure_without_sense_is_refused(power: Claim, rate: Claim) -> None:
    a_derived_figure(
        claim=an_energy("energy-of-it"), formula="power / rate", inputs={"power": power, "rate": rate}, unit="pJ / FLOP"
    )
    Citation.objects.filter(claim=rate).update(unit="W")
    with pytest.raises(QuantityError, match="energy-of-it"):
        recalculate(claims=[rate.pk])


# --- Founded as well as the weakest ------------------------------------------------------------


def test_a_figure_is_as_well_founded_as_the_weakest_that_it_rests_on(power: Claim, rate: Claim) -> None:
    figure = a_derived_figure(
        claim=an_energy(), formula="power / rate", inputs={"power": power, "rate": rate}, unit="pJ / FLOP"
    )
    assert is_evidence(figure, quantitative=True)
    source = rate.citations.get().source
    assert source is not None
    retracted = {"publication_status": PublicationStatus.RETRACTED, "status_note": "So."}
    for change in ({"tier": "secondary"}, retracted | {"status_checked_on": date(2026, 1, 1)}):
        with transaction.atomic():
            Source.objects.filter(pk=source.pk).update(**change)
            now = Citation.objects.get(pk=figure.pk)
            assert not is_evidence(now, quantitative=True)
            assert not Citation.objects.filter(evidence_filter(quantitative=True), pk=figure.pk).exists()
            transaction.set_rollback(True)
    assert Citation.objects.filter(evidence_filter(quantitative=True), pk=figure.pk).exists()


def test_what_was_seen_only_where_it_is_quoted_carries_nothing_that_follows_from_it(power: Claim) -> None:
    Citation.objects.filter(claim=power).update(source_check="quoted")
    given = power.citations.get()
    figure = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": given})
    further = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": figure})
    for each in (figure, further):
        assert foundation_of(each).source_check == "quoted"
        assert not is_evidence(each, quantitative=True)
        assert not Citation.objects.filter(evidence_filter(quantitative=True), pk=each.pk).exists()


@pytest.mark.parametrize("act", ["withdraw", "delete", "two that compete"])
def test_what_rests_on_nothing_any_more_is_unfounded_and_keeps_its_last_number(power: Claim, act: str) -> None:
    figure = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": power})
    further = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": figure.claim})
    if act == "withdraw":
        Claim.objects.filter(pk=power.pk).update(status="withdrawn")
    elif act == "delete":
        power.citations.get().delete()
    else:
        a_figure(claim=power, text="300 W", value="300")
    done = recalculate(claims=[power.pk])
    assert {lost.citation.pk for lost in done.lost} == {figure.pk, further.pk}
    for each in (figure, further):
        now = Citation.objects.get(pk=each.pk)
        assert "h100-power" in now.derivation.unfounded
        assert now.figure_text == "700 W"
        assert not is_evidence(now, quantitative=True)
        assert not Citation.objects.filter(evidence_filter(quantitative=True), pk=each.pk).exists()
    if act == "withdraw":
        Claim.objects.filter(pk=power.pk).update(status="published")
        recalculate(claims=[power.pk])
        assert is_evidence(Citation.objects.get(pk=further.pk), quantitative=True)


# --- Circles -----------------------------------------------------------------------------------


def test_a_circle_is_refused_with_its_name(power: Claim) -> None:
    figure = a_derived_figure(claim=an_attribute(dimension=power.dimension, public_id="other"), inputs={"power": power})
    with pytest.raises(IntegrityError, match="A figure would rest on itself: h100-power → other → h100-power"):
        a_derived_figure(claim=power, inputs={"back": figure.claim})


def test_a_circle_that_the_database_does_not_see_is_refused_when_it_is_worked_out(power: Claim) -> None:
    """A citation that moves to another claim takes its derivation with it."""
    other = an_attribute(dimension=power.dimension, public_id="other")
    figure = a_derived_figure(claim=other, inputs={"power": power})
    Citation.objects.filter(pk=figure.pk).update(claim=power)
    with pytest.raises(CircleError, match="h100-power → h100-power"):
        recalculate(claims=[power.pk])


# --- At the same moment ------------------------------------------------------------------------


def at_once(*acts: object) -> list[Exception]:
    """Run these in threads of their own, each with its own connection; what they raised."""
    raised: list[Exception] = []

    def run(act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_the_same_moment_do_not_both_succeed() -> None:
    dimension = a_quantity_dimension(unit="W")
    claims = [an_attribute(dimension=dimension, public_id=name) for name in ("one", "two")]
    for claim in claims:
        a_figure(claim=claim, text="5 W", value="5", rank="preferred")
    both_there = Barrier(2)

    def rest(claim: Claim, on: Claim) -> None:
        with transaction.atomic():
            both_there.wait(10)
            a_derived_figure(claim=claim, inputs={"other": on})

    raised = at_once(lambda: rest(claims[0], claims[1]), lambda: rest(claims[1], claims[0]))
    assert len(raised) == 1
    assert Derivation.objects.count() == 1
    assert "A figure would rest on itself" in str(raised[0])


@pytest.mark.django_db(transaction=True)
def test_two_who_change_two_inputs_at_the_same_moment_leave_what_follows_from_both() -> None:
    """Each locks what depends before it reads: else the one that ends last would not know of the other's number."""
    powers = [an_attribute(dimension=a_quantity_dimension(unit="W")) for _ in range(2)]
    for claim in powers:
        a_figure(claim=claim, text="100 W", value="100")
    total = a_derived_figure(
        claim=an_attribute(dimension=a_quantity_dimension(unit="W")),
        formula="one + two",
        inputs={"one": powers[0], "two": powers[1]},
    )
    both_wrote = Barrier(2)

    def change(claim: Claim, value: str) -> None:
        with transaction.atomic():
            set_power(claim, f"{value} W", value)
            both_wrote.wait(10)
            recalculate(claims=[claim.pk])

    assert at_once(lambda: change(powers[0], "250"), lambda: change(powers[1], "350")) == []
    total.refresh_from_db()
    assert total.value == 600


@pytest.mark.django_db(transaction=True)
def test_an_input_that_changes_while_something_comes_to_rest_on_it_is_not_missed() -> None:
    power = an_attribute(dimension=a_quantity_dimension(unit="W"))
    a_figure(claim=power, text="100 W", value="100")
    claim = an_attribute(dimension=power.dimension)
    both_there = Barrier(2)

    def change() -> None:
        with transaction.atomic():
            lock_what_depends([power.pk])
            set_power(power, "250 W", "250")
            both_there.wait(10)
            recalculate(claims=[power.pk])

    def rest() -> None:
        with transaction.atomic():
            both_there.wait(10)
            a_derived_figure(claim=claim, inputs={"power": power})

    assert at_once(change, rest) == []
    assert Citation.objects.get(claim=claim).value == 250


def test_a_claim_on_which_nothing_rests_costs_one_query(power: Claim, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]  # and a savepoint
        recalculate(claims=[power.pk])


def test_an_input_is_stored_as_it_is_said(power: Claim) -> None:
    figure = a_derived_figure(claim=an_attribute(dimension=power.dimension), inputs={"power": power})
    row = DerivationInput.objects.get(derivation=figure.derivation)
    assert (row.claim, row.particular, row.figure) == (power, False, power.citations.get())
    assert str(an_input(figure.derivation, "p", power)) == "p = h100-power"
