"""A retraction reaches every cell that rests on it."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations.models import Source
from comparisons.documents import read_document
from comparisons.models import Edition
from comparisons.publishing import publish
from tests.factories import a_comparison, a_source, a_sourced_attribute, an_editor, fill_cells

REGISTER = Path(__file__).parent / "retractions.csv"

pytestmark = pytest.mark.django_db


def check(register: Path = REGISTER) -> str:
    out = StringIO()
    call_command("check_sources", retractions=register, stdout=out)
    return out.getvalue()


def test_a_doi_is_compared_without_case_or_resolver():
    source = a_source(doi="10.5555/withdrawn")
    check()
    source.refresh_from_db()
    assert source.publication_status == "retracted"
    assert source.status_note == (
        "Retracted on 2021-03-14, notice https://doi.org/10.5555/notice.1: Error in Data; Results Not Reproducible."
    )


def test_a_work_without_doi_is_found_by_its_pmid():
    source = a_source(pmid="12345")
    check()
    source.refresh_from_db()
    assert source.publication_status == "concern"


def test_a_later_reinstatement_lifts_a_retraction():
    source = a_source(doi="10.5555/returned")
    check()
    source.refresh_from_db()
    assert source.publication_status == "ok"
    assert source.status_note.startswith("Reinstated on 2020-02-06")


def test_what_cannot_be_looked_up_stays_unchecked_and_what_is_not_listed_is_ok():
    unlisted, without_identifier = a_source(doi="10.5555/fine"), a_source(doi="")
    assert "1 sources checked; 1 cannot be looked up." in check()
    unlisted.refresh_from_db()
    without_identifier.refresh_from_db()
    assert (unlisted.publication_status, without_identifier.publication_status) == ("ok", "unchecked")
    assert without_identifier.status_checked_on is None


TWO_COLUMNS = """\
doi,retractionwatch
10.5555/WITHDRAWN,Correction;Retraction
10.5555/doubted,Expression of concern;Correction
10.5555/returned,Reinstatement
10.5555/unheard,Something else
"""


def test_a_register_of_two_columns_gives_the_gravest_notice_and_knows_no_pubmed_numbers(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(TWO_COLUMNS)
    dois = ["10.5555/withdrawn", "10.5555/doubted", "10.5555/returned", "10.5555/unheard", "10.5555/fine"]
    sources = [a_source(doi=doi) for doi in dois] + [a_source(doi="", pmid="12345")]
    out = StringIO()
    call_command("check_sources", retractions=register, day=date(2025, 8, 22), stdout=out)
    for source in sources:
        source.refresh_from_db()
    assert [source.publication_status for source in sources] == [
        "retracted", "concern", "ok", "ok", "ok", "unchecked",
    ]  # fmt: skip
    assert sources[0].status_note == "Retracted, by the register of retractions as of 2025-08-22."
    assert "5 sources checked; 1 cannot be looked up." in out.getvalue()


def test_an_older_register_does_not_take_back_the_day_on_which_an_editor_looked(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(TWO_COLUMNS)
    source = a_source(doi="10.5555/fine", publication_status="corrected", status_note="See the erratum.")
    Source.objects.filter(pk=source.pk).update(status_checked_on=date(2026, 11, 1))
    call_command("check_sources", retractions=register, day=date(2025, 8, 22), stdout=StringIO())
    source.refresh_from_db()
    assert source.status_checked_on == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("doi", "status", "words"),
    [
        ("10.5555/fine", "ok", "No notice found in the register as of 22 August 2025"),
        ("", "unchecked", "No DOI: not checkable"),
        ("10.5555/new", "unchecked", "Not yet checked for notices"),
        ("10.5555/mended", "corrected", "Corrected, checked 22 August 2025"),
    ],
)
def test_the_page_of_a_work_and_the_admin_say_the_same_of_its_notices(
    client: Client, doi: str, status: str, words: str
) -> None:
    claim = a_sourced_attribute(source=a_source(key="the-work", doi=doi))
    note = "See the erratum." if status == "corrected" else ""
    day = None if status == "unchecked" else date(2025, 8, 22)
    Source.objects.filter(key="the-work").update(publication_status=status, status_checked_on=day, status_note=note)
    assert claim.status == "published"
    assert words in client.get("/citations/the-work").content.decode()
    client.force_login(an_editor())
    assert words in client.get("/admin/citations/source/").content.decode()


def test_a_status_set_by_an_editor_stays_where_the_register_is_silent():
    source = a_source(doi="10.5555/fine", publication_status="corrected", status_note="See the erratum.")
    check()
    source.refresh_from_db()
    assert (source.publication_status, source.status_note) == ("corrected", "See the erratum.")


def test_every_published_comparison_that_rests_on_a_retracted_work_is_marked_at_once():
    source = a_source(doi="10.5555/withdrawn")
    comparison = a_comparison(rows=2)
    fill_cells(comparison=comparison, source=source)
    publish(comparison=comparison, author=None, change_note="First.")
    report = check()
    first, second = Edition.objects.filter(comparison=comparison).order_by("number")
    assert "retracted" not in read_document(first.document).rows[0].cells[0].markers
    latest = read_document(second.document)
    assert all("retracted" in cell.markers for row in latest.rows for cell in row.cells)
    assert latest.references[0].work.publication_status == "retracted"
    assert f"{comparison}: edition 2" in report
    for row in latest.rows:  # and the command names each cell that the retraction reaches
        for side, cell in zip(latest.sides, row.cells, strict=True):
            place = f"“{comparison}” (published), row “{row.dimension.name}”, side {side.label}: claim {cell.claim}"
            assert place in report


def test_a_comparison_that_rests_on_nothing_listed_gets_no_new_edition_when_checked_again():
    comparison = a_comparison(rows=1)
    fill_cells(comparison=comparison, source=a_source(doi="10.5555/fine"))
    publish(comparison=comparison, author=None, change_note="First.")
    check()
    editions = Edition.objects.filter(comparison=comparison).count()
    assert "0 new editions." in check()
    assert Edition.objects.filter(comparison=comparison).count() == editions


def test_a_file_without_the_columns_is_refused_and_nothing_is_recorded(tmp_path: Path):
    a_source(doi="10.5555/withdrawn")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Title,DOI\nx,10.5555/withdrawn\n")
    with pytest.raises(CommandError, match="OriginalPaperDOI"):
        check(wrong)
    assert Source.objects.filter(publication_status="unchecked").count() == 1


def test_a_date_that_is_none_is_refused_with_its_line(tmp_path: Path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(REGISTER.read_text().replace("3/14/2021 0:00", "soon"))
    with pytest.raises(CommandError, match=r"line 2: “soon” is not a date"):
        check(wrong)


def test_the_number_of_queries_does_not_grow_with_the_sources():
    for number in range(3):
        a_sourced_attribute(source=a_source(doi=f"10.5555/number-{number}"))
    check()
    counts = []
    for more in (1, 30):
        for number in range(more):
            a_source(doi=f"10.5555/more-{more}-{number}")
        with CaptureQueriesContext(connection) as queries:
            check()
        counts.append(len(queries))
    assert counts[0] == counts[1]
