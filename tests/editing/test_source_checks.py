"""Source checks in the admin: rewording a claim clears them, also where the form still held the old one."""

from datetime import date

import pytest
from django.test import Client

from citations.models import Citation
from entities.models import Claim
from tests.editing.admin_forms import address, save
from tests.factories import a_figure, a_quantity_dimension, an_attribute, an_editor

pytestmark = pytest.mark.django_db


def a_confirmed_claim() -> tuple[Claim, Citation]:
    claim = an_attribute(dimension=a_quantity_dimension(unit="W"), text="20 W")
    figure = a_figure(claim=claim, value="20", unit="W")
    Citation.objects.filter(pk=figure.pk).update(
        source_check="confirmed-in-source", source_checked_on=date(2026, 11, 1), source_check_seen="p. 5"
    )
    return claim, figure


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"note": "Another note."}, ""),
        ({"note": "Another note.", "citations-0-note": "And another here."}, ""),
        ({"citations-0-note": "Only this."}, "confirmed-in-source"),
        (
            {
                "note": "Another note.",
                "citations-0-source_checked_on": "2026-11-02",
                "citations-0-source_check_seen": "p. 5, anew",
            },
            "confirmed-in-source",
        ),
    ],
)
def test_a_reworded_claim_keeps_only_the_checks_that_are_made_anew(
    client: Client, changes: dict[str, str], expected: str
) -> None:
    client.force_login(an_editor())
    claim, figure = a_confirmed_claim()
    save(client, address(Claim, "change", claim.pk), **changes)
    figure.refresh_from_db()
    assert figure.source_check == expected
