"""Numbers as they are printed, with the multiplier and the unit behind them: "1,287 MWh", "1.5 × 10^14 synapses"."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from .figures import PRECISE, QuantityError

MAX_DIGITS = 45
MAX_EXPONENT = 120

MULTIPLIERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_SHORT_MULTIPLIERS = {"k": 3, "K": 3, "M": 6, "bn": 9, "B": 9, "T": 12}
_CURRENCIES = r"US\$|USD|EUR|GBP|[$€£]"

_NUMBER = re.compile(
    r"(?P<power_only>10\s*(?:\^|\*\*)\s*\(?(?P<only>[-+]?[0-9]+)\)?)"
    r"|(?P<mantissa>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?:[eE](?P<e>[-+]?[0-9]+)|\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*\(?(?P<times>[-+]?[0-9]+)\)?)?"
)
TIMES_POWER = re.compile(r"\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*\(?([-+]?[0-9]+)\)?")
MULTIPLIER = re.compile(r"\s*-?(" + "|".join(MULTIPLIERS) + r")s?\b(?:\s+of\b)?", re.IGNORECASE)
_SHORT_MULTIPLIER = re.compile(r"(bn|[kKMBT])(?=\s+[^\W\d_]{3})")
RANGE = re.compile(r"\s*(?:-|\bto\b|\.\.\.?|…)\s*(?=[-+]?\s*(?:[$€£]\s*)?[.0-9])", re.IGNORECASE)
AND = re.compile(r"\s*\band\b\s*(?=[-+]?\s*(?:[$€£]\s*)?[.0-9])", re.IGNORECASE)
PLUS_MINUS = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
ASYMMETRIC = re.compile(r"\s*\(?\s*\+\s*(?P<up>[0-9.]+)\s*[,/]?\s*-\s*(?P<down>[0-9.]+)\s*\)?")
_EXPONENT_ENDING = re.compile(r"(?:\^|\*\*)\s*\(?$")


@dataclass(frozen=True, slots=True)
class Number:
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
        if self.is_scaled:
            power, multiplier = self.power, self.multiplier
        with localcontext(PRECISE):
            return self.digits.scaleb((power or 0) + (multiplier or 0))


class NumberReader:
    """Walks over a text, number by number, leaving what stands between them to its caller."""

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

    def number(self) -> Number:
        """The number that stands next, with its sign, currency, multiplier and unit; QuantityError if none does."""
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
        while word := self.take(MULTIPLIER):
            multiplier = (multiplier or 0) + MULTIPLIERS[word.group(1).lower()]
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
        return Number(digits.copy_negate() if negative else digits, power, multiplier, unit or None)

    def _digits(self, match: re.Match[str]) -> tuple[Decimal, int | None]:
        if match.group("power_only"):
            return Decimal(1), exponent_of(match.group("only"))
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
        return Decimal(plain), None if exponent is None else exponent_of(exponent)

    def unit_text(self) -> str:
        """The text up to whatever cannot belong to a unit: the next number of a range, a ±, a bracket, the end."""
        start, depth, scan = self.position, 0, self.position
        while scan < len(self.text):
            before, letter = self.text[start:scan], self.text[scan]
            opens = letter == "(" and before.rstrip().endswith(("/", "*", "·", "^", "per"))
            closes = letter == ")" and depth > 0
            if not (opens or closes) and (letter in "()[]±,;" or self._next_number_begins(scan, before, depth)):
                break
            depth += opens - closes
            scan += 1
        self.position = scan
        return self.text[start:scan].strip()

    def _next_number_begins(self, scan: int, before: str, depth: int) -> bool:
        if depth or _EXPONENT_ENDING.search(before):
            return False
        return self.text[scan] == "+" or bool(RANGE.match(self.text, scan) or AND.match(self.text, scan))


def exponent_of(digits: str) -> int:
    """The power of ten that some digits name; QuantityError where it would only serve to exhaust the machine."""
    if abs(int(digits)) > MAX_EXPONENT:
        raise QuantityError(f"A power of ten of {digits[:12]} is beyond anything that is measured here.")
    return int(digits)


def shifted(value: Decimal, scale: int) -> Decimal:
    """The value times ten to the `scale`, with every digit it had."""
    return value.scaleb(scale, PRECISE) if scale else value
