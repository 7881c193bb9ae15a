"""Finding rows by words: which rows, and that an index answers."""

import pytest
from django.db import connection

from citations.models import Authorship, Source
from core.text_filter import BelongingRows, with_words
from entities.models import Entity
from tests.factories import a_source, an_entity

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return sorted(with_words(Entity.objects.all(), text, "name", "definition").values_list("slug", flat=True))


@pytest.fixture(autouse=True)
def _entities() -> None:
    an_entity(slug="human-brain", name="Human brain", definition="Eighty-six billion cells.")
    an_entity(slug="gpt-3", name="GPT-3", definition="A model of language, AI of 2020.")
    an_entity(slug="rain", name="Rain", definition="Falls. 100% water_vapour before.")


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("", ["gpt-3", "human-brain", "rain"]),
        ("brain", ["human-brain"]),
        ("BRAIN cells", ["human-brain"]),
        ("brain language", []),
        ("rai", ["human-brain", "rain"]),
        ("ai", ["gpt-3"]),  # as the beginning of a word, and not inside “brain” or “rain”
        ("ra", ["rain"]),
        ("model ai", ["gpt-3"]),
        ("billion ai", []),
        ("gpt 3", ["gpt-3"]),
        ("3", ["gpt-3"]),
        ("100%", ["rain"]),
        ("r_vapo", ["rain"]),
        ("e_n", []),
    ],
)
def test_every_word_must_stand_in_the_row(text: str, slugs: list[str]) -> None:
    assert found(text) == slugs


@pytest.mark.parametrize("most", [500, 0])
def test_a_word_may_stand_in_what_belongs_to_the_row_however_common_it_is(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.text_filter._MOST_OWNERS", most)
    source, other = a_source(title="On fish"), a_source(title="On birds")
    Authorship.objects.create(source=source, role="author", position=9, family="Zyx")
    people = BelongingRows(Authorship.objects.all(), "source", ("family", "organisation"))
    every = Source.objects.all()
    assert list(with_words(every, "zyx fish", "title", belonging=[people])) == [source]
    assert list(with_words(every, "zyx birds", "title", belonging=[people])) == []
    assert list(with_words(every, "birds", "title", belonging=[people])) == [other]


def test_a_hundred_words_are_no_more_work_than_ten() -> None:
    sql = str(with_words(Entity.objects.all(), "x" + " abc" * 99, "name").query)
    assert sql.count("LIKE") < 20


def test_array_texts_are_found_as_they_are_indexed() -> None:
    an_entity(slug="worm", aliases=["C. elegans", "roundworm"])
    assert [entity.slug for entity in Entity.objects.for_index(q="elegans roundworm")] == ["worm"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_as_text(ARRAY['a', 'b']::varchar[])")
        assert cursor.fetchone() == ("a b",)
