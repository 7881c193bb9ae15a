"""What the record calls an account."""

import pytest
from django.contrib.auth.models import Group

from core.roles import CORRESPONDENTS, EDITORS, LOADER, NO_ROLE, WRITERS, role_of
from tests.factories import an_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([WRITERS], "writer"),
        ([EDITORS], "editor"),
        ([CORRESPONDENTS], "correspondent"),
        ([CORRESPONDENTS, WRITERS], "writer"),
        ([WRITERS, EDITORS, CORRESPONDENTS], "editor"),
        (["Proofreaders"], "Proofreaders"),
        (["Proofreaders", WRITERS], "writer"),
        ([], NO_ROLE),
    ],
)
def test_the_highest_group_is_the_role(groups: list[str], role: str) -> None:
    account = an_editor(is_superuser=False)
    account.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    assert role_of(account) == role


def test_a_superuser_is_an_administrator_whatever_the_groups() -> None:
    account = an_editor()
    account.groups.set([Group.objects.get_or_create(name=WRITERS)[0]])
    assert role_of(account) == "administrator"


def test_a_command_is_the_content_loader() -> None:
    assert role_of(None) == LOADER
