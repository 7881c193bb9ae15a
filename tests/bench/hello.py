"""The least that a page with a query costs in Django: what cold pages are held against, in the same process."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

# As `startproject` writes them.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def hello(request: HttpRequest) -> HttpResponse:
    """Hello, with one row of one table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM entities_dimensiongroup ORDER BY id LIMIT 1")
        cursor.fetchone()
    return HttpResponse("Hello, world!")


urlpatterns = [path("", hello)]
