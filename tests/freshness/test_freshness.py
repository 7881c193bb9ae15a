"""Nobody is shown an old page: whatever is written, however, by whichever process.

The site runs as it does for readers, with two worker processes and real sockets; what is written here is written by
another process. Times in these tests are waited for, never measured: a slow machine only waits longer.
"""

import re
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.freshness.asking import Answer, ask
from tests.running_site import EDITOR, PASSWORD, RunningSite

pytestmark = [pytest.mark.site]

# An answer may be as old as this: settings.REVISION_CHECK_SECONDS.
INTERVAL = 1.05
# What a worker logs when it has waited in vain for the revision, and when it need not wait any more.
SILENT, ANSWERS_AGAIN = "The database does not tell the revision", "The database answers again"
NEURONS = "/comparisons/concept/neurons-vs-parameters"
CLAIM = "human-brain-power"

# What is written, and the page that shows it with the mark that it then carries. One row for every table that a kept
# page reads by itself; sides, rows, points and equivalences are read from editions.
WRITES = [
    (
        "UPDATE entities_entity SET name = 'Fresh name' WHERE slug = 'human-brain'",
        "/entities/human-brain",
        "Fresh name",
    ),
    (
        "UPDATE entities_entity SET definition = 'Freshly said.' WHERE slug = 'macaque-brain'",
        "/entities?q=macaque",
        "Freshly said.",
    ),
    (
        "UPDATE entities_dimension SET definition = 'Freshly meant.' WHERE slug = 'power'",
        "/dimensions/power",
        "Freshly meant.",
    ),
    (
        "UPDATE entities_dimensiongroup SET name = 'Fresh group' WHERE slug = 'energy'",
        "/dimensions",
        "Fresh group",
    ),
    (
        # One that no row names: tests that save claims come later.
        "UPDATE entities_boundary SET name = 'fresh boundary' WHERE slug = 'cell'",
        "/claims/cortical-pyramidal-neuron-power-per-neuron",
        "fresh boundary",
    ),
    (f"UPDATE entities_claim SET note = 'Fresh note' WHERE public_id = '{CLAIM}'", f"/claims/{CLAIM}", "Fresh note"),
    (
        "UPDATE citations_citation SET note = 'Fresh citation' WHERE claim_id ="
        f" (SELECT id FROM entities_claim WHERE public_id = '{CLAIM}')",
        f"/claims/{CLAIM}",
        "Fresh citation",
    ),
    (
        "UPDATE citations_source SET title = 'Fresh title' WHERE key = 'azevedo2009'",
        "/citations/azevedo2009",
        "Fresh title",
    ),
    (
        "UPDATE citations_authorship SET family = 'Freshauthor' WHERE position = 1 AND source_id ="
        " (SELECT id FROM citations_source WHERE key = 'azevedo2009')",
        "/citations/azevedo2009",
        "Freshauthor",
    ),
    (
        "UPDATE comparisons_category SET name = 'Fresh category' WHERE slug = 'concept'",
        "/comparisons",
        "Fresh category",
    ),
    (
        "UPDATE comparisons_comparison SET title = 'Novel vs stale' WHERE slug = 'neurons-vs-parameters'",
        "/comparisons",
        "Novel",
    ),
    (
        "INSERT INTO entities_formerentityslug (slug, entity_id)"
        " SELECT 'once-called', id FROM entities_entity WHERE slug = 'human-brain'",
        "/entities/once-called",
        "",
    ),
    (
        "INSERT INTO inquiries_correction (claim_id, report, is_released, claim_text, place, edition, proposal, source,"
        " reporter_name, name_may_be_shown, email, state, is_spam, spam_reasons, outcome, outcome_edition, before,"
        " after, is_suspected) SELECT id, 'Fresh report', true, '', '', '', '', '', '', false, '', 'received', false,"
        " '', '', '', '', '', false"
        f" FROM entities_claim WHERE public_id = '{CLAIM}'",
        f"/claims/{CLAIM}",
        "Reported errors",
    ),
]


