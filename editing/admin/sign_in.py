"""The form by which one enters the admin."""

import logging
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from editing.sign_in_limits import SignInLimitedError, attempt_succeeded, begin_attempt
from inquiries.clients import client_address

_log = logging.getLogger(__name__)


class SignInForm(AdminAuthenticationForm):
    """Django's form, with limits on how often passwords may be tried, and a line in the log for each wrong one."""

    def clean(self) -> dict[str, Any]:
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if self.request is None or username is None or not password:
            return super().clean()
        whose = _whose(self.request, username)
        try:
            attempt = begin_attempt(self.request, username)
        except SignInLimitedError as limited:
            _log.warning("Sign-in refused: %s %s, again at %s", limited.because, whose, limited.again_at)
            raise ValidationError(_in_words(limited), code="limited") from limited
        try:
            cleaned = super().clean()
        except ValidationError:
            _log.warning("Sign-in failed. %s", whose)
            raise
        attempt_succeeded(attempt)
        _log.info("Signed in. %s", whose)
        return cleaned


def _whose(request: HttpRequest, name: str) -> str:
    """Account and address. A name that nobody has may be a password typed into the wrong field: it is not told."""
    account = repr(name) if User.objects.filter(username=name).exists() else "(none of that name)"
    return f"account {account}, from {client_address(request) or 'a local socket'}"


def _in_words(limited: SignInLimitedError) -> str:
    wait = "a minute" if limited.minutes == 1 else f"{limited.minutes} minutes"
    return (
        f"{limited.because} Nothing was checked this time. Wait {wait}, until {limited.again_at:%H:%M} UTC, and try "
        "again. If you no longer know the password, an administrator can give you a new one."
    )
