"""The figures that follow from others, worked out from items before any of them is stored.

What cannot be worked out here because an input stands in no item is left to the database
(`citations/recalculating.py`), which works out everything once more after it was written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from citations.deriving import derived_figure, is_borrowing
from citations.figure_fields import CIRCUMSTANCES
from citations.headlines import Standing, candidates
from citations.models import UNSEEN
from entities.quantities import ParsedFigure, QuantityError, stored_figure
from loading.items import WORKED_OUT, Item, ItemId, Items, Kind

type Columns = Mapping[str, Any]
type Breach = tuple[Item, str, str]  # item, field, message

# Until the database has worked it out: a row must have some figure.
PROVISIONAL: Columns = {
    "figure_text": "not worked out yet",
    "value": Decimal(0),
    "low": None,
    "high": None,
    "bound_kind": "",
    "sense": "=",
    "unit": "1",
}


class WorkedOutFigures:
    """``stored`` are figures as the database holds them, for what cannot be worked out from the items."""

    def __init__(self, items: Items, stored: Mapping[ItemId, Columns] | None = None) -> None:
        self._items = items
        self._stored = stored or {}
        self._cited: dict[str, list[Item]] = defaultdict(list)
        for citation in items.of(Kind.CITATION):
            self._cited[citation.content["claim"]].append(citation)
        self._known: dict[ItemId, Columns | None] = {}
        self._on_the_way: list[str] = []
        self.breaches: list[Breach] = []
        for citation in items.of(Kind.CITATION):
            if citation.content["derivation"]:
                self.columns(citation)

    def columns(self, citation: Item) -> Columns | None:
        """The columns of its figure; None where they cannot be known from the items."""
        if not citation.content["derivation"]:
            return citation.content
        if citation.id not in self._known:
            claim = citation.content["claim"]
            self._on_the_way.append(claim)
            self._known[citation.id] = None  # not to come back here from a circle
            try:
                self._known[citation.id] = self._work_out(citation)
            except QuantityError as error:
                self.breaches.append((citation, "derivation", str(error)))
            finally:
                self._on_the_way.pop()
        return self._known[citation.id] or self._stored.get(citation.id)

    def row(self, citation: Item) -> Columns:
        """What its row holds, worked out as far as that can be."""
        return {**citation.content, **(self.columns(citation) or PROVISIONAL)}

    def headline(self, claim: str) -> ParsedFigure | None:
        """The figure that stands for the claim; None where none does, or where it cannot be known from the items."""
        standing = self._standing_for(claim)
        columns = self.columns(standing[0]) if len(standing) == 1 else None
        return _figure(columns) if columns and columns["figure_text"] else None

    def works(self, citation: Item) -> list[tuple[str, str]]:
        """The keys of the sources that it rests on at last, each with how its figure was held against it.

        Empty where they cannot be known from the items.
        """
        if not citation.content["derivation"]:
            return [(citation.content["source"], citation.content["source_check"])]
        found: list[tuple[str, str]] = []
        for each in citation.content["derivation"]["inputs"] if self.columns(citation) else ():
            if each["source"]:
                found.append((each["source"], ""))
            elif each["figure"]:
                below = self.particular(each["claim"], each["figure"])
                found += self.works(below) if below else []
            else:
                found += [work for below in self._standing_for(each["claim"] or "") for work in self.works(below)]
        return found

    def particular(self, claim: str, text: str) -> Item | None:
        """The citation of the claim that gives the figure printed so."""
        return next((each for each in self._cited[claim] if self._text(each) == text), None)

    def _text(self, citation: Item) -> str:
        columns = self.columns(citation)
        return str(columns["figure_text"]) if columns else ""

    def _work_out(self, citation: Item) -> Columns | None:
        derivation = citation.content["derivation"]
        figures: dict[str, ParsedFigure] = {}
        identities: dict[str, str] = {}
        borrowed: Columns | None = None
        for each in derivation["inputs"]:
            if each["claim"]:
                borrowed = self._of_claim(each)
                if borrowed is None:
                    return None
                figures[each["name"]] = _figure(borrowed)
                identities[each["name"]] = f"{each['claim']} {borrowed['figure_text']}"
            elif each["text"] and each["unit"]:
                figures[each["name"]] = _figure({**each, "figure_text": each["text"]})
        found = derived_figure(
            derivation["formula"],
            figures,
            unit=self._unit(citation),
            digits=derivation["digits"],
            identities=identities,
            exact={each["name"] for each in derivation["inputs"] if each["exact"]},
        ).figure
        columns = {
            "figure_text": found.text,
            "value": found.value,
            "low": found.low,
            "high": found.high,
            "bound_kind": str(found.bound_kind or "") if found.has_bounds else "",
            "sense": str(found.sense),
            "unit": found.unit,
        }
        if borrowed is not None and is_borrowing(derivation["formula"], figures):
            columns |= {name: borrowed[name] for name in CIRCUMSTANCES if name in borrowed}
        return columns

    def _unit(self, citation: Item) -> str:
        wanted = citation.content["derivation"]["wanted_unit"]
        claim = self._items.by_id.get((Kind.CLAIM, citation.content["claim"]))
        dimension = self._items.by_id.get((Kind.DIMENSION, (claim and claim.content["dimension"]) or ""))
        return str(wanted or (dimension.content["unit"] if dimension else ""))

    def _of_claim(self, each: Mapping[str, Any]) -> Columns | None:
        claim = each["claim"]
        if claim in self._on_the_way:
            way = [*self._on_the_way[self._on_the_way.index(claim) :], claim]
            raise QuantityError(f"a figure would rest on itself: {' → '.join(way)}")
        if (Kind.CLAIM, claim) not in self._items.by_id:
            return None
        if each["figure"]:
            found = self.particular(claim, each["figure"])
            if found is None:
                raise QuantityError(f"“{claim}” has no figure that is printed “{each['figure']}”")
            return self.columns(found)
        standing = self._standing_for(claim)
        if len(standing) != 1:
            raise QuantityError(
                f"no figure stands for “{claim}”: say which one under “figure”, or give one the rank “preferred”"
            )
        return self.columns(standing[0])

    def _standing_for(self, claim: str) -> list[Item]:
        return candidates(self._cited[claim], self._standing)

    def _standing(self, citation: Item) -> Standing:
        content = citation.content
        gives_figure = bool(content["figure_text"] or content["derivation"])
        is_unseen = gives_figure and any(check in UNSEEN for _, check in self.works(citation))
        return Standing(gives_figure, content["stance"], content["rank"], is_unseen)


def breaches_of_inputs(citation: Item) -> Iterator[Breach]:
    """What is wrong with a derivation as it is written."""
    derivation = citation.content["derivation"]
    if derivation is None:
        if not citation.content["source"]:
            yield citation, "", "Cite a source, or say under “derivation” how the figure follows from others."
        return
    if citation.content["source"] or citation.content["figure_text"]:
        yield citation, "derivation", "A figure that follows from others has no source and no figure of its own."
    if not derivation["inputs"]:
        yield citation, "derivation", "A formula needs at least one input."


def _figure(columns: Columns) -> ParsedFigure:
    return stored_figure(text=columns["figure_text"], **{name: columns[name] for name in WORKED_OUT[1:]})