@pytest.mark.parametrize(("statement", "page", "mark"), WRITES, ids=[row[0].split()[1] for row in WRITES])
def test_whatever_is_written_by_whomever_the_next_reader_sees_it(
    site: RunningSite, statement: str, page: str, mark: str
) -> None:
    before = kept(site, page)
    with psycopg.connect(site.database_url) as connection:
        connection.execute(statement)
        connection.commit()
    after = answers_after_the_interval(site, *[page] * 6)
    assert all(
        answer.headers.get("etag") != before.headers.get("etag") or before.status != answer.status for answer in after
    )
    assert all(mark in answer.text for answer in after)
    assert mark == "" or mark not in before.text


def test_what_a_rollback_takes_back_changes_no_page(site: RunningSite) -> None:
    before = kept(site, "/entities/human-brain")
    with psycopg.connect(site.database_url) as connection:
        connection.execute("UPDATE entities_entity SET definition = 'Taken back.' WHERE slug = 'human-brain'")
        connection.rollback()
    time.sleep(INTERVAL)
    assert ask(site.origin, "/entities/human-brain").headers["etag"] == before.headers["etag"]


def test_nobody_sees_an_older_page_after_a_newer_one(site: RunningSite) -> None:
    """Each reader knows the newest that anybody had seen before it asked, and must not be shown less."""
    seen, lock, over, older = [0], threading.Lock(), threading.Event(), []

    def read() -> None:
        while not over.is_set():
            with lock:
                newest_before = seen[0]
            found = re.search(r"Counted to (\d+)\.", ask(site.origin, "/entities/mouse-brain").text)
            number = int(found[1]) if found else 0
            with lock:
                if number < newest_before:
                    older.append((newest_before, number))
                seen[0] = max(seen[0], number)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        for number in range(1, 41):
            connection.execute(
                "UPDATE entities_entity SET definition = %s WHERE slug = 'mouse-brain'", [f"Counted to {number}."]
            )
            time.sleep(0.15)
    time.sleep(INTERVAL)
    over.set()
    for reader in readers:
        reader.join(30)
    assert older == []
    assert seen[0] == 40


def test_an_editors_save_is_there_for_the_very_next_reader(site: RunningSite) -> None:
    page = f"/claims/{CLAIM}"
    kept(site, page)
    session = signed_in(site)
    (key,) = site.query("SELECT id FROM entities_claim WHERE public_id = %s", CLAIM)[0]
    for word in ("first", "second", "third"):
        save_note(site, session, key, f"The {word} note of an editor.")
        answers = [ask(site.origin, page) for _ in range(4)]
        assert all(f"The {word} note of an editor." in answer.text for answer in answers)


def test_whoever_is_signed_in_is_never_served_what_is_kept(site: RunningSite) -> None:
    page = "/entities/fruit-fly-brain"
    kept(site, page)
    session = signed_in(site)
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        for word in ("one", "two", "three"):
            connection.execute(
                "UPDATE entities_entity SET definition = %s WHERE slug = 'fruit-fly-brain'", [f"Now {word}."]
            )
            answer = ask(site.origin, page, cookie=session)
            assert f"Now {word}." in answer.text
            assert "s-maxage" not in answer.headers.get("cache-control", "")


def test_a_retraction_is_on_every_page_within_the_interval(site: RunningSite, tmp_path: Path) -> None:
    rows = site.query(
        "SELECT s.doi, array_agg(DISTINCT c.public_id) FROM citations_source s"
        " JOIN citations_citation x ON x.source_id = s.id JOIN entities_claim c ON c.id = x.claim_id"
        " JOIN comparisons_editionclaim e ON e.claim = c.public_id"
        " WHERE s.doi <> '' AND s.publication_status <> 'retracted' GROUP BY s.doi ORDER BY count(*) DESC LIMIT 1"
    )
    doi, claims = rows[0]
    pages = [f"/claims/{claim}" for claim in claims]
    for page in pages:
        kept(site, page)
    register = tmp_path / "register.csv"
    columns = (
        "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason"
    )
    register.write_text(f"{columns}\n1,Withdrawn,1/2/2026 0:00,10.5555/Notice.1,{doi},0,Retraction,+Error in Data;\n")
    site.manage("check_sources", "--retractions", str(register))
    for page, answer in zip(pages, answers_after_the_interval(site, *pages), strict=True):
        assert "etracted" in answer.text, page


