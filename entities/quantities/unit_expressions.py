"""Reading unit expressions as people write them: "joules per synaptic event", "synapse/mm³", "error/(bit h)".

A spelling is accepted only if the catalogue lists it, so that a slip is refused with the nearest unit there is.
"""

import difflib
import re
from collections import Counter
from functools import cache, lru_cache

from .catalogue import AMBIGUOUS, CATALOGUE, PREFIXES, SHORTHANDS, UnitEntry
from .figures import QuantityError
from .registry import Factor, UnitExpression

MAX_UNIT_LENGTH = 100
MAX_FACTORS = 8


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


@cache
def _known() -> dict[str, str]:
    """Every spelling that may be suggested, and what the suggestion says."""
    symbols, words = _spellings()
    known = {word: entry.name if entry.is_worded else prefix + entry.symbol for word, (prefix, entry) in words.items()}
    return known | {symbol.lower(): symbol for symbol in symbols if len(symbol) < 4}


@lru_cache(maxsize=2048)
def _nearest(spelling: str) -> str:
    """The unit that is spelled most like this, or "". Kept: to look takes milliseconds, and prose is read on pages."""
    close = difflib.get_close_matches(spelling, _known(), n=1, cutoff=0.72)
    return _known()[close[0]] if close else ""


def _unknown(spelling: str) -> QuantityError:
    suggestion = _nearest(spelling[:40].lower())
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
    r"\s*(?:(?P<power>(?:\^|\*\*)\s*(?:\((?P<bracketed>[-+]?[0-9]{1,2})\)|(?P<exponent>[-+]?[0-9]{1,2})))"
    r"|(?P<mark>[*·/()])|(?P<one>1(?![0-9.]))"
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
            found.append(("power", match.group("bracketed") or match.group("exponent")))
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
            kind, piece = self.peek()
            if kind == "end" or piece == ")":
                if expects or (piece == ")") != closing:
                    raise QuantityError(f"The unit “{self.text}” ends too early or has an odd bracket.")
                return
            if piece == "/" or (kind == "word" and piece.lower() == "per"):
                if expects and self.position > 0 and self.peek(-1)[1] != "(":
                    raise QuantityError(f"The unit “{self.text}” has a division with nothing to divide.")
                direction, expects, divided = -sign, True, True
                self.position += 1
                continue
            if piece in ("*", "·"):
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
            if piece == "(":
                self.position += 1
                self.product(sign=direction, closing=True)
                self.position += 1
            else:
                self.factor(direction)
            expects = False

    def factor(self, sign: int) -> None:
        kind, piece = self.peek()
        if kind == "one":
            self.position += 1
            return
        if kind != "word":
            raise QuantityError(f"I do not understand “{piece}” in the unit “{self.text}”.")
        power = {"square": 2, "cubic": 3}.get(piece.lower(), 1)
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
            raise QuantityError(f"“{piece}” cannot be raised to a power.")
        scale, expression = entry
        self.scale += sign * scale
        _, inner = read_unit(expression)
        self.factors.extend(Factor(f.prefix, f.entry, sign * f.power) for f in inner.factors)

    def longest_name(self) -> tuple[str, UnitEntry | tuple[int, str], int, int]:
        """Prefix, entry or shorthand, power written into the word ("mm3"), and how many words the name took."""
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
