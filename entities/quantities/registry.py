"""The one Pint registry: what a unit is worth and which dimensions it has.

Pint reads no text here: its own reader evaluates arithmetic, accepts any prefix on any unit, and knows a thousand
units that no source of ours prints. Text is read in `spelling`, against the catalogue.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pint

from .catalogue import CATALOGUE, PREFIXES, Family, UnitEntry
from .figures import PRECISE


@dataclass(frozen=True, slots=True)
class Factor:
    """One unit in an expression, such as the mm³ of "synapses per mm³": a prefix, an entry and a power."""

    prefix: str
    entry: UnitEntry
    power: int

    @property
    def name(self) -> str:
        """The factor as stored, without the sign of its power: "mm3"."""
        size = abs(self.power)
        return f"{self.prefix}{self.entry.name}{size if size > 1 else ''}"


@dataclass(frozen=True, slots=True)
class UnitExpression:
    """A product of factors, in the order written: what stands above the line first, what stands below it after."""

    factors: tuple[Factor, ...]

    @property
    def above(self) -> tuple[Factor, ...]:
        return tuple(factor for factor in self.factors if factor.power > 0)

    @property
    def below(self) -> tuple[Factor, ...]:
        return tuple(factor for factor in self.factors if factor.power < 0)

    @property
    def name(self) -> str:
        """The normalised name that is stored, for instance "J / synaptic_event" or "1 / year"."""
        top = " * ".join(factor.name for factor in self.above) or "1"
        return "".join((top, *(f" / {factor.name}" for factor in self.below)))


@cache
def registry() -> "pint.UnitRegistry[Any]":
    """The one Pint registry, built on first use, with exact decimals and nothing in it but the catalogue."""
    import pint  # a third of a second that most commands never need

    built: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Decimal)
    for entry in CATALOGUE.values():
        if entry.name == "1":
            continue
        built.define(f"{entry.name} = {entry.definition or f'[{entry.name}]'}")
    return built


@cache
def dimensions(name: str) -> dict[str, int]:
    """Base units of one catalogue entry with their powers; treat the result as read-only."""
    if name == "1":
        return {}
    found: dict[str, Any] = dict(registry().get_dimensionality(name))
    return {dimension.strip("[]"): int(power) for dimension, power in found.items()}


@cache
def _base_factor(name: str) -> Decimal:
    if name == "1":
        return Decimal(1)
    factor: Any = registry().get_base_units(name)[0]
    return Decimal(factor)


def magnitude(unit: UnitExpression) -> Decimal:
    """How many base units one of this unit is worth: 3.6e9 for MWh, with g, m and s below it."""
    with localcontext(PRECISE):
        product = Decimal(1)
        for factor in unit.factors:
            product *= _base_factor(factor.entry.name) ** factor.power
            product = product.scaleb(PREFIXES[factor.prefix][0] * factor.power)
        return product


def exact_magnitude(unit: UnitExpression) -> Fraction:
    """`magnitude` as a fraction: an hour does not divide evenly in decimals."""
    product = Fraction(1)
    for factor in unit.factors:
        product *= (Fraction(_base_factor(factor.entry.name)) * Fraction(10) ** PREFIXES[factor.prefix][0]) ** (
            factor.power
        )
    return product


def unit_dimensions(unit: UnitExpression) -> dict[str, int]:
    """Base units of a whole expression with their powers. What stands above the line and below it has cancelled,
    counted things included: neuron * synapse / neuron is a number of synapses."""
    net: Counter[str] = Counter()
    for factor in unit.factors:
        for dimension, power in dimensions(factor.entry.name).items():
            net[dimension] += power * factor.power
    return {dimension: power for dimension, power in sorted(net.items()) if power}


def family_of(dimension: str) -> Family:
    """The family of a base dimension as `dimensions` names it."""
    return CATALOGUE[dimension].family if dimension in CATALOGUE else Family.PHYSICAL