def test_what_is_kept_is_the_same_in_every_encoding_and_for_head(site: RunningSite) -> None:
    page = "/dimensions"
    plain, br, gz = (ask(site.origin, page, accept_encoding=name) for name in ("identity", "br", "gzip"))
    assert plain.text == br.text == gz.text
    assert len(br.body) < len(plain.body) / 3
    head = ask(site.origin, page, method="HEAD", accept_encoding="br")
    unlike = {"date", "content-length"}
    assert head.body == b""
    assert {name: value for name, value in head.headers.items() if name not in unlike} == {
        name: value for name, value in br.headers.items() if name not in unlike
    }
    assert ask(site.origin, page, accept_encoding="br", if_none_match=br.headers["etag"]).status == 304
    assert ask(site.origin, page, accept_encoding="br", range="bytes=0-9").status == 200


def test_every_process_gives_the_same_tag_for_the_same_page(site: RunningSite) -> None:
    tags = {ask(site.origin, "/about", accept_encoding="br").headers["etag"] for _ in range(30)}
    assert len(tags) == 1


def test_nothing_private_is_ever_kept(site: RunningSite) -> None:
    forms = [ask(site.origin, "/contact") for _ in range(4)]
    assert len({form.text for form in forms}) == 4  # each has a stamp of its own
    assert all("s-maxage" not in form.headers.get("cache-control", "") for form in forms)
    for page in ("/", "/entities", NEURONS, "/nothing", f"{NEURONS}.json"):
        answer = kept(site, page)
        assert "set-cookie" not in answer.headers
        assert "x-kept-state" not in answer.headers
        assert "csrfmiddlewaretoken" not in answer.text


def test_junk_in_an_address_leads_to_the_page_without_it(site: RunningSite) -> None:
    kept(site, "/entities")
    for _ in range(3):
        answer = ask(site.origin, "/entities?utm_source=mail&fbclid=1")
        assert (answer.status, answer.headers["location"]) == (302, "/entities")
        assert "content-security-policy" in answer.headers


def test_another_host_name_never_meets_what_is_kept(site: RunningSite) -> None:
    kept(site, "/about")
    other = ask(site.origin, "/about", host="127.0.0.1:1")
    assert "s-maxage" not in other.headers.get("cache-control", "")


def answers_after_the_interval(site: RunningSite, *pages: str) -> list[Answer]:
    """What is answered once the interval is over, while the database answers.

    Where the database takes longer than a second to tell the revision, as on a machine under heavy load, kept answers
    serve on, which the site logs: then this is no answer to the question, and it is asked again.
    """
    for _ in range(30):
        silences = site.log.read_text().count(SILENT)
        time.sleep(INTERVAL)
        answers = [ask(site.origin, page) for page in pages]
        log = site.log.read_text()
        if log.count(SILENT) == silences == log.count(ANSWERS_AGAIN):
            return answers
    pytest.fail(f"The database stayed silent:\n{site.log.read_text()[-2000:]}")


def kept(site: RunningSite, page: str) -> Answer:
    """The page, asked for often enough that both workers have kept it."""
    answer = ask(site.origin, page)
    for _ in range(7):
        answer = ask(site.origin, page)
    assert "s-maxage" in answer.headers.get("cache-control", ""), (page, answer.status, answer.headers)
    return answer


def signed_in(site: RunningSite) -> str:
    """The cookies of an editor who has just signed in."""
    form = ask(site.origin, "/admin/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]  # type: ignore[index]
    csrf = form.headers["set-cookie"].split(";")[0]
    body = urlencode({"username": EDITOR, "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/admin/"})
    answer = ask(
        site.origin,
        "/admin/login/",
        method="POST",
        body=body,
        cookie=csrf,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status == 302, answer.text
    session = re.search(r"((?:__Host-)?sessionid=[^;]+)", answer.headers["set-cookie"])
    assert session
    return f"{csrf}; {session[1]}"


def save_note(site: RunningSite, cookies: str, key: int, note: str) -> None:
    """Save another note of the claim by its form in the admin, as a browser would: with every field of it."""
    from lxml import html

    address = f"/admin/entities/claim/{key}/change/"
    form = html.document_fromstring(ask(site.origin, address, cookie=cookies).text).get_element_by_id("claim_form")
    fields = [(name, value) for name, value in form.form_values() if name not in ("note", "change_note")]
    body = urlencode([*fields, ("note", note), ("change_note", "Reworded."), ("_save", "Save")])
    answer = ask(
        site.origin, address, method="POST", body=body, cookie=cookies, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status == 302, answer.text
