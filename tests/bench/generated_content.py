"""The loaded content many times over: `multiply` fills a database up to any multiple of it, the same each time.

    1x                        100x               1,000x
    170 entities              17,000             170,000
    949 claims                94,900             949,000
    1,499 citations           149,900            1,499,000
    21 comparisons, editions  2,100              21,000

Copies are made of rows that are there, so lengths, spreads and gaps are those of real content. Copy number 7 of a thing
has “-c7” behind its slug. So that lists grow as well as tables:

- every other dimension is shared by all copies, and has entities without end; of the others there is a copy for
  every tenth copy of the entities;
- one source in ten is shared, and is cited without end;
- one entity, ``HUB``, is a side of one comparison in each of the first two hundred copies;
- categories, groups and equivalences are shared.

Rows are written with triggers and foreign keys switched off, so the account must be a superuser; histories of copies
are left out.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

HUB = "human-brain"
_HUB_COPIES = 200
_DIMENSIONS_FOR = 10  # copies of the entities share one copy of a dimension

type Expressions = Mapping[str, str]  # column -> SQL; `b` is the row that is there, `n` the number of the copy

_DIMENSION_COPY = f"((n + {_DIMENSIONS_FOR - 1}) / {_DIMENSIONS_FOR})"
# The hub stays itself where the hub's comparison is copied; `hub` holds both keys.
_IS_HUBS = f"n <= {_HUB_COPIES} AND b.comparison_id = hub.comparison"
_HUBS_CLAIMS = "(SELECT id FROM entities_claim WHERE entity_id = hub.entity)"
_NAMED = "b.name || ' (' || n || ')'"
_TITLED = "b.title || ' (' || n || ')'"


def _own(column: str, table: str) -> str:
    """The key of the copy that belongs to this copy; {strides} are filled in once the keys are known."""
    return f"b.{column} + n * {{{table}}}"


def _dimension(column: str) -> str:
    return (
        f"CASE WHEN b.{column} % 2 = 0 THEN b.{column} ELSE b.{column} + {_DIMENSION_COPY} * {{entities_dimension}} END"
    )


def _source(column: str) -> str:
    return f"CASE WHEN b.{column} % 10 = 0 THEN b.{column} ELSE {_own(column, 'citations_source')} END"


# The tables in the order of their making: what differs in a copy, and which rows have copies.
_TABLES: Mapping[str, tuple[Expressions, str]] = {
    "citations_source": (
        {
            "id": _own("id", "citations_source"),
            "key": "b.key || '-c' || n",
            "title": _TITLED,
            "arxiv": "''",
            "pmid": "''",
            "doi": "CASE WHEN b.doi = '' THEN '' ELSE b.doi || '.c' || n END",
        },
        "b.id % 10 <> 0",
    ),
    "citations_authorship": (
        {"id": _own("id", "citations_authorship"), "source_id": _own("source_id", "citations_source")},
        "b.source_id % 10 <> 0",
    ),
    "entities_dimension": (
        {"id": _own("id", "entities_dimension"), "slug": "b.slug || '-c' || n", "name": _NAMED},
        f"b.id % 2 <> 0 AND n <= ({{copies}} + {_DIMENSIONS_FOR - 1}) / {_DIMENSIONS_FOR}",
    ),
    "entities_entity": (
        {
            "id": _own("id", "entities_entity"),
            "slug": "b.slug || '-c' || n",
            "name": _NAMED,
            "wikidata": "''",
            "part_of_id": _own("part_of_id", "entities_entity"),
        },
        "true",
    ),
    "entities_entity_related": (
        {
            "id": _own("id", "entities_entity_related"),
            "from_entity_id": _own("from_entity_id", "entities_entity"),
            "to_entity_id": _own("to_entity_id", "entities_entity"),
        },
        "true",
    ),
    "entities_claim": (
        {
            "id": _own("id", "entities_claim"),
            "public_id": "b.public_id || '-c' || n",
            "entity_id": _own("entity_id", "entities_entity"),
            "dimension_id": _dimension("dimension_id"),
        },
        "true",
    ),
    "citations_citation": (
        {
            "id": _own("id", "citations_citation"),
            "claim_id": _own("claim_id", "entities_claim"),
            "source_id": _source("source_id"),
        },
        "true",
    ),
    "citations_derivation": (
        {
            "id": _own("id", "citations_derivation"),
            "citation_id": _own("citation_id", "citations_citation"),
        },
        "true",
    ),
    "citations_derivationinput": (
        {
            "id": _own("id", "citations_derivationinput"),
            "derivation_id": _own("derivation_id", "citations_derivation"),
            "claim_id": _own("claim_id", "entities_claim"),
            "figure_id": _own("figure_id", "citations_citation"),
            "source_id": _source("source_id"),
        },
        "true",
    ),
    "citations_foundingsource": (
        {
            "id": _own("id", "citations_foundingsource"),
            "derivation_id": _own("derivation_id", "citations_derivation"),
            "source_id": _source("source_id"),
        },
        "true",
    ),
    "citations_foundingclaim": (
        {
            "id": _own("id", "citations_foundingclaim"),
            "derivation_id": _own("derivation_id", "citations_derivation"),
            "claim_id": _own("claim_id", "entities_claim"),
        },
        "true",
    ),
    "citations_publicsource": ({"source_id": _own("source_id", "citations_source")}, "b.source_id % 10 <> 0"),
    "citations_placeondimension": (
        {
            "claim_id": _own("claim_id", "entities_claim"),
            "public_id": "b.public_id || '-c' || n",
            "dimension_id": _dimension("dimension_id"),
        },
        "true",
    ),
    "comparisons_comparison": (
        {"id": _own("id", "comparisons_comparison"), "slug": "b.slug || '-c' || n", "title": _TITLED},
        "true",
    ),
    "comparisons_side": (
        {
            "id": _own("id", "comparisons_side"),
            "comparison_id": _own("comparison_id", "comparisons_comparison"),
            "entity_id": f"CASE WHEN {_IS_HUBS} AND b.entity_id = hub.entity THEN b.entity_id "
            f"ELSE {_own('entity_id', 'entities_entity')} END",
        },
        "true",
    ),
    "comparisons_row": (
        {
            "id": _own("id", "comparisons_row"),
            "comparison_id": _own("comparison_id", "comparisons_comparison"),
            "dimension_id": _dimension("dimension_id"),
        },
        "true",
    ),
    "comparisons_point": (
        {
            "id": _own("id", "comparisons_point"),
            "comparison_id": _own("comparison_id", "comparisons_comparison"),
            "claim_id": f"CASE WHEN {_IS_HUBS} AND b.claim_id IN {_HUBS_CLAIMS} THEN b.claim_id "
            f"ELSE {_own('claim_id', 'entities_claim')} END",
        },
        "true",
    ),
}


def multiply(
    address: str, *, scale: int, documents: bool = True, say: Callable[[str], object] = lambda line: None
) -> None:
    """Bring the database, which holds the content once, to ``scale`` times as much; ``say`` hears of each table.

    Without ``documents`` there are no copies of editions, which are most of the bytes.
    """
    copies = scale - 1
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET LOCAL synchronous_commit = off")
        connection.execute(
            "CREATE TEMPORARY TABLE hub ON COMMIT DROP AS SELECT entity_id AS entity, min(comparison_id) AS comparison "
            "FROM comparisons_side JOIN entities_entity entity ON entity.id = entity_id WHERE slug = %s GROUP BY 1",
            [HUB],
        )
        strides = {table: _stride(connection, table) for table in _TABLES}
        indexes = _without_indexes_of_words(connection)
        for table, (changes, which) in _TABLES.items() if copies > 0 else ():
            say(f"{table}: {_copy_rows(connection, table, changes, which, strides, copies)}")
        if copies > 0 and documents:
            say(f"comparisons_edition: {_copy_editions(connection, strides['comparisons_comparison'], copies)}")
        for definition in indexes:
            connection.execute(definition.encode())
        say(f"{len(indexes)} indexes of words")
        # The trigger is off: one step for all of it, so that nothing kept of the smaller site is taken for this one.
        connection.execute("INSERT INTO core_revisionstep DEFAULT VALUES")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _without_indexes_of_words(connection: psycopg.Connection) -> list[str]:
    """Drop the indexes that take long to fill row by row; returns how to make them again."""
    found = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes "
        "WHERE schemaname = current_schema() AND indexdef LIKE '% USING gin %'"
    ).fetchall()
    for name, _ in found:
        connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    return [definition for _, definition in found]


def _key(table: str) -> str:
    """The primary key: of tables that follow from another, that one's."""
    return next(column for column in ("id", "claim_id", "source_id") if column in _TABLES[table][0])


