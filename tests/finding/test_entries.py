"""The search table is what the tables say, whatever was written and how."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from citations.models import Authorship, Citation, PublicSource, Source
from comparisons.models import Category, Comparison, Question, QuestionClaim, Row, Side
from core.publishing_status import Status
from entities.models import Claim, Dimension, Entity
from finding.models import NameWord, SearchEntry
from tests.factories import (
    a_citation,
    a_comparison,
    a_published_comparison,
    a_quantity_dimension,
    a_question,
    a_source,
    a_sourced_attribute,
    an_entity,
)

pytestmark = pytest.mark.django_db

_COLUMNS = 'kind, thing, is_public, names, vector, realm, entity_kind, "group", has_figures, tier, year'


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


def differences() -> list[tuple[object, ...]]:
    """What the table lacks and what it has too much, and the same of the words of names."""
    wanted = f"SELECT {_COLUMNS} FROM search_entries_wanted()"
    held = f"SELECT {_COLUMNS} FROM finding_searchentry"
    words = """
        SELECT DISTINCT kind, thing, word
        FROM search_entries_wanted(), regexp_split_to_table(search_plain(words), ' ') AS word
        WHERE is_public AND kind IN ('entity', 'dimension', 'comparison') AND length(word) BETWEEN 4 AND 60
        AND word !~ '[0-9]'
    """
    held_words = "SELECT kind, thing, word FROM finding_nameword JOIN finding_searchentry entry ON entry.id = entry_id"
    return [
        *rows(f"({wanted} EXCEPT {held})"),
        *rows(f"({held} EXCEPT {wanted})"),
        *rows(f"({words} EXCEPT {held_words})"),
        *rows(f"({held_words} EXCEPT {words})"),
    ]


@pytest.fixture(autouse=True)
def something_of_each_kind() -> None:
    power = a_quantity_dimension(name="Power", slug="power")
    brain = an_entity(name="Human brain", slug="human-brain", aliases=["Brain of Homo sapiens"])
    chip = an_entity(name="TrueNorth", slug="truenorth", realm="artificial", kind="hardware")
    for entity in (brain, chip):
        a_sourced_attribute(entity=entity, dimension=power)
    a_published_comparison(sides=[brain, chip], rows=[power], title="Brain vs TrueNorth", slug="brain-vs-truenorth")
    assert SearchEntry.objects.filter(is_public=True).count() >= 8
    assert differences() == []


WRITES: dict[str, Callable[[], object]] = {
    "an entity is renamed": lambda: Entity.objects.filter(slug="human-brain").update(name="Brain of a human"),
    "an entity gets another slug": lambda: Entity.objects.filter(slug="truenorth").update(slug="true-north"),
    "an entity gets other names": lambda: Entity.objects.update(aliases=["Éclair", "XY-7"]),
    "an entity is taken back": lambda: Entity.objects.filter(slug="truenorth").update(status=Status.DRAFT),
    "an entity is of another realm": lambda: Entity.objects.filter(slug="truenorth").update(
        realm="theoretical", kind="concept"
    ),
    "entities are made at once": lambda: Entity.objects.bulk_create(
        [Entity(slug=f"x-{n}", name=f"X {n}", realm="biological", kind="cell", definition="A cell.") for n in (1, 2)]
    ),
    "a dimension is renamed": lambda: Dimension.objects.filter(slug="power").update(name="Electric power"),
    "a dimension is taken back": lambda: Dimension.objects.update(status=Status.DRAFT),
    "a claim says something else": lambda: Claim.objects.update(text="Twenty watts", note="By its fuel."),
    "a claim is taken back": lambda: Claim.objects.update(status=Status.DRAFT),
    "a claim is made": lambda: a_sourced_attribute(entity=Entity.objects.first()),
    "a citation goes": lambda: Citation.objects.all().delete(),
    "a citation gives no figure any more": lambda: Citation.objects.update(stance="context"),
    "a comparison gets another title": lambda: Comparison.objects.update(title="Other vs Another"),
    "a comparison is withdrawn": lambda: Comparison.objects.update(status=Status.WITHDRAWN),
    "a category is renamed": lambda: Category.objects.update(name="Other things"),
    "a row goes": lambda: Row.objects.all().delete(),
    "a side is another entity": lambda: Side.objects.filter(entity__slug="truenorth").update(
        entity=an_entity(name="Loihi")
    ),
    "a comparison is made": lambda: a_comparison(sides=3, rows=2),
    "a source gets another title": lambda: Source.objects.update(title="On watts", year=1999),
    "a source is cited": lambda: a_citation(source=a_source(title="New", doi="10.1000/new.1")),
    "a source that nobody cites": lambda: a_source(key="nobody-2020"),
    "an author is another": lambda: Authorship.objects.update(family="Müller"),
    "a question is asked": lambda: a_question(
        text="How much power does it use?",
        claims=[Claim.objects.first()],
        comparison=Comparison.objects.get(),
    ),
    "SQL by hand": lambda: rows("UPDATE entities_entity SET definition = 'What hand-written words define.'"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_the_entries_follow_every_way_of_writing(write: Callable[[], object]) -> None:
    before = rows(f"SELECT {_COLUMNS} FROM finding_searchentry ORDER BY kind, thing")
    write()
    assert differences() == []
    assert rows(f"SELECT {_COLUMNS} FROM finding_searchentry ORDER BY kind, thing") != before


def test_a_question_that_is_changed_or_taken_back_is_found_by_its_present_words() -> None:
    question = a_question(text="How bright is it?", claims=[Claim.objects.first()], comparison=Comparison.objects.get())
    for write in (
        lambda: Question.objects.update(text="How dim is it?"),
        lambda: Question.objects.update(status=Status.DRAFT),
        lambda: Question.objects.update(status=Status.PUBLISHED),
        lambda: QuestionClaim.objects.update(claim=Claim.objects.last()),
        lambda: question.delete(),
    ):
        write()
        assert differences() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table", ["entities_entity", "entities_dimension", "citations_source", "comparisons_comparison"]
)
def test_an_emptied_table_empties_what_is_found_of_it(table: str) -> None:
    rows(f"TRUNCATE {table} CASCADE")
    assert differences() == []


def test_nobody_else_writes_entries() -> None:
    for write in (
        lambda: SearchEntry.objects.update(is_public=True),
        lambda: SearchEntry.objects.all().delete(),
        lambda: NameWord.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_only_what_has_a_page_is_public() -> None:
    assert not PublicSource.objects.filter(source=a_source(key="uncited")).exists()
    hidden = set(SearchEntry.objects.filter(is_public=False).values_list("kind", flat=True))
    assert hidden == {"source"}
