"""How well a cell is founded: its markers, and the coverage of a table."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from citations.evidence import is_evidence
from citations.foundations import foundation_of
from citations.models import UNSEEN, Citation, PublicationStatus, Rank, SourceCheck, Stance, Tier
from comparisons.documents import Marker, RowPart, SourceChecksPart, StatementPart
from entities.models import Claim, Missing

# A cell with one of these is not counted as sourced.
_UNFOUNDED: frozenset[Marker] = frozenset({"unsourced", "second-hand"})
# What no editor enters: it follows from the source checks.
REPORTED = "reported"
_NOBODY_KNOWS = frozenset({Missing.UNKNOWN.value, Missing.NOT_MEASURED.value})
_BEST_FIRST = (SourceCheck.IN_SOURCE, SourceCheck.IN_ABSTRACT, "", SourceCheck.QUOTED, SourceCheck.NOT_SEEN)


def markers_of(
    claim: Claim, citations: Sequence[Citation], *, quantitative: bool, rests_on_disputed: bool = False
) -> tuple[Marker, ...]:
    """What a reader must be warned of, worst first. ``quantitative``: the claim stands on a quantity;
    ``rests_on_disputed``: a figure of it follows from a claim that a source speaks against.

    A claim that says why there is no value asserts nothing that could be unfounded; what is cited there explains it.
    """
    supporting = [citation for citation in citations if citation.stance == Stance.SUPPORTS]
    foundations = [foundation_of(citation) for citation in supporting]
    statuses = {source.publication_status for foundation in foundations for source in foundation.sources}
    markers: list[Marker] = []
    if PublicationStatus.RETRACTED in statuses:
        markers.append("retracted")
    if PublicationStatus.CONCERN in statuses:
        markers.append("concern")
    if not all(foundation.is_founded for foundation in foundations):
        markers.append("unfounded")
    if not claim.missing:
        markers += _weakness(supporting, quantitative=quantitative)
    if rests_on_disputed or any(_disputes(citation) for citation in citations):
        markers.append("disputed")
    return tuple(markers)


def _weakness(supporting: Sequence[Citation], *, quantitative: bool) -> list[Marker]:
    """What is lacking in the evidence for a claim that says something."""
    evidence = [citation for citation in supporting if is_evidence(citation, quantitative=quantitative)]
    if not evidence:
        is_known = any(foundation_of(each).source_check in UNSEEN for each in supporting)
        return ["second-hand" if is_known else "unsourced"]
    return ["preprint-only"] if all(map(_rests_on_a_preprint, evidence)) else []


def _rests_on_a_preprint(citation: Citation) -> bool:
    return any(source.tier == Tier.PREPRINT for source in foundation_of(citation).sources)


def _disputes(citation: Citation) -> bool:
    """Whether the source speaks against the claim, and still stands."""
    return citation.stance == Stance.DISPUTES and all(
        source.publication_status != PublicationStatus.RETRACTED for source in foundation_of(citation).sources
    )


def missing_word(claim: Claim, citations: Sequence[Citation]) -> str:
    """Why there is no value: as entered, but “reported” where figures are known of which nobody has read the source."""
    if claim.missing in _NOBODY_KNOWS and any(
        citation.figure_text
        and citation.stance == Stance.SUPPORTS
        and foundation_of(citation).source_check in UNSEEN
        and citation.rank != Rank.DEPRECATED
        for citation in citations
    ):
        return REPORTED
    return claim.missing


def coverage_of(rows: Sequence[RowPart]) -> dict[str, Any]:
    """The numbers of CoveragePart. A cell that says why it has no value makes no claim that needs a source;
    one for which nobody has made a claim counts as not sourced."""
    cells = [
        (row.dimension.value_kind == "quantity", cell)
        for row in rows
        for cell in row.cells
        if not (cell.missing and cell.claim)
    ]
    sourced = [(quantity, cell) for quantity, cell in cells if cell.claim and not _UNFOUNDED & set(cell.markers)]
    checks = Counter(source_check_of(cell) for _, cell in sourced)
    return {
        "cells": len(cells),
        "sourced": len(sourced),
        "preprint_only": sum("preprint-only" in cell.markers for _, cell in sourced),
        "quantitative": sum(quantity for quantity, _ in cells),
        "quantitative_sourced": sum(quantity for quantity, _ in sourced),
        "source_checks": SourceChecksPart(
            in_source=checks[SourceCheck.IN_SOURCE],
            in_abstract=checks[SourceCheck.IN_ABSTRACT],
            unchecked=checks[""],
        ),
    }


def source_check_of(statement: StatementPart) -> str:
    """How the best support of a statement was held against its source: that of its headline figure, if it has one."""
    if statement.headline_citation:
        return statement.headline_citation.source_check
    checks = {citation.source_check for citation in statement.citations if citation.stance == "supports"}
    return next((check for check in _BEST_FIRST if check in checks), "")
