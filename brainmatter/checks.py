"""Settings that are each well formed and together cannot be meant. `manage.py check` and every start look at them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

TOGETHER = "settings-together"


@register(TOGETHER)
def settings_fit_together(app_configs: Sequence[Any] | None, **arguments: Any) -> list[CheckMessage]:
    """An error for each combination that would pass in silence and harm later."""
    found: list[CheckMessage] = []
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        found.append(
            Error(
                "BEHIND_TLS_PROXY is true and TRUSTED_PROXIES is 0: every sender of a message would count as the "
                "proxy, and a few of them would use up what one may send.",
                hint="Have the proxy append to X-Forwarded-For, and set TRUSTED_PROXIES=1.",
                id="brainmatter.E001",
            )
        )
    if settings.MAIL_SERVER and not settings.OWNER_EMAIL:
        found.append(
            Error(
                "EMAIL_HOST is set and OWNER_EMAIL is not: nobody would be told of a message.",
                hint="Set OWNER_EMAIL to the address that is to be told.",
                id="brainmatter.E002",
            )
        )
    return found
