"""The registry of trusted sources: where the works behind the claims appeared, by group."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from django.db.models import Case, Count, F, When

from citations.evidence import EVIDENCE_TIERS
from citations.models import Source, SourceType

_GROUPS = {
    SourceType.ARTICLE: "Journals",
    SourceType.CONFERENCE: "Conferences",
    SourceType.PREPRINT: "Preprint servers",
    SourceType.BOOK: "Books",
    SourceType.CHAPTER: "Books",
    SourceType.REPORT: "Reports by institutions and makers",
    SourceType.DATASET: "Data sets",
    SourceType.WEBPAGE: "Primary pages on the web",
}

# What a work is a part of; for a preprint or a data set, where it is kept.
OUTLET = Case(
    When(type__in=[SourceType.PREPRINT, SourceType.DATASET], then=F("publisher")),
    default=F("container"),
)


class Outlet(NamedTuple):
    name: str
    works: int


class RegistryGroup(NamedTuple):
    name: str
    outlets: list[Outlet]


def trusted_sources() -> list[RegistryGroup]:
    """Journals, conferences and the like whose works count as evidence here, each with its number of works.

    The registry is what the bibliography shows, not a list of favours: an outlet is in it because a cited work
    appeared there and its tier is acceptable. One query.
    """
    rows = (
        Source.objects.public()
        .filter(tier__in=EVIDENCE_TIERS, citations__isnull=False)
        .annotate(outlet=OUTLET)
        .exclude(outlet="")
        .values("type", "outlet")
        .annotate(works=Count("pk", distinct=True))
        .order_by("outlet")
    )
    return list(_grouped(rows))


def _grouped(rows: Iterable[Mapping[str, object]]) -> Iterable[RegistryGroup]:
    names = list(dict.fromkeys(_GROUPS.values()))
    named = sorted(
        ((_GROUPS[SourceType(str(row["type"]))], str(row["outlet"]), int(str(row["works"]))) for row in rows),
        key=lambda item: (names.index(item[0]), item[1].lower()),
    )
    for name, group in groupby(named, key=lambda item: item[0]):
        yield RegistryGroup(name, [Outlet(outlet, works) for _, outlet, works in group])
