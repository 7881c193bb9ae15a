"""Template filters for what readers see: titles, numbers, addresses and lists in words."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django import template

from core.counting import MOST_COUNTED

register = template.Library()


@register.filter
def versus(title: str) -> list[str]:
    """The parts of a title on either side of “vs”: a page sets that word differently."""
    return title.split(" vs ")


@register.filter
def in_words(items: Sequence[str]) -> str:
    """A list as part of a sentence: “a, b and c”."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


@register.filter
def grouped(number: int) -> str:
    """A whole number with separators: 12,345."""
    return f"{number:,}"


@register.filter
def so_many(number: int) -> str:
    """What `core.counting` counted: 12, or “more than 1,000” where it stopped."""
    return f"more than {grouped(MOST_COUNTED)}" if number > MOST_COUNTED else grouped(number)


@register.filter
def closed(title: str) -> str:
    """The title with a full stop, unless it ends a sentence already."""
    return title if title.endswith((".", "?", "!", "…")) else f"{title}."


@register.filter
def host(address: str) -> str:
    """The name of the site that an address leads to, without “www.”."""
    return urlsplit(address).netloc.removeprefix("www.")


@register.filter
def equated(amount: str) -> str:
    """What something amounts to, behind it: “= 0.065 W”; one that has a sign already keeps that, as in “≈ 22 W”."""
    return amount if amount.startswith(("≈", "<", ">")) else f"= {amount}"
