"""The formats of reference managers, written out."""

import json

import pytest

from citations.exporting import bibtex, csl_json, ris
from tests.citations.works import AZEVEDO, CHINCHILLA, DATASET, a_person, a_work


def test_an_article_in_bibtex():
    title = AZEVEDO.title
    assert bibtex([AZEVEDO]) == (
        "@article{azevedo2009,\n"
        "  author = {Azevedo, Frederico A. C. and Carvalho, Ludmila R. B.},\n"
        f"  title = {{{{{title}}}}},\n"
        "  year = {2009},\n"
        "  journal = {Journal of Comparative Neurology},\n"
        "  volume = {513},\n"
        "  number = {5},\n"
        "  pages = {532--541},\n"
        "  doi = {10.1002/cne.21974},\n"
        "}\n"
    )


def test_a_preprint_in_bibtex_names_its_archive():
    assert "  eprint = {2203.15556},\n  archiveprefix = {arXiv},\n" in bibtex([CHINCHILLA])


def test_what_tex_would_read_as_a_command_is_escaped():
    work = a_work(title="50 % of R&D_costs {in} $", authors=(a_person("O'Neil"),))
    assert r"title = {{50 \% of R\&D\_costs \{in\} \$}}" in bibtex([work])


def test_an_article_in_ris():
    assert ris([AZEVEDO]).split("\r\n") == [
        "TY  - JOUR",
        "ID  - azevedo2009",
        "AU  - Azevedo, Frederico A. C.",
        "AU  - Carvalho, Ludmila R. B.",
        f"TI  - {AZEVEDO.title}",
        "PY  - 2009",
        "T2  - Journal of Comparative Neurology",
        "VL  - 513",
        "IS  - 5",
        "SP  - 532",
        "EP  - 541",
        "DO  - 10.1002/cne.21974",
        "UR  - https://doi.org/10.1002/cne.21974",
        "ER  - ",
        "",
        "",
    ]


def test_a_line_break_in_a_title_cannot_start_a_new_field_in_ris():
    assert "TI  - One ER - two\r\n" in ris([a_work(title="One\r\nER - two")])


def test_csl_json_says_only_what_is_known():
    article, data = json.loads(csl_json([AZEVEDO, DATASET]))
    assert article["issued"] == {"date-parts": [[2009]]}
    assert article["DOI"] == "10.1002/cne.21974"
    assert "URL" not in article
    assert data == {
        "id": "flywire2024",
        "type": "dataset",
        "title": "A connectome of the fly brain",
        "author": [{"literal": "FlyWire Consortium"}],
        "issued": {"date-parts": [[2024]]},
        "publisher": "Codex",
        "URL": "https://codex.example/fly",
    }


def test_no_list_of_authors_that_is_cut_off_passes_as_complete():
    work = a_work(authors=(a_person("Doe", "Jane"),), authors_incomplete=True)
    assert "author = {Doe, Jane and others}" in bibtex([work])
    assert "AU  - Doe, Jane\r\n" in ris([work])
    assert "N1  - The list of authors is incomplete.\r\n" in ris([work])
    assert json.loads(csl_json([work]))[0]["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "others"}]


def test_a_retraction_travels_with_every_export():
    retracted = AZEVEDO.model_copy(update={"publication_status": "retracted"})
    assert "note = {RETRACTED}" in bibtex([retracted])
    assert "N1  - RETRACTED\r\n" in ris([retracted])
    assert json.loads(csl_json([retracted]))[0]["note"] == "RETRACTED"


@pytest.mark.parametrize(
    ("ids", "number"),
    [
        ({"pmid": "19226510"}, "19226510"),
        ({"arxiv": "2203.15556"}, "arXiv:2203.15556"),
        ({"pmid": "19226510", "arxiv": "2203.15556"}, "19226510"),
    ],
)
def test_ris_carries_the_number_under_which_a_database_knows_the_work(ids: dict[str, str], number: str):
    lines = ris([a_work(**ids)]).split("\r\n")
    assert [line for line in lines if line.startswith("AN")] == [f"AN  - {number}"]
    assert not any(line.startswith("AN") for line in ris([a_work()]).split("\r\n"))


def test_csl_json_carries_the_pmid():
    (item,) = json.loads(csl_json([a_work(pmid="19226510")]))
    assert item["PMID"] == "19226510"
