"""What a reader is told when the site itself fails."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

_SECONDS_TO_WAIT = 30


def failed(request: HttpRequest) -> HttpResponse:
    """The page that says so. It is a 503 while the database is away: programs then come back instead of giving up.

    The template stands alone: it needs no database, no static files and nothing that a request brings.
    """
    response = server_error(request)
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response.status_code = 503
        response["Retry-After"] = str(_SECONDS_TO_WAIT)
    return response
