"""The formats of reference managers, written out."""

import json

import pytest

from citations.exporting import bibtex, csl_json, ris
from citations.works import Name
from tests.citations.works import (
    AZEVEDO,
    CHAPTER,
    CHINCHILLA,
    DATASET,
    ELIFE,
    EVERYTHING,
    HANDBOOK,
    PROCEEDINGS,
    REPORT,
    a_person,
    a_work,
    an_organisation,
)


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


# --- Everything that can be known of a work ---


def test_everything_in_bibtex():
    assert bibtex([EVERYTHING]) == (
        "@inproceedings{doe2021,\n"
        "  author = {Doe, Jane and {R\\&D Consortium} and Plato and others},\n"
        "  editor = {Roe, Eve and {Editors United}},\n"
        "  title = {{Müller’s paper \\& more}},\n"
        "  year = {2021},\n"
        "  month = {3},\n"
        "  day = {7},\n"
        "  booktitle = {Proceedings of A\\_B},\n"
        "  series = {Series \\#1},\n"
        "  eventtitle = {Conference \\{C\\}},\n"
        "  publisher = {D \\& Sons},\n"
        "  address = {E\\_Town},\n"
        "  edition = {2nd\\_ed},\n"
        "  version = {1.1\\_b},\n"
        "  volume = {3\\_a},\n"
        "  number = {4\\_a},\n"
        "  pages = {5--16},\n"
        "  doi = {10.1000/full},\n"
        "  eprint = {2101.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  isbn = {978-3-16-148410-0},\n"
        "  url = {https://a.example/b},\n"
        "  note = {Correction published},\n"
        "}\n"
    )


def test_everything_in_ris():
    assert ris([EVERYTHING]).split("\r\n") == [
        "TY  - CPAPER",
        "ID  - doe2021",
        "AU  - Doe, Jane",
        "AU  - R&D Consortium",
        "AU  - Plato",
        "ED  - Roe, Eve",
        "ED  - Editors United",
        "TI  - Müller’s paper & more",
        "PY  - 2021",
        "DA  - 2021/03/07/",
        "T2  - Conference {C}",
        "C3  - Proceedings of A_B",
        "T3  - Series #1",
        "PB  - D & Sons",
        "CY  - E_Town",
        "ET  - 2nd_ed",
        "VL  - 3_a",
        "IS  - 4_a",
        "M1  - 7_a",
        "SP  - 5",
        "EP  - 16",
        "DO  - 10.1000/full",
        "AN  - 123",
        "SN  - 978-3-16-148410-0",
        "UR  - https://doi.org/10.1000/full",
        "N1  - Correction published",
        "N1  - The list of authors is incomplete.",
        "ER  - ",
        "",
        "",
    ]


def test_everything_in_csl_json():
    assert json.loads(csl_json([EVERYTHING])) == [
        {
            "id": "doe2021",
            "type": "paper-conference",
            "title": "Müller’s paper & more",
            "author": [
                {"family": "Doe", "given": "Jane"},
                {"literal": "R&D Consortium"},
                {"family": "Plato"},
                {"literal": "others"},
            ],
            "editor": [{"family": "Roe", "given": "Eve"}, {"literal": "Editors United"}],
            "issued": {"date-parts": [[2021, 3, 7]]},
            "container-title": "Proceedings of A_B",
            "collection-title": "Series #1",
            "event-title": "Conference {C}",
            "publisher": "D & Sons",
            "publisher-place": "E_Town",
            "edition": "2nd_ed",
            "version": "1.1_b",
            "volume": "3_a",
            "issue": "4_a",
            "page": "5 – 16",
            "number": "7_a",
            "DOI": "10.1000/full",
            "PMID": "123",
            "ISBN": "978-3-16-148410-0",
            "URL": "https://a.example/b",
            "note": "Correction published",
            "custom": {"arxiv": "2101.00001"},
        }
    ]


def test_csl_json_is_readable_as_it_stands():
    assert csl_json([a_work(title="Müller")]) == (
        '[\n  {\n    "id": "a-work",\n    "type": "article-journal",\n    "title": "Müller"\n  }\n]\n'
    )


# --- Several works ---


def test_works_follow_one_another_as_each_format_has_it():
    first, second = a_work(key="first"), a_work(key="second")
    assert bibtex([first, second]) == (
        "@article{first,\n  title = {{A title}},\n}\n\n@article{second,\n  title = {{A title}},\n}\n"
    )
    record = "TY  - JOUR\r\nID  - {}\r\nTI  - A title\r\nER  - \r\n\r\n"
    assert ris([first, second]) == record.format("first") + record.format("second")


# --- What differs from work to work ---


