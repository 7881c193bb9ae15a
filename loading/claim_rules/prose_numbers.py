"""A number in a headline or a note is one that a citation or a derivation carries."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from loading.claim_rules.claims import ClaimInContext, Finding
from loading.items import Item, Kind

_A_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?"
_NUMBER = re.compile(rf"(?<![\w.,–/-]){_A_NUMBER}(?![\w-])")
_ANY_NUMBER = re.compile(_A_NUMBER)
_IDENTIFIER = re.compile(r"\b(doi|arXiv|PMC)\S* ?\S+")
_POWER = re.compile(r"10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|10\^-?[0-9]+")
_YEAR = re.compile(r"(1[5-9]|20)[0-9]{2}")
# A name: GPT-4, Llama 3.1, FP 8, Table 2, section 3. Its number counts nothing.
_NAMED = re.compile(
    r"\b(?:[A-Z][\w.-]*|[Tt]able|[Ff]igure|[Ss]ections?|[Aa]ppendix|pp?\.|version|layer|layers|edition|type|stage|day|"
    r"age|aged|ages|November|December|January|February|March|April|May|June|July|August|September|October) "
    r"[0-9][0-9.,–]*"
)
_SHOWS_ITS_SUM = re.compile(r"[=÷×−]| [/-] | times | divided ")
_SMALL = 12  # numbers up to a dozen are words of the language more often than figures
_FIELDS = ("figure_text", "scope", "conditions", "method", "workload", "rank_reason", "locator", "source_check_seen")


def number_without_source(claim: ClaimInContext) -> Iterator[Finding]:
    """Each number of the text and the note stands in a figure, its circumstances or what was seen of its source, in
    a figure of the same entity, or is worked out in the open from such numbers."""
    carried = {*_carried(claim), *_of_figures(claim)}
    for item, field in ((claim.claim, "text"), (claim.claim, "note")):
        yield from _in_prose(item, field, carried)


def _in_prose(item: Item, field: str, carried: set[str]) -> Iterator[Finding]:
    text = _POWER.sub(" ", _NAMED.sub(" ", _IDENTIFIER.sub(" ", item.content[field])))
    for sentence in re.split(r"(?<=[.;:])\s", text):
        numbers = [found.group() for found in _NUMBER.finditer(sentence)]
        shows_its_sum = bool(_SHOWS_ITS_SUM.search(sentence))
        for number in numbers:
            if _is_carried(number, carried) or (shows_its_sum and _follows(number, carried, numbers)):
                continue
            yield item, field, f"{number} stands in no citation, derivation or what was seen of a source"


def _carried(claim: ClaimInContext) -> Iterator[str]:
    """Every number that is told of a source, as its digits."""
    for citation in claim.citations:
        row = claim.figures.row(citation)
        for name in ("value", "low", "high", "sample_size", "year"):
            if row[name] is not None:
                yield _digits(str(row[name]))
        texts = [str(row[name]) for name in _FIELDS if row.get(name)] + [citation.content["note"]]
        if derivation := citation.content["derivation"]:
            texts += [derivation["formula"], derivation["assumes"]]
            for each in derivation["inputs"]:
                texts += [each["text"], each["figure"], str(each["value"] or "")]
                if each["claim"]:
                    texts += _of_claim(claim, each["claim"])
        for text in texts:
            yield from map(_digits, _ANY_NUMBER.findall(text))
    for work in claim.works():
        yield from map(_digits, _ANY_NUMBER.findall(work["title"]))


def _of_figures(claim: ClaimInContext) -> Iterator[str]:
    """The numbers of the figures of the entity's other claims, which a strength or a finding repeats."""
    for citation in claim.of_its_entity:
        row = claim.figures.row(citation)
        numbers = [str(row[name]) for name in ("value", "low", "high") if row[name] is not None]
        yield from map(_digits, [*numbers, *_ANY_NUMBER.findall(f"{row['figure_text']} {row['conditions']}")])


def _of_claim(claim: ClaimInContext, key: str) -> list[str]:
    """What the input's own claim says: its figure brings its words along."""
    found = claim.items.by_id.get((Kind.CLAIM, key))
    return [found.content["text"], found.content["note"]] if found else []


def _digits(number: str) -> str:
    """The significant digits: 86 of 86,000 and of 8.60e10."""
    plain = format(Decimal(number.replace(",", "")), "f")
    return plain.replace(".", "").strip("0") or "0"


def _is_carried(number: str, carried: set[str]) -> bool:
    if _YEAR.fullmatch(number):
        return True
    plain = Decimal(number.replace(",", ""))
    if plain == plain.to_integral_value() and plain <= _SMALL:
        return True
    digits = _digits(number)
    return digits in carried or any(_rounds_to(other, digits) for other in carried)


def _rounds_to(exact: str, digits: str) -> bool:
    """Whether the longer number is the shorter one when it is rounded to as many digits."""
    if len(exact) <= len(digits):
        return False
    rounded = int((Decimal(exact) / Decimal(10) ** (len(exact) - len(digits))).to_integral_value())
    return str(rounded).strip("0") == digits or exact.startswith(digits)


def _follows(number: str, carried: set[str], beside: list[str]) -> bool:
    """Whether two numbers of the sentence or of its sources give it by one step of arithmetic, or two by three."""
    wanted = _digits(number)
    plain = [Decimal(each.replace(",", "")) for each in beside]
    whole = Decimal(number.replace(",", ""))
    if any(whole in (one + other, one - other) for one, other in product(plain, repeat=2) if whole not in (one, other)):
        return True
    given = [Decimal(each) for each in {*map(_digits, beside), *carried} - {wanted, "0"} if each.isdecimal()]
    for one, other in product(given[:60], repeat=2):
        for found in (one * other, one / other):
            if _rounds_to(f"{found:.12g}".replace(".", "").strip("0").split("e")[0], wanted):
                return True
    return False