def _stride(connection: psycopg.Connection, table: str) -> int:
    """How far apart the keys of copies stand: the next power of ten, so that keys have few gaps and can be read."""
    key = SQL("SELECT max({}) FROM {}").format(Identifier(_key(table)), Identifier(table))
    (last,) = connection.execute(key).fetchone() or (None,)
    return int(10 ** len(str(last or 0)))


def _copy_rows(
    connection: psycopg.Connection,
    table: str,
    changes: Expressions,
    which: str,
    strides: Mapping[str, int],
    copies: int,
) -> int:
    columns, key = _columns(connection, table), _key(table)
    missing = changes.keys() - set(columns)
    assert not missing, f"{table} has no longer {', '.join(missing)}"
    values = ", ".join(changes.get(column, f'b."{column}"') for column in columns)
    statement = (
        f"INSERT INTO {table} ({', '.join(f'"{column}"' for column in columns)}) "
        f"SELECT {values} FROM generate_series(1, {{copies}}) n CROSS JOIN {table} b CROSS JOIN hub "
        f"WHERE b.{key} < {strides[table]} AND {which} ORDER BY n, b.{key}"
    ).format(copies=copies, **strides)
    count = connection.execute(statement.encode()).rowcount
    if key == "id":
        last = SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), coalesce(max(id), 1)) FROM {}").format(
            Identifier(table)
        )
        connection.execute(last, [table])
    return count


