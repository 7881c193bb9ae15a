"""Things to test with: one typed, keyword-only function each, all of them valid and unlike each other.

What is made is public unless a test says otherwise. Words that a test looks at belong in the test; defaults here only
need to be unique.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from citations.figure_fields import set_canonical
from citations.models import (
    CONFIRMED,
    Authorship,
    Citation,
    Derivation,
    DerivationInput,
    PublicationStatus,
    Rank,
    Source,
    SourceType,
    Stance,
    Tier,
)
from citations.recalculating import lock_what_depends, recalculate
from comparisons.models import (
    Category,
    Comparability,
    Comparison,
    Edition,
    Equivalence,
    EquivalenceCitation,
    Point,
    Question,
    QuestionClaim,
    Row,
    Side,
)
from comparisons.publishing import publish
from core.publishing_status import Drafting, Status
from entities.models import (
    Boundary,
    Claim,
    ClaimKind,
    Dimension,
    DimensionGroup,
    Entity,
    EntityKind,
    Missing,
    Realm,
    Scale,
    ValueKind,
)
from entities.quantities import parse
from inquiries.models import Correction, CorrectionState, Inquiry, InquiryKind, InquiryState

_numbers = count(1)


def a_number() -> int:
    """A number that nothing else in this run has."""
    return next(_numbers)


def an_editor(
    *, username: str = "", password: str = "a long test password", is_superuser: bool = True, is_staff: bool = True
) -> User:
    return User.objects.create_user(
        username=username or f"editor-{a_number()}", password=password, is_staff=is_staff, is_superuser=is_superuser
    )


# --- Entities and dimensions -------------------------------------------------------------------


def an_entity(
    *,
    name: str = "",
    slug: str = "",
    realm: str = Realm.BIOLOGICAL,
    kind: str = EntityKind.STRUCTURE,
    definition: str = "Something that can be compared.",
    aliases: Sequence[str] = (),
    wikidata: str = "",
    part_of: Entity | None = None,
    related: Iterable[Entity] = (),
    drafting: str = Drafting.HUMAN,
    status: str = Status.PUBLISHED,
) -> Entity:
    number = a_number()
    entity = Entity.objects.create(
        name=name or f"Entity {number}",
        slug=slug or f"entity-{number}",
        realm=realm,
        kind=kind,
        definition=definition,
        aliases=list(aliases),
        wikidata=wikidata,
        part_of=part_of,
        drafting=drafting,
        status=status,
    )
    entity.related.set(related)
    return entity


def a_dimension_group(*, name: str = "", slug: str = "", position: int = 0) -> DimensionGroup:
    number = a_number()
    return DimensionGroup.objects.create(
        name=name or f"Group {number}", slug=slug or f"group-{number}", position=position
    )


def a_boundary(
    *,
    slug: str = "",
    name: str = "",
    realm: str = Realm.ARTIFICIAL,
    definition: str = "What is inside.",
    position: int = 0,
) -> Boundary:
    """Where a figure's boundary may run, in machines unless the test says otherwise."""
    number = a_number()
    return Boundary.objects.create(
        slug=slug or f"boundary-{number}",
        name=name or f"boundary {number}",
        realm=realm,
        definition=definition,
        position=position,
    )


def a_dimension(
    *,
    name: str = "",
    slug: str = "",
    group: DimensionGroup | None = None,
    definition: str = "What is described here.",
    not_to_be_confused_with: str = "",
    value_kind: str = ValueKind.TEXT,
    unit: str = "",
    unlike_units: bool = False,
    asks_boundary: bool = False,
    scale: str = Scale.LINEAR,
    review_interval_months: int | None = None,
    status: str = Status.PUBLISHED,
) -> Dimension:
    """A dimension that is described in words."""
    number = a_number()
    return Dimension.objects.create(
        name=name or f"Dimension {number}",
        slug=slug or f"dimension-{number}",
        group=group or a_dimension_group(),
        definition=definition,
        not_to_be_confused_with=not_to_be_confused_with,
        value_kind=value_kind,
        unit=unit,
        unlike_units=unlike_units,
        asks_boundary=asks_boundary,
        scale=scale,
        review_interval_months=review_interval_months,
        status=status,
    )


def a_quantity_dimension(
    *,
    name: str = "",
    slug: str = "",
    group: DimensionGroup | None = None,
    definition: str = "What is measured here.",
    unit: str = "W",
    unlike_units: bool = False,
    asks_boundary: bool = False,
    scale: str = Scale.LINEAR,
    review_interval_months: int | None = None,
    status: str = Status.PUBLISHED,
) -> Dimension:
    """A dimension that is measured, in watts unless the test says otherwise."""
    return a_dimension(
        name=name,
        slug=slug,
        group=group,
        definition=definition,
        value_kind=ValueKind.QUANTITY,
        unit=unit,
        unlike_units=unlike_units,
        asks_boundary=asks_boundary,
        scale=scale,
        review_interval_months=review_interval_months,
        status=status,
    )


