"""Reading what a source printed: "86.1 ± 8.1 billion neurons", "10¹³ to 10¹⁷ FLOP/s", "< 0.15 s".

The reader is strict. What it does not understand it refuses, with a message for the person who typed it; a wrong
figure that looks right is the one mistake this site cannot afford. It uses no evaluation and bounds every size, so
any text at all either becomes a figure or a QuantityError.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from .figures import PRECISE, BoundKind, ParsedFigure, QuantityError, Sense
from .kinship import UnitKinship, unit_kinship
from .registry import ascii_exponents, expression, magnitude, read_unit

MAX_LENGTH = 200
MAX_DIGITS = 45
MAX_EXPONENT = 120

_SENSES: tuple[tuple[str, Sense], ...] = (
    (r"[~≈∼≃≅]|ca?\.|circa\b|about\b|around\b|approximately\b|approx\.?|roughly\b|some\b|an estimated\b|nearly\b|almost\b",
     Sense.ABOUT),
    (r"<=?|≤|⩽|≲|less than\b|fewer than\b|below\b|under\b|at most\b|up to\b|no more than\b|not more than\b", Sense.BELOW),
    (r">=?|≥|⩾|≳|more than\b|greater than\b|above\b|over\b|at least\b|no less than\b|not less than\b", Sense.ABOVE),
    (r"=|exactly\b", Sense.EQUAL),
)  # fmt: skip
_SENSE = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(_SENSES)), re.IGNORECASE)

_KINDS: tuple[tuple[str, BoundKind], ...] = (
    (r"95\s*%\s*(?:CI|confidence interval|interval)|CI\s*95\s*%?", BoundKind.CI95),
    (r"S\.?E\.?M\.?|s\.e\.|standard error(?: of the mean)?", BoundKind.SEM),
    (r"S\.?D\.?|standard deviation|1\s*σ", BoundKind.SD),
    (r"(?:observed )?range", BoundKind.OBSERVED_RANGE),
    (r"order of magnitude", BoundKind.ORDER_OF_MAGNITUDE),
    (r"author(?:s'|'s|s’|’s|s)? estimate", BoundKind.AUTHORS_ESTIMATE),
)
# A kind counts only inside brackets or after a comma: "standard deviation" loose in a sentence may be about anything.
_KIND = re.compile(
    r"(?P<before>[(\[,;])\s*(?:mean\s*±\s*)?(?:" + "|".join(f"(?P<k{i}>{p})" for i, (p, _) in enumerate(_KINDS)) + ")"
    r"(?![\w])\s*(?P<after>[:,=]?)",
    re.IGNORECASE,
)

_MULTIPLIERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_SHORT_MULTIPLIERS = {"k": 3, "K": 3, "M": 6, "bn": 9, "B": 9, "T": 12}
_CURRENCIES = r"US\$|USD|EUR|GBP|[$€£]"

_NUMBER = re.compile(
    r"(?P<power_only>10\s*(?:\^|\*\*)\s*\(?(?P<only>[-+]?[0-9]+)\)?)"
    r"|(?P<mantissa>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?:[eE](?P<e>[-+]?[0-9]+)|\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*\(?(?P<times>[-+]?[0-9]+)\)?)?"
)
_TIMES_POWER = re.compile(r"\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*\(?([-+]?[0-9]+)\)?")
_MULTIPLIER = re.compile(r"\s*-?(" + "|".join(_MULTIPLIERS) + r")s?\b(?:\s+of\b)?", re.IGNORECASE)
_SHORT_MULTIPLIER = re.compile(r"(bn|[kKMBT])(?=\s+[^\W\d_]{3})")
_RANGE = re.compile(r"\s*(?:-|\bto\b|\.\.\.?|…)\s*(?=[-+]?\s*(?:[$€£]\s*)?[.0-9])", re.IGNORECASE)
_AND = re.compile(r"\s*\band\b\s*(?=[-+]?\s*(?:[$€£]\s*)?[.0-9])", re.IGNORECASE)
_PLUS_MINUS = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
_ASYMMETRIC = re.compile(r"\s*\(?\s*\+\s*(?P<up>[0-9.]+)\s*[,/]?\s*-\s*(?P<down>[0-9.]+)\s*\)?")
_UNIT_CHARACTER = re.compile(r"[^\W\d_]|[%$€£×/]")
_EXPONENT_ENDING = re.compile(r"(?:\^|\*\*)\s*\(?$")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as written: its digits, the power of ten it carries itself, and the multiplier word behind it."""

    digits: Decimal
    power: int | None
    multiplier: int | None
    unit: str | None

    @property
    def is_scaled(self) -> bool:
        return self.power is not None or self.multiplier is not None

    def value(self, *, power: int | None = None, multiplier: int | None = None) -> Decimal:
        """The number, under the power and the multiplier of a neighbour where it has none itself."""
        own_power = self.power if self.power is not None else (power or 0) if self.multiplier is None else 0
        own_multiplier = (
            self.multiplier if self.multiplier is not None else (multiplier or 0) if self.power is None else 0
        )
        with localcontext(PRECISE):
            return self.digits.scaleb(own_power + own_multiplier)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def __bool__(self) -> bool:
        return self.position < len(self.text)

    @property
    def rest(self) -> str:
        return self.text[self.position :]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.position)
        if match:
            self.position = match.end()
        return match

    def blank(self) -> None:
        while self.position < len(self.text) and self.text[self.position] == " ":
            self.position += 1

    def number(self) -> _Number:
        self.blank()
        negative = False
        if self.rest[:1] in ("-", "+"):
            negative = self.rest[0] == "-"
            self.position += 1
            self.blank()
        currency = self.take(re.compile(_CURRENCIES))
        self.blank()
        match = self.take(_NUMBER)
        if match is None:
            shown = self.rest.strip() or self.text.strip()
            raise QuantityError(f"I expected a number where “{shown[:60]}” stands.")
        digits, power = self._digits(match)
        multiplier: int | None = None
        while word := self.take(_MULTIPLIER):
            multiplier = (multiplier or 0) + _MULTIPLIERS[word.group(1).lower()]
        if multiplier is None and (short := self.take(_SHORT_MULTIPLIER)):
            multiplier = _SHORT_MULTIPLIERS[short.group(1)]
        elif multiplier is None and re.match(r"[BT](?![\w])(?!/)", self.rest) and match.group("mantissa"):
            letter = self.rest[0]
            raise QuantityError(
                f"“{match.group()}{letter}” can mean two things: write "
                + ("billion or byte." if letter == "B" else "trillion.")
            )
        unit = self.unit_text()
        if currency:
            if unit:
                raise QuantityError(f"“{self.text}” names a currency and also the unit “{unit}”.")
            unit = currency.group()
        return _Number(digits.copy_negate() if negative else digits, power, multiplier, unit or None)

    def _digits(self, match: re.Match[str]) -> tuple[Decimal, int | None]:
        if match.group("power_only"):
            return Decimal(1), _exponent(match.group("only"))
        mantissa = match.group("mantissa")
        following = self.rest[:2]
        if re.match(r"[,.'’][0-9]", following):
            raise QuantityError(
                f"I cannot read “{match.group()}{self.rest[:6].split(' ')[0]}”: a comma separates thousands in "
                "groups of three, a point the decimals (1,287.5)."
            )
        plain = mantissa.replace(",", "").replace(" ", "")
        if len(plain) > MAX_DIGITS:
            raise QuantityError(f"A number of {len(plain)} characters is longer than any source prints.")
        exponent = match.group("e") or match.group("times")
        return Decimal(plain), None if exponent is None else _exponent(exponent)

    def unit_text(self) -> str:
        """The text up to whatever cannot belong to a unit: the next number of a range, a ±, a bracket, the end."""
        start, depth, scan = self.position, 0, self.position
        while scan < len(self.text):
            letter = self.text[scan]
            if letter == "(":
                if not self.text[start:scan].rstrip().endswith(("/", "*", "·", "^", "per")):
                    break
                depth += 1
            elif letter == ")":
                if depth == 0:
                    break
                depth -= 1
            elif letter in "[]±,;" or self.text.startswith(("+/-", "+-"), scan):
                break
            elif depth == 0 and scan > start and (_RANGE.match(self.text, scan) or _AND.match(self.text, scan)):
                if not (letter == "-" and _EXPONENT_ENDING.search(self.text[start:scan])):
                    break
            elif (depth == 0 and scan == start and (_RANGE.match(self.text, scan) or _AND.match(self.text, scan))) or (letter == "+" and not _EXPONENT_ENDING.search(self.text[start:scan])):
                break
            scan += 1
        self.position = scan
        return self.text[start:scan].strip()