def _columns(connection: psycopg.Connection, table: str) -> list[str]:
    """The columns that are written: not those that the database works out."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in rows]


# --- Editions: their documents name what was copied -----------------------------------------------------------------


def _copy_editions(connection: psycopg.Connection, stride: int, copies: int) -> int:
    """A copy of the latest edition of each comparison, as its number 1, with its rows of EditionClaim."""
    shared = _shared(connection)
    latest = connection.execute(
        "SELECT DISTINCT ON (comparison_id) comparison_id, schema_version, document, published_at, author_name, "
        "change_note, comparison_id = hub.comparison FROM comparisons_edition, hub ORDER BY comparison_id, number DESC"
    ).fetchall()
    templates = [(row, _Template(row[2], shared, hub=HUB if row[6] else "")) for row in latest]
    columns = "comparison_id number schema_version document content_hash published_at author_name change_note"
    key, count = connection.execute("SELECT max(id) FROM comparisons_edition").fetchone()[0], 0  # type: ignore[index]
    shown: list[tuple[int, str, str]] = []
    statement = SQL("COPY comparisons_edition (id, {}) FROM STDIN").format(
        SQL(", ").join(map(Identifier, columns.split()))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for number in range(1, copies + 1):
            for (comparison, version, _, at, author, note, _), template in templates:
                key, count = key + 1, count + 1
                text = template.filled(number)
                digest = sha256(text.encode()).hexdigest()
                copy.write_row((key, comparison + number * stride, 1, version, text, digest, at, author, note))
                shown += [(key, claim, place) for claim, place in template.claims(number)]
    statement = SQL("COPY comparisons_editionclaim (edition_id, claim, place) FROM STDIN")
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in shown:
            copy.write_row(row)
    connection.execute("SELECT setval(pg_get_serial_sequence('comparisons_edition', 'id'), %s)", [key])
    return count


def _shared(connection: psycopg.Connection) -> dict[str, set[str]]:
    """The slugs and keys of what has no copies of its own, by kind."""
    asked = {
        "D": "SELECT slug FROM entities_dimension WHERE id % 2 = 0",
        "S": "SELECT key FROM citations_source WHERE id % 10 = 0",
    }
    return {kind: {slug for (slug,) in connection.execute(query.encode())} for kind, query in asked.items()}


class _Template:
    """A document with a gap for the number of the copy behind each name that has copies."""

    def __init__(self, document: dict[str, Any], shared: Mapping[str, set[str]], *, hub: str) -> None:
        self._shared, self._hub = shared, hub
        text = json.dumps(self._marked(document, ()), ensure_ascii=False)
        self._pieces: list[str] = re.split("\x01|\\\\u0001", text)
        self._places = list(_claims_of(document))

    def filled(self, number: int) -> str:
        """The text of the document of this copy."""
        own, group = f"-c{number}", f"-c{(number + _DIMENSIONS_FOR - 1) // _DIMENSIONS_FOR}"
        gaps = {"o": own, "h": "" if number <= _HUB_COPIES else own, "g": group}
        return "".join(gaps.get(piece, piece) for piece in self._pieces)

    def claims(self, number: int) -> Iterator[tuple[str, str]]:
        for claim, place, entity in self._places:
            is_hubs = entity == self._hub and number <= _HUB_COPIES
            yield (claim if is_hubs else f"{claim}-c{number}"), place

    def _marked(self, part: Any, path: tuple[str, ...]) -> Any:
        if isinstance(part, list):
            return [self._marked(item, path) for item in part]
        if not isinstance(part, dict):
            return part
        about = part.get("entity") if isinstance(part.get("entity"), str) else part.get("slug")
        gap = "\x01h\x01" if self._hub and about == self._hub else "\x01o\x01"
        marked = {}
        for key, value in part.items():
            here = (*path, key)
            if not isinstance(value, str) or not value:
                marked[key] = self._marked(value, here)
            elif key in ("claim", "entity") or here in (("slug",), ("sides", "entity", "slug")):
                marked[key] = value + (gap if here != ("slug",) else "\x01o\x01")
            elif key in ("over", "under"):
                marked[key] = value + ("\x01h\x01" if self._hub and value == self._hub else "\x01o\x01")
            elif here == ("rows", "dimension", "slug"):
                marked[key] = value if value in self._shared["D"] else f"{value}\x01g\x01"
            elif here[0] == "references" and key == "key":
                marked[key] = value if value in self._shared["S"] else f"{value}\x01o\x01"
            else:
                marked[key] = value
        return marked


def _claims_of(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each claim of a document once, with its place and the entity that it is about."""
    seen = set()
    cells = [(cell, "cell") for row in document["rows"] for cell in row["cells"]]
    points = [
        (point, place.removesuffix("es") if place == "weaknesses" else "strength")
        for side in document["points"]
        for place in ("strengths", "weaknesses")
        for point in side[place]
    ]
    findings = [(finding, "finding") for finding in document["findings"]]
    for part, place in [*cells, *points, *findings]:
        if part.get("claim") and part["claim"] not in seen:
            seen.add(part["claim"])
            yield part["claim"], place, part["entity"]
