"""Which cells of published comparisons have nothing to say in the first lines of the page.

There each claim is a number, or its text where that is short, or else its short answer, or the word for what is
missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from citations.models import UNSEEN
from entities.models import Claim
from loading.items import Item, Items, Kind
from loading.worked_out_figures import WorkedOutFigures

LONGEST: int = Claim._meta.get_field("short_answer").max_length or 0


def without_short_answer(items: Items, figures: WorkedOutFigures) -> Iterator[Item]:
    """The claims that stand in a published comparison with a long text, no number and no short answer."""
    numbers = set(_with_a_number(items, figures))
    for claim in _in_published_cells(items):
        long = len(claim.content["text"]) > LONGEST
        if long and not claim.content["short_answer"] and claim.key not in numbers:
            yield claim


def _in_published_cells(items: Items) -> Iterator[Item]:
    claims = {(each.content["entity"], each.content["dimension"]): each for each in items.of(Kind.CLAIM)}
    sides, rows = (_by_comparison(items, kind) for kind in (Kind.SIDE, Kind.ROW))
    found: dict[str, Item] = {}
    for comparison in items.of(Kind.COMPARISON):
        if comparison.content["status"] != "published":
            continue
        for side in sides.get(comparison.key, ()):
            for row in rows.get(comparison.key, ()):
                claim = claims.get((side.content["entity"], row.content["dimension"]))
                if claim is not None and claim.content["status"] == "published":
                    found[claim.key] = claim
    yield from found.values()


def _by_comparison(items: Items, kind: Kind) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items.of(kind):
        found.setdefault(item.content["comparison"], []).append(item)
    return found


def _with_a_number(items: Items, figures: WorkedOutFigures) -> Iterator[str]:
    """The claims on a quantity for which a figure stands: the preferred one, else the only one of normal rank."""
    ranks: dict[str, list[str]] = {}
    for citation in items.of(Kind.CITATION):
        row: Mapping[str, Any] = figures.row(citation)
        if row["figure_text"] and row["stance"] == "supports" and row["source_check"] not in UNSEEN:
            ranks.setdefault(row["claim"], []).append(row["rank"])
    for claim, found in ranks.items():
        dimension = items.by_id[Kind.CLAIM, claim].content["dimension"]
        is_quantity = dimension and items.by_id[Kind.DIMENSION, dimension].content["value_kind"] == "quantity"
        if is_quantity and ("preferred" in found or found.count("normal") == 1):
            yield claim
