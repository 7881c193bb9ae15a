"""The records of the content files: which keys there are, in the order in which they are written, and their types.

What a database constraint says about the values together stands in ``checking``: these records are also filled from
the database, drafts included, so they are never stricter than it is.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    model_validator,
)

from citations.models import (
    WHOLES,
    FigureKind,
    NumberKind,
    PublicationStatus,
    Rank,
    SourceCheck,
    SourceType,
    Stance,
    Tier,
)
from comparisons.models import Comparability
from core.publishing_status import Drafting, Status
from core.slugs import SLUG_PATTERN
from entities.models import ClaimKind, EntityKind, Missing, Realm, Scale, ValueKind
from entities.quantities import BoundKind, QuantityError, Sense, normalise_unit


def _exact(value: object) -> object:
    """A Decimal with the digits that PostgreSQL keeps: 86.1e9 and 86100000000 become the same, 20.0 keeps its zero."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise ValueError("must be a number such as 86.1e9 or 0.15, without quotes, words or commas")
    return Decimal(format(Decimal(value), "f"))


def _whole(value: object) -> object:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number, without quotes")
    return value


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _normal_unit(text: str) -> str:
    """The unit's stored name. One that is not understood stays as it is written: the rules report it."""
    try:
        return normalise_unit(text)
    except QuantityError:
        return text


