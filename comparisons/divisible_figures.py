"""The figures of a cell that a ratio may rest on, each with what it leaves open and with the words that name it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from comparisons.documents import CitationPart, FigurePart, StatementPart, figure_of
from entities.quantities import (
    RatioInput,
    Span,
    SpanKind,
    UnitCompatibility,
    compare_units,
    digits_shown,
    quantity_kind,
    span_of,
)


@dataclass(frozen=True)
class Divisible:
    """A figure of a cell that may be divided. ``place`` counts the cell's citations from 0."""

    cell: StatementPart
    place: int
    figure: FigurePart

    @property
    def is_headline(self) -> bool:
        return self.figure is self.cell.headline

    @property
    def borrowed_from(self) -> str:
        """The particular thing whose figure the claim takes as its own; empty for a figure of its own."""
        derivation = self.cell.citations[self.place].derivation
        return derivation.inputs[0].entity if derivation and derivation.borrows else ""

    @cached_property
    def as_input(self) -> RatioInput:
        return RatioInput(figure_of(self.figure), self._span())

    @cached_property
    def digits(self) -> int | None:
        """The digits in which the claim tells the figure; None where it does not tell it."""
        return digits_shown(figure_of(self.figure), self.cell.text)

    @property
    def left_out(self) -> int:
        """How many other figures of the claim could say something of the spread, but are of another kind."""
        if self.as_input.span_kind is not None:
            return 0
        return sum(
            citation.stance == "supports" and _is_live(figure) and _is_alike(figure, self.figure)
            for citation, figure in _others(self)
        )

    def _span(self) -> Span | None:
        """Where the rivals lie that an editor has named, or else what other methods give for the same thing."""
        group = self.figure.rival_group
        rivals = [
            figure
            for _, figure in _others(self)
            if group and figure.rival_group == group and _is_live(figure) and _is_alike(figure, self.figure)
        ]
        if rivals:
            return self._span_with(rivals, SpanKind.RIVALS)
        same = [
            figure
            for citation, figure in _others(self)
            if _is_carrying(citation, figure)
            and _is_alike(figure, self.figure)
            and _same_scope(figure, self.figure)
            and figure.boundary == self.figure.boundary
            and figure.method != self.figure.method
        ]
        return self._span_with(same, SpanKind.METHODS) if same else None

    def _span_with(self, others: Sequence[FigurePart], kind: SpanKind) -> Span:
        return span_of((figure_of(figure) for figure in (self.figure, *others)), self.figure.unit, kind)


def divisible_figures(cell: StatementPart) -> list[Divisible]:
    """The figures that a ratio may rest on, the headline first: those that could carry the claim.

    None of a cell without a value, whatever is told beside it, nor of one whose evidence was retracted or is gone.
    """
    if cell.missing or {"retracted", "unfounded"} & set(cell.markers):
        return []
    found = [
        Divisible(cell, place, citation.figure)
        for place, citation in enumerate(cell.citations)
        if citation.figure is not None and _is_carrying(citation, citation.figure)
    ]
    return sorted(found, key=lambda item: not item.is_headline)


def what_is_divided(item: Divisible, *, with_kind: bool) -> str:
    """What of its entity the figure tells, and what kind of quantity of which boundary it is: “synapses, neocortex;
    estimate, region”. ``with_kind`` names what is counted or measured. What the scope says is not said twice."""
    figure = item.figure
    counted = quantity_kind(figure.unit).removeprefix("count of ") if with_kind else ""
    thing = " of ".join(filter(None, (counted, item.borrowed_from)))
    about = (figure.figure_kind, figure.boundary_name, figure.workload)
    parts = [(thing, figure.scope), [words for words in about if words.casefold() not in figure.scope.casefold()]]
    return "; ".join(", ".join(filter(None, words)) for words in parts if any(words))


def _others(item: Divisible) -> Sequence[tuple[CitationPart, FigurePart]]:
    return [
        (citation, citation.figure)
        for place, citation in enumerate(item.cell.citations)
        if citation.figure is not None and place != item.place
    ]


def _is_carrying(citation: CitationPart, figure: FigurePart) -> bool:
    return citation.stance == "supports" and not citation.is_unseen and _is_live(figure)


def _is_live(figure: FigurePart) -> bool:
    return figure.rank != "deprecated"


def _is_alike(one: FigurePart, other: FigurePart) -> bool:
    return compare_units(one.unit, other.unit) is UnitCompatibility.SAME_COUNTED


def _same_scope(one: FigurePart, other: FigurePart) -> bool:
    """Whether both are of one thing: “whole brain of 1,509 g” is one whole brain, as is “whole brain”."""
    first, second = (_thing(figure.scope) for figure in (one, other))
    return bool(first) and first == second


def _thing(scope: str) -> str:
    """What a scope names, without how large it was: “whole brain” of “whole brain of 1,509 g”. Whatever else stands
    in a scope makes it another one."""
    before, of, after = scope.casefold().partition(" of ")
    return (before if of and after[:1].isdigit() and "," not in after.replace(",", "", 1) else scope.casefold()).strip()
