"""What the database refuses about the editors' own book-keeping."""

import pytest
from django.utils import timezone

from editing.models import RoleGrant, SignInAttempt
from editing.roles import WRITERS
from loading.models import LoadedRecord
from tests.refusals import refused_by


@pytest.mark.django_db
def test_a_record_of_the_content_files_is_never_remembered_twice() -> None:
    with refused_by("loaded_record_kept_once"):
        LoadedRecord.objects.bulk_create(LoadedRecord(kind="source", key="a", fingerprint="f") for _ in range(2))


@pytest.mark.django_db
def test_a_permission_that_a_role_was_given_is_noted_once() -> None:
    again = RoleGrant(role=WRITERS, permission="entities.change_claim")
    with refused_by("role_grant_given_once"):
        RoleGrant.objects.bulk_create([again])


@pytest.mark.django_db
def test_an_attempt_to_sign_in_failed_or_succeeded() -> None:
    attempt = SignInAttempt(is_from_known_network=False, outcome="perhaps", at=timezone.now())
    with refused_by("sign_in_attempt_outcome_known"):
        SignInAttempt.objects.bulk_create([attempt])
