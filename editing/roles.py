"""Who may do what in the admin: the groups that every site has, each with its permissions.

This is the one place where they are declared. Say here what a new model is for; a test fails until it is said.
`granting.py` brings the database in line.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.apps import apps
from django.db.models import Model

from core.roles import ADMINISTRATORS, CORRESPONDENTS, EDITORS, WRITERS

# What stands on a page of its own, and what belongs to such a thing and is entered with it.
_WHOLES = (
    "entities.entity",
    "entities.dimensiongroup",
    "entities.dimension",
    "entities.boundary",
    "entities.claim",
    "citations.source",
    "comparisons.category",
    "comparisons.comparison",
    "comparisons.equivalence",
    "comparisons.question",
)
_PARTS = (
    "citations.citation",
    "citations.authorship",
    "comparisons.side",
    "comparisons.row",
    "comparisons.point",
    "comparisons.equivalencecitation",
    "comparisons.questionclaim",
)
_WITH_STATUS = (
    "entities.entity",
    "entities.dimension",
    "entities.claim",
    "comparisons.comparison",
    "comparisons.equivalence",
    "comparisons.question",
)


def _may(acts: str, *models: str) -> frozenset[str]:
    """The permissions for these acts (words apart) on these models: “entities.change_claim”."""
    return frozenset(
        f"{app}.{act}_{model}" for app, model in (name.split(".") for name in models) for act in acts.split()
    )


_LOOKING = _may("view", *_WHOLES, *_PARTS, "comparisons.edition")

_WRITING = _LOOKING | _may("add change", *_WHOLES) | _may("add change delete", *_PARTS)
_EDITING = _WRITING | _may("delete", *_WHOLES) | _may("publish withdraw", *_WITH_STATUS)
_CORRESPONDING = (
    # A report is about something that readers see: they look at it, and ask an editor to change it.
    _LOOKING
    # An inquiry is never deleted by hand: what was kept long enough goes by itself.
    | _may("view change", "inquiries.inquiry", "inquiries.correction", "inquiries.delivery")
    | _may("view add", "inquiries.note")
    | _may("view add change delete", "inquiries.savedsearch")
    | _may("view", "inquiries.caughtmail")
)


def roles() -> Mapping[str, frozenset[str]]:
    """The permissions of each role, as “app.codename”.

    Writers work on what readers do not see; editors also publish, withdraw and change what readers see; correspondents
    deal with inquiries and corrections; administrators may do everything, with accounts and groups as well.
    """
    return {
        WRITERS: _WRITING,
        EDITORS: _EDITING,
        CORRESPONDENTS: _CORRESPONDING,
        ADMINISTRATORS: frozenset(declared_permissions()),
    }


def declared_permissions() -> dict[str, str]:
    """Every permission that an installed model declares, as “app.codename”, with its name."""
    return {f"{model._meta.app_label}.{codename}": name for model in apps.get_models() for codename, name in _of(model)}


def models_of(permissions: Iterable[str]) -> dict[str, type[Model]]:
    """The model that declares each of these permissions. KeyError for a permission that no model declares."""
    declared = {f"{model._meta.app_label}.{code}": model for model in apps.get_models() for code, _ in _of(model)}
    return {permission: declared[permission] for permission in permissions}


def _of(model: type[Model]) -> Iterator[tuple[str, str]]:
    options = model._meta
    for act in options.default_permissions:
        yield f"{act}_{options.model_name}", f"Can {act} {options.verbose_name_raw}"
    for codename, name in options.permissions:
        yield codename, str(name)
