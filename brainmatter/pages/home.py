"""The front page, and the pages of plain prose."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brainmatter.pages.places_on_dimensions import Axis, Picture, axes_with_both, picture, selection_of_picture
from brainmatter.pages.short_answers import AnsweredQuestion, answered, selections_of
from citations.coverage import source_checks
from citations.models import Source
from comparisons.by_category import first_of_each_category
from comparisons.composing import compose_many
from comparisons.models import Comparison, Edition, Question
from comparisons.page_bodies import made_of
from comparisons.reference_ratios import DEFAULT_REFERENCE
from comparisons.telling_rows import TellingRow, telling_row
from core.htmx import render_part, wants_part
from core.kept_pages import kept
from core.once_a_revision import once_a_revision
from core.parameters import parameters_of, reads
from entities.models import Claim, Dimension, Entity

_OF_A_CATEGORY = 24
_FEATURED = 4
_IN_THE_PICTURE = 14
_QUESTIONS = 4


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


class Featured(NamedTuple):
    """A comparison with its most telling row in numbers."""

    title: str
    url: str
    row: TellingRow


class AxisChoice(NamedTuple):
    """A dimension that the picture can show; ``href`` is the address of the page that does."""

    axis: Axis
    href: str
    is_chosen: bool


@kept("lists", parts=True)
@reads(one=("axis",))
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """/: brains and machines on one axis, comparisons in a number each, all comparisons, the newest editions.

    ``?axis=<dimension>`` chooses the axis among those that hold both.
    """
    parameters = parameters_of(home)
    axes = axes_with_both()
    chosen = next((axis for axis in axes if axis.slug == parameters.of(request)["axis"]), axes[0] if axes else None)
    is_whole = not wants_part(request)
    questions = list(Question.objects.for_front_page(_QUESTIONS)) if is_whole else []
    shown, answers = _picture_and_answers(chosen, questions)
    context: dict[str, object] = {
        "picture": shown,
        "axes": [
            AxisChoice(axis, parameters.address("/", {"axis": axis.slug if place else ""}, "axis"), axis == chosen)
            for place, axis in enumerate(axes)
        ],
    }
    if is_whole:
        context |= {
            "questions": answers,
            "featured": _featured(),
            "groups": first_of_each_category(_OF_A_CATEGORY),
            "totals": totals()._asdict(),
            "recent_editions": Edition.objects.recent(5),
        }
    return render_part(request, "home.html", "axis", context)


def _picture_and_answers(
    axis: Axis | None, questions: Sequence[Question]
) -> tuple[Picture | None, Sequence[AnsweredQuestion]]:
    """Composed together, so that the figures of both cost three queries."""
    dimension = Dimension.objects.published().select_related("group").filter(slug=axis.slug).first() if axis else None
    along = None
    if dimension is not None:
        along = selection_of_picture(dimension, reference=DEFAULT_REFERENCE, most=_IN_THE_PICTURE)
    documents = compose_many([*([along] if along else []), *selections_of(questions)])
    if along is None or dimension is None:
        return None, answered(questions, documents)
    return picture(dimension, documents[0], reference=DEFAULT_REFERENCE), answered(questions, documents[1:])


def _featured() -> Sequence[Featured]:
    """The first comparisons by position, those with numbers on two sides of a row. At most two queries."""
    first = Comparison.objects.published().order_by("position", "title")[: 2 * _FEATURED]
    editions = Edition.objects.latest_of_each(Comparison.objects.filter(pk__in=first.values("pk")))
    loaded = list(editions.select_related("comparison__category").defer("document"))
    loaded.sort(key=lambda edition: (edition.comparison.position, edition.comparison.title))
    found: list[Featured] = []
    rows = made_of(loaded, "telling row", lambda document: (document.title, telling_row(document)))
    for edition, (title, row) in zip(loaded, rows, strict=True):
        if row is not None:
            found.append(Featured(title, edition.comparison.get_absolute_url(), row))
    return found[:_FEATURED]


@kept("lists")
@reads()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """/about: what this is, how it is made, who is behind it."""
    return render(request, "about.html")