def _exponent(digits: str) -> int:
    if len(digits) > 5 or abs(int(digits)) > MAX_EXPONENT:
        raise QuantityError(f"A power of ten of {digits[:12]} is beyond anything that is measured here.")
    return int(digits)


def _clean(text: str) -> str:
    if not isinstance(text, str):
        raise QuantityError("A figure is read from text.")
    if len(text) > MAX_LENGTH:
        raise QuantityError(f"A figure of {len(text)} characters is too long; the limit is {MAX_LENGTH}.")
    return " ".join(ascii_exponents(text).split())


def _take_kind(text: str) -> tuple[str, BoundKind]:
    found = list(_KIND.finditer(text))
    kinds = {kind for match in found for i, (_, kind) in enumerate(_KINDS) if match.group(f"k{i}")}
    if len(kinds) > 1:
        raise QuantityError(
            "The figure names more than one kind of bounds: " + ", ".join(k.words for k in sorted(kinds))
        )
    for match in reversed(found):
        keep = match.group("before") if match.group("before") in "([" else " "
        text = text[: match.start()] + keep + " " + text[match.end() :]
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    return " ".join(text.split()), kinds.pop() if kinds else BoundKind.NOT_STATED


def parse(text: str, *, unit_if_missing: str | None = None) -> ParsedFigure:
    """Read a figure as printed. `unit_if_missing` is the unit of a number that names none, such as a table cell's.

    "±" gives low and high; their kind stays not stated unless the text names it, as in "(SD)". A limit ("< 0.15 s",
    "at least 9") keeps its number as the value, with the sense < or >. Raises QuantityError for anything else.
    """
    cleaned, kind = _take_kind(_clean(text))
    sense = Sense.EQUAL
    while match := _SENSE.match(cleaned):
        stated = next(meaning for i, (_, meaning) in enumerate(_SENSES) if match.group(f"s{i}"))
        if sense is not Sense.EQUAL and stated not in (sense, Sense.EQUAL, Sense.ABOUT):
            raise QuantityError(f"“{text}” says both {sense} and {stated}.")
        sense = stated if sense in (Sense.EQUAL, Sense.ABOUT) else sense
        cleaned = cleaned[match.end() :].lstrip()
    if trailing := re.search(r"\s*\bor (more|less|fewer)$", cleaned):
        sense = Sense.ABOVE if trailing.group(1) == "more" else Sense.BELOW
        cleaned = cleaned[: trailing.start()]
    if not re.search("[0-9]", cleaned):
        raise QuantityError(f"I find no number in “{text.strip()[:60]}”." if cleaned else "There is nothing to read.")
    value, low, high, unit = _Body(cleaned, unit_if_missing).read()
    if sense in (Sense.BELOW, Sense.ABOVE) and (low is not None or high is not None):
        raise QuantityError(f"“{text}” is a limit ({sense}) and a range at once: enter the limit or the range.")
    if value is None and low is not None and low == high:
        value = low
    return ParsedFigure(text.strip(), value, low, high, unit, kind, sense)


