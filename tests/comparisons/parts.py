"""Documents put together by hand: what a rendering is given, without a database behind it."""

from datetime import date
from decimal import Decimal
from typing import Any

from comparisons.documents import (
    SCHEMA_VERSION,
    CategoryPart,
    CitationPart,
    ComparisonDocument,
    CoveragePart,
    DerivationPart,
    DimensionPart,
    EntityPart,
    EquivalencePart,
    FigurePart,
    ReferencePart,
    RowPart,
    SidePart,
    SidePointsPart,
    SourceChecksPart,
    StatementPart,
)
from tests.citations.works import a_person, a_work


def a_reference_part(number: int, **changes: Any) -> ReferencePart:
    """A numbered work; ``changes`` are to the work."""
    fields: dict[str, Any] = {
        "key": f"work-{number}",
        "title": f"Work number {number}",
        "authors": (a_person(f"Writer{number}", "Ann Bea"),),
        "year": 2009,
        "container_title": "Journal of Counting",
        "volume": "5",
        "pages": "12-34",
        "doi": f"10.1000/{number}",
        **changes,
    }
    return ReferencePart(number=number, work=a_work(**fields))


def a_figure_part(text: str = "86 billion neurons", **changes: Any) -> FigurePart:
    return FigurePart.model_validate(
        {
            "text": text,
            "value": Decimal("86"),
            "low": None,
            "high": None,
            "bound_kind": "",
            "sense": "=",
            "unit": "neuron",
            "canonical_value": None,
            "canonical_low": None,
            "canonical_high": None,
            "scope": "",
            "conditions": "",
            "sample_size": None,
            "method": "",
            "year": None,
            "boundary": "",
            "boundary_name": "",
            "workload": "",
            "figure_kind": "",
            "rival_group": "",
            "rank": "normal",
            "rank_reason": "",
            **changes,
        }
    )


NOTHING_CHECKED = SourceChecksPart(in_source=0, in_abstract=0, unchecked=22)


def a_citation_part(reference: int, *, figure: FigurePart | None = None, **changes: Any) -> CitationPart:
    fields = {
        "locator": "p. 5",
        "stance": "supports",
        "source_check": "",
        "source_checked_on": None,
        "source_check_seen": "",
        "note": "",
        "derivation": None,
    }
    return CitationPart.model_validate({"reference": reference, "figure": figure, **fields, **changes})


def a_derivation_part(**changes: Any) -> DerivationPart:
    """The H100's energy per operation from its power and its throughput."""
    power = {
        "name": "power",
        "claim": "nvidia-h100-power",
        "entity": "NVIDIA H100",
        "dimension": "Power",
        "text": "700 W",
        "value": Decimal(700),
        "low": None,
        "high": None,
        "bound_kind": "",
        "sense": "=",
        "unit": "W",
        "reference": 1,
        "locator": "p. 1",
        "sentence": "",
    }
    rate = {**power, "name": "rate", "claim": "nvidia-h100-rate", "dimension": "Rate", "text": "989 TFLOP/s"}
    fields = {"sentence": "700 W ÷ 989 TFLOP/s = 0.71 pJ per FLOP", "borrows": False, "assumes": "Full use."}
    fields |= {"unfounded": "", "references": (1,), "inputs": (power, {**rate, "value": Decimal(989)})}
    return DerivationPart.model_validate({"formula": "power / rate", **fields, **changes})


def a_statement_part(text: str = "Something is so.", **changes: Any) -> StatementPart:
    return StatementPart.model_validate(
        {
            "claim": "a-claim",
            "entity": "neuron",
            "text": text,
            "short_answer": "",
            "missing": "",
            "note": "",
            "as_of": None,
            "review_due": None,
            "drafting": "human",
            "markers": (),
            "citations": (),
            **changes,
        }
    )


def an_unclaimed_cell(entity: str) -> StatementPart:
    return a_statement_part("", claim="", entity=entity, missing="unknown", drafting="")


