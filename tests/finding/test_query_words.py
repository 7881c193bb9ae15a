"""What a reader types, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finding.query_words import Asked, asked_for


@pytest.mark.parametrize(
    ("query", "terms", "excluded"),
    [
        ("brain power", ("brain", "power"), ()),
        ('"working memory" -human', ("working memory",), ("human",)),
        ("“working memory” brain", ("working memory", "brain"), ()),
        ('-"large language model" brain', ("brain",), ("large language model",)),
        ('"never closed', ("never closed",), ()),
        ("gpt-3 state-of-the-art", ("gpt-3", "state-of-the-art"), ()),
        ("- \" ' -- ()", (), ()),
        ("brain brain", ("brain",), ()),
        ("", (), ()),
    ],
)
def test_words_phrases_and_what_must_not_occur(query: str, terms: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    assert asked_for(query) == Asked(terms, excluded)


@given(st.text())
def test_anything_can_be_typed(query: str) -> None:
    asked = asked_for(query)
    assert len(asked.terms) <= 12
    assert asked_for(asked.text).terms == asked.terms


def test_words_of_a_question_count_only_where_nothing_else_does() -> None:
    assert asked_for("how many neurons").without_question_words().terms == ("how", "neurons")
    assert asked_for("many").without_question_words().terms == ("many",)
