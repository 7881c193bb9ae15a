"""Reading from PostgreSQL's catalogue what the tables of a schema are made of, one fact at a time."""

import re
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

TABLE, COLUMN, CHECK, UNIQUE = "table", "column", "check", "unique"
FOREIGN_KEY, INDEX, TRIGGER = "foreign key", "index", "trigger"


class Fact(NamedTuple):
    """One thing that is true of a table; ``definition`` is PostgreSQL's spelling of it."""

    kind: str
    table: str
    name: str = ""
    definition: str = ""

    def __str__(self) -> str:
        more = f"{self.name} {self.definition}".strip()
        return f"{self.kind} of {self.table}{': ' if more else ''}{more}"


_COLUMNS = """
    SELECT relname, attname, format_type(atttypid, atttypmod)
        || CASE WHEN attnotnull THEN ' not null' ELSE '' END
        || CASE WHEN attidentity <> '' THEN ' identity' ELSE '' END
        || CASE WHEN attgenerated <> '' THEN ' generated' ELSE '' END
        || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = {namespace} AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
"""
# Not-null constraints are told by their columns, unique ones by their indexes.
_CONSTRAINTS = """
    SELECT relname, conname, contype, pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE relnamespace = {namespace} AND contype IN ('c', 'f')
"""
# What stands before USING are names; whether a check waits for the end of the transaction the constraint says.
_INDEXES = """
    SELECT tables.relname, indexes.relname, indisunique,
        substring(pg_get_indexdef(indexrelid) FROM ' USING .*')
            || CASE WHEN condeferrable THEN ' deferrable' ELSE '' END
            || CASE WHEN condeferred THEN ' initially deferred' ELSE '' END
    FROM pg_index JOIN pg_class tables ON tables.oid = indrelid JOIN pg_class indexes ON indexes.oid = indexrelid
        LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('p', 'u', 'x')
    WHERE tables.relnamespace = {namespace} AND tables.relkind IN ('r', 'p') AND indisvalid
"""
# pgtrigger keeps a digest of the whole trigger, its function included, as a comment.
_TRIGGERS = """
    SELECT relname, tgname, coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), '')
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = {namespace} AND tgname LIKE 'pgtrigger\\_%' AND tgenabled = 'O'
"""
PRESENT, TEMPORARY = "current_schema()::regnamespace", "pg_my_temp_schema()"


def facts_in(namespace: str, *, given_names: Collection[str]) -> set[Fact]:
    """Every fact that is true of the tables of a schema, ``PRESENT`` or ``TEMPORARY``; four queries.

    Only the ``given_names`` of constraints and indexes are facts; the others were made up by Django or PostgreSQL.
    """
    found: set[Fact] = set()
    with connection.cursor() as cursor:

        def rows(query: str) -> list[tuple[str, ...]]:
            cursor.execute(query.format(namespace=namespace))
            return list(cursor.fetchall())

        def known(name: str) -> str:
            return name if name in given_names else ""

        for table, name, definition in rows(_COLUMNS):
            found |= {Fact(TABLE, table), Fact(COLUMN, table, name, definition)}
        for table, name, type_, definition in rows(_CONSTRAINTS):
            found.add(Fact(CHECK if type_ == "c" else FOREIGN_KEY, table, known(name), _plain(definition)))
        for table, name, is_unique, definition in rows(_INDEXES):
            found.add(Fact(UNIQUE if is_unique else INDEX, table, known(name), _plain(definition)))
        for table, name, digest in rows(_TRIGGERS):
            found.add(Fact(TRIGGER, table, name, digest))
    return found


def _plain(definition: str) -> str:
    """Without casts and brackets: PostgreSQL writes others once a definition has gone through a dump."""
    return re.sub(
        r"::(?:character varying|timestamp with time zone|\w+)(?:\(\d+\))?(?:\[\])?|[()]", "", definition
    ).strip()