@pytest.mark.parametrize(
    ("kind", "bibtex_type", "ris_type", "csl_type"),
    [
        ("article", "article", "JOUR", "article-journal"),
        ("conference", "inproceedings", "CPAPER", "paper-conference"),
        ("preprint", "misc", "UNPB", "article"),
        ("book", "book", "BOOK", "book"),
        ("chapter", "incollection", "CHAP", "chapter"),
        ("report", "techreport", "RPRT", "report"),
        ("dataset", "misc", "DATA", "dataset"),
        ("webpage", "misc", "ELEC", "webpage"),
    ],
)
def test_each_type_has_its_name_in_each_format(kind: str, bibtex_type: str, ris_type: str, csl_type: str):
    work = a_work(type=kind)
    assert bibtex([work]).startswith(f"@{bibtex_type}{{a-work,\n")
    assert ris([work]).startswith(f"TY  - {ris_type}\r\n")
    assert json.loads(csl_json([work]))[0]["type"] == csl_type


@pytest.mark.parametrize(
    ("kind", "container", "publisher"),
    [
        ("article", "journal", "publisher"),
        ("conference", "booktitle", "publisher"),
        ("chapter", "booktitle", "publisher"),
        ("book", "howpublished", "publisher"),
        ("report", "howpublished", "institution"),
        ("webpage", "howpublished", "publisher"),
    ],
)
def test_bibtex_calls_container_and_publisher_by_the_type(kind: str, container: str, publisher: str):
    entry = bibtex([a_work(type=kind, container_title="Where", publisher="Who")])
    assert f"  {container} = {{Where}},\n" in entry
    assert f"  {publisher} = {{Who}},\n" in entry


@pytest.mark.parametrize("kind", ["preprint", "dataset"])
def test_of_a_preprint_or_data_set_bibtex_says_the_server_as_the_way_of_publication(kind: str):
    assert "  howpublished = {arXiv},\n" in bibtex([a_work(type=kind, publisher="arXiv")])


def test_a_chapter_stands_in_a_book_of_a_publisher():
    entry = bibtex([CHAPTER])
    assert "  booktitle = {Parallel distributed processing},\n" in entry
    assert "  publisher = {MIT Press},\n" in entry
    assert "  pages = {318--362},\n" in entry


@pytest.mark.parametrize(
    ("day", "parts", "ris_day", "bibtex_day"),
    [
        ({"year": 2009}, [2009], None, "  year = {2009},\n}"),
        ({"year": 2009, "month": 4}, [2009, 4], "2009/04//", "  year = {2009},\n  month = {4},\n}"),
        ({"year": 2009, "month": 4, "day": 10}, [2009, 4, 10], "2009/04/10/", "  month = {4},\n  day = {10},\n}"),
    ],
)
def test_a_day_is_told_as_far_as_it_is_known(
    day: dict[str, int], parts: list[int], ris_day: str | None, bibtex_day: str
):
    work = a_work(**day)
    assert json.loads(csl_json([work]))[0]["issued"] == {"date-parts": [parts]}
    lines = ris([work]).split("\r\n")
    assert "PY  - 2009" in lines
    assert [line for line in lines if line.startswith("DA")] == ([f"DA  - {ris_day}"] if ris_day else [])
    assert bibtex_day in bibtex([work])


def test_a_work_without_a_year_has_none_anywhere():
    work = a_work()
    assert "year" not in bibtex([work])
    assert "PY" not in ris([work])
    assert "issued" not in json.loads(csl_json([work]))[0]


def test_the_number_of_an_article_without_pages_is_told_from_other_numbers():
    article, report = (a_work(number="e7", number_kind=kind) for kind in ("article", "report"))
    assert "  pages = {e7},\n" in bibtex([article])
    assert "  number" not in bibtex([article])
    assert "  number = {e7},\n" in bibtex([report])
    assert "  pages" not in bibtex([report])
    assert "C7  - e7\r\nSP  - e7\r\n" in ris([article])
    assert "M1" not in ris([article])
    assert "M1  - e7\r\n" in ris([report])
    assert "C7" not in ris([report])
    assert "SP" not in ris([report])


def test_an_arxiv_id_is_the_number_of_a_preprint_and_else_says_where_a_copy_is():
    preprint, article = (
        json.loads(csl_json([a_work(type=kind, arxiv="2203.15556")]))[0] for kind in ("preprint", "article")
    )
    assert (preprint["number"], preprint.get("custom")) == ("arXiv:2203.15556", None)
    assert (article.get("number"), article["custom"]) == (None, {"arxiv": "2203.15556"})
    assert preprint["URL"] == article["URL"] == "https://arxiv.org/abs/2203.15556"


def test_an_address_is_told_unless_an_id_says_it():
    for ids in ({"doi": "10.1/a"}, {"arxiv": "2203.15556"}):
        assert "  url" not in bibtex([a_work(**ids)])
    assert "  url = {https://pubmed.ncbi.nlm.nih.gov/7/},\n" in bibtex([a_work(pmid="7")])
    assert "  url = {https://a.example/b},\n" in bibtex([a_work(url="https://a.example/b")])
    assert json.loads(csl_json([a_work(pmid="7")]))[0]["URL"] == "https://pubmed.ncbi.nlm.nih.gov/7/"
    assert "UR  - https://a.example/b\r\n" in ris([a_work(url="https://a.example/b")])


