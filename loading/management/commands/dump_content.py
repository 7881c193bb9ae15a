"""manage.py dump_content [--force] folder: see loading.dump."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from loading.dump import FolderInUseError, dump_content


class Command(BaseCommand):
    help = "Write everything in the database as content files, such as load_content reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="overwrite content files that no dump has written")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            count = dump_content(folder=folder, force=options["force"])
        except FolderInUseError as error:
            raise CommandError(f"{error} Choose another folder, or add --force.") from error
        self.stdout.write(f"Wrote {count} files to {folder}.")
