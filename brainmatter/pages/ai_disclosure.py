"""/ai-content-disclosure: which words were drafted with AI, and how many of them an editor has checked."""

from typing import NamedTuple

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.models import Comparison
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.parameters import reads
from core.publishing_status import Drafted, Drafting, PublishableQuerySet
from entities.models import Claim, Entity


class Drafts(NamedTuple):
    """How many pieces of one kind stand in each state, in the order of ``Drafting``."""

    name: str
    counts: list[int]


@kept("lists")
@reads()
@require_safe
def ai_content_disclosure(request: HttpRequest) -> HttpResponse:
    """The policy, and the present state in numbers."""
    return render(request, "ai_content_disclosure.html", {"states": _states(), "labels": Drafting.labels})


@once_a_revision
def _states() -> list[Drafts]:
    """Three queries."""
    return [
        _counted("Comparisons", Comparison.objects.published()),
        _counted("Definitions of entities", Entity.objects.published()),
        _counted("Claims", Claim.objects.published()),
    ]


def _counted[M: Drafted](name: str, drafted: PublishableQuerySet[M]) -> Drafts:
    found = dict(drafted.order_by().values_list("drafting").annotate(number=Count("pk")))
    return Drafts(name, [found.get(state, 0) for state in Drafting.values])
