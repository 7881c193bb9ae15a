"""Whether items can stand together in the database: each by itself, what it refers to, and no two in one place.

The same check judges the files alone and, before anything is written, the whole that the load would leave behind:
the files together with what editors added.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from citations.models import DerivationInput
from core.constraint_checks import uniquenesses, violations
from entities.quantities import QuantityError
from loading.canonical_figures import canonical_magnitudes
from loading.faults import Fault, Path, Severity, written
from loading.item_rules import RULES, is_unit
from loading.items import KINDS, SAID_OF_A_DERIVED_FIGURE, Item, ItemId, Items, Kind, describe
from loading.worked_out_figures import WorkedOutFigures, breaches_of_inputs
from loading.yaml_lines import ParsedFile

type Breach = tuple[Item, str, str]  # item, field, message


class Checker:
    """Judges items and says where in the files each breach stands."""

    def __init__(
        self,
        items: Items,
        files: Mapping[str, ParsedFile],
        mentioned: Collection[str] = (),
        stored: Mapping[ItemId, Mapping[str, Any]] | None = None,
    ) -> None:
        self._items = items
        self._files = files
        self._mentioned = mentioned
        self._worked_out = WorkedOutFigures(items, stored)

    def faults(self) -> list[Fault]:
        """Everything wrong with the items, in the files and among them."""
        return [self._fault(*breach) for breach in (*self._single(), *self.breaches_of_the_whole())]

    def faults_of_the_whole(self) -> list[Fault]:
        """What is wrong between items that are each right by themselves."""
        return [self._fault(*breach) for breach in self.breaches_of_the_whole()]

    def _single(self) -> Iterator[Breach]:
        for item in self._items.by_id.values():
            blamed = set()
            for breach in self._of_item(item):
                # One sentence for a field: what the constraints say after the rules would be the same again.
                if breach[1] not in blamed:
                    yield breach
                if breach[1]:
                    blamed.add(breach[1])

    def _of_item(self, item: Item) -> Iterator[Breach]:
        if item.kind in RULES:
            yield from ((item, field, message) for field, message in RULES[item.kind](item.content))
        if item.kind is Kind.CITATION:
            yield from breaches_of_inputs(item)
        if item.kind is not Kind.RELATION:
            yield from _of_columns(item)
            yield from self._of_constraints(item)

    def _of_constraints(self, item: Item) -> Iterator[Breach]:
        content = self._worked_out.row(item) if item.kind is Kind.CITATION else item.content
        for violation in violations(KINDS[item.kind].model, content):
            yield item, self._stated(item, violation.columns), violation.message
        for each in (
            item.content["derivation"]["inputs"] if item.kind is Kind.CITATION and content["derivation"] else ()
        ):
            row = {**each, "figure_text": each["text"], "particular": False, "figure": None}
            for violation in violations(DerivationInput, row):
                yield item, "derivation", f"input “{each['name']}”: {violation.message}"

    def _stated(self, item: Item, columns: Iterable[str]) -> str:
        """The first of the columns that the file states: where it can be mended."""
        file = self._files.get(item.file)
        if file is not None:
            for column in columns:
                if file.states(_path(item, column)):
                    return column
        return ""

    def breaches_of_the_whole(self) -> Iterator[Breach]:
        yield from self._repetitions()
        yield from self._references()
        yield from self._collisions()
        yield from self._circles()
        yield from self._figures()
        yield from self._comparisons()

    def _repetitions(self) -> Iterator[Breach]:
        for item in self._items.repeated:
            first = self._items.by_id[item.id]
            yield item, "", f"This {item.kind} is given twice, first {self._place(first)}."

    def _references(self) -> Iterator[Breach]:
        for item in self._items.by_id.values():
            for field, kind in KINDS[item.kind].references.items():
                if item.content[field]:
                    yield from self._reference(item, field, kind, item.content[field])
            if item.kind is Kind.EQUIVALENCE:
                for citation in item.content["citations"]:
                    yield from self._reference(item, "citations", Kind.SOURCE, citation["source"])
            if item.kind is Kind.QUESTION:
                for claim in item.content["claims"]:
                    yield from self._reference(item, "claims", Kind.CLAIM, claim)
            if item.kind is Kind.CITATION and item.content["derivation"]:
                for each in item.content["derivation"]["inputs"]:
                    for field, kind in (("source", Kind.SOURCE), ("claim", Kind.CLAIM)):
                        if each[field]:
                            yield from self._reference(item, "derivation", kind, each[field])

    def _reference(self, item: Item, field: str, kind: Kind, key: str) -> Iterator[Breach]:
        if (kind, key) not in self._items.by_id and key not in self._mentioned:
            yield item, field, f"there is no {kind} “{key}”"

    def _collisions(self) -> Iterator[Breach]:
        for kind, storage in KINDS.items():
            items = self._items.of(kind)
            for unique in uniquenesses(storage.model) if items else ():
                # Not what the files do not state, nor what makes two items one and the same.
                if not unique.columns <= items[0].content.keys():
                    continue
                taken: dict[Any, Item] = {}
                for item in items:
                    value = unique.of(item.content)
                    other = taken.setdefault(value, item) if value is not None else item
                    if other is not item:
                        # Told where it can be mended: the one in the files, if only one is.
                        here, there = (item, other) if item.file else (other, item)
                        message = f"{unique.message} It is the {describe(there)}, {self._place(there)}."
                        yield here, "", message

    def _circles(self) -> Iterator[Breach]:
        """Following part_of upwards never leads back to where it began."""
        wholes = {entity.key: entity.content["part_of"] for entity in self._items.of(Kind.ENTITY)}
        for key, whole in wholes.items():
            seen = {key}
            while whole and whole not in seen:
                seen.add(whole)
                whole = wholes.get(whole)
            if whole == key:
                yield self._items.by_id[Kind.ENTITY, key], "part_of", "an entity cannot be a part of its own part"

    def _figures(self) -> Iterator[Breach]:
        """A figure must follow from what it is said to follow from, and convert into the unit of its dimension."""
        yield from self._worked_out.breaches
        for item in self._items.of(Kind.CITATION):
            claim = self._items.by_id.get((Kind.CLAIM, item.content["claim"]))
            columns = self._worked_out.columns(item)
            if not columns or not columns["figure_text"] or claim is None or not claim.content["dimension"]:
                continue
            dimension = self._items.by_id.get((Kind.DIMENSION, claim.content["dimension"]))
            if dimension is None or not (is_unit(dimension.content["unit"]) and is_unit(columns["unit"])):
                continue
            try:
                canonical_magnitudes(columns, dimension.content)
            except QuantityError as error:
                yield item, "derivation" if item.content["derivation"] else "unit", str(error)

    def _comparisons(self) -> Iterator[Breach]:
        sides: dict[str, set[str]] = defaultdict(set)
        for side in self._items.of(Kind.SIDE):
            sides[side.content["comparison"]].add(side.content["entity"])
        for comparison in self._items.of(Kind.COMPARISON):
            if len(sides[comparison.key]) < 2:
                yield comparison, "sides", "a comparison has at least two different sides"
        for point in self._items.of(Kind.POINT):
            claim = self._items.by_id.get((Kind.CLAIM, point.content["claim"]))
            if claim is None:
                continue
            if claim.content["kind"] == "attribute":
                yield point, "", f"“{claim.key}” is an attribute: a point is a strength, a weakness or a finding"
            elif claim.content["kind"] != "finding" and claim.content["entity"] not in sides[point.parent]:
                yield point, "", f"“{claim.key}” is about {claim.content['entity']}, which is none of the sides"

    def _place(self, item: Item) -> str:
        if not item.file:
            return "in the database"
        file = self._files.get(item.file)
        return f"in {item.file}:{file.line(item.path)}" if file else f"in {item.file}"

    def _fault(self, item: Item, field: str, message: str) -> Fault:
        return placed(item, field, message, self._files)


def placed(
    item: Item, field: str, message: str, files: Mapping[str, ParsedFile], *, severity: Severity = "error"
) -> Fault:
    """A fault of an item, where the files state that field, or else the item."""
    path = _path(item, field)
    file = files.get(item.file)
    if file is not None:
        return file.fault(path, message, severity)
    return Fault(item.file or "database", 0, written(path) or f"{item.kind} {item.key}", message, severity)


def _path(item: Item, field: str) -> Path:
    if item.kind is Kind.CITATION and item.content["derivation"] and field in SAID_OF_A_DERIVED_FIGURE:
        return (*item.path, "derivation", field)
    return (*item.path, *(KINDS[item.kind].written_as.get(field, (field,) if field else ())))


def _of_columns(item: Item) -> Iterator[Breach]:
    """Lengths, ranges and forms, as the admin checks them: what the columns themselves refuse."""
    storage = KINDS[item.kind]
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in item.content.items()
        if name not in storage.references and name not in storage.parts
    }
    row = storage.model(**values)
    unsaid = {column.name for column in row._meta.concrete_fields} - values.keys()
    try:
        row.clean_fields(exclude=unsaid)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            yield from ((item, field, message) for message in messages)
