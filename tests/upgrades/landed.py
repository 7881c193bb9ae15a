"""The migrations that were ever on the main branch, each with its digest.

`python -m tests.upgrades.landed` lists new ones.
"""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LIST = Path(__file__).with_name("landed_migrations.txt")


def on_disk() -> dict[str, str]:
    """Path and digest of every migration of the site's own apps."""
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(ROOT.glob("*/migrations/[0-9]*.py"))
    }


def landed() -> dict[str, str]:
    return dict(reversed(line.split()) for line in LIST.read_text().splitlines())


def add_new() -> None:
    """Add what is not listed yet. What is listed stays as it is: a landed migration is never edited."""
    known = on_disk() | landed()
    LIST.write_text("".join(f"{known[path]} {path}\n" for path in sorted(known)))


if __name__ == "__main__":
    add_new()
