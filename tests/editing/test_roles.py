"""Four groups with their permissions are there after every migration, and what an administrator changed stays so."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from editing.granting import apply_roles
from editing.models import RoleGrant
from editing.roles import ADMINISTRATORS, CORRESPONDENTS, EDITORS, WRITERS, declared_permissions, roles

pytestmark = pytest.mark.django_db


def permissions_of(role: str) -> set[str]:
    return {
        f"{app}.{codename}"
        for app, codename in Permission.objects.filter(group__name=role).values_list(
            "content_type__app_label", "codename"
        )
    }


def test_every_role_is_there_with_its_permissions() -> None:
    assert {role: permissions_of(role) for role in roles()} == dict(roles())
    assert set(roles()) == {WRITERS, EDITORS, CORRESPONDENTS, ADMINISTRATORS}


def test_writers_neither_publish_nor_withdraw_nor_read_messages() -> None:
    acts = {permission.partition(".")[2].partition("_")[0] for permission in permissions_of(WRITERS)}
    assert acts == {"view", "add", "change", "delete"}
    assert not {permission for permission in permissions_of(WRITERS) if permission.startswith(("inquiries.", "auth."))}
    more = permissions_of(EDITORS) - permissions_of(WRITERS)
    assert {permission for permission in more if "publish_" in permission or "withdraw_" in permission} == {
        f"{app}.{act}_{model}"
        for app, models in {
            "entities": ("entity", "dimension", "claim"),
            "comparisons": ("comparison", "equivalence", "question"),
        }.items()
        for model in models
        for act in ("publish", "withdraw")
    }


def test_every_permission_of_a_role_is_declared_by_a_model() -> None:
    assert set().union(*roles().values()) <= declared_permissions().keys()


def test_every_model_with_a_page_of_its_own_is_somebodys_besides_the_administrators() -> None:
    named = {permission for role, wanted in roles().items() if role != ADMINISTRATORS for permission in wanted}
    missing = {
        model._meta.label
        for model in admin.site._registry
        if model._meta.app_label not in ("auth", "admin")
        and f"{model._meta.app_label}.view_{model._meta.model_name}" not in named
    }
    assert missing == set(), "editing/roles.py does not say for whom these are"


def test_the_migration_gives_them_on_a_database_that_has_no_permission_yet() -> None:
    Group.objects.all().delete()
    RoleGrant.objects.all().delete()
    ContentType.objects.filter(app_label__in=("entities", "comparisons", "inquiries")).delete()
    Permission.objects.all().delete()
    ContentType.objects.clear_cache()
    with connection.schema_editor() as editor:
        import_module("editing.migrations.0003_roles").give_roles(apps, editor)
    assert permissions_of(WRITERS) == roles()[WRITERS]
    assert (
        Permission.objects.get(codename="publish_claim").name == "Can publish claim and change it once it is published"
    )
    assert Permission.objects.get(codename="view_equivalencecitation").name == "Can view equivalence citation"


def test_what_an_administrator_changed_stays_changed() -> None:
    writers = Group.objects.get(name=WRITERS)
    taken = Permission.objects.get(codename="add_category")
    extra = Permission.objects.get(codename="delete_claim")
    writers.permissions.remove(taken)
    writers.permissions.add(extra)
    Group.objects.get(name=CORRESPONDENTS).delete()
    Group.objects.filter(name=EDITORS).update(name="Curators")
    assert apply_roles() == 0
    assert permissions_of(WRITERS) == (roles()[WRITERS] - {"comparisons.add_category"}) | {"entities.delete_claim"}
    assert set(Group.objects.values_list("name", flat=True)) == {WRITERS, "Curators", ADMINISTRATORS}


def test_what_is_new_to_a_role_is_given_to_it_once() -> None:
    RoleGrant.objects.filter(permission="entities.change_claim").delete()
    for group in Group.objects.all():
        group.permissions.remove(Permission.objects.get(codename="change_claim"))
    call_command("apply_roles")
    assert "entities.change_claim" in permissions_of(WRITERS)
    assert "entities.change_claim" not in permissions_of(CORRESPONDENTS)
