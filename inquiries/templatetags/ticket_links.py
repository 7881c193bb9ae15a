"""Leading from the words of an edition to the tickets that they name."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_NAMED = re.compile(r"(corrections? )([1-9][0-9]{0,9})\b", re.IGNORECASE)


@register.filter
def with_tickets(text: str) -> SafeString:
    """The text, escaped, with each “Correction 12” in it leading to that ticket."""
    # Split at the pattern's two groups: text, “Correction ”, number, text, ...
    parts = _NAMED.split(text)
    named = zip(parts[0::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True)
    return format_html_join(
        "",
        "{}{}",
        (
            (before, format_html('<a href="/corrections/{}">{}{}</a>', n, word, n) if n else "")
            for before, word, n in named
        ),
    )
