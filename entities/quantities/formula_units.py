"""In which unit a formula comes out, by the dimensions that Pint knows of its inputs, counted things included."""

from collections import Counter
from collections.abc import Mapping

from .catalogue import Family
from .figures import QuantityError
from .formula_grammar import Binary, Formula, FormulaError, Name, Negation, Node, Number, Power, in_brackets
from .registry import family_of, unit_dimensions
from .unit_expressions import MAX_FACTORS, expression
from .unit_names import quantity_kind, unit_words

type Dimensions = dict[str, int]

# What sets of physical dimensions are called by one unit, the most telling first.
_NAMED = ("W", "J", "V", "A", "s", "m", "g", "bit", "gCO2e")
_SAID = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}


def in_words(node: Node) -> str:
    """The formula as it is spoken: "power divided by throughput"."""

    def inside(child: Node, *, right: bool = False) -> str:
        text = in_words(child)
        return f"({text})" if in_brackets(child, node, right=right) else text

    match node:
        case Name(name):
            return name.replace("_", " ")
        case Number(text):
            return text
        case Negation(operand):
            return f"minus {inside(operand)}"
        case Power(operand, exponent):
            return f"{inside(operand)} to the power of {exponent}"
        case Binary(operator, left, right):
            return f"{inside(left)} {_SAID[operator]} {inside(right, right=True)}"


def _product(one: Dimensions, other: Dimensions, sign: int = 1) -> Dimensions:
    net = Counter(one)
    for dimension, power in other.items():
        net[dimension] += sign * power
    return {dimension: power for dimension, power in net.items() if power}


def _unit_of(found: Dimensions) -> str | None:
    """A unit of these dimensions as somebody would write it ("J / FLOP"); None where there is none to write."""
    counted = {d: p for d, p in found.items() if family_of(d) in (Family.COUNT, Family.MONEY)}
    physical = {d: p for d, p in found.items() if d not in counted}
    parts: list[tuple[str, int]] = []
    if named := next((unit for unit in _NAMED if unit_dimensions(expression(unit)) == physical), None):
        parts.append((named, 1))
    elif named := next(
        (unit for unit in _NAMED if _product({}, unit_dimensions(expression(unit)), -1) == physical), None
    ):
        parts.append((named, -1))
    elif "g" in physical and (power := physical["g"]) in (1, -1):
        # Energy is in most of what has mass in it here: J/s² and the like say more than g·m²/s⁴.
        rest = _product(physical, unit_dimensions(expression("J")), -power)
        parts += [("J", power), *rest.items()]
    else:
        parts += physical.items()
    parts += counted.items()
    if len(parts) > MAX_FACTORS or any(abs(power) > 4 for _, power in parts):
        return None
    top = " * ".join(f"{unit}^{power}" for unit, power in parts if power > 0) or "1"
    return "".join([top, *(f" / {unit}^{-power}" for unit, power in parts if power < 0)])


def kind_of(found: Dimensions) -> str:
    """What has these dimensions, in words: "energy per synaptic event"."""
    if not found:
        return "a pure number"
    if unit := _unit_of(found):
        try:
            kind = quantity_kind(unit)
        except QuantityError:
            kind = "quantity"
        if not kind.startswith("quantity"):
            return kind
    return "·".join(f"{dimension}^{power}" if power != 1 else dimension for dimension, power in found.items())


def dimensions_of(node: Node, units: Mapping[str, str]) -> Dimensions:
    """The dimensions of a formula, given the unit of each name. FormulaError for a sum of unlike things."""
    match node:
        case Number():
            return {}
        case Name(name):
            return unit_dimensions(expression(units[name]))
        case Negation(operand):
            return dimensions_of(operand, units)
        case Power(operand, exponent):
            return {d: power * exponent for d, power in dimensions_of(operand, units).items()}
        case Binary(operator, left, right):
            one, two = dimensions_of(left, units), dimensions_of(right, units)
            if operator in "*/":
                return _product(one, two, 1 if operator == "*" else -1)
            if one != two:
                raise FormulaError(
                    f"“{in_words(node)}” cannot be worked out: {in_words(left)} is {kind_of(one)} and "
                    f"{in_words(right)} is {kind_of(two)}."
                )
            return one


def check_unit(formula: Formula, units: Mapping[str, str], unit: str) -> None:
    """Raises FormulaError, naming both, unless the formula comes out in something that converts into `unit`."""
    found, wanted = dimensions_of(formula.root, units), unit_dimensions(expression(unit))
    if found != wanted:
        words = in_words(formula.root)
        asked = unit_words(unit) if wanted else "a pure number"
        raise FormulaError(f"{words[:1].upper()}{words[1:]} gives {kind_of(found)}; the claim wants {asked}.")
