"""Items: records taken apart into the rows they become, each comparable and mergeable on its own.

An item's content has the names of the model's fields; where a field is a foreign key it holds the other item's key.
What a kind is called, how it is stored and what it refers to is said once, in ``KINDS``.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models

from citations.models import Citation, Source
from comparisons.models import Category, Comparison, Equivalence, Point, Question, Row, Side
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity
from loading.faults import Path


class Kind(StrEnum):
    """The kinds of item, in the order in which they are written."""

    GROUP = "group"
    CATEGORY = "category"
    BOUNDARY = "boundary"
    SOURCE = "source"
    DIMENSION = "dimension"
    ENTITY = "entity"
    RELATION = "relation"
    CLAIM = "claim"
    CITATION = "citation"
    EQUIVALENCE = "equivalence"
    COMPARISON = "comparison"
    SIDE = "side"
    ROW = "row"
    POINT = "point"
    QUESTION = "question"


# Flags that no file had when the first loads were remembered: one that is off does not count in a fingerprint.
_LATER_FLAGS = {"asks_boundary", "names_boundaries"}

type ItemId = tuple[Kind, str]


@dataclass(frozen=True)
class Storage:
    """How the items of a kind are stored.

    ``references`` leads from a foreign key to the kind it points at; ``written_as`` from a field to its path in the
    file where that is not its own name; ``parts`` are the keys kept in tables of their own. Items with ``parent``
    belong to another and are ordered within it; a file that no longer has one takes back what it once brought.
    """

    model: type[models.Model]
    plural: str
    references: Mapping[str, Kind] = field(default_factory=dict)
    written_as: Mapping[str, Path] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    parent: str = ""


_FIGURE = (
    "value low high unit bound_kind sense scope conditions sample_size method year boundary workload figure_kind"  # noqa: SIM905
    " rival_group rank rank_reason".split()
)

WORKED_OUT = ("figure_text", "value", "low", "high", "bound_kind", "sense", "unit")
# What an editor says of a figure that follows from others; the rest of it is worked out.
SAID_OF_A_DERIVED_FIGURE = (
    *("scope", "conditions", "sample_size", "method", "year", "boundary", "workload", "figure_kind"),
    *("rival_group", "rank", "rank_reason"),
)

KINDS: Mapping[Kind, Storage] = {
    Kind.GROUP: Storage(DimensionGroup, "groups"),
    Kind.CATEGORY: Storage(Category, "categories"),
    Kind.BOUNDARY: Storage(Boundary, "boundaries"),
    Kind.SOURCE: Storage(Source, "sources", parts=("authors", "editors")),
    Kind.DIMENSION: Storage(Dimension, "dimensions", {"group": Kind.GROUP}),
    Kind.ENTITY: Storage(Entity, "entities", {"part_of": Kind.ENTITY}),
    Kind.RELATION: Storage(
        Entity.related.through,
        "relations",
        {"from_entity": Kind.ENTITY, "to_entity": Kind.ENTITY},
        {"from_entity": (), "to_entity": ()},
        parent="from_entity",
    ),
    Kind.CLAIM: Storage(
        Claim, "claims", {"entity": Kind.ENTITY, "dimension": Kind.DIMENSION}, {"public_id": ("id",), "entity": ()}
    ),
    Kind.CITATION: Storage(
        Citation,
        "citations",
        {"claim": Kind.CLAIM, "source": Kind.SOURCE, "boundary": Kind.BOUNDARY},
        {"claim": (), "figure_text": ("figure", "text")} | {name: ("figure", name) for name in _FIGURE},
        parts=("derivation",),
        parent="claim",
    ),
    Kind.EQUIVALENCE: Storage(Equivalence, "equivalences", parts=("citations",)),
    Kind.COMPARISON: Storage(Comparison, "comparisons", {"category": Kind.CATEGORY}),
    Kind.SIDE: Storage(
        Side, "sides", {"comparison": Kind.COMPARISON, "entity": Kind.ENTITY}, {"comparison": ()}, parent="comparison"
    ),
    Kind.ROW: Storage(
        Row,
        "rows",
        {"comparison": Kind.COMPARISON, "dimension": Kind.DIMENSION},
        {"comparison": (), "comparability_reason": ("reason",)},
        parent="comparison",
    ),
    Kind.POINT: Storage(
        Point,
        "points",
        {"comparison": Kind.COMPARISON, "claim": Kind.CLAIM},
        {"comparison": (), "claim": ()},
        parent="comparison",
    ),
    Kind.QUESTION: Storage(
        Question, "questions", {"comparison": Kind.COMPARISON}, {"text": ("question",)}, parts=("claims",)
    ),
}


@dataclass(frozen=True)
class Item:
    """One row to be. ``file`` and ``path`` say where the files state it; both are empty for what is only stored."""

    kind: Kind
    key: str
    content: Mapping[str, Any]
    file: str = ""
    path: Path = ()

    @property
    def id(self) -> ItemId:
        return self.kind, self.key

    @property
    def parent(self) -> str:
        """The key of the item that this one belongs to; "" if it stands by itself."""
        name = KINDS[self.kind].parent
        return str(self.content[name]) if name else ""

    def fingerprint(self) -> str:
        """The same for the same content, wherever it was read; empty values do not count."""
        said = {
            name: value
            for name, value in self.content.items()
            if value not in ("", None, (), []) and not (value is False and name in _LATER_FLAGS)
        }
        return _digest(said)


type Orders = dict[str, list[str]]  # what is ordered, such as "citation human-brain-mass" -> keys, in order


@dataclass
class Items:
    """A whole content, taken apart: the items, and the order of those that have one."""

    by_id: dict[ItemId, Item] = field(default_factory=dict)
    orders: Orders = field(default_factory=dict)
    repeated: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        if item.id in self.by_id:
            self.repeated.append(item)
            return
        self.by_id[item.id] = item
        if (name := order_name(item)) is not None:
            self.orders.setdefault(name, []).append(item.key)

    def of(self, kind: Kind) -> list[Item]:
        return [item for item in self.by_id.values() if item.kind is kind]


_ORDERED = {Kind.GROUP, Kind.CATEGORY, Kind.BOUNDARY, Kind.CITATION, Kind.SIDE, Kind.ROW, Kind.POINT, Kind.QUESTION}


def order_name(item: Item) -> str | None:
    """The list in which the item has a position; None if it has none."""
    return f"{item.kind} {item.parent}".strip() if item.kind in _ORDERED else None


def order_fingerprint(keys: list[str]) -> str:
    return _digest(keys)


def citation_key(content: Mapping[str, Any]) -> str:
    """What makes two citations one: claim, source, place and figure, as the constraint citation_entered_once has it."""
    place = [content[name] for name in ("locator", "figure_text", "scope", "conditions")]
    if derivation := content["derivation"]:
        # A figure that follows from others: its formula and what goes into it, not what comes out.
        inputs = [
            [each[name] for name in ("name", "claim", "figure", "text", "source")] for each in derivation["inputs"]
        ]
        place = [derivation["formula"], inputs, *place]
    return f"{content['claim']} {content['source'] or 'derived'} {_digest(place)[:16]}"


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def describe(item: Item) -> str:
    """An item in the words of a report: ``citation of azevedo-2009 on human-brain-neuron-count``."""
    match item.kind:
        case Kind.CITATION:
            if item.content["derivation"]:
                return f"figure {item.content['derivation']['formula']} on {item.content['claim']}"
            return f"citation of {item.content['source']} on {item.content['claim']}"
        case Kind.RELATION:
            return f"relation of {item.content['from_entity']} and {item.content['to_entity']}"
        case Kind.SIDE | Kind.ROW | Kind.POINT:
            comparison, what = item.key.split(" ")
            return f"{item.kind} {what} of {comparison}"
        case _:
            return f"{item.kind} {item.key}"
