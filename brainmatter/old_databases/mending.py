"""Finding a database of before the present first migrations, and bringing it to where those end.

The present ones have the names of earlier ones that made less. To Django such a database looks migrated, and so it
would stay: without tables that pages need. The site's `migrate` therefore asks here first, runs what the database lacks
of the earlier migrations, all of it or nothing, and then goes on with the present ones.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

_PLACE = "brainmatter.old_databases.migrations"
APPS = ("entities", "citations", "comparisons", "inquiries")
# Where the earlier migrations ended, and what the present ones of the same apps are called.
_LAST = (
    ("entities", "0004_units_only_of_quantities"),
    ("citations", "0004_percent_signs_in_messages"),
    ("comparisons", "0004_percent_signs_in_messages"),
    ("inquiries", "0003_outbox_and_inbox"),
)
_SAME_NAMES = {"0001_initial", "0002_initial"}
# Of an app whose schema was the same before: only its name has to go.
_WITHOUT_TRACE = {("editing", "0002_words_for_a_record_kept_twice")}
# The first of all had the names of the present ones and nothing more; this table came later.
_A_LATER_TABLE = "inquiries_mail"


class CannotMendError(Exception):
    """What is stored does not fit a rule that came later; nothing was changed. The message names the rule."""


class _OldLoader(MigrationLoader):
    """Sees the earlier migrations of our four apps, the present ones of Django's, and none of our others."""

    @classmethod
    def migrations_module(cls, app_label: str) -> tuple[str | None, bool]:
        if app_label in APPS:
            return f"{_PLACE}.{app_label}", True
        name, is_explicit = super().migrations_module(app_label)
        return (None, True) if name and _is_ours(name) else (name, is_explicit)

    def load_disk(self) -> None:
        """What the others of ours have today may stand on models that the four did not have yet."""
        super().load_disk()
        self.unmigrated_apps = {
            label for label in self.unmigrated_apps if not _is_ours(apps.get_app_config(label).name)
        }


def is_old() -> bool:
    """Whether the database was made by the earlier migrations, wholly or in part. Two queries at most."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return False
    recorded = set(recorder.applied_migrations())
    if recorded & _names_of_old():
        return True
    begun = {name for app, name in recorded if app == "inquiries"}
    return begun == {"0001_initial"} and _A_LATER_TABLE not in connection.introspection.table_names()


def mend() -> None:
    """Bring an old database to where the present first migrations end; all of it, or CannotMendError and no change."""
    executor = MigrationExecutor(connection)
    executor.loader = _OldLoader(connection)
    try:
        with transaction.atomic():
            executor.migrate(list(_LAST))
            for app, name in _names_of_old():
                executor.recorder.record_unapplied(app, name)
    except IntegrityError as error:
        raise CannotMendError(
            f"This database was made by an early version, and something stored in it breaks a rule that came later: "
            f"{' '.join(str(error).split())} Nothing was changed. Correct that row, and run `manage.py migrate` again."
        ) from error


def _names_of_old() -> set[tuple[str, str]]:
    """App and name of every migration that only the earlier ones have."""
    disk: Mapping[tuple[str, str], object] = _OldLoader(None).disk_migrations
    return _WITHOUT_TRACE | {(app, name) for app, name in disk if app in APPS and name not in _SAME_NAMES}


def _is_ours(module: str) -> bool:
    return module.split(".")[0] in {*APPS, "finding", "editing", "loading", "core", "brainmatter"}