def a_row_part(*cells: StatementPart, slug: str = "count", unit: str = "", **changes: Any) -> RowPart:
    dimension = DimensionPart(
        slug=slug,
        name=slug.capitalize(),
        group="Scale",
        definition="How many there are.",
        not_to_be_confused_with="how large they are",
        value_kind="quantity" if unit else "text",
        unit=unit,
        unlike_units=False,
        asks_boundary=False,
        scale="linear",
    )
    return RowPart.model_validate(
        {
            "dimension": dimension,
            "comparability": "analogous",
            "comparability_basis": "editor",
            "comparability_reason": "Both are *counts*.",
            "note": "",
            "cells": cells,
            "ratios": (),
            "no_ratio": "",
            "assumed_ratios": (),
            **changes,
        }
    )


def an_equivalence_part(*citations: CitationPart) -> EquivalencePart:
    return EquivalencePart(
        slug="one-for-one",
        name="count one neuron as one parameter",
        from_unit="neuron",
        to_unit="parameter",
        factor=Decimal(1),
        low=None,
        high=None,
        bound_kind="",
        used_by="Some.",
        objections="Others.",
        drafting="human",
        citations=citations,
    )


def a_side_part(slug: str, *, label: str = "", drafting: str = "human") -> SidePart:
    entity = EntityPart(
        slug=slug,
        name=slug.capitalize(),
        realm="biological",
        kind="cell",
        definition=f"What a {slug} is.",
        drafting=drafting,
    )
    return SidePart(label=label or slug.capitalize(), entity=entity)


def a_document(*, sides: tuple[str, ...] = ("neuron", "parameter"), **changes: Any) -> ComparisonDocument:
    """Two sides, one row and nothing else, unless more is asked for."""
    points = tuple(SidePointsPart(entity=slug, strengths=(), weaknesses=()) for slug in sides)
    return ComparisonDocument.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "slug": "neurons-vs-parameters",
            "category": CategoryPart(slug="concept", name="Concepts"),
            "title": "Neurons vs Parameters",
            "lede": "Two unlike things.",
            "outlook": "",
            "drafting": "human",
            "sides": tuple(a_side_part(slug) for slug in sides),
            "rows": (a_row_part(*(a_statement_part(f"{slug} text", entity=slug) for slug in sides)),),
            "points": points,
            "findings": (),
            "equivalences": (),
            "references": (),
            "coverage": CoveragePart(
                cells=24,
                sourced=22,
                preprint_only=3,
                quantitative=10,
                quantitative_sourced=10,
                source_checks=NOTHING_CHECKED,
            ),
            **changes,
        }
    )


def a_full_document() -> ComparisonDocument:
    """A document with something in every section, whose five references are cited in several places."""
    day = date(2026, 1, 1)
    count = a_row_part(
        a_statement_part(
            "86 billion",
            citations=(
                a_citation_part(1, figure=a_figure_part(rank="preferred", rank_reason="It was counted.")),
                a_citation_part(1, figure=a_figure_part("85 billion", low=Decimal(80), bound_kind="not-stated")),
                a_citation_part(2, stance="disputes"),
            ),
            markers=("disputed",),
            as_of=day,
        ),
        a_statement_part("175 billion", entity="parameter", citations=(a_citation_part(3),)),
        unit="neuron",
    )
    energy = a_row_part(an_unclaimed_cell("neuron"), a_statement_part("Much", entity="parameter"), slug="energy")
    strong = a_statement_part("Strong here.", citations=(a_citation_part(2),))
    weak = a_statement_part("Weak there.", entity="parameter", markers=("unsourced",))
    return a_document(
        outlook="It may change.",
        rows=(count, energy),
        points=(
            SidePointsPart(entity="neuron", strengths=(strong,), weaknesses=()),
            SidePointsPart(entity="parameter", strengths=(), weaknesses=(weak,)),
        ),
        findings=(a_statement_part("Somebody found out.", citations=(a_citation_part(4), a_citation_part(1))),),
        equivalences=(an_equivalence_part(a_citation_part(5)),),
        references=tuple(a_reference_part(number) for number in range(1, 6)),
    )
