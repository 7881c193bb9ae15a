"""Which version of the site this process serves, for entity tags."""

import hashlib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings


@cache
def release() -> str:
    """A short digest of all that makes a page out of content: the same in every process of a release.

    That is the templates, the code and the libraries it stands on, and the static files by their manifest.
    """
    digest = hashlib.sha256()
    templates = [path for folder in settings.TEMPLATE_FOLDERS for path in Path(folder).rglob("*.html")]
    own_apps = [app.path for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    code = [path for folder in own_apps for path in Path(folder).rglob("*.py")]
    libraries = settings.BASE_DIR / "requirements" / "runtime.txt"
    for path in [*sorted(templates), *sorted(code), libraries, Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
