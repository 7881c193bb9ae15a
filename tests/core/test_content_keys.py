"""Keys of what is kept: equal where two values say the same, and never where they do not."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

import pytest

from comparisons.renderings.page import present
from comparisons.renderings.view_models import Evidence, Statement, TableRow
from core.content_keys import content_key
from core.markdown import markdown
from tests.citations.works import a_work
from tests.comparisons.parts import a_full_document


@dataclass(frozen=True)
class Pair:
    one: object
    other: object


class Named(NamedTuple):
    one: object
    other: object


class NamedAlike(NamedTuple):
    one: object
    other: object


DIFFERENT: Sequence[object] = [
    *(None, True, False, 0, 1, 1.0, "", "0", "1", "True", "None", b"1".hex(), markdown("1"), "<p>1</p>\n"),
    *(Decimal("1.0"), Decimal("1.00"), "1.0", date(2026, 1, 1), "2026-01-01", datetime(2026, 1, 1, tzinfo=UTC)),
    *((), [], (1,), ((1,),), (1, 2), ((1,), 2), ("1", "2"), ("12",), ("1s1:2",), frozenset(), frozenset({1})),
    *({}, {"a": 1}, {"a": "1"}, (("a", 1),), Pair("a", "b"), Pair("ab", ""), Pair("", "ab"), Pair("b", "a")),
    *(Named("a", "b"), NamedAlike("a", "b"), ("a", "b"), a_work(key="a"), a_work(key="b"), a_work(key="a").title),
]


def test_what_says_something_else_has_another_key() -> None:
    for one, other in combinations(DIFFERENT, 2):
        assert content_key(one) != content_key(other), (one, other)


def test_what_says_the_same_has_the_same_key() -> None:
    assert content_key(Pair("a", a_work(key="b"))) == content_key(Pair("a", a_work(key="b")))
    assert content_key({"a": 1, "b": 2}) == content_key({"b": 2, "a": 1})
    assert content_key(frozenset({"x", "y", "z"})) == content_key(frozenset({"z", "y", "x"}))


def test_values_do_not_run_into_each_other() -> None:
    assert content_key("a", "b") != content_key("ab")
    assert content_key("a", "b") != content_key("a", "", "b")


def test_of_a_value_of_an_unknown_kind_nothing_is_kept() -> None:
    with pytest.raises(TypeError, match="object"):
        content_key(object())


def test_a_frozen_model_that_has_said_what_it_says_is_still_equal_to_another() -> None:
    one, other = a_work(key="a"), a_work(key="a")
    content_key(one)
    assert one == other
    assert hash(one) == hash(other)
    assert one.model_dump() == other.model_dump()
    assert one.model_copy(update={"key": "b"}) == a_work(key="b")
    assert content_key(one.model_copy(update={"key": "b"})) == content_key(a_work(key="b"))


def test_every_part_of_a_row_that_a_page_shows_is_in_its_key() -> None:
    """So that no row is shown that was kept of one that says something else."""
    row = _a_row()
    changed: dict[str, Any] = {
        "part": row.part.model_copy(update={"note": "another"}),
        "cells": (row.cells[0], replace(row.cells[1], converted="another")),
        "ratios": ("another",),
        "units": ("another",),
    }
    # Which works a row shows its cells say; the list of the document is there to look them up.
    assert {field.name for field in fields(TableRow)} == {*changed, "references"}
    for name, value in changed.items():
        assert content_key(replace(row, **{name: value})) != content_key(row), name


def test_every_part_of_a_statement_that_a_page_shows_is_in_its_key() -> None:
    statement = _a_row().cells[0]
    evidence = statement.evidence[0]
    changed: dict[str, Any] = {
        "part": statement.part.model_copy(update={"text": "another"}),
        "column": replace(statement.column, label="another") if statement.column else None,
        "mentions": (),
        "evidence": (replace(evidence, converted="another"),),
        "markers": (("stale", "due for review"),),
        "converted": "another",
    }
    assert {field.name for field in fields(Statement)} == set(changed)
    for name, value in changed.items():
        assert content_key(replace(statement, **{name: value})) != content_key(statement), name


def test_every_part_of_the_evidence_that_a_page_shows_is_in_its_key() -> None:
    statement = _a_row().cells[0]
    evidence = statement.evidence[0]
    retracted = evidence.reference.model_copy(update={"work": a_work(key="gone", publication_status="retracted")})
    changed: dict[str, Any] = {
        "reference": retracted,
        "converted": "another",
        "works": (retracted,),
        "inputs": ("another",),
    }
    # A citation of the evidence is one of the part of the statement.
    assert {field.name for field in fields(Evidence)} == {*changed, "citation"}
    for name, value in changed.items():
        other = replace(statement, evidence=(replace(evidence, **{name: value}), *statement.evidence[1:]))
        assert content_key(other) != content_key(statement), name
    assert [item.citation for item in statement.evidence] == list(statement.part.citations)


def _a_row() -> TableRow:
    """Of a document with something in every section: the first, whose cells cite works and give figures."""
    row = present(a_full_document(), today=date(2026, 1, 1)).rows[0]
    assert row.cells[0].evidence
    assert row.cells[0].mentions
    return row
