"""`manage.py prepare`: bring the database, the content, the editor's account and the static files up to date."""

import secrets
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from brainmatter.checks import TOGETHER
from brainmatter.local.fingerprints import fingerprint
from brainmatter.old_databases.mending import is_old

EDITOR = "editor"
_CODE = ("core", "entities", "citations", "comparisons", "loading", "editing")


class Command(BaseCommand):
    help = "Migrate, load the content, create the editor's account, collect static files; each only if it is needed."
    requires_system_checks = (TOGETHER,)  # The tests have made the others; a second start is to be quick.

    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate()
        self._load_content()
        self._create_editor()
        self._collect_static_files()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending or is_old():
            self._say(f"Database: applying {len(pending)} migrations ...")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("check_schema", stdout=StringIO())
        self._say("Database: up to date.")
        call_command("apply_roles", stdout=self.stdout)

    def _load_content(self) -> None:
        """Load the content when it, or the code that loads it, is not what this database was last loaded with.

        What editors have changed since is theirs: without a change in the files it is not loaded over.
        """
        files = fingerprint(settings.BASE_DIR, ["content"]) + fingerprint(settings.BASE_DIR, _CODE, pattern="*.py")
        self._once("content", f"{_database_identity()} {files}", self._really_load_content)

    def _really_load_content(self) -> None:
        call_command("load_content", stdout=self.stdout, stderr=self.stderr)

    def _create_editor(self) -> None:
        users = get_user_model()._default_manager
        if users.filter(username=EDITOR).exists():
            self._say(f"Editor: {EDITOR!r} has an account; `make password` sets a new password.")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=EDITOR, email=None, password=password)
        self._say(
            f"Editor: {EDITOR!r} has an account, with the password {password}\n"
            "        It is not shown again; `make password` sets a new one."
        )

    def _collect_static_files(self) -> None:
        files = fingerprint(settings.BASE_DIR, ["static", "requirements/runtime.txt"])
        self._once("static", files, self._really_collect)

    def _really_collect(self) -> None:
        self._say("Static files: collecting ...")
        call_command("collectstatic", interactive=False, verbosity=0)

    def _once(self, name: str, state: str, act: Callable[[], None]) -> None:
        """Act unless it was done for this very state; noted afterwards, so that an act broken off is repeated."""
        note = settings.BASE_DIR / "var" / f"prepared-{name}"
        title = {"content": "Content", "static": "Static files"}[name]
        if not (note.exists() and note.read_text() == state):
            act()
            note.parent.mkdir(exist_ok=True)
            note.write_text(state)
        self._say(f"{title}: up to date.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _database_identity() -> str:
    """Which database this is, so that a note about one is never believed of another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier::text, oid::text FROM pg_control_system(), pg_database "
            "WHERE datname = current_database()"
        )
        return "-".join(cursor.fetchone())
