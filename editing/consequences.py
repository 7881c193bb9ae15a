"""What a save changes for readers beyond what was typed, in sentences for the editor, who is told before it is done."""

from collections.abc import Iterable, Iterator

from comparisons.documents import ComparisonDocument, RowPart, StatementPart
from comparisons.models import Edition

_UNFOUNDED = {"unsourced", "second-hand"}


def consequences_of(editions: Iterable[Edition]) -> list[str]:
    """What these new editions no longer say that the ones before them said. No query for those just published."""
    return [
        f"“{edition.comparison}”: {sentence}"
        for edition in editions
        if edition.preceding
        for sentence in lost_between(edition.preceding.content, edition.content)
    ]


def lost_between(before: ComparisonDocument, after: ComparisonDocument) -> Iterator[str]:
    """The cells that become empty or lose their sources, and the ratios that vanish, of what stays in the table."""
    labels = {side.entity.slug: side.label for side in after.sides}
    rows = {row.dimension.slug: row for row in after.rows}
    for row in before.rows:
        if row.dimension.slug in rows:
            yield from _lost_in_row(row, rows[row.dimension.slug], labels)


def _lost_in_row(before: RowPart, after: RowPart, labels: dict[str, str]) -> Iterator[str]:
    cells = _by_entity(after)
    for entity, cell in _by_entity(before).items():
        if entity not in cells or not cell.claim:
            continue
        place = f"“{after.dimension.name}” of {labels[entity]}"
        now = cells[entity]
        if not now.claim:
            said = f"“{cell.text}”" if cell.text else "the reason why there is no value"
            yield f"{place} will say “Nothing has been entered here yet” instead of {said}."
        elif _UNFOUNDED & set(now.markers) and not _UNFOUNDED & set(cell.markers) and "retracted" not in now.markers:
            yield f"{place} will have no source that counts as evidence."
    kept = {(ratio.over, ratio.under) for ratio in after.ratios}
    for ratio in before.ratios:
        if (ratio.over, ratio.under) not in kept and {ratio.over, ratio.under} <= set(cells):
            pair = f"{labels[ratio.over]} to {labels[ratio.under]}"
            yield (
                f"“{after.dimension.name}” will show no ratio of {pair} any more (now {ratio.text}): "
                f"{_why_no_ratio(after, [ratio.over, ratio.under], labels)}"
            )


def _why_no_ratio(row: RowPart, sides: list[str], labels: dict[str, str]) -> str:
    cells = _by_entity(row)
    for entity in sides:
        cell = cells[entity]
        if "unfounded" in cell.markers:
            return f"a figure of {labels[entity]} does not follow from others any more."
        if "retracted" in cell.markers:
            return f"a figure of {labels[entity]} was retracted."
        if cell.headline is None:
            count = sum(
                citation.figure is not None and citation.figure.rank == "normal" and citation.stance == "supports"
                for citation in cell.citations
            )
            if count > 1:
                return (
                    f"{labels[entity]} has {count} figures of the same rank, and none of them stands for the claim. "
                    "Give one the rank “preferred” to keep the ratio."
                )
            return f"{labels[entity]} has no figure that stands for the claim."
    if row.no_ratio:
        return f"it would set {row.no_ratio}."
    return "the row says that its cells may not be divided."


def _by_entity(row: RowPart) -> dict[str, StatementPart]:
    return {cell.entity: cell for cell in row.cells}
