"""`manage.py apply_roles`: give the groups of the site what they were never given before."""

from typing import Any

from django.core.management.base import BaseCommand

from editing.granting import apply_roles


class Command(BaseCommand):
    help = "Give writers, editors, correspondents and administrators the permissions that are new to their groups."

    def handle(self, *args: Any, **options: Any) -> None:
        given = apply_roles()
        self.stdout.write(f"Roles: {given} permissions were given to their groups." if given else "Roles: up to date.")
