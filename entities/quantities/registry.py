"""The one Pint registry, and the reading of unit expressions into normalised, storable names.

Pint answers what a unit is worth and which dimensions it has. It does not read text here: its own reader evaluates
arithmetic, accepts any prefix on any unit, and knows a thousand units that no source of ours prints.
"""

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from typing import Any

import pint

from .catalogue import AMBIGUOUS, CATALOGUE, PREFIXES, SHORTHANDS, Family, UnitEntry
from .figures import PRECISE, QuantityError

MAX_UNIT_LENGTH = 100
MAX_FACTORS = 8


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
    found = registry().get_dimensionality(name)
    return {dimension.strip("[]"): int(power) for dimension, power in found.items()}


@cache
def _base_factor(name: str) -> Decimal:
    if name == "1":
        return Decimal(1)
    factor, _ = registry().get_base_units(name)
    return Decimal(factor)


def magnitude(unit: UnitExpression) -> Decimal:
    """How many base units one of this unit is worth: 3.6e9 for MWh, with g, m and s below it."""
    with localcontext(PRECISE):
        product = Decimal(1)
        for factor in unit.factors:
            product *= _base_factor(factor.entry.name) ** factor.power
            product = product.scaleb(PREFIXES[factor.prefix][0] * factor.power)
        return product


def family_of(dimension: str) -> Family:
    """The family of a base dimension as `dimensions` names it."""
    return CATALOGUE[dimension].family if dimension in CATALOGUE else Family.PHYSICAL


def _key(spelling: str) -> str:
    return " ".join(re.split(r"[\s_-]+", spelling.strip()))


@cache
def _spellings() -> tuple[dict[str, tuple[str, UnitEntry]], dict[str, tuple[str, UnitEntry]]]:
    """Every accepted spelling: symbols, where case tells mW from MW, and words, where it does not."""
    symbols: dict[str, tuple[str, UnitEntry]] = {}
    words: dict[str, tuple[str, UnitEntry]] = {}
    for entry in CATALOGUE.values():
        for prefix in dict.fromkeys(("", *entry.prefixes)):
            prefix_word = PREFIXES[prefix][1]
            for spelling in {entry.name, entry.symbol, *entry.aliases} - {""}:
                if (
                    prefix == ""
                    or len(spelling.split()[0]) < 4
                    or spelling.removesuffix("s") in (entry.name, entry.symbol)
                ):
                    symbols.setdefault(_key(prefix + spelling), (prefix, entry))
            for word in {entry.singular, entry.plural, *entry.aliases} - {""}:
                if prefix == "" or len(word) > 3:
                    words.setdefault(_key(prefix_word + word).lower(), (prefix, entry))
    return symbols, words


def _look_up(spelling: str) -> tuple[str, UnitEntry] | None:
    symbols, words = _spellings()
    key = _key(spelling)
    if found := symbols.get(key):
        return found
    return words.get(key.lower()) if len(key) > 3 or key.lower() in ("bit", "day") else None


def _unknown(spelling: str) -> QuantityError:
    symbols, words = _spellings()
    known = {word: entry.name if entry.is_worded else word for word, (_, entry) in words.items()}
    known |= {symbol.lower(): symbol for symbol in symbols if len(symbol) < 4}
    close = difflib.get_close_matches(spelling[:40].lower(), known, n=1, cutoff=0.72)
    suggestion = known[close[0]] if close else ""
    if suggestion:
        return QuantityError(f"I do not know the unit “{spelling}”; did you mean {suggestion.replace('_', ' ')}?")
    return QuantityError(
        f"I do not know the unit “{spelling}”. I know symbols such as W, MWh, ms or bit/s, "
        "and what is counted, such as neurons, synapses, parameters or tokens."
    )


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPERSCRIPT_RUN = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CHARACTERS = str.maketrans(
    {"µ": "u", "μ": "u", "₂": "2", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "⋅": "·", "∙": "·"}
)  # fmt: skip


def ascii_exponents(text: str) -> str:
    """The text with raised digits as ^n and the look-alikes of minus, micro and dot made one."""
    raised = _SUPERSCRIPT_RUN.sub(lambda run: "^" + run.group().translate(_SUPERSCRIPTS), text)
    return raised.translate(_CHARACTERS)


_UNIT_TOKEN = re.compile(
    r"\s*(?:(?P<power>(?:\^|\*\*)\s*\(?(?P<exponent>[-+]?[0-9]{1,2})\)?)|(?P<mark>[*·/()])|(?P<one>1(?![0-9.]))"
    r"|(?P<word>US\$|[%$€£×]|[^\W\d_][\w]*(?:-[^\W\d_]\w*)*))"
)


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _UNIT_TOKEN.match(text, position)
        if match is None:
            raise _unknown(text)
        kind = match.lastgroup or ""
        if match.group("power"):
            found.append(("power", match.group("exponent")))
        else:
            found.append((kind, match.group(kind)))
        position = match.end()
    return found


