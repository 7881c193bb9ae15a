"""The document: frozen, exact, and readable for ever."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from comparisons.composing import compose
from comparisons.documents import (
    SCHEMA_VERSION,
    UPGRADES,
    ComparisonDocument,
    FigurePart,
    UnreadableDocumentError,
    read_document,
)
from comparisons.models import Edition
from comparisons.selecting import editors_selection
from tests.factories import a_published_comparison, a_quantity_dimension

DOCUMENTS = Path(__file__).parent / "documents"

# Every digit that a numeric column can hand over, written as it may be written.
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e60"), max_value=Decimal("1e60"))


def stored(version: int) -> dict[str, Any]:
    """A document as an edition of this schema version keeps it. These files never change."""
    kept: dict[str, Any] = json.loads((DOCUMENTS / f"v{version}.json").read_text())
    return kept


# --- For ever ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_document_of_every_version_that_was_ever_published_can_be_read(version: int) -> None:
    """When this fails, do not mend the file: raise SCHEMA_VERSION and write the step that UPGRADES is missing."""
    document = read_document(stored(version))
    assert document.schema_version == SCHEMA_VERSION
    assert document.title == "Example brain vs example model"
    assert [side.label for side in document.sides] == ["Brain", "Example model"]
    assert document.rows[0].cells[0].headline is not None
    assert document.rows[0].cells[0].headline.value == Decimal("100.0")
    assert len(document.references) == 4


def test_the_file_of_the_present_version_is_what_is_written_today() -> None:
    """Whoever adds, renames or removes a field without a new version is stopped here."""
    assert shape(read_document(stored(SCHEMA_VERSION)).as_json()) == shape(stored(SCHEMA_VERSION))


def test_each_version_but_the_last_has_a_step_to_the_next() -> None:
    assert set(UPGRADES) == set(range(1, SCHEMA_VERSION))


def test_an_older_document_is_brought_up_to_date_step_by_step() -> None:
    ancient = {**stored(SCHEMA_VERSION), "schema_version": -1}
    ancient["heading"] = ancient.pop("title")
    steps = {
        -1: lambda old: {**old, "schema_version": 0, "name": old["heading"]},
        0: lambda old: {
            **{key: value for key, value in old.items() if key not in ("heading", "name")},
            "schema_version": SCHEMA_VERSION,
            "title": old["name"],
        },
    }
    assert read_document(ancient, upgrades=steps) == read_document(stored(SCHEMA_VERSION))
    assert ancient["schema_version"] == -1


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 0, None, "1"])
def test_a_version_that_nobody_can_read_is_refused_by_name(version: object) -> None:
    with pytest.raises(UnreadableDocumentError, match=f"schema version {version!r}"):
        read_document({**stored(SCHEMA_VERSION), "schema_version": version})


def test_a_missing_step_on_the_way_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="schema version 0"):
        read_document(
            {**stored(SCHEMA_VERSION), "schema_version": -1},
            upgrades={-1: lambda old: {**old, "schema_version": 0}},
        )


@pytest.mark.parametrize("change", [{"winner": "brain"}, {"sides": "two"}])
def test_a_document_of_the_right_version_and_the_wrong_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read_document({**stored(SCHEMA_VERSION), **change})


# --- Frozen ------------------------------------------------------------------------------------


def test_no_part_of_a_document_can_be_changed() -> None:
    document = read_document(stored(SCHEMA_VERSION))
    for part, field in (
        (document, "title"),
        (document.rows[0], "note"),
        (document.rows[0].cells[0], "text"),
        (document.rows[0].cells[0].citations[0], "locator"),
        (document.references[0].work, "title"),
        (document.coverage, "cells"),
    ):
        with pytest.raises(ValidationError):
            setattr(part, field, "something else")


# --- Exact -------------------------------------------------------------------------------------


@given(numbers)
def test_no_digit_of_a_number_is_lost_on_the_way_through_json(number: Decimal) -> None:
    figure = a_figure_part(value=number)
    again = FigurePart.model_validate_json(json.dumps(figure.model_dump(mode="json")))
    assert again.value is not None
    assert again.value.as_tuple() == number.as_tuple()


@pytest.mark.parametrize("written", ["86.10", "1E-15", "175000000000", "0.000", "1.7976931348623157E+43"])
def test_a_number_is_kept_as_text_as_it_was_written(written: str) -> None:
    assert a_figure_part(value=Decimal(written)).model_dump(mode="json")["value"] == written


def test_days_are_kept_as_iso_dates() -> None:
    cell = stored(SCHEMA_VERSION)["rows"][0]["cells"][0]
    assert (cell["as_of"], cell["review_due"]) == ("2025-01-31", "2026-01-28")
    assert read_document(stored(SCHEMA_VERSION)).rows[0].cells[0].as_of == date(2025, 1, 31)


@pytest.mark.django_db
def test_an_edition_gives_back_exactly_what_was_composed() -> None:
    comparison = a_published_comparison(rows=[a_quantity_dimension(unit="kW")])
    kept = Edition.objects.get().document
    assert read_document(kept) == compose(editors_selection(comparison))
    assert read_document(kept).as_json() == kept


# --- The hash ----------------------------------------------------------------------------------


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    document = stored(SCHEMA_VERSION)
    assert read_document(reversed_keys(document)).content_hash() == read_document(document).content_hash()


def test_anybody_can_work_out_the_hash_from_the_json() -> None:
    document = stored(SCHEMA_VERSION)
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert read_document(document).content_hash() == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.django_db
def test_the_database_keeps_nothing_but_what_was_hashed() -> None:
    a_published_comparison(rows=[a_quantity_dimension()])
    edition = Edition.objects.get()
    canonical = json.dumps(edition.document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert edition.content_hash == hashlib.sha256(canonical.encode()).hexdigest()


def test_any_change_of_a_word_or_a_digit_changes_the_hash() -> None:
    document = stored(SCHEMA_VERSION)
    hashes = {read_document(document).content_hash()}
    document["lede"] += " "
    hashes.add(read_document(document).content_hash())
    document["rows"][0]["cells"][0]["citations"][0]["figure"]["value"] = "100.00"
    hashes.add(read_document(document).content_hash())
    assert len(hashes) == 3


# --- Reading it --------------------------------------------------------------------------------


def test_statements_come_in_the_order_of_the_page() -> None:
    document = read_document(stored(SCHEMA_VERSION))
    assert [statement.claim for statement in document.statements()] == [
        "example-brain-size",
        "example-model-size",
        "example-brain-power",
        "example-model-power",
        "example-brain-learning",
        "",
        "example-brain-is-small",
        "example-model-is-large",
        "example-finding",
    ]


def test_every_citation_leads_to_a_reference() -> None:
    document: ComparisonDocument = read_document(stored(SCHEMA_VERSION))
    numbers_cited = {citation.reference for statement in document.statements() for citation in statement.citations} | {
        citation.reference for part in document.equivalences for citation in part.citations
    }
    assert numbers_cited == {reference.number for reference in document.references}


def a_figure_part(*, value: Decimal) -> FigurePart:
    return FigurePart(
        text="as printed",
        value=value,
        low=None,
        high=None,
        bound_kind="",
        sense="=",
        unit="W",
        canonical_value=None,
        canonical_low=None,
        canonical_high=None,
        scope="",
        conditions="",
        sample_size=None,
        method="",
        year=None,
        boundary="",
        boundary_name="",
        workload="",
        figure_kind="",
        rival_group="",
        rank="normal",
        rank_reason="",
    )


def reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


def shape(value: Any) -> set[str]:
    """The paths of all fields, whatever they hold."""
    return set(_paths(value, ""))


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}.{key}"
            yield from _paths(item, f"{path}.{key}")
    if isinstance(value, list):
        for item in value:
            yield from _paths(item, f"{path}[]")
