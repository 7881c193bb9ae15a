"""The evidence card says where its claim appears, and in which ratios."""

import pytest
from django.test import Client

from tests.factories import (
    a_figure,
    a_finding,
    a_published_comparison,
    a_quantity_dimension,
    a_strength,
    an_attribute,
    an_entity,
)

pytestmark = pytest.mark.django_db


def test_a_figure_is_shown_with_the_ratio_it_takes_part_in_and_both_sides_are_named(client: Client):
    power, brain, chip = a_quantity_dimension(unit="W"), an_entity(name="Brain"), an_entity(name="Chip")
    claim = an_attribute(entity=brain, dimension=power)
    a_figure(claim=claim, text="20 W", value="20", unit="W")
    a_figure(claim=an_attribute(entity=chip, dimension=power), text="400 W", value="400", unit="W")
    comparison = a_published_comparison(sides=[brain, chip], rows=[power], title="Brain vs Chip")
    page = client.get(claim.get_absolute_url()).content.decode()
    assert f'<a href="{comparison.get_absolute_url()}">Brain vs Chip</a>, edition 1' in page
    assert "<strong>Chip</strong>: ≈ 20 times <strong>Brain</strong>" in page
    assert "(400 W) / (20 W)" in page


@pytest.mark.parametrize("chosen", [a_strength, a_finding])
def test_a_point_names_the_comparison_that_chose_it(client: Client, chosen):
    brain = an_entity()
    point = chosen(entity=brain)
    comparison = a_published_comparison(sides=[brain, an_entity()], points=[point])
    page = client.get(point.get_absolute_url()).content.decode()
    assert f'<a href="{comparison.get_absolute_url()}">' in page


def test_a_claim_that_nothing_shows_says_so(client: Client):
    claim = an_attribute(entity=an_entity(), dimension=a_quantity_dimension())
    assert b"No published comparison shows it." in client.get(claim.get_absolute_url()).content
