"""The content in the database, loaded once for all tests of this folder and taken back at once."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from citations.models import Source
from citations.works import Work, work_of
from comparisons.documents import ComparisonDocument, read_document
from comparisons.models import Edition
from finding.hits import hits_of
from finding.models import Kind
from finding.query_words import asked_for
from finding.searching import find
from loading.load import LoadReport, load_content
from tests.content.own_content import CONTENT


@dataclass(frozen=True)
class LoadedContent:
    """What loading the content did, twice, the documents that it published, by slug, and what searches found."""

    first: LoadReport
    second: LoadReport
    seconds: float
    documents: dict[str, ComparisonDocument]
    works: tuple[Work, ...]
    found: dict[str, list[str]]


@pytest.fixture(scope="session")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> LoadedContent:
    """Everything that tests ask about is read before the transaction is undone: other tests find an empty database.

    A module that asks for it is marked ``django_db``: a test database is made only where something is so marked.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        assert not Source.objects.exists(), "this is not the empty database of the tests"
        started = time.monotonic()
        first = load_content(folder=CONTENT)
        seconds = time.monotonic() - started
        documents = {
            edition.comparison.slug: read_document(edition.document)
            for edition in Edition.objects.select_related("comparison")
        }
        works = tuple(work_of(source) for source in Source.objects.with_authors())
        searched = {query: _first_of_each_kind(query) for query in searched_for()}
        found = LoadedContent(first, load_content(folder=CONTENT), seconds, documents, works, searched)
        transaction.set_rollback(True)
    return found


def searched_for() -> dict[str, str]:
    """What readers type, and the address that is to be found by it."""
    lines = Path(__file__).parent.joinpath("search_queries.txt").read_text().splitlines()
    return dict(re.split(r"\s{2,}", line) for line in lines if not line.startswith("#"))


def _first_of_each_kind(query: str) -> list[str]:
    """The addresses of the first three hits of each kind."""
    found = find(asked_for(query))
    return [hit.url for kind in Kind.values for hit in hits_of(found.of(kind)[:3], "")]
