"""References, written out after the style manuals."""

import pytest

from citations.formatting import apa, chicago, initials, without_markup
from tests.citations.works import (
    ANONYMOUS,
    AZEVEDO,
    CHAPTER,
    CHINCHILLA,
    DATASET,
    FOREIGN,
    MANY,
    a_person,
    a_work,
    an_organisation,
)

TITLE = "Equal numbers of neuronal and nonneuronal cells make the human brain an isometrically scaled-up primate brain"


def test_an_article_in_apa():
    assert apa(AZEVEDO) == (
        f"Azevedo, F. A. C., & Carvalho, L. R. B. (2009). {TITLE}. "
        "*Journal of Comparative Neurology*, *513*(5), 532–541. https://doi.org/10.1002/cne.21974"
    )


def test_an_article_in_chicago():
    assert chicago(AZEVEDO) == (
        f"Azevedo, Frederico A. C., and Ludmila R. B. Carvalho. 2009. “{TITLE}.” "
        "*Journal of Comparative Neurology* 513 (5): 532–541. https://doi.org/10.1002/cne.21974."
    )


def test_a_preprint_names_its_archive_and_number():
    assert apa(CHINCHILLA) == (
        "Hoffmann, J., Borgeaud, S., & Mensch, A. (2022). *Training compute-optimal large language models* "
        "(arXiv:2203.15556). arXiv. https://arxiv.org/abs/2203.15556"
    )
    assert chicago(CHINCHILLA) == (
        "Hoffmann, Jordan, Sebastian Borgeaud, and Arthur Mensch. 2022. “Training compute-optimal large language "
        "models.” Preprint, arXiv:2203.15556. https://arxiv.org/abs/2203.15556."
    )


def test_a_chapter_stands_in_its_book():
    assert apa(CHAPTER) == (
        "Rumelhart, D. E., Hinton, G. E., & Williams, R. J. (1986). Learning internal representations by error "
        "propagation. In *Parallel distributed processing* (pp. 318–362). MIT Press."
    )
    assert chicago(CHAPTER) == (
        "Rumelhart, David E., Geoffrey E. Hinton, and Ronald J. Williams. 1986. “Learning internal representations by "
        "error propagation.” In *Parallel distributed processing*, 318–362. MIT Press."
    )


def test_an_organisation_can_be_the_author_of_a_data_set():
    assert apa(DATASET) == (
        "FlyWire Consortium. (2024). *A connectome of the fly brain* [Data set]. Codex. https://codex.example/fly"
    )
    assert (
        chicago(DATASET)
        == "FlyWire Consortium. 2024. *A connectome of the fly brain*. Codex. https://codex.example/fly."
    )


def test_without_an_author_the_title_takes_the_first_place_and_without_a_year_it_says_so():
    assert apa(ANONYMOUS) == "*How much power?* (n.d.). A Site. https://a.example/p"
    assert chicago(ANONYMOUS) == "“How much power?” n.d. A Site. https://a.example/p."


def test_of_more_than_twenty_authors_apa_names_nineteen_and_the_last():
    reference = apa(MANY)
    assert reference.startswith("Name01, A. B., Name02, A. B.,")
    assert "Name19, A. B., … Name24, A. B. (2020)." in reference
    assert "Name20" not in reference
    assert "&" not in reference


def test_twenty_authors_are_all_named_in_apa():
    work = MANY.model_copy(update={"authors": MANY.authors[:20]})
    assert "Name19, A. B., & Name20, A. B. (2020)." in apa(work)


def test_of_more_than_ten_authors_chicago_names_seven():
    assert "Ana Bo Name07, et al. 2020." in chicago(MANY)
    assert "Name08" not in chicago(MANY)


def test_names_beyond_ascii_keep_their_letters():
    assert apa(FOREIGN) == "Müller, J.-É., & Łukasz, Å. Ø. (2001). A title. *Revue*."


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Frederico A. C.", "F. A. C."),
        ("Frederico A.C.", "F. A. C."),
        ("Jean-Pierre", "J.-P."),
        ("ada", "A."),
        ("", ""),
    ],
)
def test_given_names_become_initials(given: str, short: str):
    assert initials(given) == short


def test_a_title_that_asks_keeps_its_question_mark_and_gets_no_full_stop():
    work = a_work(title="Is it so?", authors=(a_person("Doe", "J."),), year=1999, container_title="Mind")
    assert apa(work) == "Doe, J. (1999). Is it so? *Mind*."
    assert chicago(work) == "Doe, J. 1999. “Is it so?” *Mind*."


def test_markdown_in_a_title_is_only_text():
    work = a_work(title="The *C. elegans* [worm]", authors=(an_organisation("A_B"),), year=1999, container_title="Mind")
    assert without_markup(apa(work)) == "A_B. (1999). The *C. elegans* [worm]. Mind."


def test_an_author_list_known_in_part_ends_with_et_al():
    work = a_work(authors=(a_person("Doe", "Jane"), a_person("Roe", "Max")), authors_incomplete=True, year=2001)
    assert apa(work).startswith("Doe, J., Roe, M., et al. (2001).")
    assert chicago(work).startswith("Doe, Jane, Max Roe, et al. 2001.")
