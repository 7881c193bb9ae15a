"""What must be true of an item by itself: the database's own constraints, said for the person who edits a file.

Each rule takes an item's content and yields (field, message) for what is wrong.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from citations.models import ARXIV_PATTERN
from editing.content.items import Kind
from entities.quantities import QuantityError, normalise_unit

type Content = Mapping[str, Any]
type Breach = tuple[str, str]

_DOI = re.compile(r"10\.[0-9]{4,9}/[^\sA-Z]+")
_LARGEST = Decimal("1e100")


def of_source(source: Content) -> Iterator[Breach]:
    if source["doi"] and not _DOI.fullmatch(source["doi"]):
        yield "doi", f"“{source['doi']}” must look like 10.1002/cne.21974: no resolver, no capitals, no spaces"
    if source["arxiv"] and not re.fullmatch(ARXIV_PATTERN, source["arxiv"]):
        yield "arxiv", f"“{source['arxiv']}” must look like 2203.15556 or cs/0703041"
    if source["pmid"] and not re.fullmatch("[1-9][0-9]*", source["pmid"]):
        yield "pmid", f"“{source['pmid']}” must be a whole number"
    yield from _year(source)
    if (source["publication_status"] == "unchecked") != (source["status_checked_on"] is None):
        yield "status_checked_on", "a checked status needs the day of the check; an unchecked one has none"
    for author in source["authors"]:
        is_person = bool(author["family"]) and not author["organisation"]
        is_organisation = bool(author["organisation"]) and not (author["family"] or author["given"])
        if not (is_person or is_organisation):
            yield "authors", "an author is a person with a family name, or an organisation, not both"


def of_dimension(dimension: Content) -> Iterator[Breach]:
    is_quantity = dimension["value_kind"] == "quantity"
    if is_quantity != bool(dimension["unit"]):
        yield "unit", "a quantity needs a unit (1 for a pure number); a text has none"
    yield from _unit(dimension, "unit")
    if dimension["scale"] == "log" and not is_quantity:
        yield "scale", "only a quantity can have a logarithmic scale"
    if dimension["unlike_units"] and not is_quantity:
        yield "unlike_units", "only a quantity has units that can be unlike"
    if dimension["review_interval_months"] is not None and dimension["review_interval_months"] < 1:
        yield "review_interval_months", "is at least one month"


def of_entity(entity: Content) -> Iterator[Breach]:
    if entity["wikidata"] and not re.fullmatch("Q[1-9][0-9]*", entity["wikidata"]):
        yield "wikidata", f"“{entity['wikidata']}” must be a Q and a number, such as Q1073"


def of_relation(relation: Content) -> Iterator[Breach]:
    if relation["from_entity"] == relation["to_entity"]:
        yield "to_entity", "an entity is not related to itself"


def of_claim(claim: Content) -> Iterator[Breach]:
    if not claim["kind"]:
        yield "kind", "say strength, weakness or finding, or give the dimension of an attribute"
        return
    is_attribute = claim["kind"] == "attribute"
    if is_attribute != bool(claim["dimension"]):
        yield "dimension", "an attribute stands on a dimension; a strength, weakness or finding on none"
    if claim["text"] and claim["missing"]:
        yield "missing", "a claim with a text is not missing: remove one of the two"
    if not claim["text"] and not (is_attribute and claim["missing"]):
        yield "text", "write the text, or for an attribute say under “missing” why there is none"


def of_citation(citation: Content) -> Iterator[Breach]:
    if not citation["figure_text"]:
        return
    yield from _unit(citation, "unit")
    numbers = [citation[name] for name in ("low", "value", "high")]
    given = [number for number in numbers if number is not None]
    if not given:
        yield "value", "a figure needs a value or a bound"
    if given != sorted(given):
        yield "value", "low, value and high must stand in this order"
    if any(abs(number) >= _LARGEST for number in given):
        yield "value", "no figure is that large"
    yield from _bounds(citation)
    if citation["rank"] != "normal" and not citation["rank_reason"]:
        yield "rank_reason", f"say why the figure is {citation['rank']}"
    if citation["rank"] == "preferred" and citation["second_hand"]:
        yield "rank", "a figure seen only second-hand cannot be the preferred one"
    if citation["sample_size"] is not None and citation["sample_size"] < 1:
        yield "sample_size", "a sample has at least one member"
    yield from _year(citation)


def of_equivalence(equivalence: Content) -> Iterator[Breach]:
    factor, low, high = (equivalence[name] for name in ("factor", "low", "high"))
    if equivalence["from_unit"] == equivalence["to_unit"]:
        yield "to_unit", "an equivalence joins two different units"
    yield from _unit(equivalence, "from_unit")
    yield from _unit(equivalence, "to_unit")
    if factor <= 0 or (low is not None and not 0 < low <= factor) or (high is not None and high < factor):
        yield "factor", "the factor is positive and lies between its bounds"
    yield from _bounds(equivalence)
    places = [(citation["source"], citation["locator"]) for citation in equivalence["citations"]]
    if len(set(places)) < len(places):
        yield "citations", "a source is cited twice for the same place"


def of_row(row: Content) -> Iterator[Breach]:
    if row["comparability"] not in ("", "equivalent") and not row["comparability_reason"]:
        yield "comparability_reason", "say why the cells are not equivalent"


RULES: Mapping[Kind, Callable[[Content], Iterator[Breach]]] = {
    Kind.SOURCE: of_source,
    Kind.DIMENSION: of_dimension,
    Kind.ENTITY: of_entity,
    Kind.RELATION: of_relation,
    Kind.CLAIM: of_claim,
    Kind.CITATION: of_citation,
    Kind.EQUIVALENCE: of_equivalence,
    Kind.ROW: of_row,
}


def _year(content: Content) -> Iterator[Breach]:
    if content["year"] is not None and not 1400 <= content["year"] <= 2200:
        yield "year", "lies between 1400 and 2200"


def _unit(content: Content, field: str) -> Iterator[Breach]:
    if not content[field]:
        return
    try:
        normalise_unit(content[field])
    except QuantityError as error:
        yield field, str(error)


def _bounds(content: Content) -> Iterator[Breach]:
    has_bounds = content["low"] is not None or content["high"] is not None
    if has_bounds and not content["bound_kind"]:
        yield "bound_kind", "say what low and high are (not-stated is an answer)"
    if content["bound_kind"] and not has_bounds:
        yield "bound_kind", "there is no low or high for it"
