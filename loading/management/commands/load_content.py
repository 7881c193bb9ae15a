"""manage.py load_content [--check] [folder]: see loading.load."""

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from loading.checks import Checker
from loading.faults import ContentError, Fault
from loading.items import KINDS, Item, Kind, describe
from loading.linter import lint
from loading.load import LoadReport, load_content
from loading.records_to_items import flatten
from loading.yaml_folder import read_folder

_SHOWN = 20


class Command(BaseCommand):
    help = "Load the content files, or only check them. Nothing is written unless everything is right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "content")
        parser.add_argument(
            "--check", action="store_true", help="report every fault, lint the words, and write nothing"
        )
        parser.add_argument("--overwrite", action="store_true", help="let the files win over what editors changed")
        parser.add_argument("--author", help="the account that signs the editions")

    def handle(self, *args: Any, folder: Path, author: str | None, **options: Any) -> None:
        if options["check"]:
            self._check(folder)
            return
        signing = User.objects.filter(username=author).first() if author else None
        if author and signing is None:
            raise CommandError(f"There is no account “{author}”.")
        started = time.monotonic()
        try:
            report = load_content(
                folder=folder, author=signing, overwrite=options["overwrite"], progress=self._progress
            )
        except ContentError as error:
            self._refuse(error.faults)
        self._tell(report)
        self.stdout.write(f"Loaded in {time.monotonic() - started:.1f} s.")

    def _check(self, folder: Path) -> None:
        read = read_folder(folder)
        items = flatten(read.content)
        errors = [*read.faults, *Checker(items, read.files, read.mentioned).faults()]
        warnings: list[Fault] = []
        for fault in lint(items, read.files):
            (errors if fault.severity == "error" else warnings).append(fault)
        for fault in sorted(set(warnings)):
            self.stdout.write(f"warning: {fault}")
        if errors:
            self._refuse(sorted(set(errors)))
        self.stdout.write(f"{len(read.files)} files are right; {len(set(warnings))} warnings.")

    def _refuse(self, faults: Sequence[Fault]) -> None:
        for fault in faults:
            self.stderr.write(f"error: {fault}")
        raise CommandError(f"{len(faults)} error{'s' * (len(faults) != 1)}: nothing was loaded.")

    def _progress(self, what: str, done: int, total: int) -> None:
        """One line for each kind: overwritten in a terminal, written once it is complete elsewhere."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{what} {done}/{total}\033[K", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(f"{what} {done}/{total}")

    def _tell(self, report: LoadReport) -> None:
        counts = [("Created", report.created), ("Updated", report.updated), ("Taken back", report.deleted)]
        for word, counted in counts:
            if counted:
                self.stdout.write(f"{word}: {_counted(counted)}.")
        if not any(counted for _, counted in counts) and not report.corrections:
            self.stdout.write("Nothing in the files is new.")
        if report.moved:
            self.stdout.write(f"Figures of {report.moved} claims follow from others now, where they were copies.")
        if report.corrections:
            self.stdout.write(f"New in the log of corrections: {report.corrections}.")
        if report.editions:
            self.stdout.write(f"Editions made: {len(report.editions)}.")
        for reason in report.held_back:
            self.stdout.write(f"Kept at its edition, until an editor mends it: {reason}")
        self._list("Changed by editors since the last load, and left as they are", report.kept)
        self._list(
            "Changed by editors and in the files: left as the editors have them (--overwrite takes the files')",
            report.disputed,
        )
        self._list("Removed by editors since the last load, and not brought back", report.removed)
        self._list("No longer in the files, and still in the database", report.left)

    def _list(self, what: str, items: list[Item]) -> None:
        if not items:
            return
        self.stdout.write(f"{what}:")
        for item in items[:_SHOWN]:
            self.stdout.write(f"  {describe(item)}")
        if len(items) > _SHOWN:
            self.stdout.write(f"  and {len(items) - _SHOWN} more")


def _counted(counted: Counter[Kind]) -> str:
    return ", ".join(f"{counted[kind]} {KINDS[kind].plural}" for kind in Kind if counted[kind])
