"""Holding the schema that is there against the one that the models imply."""

import time

from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from core.schema.catalogue import COLUMN, INDEX, PRESENT, TABLE, Fact, facts_in
from core.schema.model_tables import facts_of_models, keys_of_join_tables, names_given

THE_WAY_OUT = (
    "Run `manage.py migrate` with this release, which also mends the databases of earlier ones, and start again. "
    "If that does not help, restore a backup (docs/operating.md), or mend by hand what is listed."
)
_MOST_TOLD = 10
_SECONDS_BEFORE_LOOKING_AGAIN = 10


class WrongSchemaError(Exception):
    """The database is not the one that this release works with; the message lists how, and the way out."""

    def __init__(self, differences: list[str]) -> None:
        self.differences = differences
        told = differences[:_MOST_TOLD]
        if len(differences) > len(told):
            told.append(f"and {len(differences) - len(told)} more")
        listed = "".join(f"\n  - {each}" for each in told)
        super().__init__(f"The database's schema is not the one that this release expects:{listed}\n{THE_WAY_OUT}")


class _Seen:
    """What this process found when it looked last, and when; once the schema was right it looks no more."""

    differences: list[str] | None = None
    at = 0.0


def require_expected_schema() -> None:
    """Look at the schema unless this process has already found it right; WrongSchemaError if it is not.

    About a second the first time, nothing afterwards; what is wrong is looked at again after ten seconds.
    A database error if there is no database.
    """
    is_old_news = bool(_Seen.differences) and time.monotonic() - _Seen.at > _SECONDS_BEFORE_LOOKING_AGAIN
    if _Seen.differences is None or is_old_news:
        _Seen.differences = differences()
        _Seen.at = time.monotonic()
    if _Seen.differences:
        raise WrongSchemaError(_Seen.differences)


def forget() -> None:
    """Have this process look again."""
    _Seen.differences = None


def differences() -> list[str]:
    """Everything in which the database is not as the models imply, each as one line; empty if nothing is.

    What cannot make a page, a save or a rule fail does not count: an additional table or index, or an additional
    column that may be left out, is the operator's own affair. A replica has what its primary has.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        if cursor.fetchone()[0]:
            return []
    try:
        expected = facts_of_models()
    except ProgrammingError as error:
        # A type, a function or a kind of index that only a migration makes.
        return [*_not_applied(), f"missing: {str(error).splitlines()[0]}"]
    found = facts_in(PRESENT, given_names=names_given())
    keys = keys_of_join_tables()
    missing = {fact for fact in expected - found if (fact.table, fact.name) not in keys}
    own_tables = {fact.table for fact in expected}
    unwanted = {
        fact
        for fact in found - expected
        if fact.table in own_tables and (fact.table, fact.name) not in keys and _can_refuse(fact)
    }
    return [
        *_not_applied(),
        *(f"missing: {fact}" for fact in _worth_telling(missing)),
        *(f"not expected: {fact}" for fact in sorted(unwanted)),
    ]


def _can_refuse(fact: Fact) -> bool:
    """Whether what is there beyond what is expected can refuse a row that the models allow."""
    if fact.kind == COLUMN:
        return " not null" in fact.definition and not any(
            word in fact.definition for word in (" default ", " identity", " generated")
        )
    return fact.kind not in (TABLE, INDEX)


def _worth_telling(missing: set[Fact]) -> list[Fact]:
    """Without what is missing only because its whole table is."""
    tables = {fact.table for fact in missing if fact.kind == TABLE}
    return sorted(fact for fact in missing if fact.kind == TABLE or fact.table not in tables)


def _not_applied() -> list[str]:
    executor = MigrationExecutor(connection)
    pending = [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if len(pending) < 2:
        return [f"not applied: migration {name}" for name in pending]
    return [f"not applied: {len(pending)} migrations, from {pending[0]} to {pending[-1]}"]
