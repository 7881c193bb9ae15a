"""What the public forms have in common: reading what was posted, and answering honestly when it cannot be stored.

Whatever goes wrong, the page that says so carries the form with everything that was typed, and the same stamp:
sending it again can store it once, never twice.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import Error as AnyDatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from inquiries.admission import TooMuchSpamError
from inquiries.forms import OpenForm
from inquiries.models import Correction, Inquiry
from inquiries.rate_limits import LimitReachedError
from inquiries.receiving import StampUsedError
from inquiries.stamps import new_stamp

_logger = logging.getLogger(__name__)


class AnswerError(Exception):
    """The request ends here, with this status and this sentence above the form (None: what came was unreadable)."""

    def __init__(self, status: HTTPStatus, sentence: str, form: OpenForm | None, retry_after: int = 0) -> None:
        self.status, self.sentence, self.form, self.retry_after = status, sentence, form, retry_after
        super().__init__(sentence)

    def answer(self, request: HttpRequest, template: str) -> HttpResponse:
        if self.form is None:
            response = render(request, "inquiries/refused.html", {"sentence": self.sentence}, status=self.status)
        else:
            self.form.add_error(None, self.sentence)
            response = form_page(request, template, self.form, status=self.status)
        if self.retry_after:
            response["Retry-After"] = str(self.retry_after)
        return response


def posted(request: HttpRequest) -> QueryDict:
    """The posted fields. AnswerError when there is more of them than any message needs, or another site sent them."""
    try:
        fields = request.POST
    except (RequestDataTooBig, TooManyFieldsSent) as error:
        raise AnswerError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "What you sent is larger than this site accepts, and was not stored. "
            "Your browser’s Back button may still have it: please shorten it and send it again.",
            form=None,
        ) from error
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # A browser says truly where a form stood: no other site may have its visitors write to this one.
        raise AnswerError(
            HTTPStatus.FORBIDDEN, "This message came from a form on another site, and was not stored.", form=None
        )
    return fields


@contextmanager
def storing(form: OpenForm) -> Iterator[None]:
    """AnswerError when, in the block, a rate limit is reached or the database does not do its part."""
    try:
        yield
    except StampUsedError as used:
        # As old as the other one: whoever reads this and sends again at once is not to be taken for a program.
        form.show_instead(stamp=new_stamp(opened_at=form.read.opened_at))
        raise AnswerError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"Something else was sent with this form before, and is stored{_named(used.stored)}. What the form says "
            "now is not stored. If it is to be sent as well, please send it again: nothing you typed is lost.",
            form,
        ) from used
    except TooMuchSpamError as limit:
        form.show_instead(website="")
        raise AnswerError(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"This looks like what programs send ({_listed(limit.signs)}), and so much of that has come in that it was "
            f"not stored. Without that it is taken at once; as it is, after {limit.again_at:%H:%M} UTC. "
            "What you typed is kept on this page: please look through it, and send it again.",
            form,
            retry_after=limit.seconds,
        ) from limit
    except LimitReachedError as limit:
        raise AnswerError(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"Too many messages have come in from your address, so this one was not stored. Please send it again after "
            f"{limit.again_at:%H:%M} UTC ({_duration(limit.seconds)} from now). What you typed is kept on this page.",
            form,
            retry_after=limit.seconds,
        ) from limit
    except AnyDatabaseError as error:
        _logger.exception("A message could not be stored")
        form.headline = "It is not certain that this was stored"
        raise AnswerError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "Something broke on our side, and we cannot say that your message is stored. What you typed is kept on "
            "this page: please send it again in a minute. However often you do, it is stored only once.",
            form,
            retry_after=60,
        ) from error


def form_page(
    request: HttpRequest, template: str, form: OpenForm, *, status: HTTPStatus = HTTPStatus.OK, **context: object
) -> HttpResponse:
    """The page with the form. Browsers may keep it for their Back button, with what was typed; caches may not."""
    response = render(request, template, {"form": form, **context}, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def _duration(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _named(stored: Inquiry | Correction) -> str:
    return f" under the number {stored.reference}" if isinstance(stored, Inquiry) else f" as report {stored.pk}"


def _listed(signs: list[str]) -> str:
    return "; ".join(sign.rstrip(".") for sign in signs)
