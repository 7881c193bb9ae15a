"""Which edition shows which claim: a table that says what the documents say, and answers by index."""

import json
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from comparisons.documents import read_document
from comparisons.models import Comparison, Edition, EditionClaim
from comparisons.publishing import publish
from core.publishing_status import Status
from entities.models import Claim
from tests.factories import (
    a_finding,
    a_published_comparison,
    a_strength,
    a_weakness,
    an_edition,
    an_entity,
)

pytestmark = pytest.mark.django_db

old_editions = import_module("comparisons.migrations.0005_claims_of_the_editions_there_are")


def recorded(edition: Edition) -> set[tuple[str, str]]:
    return set(EditionClaim.objects.filter(edition=edition).values_list("claim", "place"))


def shown(edition: Edition) -> set[tuple[str, str]]:
    """What stands in the document, read as every page reads it."""
    document = read_document(edition.document)
    return {
        *((cell.claim, "cell") for row in document.rows for cell in row.cells if cell.claim),
        *((point.claim, "strength") for side in document.points for point in side.strengths),
        *((point.claim, "weakness") for side in document.points for point in side.weaknesses),
        *((point.claim, "finding") for point in document.findings),
    }


def a_comparison_with_points() -> Comparison:
    entity = an_entity()
    points = [a_strength(entity=entity), a_weakness(entity=entity), a_finding()]
    return a_published_comparison(sides=[entity, an_entity()], rows=2, points=points)


def test_publishing_records_every_claim_that_the_document_shows_with_its_place() -> None:
    edition = a_comparison_with_points().editions.get()
    assert {place for _, place in recorded(edition)} == {"cell", "strength", "weakness", "finding"}
    assert recorded(edition) == shown(edition)


def test_each_edition_has_its_own_record() -> None:
    comparison = a_comparison_with_points()
    comparison.points.all().delete()
    second = publish(comparison=comparison, author=None, change_note="Without points.")
    assert second is not None
    assert recorded(second) == shown(second)
    assert len(recorded(second)) == len(recorded(comparison.editions.get(number=1))) - 3


def test_a_cell_without_a_claim_is_not_recorded() -> None:
    comparison = a_published_comparison(rows=1)
    Claim.objects.update(status=Status.WITHDRAWN)
    edition = publish(comparison=comparison, author=None, change_note="Withdrawn.")
    assert edition is not None
    assert recorded(edition) == set()


def test_the_first_schema_version_is_recorded_as_well() -> None:
    comparison = a_published_comparison(rows=1)
    document = json.loads((Path(__file__).parent / "documents" / "v1.json").read_text())
    (edition,) = Edition.objects.bulk_create(
        [
            Edition(
                comparison=comparison,
                number=2,
                schema_version=1,
                document=document,
                content_hash="0" * 64,
                author_name="somebody",
                change_note="Something changed.",
            )
        ]
    )
    assert len(recorded(edition)) > 3
    assert recorded(edition) == shown(edition)


def test_the_editions_made_before_there_was_a_record_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    editions = [an_edition(comparison=a_comparison_with_points()) for _ in range(3)]
    with pgtrigger.ignore("comparisons.EditionClaim:never_changes"):
        EditionClaim.objects.exclude(edition=editions[0]).delete()
    monkeypatch.setattr(old_editions, "BATCH", 2)
    with pgtrigger.ignore("comparisons.EditionClaim:only_as_its_edition_says"):
        old_editions.record_claims(apps, SimpleNamespace(connection=connection))
    for edition in Edition.objects.all():
        assert recorded(edition) == shown(edition) != set()


# --- By index ----------------------------------------------------------------------------------


def test_only_the_latest_edition_of_what_is_published_is_found() -> None:
    claim = a_finding()
    shows, showed, withdrawn = (a_published_comparison(points=[claim]) for _ in range(3))
    latest = an_edition(comparison=shows)
    showed.points.all().delete()
    publish(comparison=showed, author=None, change_note="Without it.")
    Comparison.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    assert list(Edition.objects.latest_showing(claim.public_id)) == [latest]


def test_newest_is_the_latest_edition_of_each_published_comparison() -> None:
    one, other, withdrawn = (a_published_comparison() for _ in range(3))
    latest = an_edition(comparison=one)
    Comparison.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    assert list(Edition.objects.newest()) == [latest, other.editions.get()]


@pytest.fixture
def many_editions() -> None:
    """1,000 comparisons with 20 editions each, their notes, and 100,000 records of claims, as rows without content."""
    comparison = a_published_comparison()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(
            """
            INSERT INTO comparisons_comparison
                (slug, category_id, title, lede, outlook, position, created, modified, status, drafting)
            SELECT 'many-' || n, %s, 'Many ' || n, 'Lede.', '', 0, now(), now(), 'published', 'human'
            FROM generate_series(1, 1000) n
            """,
            [comparison.category_id],
        )
        cursor.execute(
            """
            INSERT INTO comparisons_edition
                (comparison_id, number, schema_version, document, content_hash, published_at, author_name, change_note)
            SELECT id, n, 1, '{"schema_version": 1}', repeat('0', 64), now(), 'somebody', 'Something.'
            FROM comparisons_comparison, generate_series(1, 20) n WHERE slug LIKE 'many-%%'
            """
        )
        cursor.execute(
            """
            INSERT INTO comparisons_editionclaim (edition_id, claim, place)
            SELECT id, 'claim-' || comparison_id || '-' || n, 'cell'
            FROM comparisons_edition, generate_series(1, 5) n WHERE change_note = 'Something.'
            """
        )
        cursor.execute(
            """
            INSERT INTO comparisons_derivednote (edition_id, note)
            SELECT id, 'Worked out.' FROM comparisons_edition WHERE change_note = 'Something.'
            """
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        # Of every table that is asked here: what an earlier test left known of one may be that it is empty.
        for table in ("category", "comparison", "edition", "editionclaim", "derivednote"):
            cursor.execute(f"ANALYZE comparisons_{table}")


def explained(editions: "QuerySet[Edition]") -> str:
    return editions.explain()


def read_whole(editions: "QuerySet[Edition]") -> set[str]:
    """The large tables that would be read from end to end; the one category of all is found so as well."""
    return set(re.findall(r"Seq Scan on (\w+)", explained(editions))) - {"comparisons_category"}


@pytest.mark.usefixtures("many_editions")
def test_editions_are_found_by_index_at_volume() -> None:
    last = Comparison.objects.filter(slug="many-1000").get()
    showing = Edition.objects.latest_showing(f"claim-{last.pk}-1")
    assert [edition.number for edition in showing] == [20]
    assert "edition_claim_recorded_once" in explained(showing)
    assert read_whole(showing) == set()

    # The latest of one comparison costs one look into the index, and those of all are found without sorting all.
    one = Edition.objects.latest_of("many-1000")
    assert [edition.number for edition in one] == [20]
    assert read_whole(one) == set()
    assert "Index Scan Backward using edition_number_once_per_comparison" in explained(one)
    assert Edition.objects.newest().count() == 1001
    plan = explained(Edition.objects.newest().defer("document"))
    assert "edition_number_once_per_comparison" in plan
    assert "number DESC" not in plan

    assert "edition_newest_first" in explained(Edition.objects.recent(5))