# --- Claims ------------------------------------------------------------------------------------


def a_claim(
    *,
    kind: str,
    entity: Entity | None = None,
    dimension: Dimension | None = None,
    public_id: str = "",
    text: str = "",
    missing: str = "",
    note: str = "",
    as_of: date | None = None,
    drafting: str = Drafting.HUMAN,
    status: str = Status.PUBLISHED,
) -> Claim:
    """A claim of any kind; the functions below are shorter. Without text and ``missing`` it gets a text: on a quantity,
    its figure."""
    number = a_number()
    is_quantity = dimension is not None and dimension.value_kind == ValueKind.QUANTITY
    words = "{figure}" if is_quantity else f"Statement {number}."
    return Claim.objects.create(
        public_id=public_id or f"claim-{number}",
        entity=entity or an_entity(),
        dimension=dimension,
        kind=kind,
        text=text or ("" if missing else words),
        missing=missing,
        note=note,
        as_of=as_of,
        drafting=drafting,
        status=status,
    )


def an_attribute(
    *,
    entity: Entity | None = None,
    dimension: Dimension | None = None,
    public_id: str = "",
    text: str = "",
    note: str = "",
    as_of: date | None = None,
    drafting: str = Drafting.HUMAN,
    status: str = Status.PUBLISHED,
) -> Claim:
    """What an entity is like on a dimension; without citations."""
    return a_claim(
        kind=ClaimKind.ATTRIBUTE,
        entity=entity,
        dimension=dimension or a_dimension(),
        public_id=public_id,
        text=text,
        note=note,
        as_of=as_of,
        drafting=drafting,
        status=status,
    )


def a_missing_attribute(
    *,
    entity: Entity | None = None,
    dimension: Dimension | None = None,
    missing: str = Missing.NOT_MEASURED,
    note: str = "",
    status: str = Status.PUBLISHED,
) -> Claim:
    """A cell that says why it has no value."""
    return a_claim(
        kind=ClaimKind.ATTRIBUTE,
        entity=entity,
        dimension=dimension or a_dimension(),
        missing=missing,
        note=note,
        status=status,
    )


def a_strength(
    *, entity: Entity | None = None, text: str = "", public_id: str = "", status: str = Status.PUBLISHED
) -> Claim:
    return a_claim(kind=ClaimKind.STRENGTH, entity=entity, text=text, public_id=public_id, status=status)


def a_weakness(
    *, entity: Entity | None = None, text: str = "", public_id: str = "", status: str = Status.PUBLISHED
) -> Claim:
    return a_claim(kind=ClaimKind.WEAKNESS, entity=entity, text=text, public_id=public_id, status=status)


def a_finding(
    *, entity: Entity | None = None, text: str = "", public_id: str = "", status: str = Status.PUBLISHED
) -> Claim:
    return a_claim(kind=ClaimKind.FINDING, entity=entity, text=text, public_id=public_id, status=status)


# --- Sources and citations ---------------------------------------------------------------------


def a_source(
    *,
    key: str = "",
    type: str = SourceType.ARTICLE,
    title: str = "",
    authors: Sequence[tuple[str, str]] = (("Writer", "Ann"),),
    organisation: str = "",
    year: int | None = 2020,
    container: str = "Journal of Examples",
    publisher: str = "",
    volume: str = "",
    issue: str = "",
    pages: str = "",
    doi: str = "",
    arxiv: str = "",
    pmid: str = "",
    isbn: str = "",
    url: str = "",
    tier: str = Tier.PEER_REVIEWED,
    publication_status: str = PublicationStatus.UNCHECKED,
    status_checked_on: date | None = None,
    status_note: str = "",
) -> Source:
    """A work by ``authors`` (pairs of family and given name), or by an organisation. A status
    brings its day of check and, if it needs one, a note.
    """
    number = a_number()
    if publication_status != PublicationStatus.UNCHECKED:
        status_checked_on = status_checked_on or date(2026, 1, 1)
    if publication_status not in (PublicationStatus.UNCHECKED, PublicationStatus.OK):
        status_note = status_note or "A notice of the journal says so."
    source = Source.objects.create(
        key=key or f"source-{number}",
        type=type,
        title=title or f"Work {number}",
        year=year,
        container=container,
        publisher=publisher,
        volume=volume,
        issue=issue,
        pages=pages,
        doi=doi,
        arxiv=arxiv,
        pmid=pmid,
        isbn=isbn,
        url=url,
        tier=tier,
        publication_status=publication_status,
        status_checked_on=status_checked_on,
        status_note=status_note,
    )
    written_by = (
        [Authorship(source=source, position=1, organisation=organisation)]
        if organisation
        else [
            Authorship(source=source, position=position, family=family, given=given)
            for position, (family, given) in enumerate(authors, start=1)
        ]
    )
    Authorship.objects.bulk_create(written_by)
    return source


