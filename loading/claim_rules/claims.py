"""A claim with all that a rule needs to judge it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citations.models import UNSEEN
from loading.items import Item, ItemId, Items, Kind
from loading.worked_out_figures import WorkedOutFigures

type Finding = tuple[Item, str, str]  # item, field, message


@dataclass(frozen=True)
class ClaimInContext:
    claim: Item
    citations: tuple[Item, ...]
    items: Items
    figures: WorkedOutFigures
    same_figure: Mapping[tuple[Any, ...], list[Item]]  # citations by `figure_identity`
    of_its_entity: Sequence[Item]  # the citations of every claim about the same entity

    @property
    def dimension(self) -> Mapping[str, Any] | None:
        found = self.items.by_id.get((Kind.DIMENSION, self.claim.content["dimension"] or ""))
        return found.content if found else None

    @property
    def typed(self) -> Iterator[Item]:
        """The citations that give a figure of their own, and do not follow from others."""
        return (each for each in self.citations if each.content["figure_text"])

    def is_seen(self, citation: Item) -> bool:
        """Whether nobody has looked for it in vain: in its source, or in those that it rests on."""
        return not any(check in UNSEEN for _, check in self.figures.works(citation))

    def works(self) -> Iterator[Mapping[str, Any]]:
        """The sources that the claim's citations name, or rest on."""
        for citation in self.citations:
            for key, _ in self.figures.works(citation):
                if source := self.items.by_id.get((Kind.SOURCE, key)):
                    yield source.content


def figure_identity(citation: Item) -> tuple[Any, ...]:
    """The same for a figure that was typed twice from one place."""
    said = citation.content
    return tuple(said[name] for name in ("source", "figure_text", "value", "low", "high", "unit", "scope"))


def claims_in_context(
    items: Items, only: str = "", stored: Mapping[ItemId, Mapping[str, Any]] | None = None
) -> Iterator[ClaimInContext]:
    """Every claim among the items, or ``only`` the one of this public id."""
    figures = WorkedOutFigures(items, stored)
    cited: dict[str, list[Item]] = defaultdict(list)
    same: dict[tuple[Any, ...], list[Item]] = defaultdict(list)
    for citation in items.of(Kind.CITATION):
        cited[citation.content["claim"]].append(citation)
        if citation.content["figure_text"]:
            same[figure_identity(citation)].append(citation)
    of_entity: dict[str, list[Item]] = defaultdict(list)
    claims = items.of(Kind.CLAIM)
    for claim in claims:
        of_entity[claim.content["entity"]] += cited[claim.key]
    for claim in claims:
        if not only or claim.key == only:
            cited_here = tuple(cited[claim.key])
            yield ClaimInContext(claim, cited_here, items, figures, same, of_entity[claim.content["entity"]])
