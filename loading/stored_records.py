"""The content of the database as records, all of it or what a load has to do with, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Prefetch

from citations.models import (
    AuthorRole,
    Authorship,
    Citation,
    Derivation,
    DerivationInput,
    FormerSourceKey,
    Source,
)
from comparisons.models import (
    Category,
    Comparison,
    Equivalence,
    EquivalenceCitation,
    FormerComparisonSlug,
    Point,
    Question,
    QuestionClaim,
    Row,
    Side,
)
from entities.models import (
    Boundary,
    Claim,
    ClaimKind,
    Dimension,
    DimensionGroup,
    Entity,
    FormerDimensionSlug,
    FormerEntitySlug,
)
from loading.brought_corrections import stored_corrections
from loading.items import SAID_OF_A_DERIVED_FIGURE, WORKED_OUT, ItemId, Kind, citation_key
from loading.named_rows import NamedRows
from loading.records_to_items import citation_content
from loading.schema import (
    BoundaryRecord,
    CategoryRecord,
    CitationRecord,
    ClaimRecord,
    ComparisonRecord,
    Content,
    DerivationRecord,
    DimensionRecord,
    EntityRecord,
    EquivalenceRecord,
    FigureRecord,
    GroupRecord,
    InputRecord,
    NameRecord,
    QuestionRecord,
    Record,
    RowRecord,
    SideRecord,
    SourceRecord,
)

_FORMER: tuple[tuple[Kind, type[models.Model], str], ...] = (
    (Kind.SOURCE, FormerSourceKey, "source"),
    (Kind.DIMENSION, FormerDimensionSlug, "dimension"),
    (Kind.ENTITY, FormerEntitySlug, "entity"),
    (Kind.COMPARISON, FormerComparisonSlug, "comparison"),
)


# What the rows of a kind are called by, where others refer to them.
_NAMED: Mapping[Kind, tuple[type[models.Model], str]] = {
    Kind.SOURCE: (Source, "key"),
    Kind.DIMENSION: (Dimension, "slug"),
    Kind.ENTITY: (Entity, "slug"),
    Kind.CLAIM: (Claim, "public_id"),
    Kind.COMPARISON: (Comparison, "slug"),
}


@dataclass(frozen=True)
class Stored:
    """The database's content. ``rows`` leads from an item's identity to its id, ``positions`` to its position.

    ``only_named`` are the names of what is referred to and was not read itself; ``rows`` has it as well.
    """

    content: Content
    rows: Mapping[ItemId, int]
    positions: Mapping[ItemId, int]
    only_named: Collection[str] = ()
    figures: Mapping[ItemId, Mapping[str, Any]] = field(default_factory=dict)  # worked out, of derived citations


def read_stored(wanted: Collection[ItemId] = (), among: NamedRows | None = None) -> Stored:
    """What is stored, drafts included: everything, or ``among`` these rows and what belongs to them.

    What an editor has renamed since appears under its former slug where ``wanted`` (the files) still calls it so.
    Groups, categories, boundaries and questions, of which there are few, are read whole.
    """
    return _Reader(wanted, among).read()


class _Reader:
    def __init__(self, wanted: Collection[ItemId], among: NamedRows | None) -> None:
        self._among = among
        self._only_named: set[str] = set()
        self._rows: dict[ItemId, int] = {}
        self._positions: dict[ItemId, int] = {}
        self._names: dict[Kind, dict[int, str]] = {kind: {} for kind in Kind}
        self._former: dict[tuple[Kind, int], str] = {}
        self._derivations: dict[int, Derivation] = {}
        self._figures: dict[ItemId, Mapping[str, Any]] = {}
        self._wanted = wanted
        for kind, former, owner in _FORMER if wanted else ():
            slugs = [slug for of, slug in wanted if of is kind]
            known = former._default_manager.filter(slug__in=slugs).values_list("slug", f"{owner}_id")
            self._former |= {(kind, pk): slug for slug, pk in known}

    def read(self) -> Stored:
        content = Content(
            groups=tuple(self._groups()),
            boundaries=tuple(self._boundaries()),
            categories=tuple(self._categories()),
            sources=tuple(self._sources()),
            dimensions=tuple(self._dimensions()),
            entities=tuple(self._entities()),
            equivalences=tuple(self._equivalences()),
            comparisons=tuple(self._comparisons()),
            questions=tuple(self._questions()),
            corrections=tuple(stored_corrections()),
        )
        return Stored(content, self._rows, self._positions, frozenset(self._only_named), self._figures)

    def _of(self, kind: Kind, rows: "models.QuerySet[Any]", key: str = "pk") -> Any:
        """Those of the rows that are to be read; ``key`` is where they have the key of a row of this kind."""
        return rows if self._among is None else rows.filter(**{f"{key}__in": self._among[kind]})

    def _learn(self, kind: Kind, keys: Iterable[int | None]) -> None:
        """Learn what these rows are called, of which others that are read speak. At most one query."""
        unknown = {key for key in keys if key is not None} - self._names[kind].keys()
        if not unknown:
            return
        model, called = _NAMED[kind]
        for pk, name in model._default_manager.filter(pk__in=unknown).values_list("pk", called):
            self._only_named.add(self._name(kind, pk, name))

    def _name(self, kind: Kind, pk: int, slug: str) -> str:
        """Register a stored row and say what the files call it."""
        if (kind, slug) not in self._wanted:
            slug = self._former.get((kind, pk), slug)
        self._names[kind][pk] = slug
        self._rows[kind, slug] = pk
        return slug

    def _place(self, kind: Kind, key: str, row: Any) -> None:
        self._rows[kind, key] = row.pk
        self._positions[kind, key] = row.position

    def _groups(self) -> Iterable[GroupRecord]:
        for group in DimensionGroup.objects.order_by("position", "name"):
            self._names[Kind.GROUP][group.pk] = group.slug
            self._place(Kind.GROUP, group.slug, group)
            yield _record(GroupRecord, group)

    def _boundaries(self) -> Iterable[BoundaryRecord]:
        for boundary in Boundary.objects.order_by("position", "name"):
            self._names[Kind.BOUNDARY][boundary.pk] = boundary.slug
            self._place(Kind.BOUNDARY, boundary.slug, boundary)
            yield _record(BoundaryRecord, boundary)

    def _categories(self) -> Iterable[CategoryRecord]:
        for category in Category.objects.order_by("position", "name"):
            self._names[Kind.CATEGORY][category.pk] = category.slug
            self._place(Kind.CATEGORY, category.slug, category)
            yield _record(CategoryRecord, category)

    def _sources(self) -> Iterable[SourceRecord]:
        written = self._of(Kind.SOURCE, Authorship.objects.order_by("role", "position"), "source")
        people = _grouped(written, "source_id")
        for source in self._of(Kind.SOURCE, Source.objects.order_by("key")):
            yield _record(
                SourceRecord,
                source,
                key=self._name(Kind.SOURCE, source.pk, source.key),
                authors=[_record(NameRecord, one) for one in people[source.pk] if one.role == AuthorRole.AUTHOR],
                editors=[_record(NameRecord, one) for one in people[source.pk] if one.role == AuthorRole.EDITOR],
            )

    def _dimensions(self) -> Iterable[DimensionRecord]:
        ordered = Dimension.objects.order_by("group__position", "group__name", "slug")
        for dimension in self._of(Kind.DIMENSION, ordered):
            yield _record(
                DimensionRecord,
                dimension,
                slug=self._name(Kind.DIMENSION, dimension.pk, dimension.slug),
                group=self._names[Kind.GROUP][dimension.group_id],
            )

    def _entities(self) -> Iterable[EntityRecord]:
        entities = list(self._of(Kind.ENTITY, Entity.objects.order_by("slug")))
        slugs = self._names[Kind.ENTITY]
        for entity in entities:
            self._name(Kind.ENTITY, entity.pk, entity.slug)
        claims = _grouped(self._of(Kind.ENTITY, Claim.objects.order_by("pk"), "entity"), "entity_id")
        cited = list(self._of(Kind.ENTITY, Citation.objects.order_by("position", "pk"), "claim__entity"))
        self._read_derivations([citation.pk for citation in cited if citation.source_id is None])
        citations = _grouped(cited, "claim_id")
        relations = self._of(Kind.ENTITY, Entity.related.through.objects.all(), "from_entity")
        pairs = list(relations.values_list("pk", "from_entity_id", "to_entity_id"))
        self._learn(Kind.ENTITY, [*(entity.part_of_id for entity in entities), *(second for _, _, second in pairs)])
        self._learn(Kind.SOURCE, (citation.source_id for citation in cited))
        inputs = [each for derivation in self._derivations.values() for each in derivation.inputs.all()]
        self._learn(Kind.SOURCE, (each.source_id for each in inputs))
        for claim in (each.claim for each in inputs if each.claim):
            self._rows.setdefault((Kind.CLAIM, claim.public_id), claim.pk)
            self._only_named.add(claim.public_id)
        related: dict[int, list[str]] = defaultdict(list)
        for pk, first, second in pairs:
            related[first].append(slugs[second])
            self._rows[Kind.RELATION, " ".join(sorted((slugs[first], slugs[second])))] = pk
        for entity in entities:
            yield _record(
                EntityRecord,
                entity,
                slug=slugs[entity.pk],
                part_of=slugs[entity.part_of_id] if entity.part_of_id else None,
                related=sorted(related[entity.pk]),
                claims=[self._claim(claim, entity, citations[claim.pk]) for claim in claims[entity.pk]],
            )

    def _claim(self, claim: Claim, entity: Entity, citations: list[Citation]) -> ClaimRecord:
        self._names[Kind.CLAIM][claim.pk] = claim.public_id
        self._rows[Kind.CLAIM, claim.public_id] = claim.pk
        return _record(
            ClaimRecord,
            claim,
            id=claim.public_id,
            kind=None if claim.kind == ClaimKind.ATTRIBUTE else claim.kind,
            dimension=self._names[Kind.DIMENSION][claim.dimension_id] if claim.dimension_id else None,
            drafting=None if claim.drafting == entity.drafting else claim.drafting,
            citations=[self._citation(citation, claim) for citation in citations],
        )

    def _citation(self, citation: Citation, claim: Claim) -> CitationRecord:
        if citation.source_id is None:
            derivation = self._derivation(self._derivations[citation.pk], citation)
            record = _record(CitationRecord, citation, source=None, derivation=derivation, locator="")
        else:
            figure = (
                _record(FigureRecord, citation, text=citation.figure_text, boundary=self._boundary(citation))
                if citation.figure_text
                else None
            )
            source = self._names[Kind.SOURCE][citation.source_id]
            record = _record(CitationRecord, citation, source=source, figure=figure)
        key = citation_key(citation_content(record, claim.public_id))
        self._place(Kind.CITATION, key, citation)
        if citation.source_id is None:
            self._figures[Kind.CITATION, key] = {name: getattr(citation, name) for name in WORKED_OUT}
        return record

    def _boundary(self, citation: Citation) -> str | None:
        return self._names[Kind.BOUNDARY][citation.boundary_id] if citation.boundary_id else None

    def _read_derivations(self, citations: list[int]) -> None:
        if not citations:
            return
        inputs = DerivationInput.objects.select_related("claim", "figure").order_by("position", "pk")
        found = Derivation.objects.filter(citation__in=citations).prefetch_related(Prefetch("inputs", inputs))
        self._derivations = {derivation.citation_id: derivation for derivation in found}

    def _derivation(self, derivation: Derivation, citation: Citation) -> DerivationRecord:
        inputs = [
            _record(
                InputRecord,
                each,
                claim=each.claim.public_id if each.claim else None,
                figure=each.figure.figure_text if each.particular and each.figure else "",
                text=each.figure_text,
                source=self._names[Kind.SOURCE][each.source_id] if each.source_id else None,
            )
            for each in derivation.inputs.all()
        ]
        # What is borrowed brings its circumstances with it; else an editor has said them.
        said = {name: getattr(citation, name) for name in SAID_OF_A_DERIVED_FIGURE}
        said["boundary"] = self._boundary(citation)
        if derivation.borrows:
            said |= dict.fromkeys(("scope", "conditions", "method", "workload", "figure_kind"), "")
            said |= {"sample_size": None, "year": None, "boundary": None}
        return _record(DerivationRecord, derivation, unit=derivation.wanted_unit, inputs=inputs, **said)

    def _equivalences(self) -> Iterable[EquivalenceRecord]:
        cited = list(self._of(Kind.EQUIVALENCE, EquivalenceCitation.objects.order_by("position", "pk"), "equivalence"))
        self._learn(Kind.SOURCE, (citation.source_id for citation in cited))
        citations = _grouped(cited, "equivalence_id")
        for equivalence in self._of(Kind.EQUIVALENCE, Equivalence.objects.order_by("slug")):
            self._rows[Kind.EQUIVALENCE, equivalence.slug] = equivalence.pk
            cited = [
                {
                    "source": self._names[Kind.SOURCE][citation.source_id],
                    "locator": citation.locator,
                    "stance": citation.stance,
                }
                for citation in citations[equivalence.pk]
            ]
            yield _record(EquivalenceRecord, equivalence, citations=cited)

    def _questions(self) -> Iterable[QuestionRecord]:
        answers = list(QuestionClaim.objects.order_by("position", "pk"))
        questions = list(Question.objects.order_by("position", "text"))
        self._learn(Kind.CLAIM, (answer.claim_id for answer in answers))
        self._learn(Kind.COMPARISON, (question.comparison_id for question in questions))
        claims = _grouped(answers, "question_id")
        for question in questions:
            self._place(Kind.QUESTION, question.slug, question)
            yield _record(
                QuestionRecord,
                question,
                question=question.text,
                comparison=self._names[Kind.COMPARISON][question.comparison_id] if question.comparison_id else None,
                claims=[self._names[Kind.CLAIM][answer.claim_id] for answer in claims[question.pk]],
            )

    def _comparisons(self) -> Iterable[ComparisonRecord]:
        parts = {
            model: list(self._of(Kind.COMPARISON, model._default_manager.order_by("position"), "comparison"))
            for model in (Side, Row, Point)
        }
        self._learn(Kind.ENTITY, (side.entity_id for side in parts[Side]))
        self._learn(Kind.DIMENSION, (row.dimension_id for row in parts[Row]))
        self._learn(Kind.CLAIM, (point.claim_id for point in parts[Point]))
        sides, rows, points = (_grouped(found, "comparison_id") for found in parts.values())
        for comparison in self._of(Kind.COMPARISON, Comparison.objects.order_by("slug")):
            slug = self._name(Kind.COMPARISON, comparison.pk, comparison.slug)
            yield _record(
                ComparisonRecord,
                comparison,
                slug=slug,
                category=self._names[Kind.CATEGORY][comparison.category_id],
                sides=[self._side(side, slug) for side in sides[comparison.pk]],
                rows=[self._row(row, slug) for row in rows[comparison.pk]],
                points=[self._point(point, slug) for point in points[comparison.pk]],
            )

    def _side(self, side: Side, comparison: str) -> SideRecord:
        entity = self._names[Kind.ENTITY][side.entity_id]
        self._place(Kind.SIDE, f"{comparison} {entity}", side)
        return _record(SideRecord, side, entity=entity)

    def _row(self, row: Row, comparison: str) -> RowRecord:
        dimension = self._names[Kind.DIMENSION][row.dimension_id]
        self._place(Kind.ROW, f"{comparison} {dimension}", row)
        return _record(RowRecord, row, dimension=dimension, reason=row.comparability_reason)

    def _point(self, point: Point, comparison: str) -> str:
        claim = self._names[Kind.CLAIM][point.claim_id]
        self._place(Kind.POINT, f"{comparison} {claim}", point)
        return claim


def _record[R: Record](record: type[R], row: models.Model, **given: Any) -> R:
    """The record of a row: its columns of the same names, and what is given. Empty values are left out."""
    values = {name: getattr(row, name) for name in _shared(record, type(row)) if name not in given}
    return record.model_validate(
        {name: value for name, value in {**values, **given}.items() if value not in ("", None, [], ())}
    )


@cache
def _shared(record: type[Record], model: type[models.Model]) -> list[str]:
    """The keys of a record that are columns of the model."""
    return [field.name for field in model._meta.concrete_fields if field.name in record.model_fields]


def _grouped(rows: Iterable[Any], owner: str) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, owner)].append(row)
    return grouped
