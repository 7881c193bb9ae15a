"""/contact: a message to the owner of the domain, stored before anything else, then confirmed by its number."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.parameters import parameters_of, reads
from inquiries.clients import client_networks
from inquiries.forms import ContactForm
from inquiries.models import Delivery, DeliveryState, Inquiry, InquiryKind, Purpose
from inquiries.outbox import local_mailbox
from inquiries.receiving import receive_inquiry
from inquiries.views.answering import AnswerError, form_page, posted, storing

_logger = logging.getLogger(__name__)


# The stamp in the form shows that it came from here; see `stamps`.
@reads(one=("kind",))
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form (``?kind=acquisition`` chooses a kind), what is wrong with it, or on to the confirmation."""
    if request.method != "POST":
        kind = parameters_of(contact).of(request)["kind"]
        form = ContactForm(initial={"kind": kind if kind in InquiryKind.values else ""})
        return form_page(request, "inquiries/contact.html", form)
    try:
        form = ContactForm(posted(request))
        if not form.is_valid():
            return form_page(request, "inquiries/contact.html", form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        with storing(form):
            inquiry = receive_inquiry(
                facts=form.facts(), stamp=form.read, trap=form.trap, networks=client_networks(request)
            )
    except AnswerError as error:
        return error.answer(request, "inquiries/contact.html")
    return redirect("inquiry-received", reference=inquiry.reference)


@reads()
@require_safe
def received(request: HttpRequest, reference: str) -> HttpResponse:
    """The confirmation: only what is true, and nothing that the sender wrote, as its address may be passed on."""
    try:
        inquiry = get_object_or_404(Inquiry, reference=reference)
        context = {"inquiry": inquiry, "acknowledgement": _acknowledgement(inquiry)}
        response = render(request, "inquiries/received.html", context)
    except AnyDatabaseError:
        _logger.exception("A confirmation could not be shown")
        status = HTTPStatus.SERVICE_UNAVAILABLE
        response = render(request, "inquiries/received_later.html", {"reference": reference}, status=status)
        response["Retry-After"] = "60"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-cache"
    return response


@reads()
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """/privacy: what is stored about whom, and for how long; the periods are those that the purge goes by."""
    return render(
        request,
        "inquiries/privacy.html",
        {
            "retention_days": settings.INQUIRY_RETENTION_DAYS,
            "spam_retention_days": settings.SPAM_RETENTION_DAYS,
        },
    )


def _acknowledgement(inquiry: Inquiry) -> str:
    """How far the confirmation by mail has come, in one sentence."""
    delivery = Delivery.objects.filter(mail__inquiry=inquiry, mail__purpose=Purpose.ACKNOWLEDGEMENT).first()
    what = "A confirmation by e-mail, with a copy of the message," if inquiry.wants_copy else "A confirmation by e-mail"
    if delivery is None:
        return "No confirmation is sent by e-mail; this page is the confirmation."
    if local_mailbox.is_in_use():
        return f"{what} is written, but this site sends no mail: it is kept for the people who run it."
    if delivery.state == DeliveryState.SENT:
        return f"{what} has been sent to that address."
    if delivery.state in (DeliveryState.REFUSED, DeliveryState.GIVEN_UP):
        return f"{what} could not be delivered to that address. If it was mistyped, please write again."
    if delivery.state == DeliveryState.UNCLEAR:
        return f"{what} was handed over for that address, but nobody can say whether it has arrived."
    return f"{what} is on its way to that address."