def a_citation(
    *,
    claim: Claim | None = None,
    source: Source | None = None,
    position: int = 0,
    locator: str = "",
    stance: str = Stance.SUPPORTS,
    source_check: str = "",
    note: str = "",
) -> Citation:
    """A citation without a figure."""
    return Citation.objects.create(
        claim=claim or an_attribute(),
        source=source or a_source(),
        position=position,
        locator=locator or f"p. {a_number()}",
        stance=stance,
        source_check=source_check,
        **_check_in_words(source_check),
        note=note,
    )


def _check_in_words(source_check: str) -> dict[str, Any]:
    """What a source check says beside its result, where that must be said."""
    if source_check not in CONFIRMED:
        return {}
    return {"source_checked_on": date(2026, 11, 1), "source_check_seen": "The same words."}


def a_figure(
    *,
    claim: Claim | None = None,
    source: Source | None = None,
    text: str = "",
    value: str | None = "20",
    low: str | None = None,
    high: str | None = None,
    bound_kind: str = "",
    sense: str = "=",
    unit: str = "",
    scope: str = "",
    conditions: str = "",
    sample_size: int | None = None,
    method: str = "",
    year: int | None = None,
    boundary: Boundary | None = None,
    workload: str = "",
    figure_kind: str = "",
    rival_group: str = "",
    rank: str = Rank.NORMAL,
    rank_reason: str = "",
    position: int = 0,
    locator: str = "",
    stance: str = Stance.SUPPORTS,
    source_check: str = "",
    note: str = "",
) -> Citation:
    """A citation with a figure, in the unit of the claim's dimension unless another is given.

    Numbers are written as text, so that their digits are those of the test. Bounds without a kind are "not stated";
    a rank other than normal gets a reason. A unit that cannot stand on the dimension raises QuantityError.
    """
    claim = claim or an_attribute(dimension=a_quantity_dimension())
    own_unit = claim.dimension.unit if claim.dimension else ""
    unit = unit or own_unit or "1"
    citation = Citation(
        claim=claim,
        source=source or a_source(),
        position=position,
        locator=locator or f"p. {a_number()}",
        stance=stance,
        source_check=source_check,
        **_check_in_words(source_check),
        note=note,
        figure_text=text or f"{value or f'{low}–{high}'} {unit}",
        value=_decimal(value),
        low=_decimal(low),
        high=_decimal(high),
        bound_kind=bound_kind or ("not-stated" if low or high else ""),
        sense=sense,
        unit=unit,
        scope=scope,
        conditions=conditions,
        sample_size=sample_size,
        method=method,
        year=year,
        boundary=boundary,
        workload=workload,
        figure_kind=figure_kind,
        rival_group=rival_group,
        rank=rank,
        rank_reason=rank_reason or ("" if rank == Rank.NORMAL else "It is the most careful count."),
    )
    set_canonical(citation)
    citation.save()
    return citation


def a_derived_figure(
    *,
    claim: Claim | None = None,
    formula: str = "",
    inputs: Mapping[str, Claim | Citation | tuple[str, Source]],
    unit: str = "",
    digits: int | None = None,
    assumes: str = "",
    rank: str = Rank.NORMAL,
    stance: str = Stance.SUPPORTS,
    position: int = 0,
) -> Citation:
    """A figure that follows from others: from those that stand for claims, from particular ones, from numbers.

    Without a formula the only input is borrowed. It is worked out.
    """
    behind = [given.claim if isinstance(given, Citation) else given for given in inputs.values()]
    with transaction.atomic():
        lock_what_depends([claim.pk] if claim else [], [each.pk for each in behind if isinstance(each, Claim)])
        citation = Citation.objects.create(
            claim=claim or an_attribute(dimension=a_quantity_dimension()),
            position=position,
            stance=stance,
            figure_text="not worked out yet",
            value=0,
            unit="1",
            rank=rank,
            rank_reason="" if rank == Rank.NORMAL else "It follows from what was measured.",
        )
        derivation = Derivation.objects.create(
            citation=citation, formula=formula or next(iter(inputs)), wanted_unit=unit, digits=digits, assumes=assumes
        )
        DerivationInput.objects.bulk_create(
            an_input(derivation, name, given, position=place) for place, (name, given) in enumerate(inputs.items(), 1)
        )
        recalculate(derivations=[derivation.pk])
    return Citation.objects.get(pk=citation.pk)


