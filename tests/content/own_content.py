"""Reading the site's own content files, for tests that reckon with what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from loading.items import Kind, citation_key
from loading.records_to_items import citation_content, flatten
from loading.schema import CitationRecord, ClaimRecord, Content, FigureRecord
from loading.worked_out_figures import WorkedOutFigures
from loading.yaml_folder import read_folder

CONTENT = Path(__file__).resolve().parents[2] / "content"

_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:e[-+]?[0-9]+| × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
# Prose of our own. Titles, addresses and what a source printed are others' words.
_NOT_OURS = {
    "source_check_seen",
    "title",
    "url",
    "authors",
    "container",
    "publisher",
    "pages",
    "locator",
    "slug",
    "key",
    "id",
    "source",
}


@dataclass(frozen=True)
class Printed:
    """One figure of the content, with the citation and the claim that it stands in."""

    claim: ClaimRecord
    citation: CitationRecord
    figure: FigureRecord

    def numbers(self, pattern: str) -> list[Decimal]:
        """The numbers where `#` stands in the pattern, which must be found in the figure's own words."""
        figure = self.figure
        words = (figure.text, figure.scope, figure.conditions, figure.method, self.citation.note)
        for text in words:
            if found := numbers_in(text, pattern):
                return found[0]
        raise AssertionError(f"{self.claim.id}: “{pattern}” stands in none of {words}")

    def number(self, pattern: str) -> Decimal:
        """As ``numbers``, for a pattern with one `#`."""
        (only,) = self.numbers(pattern)
        return only

    def amount(self) -> Decimal:
        """The figure's value in its own unit."""
        assert self.figure.value is not None, self.claim.id
        return self.figure.value


def numbers_in(text: str, pattern: str) -> list[list[Decimal]]:
    """For every place where the pattern stands in the text, the numbers where its `#` are."""
    expression = compiled(pattern)
    return [[read_number(group) for group in match.groups()] for match in expression.finditer(text)]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression: `#` is a number, everything else stands for itself."""
    whole = re.escape(pattern).replace(r"\#", f"({_NUMBER})")
    return re.compile(rf"(?<![0-9.,]){whole}(?![0-9]|[.,][0-9])")


def read_number(text: str) -> Decimal:
    """1,287 and 3.6e15 and 3.14 × 10²³, as Decimals with the digits given."""
    plain = text.replace(",", "").replace(" × 10", "e").translate(_SUPERSCRIPTS)
    return Decimal(plain)


@cache
def content() -> Content:
    """The content files as records; any fault fails the test that asked."""
    read = read_folder(CONTENT)
    assert read.faults == []
    return read.content


@cache
def figures() -> tuple[Printed, ...]:
    """Every figure of every claim, those that follow from others as they are worked out."""
    items = flatten(content())
    worked_out = WorkedOutFigures(items)
    found = []
    for entity in content().entities:
        for claim in entity.claims:
            for citation in claim.citations:
                figure = citation.figure
                if citation.derivation is not None:
                    key = citation_key(citation_content(citation, claim.id))
                    row = worked_out.row(items.by_id[Kind.CITATION, key])
                    said = {name: row[name] for name in FigureRecord.model_fields if name != "text"}
                    said |= {name: row[name] or None for name in ("bound_kind", "figure_kind")}
                    said["text"] = row["figure_text"]
                    figure = FigureRecord.model_validate(said)
                if figure is not None:
                    found.append(Printed(claim, citation, figure))
    return tuple(found)


def figure(claim: str, text: str) -> Printed:
    """The figure of this claim that its source prints so."""
    found = [printed for printed in figures() if printed.claim.id == claim and printed.figure.text == text]
    assert found, f"{claim} has no figure “{text}”"
    return found[0]


@cache
def prose() -> tuple[tuple[str, str], ...]:
    """Everything that the content says in words of its own, each with the place where it stands."""
    everything = content()
    records: list[tuple[str, BaseModel]] = []
    for entity in everything.entities:
        records += [(claim.id, claim) for claim in entity.claims]
        records.append((entity.slug, entity.model_copy(update={"claims": ()})))
    records += [(comparison.slug, comparison) for comparison in everything.comparisons]
    records += [(equivalence.slug, equivalence) for equivalence in everything.equivalences]
    records += [(dimension.slug, dimension) for dimension in everything.dimensions]
    return tuple((place, text) for place, record in records for text in _texts(record.model_dump()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_OURS:
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
