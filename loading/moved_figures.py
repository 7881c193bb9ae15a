"""Figures that were copied or worked out by hand, and follow from others since: in databases of before.

`moved_figures.json` names each by the place where it stood, and says what it follows from now. What still is what it
would be worked out as is moved there, with its rank, its note and its history; what an editor has changed stays as it
is, and the load says so. What was moved once is not found again.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from citations.deriving import derived_figure, is_borrowing
from citations.figure_fields import figure_of
from citations.headlines import standing_for
from citations.models import UNSEEN, Citation, Derivation, DerivationInput, Source
from citations.recalculating import number_of, recalculate
from entities.models import Claim
from entities.quantities import ParsedFigure, QuantityError, conversion_factor
from loading.items import ItemId, Kind, citation_key
from loading.records_to_items import citation_content
from loading.schema import CitationRecord, DerivationRecord, FigureRecord

_FILE = Path(__file__).with_name("moved_figures.json")
# Worked out with as many digits as the inputs have, a figure may differ so much from one that was printed with more.
_NEAR = Decimal("0.05")


class Place(NamedTuple):
    """Where a figure stood: the claim, and what the citation said."""

    claim: str
    source: str
    locator: str
    figure_text: str
    scope: str
    conditions: str


class Move(NamedTuple):
    place: Place
    origin: str  # the text that a borrowed figure had where it is borrowed from, in those databases
    to: DerivationRecord


class Moved(NamedTuple):
    """What came of it: claims (primary keys) whose figures follow from others now, and places where one stayed."""

    claims: set[int]
    stayed: list[Place]


@cache
def moves() -> tuple[Move, ...]:
    return tuple(
        Move(Place(**each["place"]), each["origin"], DerivationRecord.model_validate(_exact(each["to"])))
        for each in json.loads(_FILE.read_text("utf-8"))
    )


@cache
def former_ids() -> dict[ItemId, ItemId]:
    """What a derived figure of the files was called as an item when it still had a source."""
    return {(Kind.CITATION, _new_key(move)): (Kind.CITATION, _old_key(move.place)) for move in moves()}


def is_something_to_move() -> bool:
    """Whether a figure of before stands where it stood. One query."""
    return not {move.place for move in moves()}.isdisjoint(_stored())


def move_figures() -> Moved:
    """Move what stands where it stood and has not changed. One query where nothing of it is there."""
    stored = _stored()
    todo: list[tuple[Move, Citation]] = []
    moved = Moved(set(), [])
    for move in moves():
        citation = stored.get(move.place)
        if citation is None:
            continue
        if _is_still_what_it_follows(move, citation):
            todo.append((move, citation))
        else:
            moved.stayed.append(move.place)
    derivations = [_move(move, citation).pk for move, citation in todo]
    moved.claims.update(citation.claim_id for _, citation in todo)
    if derivations:
        moved.claims.update(recalculate(derivations=derivations).claims)
    return moved


def _stored() -> dict[Place, Citation]:
    claims = {move.place.claim for move in moves()}
    rows = Citation.objects.filter(claim__public_id__in=claims, source__isnull=False).exclude(figure_text="")
    return {
        Place(
            each.claim.public_id,
            each.source.key if each.source else "",
            each.locator,
            each.figure_text,
            each.scope,
            each.conditions,
        ): each
        for each in rows.select_related("claim", "source")
    }


def _is_still_what_it_follows(move: Move, citation: Citation) -> bool:
    figures: dict[str, ParsedFigure] = {}
    for each in move.to.inputs:
        row = _input(each, move)
        if row is None or (figure := figure_of(row.figure) if row.figure is not None else number_of(row)) is None:
            return False
        figures[each.name] = figure
    own = figure_of(citation)
    try:
        found = derived_figure(
            move.to.formula,
            figures,
            unit=move.to.unit or citation.unit,
            digits=move.to.digits,
            exact={each.name for each in move.to.inputs if each.exact},
        ).figure
        factor = conversion_factor(found.unit, citation.unit)
    except QuantityError:
        return False
    if own is None:
        return False
    near = Decimal(0) if is_borrowing(move.to.formula, figures) else _NEAR
    pairs = list(_numbers(found, own, factor))
    return bool(pairs) and all(abs(one - other) <= near * abs(other) for one, other in pairs)


def _numbers(found: ParsedFigure, own: ParsedFigure, factor: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """The numbers that both have, in the unit of the second; bounds that only one of them has are no difference."""
    for name in ("value", "low", "high"):
        one, other = getattr(found, name), getattr(own, name)
        if one is not None and other is not None:
            yield one * factor, other


def _input(said: Any, move: Move) -> DerivationInput | None:
    """The input as a row, pointing at the figure as it stands before anything is moved."""
    row = DerivationInput(name=said.name, exact=said.exact)
    if said.claim is None:
        row.source = Source.objects.filter(key=said.source).first()
        row.figure_text, row.unit, row.locator = said.text, said.unit or "", said.locator
        row.value, row.low, row.high = said.value, said.low, said.high
        row.bound_kind, row.sense = said.bound_kind or "", said.sense
        return row if row.source is not None else None
    row.claim = Claim.objects.filter(public_id=said.claim).first()
    cited = list(Citation.objects.filter(claim=row.claim).order_by("position", "pk"))
    row.particular = bool(said.figure)
    wanted = {said.figure, move.origin} - {""}
    if row.particular:
        row.figure = next((each for each in cited if each.figure_text in wanted), None)
    else:
        row.figure = standing_for(cited)
    return row if row.figure is not None else None


def _move(move: Move, citation: Citation) -> Derivation:
    inputs = [row for each in move.to.inputs if (row := _input(each, move)) is not None]
    citation.source, citation.locator = None, ""
    borrows = is_borrowing(move.to.formula, {row.name: row for row in inputs})
    keeps_check = citation.source_check in UNSEEN and not borrows
    citation.source_check = citation.source_check if keeps_check else ""
    citation.source_checked_on, citation.source_check_seen = None, ""
    if not borrows:  # what is borrowed brings its circumstances with it
        citation.scope, citation.conditions, citation.method = move.to.scope, move.to.conditions, move.to.method
    citation.save()
    derivation = Derivation.objects.create(
        citation=citation,
        formula=move.to.formula,
        wanted_unit=move.to.unit or "",
        digits=move.to.digits,
        assumes=move.to.assumes,
    )
    for place, row in enumerate(inputs, start=1):
        row.derivation, row.position = derivation, place
    DerivationInput.objects.bulk_create(inputs)
    return derivation


def _old_key(place: Place) -> str:
    figure = FigureRecord(
        text=place.figure_text, unit="1", value=Decimal(0), scope=place.scope, conditions=place.conditions
    )
    return citation_key(
        citation_content(CitationRecord(source=place.source, locator=place.locator, figure=figure), place.claim)
    )


def _new_key(move: Move) -> str:
    return citation_key(citation_content(CitationRecord(derivation=move.to), move.place.claim))


def _exact(said: dict[str, Any]) -> dict[str, Any]:
    """Numbers as they are written in JSON, where a text keeps every digit."""
    inputs = [
        {name: Decimal(value) if name in ("value", "low", "high") else value for name, value in each.items()}
        for each in said["inputs"]
    ]
    return {**said, "inputs": inputs}
