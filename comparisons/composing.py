"""compose(): folding the tables into documents, with a number of queries that neither their size nor number changes."""

from collections.abc import Sequence

from comparisons.comparability import by_editor, by_units
from comparisons.derivations import review_due
from comparisons.documents import (
    SCHEMA_VERSION,
    ComparisonDocument,
    CoveragePart,
    DimensionPart,
    EntityPart,
    EquivalencePart,
    RowPart,
    SidePart,
    SidePointsPart,
    StatementPart,
    figure_of,
)
from comparisons.evidence_quality import coverage_of
from comparisons.facts import Facts
from comparisons.models import Equivalence
from comparisons.ratios import relations
from comparisons.reference_list import ReferenceList
from comparisons.selecting import RowChoice, Selection
from entities.models import Claim, ClaimKind, Dimension, Entity, Missing
from entities.quantities import fill, has_marker


def compose(selection: Selection) -> ComparisonDocument:
    """The document of a selection: at most seven queries, whatever its size.

    Only published claims are shown. A cell for which there is none says so: it is unknown, never blank.
    """
    return compose_many([selection])[0]


def compose_many(selections: Sequence[Selection]) -> list[ComparisonDocument]:
    """The documents of these selections, in their order, with the queries of one."""
    facts = Facts(selections)
    return [_compose(selection, facts) for selection in selections]


def _compose(selection: Selection, facts: Facts) -> ComparisonDocument:
    references = ReferenceList()

    def statement(claim: Claim, entity: Entity, dimension: Dimension | None = None) -> StatementPart:
        known = facts.of(claim)
        is_quantity = dimension is not None and dimension.value_kind == "quantity"
        days = (review_due(claim, dimension), known.review_due)
        stated = StatementPart(
            claim=claim.public_id,
            entity=entity.slug,
            text=claim.text,
            short_answer=claim.short_answer,
            missing=known.missing,
            note=claim.note,
            as_of=claim.as_of,
            review_due=min((day for day in days if day is not None), default=None),
            drafting=claim.drafting,
            markers=known.markers_of_a_quantity if is_quantity else known.markers_of_a_text,
            citations=references.cite(known),
        )
        return _with_its_figure(stated)

    def row(choice: RowChoice) -> RowPart:
        cells = []
        for side in selection.sides:
            claim = facts.attribute(side.entity.pk, choice.dimension.pk)
            cells.append(statement(claim, side.entity, choice.dimension) if claim else _unclaimed(side.entity))
        judgement = (
            by_units(cells) if choice.basis == "units" else by_editor(choice.comparability, choice.comparability_reason)
        )
        return RowPart(
            dimension=_dimension(choice.dimension),
            **judgement._asdict(),
            names_boundaries=choice.names_boundaries,
            note=choice.note,
            cells=tuple(cells),
            **relations(
                cells if selection.relates else (),
                forbidden=judgement.forbids_ratios,
                equivalences=facts.equivalences,
                asks_boundary=choice.dimension.asks_boundary,
                reason=choice.comparability_reason,
                names_boundaries=choice.names_boundaries,
                labels=[side.label for side in selection.sides],
                known=facts.known_ratios,
            ),
        )

    def points(kind: ClaimKind, about: Entity | None = None) -> tuple[StatementPart, ...]:
        return tuple(
            statement(claim, claim.entity)
            for claim in selection.points
            if claim.kind == kind and (about is None or claim.entity_id == about.pk)
        )

    # The order of these lines is the order of first mention, as the page is read, which numbers the references.
    rows = tuple(row(choice) for choice in selection.rows)
    strengths = [points(ClaimKind.STRENGTH, side.entity) for side in selection.sides]
    weaknesses = [points(ClaimKind.WEAKNESS, side.entity) for side in selection.sides]
    findings = points(ClaimKind.FINDING)
    assumed = {ratio.equivalence for row in rows for ratio in row.assumed_ratios}
    return ComparisonDocument(
        schema_version=SCHEMA_VERSION,
        slug=selection.slug,
        category=selection.category,
        title=selection.title,
        lede=selection.lede,
        outlook=selection.outlook,
        drafting=selection.drafting,
        sides=tuple(SidePart(label=side.label, entity=_entity(side.entity)) for side in selection.sides),
        rows=rows,
        points=tuple(
            SidePointsPart(
                entity=side.entity.slug,
                strengths=strengths[place],
                weaknesses=weaknesses[place],
            )
            for place, side in enumerate(selection.sides)
        ),
        findings=findings,
        equivalences=tuple(_equivalence(item, references) for item in facts.equivalences if item.slug in assumed),
        references=references.parts(),
        coverage=CoveragePart(**coverage_of(rows)),
    )


def _with_its_figure(statement: StatementPart) -> StatementPart:
    """The statement with the figure that stands for it in its text, where the text leaves a place for it."""
    if not has_marker(statement.text):
        return statement
    headline = statement.headline
    filled = fill(statement.text, figure_of(headline) if headline else None)
    return statement.model_copy(update={"text": filled.text, "figure_in_text": filled.words})


def _unclaimed(entity: Entity) -> StatementPart:
    return StatementPart(
        claim="",
        entity=entity.slug,
        text="",
        short_answer="",
        missing=Missing.UNKNOWN,
        note="",
        as_of=None,
        review_due=None,
        drafting="",
        markers=(),
        citations=(),
    )


def _equivalence(equivalence: Equivalence, references: ReferenceList) -> EquivalencePart:
    return EquivalencePart(
        slug=equivalence.slug,
        name=equivalence.name,
        from_unit=equivalence.from_unit,
        to_unit=equivalence.to_unit,
        factor=equivalence.factor,
        low=equivalence.low,
        high=equivalence.high,
        bound_kind=equivalence.bound_kind,
        used_by=equivalence.used_by,
        objections=equivalence.objections,
        drafting=equivalence.drafting,
        citations=references.cite_plainly(equivalence.citations.all()),
    )


def _entity(entity: Entity) -> EntityPart:
    return EntityPart(
        slug=entity.slug,
        name=entity.name,
        realm=entity.realm,
        kind=entity.kind,
        definition=entity.definition,
        drafting=entity.drafting,
    )


def _dimension(dimension: Dimension) -> DimensionPart:
    return DimensionPart(
        slug=dimension.slug,
        name=dimension.name,
        group=dimension.group.name,
        definition=dimension.definition,
        not_to_be_confused_with=dimension.not_to_be_confused_with,
        value_kind=dimension.value_kind,
        unit=dimension.unit,
        unlike_units=dimension.unlike_units,
        asks_boundary=dimension.asks_boundary,
        scale=dimension.scale,
    )
