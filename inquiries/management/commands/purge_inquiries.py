"""`manage.py purge_inquiries [--dry-run]`: delete what was kept as long as the privacy page says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from inquiries.retention import purge


class Command(BaseCommand):
    help = "Delete inquiries, spam and reporters' names and addresses whose time is over. The worker does it daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        purged = purge(now=timezone.now(), dry_run=options["dry_run"])
        self.stdout.write("Would be deleted:" if options["dry_run"] else "Deleted:")
        for name, count in purged._asdict().items():
            self.stdout.write(f"  {name.replace('_', ' ')}: {count}")