class _Body:
    """The figure without its sense and its kind of bounds."""

    def __init__(self, text: str, unit_if_missing: str | None) -> None:
        self.reader = _Reader(text)
        self.text = text
        self.unit_if_missing = unit_if_missing

    def read(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        reader = self.reader
        if leading := reader.take(re.compile(r"(between|from)\s+", re.IGNORECASE)):
            low = reader.number()
            if not reader.take(_AND if leading.group(1).lower() == "between" else _RANGE):
                raise QuantityError(f"I expected a second number in “{self.text}”.")
            return self.range(low, reader.number())
        if reader.text.startswith("("):
            return self.bracketed()
        first = reader.number()
        if reader.take(_RANGE):
            return self.range(first, reader.number())
        if reader.take(_PLUS_MINUS):
            return self.plus_minus(first, reader.number())
        if match := reader.take(_ASYMMETRIC):
            return self.asymmetric(first, match)
        if reader.rest[:1] in ("(", "["):
            return self.with_interval(first)
        self.end()
        scale, unit = self.unit(first.unit)
        return _shift(first.value(), scale), None, None, unit

    def end(self) -> None:
        self.reader.blank()
        if self.reader:
            raise QuantityError(f"I do not understand “{self.reader.rest.strip()[:60]}” in “{self.text[:80]}”.")

    def unit(self, *candidates: str | None) -> tuple[int, str]:
        for candidate in candidates:
            if candidate:
                scale, found = read_unit(candidate)
                return scale, found.name
        if self.unit_if_missing:
            scale, found = read_unit(self.unit_if_missing)
            return scale, found.name
        return 0, "1"

    def pair(self, low: _Number, high: _Number) -> tuple[Decimal, Decimal, str]:
        """Two numbers in the unit of the second, where the first may borrow multiplier and unit ("3–5 million")."""
        scale, unit = self.unit(high.unit, low.unit)
        borrowed = low.value(power=high.power, multiplier=high.multiplier) if not low.unit else low.value()
        first, second = borrowed, high.value(multiplier=low.multiplier if not high.unit and low.unit else None)
        if first > second:
            first = low.value()  # "800,000 to 1 million": the first number is meant as it stands
        if low.unit and high.unit:
            first = self.in_unit(first, low.unit, scale, unit)
            return first, _shift(second, scale), unit
        return _shift(first, scale), _shift(second, scale), unit

    def in_unit(self, value: Decimal, own: str, scale: int, unit: str) -> Decimal:
        own_scale, found = read_unit(own)
        if found.name == unit:
            return _shift(value, own_scale)
        if unit_kinship(found.name, unit) is not UnitKinship.SAME_COUNTED:
            raise QuantityError(f"“{self.text}” mixes {found.name} and {unit}, which are not the same thing.")
        with localcontext(PRECISE):
            return _shift(value, own_scale) * (magnitude(found) / magnitude(expression(unit)))

    def range(self, low: _Number, high: _Number) -> tuple[Decimal | None, Decimal, Decimal, str]:
        self.end()
        first, second, unit = self.pair(low, high)
        if first > second:
            raise QuantityError(f"“{self.text}” starts above its end: write the smaller number first.")
        return None, first, second, unit

    def plus_minus(self, middle: _Number, spread: _Number) -> tuple[Decimal, Decimal, Decimal, str]:
        if middle.unit and spread.unit == "%" and middle.unit != "%":
            self.end()
            scale, unit = self.unit(middle.unit)
            value = _shift(middle.value(), scale)
            with localcontext(PRECISE):
                part = abs(value) * spread.value().scaleb(-2)
                return value, value - part, value + part, unit
        if self.reader.rest[:1] == "(" or self.reader.rest[:1] == "[":
            raise QuantityError(f"“{self.text}” gives two intervals; enter one.")
        self.end()
        scale, unit = self.unit(spread.unit, middle.unit)
        if middle.is_scaled and not spread.is_scaled and not spread.unit == middle.unit:
            raise QuantityError(
                f"In “{self.text}” I cannot tell whether the spread shares the power of ten: write it out, as in "
                "“86.1 billion ± 8.1 billion”."
            )
        value = middle.value(power=spread.power, multiplier=spread.multiplier) if not middle.unit else middle.value()
        part = spread.value()
        if middle.unit and spread.unit:
            value = self.in_unit(value, middle.unit, scale, unit)
        else:
            value = _shift(value, scale)
        part = _shift(part, scale)
        if part < 0:
            raise QuantityError(f"“{self.text}” has a negative spread.")
        with localcontext(PRECISE):
            return value, value - part, value + part, unit

    def asymmetric(self, middle: _Number, match: re.Match[str]) -> tuple[Decimal, Decimal, Decimal, str]:
        up, down = (_Reader(match.group(side)).number() for side in ("up", "down"))
        power = self.reader.take(_TIMES_POWER)
        word = self.reader.take(_MULTIPLIER)
        shared = _exponent(power.group(1)) if power else _MULTIPLIERS[word.group(1).lower()] if word else 0
        trailing = self.reader.unit_text()
        self.end()
        scale, unit = self.unit(trailing, middle.unit)
        own = (middle.power or 0) + (middle.multiplier or 0)
        value, above, below = (n.digits.scaleb((own or shared) + scale, PRECISE) for n in (middle, up, down))
        with localcontext(PRECISE):
            return value, value - below, value + above, unit

    def bracketed(self) -> tuple[Decimal | None, Decimal, Decimal, str]:
        """ "(86.1 ± 8.1) × 10^9 neurons", "(3–7) × 10^23 FLOP"."""
        reader = self.reader
        reader.position = 1
        first = reader.number()
        spread = bool(reader.take(_PLUS_MINUS))
        if not spread and not reader.take(_RANGE):
            raise QuantityError(f"I do not understand the bracket in “{self.text}”.")
        second = reader.number()
        if not reader.take(re.compile(r"\s*\)")):
            raise QuantityError(f"“{self.text}” has a bracket that is not closed.")
        power = reader.take(_TIMES_POWER)
        word = reader.take(_MULTIPLIER)
        shared = (_exponent(power.group(1)) if power else 0) + (_MULTIPLIERS[word.group(1).lower()] if word else 0)
        unit = reader.unit_text() or None
        if unit and (first.unit or second.unit):
            raise QuantityError(f"“{self.text}” names its unit twice.")
        first, second = (
            _Number(n.digits.scaleb(shared, PRECISE), n.power, n.multiplier, n.unit or unit) for n in (first, second)
        )
        return self.plus_minus(first, second) if spread else self.range(first, second)

    def with_interval(self, middle: _Number) -> tuple[Decimal, Decimal, Decimal, str]:
        """ "86.1 billion neurons (73.1–99.0 billion)", "238 (175 to 300) words/min"."""
        reader = self.reader
        closing = ")" if reader.rest[0] == "(" else "]"
        reader.position += 1
        inner = reader.text[reader.position :].partition(closing)
        if not inner[1]:
            raise QuantityError(f"“{self.text}” has a bracket that is not closed.")
        inside = _Reader(inner[0].strip())
        low = inside.number()
        if not inside.take(_RANGE):
            raise QuantityError(f"I do not understand “({inner[0].strip()[:60]})” in “{self.text[:80]}”.")
        high = inside.number()
        inside.blank()
        if inside:
            raise QuantityError(f"I do not understand “{inside.rest[:60]}” in “{self.text[:80]}”.")
        reader.position += len(inner[0]) + 1
        word = reader.take(_MULTIPLIER) if middle.multiplier is None and middle.power is None else None
        if word:
            shared = _MULTIPLIERS[word.group(1).lower()]
            middle = _Number(middle.digits, None, shared, middle.unit)
        trailing = reader.unit_text() or None
        self.end()
        if middle.unit and trailing:
            raise QuantityError(f"“{self.text}” names its unit twice.")
        scale, unit = self.unit(middle.unit, trailing)
        value = _shift(middle.value(), scale)
        readings = {self.ends(low, high, scale, unit)}
        if not high.is_scaled and not high.unit:
            lent = _Number(high.digits, middle.power, middle.multiplier, None)
            readings.add(self.ends(low, lent, scale, unit))
        inside_of = [ends for ends in readings if ends[0] <= value <= ends[1]]
        if not inside_of:
            raise QuantityError(f"In “{self.text}” the number does not lie inside its own interval.")
        if len(inside_of) > 1:
            raise QuantityError(f"In “{self.text}” I cannot tell whether the interval shares the power of ten.")
        return value, *inside_of[0], unit

    def ends(self, low: _Number, high: _Number, scale: int, unit: str) -> tuple[Decimal, Decimal]:
        if not low.unit and not high.unit:
            first = low.value(power=high.power, multiplier=high.multiplier)
            second = high.value()
            if first > second:
                first = low.value()
            return _shift(first, scale), _shift(second, scale)
        first, second, found = self.pair(low, high)
        return self.in_unit(first, found, scale, unit), self.in_unit(second, found, scale, unit)


def _shift(value: Decimal, scale: int) -> Decimal:
    return value.scaleb(scale, PRECISE) if scale else value
