"""Telling whether files have changed since something was done with them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(root: Path, places: Iterable[str], *, pattern: str = "*") -> str:
    """A digest of the names and contents of the files at or below these places in the root folder."""
    digest = hashlib.sha256()
    for place in places:
        start = root / place
        for path in [start] if start.is_file() else sorted(start.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                content = path.read_bytes()
                digest.update(f"{path.relative_to(root)} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()
