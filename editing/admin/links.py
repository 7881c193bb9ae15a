"""What several pages of the admin say about a thing: links to others, former addresses, who wrote it."""

from collections.abc import Iterable, Sequence

from django.contrib import admin
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.publishing_status import Drafted, Drafting
from core.slugs import FormerSlug
from editing.republishing import showing
from editing.save_errors import Objection, edit_url

_DRAFTING: dict[str, str] = {
    Drafting.HUMAN: "editor",
    Drafting.AI_UNCHECKED: "AI, unchecked",
    Drafting.AI_CHECKED: "AI, checked",
}


_MOST_SHOWN = 50


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
    shown = list(showing(thing).order_by("title")[: _MOST_SHOWN + 1])
    found = links(
        ((comparison, comparison.get_status_display()) for comparison in shown[:_MOST_SHOWN]),
        if_none="No comparison shows this yet.",
    )
    return format_html("{} and more", found) if len(shown) > _MOST_SHOWN else found


@admin.display(description="written by")
def written_by(thing: Drafted) -> str:
    """Who wrote it, in the width of a column."""
    return _DRAFTING.get(thing.drafting, thing.drafting)


def former_addresses(former: Iterable[FormerSlug]) -> str:
    """Every address that still leads here, the last one first."""
    known = sorted(former, key=lambda slug: slug.until, reverse=True)
    return ", ".join(f"{slug.slug} (until {slug.until:%Y-%m-%d})" for slug in known) or "None."


def as_list(objections: Sequence[Objection], *, if_none: str) -> SafeString | str:
    """What was found, one line each, with links to where it can be mended."""
    if not objections:
        return if_none
    items = format_html_join("", "<li>{}</li>", ((objection.as_html(),) for objection in objections))
    return format_html("<ul>{}</ul>", items)
