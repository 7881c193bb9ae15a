"""Records, nested as in a file, to items, one for each row."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from entities.models import ClaimKind
from loading.faults import Path
from loading.items import SAID_OF_A_DERIVED_FIGURE, Item, Items, Kind, citation_key
from loading.schema import (
    CitationRecord,
    ClaimRecord,
    ComparisonRecord,
    Content,
    DerivationRecord,
    EntityRecord,
    FigureRecord,
    Record,
)
from loading.yaml_folder import BIBLIOGRAPHY, CATEGORIES, COMPARISONS, DIMENSIONS, ENTITIES, EQUIVALENCES, QUESTIONS

# What the columns of a figure hold where a citation gives none.
_NO_FIGURE = FigureRecord(text="-", unit="-").model_dump() | {"text": "", "unit": ""}


def flatten(content: Content, *, stored: bool = False) -> Items:
    """Everything in the content as items, in the order of the files; what occurs twice is kept once and noted.

    ``stored`` content was read from the database: its items stand in no file.
    """
    items = Items()
    for item in _items(content):
        items.add(replace(item, file="", path=()) if stored else item)
    return items


def _items(content: Content) -> Iterator[Item]:
    for place, group in enumerate(content.groups):
        yield Item(Kind.GROUP, group.slug, _fields(group), DIMENSIONS, ("groups", place))
    for place, category in enumerate(content.categories):
        yield Item(Kind.CATEGORY, category.slug, _fields(category), CATEGORIES, (place,))
    for place, boundary in enumerate(content.boundaries):
        yield Item(Kind.BOUNDARY, boundary.slug, _fields(boundary), DIMENSIONS, ("boundaries", place))
    for place, source in enumerate(content.sources):
        fields = _fields(source) | {"number_kind": source.number_kind or ""}
        yield Item(Kind.SOURCE, source.key, fields, BIBLIOGRAPHY, (place,))
    for place, dimension in enumerate(content.dimensions):
        fields = _fields(dimension) | {"unit": dimension.unit or ""}
        yield Item(Kind.DIMENSION, dimension.slug, fields, DIMENSIONS, ("dimensions", place))
    for place, equivalence in enumerate(content.equivalences):
        fields = _fields(equivalence) | {"bound_kind": equivalence.bound_kind or ""}
        yield Item(Kind.EQUIVALENCE, equivalence.slug, fields, EQUIVALENCES, (place,))
    for entity in content.entities:
        yield from _of_entity(entity, f"{ENTITIES}/{entity.slug}.yaml")
    yield from _relations(content)
    for comparison in content.comparisons:
        yield from _of_comparison(comparison, f"{COMPARISONS}/{comparison.slug}.yaml")
    for place, question in enumerate(content.questions):
        fields = _fields(question, "question") | {"text": question.question}
        yield Item(Kind.QUESTION, question.slug, fields, QUESTIONS, (place,))


def _fields(record: Record, *without: str) -> dict[str, Any]:
    return record.model_dump(exclude=set(without))


def _of_entity(entity: EntityRecord, file: str) -> Iterator[Item]:
    yield Item(Kind.ENTITY, entity.slug, _fields(entity, "related", "claims"), file)
    for place, claim in enumerate(entity.claims):
        yield Item(Kind.CLAIM, claim.id, _claim(claim, entity), file, ("claims", place))
        for number, citation in enumerate(claim.citations):
            fields = citation_content(citation, claim.id)
            path: Path = ("claims", place, "citations", number)
            yield Item(Kind.CITATION, citation_key(fields), fields, file, path)


def _relations(content: Content) -> Iterator[Item]:
    """A relation holds both ways, whichever of the two files states it."""
    seen = set()
    for entity in content.entities:
        for place, other in enumerate(entity.related):
            first, second = sorted((entity.slug, other))
            if (first, second) not in seen:
                seen.add((first, second))
                fields = {"from_entity": first, "to_entity": second}
                file = f"{ENTITIES}/{entity.slug}.yaml"
                yield Item(Kind.RELATION, f"{first} {second}", fields, file, ("related", place))


def _claim(claim: ClaimRecord, entity: EntityRecord) -> dict[str, Any]:
    fields = _fields(claim, "id", "citations")
    return {
        "public_id": claim.id,
        "entity": entity.slug,
        **fields,
        # "" is refused by the rules: a claim off every dimension must say what it is.
        "kind": claim.kind or (ClaimKind.ATTRIBUTE.value if claim.dimension else ""),
        "missing": claim.missing or "",
        "drafting": claim.drafting or entity.drafting,
    }


def citation_content(citation: CitationRecord, claim: str) -> dict[str, Any]:
    """The content of the item of a citation of this claim."""
    figure = _fields(citation.figure) if citation.figure else dict(_NO_FIGURE)
    figure["figure_text"] = figure.pop("text")
    figure["bound_kind"] = figure["bound_kind"] or ""
    figure["figure_kind"] = figure["figure_kind"] or ""
    checked = {"source_check": citation.source_check or ""}
    fields = {"claim": claim, **_fields(citation, "figure", "derivation"), **checked, **figure, "derivation": None}
    if citation.derivation is None:
        return fields
    # The figure is worked out; what an editor says of it stands with the formula.
    said = {name: getattr(citation.derivation, name) for name in SAID_OF_A_DERIVED_FIGURE}
    said["figure_kind"] = said["figure_kind"] or ""
    return {**fields, **said, "derivation": _derivation(citation.derivation)}


def _derivation(derivation: DerivationRecord) -> dict[str, Any]:
    inputs = [
        {**_fields(each), "unit": each.unit or "", "bound_kind": each.bound_kind or ""} for each in derivation.inputs
    ]
    return {
        "formula": derivation.formula,
        "wanted_unit": derivation.unit or "",
        "digits": derivation.digits,
        "assumes": derivation.assumes,
        "inputs": inputs,
    }


def _of_comparison(comparison: ComparisonRecord, file: str) -> Iterator[Item]:
    slug = comparison.slug
    yield Item(Kind.COMPARISON, slug, _fields(comparison, "sides", "rows", "points"), file)
    for place, side in enumerate(comparison.sides):
        fields = {"comparison": slug, **_fields(side)}
        yield Item(Kind.SIDE, f"{slug} {side.entity}", fields, file, ("sides", place))
    for place, row in enumerate(comparison.rows):
        fields = {"comparison": slug, **_fields(row, "reason"), "comparability_reason": row.reason}
        fields["comparability"] = row.comparability or ""
        yield Item(Kind.ROW, f"{slug} {row.dimension}", fields, file, ("rows", place))
    for place, claim in enumerate(comparison.points):
        yield Item(Kind.POINT, f"{slug} {claim}", {"comparison": slug, "claim": claim}, file, ("points", place))