Text = Annotated[str, AfterValidator(_with_plain_line_ends)]
Required = Annotated[str, StringConstraints(min_length=1), AfterValidator(_with_plain_line_ends)]
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
Number = Annotated[Decimal, BeforeValidator(_exact)]
Unit = Annotated[str, StringConstraints(min_length=1), AfterValidator(_normal_unit)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Record(BaseModel):
    """What a file says about one thing. A key without a value counts as left out."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, use_enum_values=True, validate_default=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data


class NameRecord(Record):
    """A person, or an organisation."""

    family: Text = ""
    given: Text = ""
    organisation: Text = ""


class SourceRecord(Record):
    key: Slug
    type: SourceType
    title: Required
    authors: tuple[NameRecord, ...] = ()
    authors_incomplete: StrictBool = False
    editors: tuple[NameRecord, ...] = ()
    year: Whole | None = None
    month: Whole | None = None
    day: Whole | None = None
    container: Text = ""
    collection_title: Text = ""
    event_title: Text = ""
    publisher: Text = ""
    publisher_place: Text = ""
    edition: Text = ""
    version: Text = ""
    volume: Text = ""
    issue: Text = ""
    pages: Text = ""
    number: Text = ""
    number_kind: NumberKind | None = None
    doi: Text = ""
    arxiv: Text = ""
    pmid: Text = ""
    isbn: Text = ""
    url: Text = ""
    tier: Tier
    publication_status: PublicationStatus = PublicationStatus.UNCHECKED
    status_checked_on: date | None = Field(default=None, strict=True)
    status_note: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _as_written_before(cls, data: Any) -> Any:
        """Files of before there were these keys: an author called “others” said that there are more, and a work that
        is no part of anything had a container all the same."""
        if not isinstance(data, dict):
            return data
        said = dict(data)
        authors = said.get("authors")
        if isinstance(authors, list | tuple) and authors and authors[-1] == {"organisation": "others"}:
            said["authors"] = authors[:-1]
            said["authors_incomplete"] = True
        if said.get("type") in WHOLES and said.get("container"):
            said["collection_title" if said.get("publisher") else "publisher"] = said.pop("container")
        if said.get("type") == SourceType.PREPRINT and said.get("pages") and not said.get("number"):
            said["number"] = said.pop("pages")
            said["number_kind"] = NumberKind.PREPRINT.value
        return said


class GroupRecord(Record):
    slug: Slug
    name: Required


class DimensionRecord(Record):
    slug: Slug
    name: Required
    group: Slug
    definition: Required
    not_to_be_confused_with: Text = ""
    value_kind: ValueKind
    unit: Unit | None = None
    unlike_units: StrictBool = False
    asks_boundary: StrictBool = False
    scale: Scale = Scale.LINEAR
    review_interval_months: Whole | None = None
    status: Status = Status.PUBLISHED


class BoundaryRecord(Record):
    slug: Slug
    name: Required
    realm: Realm
    definition: Required


class DimensionsRecord(Record):
    """The whole of dimensions.yaml."""

    groups: tuple[GroupRecord, ...] = ()
    boundaries: tuple[BoundaryRecord, ...] = ()
    dimensions: tuple[DimensionRecord, ...] = ()


class CategoryRecord(Record):
    slug: Slug
    name: Required
    description: Text = ""


class FigureRecord(Record):
    text: Required
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Unit
    bound_kind: BoundKind | None = None
    sense: Sense = Sense.EQUAL
    scope: Text = ""
    conditions: Text = ""
    sample_size: Whole | None = None
    method: Text = ""
    year: Whole | None = None
    boundary: Slug | None = None
    workload: Text = ""
    figure_kind: FigureKind | None = None
    rival_group: Text = ""
    rank: Rank = Rank.NORMAL
    rank_reason: Text = ""


class InputRecord(Record):
    """What stands for a name of a formula: a claim, whose headline it is or the ``figure`` printed so; or a number."""

    name: Required
    claim: Slug | None = None
    figure: Text = ""
    text: Text = ""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Unit | None = None
    bound_kind: BoundKind | None = None
    sense: Sense = Sense.EQUAL
    exact: StrictBool = False
    source: Slug | None = None
    locator: Text = ""


class DerivationRecord(Record):
    """A figure that follows from others. What is borrowed brings its scope and circumstances with it."""

    formula: Required
    unit: Unit | None = None
    digits: Whole | None = None
    assumes: Text = ""
    inputs: tuple[InputRecord, ...] = ()
    scope: Text = ""
    conditions: Text = ""
    sample_size: Whole | None = None
    method: Text = ""
    year: Whole | None = None
    boundary: Slug | None = None
    workload: Text = ""
    figure_kind: FigureKind | None = None
    rival_group: Text = ""
    rank: Rank = Rank.NORMAL
    rank_reason: Text = ""


class CitationRecord(Record):
    source: Slug | None = None
    derivation: DerivationRecord | None = None
    locator: Text = ""
    stance: Stance = Stance.SUPPORTS
    source_check: SourceCheck | None = None
    source_checked_on: date | None = Field(default=None, strict=True)
    source_check_seen: Text = ""
    note: Text = ""
    figure: FigureRecord | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_written_before(cls, data: Any) -> Any:
        """Files of before knew only “second hand”, which says where a figure was seen."""
        if not isinstance(data, dict) or "second_hand" not in data:
            return data
        said = dict(data)
        if said.pop("second_hand") is True:
            said.setdefault("source_check", SourceCheck.QUOTED.value)
        return said


class ClaimRecord(Record):
    id: Slug
    kind: ClaimKind | None = None
    dimension: Slug | None = None
    text: Text = ""
    short_answer: Text = ""
    missing: Missing | None = None
    note: Text = ""
    as_of: date | None = Field(default=None, strict=True)
    lint_answers: Text = ""
    drafting: Drafting | None = None
    status: Status = Status.PUBLISHED
    citations: tuple[CitationRecord, ...] = ()


class EntityRecord(Record):
    slug: Slug
    name: Required
    realm: Realm
    kind: EntityKind
    aliases: tuple[Required, ...] = ()
    definition: Required
    wikidata: Text = ""
    part_of: Slug | None = None
    related: tuple[Slug, ...] = ()
    drafting: Drafting = Drafting.HUMAN
    status: Status = Status.PUBLISHED
    claims: tuple[ClaimRecord, ...] = ()


class EquivalenceCitationRecord(Record):
    source: Slug
    locator: Text = ""
    stance: Stance = Stance.SUPPORTS


class EquivalenceRecord(Record):
    slug: Slug
    name: Required
    from_unit: Unit
    to_unit: Unit
    factor: Number
    low: Number | None = None
    high: Number | None = None
    bound_kind: BoundKind | None = None
    used_by: Required
    objections: Required
    drafting: Drafting = Drafting.HUMAN
    status: Status = Status.PUBLISHED
    citations: tuple[EquivalenceCitationRecord, ...] = ()


class SideRecord(Record):
    entity: Slug
    label: Text = ""


class RowRecord(Record):
    dimension: Slug
    comparability: Comparability | None = None
    reason: Text = ""
    names_boundaries: bool = False
    note: Text = ""


class ComparisonRecord(Record):
    slug: Slug
    title: Required
    category: Slug
    lede: Required
    outlook: Text = ""
    position: Whole = 0
    drafting: Drafting = Drafting.HUMAN
    status: Status = Status.PUBLISHED
    sides: tuple[SideRecord, ...] = ()
    rows: tuple[RowRecord, ...] = ()
    points: tuple[Slug, ...] = ()


class QuestionRecord(Record):
    slug: Slug
    question: Required
    remark: Text = ""
    comparison: Slug | None = None
    drafting: Drafting = Drafting.HUMAN
    status: Status = Status.PUBLISHED
    claims: tuple[Slug, ...] = ()


class CorrectionRecord(Record):
    """A correction that nobody reported, such as what a new reading of every claim found: in the log all the same."""

    slug: Slug
    place: Required
    report: Required
    outcome: Required
    edition: Required
    before: Required
    after: Required
    found_on: date = Field(strict=True)
    closed_on: date = Field(strict=True)


class Content(Record):
    """Everything the files hold, or everything the database holds."""

    sources: tuple[SourceRecord, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    boundaries: tuple[BoundaryRecord, ...] = ()
    dimensions: tuple[DimensionRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    entities: tuple[EntityRecord, ...] = ()
    equivalences: tuple[EquivalenceRecord, ...] = ()
    comparisons: tuple[ComparisonRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    corrections: tuple[CorrectionRecord, ...] = ()


def all_keys() -> set[str]:
    """Every key that some record knows."""
    return {key for record in Record.__subclasses__() for key in record.model_fields}
