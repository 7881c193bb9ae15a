"""The front page, and the pages of plain prose."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.models import Source
from comparisons.by_category import by_category
from comparisons.models import Comparison, Edition
from core.conditional import answer
from core.kept_pages import kept
from core.parameters import reads
from entities.models import Claim, Entity


class Totals(NamedTuple):
    """What the site holds for readers, counted."""

    comparisons: int
    entities: int
    claims: int
    sources: int


@kept("lists")
@reads()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """/: the idea, every comparison by category, the newest editions."""
    groups = by_category(Comparison.objects.for_index())
    totals = Totals(
        comparisons=sum(len(group.comparisons) for group in groups),
        entities=Entity.objects.published().count(),
        claims=Claim.objects.published().count(),
        sources=Source.objects.public().count(),
    )
    context = {"groups": groups, "totals": totals._asdict(), "recent_editions": Edition.objects.recent(5)}
    return render(request, "home.html", context)


@kept("lists")
@reads()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """/about: what this is, how it is made, who is behind it."""
    return answer(request, version="about", render=lambda: render(request, "about.html"))
