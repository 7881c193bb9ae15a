"""`manage.py run_worker`: sends what waits in the outbox, and does the daily jobs. Any number may run."""

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connection

from core.schema.comparing import WrongSchemaError, require_expected_schema
from inquiries.daily import run_due_jobs
from inquiries.outbox.delivering import deliver_next, take_back_abandoned
from inquiries.outbox.restoring import hold_if_restored

_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_WITHOUT_DATABASE = 3.0
_LOOKS_BETWEEN_DAILY_JOBS = 60


class StopRequest:
    """Set from a signal's handler. An Event cannot be: the code that the signal interrupts may hold its lock."""

    made = False

    def pause(self, seconds: float) -> None:
        """Sleep so long, or until shortly after the request."""
        end = time.monotonic() + seconds
        while not self.made and time.monotonic() < end:
            time.sleep(0.1)


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox, and do the daily jobs, until asked to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._work(StopRequest())
            run_due_jobs()
            return
        stop = StopRequest()

        def finish(number: int, frame: FrameType | None) -> None:
            stop.made = True  # What is in hand is finished first.

        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, finish)
        looks = 0
        while not stop.made:
            pause = _SECONDS_BETWEEN_LOOKS
            try:
                self._work(stop)
                if looks % _LOOKS_BETWEEN_DAILY_JOBS == 0:
                    self._do_daily_jobs()
                looks += 1
            except (OperationalError, InterfaceError) as error:
                logging.warning("The database does not answer: %s", " ".join(str(error).split()))
                connection.close()
                pause = _SECONDS_WITHOUT_DATABASE
            stop.pause(pause)

    def _work(self, stop: StopRequest) -> None:
        try:
            require_expected_schema()
        except WrongSchemaError as error:
            raise CommandError(str(error)) from error
        hold_if_restored()
        take_back_abandoned()
        while not stop.made and deliver_next():
            pass

    def _do_daily_jobs(self) -> None:
        try:
            run_due_jobs()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            # Mail goes out whatever is wrong with a job; the job is tried again at the next look.
            logging.exception("A daily job failed")
