"""What keeps the search table: after each statement, the entries that say something of what it wrote are made again.

`search_refresh(kind, keys)`, a function of the database (migration 0002), does that from `search_entries_wanted()`,
which says in one place what each entry is to hold. A statement is looked at as a whole: a thousand rows cost one look.
"""

import pgtrigger

from citations.triggers import written_by_triggers_only

__all__ = ["named_in_entries", "refreshed", "written_by_triggers_only"]

_REFRESH = """
    IF keys <> '{{}}' THEN
        PERFORM search_refresh('{kind}', keys);
    END IF;
    RETURN NULL;
"""
# Whoever is changing one of these does not see a new row yet, and the entry would keep what was: they are waited for.
_WAIT = {
    "id": """
        PERFORM 1 FROM entities_entity WHERE id IN (SELECT entity_id FROM new_rows) ORDER BY id FOR SHARE;
        PERFORM 1 FROM entities_dimension WHERE id IN (SELECT dimension_id FROM new_rows) ORDER BY id FOR SHARE;
    """,
    "claim_id": "PERFORM 1 FROM entities_claim WHERE id IN (SELECT claim_id FROM new_rows) ORDER BY id FOR SHARE;",
}


def refreshed(kind: str, *columns: str, key: str = "id", pk: str = "id") -> list[pgtrigger.Trigger]:
    """On a model that entries of this kind speak of: they are made again when one of these columns changes, and all
    of them when the table is emptied.

    ``key`` is the column that holds the key of what the entry is about, ``pk`` the key of the model itself.
    """
    wait = _WAIT[key] if kind == "claim" else ""
    changed = f"SELECT unnest(ARRAY[before.{key}, after.{key}]) AS key FROM {_changed(columns, pk)}"
    return [
        _emptied(),
        _after(f"search_{kind}_insert", kind, pgtrigger.Insert, f"SELECT {key} AS key FROM new_rows", wait=wait),
        _after(f"search_{kind}_update", kind, pgtrigger.Update, changed),
        _after(f"search_{kind}_delete", kind, pgtrigger.Delete, f"SELECT {key} AS key FROM old_rows"),
    ]


def named_in_entries(kind: str, keys: str, *columns: str) -> pgtrigger.Trigger:
    """On a model whose name stands in entries of another kind; ``keys``, SQL, finds their keys by ``after.id``."""
    renamed = f"SELECT after.id FROM {_changed(columns, 'id')}"
    found = f"SELECT found.key FROM ({renamed}) AS after, LATERAL ({keys}) AS found (key)"
    return _after(f"search_named_in_{kind}", kind, pgtrigger.Update, found)


def _emptied() -> pgtrigger.Trigger:
    """After a TRUNCATE, which knows no rows, all entries are looked at."""
    return pgtrigger.Trigger(
        name="search_emptied",
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        func="PERFORM search_refresh_all(); RETURN NULL;",
    )


def _changed(columns: tuple[str, ...], pk: str) -> str:
    """SQL: the rows of an update, ``before`` and ``after``, in which one of these columns is another one now."""
    rows = f"old_rows AS before JOIN new_rows AS after USING ({pk})"
    return f"{rows} WHERE ({_of('before', columns)}) IS DISTINCT FROM ({_of('after', columns)})" if columns else rows


def _of(row: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f'{row}."{column}"' for column in columns)


def _after(name: str, kind: str, operation: pgtrigger.Operation, keys: str, *, wait: str = "") -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=operation,
        referencing=pgtrigger.Referencing(
            old=None if operation is pgtrigger.Insert else "old_rows",
            new=None if operation is pgtrigger.Delete else "new_rows",
        ),
        declare=[("keys", "bigint[]")],
        func=f"{wait} keys := ARRAY(SELECT DISTINCT wanted.key FROM ({keys}) AS wanted); {_REFRESH.format(kind=kind)}",
    )
