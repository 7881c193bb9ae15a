"""The document as the body of its page."""

from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comparisons.documents import ComparisonDocument


def render_body(
    document: ComparisonDocument, *, edition_number: int, published_at: datetime, address: str, today: date
) -> SafeString:
    """Everything on the page that depends on the document only. ``address`` is the comparison's path, without host."""
    context = {
        "document": document,
        "edition_number": edition_number,
        "published_at": published_at,
        "address": address,
        "today": today,
    }
    return render_to_string("comparisons/document.html", context)
