"""What the admin remembers for itself."""

from django.db import models

from core.constraints import is_one_of


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


class SignInOutcome(models.TextChoices):
    FAILED = "failed", "Failed"
    SUCCEEDED = "succeeded", "Succeeded"


class SignInAttempt(models.Model):
    """A password that was held against an account; `sign_in_limits.py` counts them and forgets them.

    Accounts and networks are keyed hashes: what was typed as a name may be a password, or the name of nobody here.
    """

    account = models.CharField(max_length=40)
    network = models.CharField(max_length=40)
    wide_network = models.CharField(max_length=40)
    is_from_known_network = models.BooleanField()
    outcome = models.CharField(max_length=9, choices=SignInOutcome)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["account", "-at"], name="sign_in_of_account"),
            models.Index(fields=["wide_network", "-at"], name="sign_in_from_network"),
        ]
        constraints = [is_one_of("sign_in_attempt_outcome_known", "outcome", SignInOutcome)]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} sign-in at {self.at:%Y-%m-%d %H:%M}"
