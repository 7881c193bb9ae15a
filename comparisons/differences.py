"""What one document says differently from an earlier one: row by row, cell by cell, figure by figure.

A pure function of the two. Both are of the present schema (`read_document` sees to that), and each part is compared
field by field, so that nothing that the schema has, or will have, can change unnoticed. What follows from other
changes and is told by them (the numbers of references, coverage) is left out. Words for it: `difference_in_words.py`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from comparisons.changes import (
    AssumptionChange,
    CitationChange,
    Cited,
    Difference,
    FieldChange,
    RatioChange,
    RowChange,
    SideChange,
    StatementChange,
    WorkChange,
    either,
)
from comparisons.documents import (
    CitationPart,
    ComparisonDocument,
    DerivationPart,
    EquivalencePart,
    RatioPart,
    RowPart,
    SidePart,
    StatementPart,
)
from core.content_keys import KeptContent


def difference(before: ComparisonDocument, after: ComparisonDocument) -> Difference:
    """What changed from one document to a later one of the same comparison."""
    return _Comparer(before, after).difference()


# Fields that are compared part by part, or that follow from what is.
_OF_DOCUMENT = {"schema_version", "sides", "rows", "points", "findings", "equivalences", "references", "coverage"}
_OF_ROW = {"dimension", "cells", "ratios", "assumed_ratios"}
_OF_STATEMENT = {"entity", "citations"}


class _Point(NamedTuple):
    """A point or a finding with its place: “strength”, “weakness” or “finding”, and the side it is one of."""

    kind: str
    entity: str
    statement: StatementPart


class _Comparer:
    def __init__(self, before: ComparisonDocument, after: ComparisonDocument) -> None:
        self._before, self._after = before, after
        self._works_before = [part.work for part in before.references]
        self._works_after = [part.work for part in after.references]
        self._works = _pairs(self._works_before, self._works_after, lambda work: work.key, lambda work: work.title)
        self._sides = _pairs(before.sides, after.sides, lambda side: side.entity.slug, lambda side: side.entity.name)
        # Cells of one side and references of one number are then about the same thing.
        self._is_numbered_alike = [part.entity.slug for part in before.sides] == [
            part.entity.slug for part in after.sides
        ] and [work.key for work in self._works_before] == [work.key for work in self._works_after]
        # What a work and an entity are called now, if they are still there.
        self._keys = {was.key: now.key for was, now in self._works if was and now}
        self._slugs = {was.entity.slug: now.entity.slug for was, now in self._sides if was and now}
        self._labels = {side.entity.slug: side.label for side in (*before.sides, *after.sides)}

    def difference(self) -> Difference:
        before, after = self._before, self._after
        rows = _pairs(before.rows, after.rows, lambda row: row.dimension.slug, lambda row: row.dimension.name)
        points_before = _points(before)
        points = _pairs(points_before, _points(after), lambda point: point.statement.claim)
        equivalences = _pairs(before.equivalences, after.equivalences, lambda item: item.slug, lambda item: item.name)
        reordered = {
            "sides": _is_reordered(self._sides, before.sides),
            "rows": _is_reordered(rows, before.rows),
            "points": _is_reordered(points, points_before),
            "assumptions": _is_reordered(equivalences, before.equivalences),
        }
        return Difference(
            fields=_changed(before, after, _OF_DOCUMENT),
            sides=_found(self._side(was, now) for was, now in self._sides),
            rows=_found(self._row(was, now) for was, now in rows),
            points=_found(self._point(was, now) for was, now in points),
            assumptions=_found(self._assumption(was, now) for was, now in equivalences),
            works=_found(
                WorkChange(was, now, fields)
                for was, now in self._works
                if was and now and (fields := _changed(was, now))
            ),
            reordered=tuple(name for name, is_so in reordered.items() if is_so),
        )

    def _side(self, before: SidePart | None, after: SidePart | None) -> SideChange | None:
        if before is None or after is None:
            return SideChange(before, after)
        fields = (*_changed(before, after, {"entity"}), *_changed(before.entity, after.entity))
        return SideChange(before, after, fields) if fields else None

    # --- Rows ----------------------------------------------------------------------------------

    def _row(self, before: RowPart | None, after: RowPart | None) -> RowChange | None:
        if before is None or after is None:
            return RowChange(before, after)
        if self._is_numbered_alike and _is_same(before, after):
            return None
        fields = (*_changed(before.dimension, after.dimension), *_changed(before, after, _OF_ROW))
        cells = _found(self._cell(before, after, was, now) for was, now in self._sides if was and now)
        ratios = tuple(self._ratios(before, after))
        return RowChange(before, after, fields, cells, ratios) if fields or cells or ratios else None

    def _cell(self, before: RowPart, after: RowPart, side_before: SidePart, side: SidePart) -> StatementChange | None:
        was = before.cells[self._before.sides.index(side_before)]
        now = after.cells[self._after.sides.index(side)]
        return self._statement(f"{after.dimension.name} of {side.label}", was, now)

    def _ratios(self, before: RowPart, after: RowPart) -> Iterator[RatioChange]:
        def sides_of(ratio: RatioPart) -> Hashable:
            # The ratio of two figures is turned round when the smaller one becomes the larger one.
            pair = (self._slugs.get(ratio.over, ratio.over), self._slugs.get(ratio.under, ratio.under))
            return frozenset(pair), ratio.equivalence

        for was, now in _pairs(
            [*before.ratios, *before.assumed_ratios], [*after.ratios, *after.assumed_ratios], sides_of
        ):
            shown = now or was
            if shown and {shown.over, shown.under} <= {*self._slugs, *self._slugs.values()} and was != now:
                yield RatioChange(self._labels[shown.over], self._labels[shown.under], was, now)

    # --- Statements ----------------------------------------------------------------------------

    def _point(self, before: _Point | None, after: _Point | None) -> StatementChange | None:
        shown = either(before, after)
        place = f"{shown.kind.capitalize()} of {self._labels[shown.entity]}" if shown.entity else "Finding"
        kind: tuple[FieldChange, ...] = ()
        if before and after and (before.kind, self._slugs.get(before.entity, "")) != (after.kind, after.entity):
            kind = (FieldChange("kind", before.kind, after.kind),)
        return self._statement(place, before.statement if before else None, after.statement if after else None, kind)

    def _statement(
        self,
        place: str,
        before: StatementPart | None,
        after: StatementPart | None,
        more: tuple[FieldChange, ...] = (),
    ) -> StatementChange | None:
        if before is None or after is None:
            return StatementChange(place, before, after)
        if not more and self._is_numbered_alike and _is_same(before, after):
            return None
        fields = (*more, *_changed(before, after, _OF_STATEMENT))
        citations, is_reordered = self._citations(before.citations, after.citations)
        if is_reordered:
            fields += (FieldChange("order", None, None),)
        return StatementChange(place, before, after, fields, citations) if fields or citations else None

    def _citations(
        self, before: Sequence[CitationPart], after: Sequence[CitationPart]
    ) -> tuple[tuple[CitationChange, ...], bool]:
        """What changed about them, and whether nothing did but their order."""
        was = [Cited(citation, self._works_before[citation.reference - 1]) for citation in before]
        now = [Cited(citation, self._works_after[citation.reference - 1]) for citation in after]

        def work(cited: Cited) -> str:
            return self._keys.get(cited.work.key, cited.work.key)

        pairs = _pairs(
            was,
            now,
            lambda cited: (work(cited), _unnumbered(cited.citation)),
            lambda cited: cited.citation.derivation and _way(cited.citation.derivation),
            lambda cited: (work(cited), cited.citation.locator, cited.citation.figure and cited.citation.figure.text),
            work,
        )
        changes = _found(self._citation(*pair) for pair in pairs)
        return changes, not changes and _is_reordered(pairs, was)

    def _citation(self, before: Cited | None, after: Cited | None) -> CitationChange | None:
        if before is None or after is None:
            return CitationChange(before, after)
        was, now = before.citation.figure, after.citation.figure
        inside = _changed(was, now) if was and now else ()
        fields = _changed(before.citation, after.citation, {"reference", "figure", "derivation"})
        fields += _of_derivation(before.citation.derivation, after.citation.derivation)
        if (was is None) != (now is None):
            fields += (FieldChange("figure", was, now),)
        return CitationChange(before, after, fields, inside) if fields or inside else None

    def _assumption(self, before: EquivalencePart | None, after: EquivalencePart | None) -> AssumptionChange | None:
        if before is None or after is None:
            return AssumptionChange(before, after)
        fields = _changed(before, after, {"citations"})
        citations, is_reordered = self._citations(before.citations, after.citations)
        if is_reordered:
            fields += (FieldChange("order", None, None),)
        return AssumptionChange(before, after, fields, citations) if fields or citations else None


def _unnumbered(citation: CitationPart) -> CitationPart:
    """The citation without the numbers of references, which follow from other changes."""
    derivation = citation.derivation
    if derivation is not None:
        inputs = tuple(each.model_copy(update={"reference": 0}) for each in derivation.inputs)
        derivation = derivation.model_copy(update={"inputs": inputs, "references": ()})
    return citation.model_copy(update={"reference": 0, "derivation": derivation})


def _way(derivation: DerivationPart) -> Hashable:
    """What makes two derivations the same one with other numbers."""
    return derivation.formula, tuple((each.name, each.claim) for each in derivation.inputs)


def _of_derivation(before: DerivationPart | None, after: DerivationPart | None) -> tuple[FieldChange, ...]:
    """What changed about how a figure follows from others: an “input” for each of which the figure did."""
    if before is None or after is None:
        return (FieldChange("derivation", before, after),) if before is not after else ()
    fields = _changed(before, after, {"inputs", "references", "sentence"})
    were = {each.name: each for each in before.inputs}
    for each in after.inputs:
        was = were.pop(each.name, None)
        if was is None or _changed(was, each, {"reference"}):
            fields += (FieldChange("input", was, each),)
    return fields + tuple(FieldChange("input", was, None) for was in were.values())


def _points(document: ComparisonDocument) -> list[_Point]:
    """Strengths, weaknesses and findings, in the order of the page."""
    return [
        *(_Point("strength", side.entity, point) for side in document.points for point in side.strengths),
        *(_Point("weakness", side.entity, point) for side in document.points for point in side.weaknesses),
        *(_Point("finding", "", point) for point in document.findings),
    ]


def _changed(
    before: KeptContent, after: KeptContent, leaving_out: frozenset[str] | set[str] = frozenset()
) -> tuple[FieldChange, ...]:
    """The fields of two parts that differ. As written: 20 and 20.0 are the same number, but not the same figure."""
    if _is_same(before, after):
        return ()
    return tuple(
        FieldChange(name, was, now)
        for name in type(after).model_fields
        if name not in leaving_out
        and ((was := getattr(before, name)) != (now := getattr(after, name)) or str(was) != str(now))
    )


def _is_same(before: KeptContent, after: KeptContent) -> bool:
    """Whether two parts are written alike to the last digit: most parts are, most often, and this tells it quickly."""
    return before is after or before.content_key == after.content_key


def _pairs[T](
    before: Sequence[T], after: Sequence[T], *keys: Callable[[T], Hashable]
) -> list[tuple[T | None, T | None]]:
    """What is the same thing in both lists, in the order of the later one; then what is only in the earlier one.

    Things are the same that have the same first key; among the rest, the same second one; and so on.
    """
    partner: dict[int, int] = {}
    free = list(range(len(before)))
    for key in keys:
        places: dict[Hashable, list[int]] = {}
        for place in free:
            places.setdefault(key(before[place]), []).append(place)
        places.pop(None, None)  # nothing to know it by
        for place, thing in enumerate(after):
            if place not in partner and places.get(key(thing)):
                partner[place] = places[key(thing)].pop(0)
        free = [place for place in free if place not in partner.values()]
    return [
        *((before[partner[place]] if place in partner else None, thing) for place, thing in enumerate(after)),
        *((before[place], None) for place in free),
    ]


def _is_reordered[T](pairs: Sequence[tuple[T | None, T | None]], before: Sequence[T]) -> bool:
    """Whether what is in both lists stands in another order than before."""
    stayed = [was for was, now in pairs if was is not None and now is not None]
    ids = [id(was) for was in stayed]
    return ids != [id(was) for was in before if id(was) in set(ids)]


def _found[T](changes: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(change for change in changes if change is not None)
