"""The static files as a production server gives them, hashed and compressed: collected once for all sites of the tests.

To compress them takes longer than to start a site; they are kept in `var/` until they change.
"""

import fcntl
import os
import shutil
import time
from pathlib import Path

from brainmatter.local.fingerprints import fingerprint
from brainmatter.local.site import var_folder
from tests.template_databases import ROOT, manage

# Nobody who began before that is still running.
_SECONDS_OF_A_LONG_RUN = 86_400


def collected_static_files() -> Path:
    """The folder with the collected files, which the sites of all tests share: nobody writes there."""
    place = var_folder() / "static-of-tests"
    place.mkdir(exist_ok=True)
    files = fingerprint(ROOT, ["static", "requirements/runtime.txt", "brainmatter/settings.py"])[:16]
    with (place / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / files).exists():
            for earlier in place.iterdir():
                if earlier.is_dir() and earlier.stat().st_mtime < time.time() - _SECONDS_OF_A_LONG_RUN:
                    shutil.rmtree(earlier)
            # Under another name until it is whole, so that one whose making was broken off is never taken for it.
            making = place / "half-made"
            shutil.rmtree(making, ignore_errors=True)
            manage(
                "collectstatic", "--noinput", "--verbosity", "0", STATIC_ROOT=str(making), STATIC_FROM_SOURCE="false"
            )
            os.rename(making, place / files)
    return place / files
