"""What readers hold things against: the human brain, unless they choose another."""

import re

import pytest
from django.test import Client

from comparisons.reference_ratios import DEFAULT_REFERENCE
from entities.models import Dimension, Entity
from tests.factories import a_boundary, a_figure, a_missing_attribute, a_quantity_dimension, an_attribute, an_entity

pytestmark = pytest.mark.django_db


def drawing(entity: Entity, power: Dimension, value: str, **figure: object) -> Entity:
    """The entity with a figure of its power."""
    a_figure(claim=an_attribute(entity=entity, dimension=power), text=f"{value} W", value=value, unit="W", **figure)  # type: ignore[arg-type]
    return entity


def a_brain_and_a_machine(**figure: object) -> tuple[Dimension, Entity]:
    power = a_quantity_dimension(unit="W", name="Power")
    drawing(an_entity(slug=DEFAULT_REFERENCE, name="Human brain"), power, "20", **figure)
    return power, drawing(an_entity(slug="machine", name="Machine"), power, "700", **figure)


def words(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_dimension_page_holds_everything_against_the_human_brain(client: Client):
    power, _ = a_brain_and_a_machine()
    page = words(client, power.get_absolute_url())
    assert "Against Human brain" in page
    assert "≈ 35 times" in page
    assert "plot-reference" in client.get(power.get_absolute_url()).content.decode()


def test_a_reader_may_choose_another(client: Client):
    power, machine = a_brain_and_a_machine()
    page = words(client, f"{power.get_absolute_url()}?against={machine.slug}")
    assert "Against Machine" in page
    assert "Machine against this: ≈ 35 times" in page


def test_a_reference_that_is_not_there_leaves_the_page_without_one(client: Client):
    power, _ = a_brain_and_a_machine()
    assert "Against" not in words(client, f"{power.get_absolute_url()}?against=nothing")


def test_an_entity_page_holds_its_figures_against_the_human_brain(client: Client):
    _, machine = a_brain_and_a_machine()
    assert "Against Human brain: ≈ 35 times" in words(client, machine.get_absolute_url())
    brain = Entity.objects.get(slug=DEFAULT_REFERENCE)
    assert "Against" not in words(client, brain.get_absolute_url())


def test_boundaries_hold_here_too(client: Client):
    power = a_quantity_dimension(unit="W", asks_boundary=True)
    chip, organ = a_boundary(slug="chip", name="chip"), a_boundary(slug="organ", name="organ")
    drawing(an_entity(slug=DEFAULT_REFERENCE, name="Human brain"), power, "20", boundary=organ)
    machine = drawing(an_entity(), power, "700", boundary=chip)
    page = words(client, machine.get_absolute_url())
    assert "no ratio, the boundary “chip” against “organ”" in page
    assert "times" not in page


def test_a_missing_value_is_held_against_nothing(client: Client):
    power, _ = a_brain_and_a_machine()
    unknown = an_entity(name="Unknown machine")
    a_figure(claim=a_missing_attribute(entity=unknown, dimension=power), value="5", unit="W")
    assert "Against" not in words(client, unknown.get_absolute_url())
    html = client.get(power.get_absolute_url()).content.decode()
    (line,) = re.findall(
        r'<li class="plot-line[^"]*"><span class="plot-label"><a [^>]*>Unknown machine.*?</li>', html, re.S
    )
    assert "plot-mark--hollow" in line
    assert "<i>other scope</i>" in line
