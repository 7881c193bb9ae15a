"""The readers' pages of sources: the standards with the bibliography, and one work with all that rests on it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations.coverage import Coverage, SourceChecks, site_coverage, source_checks
from citations.exporting import bibtex, csl_json, ris
from citations.formatting import STYLES
from citations.models import Citation, Derivation, PublicationStatus, Source, SourceType, Tier
from citations.registry import RegistryGroup, trusted_sources
from citations.works import Work, work_of
from core.counting import counted
from core.htmx import render_part
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from core.redirects import moved_from
from core.text_filter import narrowed

_PER_PAGE = 50
_CITATIONS_ON_A_PAGE = 100
# Suffix: what writes the works, and the type it is sent as.
EXPORTS: dict[str, tuple[Callable[[Iterable[Work]], str], str]] = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (csl_json, "application/vnd.citationstyles.csl+json"),
}


@kept("lists", parts=True)
@reads(one=("q", "tier", "type", "status", "year", AFTER, BEFORE))
@require_safe
def bibliography(request: HttpRequest) -> HttpResponse:
    """/citations: standards, registry of trusted sources, coverage, and every source, searched and filtered."""
    address, standing = Address(request, parameters_of(bibliography), "bibliography"), _standing()
    found, is_filtered = Source.objects.for_bibliography(**address.filters), any(address.filters.values())
    if address.filters["q"]:
        found, match_count = narrowed(found)
    else:
        match_count = counted(found) if is_filtered else standing.sources
    listed = page_of(found.with_authors().with_claim_count(), by=("key",), named="key", address=address, size=_PER_PAGE)
    context = {
        "listed": listed,
        "match_count": match_count,
        "entries": [(source, STYLES["APA"](work_of(source))) for source in listed.rows],
        "filters": address.filters,
        "is_filtered": is_filtered,
        "tiers": Tier.choices,
        "types": SourceType.choices,
        "statuses": PublicationStatus.choices,
        "sources": standing.sources,
        "checked": standing.status_checked,
        "registry": standing.registry,
        "coverage": standing.coverage,
        "checks": standing.checks,
    }
    return render_part(request, "citations/index.html", "results", context)


class _Standing(NamedTuple):
    """What the page says of all sources at once."""

    sources: int
    status_checked: int
    registry: list[RegistryGroup]
    coverage: Coverage
    checks: SourceChecks


@once_a_revision
def _standing() -> _Standing:
    counted = Source.objects.public().aggregate(sources=Count("pk"), status_checked=Count("status_checked_on"))
    return _Standing(**counted, registry=trusted_sources(), coverage=site_coverage(), checks=source_checks())


@kept("citations")
@reads(one=(AFTER, BEFORE))
@require_safe
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """/citations/<key>: the work, formatted and to export, its status, and every public claim that rests on it."""
    source = _source(key)
    if source is None:
        return moved_from(request, key, Source.objects.public(), former="former_keys")
    work = work_of(source)
    listed = page_of(
        Citation.objects.resting_on(source),
        by=("claim_id", "position", "id"),
        named="id",
        address=Address(request, parameters_of(source_page), "rests"),
        size=_CITATIONS_ON_A_PAGE,
    )
    context = {
        "source": source,
        "work": work,
        "formatted": {name: style(work) for name, style in STYLES.items()},
        "exports": {suffix: write([work]) for suffix, (write, _) in EXPORTS.items()},
        # By entity on the page; which of them are on it follows the order in which an index has them.
        "citations": sorted(listed.rows, key=_by_entity),
        "listed": listed,
        "derived": sorted(
            Derivation.objects.resting_on(source)[:_CITATIONS_ON_A_PAGE], key=lambda each: _by_entity(each.citation)
        ),
    }
    return render(request, "citations/source.html", context)


@kept("citations")
@reads()
@require_safe
def source_export(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    """/citations/<key>.bib, .ris, .csl.json: the work for a reference manager."""
    source = _source(key)
    if source is None:
        return moved_from(request, key, Source.objects.public(), suffix=f".{suffix}", former="former_keys")
    write, content_type = EXPORTS[suffix]
    response = HttpResponse(write([work_of(source)]), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{source.key}.{suffix}"'
    return response


def _by_entity(citation: Citation) -> tuple[str, str, int, int]:
    return citation.claim.entity.name, citation.claim.public_id, citation.position, citation.pk


def _source(key: str) -> Source | None:
    return Source.objects.public().with_authors().filter(key=key).first()
