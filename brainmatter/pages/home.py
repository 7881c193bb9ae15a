"""The front page, and the pages of plain prose."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.models import Source
from comparisons.models import Comparison, Edition
from comparisons.shelving import shelved
from core.conditional import answer
from entities.models import Claim, Entity


class Totals(NamedTuple):
    """What the site holds for readers, counted."""

    comparisons: int
    entities: int
    claims: int
    sources: int


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """/: the idea, every comparison on its shelf, the newest editions."""
    shelves = shelved(Comparison.objects.for_shelves())
    totals = Totals(
        comparisons=sum(len(shelf.shelved) for shelf in shelves),
        entities=Entity.objects.published().count(),
        claims=Claim.objects.published().count(),
        sources=Source.objects.count(),
    )
    context = {"shelves": shelves, "totals": totals._asdict(), "recent_editions": Edition.objects.recent(5)}
    return render(request, "home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """/about: what this is, how it is made, who is behind it."""
    return answer(request, version="about", render=lambda: render(request, "about.html"))
