"""Which stored rows a load has to do with: those that the files name, and those that belong to them.

A load reads these and no others, so that it costs as much as its files, whatever else the database holds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from citations.models import FormerSourceKey, Source
from comparisons.models import Comparison, Equivalence, FormerComparisonSlug
from entities.models import Claim, Dimension, Entity, FormerDimensionSlug, FormerEntitySlug
from loading.items import ItemId, Items, Kind

type NamedRows = Mapping[Kind, Collection[int]]  # primary keys, of those kinds of which there may be many

# How the rows of a kind are called, how they were called before, and what else no two of them share.
_CALLED: Mapping[Kind, tuple[type[models.Model], str, type[models.Model] | None, str, tuple[str, ...]]] = {
    Kind.SOURCE: (Source, "key", FormerSourceKey, "source", ("doi", "arxiv", "pmid")),
    Kind.DIMENSION: (Dimension, "slug", FormerDimensionSlug, "dimension", ("name",)),
    Kind.ENTITY: (Entity, "slug", FormerEntitySlug, "entity", ("name", "wikidata")),
    Kind.EQUIVALENCE: (Equivalence, "slug", None, "", ("name",)),
    Kind.COMPARISON: (Comparison, "slug", FormerComparisonSlug, "comparison", ("title",)),
}


def named_rows(files: Items, brought: Iterable[ItemId]) -> NamedRows:
    """The rows of these kinds that the files name or ``brought`` names, by present or former names.

    Also those that share with an item of the files what no two may share, so that a collision can be told; every
    entity of a claim that is named; and every dimension on which something is claimed about these entities. A fixed
    number of queries.
    """
    names: dict[Kind, set[str]] = defaultdict(set)
    for kind, key in (*files.by_id, *brought):
        names[kind].add(key)
    for citation in files.of(Kind.CITATION):
        for each in citation.content["derivation"]["inputs"] if citation.content["derivation"] else ():
            names[Kind.CLAIM].add(each["claim"] or "")
    found = {kind: _rows(kind, names[kind], files) for kind in _CALLED}
    claims = Claim.objects.filter(public_id__in=names[Kind.CLAIM])
    found[Kind.ENTITY] |= set(claims.values_list("entity", flat=True))
    on = Claim.objects.filter(entity__in=found[Kind.ENTITY], dimension__isnull=False)
    found[Kind.DIMENSION] |= set(on.values_list("dimension", flat=True).distinct())
    return found


def _rows(kind: Kind, names: Collection[str], files: Items) -> set[int]:
    model, called, former, owner, unshared = _CALLED[kind]
    is_one = Q(**{f"{called}__in": names})
    rows: Any = model._default_manager.all()
    for column in unshared:
        # Lower case on both sides: names and titles are compared so, and identifiers have no other.
        values = {str(item.content[column]).lower() for item in files.of(kind)} - {""}
        rows = rows.alias(**{f"lower_{column}": Lower(column)}) if column in ("name", "title") else rows
        is_one |= Q(**{f"{'lower_' if column in ('name', 'title') else ''}{column}__in": values})
    found = set(rows.filter(is_one).values_list("pk", flat=True))
    if former is not None:
        found |= set(former._default_manager.filter(slug__in=names).values_list(f"{owner}_id", flat=True))
    return found
