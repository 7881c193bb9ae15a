"""The row of a comparison that says most in numbers: for front pages, pictures to share, and whatever shows but one."""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from citations.formatting import without_markup
from comparisons.documents import ComparisonDocument, RowPart, StatementPart
from comparisons.models import Comparability
from entities.quantities import QuantityError, unit_symbol, unit_words


class TellingValue(NamedTuple):
    """What one side says in the row; ``unit`` names what is counted or measured where the text itself does not."""

    label: str
    hue: int
    text: str
    unit: str
    claim: str


class TellingRow(NamedTuple):
    """A row with a number on at least two sides. ``comparability`` is in words; ``ratio`` may be empty."""

    dimension: str
    slug: str
    comparability: str
    values: Sequence[TellingValue]
    ratio: str


def telling_row(document: ComparisonDocument) -> TellingRow | None:
    """The row with numbers on most sides, better with a ratio, better the more like its sides are, and of these the
    one whose sides lie furthest apart; None where no row has numbers on two sides."""
    rows = [row for row in document.rows if _numbers(row) >= 2]
    if not rows:
        return None
    row = min(rows, key=_rank)
    values = [
        TellingValue(side.label, hue, *words_of(cell), cell.claim)
        for hue, (side, cell) in enumerate(zip(document.sides, row.cells, strict=True), start=1)
        if cell.headline is not None
    ]
    is_judged = row.comparability != "not-judged"
    ratio = ""
    if len(document.sides) == 2 and row.ratios:
        labels = {side.entity.slug: side.label for side in document.sides}
        first = row.ratios[0]
        ratio = f"{labels[first.over]}: {first.text} {labels[first.under]}"
    return TellingRow(
        dimension=row.dimension.name,
        slug=row.dimension.slug,
        comparability=Comparability(row.comparability).label if is_judged else "",
        values=values,
        ratio=ratio,
    )


def _numbers(row: RowPart) -> int:
    return sum(cell.headline is not None for cell in row.cells)


def _rank(row: RowPart) -> tuple[int, bool, int, float]:
    """Smaller is more telling."""
    order = [*Comparability.values, "not-judged"]
    apart = max((abs(log10(float(ratio.value))) for ratio in row.ratios if ratio.value), default=0.0)
    return -_numbers(row), not row.ratios, order.index(row.comparability), -apart


def words_of(cell: StatementPart) -> tuple[str, str]:
    """The claim as text without Markdown, and its unit where that does not name it."""
    text, figure = without_markup(cell.text), cell.headline
    if figure is None:
        return text, ""
    try:
        words, symbol = unit_words(figure.unit), unit_symbol(figure.unit)
    except QuantityError:
        return text, figure.unit
    leading, _, per = words.partition(" per ")
    if symbol and symbol.replace("/", " ").split()[0] in text:
        return text, f"per {per}" if per and per not in text and "/" not in text else ""
    return text, "" if not words or leading.split(" ")[0].rstrip("s") in text else words
