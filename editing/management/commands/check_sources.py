"""manage.py check_sources --retractions FILE"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from citations.models import PublicationStatus
from editing.lost_support import support_lost_with
from editing.retractions import RegisterError, check_sources, read_notices


class Command(BaseCommand):
    help = "Check every source against a register of retractions, and bring the pages that rest on them up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--retractions",
            type=Path,
            required=True,
            metavar="FILE",
            help="CSV as Crossref gives it out, or two columns: doi, retractionwatch",
        )
        parser.add_argument(
            "--day", type=date.fromisoformat, default=None, help="the day the register was fetched (today if not given)"
        )

    def handle(self, *args: Any, retractions: Path, day: date | None, **options: Any) -> None:
        try:
            notices = read_notices(retractions)
        except (OSError, UnicodeDecodeError, RegisterError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{len(notices)} notices read.")
        outcome = check_sources(notices=notices, day=day or timezone.now().date(), author=None)
        for source, before in outcome.changed:
            if source.publication_status not in ("ok", before):
                self.stdout.write(f"{source.key}: {before} -> {source.publication_status}. {source.status_note}")
            if source.publication_status == PublicationStatus.RETRACTED != before:
                for sentence in support_lost_with(source):
                    self.stdout.write(f"  {sentence}")
        self.stdout.write(f"{outcome.checked} sources checked; {outcome.not_checkable} cannot be looked up.")
        for edition in outcome.editions:
            self.stdout.write(f"{edition.comparison}: edition {edition.number}")
        self.stdout.write(self.style.SUCCESS(f"{len(outcome.editions)} new editions."))
