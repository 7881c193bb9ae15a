"""What must be true of an item by itself beyond the models' own constraints.

Each rule takes an item's content and yields (field, message) for what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from citations.models import Authorship
from comparisons.models import EquivalenceCitation
from core.constraint_checks import uniquenesses, violations
from entities.quantities import QuantityError, normalise_unit, unknown_marker
from loading.items import Kind

type Content = Mapping[str, Any]
type Breach = tuple[str, str]


def of_source(source: Content) -> Iterator[Breach]:
    for people in ("authors", "editors"):
        for name in source[people]:
            yield from ((people, violation.message) for violation in violations(Authorship, name))


def of_dimension(dimension: Content) -> Iterator[Breach]:
    yield from _units(dimension, "unit")


def of_relation(relation: Content) -> Iterator[Breach]:
    if relation["from_entity"] == relation["to_entity"]:
        yield "to_entity", "An entity is not related to itself."


def of_claim(claim: Content) -> Iterator[Breach]:
    if not claim["kind"]:
        yield "kind", "Say strength, weakness or finding, or give the dimension of an attribute."
    if unknown := unknown_marker(claim["text"]):
        yield "text", unknown


def of_citation(citation: Content) -> Iterator[Breach]:
    yield from _units(citation, "unit")


def of_equivalence(equivalence: Content) -> Iterator[Breach]:
    yield from _units(equivalence, "from_unit", "to_unit")
    rows = [{"equivalence": equivalence["slug"], **citation} for citation in equivalence["citations"]]
    for unique in uniquenesses(EquivalenceCitation):
        keys = [unique.of(row) for row in rows]
        if len(set(keys)) < len(keys):
            yield "citations", unique.message
    if equivalence["status"] == "published" and not rows:
        yield "citations", "A published equivalence cites at least one source."


def of_question(question: Content) -> Iterator[Breach]:
    if len(set(question["claims"])) < len(question["claims"]):
        yield "claims", "This claim answers the question already."
    if question["status"] == "published" and not question["claims"]:
        yield "claims", "A published question is answered by at least one claim."


RULES: Mapping[Kind, Callable[[Content], Iterator[Breach]]] = {
    Kind.SOURCE: of_source,
    Kind.DIMENSION: of_dimension,
    Kind.RELATION: of_relation,
    Kind.CLAIM: of_claim,
    Kind.CITATION: of_citation,
    Kind.EQUIVALENCE: of_equivalence,
    Kind.QUESTION: of_question,
}


def is_unit(text: str) -> bool:
    """Whether the quantities understand the unit; no unit at all is none."""
    return not any(_units({"unit": text}, "unit")) and bool(text)


def _units(content: Content, *fields: str) -> Iterator[Breach]:
    for field in fields:
        try:
            normalise_unit(content[field])
        except QuantityError as error:
            yield field, str(error)