def test_without_an_event_ris_names_the_container_and_without_an_edition_the_version():
    record = ris([a_work(container_title="Journal", version="1.1")])
    assert "T2  - Journal\r\n" in record
    assert "C3" not in record
    assert "ET  - 1.1\r\n" in record


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("532-541", "532", "541"), ("532--541", "532", "541"), ("532 – 541", "532", "541"), ("7", "7", None)],
)
def test_a_range_of_pages_is_understood_however_it_is_written(pages: str, first: str, last: str | None):
    work = a_work(pages=pages)
    lines = ris([work]).split("\r\n")
    assert [line for line in lines if line.startswith("SP")] == [f"SP  - {first}"]
    assert [line for line in lines if line.startswith("EP")] == ([f"EP  - {last}"] if last else [])
    assert f"  pages = {{{first}--{last}}},\n" in bibtex([work]) or last is None


@pytest.mark.parametrize(
    ("name", "in_bibtex", "in_ris"),
    [
        (a_person("Plato"), "{Plato}", "Plato"),
        (a_person("O'Neil & Co", "A_B"), "{O'Neil \\& Co, A\\_B}", "O'Neil & Co, A_B"),
        (an_organisation("World Health Organization"), "{{World Health Organization}}", "World Health Organization"),
    ],
)
def test_a_name_is_written_as_its_format_has_it(name: Name, in_bibtex: str, in_ris: str):
    assert f"  author = {in_bibtex},\n" in bibtex([a_work(authors=(name,))])
    assert f"AU  - {in_ris}\r\n" in ris([a_work(authors=(name,))])


@pytest.mark.parametrize(
    ("character", "escaped"),
    [("\\", r"\textbackslash{}"), ("~", r"\~{}"), ("^", r"\^{}"), *((sign, f"\\{sign}") for sign in "&%$#_{}")],
)
def test_every_character_that_tex_would_read_as_a_command_is_escaped(character: str, escaped: str):
    assert f"  title = {{{{a{escaped}b}}}},\n" in bibtex([a_work(title=f"a{character}b")])


def test_an_arxiv_id_is_the_number_of_a_preprint_and_of_nothing_else():
    preprint, paper = json.loads(csl_json([CHINCHILLA, PROCEEDINGS]))
    assert (preprint["type"], preprint["number"], preprint["publisher"]) == ("article", "arXiv:2203.15556", "arXiv")
    assert "container-title" not in preprint
    assert "number" not in paper
    assert paper["custom"] == {"arxiv": "2005.14165"}
    assert "  howpublished = {arXiv},\n" in bibtex([CHINCHILLA])


def test_a_conference_paper_has_its_volume_and_its_conference_in_every_format():
    (item,) = json.loads(csl_json([PROCEEDINGS]))
    assert (item["volume"], item["page"], item["event-title"]) == ("33", "1877-1901", "NeurIPS 2020")
    assert item["container-title"] == "Advances in Neural Information Processing Systems"
    entry = bibtex([PROCEEDINGS])
    assert "  booktitle = {Advances in Neural Information Processing Systems},\n" in entry
    assert "  eventtitle = {NeurIPS 2020},\n" in entry
    assert "  volume = {33},\n" in entry
    record = ris([PROCEEDINGS])
    assert "T2  - NeurIPS 2020\r\nC3  - Advances in Neural Information Processing Systems\r\n" in record


def test_a_chapter_has_the_editors_and_the_edition_of_its_book():
    (item,) = json.loads(csl_json([HANDBOOK]))
    assert [name["family"] for name in item["editor"]] == ["Field", "Magoun", "Hall"]
    assert (item["edition"], item["publisher-place"]) == ("2", "Washington")
    entry = bibtex([HANDBOOK])
    assert "  editor = {Field, J. and Magoun, H. W. and Hall, V. E.},\n" in entry
    assert "  edition = {2},\n" in entry
    record = ris([HANDBOOK])
    assert record.count("ED  - ") == 3
    assert "CY  - Washington\r\nET  - 2\r\n" in record


def test_a_report_has_its_number():
    assert json.loads(csl_json([REPORT]))[0]["number"] == "2008-3"
    assert "  institution = {Future of Humanity Institute},\n" in bibtex([REPORT])
    assert "  number = {2008-3},\n" in bibtex([REPORT])
    assert "M1  - 2008-3\r\n" in ris([REPORT])


def test_csl_json_has_the_number_of_an_article_where_any_style_looks_for_it():
    (item,) = json.loads(csl_json([ELIFE]))
    assert (item["number"], item["page"]) == ("e10778", "e10778")
