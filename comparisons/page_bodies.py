"""The rendered body of an edition, made once and kept by this process.

An edition never changes, so there is nothing to invalidate. The day is part of the key because a claim may become
stale from one day to the next; the reader's choices are, because they add ratios and change units.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial
from threading import Lock
from typing import NamedTuple

from django.utils.safestring import SafeString

from comparisons.documents import ComparisonDocument, read_document
from comparisons.models import Edition
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.html import render_body, render_head
from comparisons.renderings.links import Links
from comparisons.renderings.page import PageHead, present

_MOST_KEPT = 256


class RenderedEdition(NamedTuple):
    """What a template needs to show an edition: ``head_html`` names its number and day, the body does not."""

    head: PageHead
    links: Links
    head_html: SafeString
    body: SafeString


class _Kept[V]:
    """The values used last, at most ``_MOST_KEPT`` of them. Two threads may make the same value; either will do."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def has(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._values

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > _MOST_KEPT:
                self._values.popitem(last=False)
        return value


_documents: _Kept[ComparisonDocument] = _Kept()
_pages: _Kept[RenderedEdition] = _Kept()


def document_of(edition: Edition) -> ComparisonDocument:
    """The edition's document, read once in this process."""
    return _documents.get(edition.pk, lambda: read_document(edition.document))


def documents_of(editions: Sequence[Edition]) -> list[ComparisonDocument]:
    """The documents of editions that were loaded without them: one query for those that this process has not kept."""
    missing = [edition.pk for edition in editions if not _documents.has(edition.pk)]
    texts = dict(Edition.objects.filter(pk__in=missing).values_list("pk", "document")) if missing else {}

    def read(edition: Edition) -> ComparisonDocument:
        if edition.pk not in texts:  # kept when that was asked, and no longer
            texts[edition.pk] = edition.document
        return read_document(texts[edition.pk])

    return [_documents.get(edition.pk, partial(read, edition)) for edition in editions]


def rendered(edition: Edition, *, today: date, choices: Choices = AS_PUBLISHED, path: str = "") -> RenderedEdition:
    """The edition's page as HTML; no query if the edition is loaded with comparison and category.

    Choices that this document does not offer are dropped. ``path`` is that of the page, if it is not the comparison's.
    """
    document = document_of(edition)
    known = choices.within(document)
    comparison = edition.comparison.get_absolute_url()
    links = Links(path=path or comparison, comparison=comparison, edition=edition.get_absolute_url())

    def make() -> RenderedEdition:
        page = present(document, today=today, choices=known, links=links)
        return RenderedEdition(page.head, links, render_head(page, edition), render_body(page))

    return _pages.get((edition.pk, today, known, links.path, comparison), make)
