"""Rules about figures: what is typed beside the text that was printed, and how exactly."""

import re
from collections.abc import Iterator
from decimal import Decimal

from citations.evidence import EVIDENCE_TIERS
from citations.models import CONFIRMED
from entities.quantities import ParsedFigure, QuantityError, canonical, parse, significant_digits
from loading.claim_rules.claims import ClaimInContext, Finding
from loading.items import Item, Kind

_MISSING_THOUGH_KNOWN = {"unknown", "not-measured", "not-applicable"}
# Lengths of context come in powers of two; numbers of tokens read in training do not.
_POWERS_OF_TWO = "token"
_FEWEST, _MOST = 1_000, 20_000_000
_SAID_ROUGHLY = re.compile(r"\b([0-9]+) ?[kK]\b")
_WORKED_OUT = re.compile(r"\bderived\b|divided|÷|times the", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")
_CLOSE = Decimal("1.0001")


def figure_unlike_its_text(claim: ClaimInContext) -> Iterator[Finding]:
    """A text that reads as a figure reads as the value, low, high and unit beside it."""
    for citation in claim.typed:
        try:
            read = parse(citation.content["figure_text"], unit_if_missing=citation.content["unit"])
        except QuantityError:
            continue  # more than a figure, such as a sentence: the text of the claim is held against it elsewhere
        if differs := [name for name in ("value", "low", "high") if _differs(read, citation, name)]:
            text, names = citation.content["figure_text"], " and ".join(differs)
            yield citation, "figure_text", f"“{text}” reads as another {names} than what is entered"


def _differs(read: ParsedFigure, citation: Item, name: str) -> bool:
    said, entered = getattr(read, name), citation.content[name]
    if said is None or entered is None:
        # A text may leave out bounds that stand elsewhere in the source; what it prints must be entered.
        return said is not None and entered is None and (name != "value" or citation.content["low"] is None)
    converted = _in_unit(said, read.unit, citation.content["unit"])
    return converted is None or not _is_rounded_so(converted, entered)


def _in_unit(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The number in the wanted unit; a text may leave what is counted, or “per event”, to the row’s head."""
    top, _, below = wanted.partition(" / ")
    left_out = [f"{unit} / {below}", f"{top}{unit.removeprefix('1')}"] if below else []
    for spelling in (unit, *left_out):
        try:
            return canonical(number, spelling, wanted)
        except QuantityError:
            continue
    return None


def _is_rounded_so(said: Decimal, entered: Decimal) -> bool:
    """Whether the text gives the number, in as many digits as the text has."""
    if said == entered:
        return True
    if not said or not entered or (said > 0) != (entered > 0):
        return False
    digits = Decimal(significant_digits(str(said)))
    return abs(said / entered - 1) <= Decimal(10) ** (1 - digits) * Decimal("0.51") * _CLOSE


def missing_beside_a_figure(claim: ClaimInContext) -> Iterator[Finding]:
    """“Unknown” and “not measured” do not stand beside a figure that was seen where it is cited."""
    if claim.claim.content["missing"] not in _MISSING_THOUGH_KNOWN:
        return
    for citation in claim.citations:
        said = claim.figures.row(citation)
        stands = said["stance"] == "supports" and said["rank"] != "deprecated" and said["figure_text"]
        if stands and citation.content["source_check"] in CONFIRMED and _is_first_hand(citation, claim):
            word = claim.claim.content["missing"].replace("-", " ")
            yield claim.claim, "missing", f"{word}, though “{said['figure_text']}” was seen in its source"


def _is_first_hand(citation: Item, claim: ClaimInContext) -> bool:
    """Whether the source may carry a number: what is told second hand, by a news page say, leaves it unknown."""
    source = claim.items.by_id.get((Kind.SOURCE, citation.content["source"] or ""))
    return source is not None and source.content["tier"] in EVIDENCE_TIERS


def round_thousand(claim: ClaimInContext) -> Iterator[Finding]:
    """A window of tokens is a power of two, or a few of them: 128k is 131,072."""
    dimension = claim.dimension
    if dimension is None or dimension["unit"] != _POWERS_OF_TWO:
        return
    for citation in claim.typed:
        for name in ("value", "low", "high"):
            number = citation.content[name]
            if number is not None and _FEWEST <= number <= _MOST and number % 1000 == 0:
                yield citation, name, f"{number:,f} is a round thousand, where the unit comes in powers of two"
    for match in _SAID_ROUGHLY.finditer(claim.claim.content["text"]):
        if "announced" not in claim.claim.content["text"] and int(match.group(1)) < _MOST // 1000:
            yield claim.claim, "text", f"“{match.group()}” is no number: write it out, and say how it was announced"


def false_digits(claim: ClaimInContext) -> Iterator[Finding]:
    """What is worked out has no more digits than the least exact number that it was worked out from."""
    for citation in claim.typed:
        said = citation.content
        if not _WORKED_OUT.search(said["method"]) or said["value"] is None:
            continue
        given = [number.replace(",", "") for number in _NUMBER.findall(f"{said['scope']} {said['method']}")]
        exact = [significant_digits(number) for number in given if not _counts(number)]
        digits = significant_digits(format(said["value"], "f"))
        if exact and digits > max(2, min(exact) + 1):  # one digit more hides no rounding
            few = f"{min(exact)} digit{'s' * (min(exact) > 1)}"
            yield citation, "value", f"{digits} digits, worked out from a number of {few}"


def _counts(number: str) -> bool:
    """Whether it is exact: a year, or a handful of things."""
    return bool(re.fullmatch(r"(1[89]|20)[0-9]{2}|[0-9]|1[0-2]", number))
