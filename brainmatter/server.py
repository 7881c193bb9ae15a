"""The web server: `python -m brainmatter.server`. docs/decisions/0002-bounded-front.md says why it is built so.

Each thread keeps one connection to the database, and each worker one more for asking for the revision, so that
workers x (threads + 1) is the most that one copy of this server ever holds, however many readers arrive at once.
"""

import gc
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from brainmatter.environment import integer, text
from brainmatter.front.answers import Headers
from brainmatter.front.application import Front
from brainmatter.front.limits import Limits
from brainmatter.front.serving import serve
from brainmatter.memory import give_memory_back
from brainmatter.response_cache.shared_revision import SharedRevision

if TYPE_CHECKING:
    from brainmatter.response_cache.cache import ResponseCache

_port = integer("PORT", default=8000)
BIND = text("BIND", default=f"127.0.0.1:{_port}")
WORKERS = integer("WEB_WORKERS", default=2)
LIMITS = Limits(
    threads=integer("WEB_THREADS", default=4),
    waiting=integer("WEB_WAITING", default=Limits.waiting),
    connections=integer("WEB_CONNECTIONS", default=Limits.connections),
    body_bytes=integer("WEB_BODY_BYTES", default=Limits.body_bytes),
)
# What the workers of this host agree by; they inherit it.
_revision = SharedRevision()


def make_front(port: int) -> Front:
    """The front before the site's WSGI application.

    Django is first imported here, in the worker, so that a reload takes in new code.
    """
    give_memory_back()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brainmatter.settings")
    from django.db import connections

    from brainmatter.wsgi import application

    # What the site is made of is never thrown away: the collector need not go through it each time. Nor need it come
    # after every few thousand objects, where one large page is made of more than that.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    return Front(
        application,
        LIMITS,
        port=port,
        cache=_cache(),
        headers_of_refusals=_headers_of_refusals(),
        at_thread_end=connections.close_all,
    )


def _headers_of_refusals() -> Headers:
    """What the site says with every answer, for those that the front gives by itself."""
    from django.conf import settings

    from brainmatter.response_headers import HEADERS

    headers = dict(HEADERS)
    if settings.HTTPS and settings.SECURE_HSTS_SECONDS:
        # With HTTPS the settings always say so of subdomains, and of browsers' own lists.
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())


def _cache() -> "ResponseCache":
    """To be imported only once Django is set up."""
    from brainmatter.response_cache.building import response_cache

    return response_cache(_revision)


def main() -> None:
    """Serve until asked to stop; end at once where the site cannot start, with what it says."""
    # In a process of its own: this one stays without Django, so that a reload takes in new code.
    tried = subprocess.run([sys.executable, "-c", "import brainmatter.wsgi"], check=False)
    if tried.returncode:
        sys.exit(tried.returncode)
    host, _, port = BIND.rpartition(":")
    serve(make_front, host=host.strip("[]"), port=int(port), workers=WORKERS, limits=LIMITS)


if __name__ == "__main__":
    main()