class _Reader:
    """Reads one unit expression: factors side by side multiply, a slash or "per" divides by what follows it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0
        self.scale = 0
        self.factors: list[Factor] = []

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else ("end", "")

    def read(self) -> tuple[int, UnitExpression]:
        self.product(sign=1, closing=False)
        sides = Counter((f.entry.name, f.power > 0) for f in self.factors)
        if any(count > 1 for count in sides.values()):
            raise QuantityError(f"The unit “{self.text}” names the same thing twice.")
        if len(self.factors) > MAX_FACTORS:
            raise QuantityError(f"The unit “{self.text}” has too many parts.")
        ordered = [f for f in self.factors if f.power > 0] + [f for f in self.factors if f.power < 0]
        return self.scale, UnitExpression(tuple(ordered))

    def product(self, *, sign: int, closing: bool) -> None:
        direction, expects, divided = sign, True, False
        while True:
            kind, token = self.peek()
            if kind == "end" or token == ")":
                if expects or (token == ")") != closing:
                    raise QuantityError(f"The unit “{self.text}” ends too early or has an odd bracket.")
                return
            if token == "/" or (kind == "word" and token.lower() == "per"):
                if expects and self.position > 0 and self.peek(-1)[1] != "(":
                    raise QuantityError(f"The unit “{self.text}” has a division with nothing to divide.")
                direction, expects, divided = -sign, True, True
                self.position += 1
                continue
            if token in ("*", "·"):
                if expects:
                    raise QuantityError(f"The unit “{self.text}” has a product with nothing before it.")
                direction, expects, divided = sign, True, False
                self.position += 1
                continue
            if divided and not expects:
                raise QuantityError(
                    f"In the unit “{self.text}” I cannot tell what stands below the line: use brackets, "
                    "as in error/(bit h)."
                )
            if token == "(":
                self.position += 1
                self.product(sign=direction, closing=True)
                self.position += 1
            else:
                self.factor(direction)
            expects = False

    def factor(self, sign: int) -> None:
        kind, token = self.peek()
        if kind == "one":
            self.position += 1
            return
        if kind != "word":
            raise QuantityError(f"I do not understand “{token}” in the unit “{self.text}”.")
        power = {"square": 2, "cubic": 3}.get(token.lower(), 1)
        if power > 1:
            self.position += 1
        prefix, entry, attached, used = self.longest_name()
        self.position += used
        power *= attached
        if self.peek()[0] == "power":
            power *= int(self.peek()[1])
            self.position += 1
        if not 1 <= abs(power) <= 4:
            raise QuantityError(f"I do not use powers like the one in “{self.text}”.")
        if isinstance(entry, UnitEntry):
            if entry.name != "1":
                self.factors.append(Factor(prefix, entry, sign * power))
            return
        if power != 1:
            raise QuantityError(f"“{token}” cannot be raised to a power.")
        scale, expression = entry
        self.scale += sign * scale
        _, inner = read_unit(expression)
        self.factors.extend(Factor(f.prefix, f.entry, sign * f.power) for f in inner.factors)

    def longest_name(self) -> tuple[str, UnitEntry | tuple[int, str], int, int]:
        words: list[str] = []
        while self.peek(len(words))[0] == "word" and len(words) < 5:
            words.append(self.peek(len(words))[1])
        for used in range(len(words), 0, -1):
            spelling = " ".join(words[:used])
            if advice := AMBIGUOUS.get(spelling):
                raise QuantityError(f"“{spelling}” can mean two things: write {advice}.")
            if shorthand := SHORTHANDS.get(spelling):
                return "", shorthand, 1, used
            if found := _look_up(spelling):
                return *found, 1, used
        if (split := re.fullmatch(r"([^\W\d_]+)([234])", words[0] if words else "")) and (
            found := _look_up(split.group(1))
        ):
            return *found, int(split.group(2)), 1
        unreadable = [word for word in words if word.lower() not in ("per", "to", "and")]
        raise _unknown(" ".join(unreadable[:5]) or self.text)


@lru_cache(maxsize=2048)
def read_unit(text: str) -> tuple[int, UnitExpression]:
    """The power of ten and the expression that a written unit stands for: (12, "operation / s") for TOPS.

    Raises QuantityError, naming what was not understood and the nearest unit that would be.
    """
    cleaned = " ".join(ascii_exponents(text).split())
    if not cleaned:
        return 0, UnitExpression(())
    if len(cleaned) > MAX_UNIT_LENGTH:
        raise QuantityError(f"A unit of {len(cleaned)} characters is too long to be one.")
    return _Reader(cleaned).read()


def expression(unit: str) -> UnitExpression:
    """The expression of a unit that carries no hidden power of ten; QuantityError for TOPS and its like."""
    scale, found = read_unit(unit)
    if scale:
        raise QuantityError(f"“{unit}” hides a power of ten: write {found.name}.")
    return found


def normalise_unit(text: str) -> str:
    """The stored name of a unit as typed: "joules per synaptic event" becomes "J / synaptic_event"."""
    return expression(text).name


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
    """The signature of a unit. Counted things are not cancelled: synapses per neuron is no pure number."""
    net: Counter[str] = Counter()
    above: Counter[str] = Counter()
    counted: list[tuple[str, int]] = []
    for factor in expression(unit).factors:
        for dimension, power in dimensions(factor.entry.name).items():
            total = power * factor.power
            if family_of(dimension) in (Family.COUNT, Family.MONEY):
                counted.append((dimension, total))
                continue
            net[dimension] += total
            if factor.power > 0:
                above[dimension] += total
    physical = frozenset((dimension, power) for dimension, power in net.items() if power)
    ratio_of = frozenset() if physical else frozenset((d, p) for d, p in above.items() if p)
    return Signature(physical, tuple(sorted(counted)), ratio_of)
