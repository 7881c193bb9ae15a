"""Which comparisons show a thing that an editor saved, and bringing the published ones up to date with it."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from citations.models import Citation, Source
from comparisons.models import Category, Comparison, Edition, Equivalence
from comparisons.publishing import republish
from comparisons.showing import comparisons_showing
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity


def showing(thing: Model) -> "QuerySet[Comparison]":
    """The comparisons, published or not, whose document shows this, judged by what the database holds now.

    Ask before and after a save: what a claim leaves must be brought up to date as well as what it joins.
    """
    every = Comparison.objects.all()
    match thing:
        case Comparison():
            return every.filter(pk=thing.pk)
        case Category():
            return every.filter(category=thing.pk)
        case Entity():
            return comparisons_showing(entities=[thing.pk])
        case Dimension():
            return comparisons_showing(dimensions=[thing.pk])
        case DimensionGroup():
            return comparisons_showing(dimensions=Dimension.objects.filter(group=thing.pk))
        case Boundary():
            return comparisons_showing(claims=Claim.objects.filter(citations__boundary=thing.pk))
        case Claim():
            return comparisons_showing(claims=[thing.pk])
        case Citation():
            return comparisons_showing(claims=Claim.objects.filter(citations=thing.pk))
        case Source():
            return comparisons_showing(sources=[thing.pk])
        case Equivalence():
            return comparisons_showing(equivalences=[thing.pk])
    return every.none()


def shown_in(things: Iterable[Model]) -> set[int]:
    """The primary keys of the comparisons that show any of these; one query a thing."""
    return {key for thing in things if thing.pk for key in showing(thing).values_list("pk", flat=True)}


def bring_up_to_date(*, comparisons: Iterable[int], author: User | None, change_note: str = "") -> list[Edition]:
    """Republish those among these comparisons (primary keys) that are published; the editions that this made.

    Raises PublicationRefusedError as `republish` does.
    """
    keys = set(comparisons)
    if not keys:
        return []
    return republish(comparisons=Comparison.objects.filter(pk__in=keys), author=author, change_note=change_note)
