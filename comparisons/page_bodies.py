"""The rendered body of an edition, made once and kept by this process.

An edition never changes, so there is nothing to invalidate. The day is part of the key because a claim may become
stale from one day to the next.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import NamedTuple

from django.utils.safestring import SafeString

from comparisons.documents import ComparisonDocument, read_document
from comparisons.models import Edition
from comparisons.renderings.html import render_body

_MOST_KEPT = 256


class RenderedEdition(NamedTuple):
    document: ComparisonDocument
    body: SafeString


_kept: OrderedDict[tuple[int, date], RenderedEdition] = OrderedDict()
_lock = Lock()


def rendered(edition: Edition, *, today: date) -> RenderedEdition:
    """The edition's document and its body as HTML; no query if the edition is loaded with comparison and category."""
    key = (edition.pk, today)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    document = read_document(edition.document)
    body = render_body(
        document,
        edition_number=edition.number,
        published_at=edition.published_at,
        address=edition.comparison.get_absolute_url(),
        today=today,
    )
    with _lock:
        _kept[key] = RenderedEdition(document, body)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return RenderedEdition(document, body)
