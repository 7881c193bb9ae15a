"""The rendered body of an edition, made once and kept by this process.

An edition never changes, so there is nothing to invalidate; what was shown longest ago goes when there is no more room.
Readers choose the variants, so the room is one of bytes. The day is part of the key because a claim may become
stale from one day to the next; the reader's choices are, because they add ratios and change units.
"""

import sys
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from comparisons.documents import ComparisonDocument, read_document
from comparisons.models import Edition
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.html import render_body, render_head
from comparisons.renderings.links import Links
from comparisons.renderings.page import PageHead, present
from comparisons.renderings.share_picture import picture_of_comparison
from core.kept_values import KeptValues

# Of this process, for all documents and for all bodies. Finished answers are kept in front of these.
_MOST_BYTES = 2 << 20
_OF_A_SMALL_VALUE = 3_000  # about
# What a document takes in memory for each byte of its JSON, about.
_DOCUMENT_BYTES = 7


class RenderedEdition(NamedTuple):
    """What a template needs to show an edition: ``head_html`` names its number and day, the body does not."""

    head: PageHead
    links: Links
    head_html: SafeString
    body: SafeString
    picture_alt: str  # what the picture to share shows, in words


_documents: KeptValues[ComparisonDocument] = KeptValues(
    lambda it: _DOCUMENT_BYTES * len(it.model_dump_json()), most_bytes=_MOST_BYTES
)
_pages: KeptValues[RenderedEdition] = KeptValues(
    lambda it: sys.getsizeof(it.body) + sys.getsizeof(it.head_html), most_bytes=_MOST_BYTES
)


_made: KeptValues[tuple[Any]] = KeptValues(lambda it: _OF_A_SMALL_VALUE, most_bytes=_MOST_BYTES // 2)


def _identity(edition: Edition) -> tuple[int, str]:
    """What no other edition has, not even one of another database that this process once read."""
    return edition.pk, edition.content_hash


def document_of(edition: Edition) -> ComparisonDocument:
    """The edition's document, read once in this process."""
    return _documents.get(_identity(edition), lambda: read_document(edition.document))


def made_of[V](editions: Sequence[Edition], name: Hashable, make: Callable[[ComparisonDocument], V]) -> list[V]:
    """What ``make`` makes of each edition's document, kept under this name; it must be small, as a row or a ratio is.

    The editions may be loaded without their documents: one query for those of which this process has kept nothing.
    """
    found = {edition.pk: _made.find((*_identity(edition), name)) for edition in editions}
    missing = [
        edition.pk for edition in editions if found[edition.pk] is None and not _documents.has(_identity(edition))
    ]
    texts = dict(Edition.objects.filter(pk__in=missing).values_list("pk", "document")) if missing else {}
    values: list[V] = []
    for edition in editions:
        kept = found[edition.pk]
        if kept is None:
            document = _documents.find(_identity(edition)) or read_document(texts.get(edition.pk) or edition.document)
            kept = (make(document),)
            _made.keep((*_identity(edition), name), kept)
        values.append(kept[0])
    return values


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
        alt = picture_of_comparison(document).alt
        return RenderedEdition(page.head, links, render_head(page, edition), render_body(page), alt)

    return _pages.get((*_identity(edition), today, known, links.path, comparison), make)
