"""Where claims stand on their dimensions and which sources readers see: tables that follow whatever is written."""

from threading import Thread

import pytest
from django.db import connection, transaction

from citations.models import NO_SIZE, Citation, PlaceOnDimension, PublicSource
from comparisons.composing import compose
from comparisons.selecting import selection_along
from core.publishing_status import Status
from entities.models import Claim, Dimension, Entity
from tests.factories import (
    a_citation,
    a_dimension,
    a_figure,
    a_finding,
    a_missing_attribute,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
    an_equivalence,
)

pytestmark = pytest.mark.django_db


def size_of(claim: Claim) -> float:
    return PlaceOnDimension.objects.get(claim=claim).size


def watts() -> Claim:
    return an_attribute(dimension=a_quantity_dimension(unit="W"))


def test_a_claim_stands_where_its_one_figure_does_in_the_unit_of_the_dimension() -> None:
    claim = watts()
    assert size_of(claim) == NO_SIZE
    a_figure(claim=claim, value="2", unit="kW")
    assert size_of(claim) == 2000


def test_of_rival_figures_only_the_preferred_one_places_the_claim() -> None:
    claim = watts()
    first = a_figure(claim=claim, value="20", unit="W", source=a_source())
    a_figure(claim=claim, value="12", unit="W", source=a_source())
    assert size_of(claim) == NO_SIZE
    Citation.objects.filter(pk=first.pk).update(rank="preferred", rank_reason="Measured.")
    assert size_of(claim) == 20


@pytest.mark.parametrize(
    "change", [{"stance": "disputes"}, {"stance": "context"}, {"rank": "deprecated", "rank_reason": "Refuted."}]
)
def test_a_figure_that_does_not_stand_for_its_claim_places_nothing(change: dict[str, str]) -> None:
    claim = watts()
    figure = a_figure(claim=claim, value="20", unit="W")
    Citation.objects.filter(pk=figure.pk).update(**change)
    assert size_of(claim) == NO_SIZE


def test_a_place_goes_with_the_figure_and_with_the_claim() -> None:
    claim = watts()
    a_figure(claim=claim, value="20", unit="W").delete()
    assert size_of(claim) == NO_SIZE
    Claim.objects.filter(pk=claim.pk).update(status=Status.DRAFT)
    other = an_attribute(status=Status.DRAFT)
    Claim.objects.filter(pk=other.pk).delete()
    assert not PlaceOnDimension.objects.filter(pk=other.pk).exists()


def test_a_citation_that_moves_to_another_claim_takes_its_size_along() -> None:
    dimension = a_quantity_dimension(unit="W")
    here, there = an_attribute(dimension=dimension), an_attribute(dimension=dimension)
    figure = a_figure(claim=here, value="20", unit="W")
    Citation.objects.filter(pk=figure.pk).update(claim=there)
    assert (size_of(here), size_of(there)) == (NO_SIZE, 20)


def test_a_claim_stands_on_the_dimension_that_it_is_moved_to_and_on_none_without() -> None:
    claim, other = watts(), a_dimension()
    Claim.objects.filter(pk=claim.pk).update(dimension=other)
    assert PlaceOnDimension.objects.get(claim=claim).dimension == other
    Claim.objects.filter(pk=claim.pk).update(dimension=None, kind="finding", text="Draws power.")
    assert not PlaceOnDimension.objects.filter(claim=claim).exists()
    assert not PlaceOnDimension.objects.filter(claim=a_finding()).exists()


def test_places_are_those_of_the_headlines_that_readers_see() -> None:
    """The database's rule and that of the documents are one rule, over every mixture of ranks, stances and bounds."""
    dimension = a_quantity_dimension(unit="W")
    for ranks in (["normal"], ["normal", "normal"], ["preferred", "normal"], ["deprecated", "normal"], ["deprecated"]):
        for stance in ("supports", "disputes", "context"):
            for bounds in ({"value": "5"}, {"value": None, "low": "2", "high": "9"}, {"value": None, "low": "3"}):
                claim = an_attribute(entity=an_entity(), dimension=dimension)
                for rank in ranks:
                    if rank == "preferred" and stance != "supports":
                        continue
                    figure = a_figure(claim=claim, value="4", unit="W", source=a_source())
                    Citation.objects.filter(pk=figure.pk).update(
                        rank=rank, stance=stance, rank_reason="" if rank == "normal" else "So.", **_canonical(bounds)
                    )
    document = compose(selection_along(dimension, Entity.objects.filter(claims__dimension=dimension)))
    shown = {cell.claim: cell.headline for cell in document.rows[0].cells}
    for place in PlaceOnDimension.objects.filter(dimension=dimension):
        figure = shown[place.public_id]
        numbers = (figure.canonical_value, figure.canonical_high, figure.canonical_low) if figure else ()
        assert place.size == next((float(number) for number in numbers if number is not None), NO_SIZE), place


def _canonical(bounds: dict[str, str | None]) -> dict[str, object]:
    numbers = {name: bounds.get(name) for name in ("value", "low", "high")}
    kind = "" if numbers["low"] is None and numbers["high"] is None else "not-stated"
    return {**numbers, **{f"canonical_{name}": value for name, value in numbers.items()}, "bound_kind": kind}


# --- Which sources readers see -----------------------------------------------------------------


def is_public(source: object) -> bool:
    return PublicSource.objects.filter(source=source).exists()


def test_a_source_is_seen_once_what_cites_it_is_published_and_stays_so() -> None:
    citation = a_citation(claim=an_attribute(status=Status.DRAFT), source=a_source())
    assert not is_public(citation.source)
    Claim.objects.filter(pk=citation.claim_id).update(status=Status.PUBLISHED)
    assert is_public(citation.source)
    Claim.objects.filter(pk=citation.claim_id).update(status=Status.WITHDRAWN)
    assert is_public(citation.source)


def test_a_source_that_takes_the_place_of_another_is_seen_as_well() -> None:
    citation, other = a_citation(claim=a_missing_attribute()), a_source()
    Citation.objects.filter(pk=citation.pk).update(source=other)
    assert is_public(other)


def test_a_source_that_an_equivalence_cites_is_seen_once_that_is_published() -> None:
    equivalence = an_equivalence(sources=[a_source()], status=Status.DRAFT)
    source = equivalence.citations.get().source
    assert not is_public(source)
    type(equivalence).objects.filter(pk=equivalence.pk).update(status=Status.PUBLISHED)
    assert is_public(source)


def test_a_source_that_is_deleted_leaves_nothing_behind() -> None:
    source = a_source()
    citation = a_citation(claim=an_attribute(status=Status.DRAFT), source=source)
    citation.delete()
    source.delete()
    assert not is_public(source.pk)


# --- At once -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_figures_that_join_a_claim_at_once_place_it_nowhere() -> None:
    """Each alone would be the only one: whoever writes second must see the first."""
    claim, sources = watts(), [a_source(), a_source()]

    def second() -> None:
        try:
            with transaction.atomic():
                a_figure(claim=claim, value="12", unit="W", source=sources[1])
        finally:
            connection.close()

    thread = Thread(target=second)
    with transaction.atomic():
        a_figure(claim=claim, value="20", unit="W", source=sources[0])
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive()
    thread.join(timeout=30)
    assert size_of(claim) == NO_SIZE
    assert Dimension.objects.filter(places__claim=claim).exists()
