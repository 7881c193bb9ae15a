"""What a view declares for the response cache, and what an answer that is to be kept says about itself."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from core import kept_pages
from core.kept_pages import KEEP, MISSING, STATE, kept_page_at, may_be_kept
from core.revisions import current_revision
from entities.models import Entity
from tests.factories import a_category, a_published_comparison, an_attribute, an_entity

TO_BE_KEPT = {KEEP: 0}


def test_pages_of_content_are_kept_under_what_they_read() -> None:
    page = kept_page_at("/comparisons/concept/neurons-vs-parameters")
    assert page is not None
    assert (page.share, page.parameters.canonical("unit=b&junk=1&unit=a")) == ("comparisons", "unit=a&unit=b")
    index = kept_page_at("/entities")
    assert index is not None
    assert index.parts
    missing = kept_page_at("/no/such/place")
    assert missing is not None
    assert missing.share == MISSING


@pytest.mark.parametrize(
    "path", ["/contact", "/corrections", "/corrections/1", "/admin/", "/healthz", "/readyz", "/static/css/site.css"]
)
def test_what_is_somebodys_own_or_changes_by_itself_is_not_kept(path: str) -> None:
    assert kept_page_at(path) is None


def test_every_public_address_is_either_kept_or_known_not_to_be() -> None:
    """A new view must decide: a page that forgets to declare itself costs its full price for every reader."""
    not_kept = {"contact", "inquiry-received", "privacy", "corrections", "corrections-feed", "correction-new"}
    not_kept |= {"correction", "healthz", "readyz", "sitemap-file"}
    # Few ask for these, browsers and other sites keep them for a year, and they would push pages out of the cache.
    not_kept |= {"edition-picture", "entity-picture", "dimension-picture"}
    found = {
        pattern.name
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [resolver])
        if getattr(pattern, "name", None)
        and getattr(resolver, "app_name", "") != "admin"
        and not hasattr(pattern.callback, "kept")
    }
    assert found == not_kept


@pytest.mark.django_db(transaction=True)
def test_an_answer_to_be_kept_names_the_revision_and_the_day_that_it_shows(client: Client) -> None:
    entity = an_entity()
    answer = client.get(entity.get_absolute_url(), **TO_BE_KEPT)
    revision = current_revision()
    assert answer[STATE] == f"{revision.number} {revision.nonce} {datetime.now(UTC).date().isoformat()}"
    assert STATE not in client.get(entity.get_absolute_url())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/nothing/here", "/entities/nobody"])
def test_that_there_is_no_such_page_may_be_kept_too(client: Client, path: str) -> None:
    answer = client.get(path, **TO_BE_KEPT)
    assert answer.status_code == 404
    assert STATE in answer


@pytest.mark.django_db(transaction=True)
def test_a_page_begun_before_a_commit_shows_and_names_the_state_before_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entity = an_entity(name="Old name")
    before = current_revision()

    def and_then_somebody_renames_it(**_: str) -> object:
        seen = current_revision()
        other = Thread(target=rename)
        other.start()
        other.join(10)
        return seen

    def rename() -> None:
        Entity.objects.update(name="New name")
        connection.close()

    monkeypatch.setattr(kept_pages, "current_revision", and_then_somebody_renames_it)
    answer = client.get(entity.get_absolute_url(), **TO_BE_KEPT)
    assert "Old name" in answer.text
    assert answer[STATE].startswith(f"{before.number} {before.nonce} ")
    assert current_revision().number == before.number + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/entities?utm_source=mail", "/entities"),
        ("/entities?kind=model&fbclid=1&q=gpt", "/entities?q=gpt&kind=model"),
        ("/about?x=%0d%0aSet-Cookie:%20a", "/about"),
    ],
)
def test_parameters_that_a_page_does_not_read_are_dropped_from_its_address(
    client: Client, asked: str, answered: str
) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (302, answered)
    assert client.get("/contact?subject=x").status_code == 200
    assert client.get("/nothing?x=1").status_code == 404


@pytest.mark.parametrize(
    ("headers", "cookies", "status"),
    [
        ({"Cache-Control": "no-store"}, {}, 200),
        ({"Cache-Control": "max-age=0, private"}, {}, 200),
        ({"Vary": "Accept, Cookie"}, {}, 200),
        ({"Vary": "*"}, {}, 200),
        ({}, {"csrftoken": "secret"}, 200),
        ({}, {}, 302),
        ({}, {}, 500),
        ({}, {}, 503),
    ],
)
def test_nothing_private_passing_or_broken_is_kept(
    headers: dict[str, str], cookies: dict[str, str], status: int
) -> None:
    answer = HttpResponse("text", headers=headers, status=status)
    for name, value in cookies.items():
        answer.set_cookie(name, value)
    assert not may_be_kept(answer)
    assert may_be_kept(HttpResponse("text"))


@pytest.mark.django_db(transaction=True)
def test_what_pages_read_has_a_trigger_that_makes_a_revision(client: Client) -> None:
    """The tables are those that the database itself says were read, page by page."""
    claim = an_attribute()
    comparison = a_published_comparison(category=a_category(slug="concept"))
    pages = ["/", "/comparisons", comparison.get_absolute_url(), f"{comparison.get_absolute_url()}.json"]
    pages += ["/entities", claim.entity.get_absolute_url(), "/dimensions", claim.dimension.get_absolute_url()]
    pages += [claim.get_absolute_url(), "/citations", "/about", "/ai-content-disclosure", "/sitemap.xml", "/robots.txt"]
    read: set[str] = set()
    for page in pages:
        with connection.execute_wrapper(_recording(read)):
            assert STATE in client.get(page, **TO_BE_KEPT), page
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE 'pgtrigger_makes_a_revision%'"
        )
        watched = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
    read &= tables
    assert {"entities_entity", "comparisons_edition", "inquiries_correction"} <= read
    assert read - watched - ALSO_READ == set()


# The record of revisions itself; and the histories, which only ever change together with what they tell about.
ALSO_READ = {"core_revisionstep", "entities_claimevent", "citations_citationevent", "pghistory_context"}


def _recording(read: set[str]):  # type: ignore[no-untyped-def]
    def record(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        read.update(part for part in sql.replace('"', " ").replace("(", " ").replace(",", " ").split() if "_" in part)
        return execute(sql, params, many, context)

    return record
