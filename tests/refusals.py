"""Asking the database itself: what it refuses, by which constraint, and whether an editor would understand why."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

OUR_APPS = ("core", "entities", "citations", "comparisons", "inquiries", "loading", "editing")

# The first words of what Django says where a constraint has no words of its own.
_SPEECHLESS = "Constraint"


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    """What happens inside is refused by the constraint or trigger of this name, at the latest when it is committed."""
    with pytest.raises(IntegrityError) as refusal, _committing():
        yield
    cause = refusal.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == constraint, cause
    message = stated_messages().get(constraint) or cause.diag.message_primary or ""
    assert reads_well(message), message


@contextmanager
def _committing() -> Iterator[None]:
    with transaction.atomic():
        yield
        settle()


def settle() -> None:
    """Let the deferred constraints judge now, as at the end of a transaction, and defer them again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def stated_messages() -> dict[str, str]:
    """What each declared constraint of our models tells an editor, by the name of the constraint."""
    return {
        constraint.name: str(constraint.get_violation_error_message())
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS
        for constraint in model._meta.constraints
    }


def reads_well(message: str) -> bool:
    """One or more sentences in plain words: no column, table or constraint is named."""
    begins, ends = message[:1], message[-1:]
    return (
        (begins.isupper() or begins == "“")
        and ends in ".?"
        and not message.startswith(_SPEECHLESS)
        and not re.search(r"[a-z]_[a-z]|violat", message)
    )
