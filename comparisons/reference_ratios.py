"""How many times a thing is the one that readers hold things against: the human brain, unless they choose another."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from comparisons.documents import ComparisonDocument, RatioPart, RowPart, StatementPart
from comparisons.ratios import relations
from entities.models import Claim

# Where a page names no other.
DEFAULT_REFERENCE = "human-brain"


class AgainstReference(NamedTuple):
    """What a cell is against the reference: a ratio, or in ``reason`` why there is none; both empty where nothing can
    be said. ``is_over`` says that the thing itself is the larger one; ``is_reference``, that it is the reference."""

    name: str
    ratio: RatioPart | None
    reason: str
    is_over: bool = False
    is_reference: bool = False


def claims_of_reference(slug: str, dimensions: Iterable[int]) -> list[Claim]:
    """The reference's public claims on these dimensions (primary keys). One query."""
    claims = Claim.objects.published().attributes().filter(entity__slug=slug, dimension__in=set(dimensions))
    return list(claims.select_related("entity", "dimension__group").order_by("dimension"))


def cells_by_dimension(document: ComparisonDocument) -> Mapping[str, StatementPart]:
    """The first side's cell in each row, by the slug of its dimension."""
    return {row.dimension.slug: row.cells[0] for row in document.rows}


def against_reference(
    row: RowPart, cell: StatementPart, reference: StatementPart | None, name: str
) -> AgainstReference:
    """A cell of the row against the reference's on the same dimension, by the rules of every ratio."""
    if reference is None or cell.headline is None:
        return AgainstReference(name, None, "")
    if cell.entity == reference.entity:
        return AgainstReference(name, None, "", is_reference=True)
    found = relations((cell, reference), forbidden=False, equivalences=(), asks_boundary=row.dimension.asks_boundary)
    ratio = found["ratios"][0] if found["ratios"] else None
    return AgainstReference(
        name, ratio, "" if ratio else found["no_ratio"], ratio is not None and ratio.over == cell.entity
    )
