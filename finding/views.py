"""/search: one field for everything that the site holds."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.htmx import render_part
from core.kept_pages import kept
from core.parameters import parameters_of, reads
from finding.hits import hits_of
from finding.models import Kind
from finding.query_words import asked_for
from finding.results import Results, results_of
from finding.searching import FILTERS, Found, find

_MOST_SUGGESTED = 8


@kept("lists", parts=True)
@reads(one=("q", "kind", *FILTERS, "from"))
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """/search?q=: results grouped by kind, or the pages of one ``kind``, narrowed by what they differ in."""
    parameters = parameters_of(search)
    given = parameters.of(request)
    kind = given["kind"] if given["kind"] in Kind.values else ""
    filters = {name: given[name] for name in FILTERS if given[name]}
    found = find(asked_for(given["q"]), kinds=[kind] if kind else Kind.values, filters=filters)
    results = results_of(found, kind=kind, start=given["from"])

    def to(**changed: str) -> str:
        kept = {"q": given["q"], "kind": kind, **filters}
        return parameters.address("/search", {**kept, **changed})

    context = {
        "q": given["q"],
        "kind": kind,
        "kind_label": Kind(kind).label if kind else "",
        "found": found,
        "results": results,
        "groups": [(group, to(kind=group.kind)) for group in results.groups],
        "narrowing": _narrowing(results, filters, to),
        "is_narrowed": bool(kind or filters),
        "everything": parameters.address("/search", {"q": given["q"]}),
        "next": to(**{"from": results.following}) if results.following else "",
        "previous": to(**{"from": results.preceding}) if results.preceding is not None else "",
    }
    return render_part(request, "finding/search.html", "results", context)


class Narrowing(NamedTuple):
    """A link that narrows the results; where it ``is_on``, one that takes that back."""

    label: str
    number: int
    url: str
    is_on: bool = False


def _narrowing(results: Results, filters: dict[str, str], to: Callable[..., str]) -> dict[str, list[Narrowing]]:
    """What the results can be narrowed by, under a heading each."""
    chosen = [Narrowing(value.replace("-", " "), 0, to(**{name: ""}), is_on=True) for name, value in filters.items()]
    shown = {"Narrowed to": chosen} if chosen else {}
    for facet in results.facets:
        if facet.name not in filters:
            shown[facet.label] = [
                Narrowing(option.label, option.number, to(**{facet.name: option.value})) for option in facet.options
            ]
    return shown


@kept("lists")
@reads(one=("q",))
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """/search/suggestions?q=: the list under the search field while somebody types; a part of a page."""
    asked = asked_for(parameters_of(suggestions).of(request)["q"])
    found = find(asked, typing=True) if asked.terms else Found(asked)
    # The best of all kinds: what is named so first, then in the order of the kinds.
    best = sorted(found.candidates, key=lambda each: (-each.named, list(Kind).index(Kind(each.kind)), each.order))
    return render(request, "finding/suggestions.html", {"hits": hits_of(best[:_MOST_SUGGESTED], ""), "found": found})
