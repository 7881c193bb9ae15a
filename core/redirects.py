"""Leading from an address of old to the present one. Only what is read there comes along of the query."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
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
