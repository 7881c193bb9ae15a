"""How the authors of a work are named on a page."""

import pytest

from citations.templatetags.authors import author_names, editor_names, short_authors
from citations.works import Name
from tests.citations.works import a_work


def an_author(family: str = "", given: str = "", *, organisation: str = "") -> Name:
    return Name(family=family, given=given, organisation=organisation)


AZEVEDO = an_author("Azevedo", "Frederico A. C.")
SARTRE = an_author("Sartre", "Jean-Paul")
OPENAI = an_author(organisation="OpenAI")


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([], ""),
        ([AZEVEDO], "Azevedo, F. A. C."),
        ([AZEVEDO, SARTRE], "Azevedo, F. A. C. & Sartre, J.-P."),
        ([AZEVEDO, OPENAI, SARTRE], "Azevedo, F. A. C., OpenAI & Sartre, J.-P."),
        ([an_author("Plato")], "Plato"),
        ([SARTRE] * 9, "Sartre, J.-P. et al."),
    ],
)
def test_authors_of_a_bibliography_have_initials_and_are_cut_after_eight(authors: list[Name], expected: str) -> None:
    assert author_names(a_work(authors=tuple(authors))) == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([AZEVEDO], "Azevedo"),
        ([AZEVEDO, SARTRE, OPENAI], "Azevedo, Sartre & OpenAI"),
        ([AZEVEDO, SARTRE, OPENAI, SARTRE], "Azevedo et al."),
    ],
)
def test_authors_in_a_sentence_are_family_names_and_are_cut_after_three(authors: list[Name], expected: str) -> None:
    assert short_authors(a_work(authors=tuple(authors))) == expected


def test_a_list_that_is_cut_off_never_passes_as_complete() -> None:
    work = a_work(authors=(AZEVEDO, SARTRE), authors_incomplete=True)
    assert author_names(work) == "Azevedo, F. A. C., Sartre, J.-P. et al."
    assert short_authors(work) == "Azevedo, Sartre et al."


def test_authors_of_whom_none_is_known_have_no_name() -> None:
    assert author_names(a_work(authors_incomplete=True)) == ""


@pytest.mark.parametrize(
    ("editors", "expected"),
    [
        ([AZEVEDO], "F. A. C. Azevedo (ed.)"),
        ([AZEVEDO, SARTRE], "F. A. C. Azevedo & J.-P. Sartre (eds)"),
        ([OPENAI, SARTRE, AZEVEDO], "OpenAI, J.-P. Sartre & F. A. C. Azevedo (eds)"),
    ],
)
def test_editors_are_not_turned_round(editors: list[Name], expected: str) -> None:
    assert editor_names(a_work(editors=tuple(editors))) == expected
