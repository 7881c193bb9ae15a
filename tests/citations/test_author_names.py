"""How the authors of a work are named on a page."""

import pytest

from citations.templatetags.authors import author_names, short_authors
from citations.works import Author


def an_author(family: str = "", given: str = "", *, organisation: str = "") -> Author:
    return Author(family=family, given=given, organisation=organisation)


AZEVEDO = an_author("Azevedo", "Frederico A. C.")
SARTRE = an_author("Sartre", "Jean-Paul")
OPENAI = an_author(organisation="OpenAI")
OTHERS = an_author(organisation="others")


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([], ""),
        ([AZEVEDO], "Azevedo, F. A. C."),
        ([AZEVEDO, SARTRE], "Azevedo, F. A. C. & Sartre, J.-P."),
        ([AZEVEDO, OPENAI, SARTRE], "Azevedo, F. A. C., OpenAI & Sartre, J.-P."),
        ([an_author("Plato")], "Plato"),
        ([SARTRE] * 9, "Sartre, J.-P. et al."),
        ([AZEVEDO, OTHERS], "Azevedo, F. A. C. et al."),
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
