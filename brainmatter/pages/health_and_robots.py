"""What programs ask for: health and robots.txt; sitemap.py has the addresses of all pages."""

import logging

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from core.kept_pages import kept
from core.parameters import reads
from core.schema.comparing import WrongSchemaError, require_expected_schema

_logger = logging.getLogger(__name__)


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
