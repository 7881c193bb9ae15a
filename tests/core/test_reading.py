"""What templates write for readers: titles, names and lists."""

from dataclasses import dataclass

import pytest

from core.templatetags.reading import author_names, closed, grouped, host, in_words, short_authors, versus


@dataclass
class Author:
    family: str = ""
    given: str = ""
    organisation: str = ""


AZEVEDO = Author("Azevedo", "Frederico A. C.")
SARTRE = Author("Sartre", "Jean-Paul")
OPENAI = Author(organisation="OpenAI")


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([], ""),
        ([AZEVEDO], "Azevedo, F. A. C."),
        ([AZEVEDO, SARTRE], "Azevedo, F. A. C. & Sartre, J.-P."),
        ([AZEVEDO, OPENAI, SARTRE], "Azevedo, F. A. C., OpenAI & Sartre, J.-P."),
        ([Author("Plato")], "Plato"),
        ([SARTRE] * 9, "Sartre, J.-P. et al."),
    ],
)
def test_authors_of_a_bibliography_have_initials_and_are_cut_after_eight(authors: list[Author], expected: str) -> None:
    assert author_names(authors) == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([AZEVEDO], "Azevedo"),
        ([AZEVEDO, SARTRE, OPENAI], "Azevedo, Sartre & OpenAI"),
        ([AZEVEDO, SARTRE, OPENAI, SARTRE], "Azevedo et al."),
    ],
)
def test_authors_in_a_sentence_are_family_names_and_are_cut_after_three(authors: list[Author], expected: str) -> None:
    assert short_authors(authors) == expected


def test_a_title_falls_apart_at_its_vs_and_nowhere_else() -> None:
    assert versus("Neurons vs Parameters") == ["Neurons", "Parameters"]
    assert versus("Canvas") == ["Canvas"]


def test_a_list_reads_as_part_of_a_sentence() -> None:
    assert [in_words(["a", "b", "c"][:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_title_ends_with_one_full_stop_at_most() -> None:
    assert [closed(title) for title in ("Brains", "Why?", "Etc.")] == ["Brains.", "Why?", "Etc."]


def test_a_large_number_is_grouped() -> None:
    assert grouped(1234567) == "1,234,567"


def test_an_address_is_named_by_its_site() -> None:
    assert host("https://www.example.org/a?b=c") == "example.org"
