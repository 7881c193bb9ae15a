"""Reading settings from the environment: typed, and loud about what it does not understand."""

import os
from collections.abc import Collection
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}

# What PostgreSQL assumes of a page of a table that is not at hand: by default a turning disk's time. Our tables and
# indexes lie in memory or on what has no head to move; assuming worse, it reads whole tables where an index has the
# rows.
_PLANNER = "-c random_page_cost=1.1"
# Nothing is to be ignored by pgtrigger's triggers. Where the setting does not exist, asking for it is an error that
# each of them catches for each row, and rolls back to before; that takes longer, the more a transaction has done.
_TRIGGERS = "-c pgtrigger.ignore={}"

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


def database(name: str) -> dict[str, object]:
    """Django's settings for the PostgreSQL address in the variable, such as
    ``postgres://user:password@host:5432/name?sslmode=require``.

    Query parameters become connection options; a server that does not answer is given up after five seconds. An empty
    ``options=`` leaves out our settings of PostgreSQL, for a connection pooler that refuses such.
    ImproperlyConfigured when the variable is missing or names another engine: the site relies on PostgreSQL's
    constraints and triggers.
    """
    address = text(name)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} is {'not set' if not address else 'not a PostgreSQL address'}: "
            "write postgres://user:password@host:5432/name, or start the site with `make demo`, which brings its own."
        )
    given = parse_qs(parts.query, keep_blank_values=True)
    options = {key: values[-1] for key, values in given.items() if values[-1] or key == "options"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder travels as ?host=/path, as libpq writes it.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": {"connect_timeout": "5", "options": f"{_PLANNER} {_TRIGGERS}", **options},
        # A connection for each thread of the web server (brainmatter/server.py), kept and looked after.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": text("TEST_DATABASE_NAME", default="test_brainmatter")},
    }
