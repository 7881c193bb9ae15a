"""Finding entries of the search table: exact names first, then what has all the words, then what has some of them.

PostgreSQL finds and weighs; what is found (at most a thousand of each kind) is put in order here, so that results,
counts and facets come from the same rows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connections

from core.read_database import present_name
from finding.models import Kind
from finding.query_words import Asked

MOST_CANDIDATES = 1000
_MOST_NAMED = 100
# Of words in names, of words near names, of definitions and texts, of notes; in PostgreSQL's order: D, C, B, A.
_WEIGHTS = "{0.05, 0.2, 0.6, 1.0}"
_YEAR = re.compile("[0-9]{1,4}")
# “power of the human brain” is the name of a claim without these.
_LITTLE_WORDS = frozenset({"of", "the", "a", "an", "in", "for"})
# The columns that a filter looks at, and of which kinds of entry they say anything.
_FILTERED = {
    "realm": ("realm = %s", (Kind.ENTITY, Kind.CLAIM)),
    "type": ("entity_kind = %s", (Kind.ENTITY, Kind.CLAIM)),
    "group": ('"group" = (SELECT id FROM entities_dimensiongroup WHERE slug = %s)', (Kind.DIMENSION, Kind.CLAIM)),
    "figures": ("has_figures = (%s = 'yes')", (Kind.DIMENSION, Kind.CLAIM)),
    "tier": ("tier = %s", (Kind.SOURCE,)),
    "year": ("year = %s::int", (Kind.SOURCE,)),
}
FILTERS = tuple(_FILTERED)


class Candidate(NamedTuple):
    """An entry that was found. ``named``: what share of the query is its name, 1 for all of it, 0 for nothing."""

    kind: str
    thing: int
    named: float
    matched: int
    rank: float
    realm: str
    entity_kind: str
    group: int | None
    has_figures: bool
    tier: str
    year: int | None

    @property
    def order(self) -> tuple[float, int, float, int]:
        """The best ones first."""
        return -self.named, -self.matched, -self.rank, self.thing


@dataclass(frozen=True)
class Found:
    """What was found, in order within each kind.

    ``asked`` is what was looked for at last: with the spelling that was ``corrected``, if it had to be. ``is_partial``:
    nothing has all of the words. ``unknown``: words with digits, such as a model's name, that nothing here has.
    ``query`` is PostgreSQL's form of what was found by, to mark words with.
    """

    asked: Asked
    candidates: list[Candidate] = field(default_factory=list)
    corrected: bool = False
    is_partial: bool = False
    unknown: tuple[str, ...] = ()
    query: str = ""

    def of(self, kind: str) -> list[Candidate]:
        return [candidate for candidate in self.candidates if candidate.kind == kind]


class _Query(NamedTuple):
    """The terms as PostgreSQL reads them: ``terms`` one by one (empty for stop words), what must not occur, and the
    names that the query could be, each without blanks and signs. ``whole`` is the one of all of it, ``length`` how long
    that is without little words."""

    terms: list[str]
    excluded: list[str]
    keys: list[str]
    whole: str
    length: int
    typing: bool


def find(
    asked: Asked,
    *,
    kinds: Sequence[str] = Kind.values,
    filters: Mapping[str, str] | None = None,
    typing: bool = False,
) -> Found:
    """Look for the query in these kinds of entry.

    ``filters`` are values of `FILTERS`; a kind of which a filter says nothing is left out. With ``typing`` the last
    word may go on. Two to six statements.
    """
    given = {name: value for name, value in (filters or {}).items() if value}
    wanted = [kind for kind in kinds if all(kind in _FILTERED[name][1] for name in given)]
    if "year" in given and not _YEAR.fullmatch(given["year"]):
        wanted = []
    if not asked.terms or not wanted:
        return Found(asked)
    for attempt, corrected in _attempts(asked):
        query = _understood(attempt, typing=typing)
        every = _joined(" & ", query.terms)
        candidates = _candidates(query, every, wanted, given)
        wanted_words = sum(bool(term) for term in query.terms)
        if any(each.named >= 1 or (wanted_words and each.matched == wanted_words) for each in candidates):
            return Found(attempt, candidates, corrected=corrected, query=_joined(" | ", query.terms))
    return _with_some_of(attempt, wanted, given, corrected=corrected)


def _attempts(asked: Asked) -> Iterable[tuple[Asked, bool]]:
    """The query as typed, without the words of a question, and with its spelling corrected if it can be."""
    yield asked, False
    plain = asked.without_question_words()
    if plain != asked:
        yield plain, False
    corrections = did_you_mean(plain.terms)
    if corrections:
        yield plain.corrected(corrections), True


def _with_some_of(asked: Asked, kinds: Sequence[str], filters: Mapping[str, str], *, corrected: bool) -> Found:
    """What has some of the words: the more of them the better."""
    unknown = _unknown(asked)
    # Of a name that nothing has, such as gpt7, what is near goes by its letters.
    near = Asked(tuple(_letters(term) if term in unknown else term for term in asked.terms), asked.excluded)
    query = _understood(near, typing=False)
    some = _joined(" | ", query.terms)
    return Found(
        asked,
        _candidates(query, some, kinds, filters),
        corrected=corrected,
        is_partial=len(asked.terms) > 1 or bool(unknown),
        unknown=unknown,
        query=some,
    )


def did_you_mean(terms: Sequence[str]) -> dict[str, str]:
    """For each term that no name or definition here has, the nearest word that one has; nothing for other terms.

    A word of up to five letters may differ in one, a longer one in two. What has digits is a name, and never guessed.
    """
    guessed = [term for term in terms if len(term) >= 4 and term.isalpha()]
    if not guessed:
        return {}
    rows = _rows(
        """
        SELECT term, (
            SELECT word FROM finding_nameword
            WHERE initial = left(plain, 1) AND length(word) BETWEEN length(plain) - 2 AND length(plain) + 2
            AND levenshtein_less_equal(word, plain, 2) <= CASE WHEN length(plain) < 6 THEN 1 ELSE 2 END
            GROUP BY word ORDER BY levenshtein(word, plain), count(*) DESC, word LIMIT 1
        )
        FROM (
            SELECT term, search_plain(term) AS plain FROM unnest(%s::text[]) AS term
        ) AS asked
        WHERE NOT EXISTS (SELECT FROM finding_nameword WHERE initial = left(plain, 1) AND word = plain)
        """,
        [guessed],
    )
    return {term: word for term, word in rows if word}


def _understood(asked: Asked, *, typing: bool) -> _Query:
    """One statement: the terms as tsquery, and every run of words as the name that it could be."""
    words = [word for term in asked.terms for word in term.split()]
    telling = [word for word in words if word.lower() not in _LITTLE_WORDS]
    runs = _runs(words) | _runs(telling)
    ((terms, excluded, keys, whole, short, last),) = _rows(
        """
        SELECT
            ARRAY(SELECT phraseto_tsquery('english', search_plain(term))::text FROM unnest(%s::text[])
                WITH ORDINALITY AS asked (term, place) ORDER BY place),
            ARRAY(SELECT phraseto_tsquery('english', search_plain(term))::text FROM unnest(%s::text[]) AS term),
            search_names(%s::text[]), replace(search_plain(%s), ' ', ''), replace(search_plain(%s), ' ', ''),
            search_plain(%s)
        """,
        [list(asked.terms), list(asked.excluded), sorted(runs), " ".join(words), " ".join(telling), words[-1]],
    )
    if typing and len(last) > 1 and " " not in last:
        beginning = f"'{last.replace(chr(92), '').replace(chr(39), '')}':*"
        terms[-1] = f"({terms[-1]}) | {beginning}" if terms[-1] else beginning
    return _Query(terms, [term for term in excluded if term], keys, whole, len(short or whole), typing)


def _runs(words: Sequence[str]) -> set[str]:
    return {" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


def _candidates(query: _Query, wanted: str, kinds: Sequence[str], filters: Mapping[str, str]) -> list[Candidate]:
    """Entries that ``wanted`` (a tsquery) finds, and those whose name is a run of words of the query. One statement."""
    conditions = "".join(f" AND {_FILTERED[name][0]}" for name in filters)
    if query.excluded:
        conditions += " AND NOT vector @@ %s::tsquery"
    more = [*filters.values(), *([_joined(" | ", query.excluded)] if query.excluded else [])]
    terms = [term for term in query.terms if term]
    matched = " + ".join(["(vector @@ %s::tsquery)::int"] * len(terms)) or "0"
    columns = f"""
        kind, thing, ARRAY(SELECT unnest(names) INTERSECT SELECT unnest(%s::text[])),
        ARRAY(SELECT name FROM unnest(names) AS name WHERE starts_with(name, %s)), {matched},
        ts_rank(%s, vector, %s::tsquery, 1), realm, entity_kind, "group", has_figures, tier, year
    """
    some = _joined(" | ", terms)
    of_columns = [query.keys, query.whole, *terms, _WEIGHTS, some]
    parts, parameters = [], []
    if wanted:
        for kind in kinds:
            parts.append(
                f"(SELECT {columns} FROM finding_searchentry WHERE is_public AND kind = '{Kind(kind).value}'"
                f" AND vector @@ %s::tsquery{conditions} LIMIT {MOST_CANDIDATES})"
            )
            parameters += [*of_columns, wanted, *more]
    parts.append(
        f"(SELECT {columns} FROM finding_searchentry WHERE is_public AND kind = ANY (%s) AND names && %s::text[]"
        f"{conditions} LIMIT {_MOST_NAMED})"
    )
    parameters += [*of_columns, list(kinds), query.keys, *more]
    found: dict[tuple[str, int], Candidate] = {}
    for kind, thing, names, longer, *others in _rows(" UNION ALL ".join(parts), parameters):
        named = min(max((len(name) for name in names), default=0) / max(query.length, 1), 1)
        if query.typing and longer:
            named = max(named, len(query.whole) / min(len(name) for name in longer))
        found[kind, thing] = Candidate(kind, thing, named, *others)
    return sorted(found.values(), key=lambda candidate: candidate.order)


def _unknown(asked: Asked) -> tuple[str, ...]:
    """The terms with digits that nothing public has."""
    named = [term for term in asked.terms if any(sign.isdecimal() for sign in term)]
    if not named:
        return ()
    has = " OR ".join(
        f"EXISTS (SELECT FROM finding_searchentry WHERE is_public AND kind = '{kind}'"
        " AND vector @@ phraseto_tsquery('english', search_plain(term)))"
        for kind in Kind.values
    )
    rows = _rows(f"SELECT term FROM unnest(%s::text[]) AS term WHERE NOT ({has})", [named])
    return tuple(term for (term,) in rows)


def _letters(term: str) -> str:
    return "".join(sign if sign.isalpha() else " " for sign in term).strip() or term


def _joined(by: str, terms: Iterable[str]) -> str:
    return by.join(f"({term})" for term in terms if term)


def _rows(sql: str, parameters: Sequence[Any]) -> list[Any]:
    with connections[present_name()].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
