"""Leading from an address of old to the present one. Only what is read there comes along of the query."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from core.parameters import declared_by


def moved_permanently(request: HttpRequest, address: str) -> HttpResponse:
    """To the page's present address, a path of this site, with what the reader chose."""
    query = query_read_at(address, request.META.get("QUERY_STRING", ""))
    return HttpResponsePermanentRedirect(f"{address}{'?' + query if query else ''}")


def query_read_at(path: str, query: str) -> str:
    """What the view at this path reads of the query, in the one form of its declaration; nothing where there is no
    view, and all of it where the view does not declare what it reads, as in the admin."""
    try:
        declared = declared_by(resolve(path).func)
    except Resolver404:
        return ""
    return query if declared is None else declared.canonical(query)


def moved_from(
    request: HttpRequest, slug: str, things: "QuerySet[Any]", *, suffix: str = "", former: str = "former_slugs"
) -> HttpResponse:
    """To the present address of the one among these things that once had this slug; Http404 where none ever had.

    ``suffix`` is what follows the address, such as ``.json``; ``former`` is the relation that remembers the slugs.
    """
    thing = things.filter(**{f"{former}__slug": slug}).first()
    if thing is None:
        raise Http404("Nothing has, or ever had, this address.")
    return moved_permanently(request, thing.get_absolute_url() + suffix)
