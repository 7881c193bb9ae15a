"""How far a comparison has come, in the words of its page in the admin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comparisons.documents import ComparisonDocument
from comparisons.models import Comparison
from comparisons.publishing import examine
from editing.gaps import gaps_of
from editing.save_errors import Objection, gate_objections


@dataclass(frozen=True)
class State:
    """``objections`` stand in the way of publishing; ``gaps`` do not, but readers find them empty."""

    coverage: str
    objections: list[Objection]
    gaps: list[Objection]


def state_of(comparison: Comparison) -> State:
    """The comparison as it stands in the database; worked out once for each time that it was loaded."""
    known: State | None = comparison.__dict__.get("_state_in_words")
    if known is None:
        _, document, problems = examine([comparison])[0]
        known = State(
            coverage=f"{coverage_in_words(document.coverage.model_dump())}. {cells_in_words(document)}",
            objections=gate_objections(comparison, problems),
            gaps=gaps_of(comparison, document),
        )
        comparison.__dict__["_state_in_words"] = known
    return known


def coverage_in_words(coverage: Mapping[str, Any]) -> str:
    """The coverage of a document: “22 of 24 cells sourced, 3 by preprints only; 2 confirmed in the source, …”."""
    words = f"{coverage['sourced']} of {coverage['cells']} cells sourced"
    if coverage["preprint_only"]:
        words += f", {coverage['preprint_only']} by preprints only"
    if checks := coverage.get("source_checks"):  # an edition from before there were source checks has none
        words += (
            f"; {checks['in_source']} confirmed in the source, {checks['in_abstract']} in an abstract or index, "
            f"{checks['unchecked']} not yet held against it"
        )
    return words


def cells_in_words(document: ComparisonDocument) -> str:
    """All the cells of the table, told apart from those that coverage counts: “18 cells: 12 say something, …”."""
    cells = [cell for row in document.rows for cell in row.cells]
    empty = sum(not cell.claim for cell in cells)
    without = sum(bool(cell.claim and cell.missing) for cell in cells)
    return (
        f"Of all {len(cells)} cells {len(cells) - empty - without} say something, {without} say why there is no value, "
        f"and {empty} are empty."
    )
