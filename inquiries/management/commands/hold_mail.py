"""`manage.py hold_mail`: after a restore, hold the mail that waits, because some of it may have been sent since."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from inquiries.outbox.restoring import hold


class Command(BaseCommand):
    help = "Hold all mail that waits to be sent, until somebody decides about it in the admin. For after a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            f"Held: {hold()}. Decide about them here: "
            f"{settings.CANONICAL_ORIGIN}/admin/inquiries/delivery/?needs=somebody"
        )
