"""What programs ask for: health, robots.txt, sitemap.xml."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.models import Source
from comparisons.models import Edition
from core.kept_pages import kept
from core.parameters import reads
from core.schema.comparing import WrongSchemaError, require_expected_schema
from entities.models import Claim, Dimension, Entity

_logger = logging.getLogger(__name__)

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


@reads()
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """/healthz: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@reads()
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """/readyz: the process can serve pages: the database answers, and is the one that this release works with.

    503 otherwise, with the reason; what is wrong with the schema is in the log.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        require_expected_schema()
    except (AnyDatabaseError, WrongSchemaError) as error:
        if isinstance(error, WrongSchemaError):
            _logger.error("%s", error)
        return JsonResponse({"ready": False, "reason": type(error).__name__}, status=503)
    return JsonResponse({"ready": True})


@kept("lists")
@reads()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt: everything may be read but the admin."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.CANONICAL_ORIGIN}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@kept("lists")
@reads()
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: every public page, with the day it last changed where that is known. One query a kind."""
    pages: list[tuple[str, datetime | None]] = [(path, None) for path in _FIXED]
    editions = Edition.objects.newest().defer("document")
    pages += [(edition.comparison.get_absolute_url(), edition.published_at) for edition in editions]
    pages += [(entity.get_absolute_url(), entity.modified) for entity in Entity.objects.published().order_by("slug")]
    pages += [(dimension.get_absolute_url(), None) for dimension in Dimension.objects.for_index()]
    pages += [(claim.get_absolute_url(), claim.modified) for claim in Claim.objects.published().order_by("public_id")]
    pages += [(source.get_absolute_url(), source.modified) for source in Source.objects.public().order_by("key")]
    context = {"pages": [(f"{settings.CANONICAL_ORIGIN}{path}", changed) for path, changed in pages]}
    return render(request, "sitemap.xml", context, content_type="application/xml")