def an_input(
    derivation: Derivation, name: str, given: Claim | Citation | tuple[str, Source], *, position: int = 1
) -> DerivationInput:
    """An input that is not stored yet."""
    row = DerivationInput(derivation=derivation, name=name, position=position)
    match given:
        case Claim():
            row.claim = given
        case Citation():
            row.claim, row.figure, row.particular = given.claim, given, True
        case (text, source):
            read = parse(text)
            row.figure_text, row.unit, row.source = read.text, read.unit, source
            row.value, row.low, row.high, row.bound_kind = read.value, read.low, read.high, read.bound_kind or ""
    return row


def a_sourced_attribute(
    *,
    entity: Entity | None = None,
    dimension: Dimension | None = None,
    source: Source | None = None,
    text: str = "",
    value: str = "20",
    unit: str = "",
    as_of: date | None = None,
    status: str = Status.PUBLISHED,
) -> Claim:
    """An attribute that passes the gate: with a citation, and on a quantity with a figure."""
    claim = an_attribute(entity=entity, dimension=dimension, text=text, as_of=as_of, status=status)
    if claim.dimension and claim.dimension.value_kind == ValueKind.QUANTITY:
        a_figure(claim=claim, source=source, value=value, unit=unit)
    else:
        a_citation(claim=claim, source=source)
    return claim


# --- Comparisons -------------------------------------------------------------------------------


def a_category(*, name: str = "", slug: str = "", description: str = "", position: int = 0) -> Category:
    number = a_number()
    return Category.objects.create(
        name=name or f"Category {number}", slug=slug or f"category-{number}", description=description, position=position
    )


@transaction.atomic
def a_comparison(
    *,
    sides: int | Sequence[Entity] = 2,
    rows: int | Sequence[Dimension] = 0,
    points: Sequence[Claim] = (),
    labels: Sequence[str] = (),
    comparability: str = Comparability.EQUIVALENT,
    comparability_reason: str = "",
    slug: str = "",
    category: Category | None = None,
    title: str = "",
    lede: str = "What is compared here, and what that cannot say.",
    outlook: str = "",
    position: int = 0,
    drafting: str = Drafting.HUMAN,
    status: str = Status.DRAFT,
) -> Comparison:
    """A draft with its sides, rows and points; a number makes that many new entities or text dimensions.

    Comparability is that of every row; any but the best gets a reason.
    """
    number = a_number()
    entities = [an_entity() for _ in range(sides)] if isinstance(sides, int) else sides
    dimensions = [a_dimension() for _ in range(rows)] if isinstance(rows, int) else rows
    if comparability not in ("", Comparability.EQUIVALENT):
        comparability_reason = comparability_reason or "It holds here and breaks there."
    comparison = Comparison.objects.create(
        slug=slug or f"comparison-{number}",
        category=category or a_category(),
        title=title or f"Comparison {number}",
        lede=lede,
        outlook=outlook,
        position=position,
        drafting=drafting,
        status=status,
    )
    Side.objects.bulk_create(
        Side(
            comparison=comparison,
            entity=entity,
            position=place,
            label=labels[place - 1] if place <= len(labels) else "",
        )
        for place, entity in enumerate(entities, start=1)
    )
    Row.objects.bulk_create(
        Row(
            comparison=comparison,
            dimension=dimension,
            position=place,
            comparability=comparability,
            comparability_reason=comparability_reason,
        )
        for place, dimension in enumerate(dimensions, start=1)
    )
    Point.objects.bulk_create(
        Point(comparison=comparison, claim=claim, position=place) for place, claim in enumerate(points, start=1)
    )
    return comparison


@transaction.atomic
def fill_cells(*, comparison: Comparison, source: Source | None = None) -> list[Claim]:
    """Give every cell that has no claim yet one that passes the gate; all cite one source. Returns the new claims."""
    source = source or a_source()
    entities = Entity.objects.filter(sides__comparison=comparison).order_by("sides__position")
    dimensions = list(Dimension.objects.filter(rows__comparison=comparison).order_by("rows__position"))
    taken = set(Claim.objects.filter(dimension__in=dimensions).values_list("entity", "dimension"))
    return [
        a_sourced_attribute(entity=entity, dimension=dimension, source=source)
        for dimension in dimensions
        for entity in entities
        if (entity.pk, dimension.pk) not in taken
    ]


