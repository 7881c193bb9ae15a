"""The content in the database, loaded once for all tests of this folder and taken back at once."""

import time
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from citations.models import Source
from citations.works import Work, work_of
from comparisons.documents import ComparisonDocument, read_document
from comparisons.models import Edition
from loading.load import LoadReport, load_content
from tests.content.own_content import CONTENT


@dataclass(frozen=True)
class LoadedContent:
    """What loading the content did, twice, and the documents that it published, by slug."""

    first: LoadReport
    second: LoadReport
    seconds: float
    documents: dict[str, ComparisonDocument]
    works: tuple[Work, ...]


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
        found = LoadedContent(first, load_content(folder=CONTENT), seconds, documents, works)
        transaction.set_rollback(True)
    return found
