"""Links from one page of the admin to others, as the contents of read-only fields."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from comparisons.models import Comparison
from core.slugs import FormerSlug
from editing.refusing import edit_url
from editing.republishing import showing


def links(things: Iterable[tuple[Model, str]], *, if_none: str) -> SafeString | str:
    """Links to the change pages of these things, each followed by a remark."""
    return (
        format_html_join(
            " · ",
            '<a href="{}">{}</a>{}',
            (
                (edit_url(type(thing), thing.pk), str(thing), f" ({remark})" if remark else "")
                for thing, remark in things
            ),
        )
        or if_none
    )


def shown_on(thing: Model) -> SafeString | str:
    """The comparisons that show this: those among them that are published follow every save."""
    if thing.pk is None:
        return "Not saved yet."
    shown: Iterable[Comparison] = showing(thing).order_by("title")
    return links(
        ((comparison, comparison.get_status_display()) for comparison in shown), if_none="No comparison shows this yet."
    )


def former_addresses(former: Iterable[FormerSlug]) -> str:
    """Every address that still leads here, the last one first."""
    known = sorted(former, key=lambda slug: slug.until, reverse=True)
    return ", ".join(f"{slug.slug} (until {slug.until:%Y-%m-%d})" for slug in known) or "None."
