"""Bringing the groups in the database in line with the roles that are declared, without undoing an administrator.

roles.py ──> permissions that are missing ──> groups that were never made ──> grants that were never given
"""

from typing import Any

from django.apps import apps as installed
from django.db import DEFAULT_DB_ALIAS

from editing.roles import declared_permissions, models_of, roles


def apply_roles(*, apps: Any = installed, using: str = DEFAULT_DB_ALIAS) -> int:
    """Give every role what it was never given before; returns how many permissions were given.

    To be called after every `migrate`, as often as one likes: `prepare` and `apply_roles` do. A group that was renamed
    or deleted is left so, and a permission that was taken from a group is not given back: only what is new to a role is
    added to it. ``apps`` is the state of a migration. Nothing is needed beforehand: content types and permissions are
    made where they are missing.
    """
    Group, RoleGrant = apps.get_model("auth", "Group"), apps.get_model("editing", "RoleGrant")  # noqa: N806
    permissions = _permissions({name for wanted in roles().values() for name in wanted}, apps, using)
    given = 0
    for role, wanted in roles().items():
        grants = RoleGrant._base_manager.using(using).filter(role=role)
        before = set(grants.values_list("permission", flat=True))
        new = wanted - before
        if not new:
            continue
        groups = Group._base_manager.using(using)
        group = groups.filter(name=role).first() if before else groups.get_or_create(name=role)[0]
        if group is not None:
            group.permissions.add(*(permissions[name] for name in new))
            given += len(new)
        RoleGrant._base_manager.using(using).bulk_create(
            [RoleGrant(role=role, permission=name) for name in sorted(new)], ignore_conflicts=True
        )
    return given


def _permissions(wanted: set[str], apps: Any, using: str) -> dict[str, Any]:
    """The permissions of these names (“app.codename”), made if they are missing, as they are on a fresh database."""
    Permission = apps.get_model("auth", "Permission")
    stored = Permission._base_manager.using(using).select_related("content_type")
    found = {f"{permission.content_type.app_label}.{permission.codename}": permission for permission in stored}
    missing = sorted(wanted - found.keys())
    if not missing:
        return found
    types, names = _content_types(apps, using), declared_permissions()
    for name, model in models_of(missing).items():
        permission, _ = Permission._base_manager.using(using).get_or_create(
            codename=name.partition(".")[2],
            content_type=types(model._meta.app_label, model._meta.model_name),
            defaults={"name": names[name]},
        )
        found[name] = permission
    return found


def _content_types(apps: Any, using: str) -> Any:
    ContentType = apps.get_model("contenttypes", "ContentType")
    known: dict[tuple[str, str], Any] = {}

    def content_type(app_label: str, model: str) -> Any:
        key = (app_label, model)
        if key not in known:
            known[key] = ContentType._base_manager.using(using).get_or_create(app_label=app_label, model=model)[0]
        return known[key]

    return content_type
