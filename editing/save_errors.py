"""Why a save was refused, in sentences for the editor, each with a link to the place where it can be mended."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import psycopg
from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError
from django.db.models import Model, ProtectedError, RestrictedError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from comparisons.gate import Problem
from comparisons.models import Comparison
from comparisons.publishing import PublicationRefusedError
from entities.models import Claim


@dataclass(frozen=True)
class Objection:
    """One reason; ``url`` leads to where it can be mended, if that is not the form itself."""

    message: str
    url: str = ""

    def as_html(self) -> SafeString:
        if not self.url:
            return format_html("{}", self.message)
        # In a page of its own: what the editor has typed in this one must not be lost.
        return format_html('{} <a href="{}" target="_blank" rel="noopener">Open it</a>', self.message, self.url)


class SaveRefusedError(Exception):
    """Something that only shows when everything is saved stands against it."""

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__(" ".join(objection.message for objection in self.objections))


class ConfirmationNeededError(SaveRefusedError):
    """Nothing stands against it, but the editor is to read something first, and then to save once more."""

    @property
    def key(self) -> str:
        """What the form sends back as proof that this very thing was read."""
        return hashlib.sha256(str(self).encode()).hexdigest()[:20]


def refuse_unless(allowed: bool, message: str) -> None:
    """Raise SaveRefusedError with this message unless it is allowed."""
    if not allowed:
        raise SaveRefusedError([Objection(message)])


# Everything that rolls a save back and is answered with the form, not with an error page.
REFUSALS = (SaveRefusedError, PublicationRefusedError, IntegrityError, DataError)


def objections_of(refusal: Exception) -> list[Objection]:
    """The reasons behind one of REFUSALS."""
    match refusal:
        case SaveRefusedError():
            return list(refusal.objections)
        case PublicationRefusedError():
            return gate_objections(refusal.comparison, refusal.problems)
        case ProtectedError():
            return _still_used(refusal.protected_objects)
        case RestrictedError():
            return _still_used(refusal.restricted_objects)
        case DatabaseError():
            return [Objection(_of_database(refusal))]
    raise refusal


def gate_objections(comparison: Comparison, problems: Iterable[Problem]) -> list[Objection]:
    """What the publish gate found, each with a link to the claim or the row. Two queries.

    What the refused save would have made was rolled back: nothing leads to it, for its form is the one that comes back.
    """
    found = list(problems)
    claims = dict(
        Claim.objects.filter(public_id__in=[problem.claim for problem in found]).values_list("public_id", "pk")
    )
    is_stored = Comparison.objects.filter(pk=comparison.pk).exists()
    rows = f"{edit_url(Comparison, comparison.pk)}#rows-group" if is_stored else ""
    return [
        Objection(
            f"“{comparison}” cannot be published: {problem.message}",
            edit_url(Claim, claims[problem.claim]) if problem.claim in claims else "" if problem.claim else rows,
        )
        for problem in found
    ]


def edit_url(model: type[Model], key: object) -> str:
    """The address of a thing's change page."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


def _still_used(users: Iterable[Model]) -> list[Objection]:
    return [Objection(f"Still used by {user._meta.verbose_name} “{user}”.") for user in list(users)[:20]]


def _of_database(refusal: DatabaseError) -> str:
    """What a constraint or a trigger says. Its own words, where it has some; the name alone tells an editor nothing."""
    cause = refusal.__cause__
    if not isinstance(cause, psycopg.Error):
        return capfirst(str(refusal))
    said = cause.diag
    if message := _constraint_messages().get(said.constraint_name or ""):
        return message
    if said.source_function == "exec_stmt_raise" and said.message_primary:  # a trigger of ours speaks
        return said.message_primary
    match cause:
        case psycopg.errors.ForeignKeyViolation():
            return "Something that this refers to was deleted in the meantime, or something still refers to this."
        case psycopg.errors.UniqueViolation():
            return "Somebody else has just saved the same thing: check whether it is there already."
    return f"The database refuses this: {said.message_primary or capfirst(str(refusal))}"


@cache
def _constraint_messages() -> dict[str, str]:
    """What each named constraint of our own models says to an editor."""
    return {
        constraint.name: str(constraint.get_violation_error_message())
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }
