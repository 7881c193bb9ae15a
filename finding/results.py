"""A page of search results: groups by kind, or the pages of one kind, with what they can be narrowed by."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from citations.models import Tier
from core.templatetags.words import so_many
from entities.models import DimensionGroup, EntityKind, Realm
from finding.hits import Hit, hits_of
from finding.models import Kind
from finding.searching import MOST_CANDIDATES, Candidate, Found

# Of each kind at first, and of one kind on a page.
_FIRST = {Kind.COMPARISON: 4, Kind.ENTITY: 5, Kind.DIMENSION: 4, Kind.CLAIM: 6, Kind.SOURCE: 4}
_ON_A_PAGE = 20


class Option(NamedTuple):
    """A value to narrow by, with how many of what was found have it."""

    value: str
    label: str
    number: int


class Facet(NamedTuple):
    name: str
    label: str
    options: list[Option]


class Group(NamedTuple):
    """The hits of one kind. ``number`` is how many were found, at most a thousand and one."""

    kind: str
    label: str
    number: int
    hits: list[Hit]

    @property
    def counted(self) -> str:
        """“1 entity”, “12 claims”."""
        return f"{so_many(self.number)} {(self.label if self.number != 1 else self.kind).lower()}"


@dataclass(frozen=True)
class Results:
    """``following`` and ``preceding`` name the first hit of the next page and of the one before, if there are any."""

    groups: list[Group]
    facets: list[Facet]
    first: int = 0
    following: str = ""
    preceding: str | None = None

    @property
    def count(self) -> int:
        return sum(group.number for group in self.groups)


def results_of(found: Found, *, kind: str, start: str) -> Results:
    """The page for what was found: all kinds with their first hits, or one ``kind`` from the hit named ``start``."""
    if kind:
        return _of_one_kind(found, kind, start)
    shown = [candidate for each in _FIRST for candidate in found.of(each)[: _FIRST[each]]]
    hits = hits_of(shown, found.query)
    groups = [
        Group(each, each.label, _count(found.of(each)), [hit for hit in hits if hit.kind == each])
        for each in sorted(_FIRST, key=lambda each: (not _is_named(found.of(each)), list(Kind).index(each)))
        if found.of(each)
    ]
    return Results(groups, _facets(found.candidates))


def _of_one_kind(found: Found, kind: str, start: str) -> Results:
    """A page is named by the key of its first hit, so that what is added meanwhile moves no hit to another page."""
    candidates = found.of(kind)[:MOST_CANDIDATES]
    places = {str(candidate.thing): place for place, candidate in enumerate(candidates)}
    first = places.get(start, 0)
    shown = candidates[first : first + _ON_A_PAGE]
    after = candidates[first + _ON_A_PAGE : first + _ON_A_PAGE + 1]
    before = candidates[max(first - _ON_A_PAGE, 0)].thing if first else None
    group = Group(kind, Kind(kind).label, _count(found.of(kind)), hits_of(shown, found.query))
    return Results(
        [group] if shown else [],
        _facets(candidates),
        first=first,
        following=str(after[0].thing) if after else "",
        preceding=None if before is None else str(before),
    )


def _count(candidates: Sequence[Candidate]) -> int:
    # As core.counting has it: one more than it counts means “more than that”.
    return len(candidates) + 1 if len(candidates) >= MOST_CANDIDATES else len(candidates)


def _is_named(candidates: Sequence[Candidate]) -> bool:
    """Whether the whole query is the name of the best of them."""
    return bool(candidates) and candidates[0].named >= 1


def _facets(candidates: Sequence[Candidate]) -> list[Facet]:
    """What the candidates differ in; a facet with one value narrows nothing and is left out."""
    groups = {candidate.group for candidate in candidates if candidate.group}
    in_use = DimensionGroup.objects.filter(pk__in=groups) if groups else ()
    names = {group.pk: group.slug for group in in_use}
    labels = {group.slug: group.name for group in in_use}
    made = [
        _facet("realm", "Realm", candidates, lambda each: each.realm, dict(Realm.choices)),
        _facet("type", "Kind of entity", candidates, lambda each: each.entity_kind, dict(EntityKind.choices)),
        _facet("group", "Group", candidates, lambda each: names.get(each.group or 0, ""), labels),
        _facet("figures", "Figures", _with_figures(candidates), _figures, {"yes": "With figures", "no": "Without"}),
        _facet("tier", "Tier", candidates, lambda each: each.tier, dict(Tier.choices)),
        _facet("year", "Year", candidates, lambda each: str(each.year or ""), {}),
    ]
    return [facet for facet in made if len(facet.options) > 1]


def _with_figures(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [each for each in candidates if each.kind in (Kind.DIMENSION, Kind.CLAIM)]


def _figures(candidate: Candidate) -> str:
    return "yes" if candidate.has_figures else "no"


def _facet(
    name: str, label: str, candidates: Iterable[Candidate], value: Callable[[Candidate], str], labels: dict[str, Any]
) -> Facet:
    counted = Counter(found for candidate in candidates if (found := value(candidate)))
    options = [Option(each, str(labels.get(each, each)), count) for each, count in counted.items()]
    # The most frequent first; years from the latest.
    order = (lambda option: -int(option.value)) if name == "year" else (lambda option: -option.number)
    return Facet(name, label, sorted(options, key=order)[:12])
