"""Reading settings from the environment: typed, and loud about what it does not understand."""

import os
from collections.abc import Collection
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}

# Every variable that was asked for; a test holds `.env.example` against it.
asked_for: set[str] = set()


def text(name: str, *, default: str = "") -> str:
    """The variable's text without surrounding space, or the default."""
    asked_for.add(name)
    return os.environ.get(name, default).strip()


def boolean(name: str, *, default: bool) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; ImproperlyConfigured for anything else."""
    raw = text(name, default=str(default)).lower()
    if raw in _TRUE:
        return True
    if raw in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {raw!r}: write true or false.")


def integer(name: str, *, default: int) -> int:
    """A whole number that is not negative; ImproperlyConfigured for anything else."""
    raw = text(name, default=str(default))
    if not raw.isdecimal():
        raise ImproperlyConfigured(f"{name} is {raw!r}: write a whole number, 0 or more.")
    return int(raw)


def names(name: str, *, default: list[str]) -> list[str]:
    """A list written with commas, blanks dropped."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or default


def choice(name: str, *, default: str, among: Collection[str]) -> str:
    """One of a few words, whatever its case; ImproperlyConfigured for any other."""
    raw = text(name, default=default).upper()
    if raw not in among:
        raise ImproperlyConfigured(f"{name} is {raw!r}: write one of {', '.join(among)}.")
    return raw


def origin(name: str, *, default: str) -> str:
    """A scheme and a host, as in https://example.org; ImproperlyConfigured for anything more or less."""
    raw = text(name, default=default).rstrip("/")
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or raw != f"{parts.scheme}://{parts.netloc}":
        raise ImproperlyConfigured(f"{name} is {raw!r}: write a scheme and a host, as in https://example.org.")
    return raw


def mailer(name: str, *, default: str) -> dict[str, object]:
    """Django's settings for sending mail to the address in the variable:
    smtp://user:password@host:587 (STARTTLS), smtps://user:password@host:465 (TLS from the start),
    smtp://host:25?tls=off (plain), file:///folder (each message a file), console: (to standard output).

    ImproperlyConfigured for anything else.
    """
    address = text(name, default=default)
    parts = urlsplit(address)
    query = dict(parse_qs(parts.query))
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": unquote(parts.path)},
        }
    if parts.scheme in {"smtp", "smtps"} and parts.hostname and query in ({}, {"tls": ["off"]}):
        secure_from_the_start = parts.scheme == "smtps"
        return {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname,
                "port": parts.port or (465 if secure_from_the_start else 587),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": secure_from_the_start,
                "use_tls": not secure_from_the_start and not query,
                "timeout": 30,
            },
        }
    raise ImproperlyConfigured(
        f"{name} is not an address for mail: "
        "write smtp://user:password@host:587, smtps://..., file:///folder or console:"
    )


def database(name: str) -> dict[str, object]:
    """Django's settings for the PostgreSQL address in the variable, such as
    ``postgres://user:password@host:5432/name?sslmode=require``.

    Query parameters become connection options. ImproperlyConfigured when the variable is missing or
    names another engine: the site relies on PostgreSQL's constraints and triggers.
    """
    address = text(name)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} is {'not set' if not address else 'not a PostgreSQL address'}: "
            "write postgres://user:password@host:5432/name, or start the site with `make demo`, which brings its own."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder travels as ?host=/path, as libpq writes it.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        # A connection for each thread of the web server (brainmatter/server.py), kept and looked after.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": text("TEST_DATABASE_NAME", default="test_brainmatter")},
    }
