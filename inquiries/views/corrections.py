"""/corrections: readers' reports as public tickets."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.parameters import parameters_of, reads
from inquiries.clients import client_networks
from inquiries.forms import CorrectionForm
from inquiries.forms.correction import published_claim
from inquiries.models import Correction, CorrectionState
from inquiries.receiving import receive_correction
from inquiries.views.answering import AnswerError, form_page, posted, storing

_ON_A_PAGE = 50


# The stamp in the form shows that it came from here; see `stamps`.
@reads(one=("claim", "edition", "place"))
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/corrections/new?claim=<id>&edition=<number or address>, or ?place=<address>: the form that knows its place."""
    template = "inquiries/correction_new.html"
    if request.method != "POST":
        return form_page(request, template, _opened(request))
    try:
        form = CorrectionForm(posted(request))
        with storing(form):
            if not form.is_valid():
                return form_page(request, template, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
            correction = receive_correction(
                facts=form.facts(), stamp=form.read, trap=form.trap, networks=client_networks(request)
            )
    except AnswerError as error:
        return error.answer(request, template)
    return redirect(correction)


def _opened(request: HttpRequest) -> CorrectionForm:
    given: dict[str, Any] = dict(parameters_of(new).of(request))
    form = CorrectionForm(initial=given)
    if given["claim"]:
        form.about = published_claim(given["claim"])
        if form.about is None:
            raise Http404("There is no such claim.")
    return form


@reads(one=("state", "page"))
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """/corrections: every ticket, newest first; ``?state=`` shows those in one state."""
    parameters = parameters_of(log)
    asked = parameters.of(request)
    state = asked["state"] if asked["state"] in CorrectionState.values else ""
    corrections = Correction.objects.public()
    if state:
        corrections = corrections.filter(state=state)
    page = Paginator(corrections, _ON_A_PAGE).get_page(asked["page"])

    def address(number: int) -> str:
        return parameters.address("/corrections", {"state": state, "page": str(number)})

    context = {
        "page": page,
        "newer": address(page.previous_page_number()) if page.has_previous() else "",
        "older": address(page.next_page_number()) if page.has_next() else "",
        "state": state,
        "states": CorrectionState.choices,
    }
    return render(request, "inquiries/corrections.html", context)


@reads()
@require_safe
def ticket(request: HttpRequest, number: int) -> HttpResponse:
    """/corrections/<number>: what is public of it. Held as spam, it shows no more than that it was received."""
    correction = get_object_or_404(Correction.objects.select_related("claim__entity", "claim__dimension"), pk=number)
    return render(request, "inquiries/correction.html", {"correction": correction})
