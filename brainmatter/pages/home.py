"""The front page, and the pages of plain prose."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.coverage import source_checks
from citations.models import Source
from comparisons.by_category import first_of_each_category
from comparisons.models import Comparison, Edition
from core.conditional import answer
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.parameters import reads
from entities.models import Claim, Entity

_OF_A_CATEGORY = 24


class Totals(NamedTuple):
    """What the site holds for readers, counted."""

    comparisons: int
    entities: int
    claims: int
    sources: int
    confirmed: int  # citations


@once_a_revision
def totals() -> Totals:
    """How much there is. Five queries."""
    checks = source_checks()
    return Totals(
        comparisons=Comparison.objects.published().count(),
        entities=Entity.objects.published().count(),
        claims=Claim.objects.published().count(),
        sources=Source.objects.public().count(),
        confirmed=checks.in_source + checks.in_abstract,
    )


@kept("lists")
@reads()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """/: the idea, the first comparisons of each category, the newest editions."""
    context = {
        "groups": first_of_each_category(_OF_A_CATEGORY),
        "totals": totals()._asdict(),
        "recent_editions": Edition.objects.recent(5),
    }
    return render(request, "home.html", context)


@kept("lists")
@reads()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """/about: what this is, how it is made, who is behind it."""
    return answer(request, version="about", render=lambda: render(request, "about.html"))
