"""References, written out after the style manuals."""

import pytest

from citations.formatting import apa, chicago, edition_in_words, initials, without_markup
from tests.citations.works import (
    ANONYMOUS,
    AZEVEDO,
    CHAPTER,
    CHINCHILLA,
    DATASET,
    ELIFE,
    FOREIGN,
    HANDBOOK,
    MANY,
    PROCEEDINGS,
    REPORT,
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


def test_a_conference_paper_has_the_volume_of_its_proceedings_and_its_arxiv_id_is_no_number_of_it():
    assert apa(PROCEEDINGS) == (
        "Brown, T. B., Mann, B., et al. (2020). Language models are few-shot learners. "
        "In *Advances in Neural Information Processing Systems* (Vol. 33, pp. 1877–1901). "
        "https://arxiv.org/abs/2005.14165"
    )
    assert chicago(PROCEEDINGS) == (
        "Brown, Tom B., Benjamin Mann, et al. 2020. “Language models are few-shot learners.” "
        "In *Advances in Neural Information Processing Systems*, vol. 33, 1877–1901. https://arxiv.org/abs/2005.14165."
    )


def test_a_paper_of_which_only_the_conference_is_known_names_it():
    work = PROCEEDINGS.model_copy(update={"container_title": "", "volume": "", "pages": ""})
    assert "*Language models are few-shot learners*. NeurIPS 2020. https://" in apa(work)
    assert "“Language models are few-shot learners.” NeurIPS 2020. https://" in chicago(work)


def test_the_editors_edition_and_volume_of_a_book_stand_with_its_chapter():
    assert apa(HANDBOOK) == (
        "Sokoloff, L. (1960). The metabolism of the central nervous system in vivo. In J. Field, H. W. Magoun, & V. E. "
        "Hall (Eds.), *Handbook of physiology* (2nd ed., Vol. 3, pp. 1843–1864). American Physiological Society."
    )
    assert chicago(HANDBOOK) == (
        "Sokoloff, Louis. 1960. “The metabolism of the central nervous system in vivo.” In *Handbook of physiology*, "
        "2nd ed., vol. 3, edited by J. Field, H. W. Magoun and V. E. Hall, 1843–1864. "
        "Washington: American Physiological Society."
    )


def test_one_editor_is_an_ed():
    work = HANDBOOK.model_copy(update={"editors": HANDBOOK.editors[:1]})
    assert "In J. Field (Ed.), *Handbook of physiology*" in apa(work)


def test_an_article_without_pages_has_its_number():
    assert apa(ELIFE) == "Bartol, T. M. (2015). Nanoconnectomic upper bound. *eLife*, *4*, Article e10778."
    assert chicago(ELIFE) == "Bartol, Thomas M. 2015. “Nanoconnectomic upper bound.” *eLife* 4: e10778."


def test_a_report_has_its_number_and_a_version_its_version():
    assert "*Whole brain emulation* (Report No. 2008-3). Future of Humanity Institute." in apa(REPORT)
    assert "*Whole brain emulation*. Report 2008-3. Future of Humanity Institute." in chicago(REPORT)
    versioned = CHINCHILLA.model_copy(update={"version": "2"})
    assert "(arXiv:2203.15556; Version 2). arXiv." in apa(versioned)
    assert "Preprint, arXiv:2203.15556. Version 2. https://" in chicago(versioned)


def test_a_preprint_of_another_server_has_its_number_there():
    work = CHINCHILLA.model_copy(
        update={"arxiv": "", "publisher": "bioRxiv", "number": "2021.11.04", "number_kind": "preprint"}
    )
    assert "(2021.11.04). bioRxiv." in apa(work)
    assert "Preprint, bioRxiv, 2021.11.04." in chicago(work)


@pytest.mark.parametrize(
    ("month", "day", "date"), [(None, None, "2024"), (3, None, "2024, March"), (12, 31, "2024, December 31")]
)
def test_a_web_page_has_its_day_as_far_as_it_is_known(month: int | None, day: int | None, date: str):
    work = a_work(type="webpage", title="News", year=2024, month=month, day=day, container_title="A Site")
    assert apa(work) == f"*News*. ({date}). A Site."
    by_somebody = work.model_copy(update={"publisher": "A Publisher"})
    assert apa(by_somebody) == f"*News*. ({date}). A Publisher. A Site."


@pytest.mark.parametrize(
    ("month", "day", "place"), [(None, None, "A Site."), (3, None, "A Site, March."), (12, 31, "A Site, December 31.")]
)
def test_a_web_page_in_chicago_has_its_day_after_its_site(month: int | None, day: int | None, place: str):
    work = a_work(type="webpage", title="News", year=2024, month=month, day=day, container_title="A Site")
    assert chicago(work) == f"“News.” 2024. {place}"


def test_a_book_stands_alone_with_its_edition_and_place():
    work = a_work(
        type="book",
        title="Principles",
        authors=(a_person("Kandel", "Eric"),),
        year=2012,
        edition="5",
        publisher="McGraw-Hill",
        publisher_place="New York",
    )
    assert apa(work) == "Kandel, E. (2012). *Principles* (5th ed.). McGraw-Hill."
    assert chicago(work) == "Kandel, Eric. 2012. *Principles*. 5th ed. New York: McGraw-Hill."


@pytest.mark.parametrize(("pages", "where"), [("7", "p. 7"), ("7-9", "pp. 7–9"), ("7, 9", "pp. 7, 9"), ("", "")])
def test_one_page_is_a_p_and_several_are_pp(pages: str, where: str):
    reference = apa(CHAPTER.model_copy(update={"pages": pages}))
    assert f"*Parallel distributed processing*{f' ({where})' if where else ''}. MIT Press." in reference


def test_two_editors_are_joined_without_a_comma():
    work = HANDBOOK.model_copy(update={"editors": HANDBOOK.editors[:2]})
    assert "In J. Field & H. W. Magoun (Eds.), *Handbook" in apa(work)
    assert "edited by J. Field and H. W. Magoun, 1843" in chicago(work)
    one = HANDBOOK.model_copy(update={"editors": HANDBOOK.editors[:1]})
    assert "edited by J. Field, 1843" in chicago(one)


def test_ten_authors_are_all_named_in_chicago():
    reference = chicago(MANY.model_copy(update={"authors": MANY.authors[:10]}))
    assert "Name09, and Ana Bo Name10. 2020." in reference
    assert "et al" not in reference


def test_a_preprint_of_which_neither_server_nor_number_is_known_is_called_one():
    work = CHINCHILLA.model_copy(update={"arxiv": "", "publisher": "", "number": ""})
    assert chicago(work).endswith("models.” Preprint.")


@pytest.mark.parametrize("title", ["Eureka!", "Really?", "Of “mice.”", "A (short) review."])
def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(title: str):
    assert f". {title} *A Journal*." in apa(
        a_work(title=title, authors=(a_person("Bo", "Ana"),), year=2020, container_title="A Journal")
    )


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("1", "1st"),
        ("2", "2nd"),
        ("3", "3rd"),
        ("4", "4th"),
        ("11", "11th"),
        ("12", "12th"),
        ("13", "13th"),
        ("14", "14th"),
        ("21", "21st"),
        ("113", "113th"),
        ("R", "R"),
    ],
)
def test_an_edition_is_counted_in_words(edition: str, words: str):
    assert edition_in_words(edition) == words