@transaction.atomic
def a_published_comparison(
    *,
    sides: int | Sequence[Entity] = 2,
    rows: int | Sequence[Dimension] = 2,
    points: Sequence[Claim] = (),
    labels: Sequence[str] = (),
    comparability: str = Comparability.EQUIVALENT,
    slug: str = "",
    category: Category | None = None,
    title: str = "",
    lede: str = "What is compared here, and what that cannot say.",
    outlook: str = "What would change the picture.",
    position: int = 0,
    author: User | None = None,
    change_note: str = "First edition.",
) -> Comparison:
    """A comparison with its first edition. Cells for which the test made no claim are filled with sourced ones."""
    comparison = a_comparison(
        sides=sides,
        rows=rows,
        points=points,
        labels=labels,
        comparability=comparability,
        slug=slug,
        category=category,
        title=title,
        lede=lede,
        outlook=outlook,
        position=position,
    )
    fill_cells(comparison=comparison)
    publish(comparison=comparison, author=author, change_note=change_note)
    return comparison


def an_edition(*, comparison: Comparison | None = None, change_note: str = "Something changed.") -> Edition:
    """The next edition of the comparison: its outlook changes, so that there is something to publish."""
    comparison = comparison or a_published_comparison()
    comparison.outlook = f"What may come: version {a_number()}."
    comparison.save()
    edition = publish(comparison=comparison, author=None, change_note=change_note)
    assert edition is not None
    return edition


def an_equivalence(
    *,
    name: str = "",
    slug: str = "",
    from_unit: str = "synapse",
    to_unit: str = "parameter",
    factor: str = "1",
    low: str | None = None,
    high: str | None = None,
    bound_kind: str = "",
    sources: Sequence[Source] = (),
    status: str = Status.PUBLISHED,
) -> Equivalence:
    """An assumption that rests on ``sources``, or on a new one."""
    number = a_number()
    equivalence = Equivalence.objects.create(
        name=name or f"Assumption {number}",
        slug=slug or f"assumption-{number}",
        from_unit=from_unit,
        to_unit=to_unit,
        factor=Decimal(factor),
        low=_decimal(low),
        high=_decimal(high),
        bound_kind=bound_kind or ("not-stated" if low or high else ""),
        used_by="Some reckon like this.",
        objections="Others object.",
        status=status,
    )
    EquivalenceCitation.objects.bulk_create(
        EquivalenceCitation(equivalence=equivalence, source=source, position=position)
        for position, source in enumerate(sources or [a_source()], start=1)
    )
    return equivalence


def a_question(
    *,
    text: str = "",
    remark: str = "",
    claims: Sequence[Claim] = (),
    comparison: Comparison | None = None,
    status: str = Status.PUBLISHED,
) -> Question:
    """A question that these claims answer, or a new one."""
    number = a_number()
    question = Question.objects.create(
        slug=f"question-{number}",
        text=text or f"How much is {'very ' * (number % 7)}much?",
        remark=remark,
        comparison=comparison,
        status=status,
    )
    QuestionClaim.objects.bulk_create(
        QuestionClaim(question=question, claim=claim, position=position)
        for position, claim in enumerate(claims or [an_attribute()], start=1)
    )
    return question


# --- Messages ----------------------------------------------------------------------------------


def an_inquiry(
    *,
    kind: str = InquiryKind.ACQUISITION,
    name: str = "Ada Buyer",
    email: str = "ada@buyer.example",
    organisation: str = "",
    subject: str = "",
    offer: str = "",
    message: str = "Is the domain for sale?",
    reference: str = "",
    state: str = InquiryState.NEW,
) -> Inquiry:
    # Eight digits, of which a long run of tests takes more than four.
    first, second = divmod(a_number(), 10_000)
    return Inquiry.objects.create(
        reference=reference or f"{first:04d}-{second:04d}",
        kind=kind,
        name=name,
        email=email,
        organisation=organisation,
        subject=subject,
        offer=offer,
        message=message,
        consented_at=datetime(2026, 1, 1, tzinfo=UTC),
        state=state,
    )


def a_correction(
    *,
    claim: Claim | None = None,
    report: str = "The number is wrong.",
    reporter_name: str = "",
    email: str = "",
    state: str = CorrectionState.RECEIVED,
    is_released: bool = False,
    is_suspected: bool = False,
) -> Correction:
    """An open report about a claim."""
    return Correction.objects.create(
        claim=claim or an_attribute(),
        report=report,
        reporter_name=reporter_name,
        email=email,
        state=state,
        is_released=is_released,
        is_suspected=is_suspected,
    )


def _decimal(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)
