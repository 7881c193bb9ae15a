"""Publishing: when an edition is made, when none is, and what happens when two are made at once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from citations.models import Citation, Source
from comparisons import publishing
from comparisons.claim_facts import forget_facts
from comparisons.documents import SCHEMA_VERSION, ComparisonDocument, hash_of, read_document
from comparisons.models import Comparison, Edition
from comparisons.publishing import PublicationRefusedError, examine, publish, republish
from core.publishing_status import Status
from entities.models import Claim, Entity
from tests.factories import (
    a_comparison,
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_editor,
    an_entity,
    fill_cells,
)
from tests.refusals import settle
from tests.waiting import wait_for_a_waiting_session

pytestmark = pytest.mark.django_db


def a_comparison_to_publish() -> Comparison:
    comparison = a_comparison(rows=2)
    fill_cells(comparison=comparison)
    return comparison


def in_version_1(document: ComparisonDocument) -> dict[str, Any]:
    """The document as the first schema version wrote it; its works are articles."""
    stored = document.as_json()
    stored["schema_version"] = 1
    for row in stored["rows"]:
        del row["comparability_basis"]
        for citation in (citation for cell in row["cells"] for citation in cell["citations"]):
            citation["second_hand"] = citation.pop("source_check") == "quoted"
    kept = [
        "key",
        "type",
        "title",
        "authors",
        "publisher",
        "volume",
        "issue",
        "pages",
        "doi",
        "arxiv",
        "pmid",
        "isbn",
        "url",
        "tier",
    ]
    kept += ["publication_status", "status_note"]
    stored["references"] = [
        {
            "number": reference["number"],
            **{name: reference["work"][name] for name in kept},
            "year": reference["work"]["issued"]["year"],
            "container": reference["work"]["container_title"],
        }
        for reference in stored["references"]
    ]
    return stored


def reword(comparison: Comparison, text: str) -> None:
    """Change what one cell of the comparison says."""
    Claim.objects.filter(dimension__rows__comparison=comparison, dimension__rows__position=1).filter(
        entity__sides__comparison=comparison, entity__sides__position=1
    ).update(text=text)


# --- The first edition and the next ------------------------------------------------------------


def test_the_first_publication_makes_edition_1_and_the_comparison_public() -> None:
    comparison, editor = a_comparison_to_publish(), an_editor(username="ada")
    edition = publish(comparison=comparison, author=editor, change_note="First edition.")
    settle()
    assert edition is not None
    stored = Edition.objects.get()
    assert (stored.number, stored.schema_version, stored.change_note) == (1, SCHEMA_VERSION, "First edition.")
    assert (stored.author, stored.author_name) == (editor, "ada")
    assert stored.published_at == edition.published_at
    assert comparison.status == Comparison.objects.get().status == Status.PUBLISHED


def test_a_command_publishes_without_an_account() -> None:
    comparison = a_published_comparison()
    assert comparison.editions.get().author is None
    assert comparison.editions.get().author_name != ""


def test_a_change_makes_the_next_edition_and_leaves_the_former_as_it_was() -> None:
    comparison = a_published_comparison()
    first = comparison.editions.get()
    reword(comparison, "Said in other words.")
    second = publish(comparison=comparison, author=None, change_note="Reworded.")
    assert second is not None
    assert second.number == 2
    assert Edition.objects.get(number=1).document == first.document
    assert second.document["rows"][0]["cells"][0]["text"] == "Said in other words."


def test_without_a_change_there_is_no_edition() -> None:
    comparison = a_published_comparison()
    comparison.save()
    assert publish(comparison=comparison, author=None, change_note="Nothing.") is None
    assert comparison.editions.count() == 1


def test_what_does_not_stand_in_the_document_makes_no_edition() -> None:
    comparison = a_published_comparison()
    Comparison.objects.update(position=9)
    assert publish(comparison=comparison, author=None, change_note="Moved within its category.") is None


def test_one_more_significant_digit_is_a_change() -> None:
    dimension = a_quantity_dimension()
    figure = a_figure(claim=an_attribute(dimension=dimension), value="20", text="about 20 W")
    comparison = a_published_comparison(sides=[figure.claim.entity, an_entity()], rows=[dimension])
    Citation.objects.filter(pk=figure.pk).update(value="20.0")
    edition = publish(comparison=comparison, author=None, change_note="As printed.")
    assert edition is not None


def test_the_hash_of_an_edition_is_that_of_the_document_it_keeps() -> None:
    edition = a_published_comparison().editions.get()
    assert edition.content_hash == read_document(edition.document).content_hash()


def test_going_back_to_former_words_is_a_change_too() -> None:
    comparison = a_published_comparison()
    hashes = [comparison.editions.get().content_hash]
    former = Claim.objects.get(
        dimension__rows__position=1, dimension__rows__comparison=comparison, entity__sides__position=1
    ).text
    for text in ("Something else.", former):
        reword(comparison, text)
        edition = publish(comparison=comparison, author=None, change_note="Reworded.")
        assert edition is not None
        hashes.append(edition.content_hash)
    assert hashes[0] == hashes[2] != hashes[1]


def test_what_was_withdrawn_can_be_published_again() -> None:
    comparison = a_published_comparison()
    Comparison.objects.update(status=Status.WITHDRAWN)
    assert publish(comparison=comparison, author=None, change_note="Back again.") is None
    settle()
    assert Comparison.objects.get().status == Status.PUBLISHED


# --- The gate ----------------------------------------------------------------------------------


def test_a_refusal_changes_nothing_and_names_every_reason() -> None:
    figures = [an_attribute(dimension=a_quantity_dimension(name=name)) for name in ("Power", "Energy")]
    comparison = a_comparison(sides=[figures[0].entity, figures[1].entity], rows=[claim.dimension for claim in figures])
    with pytest.raises(PublicationRefusedError) as refusal:
        publish(comparison=comparison, author=None, change_note="First edition.")
    settle()
    assert {problem.claim for problem in refusal.value.problems} == {claim.public_id for claim in figures}
    assert refusal.value.comparison == comparison
    reasons = " ".join(problem.message for problem in refusal.value.problems)
    assert "“Power” of" in reasons
    assert str(refusal.value) == f"{comparison}: {reasons}"
    assert comparison.status == Comparison.objects.get().status == Status.DRAFT
    assert not Edition.objects.exists()


# --- Republishing ------------------------------------------------------------------------------


def test_republishing_brings_up_to_date_what_is_published_and_nothing_else() -> None:
    shared = an_entity()
    published = a_published_comparison(sides=[shared, an_entity()], rows=[a_quantity_dimension()])
    withdrawn = a_published_comparison(sides=[shared, an_entity()])
    Comparison.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    draft = a_comparison(sides=[shared, an_entity()], rows=1)
    untouched = a_published_comparison()
    shared.definition = "Defined in other words."
    shared.save()
    editions = republish(comparisons=Comparison.objects.all(), author=None, change_note="Defined anew.")
    settle()
    assert [(edition.comparison, edition.number) for edition in editions] == [(published, 2)]
    assert {comparison.editions.count() for comparison in (withdrawn, untouched)} == {1}
    assert Comparison.objects.get(pk=draft.pk).status == Status.DRAFT


def test_one_that_has_not_changed_keeps_none_that_has_from_its_next_edition() -> None:
    unchanged, changed = a_published_comparison(), a_published_comparison()
    changed.sides.get(position=1).entity.claims.filter(kind="attribute").update(text="Said anew.")
    editions = republish(comparisons=[unchanged, changed], author=None)
    assert [edition.comparison for edition in editions] == [changed]
    assert abs(timezone.now() - Edition.objects.get(pk=editions[0].pk).published_at) < timedelta(minutes=1)


def test_one_comparison_that_fails_the_gate_holds_back_all_that_are_republished_with_it() -> None:
    dimension = a_quantity_dimension()
    claim = a_figure(claim=an_attribute(dimension=dimension)).claim
    good = a_published_comparison(sides=[claim.entity, an_entity()])
    a_published_comparison(sides=[claim.entity, an_entity()], rows=[dimension])
    claim.entity.definition = "Defined in other words."
    claim.entity.save()
    claim.citations.all().delete()
    with pytest.raises(PublicationRefusedError):
        republish(comparisons=Comparison.objects.all(), author=None, change_note="Defined anew.")
    settle()
    assert good.editions.count() == 1


def test_a_retraction_is_never_held_back() -> None:
    dimension = a_quantity_dimension()
    figure = a_figure(claim=an_attribute(dimension=dimension), source=a_source(key="gone"))
    comparison = a_published_comparison(sides=[figure.claim.entity, an_entity()], rows=[dimension])
    Source.objects.filter(key="gone").update(
        publication_status="retracted", status_checked_on="2026-02-01", status_note="Retracted by the journal."
    )
    (edition,) = republish(comparisons=[comparison], author=None, change_note="A source was retracted.")
    cell = read_document(edition.document).rows[0].cells[0]
    assert "retracted" in cell.markers
    with pytest.raises(PublicationRefusedError):
        publish(comparison=comparison, author=None, change_note="As if nothing had happened.")


def test_a_retraction_excuses_no_other_fault() -> None:
    dimension = a_quantity_dimension()
    gone, uncited = (a_figure(claim=an_attribute(dimension=dimension)) for _ in range(2))
    comparison = a_published_comparison(sides=[gone.claim.entity, uncited.claim.entity], rows=[dimension])
    Source.objects.filter(pk=gone.source.pk).update(
        publication_status="retracted", status_checked_on="2026-02-01", status_note="Retracted by the journal."
    )
    uncited.delete()
    with pytest.raises(PublicationRefusedError) as refusal:
        republish(comparisons=[comparison], author=None, change_note="A source was retracted.")
    assert [problem.claim for problem in refusal.value.problems] == [uncited.claim.public_id]


@pytest.mark.parametrize("count", [2, 12])
def test_many_comparisons_are_republished_with_the_queries_of_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shared = an_entity()
    comparisons = [a_published_comparison(sides=[shared, an_entity()], rows=3) for _ in range(count)]
    Entity.objects.filter(pk=shared.pk).update(definition="Defined in other words.")
    # 1, 2 savepoints, 3 the lock; 4 sides, 5 rows, 6 points; 7 claims, 8 versions of what is behind them, 9 citations,
    # 10 equivalences (none), 11 sources, 12 authors; 13 the latest editions, 14 their documents, 15 the new ones;
    # 16, 17 release of the savepoints
    forget_facts()
    with django_assert_num_queries(17):
        editions = republish(comparisons=comparisons, author=None, change_note="Defined anew.")
    assert [edition.comparison for edition in editions] == comparisons
    assert all(edition.published_at for edition in editions)


def test_more_comparisons_than_are_composed_at_once_are_all_republished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_BATCH", 2)
    shared = an_entity()
    comparisons = [a_published_comparison(sides=[shared, an_entity()], rows=1) for _ in range(5)]
    Entity.objects.filter(pk=shared.pk).update(definition="Defined in other words.")
    editions = republish(comparisons=comparisons, author=None, change_note="Defined anew.")
    assert [(edition.comparison, edition.number) for edition in editions] == [(one, 2) for one in comparisons]


def test_an_edition_of_an_earlier_schema_that_says_the_same_gets_no_successor() -> None:
    comparison = a_comparison_to_publish()
    document = examine([comparison])[0].document
    older = in_version_1(document)
    assert read_document(older) == document
    Edition.objects.create(
        comparison=comparison,
        number=1,
        schema_version=1,
        document=older,
        content_hash=hash_of(older),
        author_name="somebody",
        change_note="First edition.",
    )
    Comparison.objects.filter(pk=comparison.pk).update(status=Status.PUBLISHED)
    assert republish(comparisons=[comparison], author=None, change_note="Nothing.") == []
    reword(comparison, "Said in other words.")
    assert [edition.number for edition in republish(comparisons=[comparison], author=None, change_note="Said.")] == [2]


# --- Two at once -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_wait_for_each_other_and_lose_neither_change() -> None:
    comparison = a_published_comparison()
    made: list[Edition | None] = []

    def publish_as_well() -> None:
        try:
            with transaction.atomic():
                Claim.objects.filter(
                    dimension__rows__comparison=comparison, dimension__rows__position=2, entity__sides__position=2
                ).update(text="Changed by the second.")
                made.append(publish(comparison=comparison, author=None, change_note="The second."))
        finally:
            connection.close()

    second = threading.Thread(target=publish_as_well)
    with transaction.atomic():
        reword(comparison, "Changed by the first.")
        made.append(publish(comparison=comparison, author=None, change_note="The first."))
        second.start()
        wait_for_a_waiting_session()
    second.join(timeout=10)
    assert [edition.number if edition else None for edition in made] == [2, 3]
    first_row, second_row = Edition.objects.get(number=3).document["rows"]
    assert first_row["cells"][0]["text"] == "Changed by the first."
    assert second_row["cells"][1]["text"] == "Changed by the second."


@pytest.mark.django_db(transaction=True)
def test_two_first_publications_at_once_make_one_edition() -> None:
    comparison = a_comparison_to_publish()
    made: list[Edition | None] = []

    def publish_as_well() -> None:
        try:
            made.append(publish(comparison=comparison, author=None, change_note="The second."))
        finally:
            connection.close()

    second = threading.Thread(target=publish_as_well)
    with transaction.atomic():
        made.append(publish(comparison=comparison, author=None, change_note="The first."))
        second.start()
        wait_for_a_waiting_session()
    second.join(timeout=10)
    assert [edition.number if edition else None for edition in made] == [1, None]
