"""/sitemap.xml: the list of the files that list every public page, each written row by row as it is read.

A file holds the pages of one kind whose keys lie in one range, so that making it reads nothing but its own rows, and a
new page changes one file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.models import Source
from comparisons.models import Comparison, Edition
from core.kept_pages import kept
from core.parameters import reads
from core.read_database import present_name
from entities.models import Claim, Dimension, Entity

# The protocol allows 50,000 addresses a file; this is a megabyte and a half.
PER_FILE = 10_000
_XML = "application/xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

_FIXED = (
    "/",
    "/comparisons",
    "/entities",
    "/dimensions",
    "/citations",
    "/corrections",
    "/about",
    "/contact",
    "/privacy",
    "/ai-content-disclosure",
)


@dataclass(frozen=True)
class _Kind:
    """``pages`` gives what readers may see; ``columns`` are what ``path`` is made of; ``changed`` is a column or ""."""

    pages: Callable[[], "QuerySet[Any]"]
    columns: tuple[str, ...]
    path: str
    changed: str = ""


def _comparisons() -> "QuerySet[Any]":
    latest = Edition.objects.filter(comparison=OuterRef("pk")).order_by("-number").values("published_at")[:1]
    return Comparison.objects.published().annotate(changed=Subquery(latest))


_KINDS: Mapping[str, _Kind] = {
    "comparisons": _Kind(_comparisons, ("category__slug", "slug"), "/comparisons/{}/{}", "changed"),
    "entities": _Kind(Entity.objects.published, ("slug",), "/entities/{}", "modified"),
    "dimensions": _Kind(Dimension.objects.in_use, ("slug",), "/dimensions/{}"),
    "claims": _Kind(Claim.objects.published, ("public_id",), "/claims/{}", "modified"),
    "sources": _Kind(Source.objects.public, ("key",), "/citations/{}", "modified"),
}


@kept("lists")
@reads()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: every file that has something in it. One query a kind of page."""
    files = [("pages", 1), *((name, number) for name, kind in _KINDS.items() for number in _numbers(kind.pages()))]
    addresses = [f"{settings.CANONICAL_ORIGIN}/sitemaps/{name}-{number}.xml" for name, number in files]
    return render(request, "sitemap_index.xml", {"files": addresses}, content_type=_XML)


@reads()
@require_safe
def file(request: HttpRequest, kind: str, number: str) -> StreamingHttpResponse:
    """/sitemaps/<kind>-<number>.xml: at most 10,000 pages, with the day each last changed where that is known.

    Two queries. It is sent while it is read, whatever its length, and therefore not kept by the response cache.
    """
    if kind == "pages" and number == "1":
        rows: Iterator[tuple[str, datetime | None]] = ((path, None) for path in _FIXED)
    elif kind in _KINDS and _in_file(_KINDS[kind], int(number)).exists():
        rows = _rows(_KINDS[kind], int(number))
    else:
        raise Http404("There is no such list of pages.")
    return StreamingHttpResponse(_written(rows), content_type=_XML)


def _in_file(kind: _Kind, number: int) -> "QuerySet[Any]":
    return kind.pages().filter(pk__gt=(number - 1) * PER_FILE, pk__lte=number * PER_FILE)


def _rows(kind: _Kind, number: int) -> Iterator[tuple[str, datetime | None]]:
    wanted = [*kind.columns, kind.changed] if kind.changed else kind.columns
    for values in _in_file(kind, number).order_by("pk").values_list(*wanted).iterator():
        yield kind.path.format(*values), values[-1] if kind.changed else None


def _written(rows: Iterator[tuple[str, datetime | None]]) -> Iterator[str]:
    """The file; addresses here are made of slugs, which hold nothing that XML would have to escape."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_NAMESPACE}">\n'
    for path, changed in rows:
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        yield f"<url><loc>{settings.CANONICAL_ORIGIN}{path}</loc>{when}</url>\n"
    yield "</urlset>\n"


def _numbers(pages: "QuerySet[Any]") -> list[int]:
    """The numbers of the files with at least one page in them: one query, with one look into the index a file.

    Joined LATERAL and by order, and not asked whether EXISTS, which PostgreSQL would answer by reading everything.
    """
    in_file = pages.filter(
        pk__gt=RawSQL("(file.number - 1) * %s", [PER_FILE]), pk__lte=RawSQL("file.number * %s", [PER_FILE])
    )
    sql, values = in_file.order_by("pk").values("pk")[:1].query.sql_with_params()
    reading = connections[present_name()]
    table = reading.ops.quote_name(pages.model._meta.db_table)
    with reading.cursor() as cursor:
        cursor.execute(
            f"SELECT file.number FROM generate_series(1, (SELECT max(id) FROM {table}) / %s + 1) AS file (number) "
            f"CROSS JOIN LATERAL ({sql}) AS first ORDER BY file.number",
            [PER_FILE, *values],
        )
        return [number for (number,) in cursor.fetchall()]
