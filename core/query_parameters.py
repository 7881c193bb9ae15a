"""What a reader asks of a list: its filters, as they stand in the address."""

from django.http import HttpRequest

_LONGEST = 100


def asked_for(request: HttpRequest, *names: str) -> dict[str, str]:
    """The named parameters, trimmed and cut to a hundred characters; empty where there is none.

    NUL becomes a space: PostgreSQL holds no text with it, so nothing could be found by it.
    """
    return {name: request.GET.get(name, "").replace("\0", " ").strip()[:_LONGEST] for name in names}
