"""How near two units are to each other, and so how well two cells may ever be compared.

The software settles what it can from the units; an editor then states the comparability, never better than this.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from .catalogue import Family
from .registry import dimensions, family_of, unit_dimensions
from .unit_expressions import expression

ComparabilityWord = Literal["equivalent", "analogous", "loosely-analogous", "not-comparable"]


@dataclass(frozen=True, slots=True)
class Signature:
    """What decides whether two units may meet: physical dimensions, what is counted, and of what a pure ratio is."""

    physical: frozenset[tuple[str, int]]
    counted: tuple[tuple[str, int], ...]
    ratio_of: frozenset[tuple[str, int]]

    @property
    def families(self) -> tuple[tuple[str, int], ...]:
        """The counted part with every thing replaced by its family, so that only the shape is left."""
        return tuple(sorted((family_of(thing), power) for thing, power in self.counted))


@lru_cache(maxsize=2048)
def signature(unit: str) -> Signature:
    """The signature of a unit. What is counted above the line and below it cancels like anything else: of
    neuron * synapse / neuron, synapses are left; synapses per neuron stay what they are."""
    found = expression(unit)
    net = unit_dimensions(found)
    counted = tuple((thing, power) for thing, power in net.items() if _is_counted(thing))
    physical = frozenset((dimension, power) for dimension, power in net.items() if not _is_counted(dimension))
    above: Counter[str] = Counter()
    for factor in found.above:
        for dimension, power in dimensions(factor.entry.name).items():
            above[dimension] += power * factor.power
    ratio_of = frozenset() if physical or counted else frozenset((d, p) for d, p in above.items() if p)
    return Signature(physical, counted, ratio_of)


def _is_counted(dimension: str) -> bool:
    return family_of(dimension) in (Family.COUNT, Family.MONEY)


class UnitCompatibility(StrEnum):
    """How far apart two units are."""

    SAME_COUNTED = "same-counted"
    SAME_PHYSICAL = "same-physical"
    DIFFERENT = "different"


# Hertz says how often and leaves out what: it may stand beside spikes per second, though never as the same thing.
_FREQUENCY = frozenset({("s", -1)})


def _is_rate_of_events(one: Signature, other: Signature) -> bool:
    bare, counting = (one, other) if not one.counted else (other, one)
    powers = [power for _, power in counting.counted]
    return bare.physical == counting.physical == _FREQUENCY and not bare.counted and powers == [1]


@lru_cache(maxsize=2048)
def compare_units(unit: str, other: str) -> UnitCompatibility:
    """Whether two units measure and count the same (J, kWh), the same physical thing of different subjects
    (J per synaptic event, J per parameter operation; neurons, parameters) or different things (W, J).

    Raises QuantityError if either unit is not understood.
    """
    one, two = signature(unit), signature(other)
    if one == two:
        return UnitCompatibility.SAME_COUNTED
    if one.physical == two.physical and one.families == two.families:
        return UnitCompatibility.SAME_PHYSICAL
    return UnitCompatibility.SAME_PHYSICAL if _is_rate_of_events(one, two) else UnitCompatibility.DIFFERENT


_BEST: dict[UnitCompatibility, ComparabilityWord] = {
    UnitCompatibility.SAME_COUNTED: "equivalent",
    UnitCompatibility.SAME_PHYSICAL: "analogous",
    UnitCompatibility.DIFFERENT: "not-comparable",
}


def best_comparability(compatibility: UnitCompatibility) -> ComparabilityWord:
    """The best word of comparability that units of this compatibility allow."""
    return _BEST[compatibility]
