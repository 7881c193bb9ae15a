"""`manage.py migrate`: Django's own, which here first mends a database that an early version has made."""

import sys
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from brainmatter.old_databases.mending import CannotMendError, is_old, mend


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if is_old():
            self._mend(only_looking=options["plan"] or options["check_unapplied"], verbosity=options["verbosity"])
            if options["check_unapplied"]:
                sys.exit(1)
        super().handle(*args, **options)

    def _mend(self, *, only_looking: bool, verbosity: int) -> None:
        if verbosity or only_looking:
            self.stdout.write("This database was made by an early version: it is brought up to date first.")
        if only_looking:
            return
        try:
            mend()
        except CannotMendError as error:
            raise CommandError(str(error)) from error
