"""How near two units are to each other, and so how well two cells may ever be compared.

The software settles what it can from the units; an editor then states the comparability, never better than this.
"""

from enum import StrEnum
from typing import Literal

from .registry import Signature, signature

ComparabilityWord = Literal["equivalent", "analogous", "loosely_analogous", "not_comparable"]


class UnitKinship(StrEnum):
    """How far apart two units are."""

    SAME_COUNTED = "same_counted"
    SAME_PHYSICAL = "same_physical"
    DIFFERENT = "different"


# Hertz says how often and leaves out what: it may stand beside spikes per second, though never as the same thing.
_FREQUENCY = frozenset({("s", -1)})


def _is_rate_of_events(one: Signature, other: Signature) -> bool:
    bare, counting = (one, other) if not one.counted else (other, one)
    powers = [power for _, power in counting.counted]
    return bare.physical == counting.physical == _FREQUENCY and not bare.counted and powers == [1]


def unit_kinship(unit: str, other: str) -> UnitKinship:
    """Whether two units measure and count the same (J, kWh), the same physical thing of different subjects
    (J per synaptic event, J per parameter operation; neurons, parameters) or different things (W, J).

    Raises QuantityError if either unit is not understood.
    """
    one, two = signature(unit), signature(other)
    if one == two:
        return UnitKinship.SAME_COUNTED
    if one.physical == two.physical and one.families == two.families:
        return UnitKinship.SAME_PHYSICAL
    return UnitKinship.SAME_PHYSICAL if _is_rate_of_events(one, two) else UnitKinship.DIFFERENT


_BEST: dict[UnitKinship, ComparabilityWord] = {
    UnitKinship.SAME_COUNTED: "equivalent",
    UnitKinship.SAME_PHYSICAL: "analogous",
    UnitKinship.DIFFERENT: "not_comparable",
}


def best_comparability(kinship: UnitKinship) -> ComparabilityWord:
    """The best word of comparability that units of this kinship allow."""
    return _BEST[kinship]
