"""The readers' pages of comparisons."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.by_category import by_category, categories_in_use, first_of_each_category
from comparisons.models import Category, Comparison, Edition
from comparisons.page_bodies import RenderedEdition, rendered
from comparisons.related_links import related_links_of
from comparisons.renderings.choices import CHOICES, Choices
from core.counting import counted
from core.htmx import render_part
from core.kept_pages import kept
from core.paging import AFTER, BEFORE, Address, page_of
from core.parameters import parameters_of, reads
from core.pictures.share import Share, share
from core.redirects import moved_from, moved_permanently
from core.text_filter import narrowed
from entities.models import Dimension, Entity

_ON_A_PAGE = 48


@kept("lists", parts=True)
@reads(one=("q", "category", "entity", "dimension", AFTER, BEFORE))
@require_safe
def comparison_index(request: HttpRequest) -> HttpResponse:
    """/comparisons: the first of each category; in pages where they are filtered (category, sides, rows, text)."""
    address = Address(request, parameters_of(comparison_index))
    filters = address.filters
    context = {
        "filters": filters,
        "is_filtered": any(filters.values()),
        "categories": categories_in_use(),
        "entity": Entity.objects.published().filter(slug=filters["entity"]).first() if filters["entity"] else None,
        "dimension": (
            Dimension.objects.published().filter(slug=filters["dimension"]).first() if filters["dimension"] else None
        ),
    }
    if any(filters.values()):
        found = Comparison.objects.for_index(**filters)
        found, match_count = narrowed(found) if filters["q"] else (found, counted(found))
        # In the order that an index has; on a page they stand by category.
        listed = page_of(found, by=("position", "title"), named="slug", address=address, size=_ON_A_PAGE)
        context |= {"listed": listed, "match_count": match_count, "groups": by_category(listed.rows)}
    else:
        context["groups"] = first_of_each_category(_ON_A_PAGE)
    return render_part(request, "comparisons/index.html", "results", context)


@kept("comparisons")
@reads(many=CHOICES.many)
@require_safe
def comparison_page(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """/comparisons/<category>/<slug>: the latest edition. Two queries: the edition, and what stands around it.

    ``?assume=<equivalence>`` and ``?unit=<dimension>:<unit>`` are the reader's choices.
    """
    edition = Edition.objects.latest_of(slug).first()
    if edition is None:
        return moved_to(request, slug)
    comparison = edition.comparison
    if comparison.category.slug != category:
        return moved_permanently(request, comparison.get_absolute_url())
    related = related_links_of(comparison)
    today = timezone.now().date()
    choices = Choices.asked_for(request)
    shown = rendered(edition, today=today, choices=choices)
    context = {
        "edition": edition,
        "share": share_of(edition, shown),
        **shown._asdict(),
        **related._asdict(),
    }
    return render(request, "comparisons/page.html", context)


@kept("comparisons")
@reads()
@require_safe
def comparison_json(request: HttpRequest, category: str, slug: str) -> HttpResponse:
    """/comparisons/<category>/<slug>.json: the latest edition as it is kept, with number, day and hash. One query."""
    edition = Edition.objects.latest_of(slug).first()
    if edition is None:
        return moved_to(request, slug, ".json")
    address = edition.comparison.get_absolute_url()
    if edition.comparison.category.slug != category:
        return moved_permanently(request, f"{address}.json")
    return edition_as_json(edition, address=address)


@kept("comparisons")
@reads(many=CHOICES.many)
@require_safe
def uncategorised(request: HttpRequest, slug: str) -> HttpResponse:
    """/comparisons/<slug>: to the categorised address; a category's slug leads to the index of that category."""
    comparison = Comparison.objects.public().select_related("category").filter(slug=slug).first()
    if comparison is not None:
        return moved_permanently(request, comparison.get_absolute_url())
    if Category.objects.filter(slug=slug).exists():
        return HttpResponsePermanentRedirect(f"/comparisons?category={slug}")
    return moved_to(request, slug)


def share_of(edition: Edition, shown: RenderedEdition) -> Share:
    """What other sites show beside a link to the page of this edition."""
    return share(title=shown.head.title, path=f"{edition.get_absolute_url()}.png", alt=shown.picture_alt)


def edition_as_json(edition: Edition, *, address: str) -> HttpResponse:
    """The edition as it is kept, with number, day and hash; ``address`` is the path of the page that shows the same."""
    fields = {
        "edition": edition.number,
        "published_at": edition.published_at,
        "content_hash": edition.content_hash,
        "url": f"{settings.CANONICAL_ORIGIN}{address}",
        "document": edition.document,
    }
    return JsonResponse(fields)


def moved_to(request: HttpRequest, slug: str, suffix: str = "") -> HttpResponse:
    """To the present address of the comparison that once had this slug, and there to what ``suffix`` names."""
    return moved_from(request, slug, Comparison.objects.public().select_related("category"), suffix=suffix)
