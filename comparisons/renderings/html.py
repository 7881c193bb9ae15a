"""A page as HTML: the head with the answer card, which names the edition, and the body, from the table of contents to
the last reference.

Of the edition the body knows no more than the address under which an error in it is reported.
"""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comparisons.models import Edition
from comparisons.renderings.page import Page


def render_head(page: Page, edition: Edition) -> SafeString:
    return render_to_string("comparisons/parts/head.html", {"page": page, "links": page.links, "edition": edition})


def render_body(page: Page) -> SafeString:
    shown = {"page": page, "links": page.links, "edition_path": page.links.edition}
    return render_to_string("comparisons/body.html", shown)
