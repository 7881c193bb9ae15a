"""Leading from an address of old to the present one."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect


def moved_permanently(request: HttpRequest, address: str) -> HttpResponse:
    """To the page's present address, a path of this site, with what the reader chose: the query comes along."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}{'?' + query if query else ''}")
