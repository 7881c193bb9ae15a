"""How far the cells of a row may be set against each other: what an editor says, or what the units alone say."""

from collections.abc import Iterable
from typing import NamedTuple

from comparisons.documents import Comparability, ComparabilityBasis, FigurePart, StatementPart
from comparisons.models import Comparability as Word
from entities.quantities import best_comparability, compare_units

_BEST_FIRST = Word.values


class Judgement(NamedTuple):
    """The fields of a RowPart that say how far its cells may be compared, and who says so."""

    comparability: Comparability
    comparability_basis: ComparabilityBasis
    comparability_reason: str

    @property
    def forbids_ratios(self) -> bool:
        """Whether an editor allows no ratio, by saying so or by saying nothing. Units that are alike do: a ratio
        exists for those pairs of cells whose units are, and for no others."""
        return self.comparability_basis == "editor" and self.comparability in {"not-judged", "not-comparable"}


def by_editor(word: str, reason: str) -> Judgement:
    """What an editor says; an empty word is none yet."""
    return Judgement(_as_comparability(word or "not-judged"), "editor", reason)


def by_units(cells: Iterable[StatementPart]) -> Judgement:
    """What the units of the headline figures say, for a row that no editor has judged.

    It is the best word that they allow for the worst pair: figures in the same unit are equivalent, the same
    physical quantity of different things is analogous at best, and unlike quantities are not comparable. With fewer
    than two figures, as in a row of texts, nothing is judged.
    """
    headlines = [cell.headline for cell in cells if cell.headline]
    if len(headlines) < 2:
        return Judgement("not-judged", "units", "")
    first, *others = headlines
    return Judgement(_as_comparability(allowed(first, worst_against(first, others))), "units", "")


def worst_against(first: FigurePart, others: Iterable[FigurePart]) -> FigurePart:
    """The one among the others whose unit allows the least beside the first."""
    return max(others, key=lambda other: _BEST_FIRST.index(allowed(first, other)))


def allowed(one: FigurePart, other: FigurePart) -> str:
    """The best word of comparability that the units of two figures allow."""
    return best_comparability(compare_units(one.unit, other.unit))


def is_better(word: str, than: str) -> bool:
    """Whether one of the editors’ words promises more than another."""
    return _BEST_FIRST.index(word) < _BEST_FIRST.index(than)


def _as_comparability(word: str) -> Comparability:
    return word  # type: ignore[return-value]  # one of the choices, which the database and the document both hold
