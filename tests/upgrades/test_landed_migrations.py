"""A migration that has landed is never edited, renamed or removed: databases that it made would not learn of it."""

from tests.upgrades.landed import landed, on_disk


def test_no_landed_migration_has_been_touched():
    present = on_disk()
    touched = [path for path, digest in landed().items() if present.get(path) != digest]
    assert touched == [], "Put these back as they were, and write a new migration instead."


def test_every_migration_is_listed():
    missing = sorted(set(on_disk()) - set(landed()))
    assert missing == [], "New migrations: list them with `python -m tests.upgrades.landed`, and commit that."
