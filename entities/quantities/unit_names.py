"""What units are called: symbols for tables, words for speech and screen readers, kinds for messages."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from .catalogue import PREFIXES, Family
from .registry import Factor, UnitExpression, dimensions, family_of
from .unit_compatibility import signature
from .unit_expressions import expression

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """The integer in raised digits: 15 gives "¹⁵"."""
    return str(number).translate(_RAISED)


def _factor_symbol(factor: Factor, *, plural: bool) -> str:
    entry = factor.entry
    prefix = "µ" if factor.prefix == "u" else factor.prefix
    text = (entry.plural if plural else entry.singular) if entry.is_worded else prefix + entry.symbol
    return text + (superscript(abs(factor.power)) if abs(factor.power) > 1 else "")


def expression_symbol(unit: UnitExpression, *, plural: bool = False) -> str:
    """A unit as printed after a number: "J", "synapses/mm³", "J per synaptic event"."""
    text = "·".join(_factor_symbol(factor, plural=plural) for factor in unit.above)
    if not text and unit.below:
        return " ".join(f"per {_factor_words(factor, plural=False)}" for factor in unit.below)
    if plural and text == "bit" and all(factor.entry.is_worded for factor in unit.below):
        text = "bits"
    for factor in unit.below:
        text += (" per " if factor.entry.is_worded else "/") + _factor_symbol(factor, plural=False)
    return text


def unit_symbol(unit: str) -> str:
    """The short form of a unit: "J", "GFLOP/J", "J per synaptic event", "%"; "" for a pure number."""
    return expression_symbol(expression(unit))


def _factor_words(factor: Factor, *, plural: bool) -> str:
    word = factor.entry.plural if plural else factor.entry.singular
    power = {2: "square ", 3: "cubic ", 4: "quartic "}.get(abs(factor.power), "")
    if factor.prefix and factor.entry.name == "FLOP":
        word = "FLOP"  # "teraFLOP", because nobody says "terafloating-point operation"
    return power + PREFIXES[factor.prefix][1] + word


def unit_words(unit: str, value: Decimal | None = None) -> str:
    """The unit in full, in the number that the value asks for: "joules per synaptic event", "cubic millimetre"."""
    found = expression(unit)
    last = len(found.above) - 1
    words = [_factor_words(factor, plural=place == last and value != 1) for place, factor in enumerate(found.above)]
    words += [f"per {_factor_words(factor, plural=False)}" for factor in found.below]
    return " ".join(words)


_KINDS: dict[frozenset[tuple[str, int]], str] = {
    frozenset({("g", 1), ("m", 2), ("s", -3)}): "power",
    frozenset({("g", 1), ("m", 2), ("s", -2)}): "energy",
    frozenset({("s", 1)}): "time",
    frozenset({("s", -1)}): "frequency",
    frozenset({("m", 1)}): "length",
    frozenset({("m", 2)}): "area",
    frozenset({("m", 3)}): "volume",
    frozenset({("m", 1), ("s", -1)}): "speed",
    frozenset({("g", 1)}): "mass",
    frozenset({("bit", 1)}): "information",
    frozenset({("bit", 1), ("s", -1)}): "rate of information",
    frozenset({("gCO2e", 1)}): "emissions of CO₂ equivalent",
    frozenset({("BLEU", 1)}): "BLEU score",
    frozenset({("order_of_magnitude", 1)}): "orders of magnitude",
    frozenset({("A", 1)}): "electric current",
    frozenset({("g", 1), ("m", 2), ("s", -3), ("A", -1)}): "voltage",
}


def _split(factors: Iterable[Factor]) -> tuple[frozenset[tuple[str, int]], list[str]]:
    """Physical dimensions of some factors, and the things they count, in the plural."""
    physical: Counter[str] = Counter()
    things: list[str] = []
    for factor in factors:
        if factor.entry.family in (Family.COUNT, Family.MONEY):
            things.append(factor.entry.plural)
            continue
        for dimension, power in dimensions(factor.entry.name).items():
            if family_of(dimension) is Family.PHYSICAL:
                physical[dimension] += power * factor.power
    return frozenset((dimension, power) for dimension, power in physical.items() if power), things


@lru_cache(maxsize=2048)
def quantity_kind(unit: str) -> str:
    """What the unit measures, for messages: "power", "energy per synaptic event", "count of neurons".

    Raises QuantityError if the unit is not understood.
    """
    found = expression(unit)
    mark = signature(unit)
    if not mark.counted:
        if not mark.physical:
            if mark.ratio_of:
                kind = _KINDS.get(mark.ratio_of, "quantity")
                return f"ratio of {kind} to {kind}"
            names = {factor.entry.name for factor in found.factors}
            return "share" if names & {"percent", "fraction"} else "pure number"
        pure_above = [factor.entry for factor in found.above if factor.entry.family is Family.PURE]
        if pure_above:
            start = "factor" if pure_above[0].name == "times" else "share"
            return start + _below_words(found)
        if kind_found := _KINDS.get(mark.physical):
            return kind_found
    net, _ = _split(found.factors)
    counted_above = [f.entry for f in found.above if f.entry.family in (Family.COUNT, Family.MONEY)]
    below_things = "".join(
        f" per {f.entry.singular}" for f in found.below if f.entry.family in (Family.COUNT, Family.MONEY)
    )
    if not counted_above:
        if net in _KINDS or not net:
            return _KINDS.get(net, "share") + below_things
        above, _ = _split(found.above)
        return _KINDS.get(above, "quantity") + _below_words(found)
    things = " and ".join(entry.plural for entry in counted_above)
    if all(entry.family is Family.MONEY for entry in counted_above):
        start = f"money in {things}"
    elif any("_" in entry.name and entry.definition for entry in counted_above):
        start = f"processor time in {things}"
    else:
        start = f"count of {things}"
    if not net:
        return start + below_things
    if net == frozenset({("s", -1)}):
        return f"rate of {things}{below_things}"
    return f"{things}{_below_words(found)}"


def _below_words(unit: UnitExpression) -> str:
    physical, _ = _split(unit.below)
    turned = frozenset((dimension, -power) for dimension, power in physical)
    if turned in _KINDS:
        measured = [_KINDS[turned]]
    else:
        measured = [_KINDS.get(_split([Factor("", f.entry, 1)])[0], f.entry.singular) for f in unit.below
                    if f.entry.family is Family.PHYSICAL]  # fmt: skip
    things = [f.entry.singular for f in unit.below if f.entry.family in (Family.COUNT, Family.MONEY)]
    return "".join(f" per {thing}" for thing in (*measured, *things))
