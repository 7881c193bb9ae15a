"""The site's cache, put together from its settings."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from brainmatter.response_cache.cache import ResponseCache
from brainmatter.response_cache.request_key import RequestKeys
from brainmatter.response_cache.revision_watch import RevisionWatch
from brainmatter.response_cache.shared_revision import SharedRevision
from brainmatter.response_cache.store import Store
from core.kept_pages import kept_page_at
from core.revisions import Revision, current_revision

# Of what a worker may keep, in hundredths. Variants and what is missing are addresses without end: they drive out
# each other, never the pages themselves.
SHARES = {
    "comparisons": 30,
    "entities": 18,
    "claims": 14,
    "dimensions": 10,
    "citations": 10,
    "lists": 6,
    "variants": 10,
    "missing": 2,
}


def response_cache(shared: SharedRevision) -> ResponseCache:
    """One worker's cache; ``shared`` is what all workers of this host agree by."""
    canonical = urlsplit(settings.CANONICAL_ORIGIN)
    keys = RequestKeys(
        host=canonical.netloc,
        scheme=canonical.scheme,
        forwarded_scheme=settings.SECURE_PROXY_SSL_HEADER is not None,
        session_cookie=settings.SESSION_COOKIE_NAME,
        page_at=kept_page_at,
    )
    watch = RevisionWatch(
        shared,
        _ask,
        check_seconds=settings.REVISION_CHECK_SECONDS,
        stale_seconds=settings.KEPT_WITHOUT_DATABASE_SECONDS,
    )
    total = settings.RESPONSE_CACHE_MEGABYTES * 1_048_576
    return ResponseCache(keys, watch, Store({name: total * part // 100 for name, part in SHARES.items()}))


def _ask() -> Revision:
    """The present revision. In a thread of its own, whose connection is closed when it fails."""
    try:
        return current_revision()
    except Exception:
        connections["default"].close()
        raise
