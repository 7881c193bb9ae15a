"""`manage.py check_schema`: is the database the one that this release works with?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.schema.comparing import WrongSchemaError, require_expected_schema


class Command(BaseCommand):
    help = "Compare the database's schema with the one that the models imply; fail with what is different."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            require_expected_schema()
        except WrongSchemaError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The database's schema is the one that this release expects.")
