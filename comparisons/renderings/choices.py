"""What a reader chose: assumptions switched on, units switched to. The whole of it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from django.http import HttpRequest

from comparisons.documents import ComparisonDocument
from core.parameters import Parameters
from entities.quantities import alternative_units

# What a view reads that offers these choices; each may be given more than once, and their order says nothing.
CHOICES = Parameters(many=("assume", "unit"))
_MOST = 20  # nobody switches more, and an address must not be able to ask for endless work


@dataclass(frozen=True, slots=True)
class Choices:
    """``assumed`` are slugs of equivalences, ``units`` pairs of a dimension's slug and a unit. Hashable."""

    assumed: frozenset[str] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def asked_for(cls, request: HttpRequest) -> Self:
        """From ``?assume=<equivalence>`` and ``?unit=<dimension>:<unit>``, as they came."""
        return cls.from_values(CHOICES.list_of(request, "assume"), CHOICES.list_of(request, "unit"))

    @classmethod
    def from_values(cls, assume: Sequence[str] = (), unit: Sequence[str] = ()) -> Self:
        """From slugs of equivalences, and pairs as ``<dimension>:<unit>``."""
        pairs = (value.partition(":") for value in unit[:_MOST])
        return cls(frozenset(assume[:_MOST]), frozenset((slug, name) for slug, _, name in pairs))

    def within(self, document: ComparisonDocument) -> "Choices":
        """Only those that this document offers, one unit a dimension, so that nonsense makes no new page."""
        offered = {
            row.dimension.slug: {row.dimension.unit, *alternative_units(row.dimension.unit)}
            for row in document.rows
            if row.dimension.unit and not row.dimension.unlike_units
        }
        units = {slug: unit for slug, unit in sorted(self.units) if unit in offered.get(slug, ())}
        return Choices(
            self.assumed & {part.slug for part in document.equivalences},
            frozenset(units.items()),
        )

    def unit_of(self, dimension: str) -> str:
        """The unit chosen for a dimension; empty for figures as printed."""
        return next((unit for slug, unit in self.units if slug == dimension), "")

    def turning(self, equivalence: str) -> "Choices":
        """With one assumption turned over."""
        return replace(self, assumed=self.assumed ^ {equivalence})

    def switching(self, dimension: str, unit: str) -> "Choices":
        """With another unit for one dimension; an empty one brings back the figures as printed."""
        others = frozenset(pair for pair in self.units if pair[0] != dimension)
        return replace(self, units=others | {(dimension, unit)} if unit else others)

    def values(self) -> dict[str, tuple[str, ...]]:
        """As an address says them, by the names in ``CHOICES``."""
        return {
            "assume": tuple(sorted(self.assumed)),
            "unit": tuple(f"{slug}:{unit}" for slug, unit in sorted(self.units)),
        }


AS_PUBLISHED = Choices()
