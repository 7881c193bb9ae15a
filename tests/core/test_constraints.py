"""What the database refuses about the record of revisions."""

import pytest

from core.models import RevisionStep
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_a_row_stands_for_at_least_one_step() -> None:
    step = RevisionStep.objects.create()
    with refused_by("revision_step_counts_at_least_one"):
        RevisionStep.objects.filter(pk=step.pk).update(steps=0)


def test_no_nonce_stands_twice() -> None:
    step = RevisionStep.objects.create()
    with refused_by("revision_step_nonce_once"):
        RevisionStep.objects.bulk_create([RevisionStep(nonce=step.nonce)])
