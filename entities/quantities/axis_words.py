"""What stands along an axis: a few words at a tick, and the unit once for all of them."""

from decimal import Decimal

from .catalogue import Family
from .formatting import in_best_prefix, pretty
from .registry import Factor, UnitExpression
from .unit_compatibility import signature
from .unit_expressions import expression
from .unit_names import unit_words


def tick_words(value: Decimal, unit: str) -> str:
    """The quantity as briefly as a tick can say it: "1 kW", "10 million", "1 fJ" of energy per event, "50%".

    What is written out as a word, such as neurons or per synaptic event, stands once beside the axis (`axis_words`).
    """
    found = expression(unit)
    if any(factor.entry.is_worded for factor in found.above) or not found.above:
        return pretty(value, "1")
    brief = (*found.above, *(factor for factor in found.below if factor.entry.family is Family.PHYSICAL))
    number, shown = in_best_prefix(value, UnitExpression(brief))
    if not 0 <= number.adjusted() < 3:  # beyond the prefixes
        return pretty(value, UnitExpression(brief).name)
    return pretty(number, shown.name, rescale=False)


def axis_words(unit: str) -> str:
    """The unit in full: "watts", "joules per synaptic event"; "pure numbers" where there is none."""
    return unit_words(unit) if expression(unit).name != "1" else "pure numbers"


def counts_things(unit: str) -> bool:
    """Whether the unit says how many of something there are, or come by: then another thing's numbers mean nothing
    on its axis. Energy per event, by contrast, is energy whatever the event."""
    return any(power > 0 for _, power in signature(unit).counted) or any(
        factor.entry.family in (Family.COUNT, Family.MONEY) for factor in expression(unit).above
    )


def unprefixed(unit: str) -> str:
    """The unit without the prefixes above its line: "J / synaptic_event" for "fJ / synaptic_event"."""
    found = expression(unit)
    above = tuple(
        Factor("" if factor.entry.display else factor.prefix, factor.entry, factor.power) for factor in found.above
    )
    return UnitExpression((*above, *found.below)).name
