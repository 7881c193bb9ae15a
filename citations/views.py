"""The readers' pages of sources: the standards with the bibliography, and one work with all that rests on it."""

from collections.abc import Callable, Iterable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.coverage import site_coverage
from citations.exporting import bibtex, csl_json, ris
from citations.formatting import STYLES
from citations.models import Citation, FormerSourceKey, PublicationStatus, Source, SourceType, Tier
from citations.registry import trusted_sources
from citations.works import Work, work_of
from core.htmx import render_part
from core.kept_pages import kept
from core.parameters import parameters_of, reads
from core.redirects import moved_permanently

_PER_PAGE = 50
# Suffix: what writes the works, and the type it is sent as.
EXPORTS: dict[str, tuple[Callable[[Iterable[Work]], str], str]] = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (csl_json, "application/vnd.citationstyles.csl+json"),
}


@kept("lists", parts=True)
@reads(one=("q", "tier", "type", "status", "year", "page"))
@require_safe
def bibliography(request: HttpRequest) -> HttpResponse:
    """/citations: standards, registry of trusted sources, coverage, and every source, searched and filtered."""
    parameters = parameters_of(bibliography)
    filters = parameters.of(request)
    number = filters.pop("page")
    page = Paginator(Source.objects.for_bibliography(**filters), _PER_PAGE).get_page(number)

    def address(number: int) -> str:
        return parameters.address("/citations", {**filters, "page": str(number)}, "bibliography")

    context = {
        "page": page,
        "entries": [(source, STYLES["APA"](work_of(source))) for source in page],
        "filters": filters,
        "is_filtered": any(filters.values()),
        "earlier": address(page.previous_page_number()) if page.has_previous() else "",
        "later": address(page.next_page_number()) if page.has_next() else "",
        "tiers": Tier.choices,
        "types": SourceType.choices,
        "statuses": PublicationStatus.choices,
        "registry": trusted_sources(),
        "coverage": site_coverage(),
    }
    return render_part(request, "citations/index.html", "results", context)


@kept("citations")
@reads()
@require_safe
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """/citations/<key>: the work, formatted and to export, its status, and every public claim that rests on it."""
    source = _source(key)
    if source is None:
        return _moved(request, key)
    work = work_of(source)
    context = {
        "source": source,
        "work": work,
        "formatted": {name: style(work) for name, style in STYLES.items()},
        "exports": {suffix: write([work]) for suffix, (write, _) in EXPORTS.items()},
        "citations": Citation.objects.resting_on(source),
    }
    return render(request, "citations/source.html", context)


@kept("citations")
@reads()
@require_safe
def source_export(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    """/citations/<key>.bib, .ris, .csl.json: the work for a reference manager."""
    source = _source(key)
    if source is None:
        return _moved(request, key, f".{suffix}")
    write, content_type = EXPORTS[suffix]
    response = HttpResponse(write([work_of(source)]), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{source.key}.{suffix}"'
    return response


def _source(key: str) -> Source | None:
    return Source.objects.public().with_authors().filter(key=key).first()


def _moved(request: HttpRequest, key: str, suffix: str = "") -> HttpResponse:
    moved = FormerSourceKey.objects.filter(slug=key, source__in=Source.objects.public())
    former = moved.select_related("source").first()
    if former is None:
        raise Http404("No source has, or ever had, this key.")
    return moved_permanently(request, former.source.get_absolute_url() + suffix)
