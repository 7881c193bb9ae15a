"""What the admin remembers for itself."""

from django.db import models


class RoleGrant(models.Model):
    """A permission that the software has given to one of its roles (`roles.py`), once.

    What was given once is not given again: a permission that an administrator took from a group stays taken.
    """

    role = models.CharField(max_length=150)
    permission = models.CharField(max_length=200)

    class Meta:
        ordering = ["role", "permission"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "permission"],
                name="role_grant_given_once",
                violation_error_message="This role was given this permission already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"
