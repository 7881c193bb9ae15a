"""Which version of the templates and static files this process serves, for entity tags."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def release() -> str:
    """A short digest of all templates and of the static files' manifest: the same in every process of a release."""
    digest = hashlib.sha256()
    templates = sorted(path for folder in settings.TEMPLATE_FOLDERS for path in Path(folder).rglob("*.html"))
    for path in [*templates, Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
