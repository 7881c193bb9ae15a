"""Pages that are the same for every anonymous reader until the published content changes: their answers may be kept.

    @kept("comparisons", parts=True)
    @reads(one=("q",))
    def comparison_index(request): ...

A view says so with `kept`; the response cache in front of the application asks `kept_page_at` about an address
before anything runs, and takes from it the form of the query under which answers are kept. When the cache wants an
answer to keep, it sets ``KEEP`` in the request's environment to the number of the newest revision that it has seen:
the page is then made from one snapshot of the database, and the answer says in the header ``STATE`` which revision and
day it shows. A replica that has come that far is read from, where there is one. Without that wish, as in a test client
or under another server, pages are made as always.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

from core.parameters import NO_PARAMETERS, Parameters, parameters_of
from core.read_database import PRIMARY, REPLICA, has_replica, reading_from
from core.revisions import current_revision

KEEP = "brainmatter.keep"
STATE = "X-Kept-State"
# The share of what is not there, and of redirects: anybody can ask for such addresses without end.
MISSING = "missing"
# Static files have caching of their own, and the admin is nobody's but its users'.
_OTHERS = (settings.STATIC_URL, "/admin")
# What may be kept of an anonymous answer: pages, permanent redirects, and what is not there.
_KEEPABLE = frozenset({200, 301, 404, 410})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What a cache must know of a view before it asks: its share of the cache, its parameters, whether it has parts."""

    share: str
    parameters: Parameters
    parts: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    share: str
    parts: bool


def kept[V: Callable[..., HttpResponse]](share: str, *, parts: bool = False) -> Callable[[V], V]:
    """Declare that answers of this view may be kept, in the share of the cache of this name.

    The view must depend on nothing but the address, its declared parameters, published content, the day (UTC) and
    the release; with ``parts``, also on whether htmx asks for a part.
    """

    def declare(view: V) -> V:
        view.kept = _Kept(share, parts)  # type: ignore[attr-defined]
        return view

    return declare


def kept_page_at(path: str) -> KeptPage | None:
    """What is kept of the page at this path; None where nothing may be.

    An address that leads nowhere is a page too: the one that says so.
    """
    try:
        view = resolve(path).func
    except Resolver404:
        return None if path.startswith(_OTHERS) else KeptPage(MISSING, NO_PARAMETERS, parts=False)
    found = getattr(view, "kept", None)
    return KeptPage(found.share, parameters_of(view), found.parts) if isinstance(found, _Kept) else None


class KeptPagesMiddleware:
    """Makes an answer that is to be kept from one snapshot, and says which state of the content it shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if KEEP not in request.META:
            response = self._get_response(request)
            address = _without_undeclared_parameters(request) if response.status_code == HTTPStatus.OK else None
            return HttpResponseRedirect(address) if address is not None else response
        made = self._made_from(REPLICA, request, at_least=request.META[KEEP]) if has_replica() else None
        if made is None:
            made = self._made_from(PRIMARY, request)
        # The page itself answers for a database that is away; then there is nothing to keep.
        return made if made is not None else self._get_response(request)

    def _made_from(self, name: str, request: HttpRequest, *, at_least: int = 0) -> HttpResponse | None:
        """The answer from one snapshot of this database; None if it does not answer, or shows an older revision."""
        try:
            with reading_from(name), _snapshot(name):
                revision, day = current_revision(using=name), datetime.now(UTC).date()
                if revision.number < at_least:
                    return None
                response = self._get_response(request)
        except DatabaseError:
            _log.warning("An answer could not be made from one snapshot of the %s database", name, exc_info=True)
            return None
        # A page that was begun on one day and ended on the next may show either.
        if may_be_kept(response) and datetime.now(UTC).date() == day:
            response[STATE] = f"{revision.number} {revision.nonce} {day.isoformat()}"
        return response


def _without_undeclared_parameters(request: HttpRequest) -> str | None:
    """The address of a kept page without what its view does not read, such as the marks of those who count clicks.

    None where there is nothing of the kind. The cache in front answers so by itself once it has the page.
    """
    query = request.META.get("QUERY_STRING", "")
    if not query or request.method not in {"GET", "HEAD"}:
        return None
    page = kept_page_at(request.path_info)
    if page is None or page.share == MISSING or page.parameters.knows(query):
        return None
    known = page.parameters.canonical(query)
    return f"{escape_uri_path(request.path_info)}{'?' + known if known else ''}"


def may_be_kept(response: HttpResponse) -> bool:
    """Whether this answer is for everybody: nothing private, no cookie, and whole."""
    if response.status_code not in _KEEPABLE or response.streaming or response.cookies:
        return False
    private = {"no-store", "private"} & {part.strip() for part in response.get("Cache-Control", "").lower().split(",")}
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return not private and "cookie" not in varies and "*" not in varies


@contextmanager
def _snapshot(name: str) -> Iterator[None]:
    """One unchanging view of the database of this name for everything inside, without a lock."""
    if connections[name].in_atomic_block:  # inside another transaction, as in a test
        yield
        return
    with transaction.atomic(using=name):
        with connections[name].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
