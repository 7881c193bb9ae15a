"""The pages of editions: the list of a comparison's editions, and each of them as it was published.

These addresses are given out: with a report of an error, with the correction that answers it, by whoever cites.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.models import Edition
from comparisons.page_bodies import document_of, rendered
from comparisons.renderings.choices import CHOICES, Choices
from comparisons.renderings.share_picture import picture_of_comparison
from comparisons.views import edition_as_json, moved_to, share_of
from core.kept_pages import kept
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from core.pictures.share import picture_response
from core.redirects import moved_permanently

_ON_A_PAGE = 100


@kept("comparisons")
@reads(one=(AFTER, BEFORE))
@require_safe
def edition_list(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """/comparisons/<category>/<slug>/editions: number, day, author and note of each, latest first. One query a page."""
    address = Address(request, parameters_of(edition_list))
    listed = page_of(Edition.objects.all_of(slug), by=("-number",), named="number", address=address, size=_ON_A_PAGE)
    if not listed.rows:
        return moved_to(request, slug, "/editions")
    comparison = listed.rows[0].comparison
    if comparison.category.slug != category:
        return moved_permanently(request, f"{comparison.get_absolute_url()}/editions")
    context = {"comparison": comparison, "editions": listed.rows, "listed": listed}
    return render(request, "comparisons/editions.html", context)


@kept("comparisons")
@reads(many=CHOICES.many)
@require_safe
def edition_page(request: HttpRequest, category: str, slug: str, number: int) -> HttpResponse:
    """/comparisons/<category>/<slug>/editions/<number>: the edition, in the layout of today. Two queries.

    Search engines are led to the latest one, and readers are told when there is a newer one.
    """
    found = _asked_for(request, category, slug, number)
    if isinstance(found, HttpResponse):
        return found
    edition, latest_number = found
    comparison = edition.comparison
    today = timezone.now().date()
    choices = Choices.asked_for(request)
    shown = rendered(edition, today=today, choices=choices, path=edition.get_absolute_url())
    context = {
        "edition": edition,
        "share": share_of(edition, shown),
        **shown._asdict(),
        "is_fixed": True,
        "latest_number": latest_number,
        "canonical_url": f"{settings.CANONICAL_ORIGIN}{comparison.get_absolute_url()}",
    }
    return render(request, "comparisons/page.html", context)


@kept("comparisons")
@reads()
@require_safe
def edition_json(request: HttpRequest, category: str, slug: str, number: int) -> HttpResponse:
    """/comparisons/<category>/<slug>/editions/<number>.json: the edition as it is kept. Two queries."""
    found = _asked_for(request, category, slug, number, ".json")
    if isinstance(found, HttpResponse):
        return found
    return edition_as_json(found[0], address=found[0].get_absolute_url())


@reads()
@require_safe
def edition_picture(request: HttpRequest, category: str, slug: str, number: int) -> HttpResponse:
    """/comparisons/<category>/<slug>/editions/<number>.png: the edition in a picture, to share. Two queries.

    It never changes, as the edition does not: readers keep it for a year, this process as long as there is room.
    """
    found = _asked_for(request, category, slug, number, ".png")
    if isinstance(found, HttpResponse):
        return found
    return picture_response(picture_of_comparison(document_of(found[0])).svg)


def _asked_for(
    request: HttpRequest, category: str, slug: str, number: int, suffix: str = ""
) -> tuple[Edition, int] | HttpResponse:
    """The edition at this address and the number of the latest one, or the way to where they are now.

    Http404 where no such edition ever was. Two queries.
    """
    latest = Edition.objects.latest_of(slug).defer("document").first()
    if latest is None:
        return moved_to(request, slug, f"/editions/{number}{suffix}")
    edition = latest.comparison.editions.filter(number=number).with_notes().first()
    if edition is None:
        raise Http404("This comparison has no such edition.")
    if edition.comparison.category.slug != category:
        return moved_permanently(request, edition.get_absolute_url() + suffix)
    return edition, latest.number
