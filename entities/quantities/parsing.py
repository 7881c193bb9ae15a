"""Reading what a source printed: "86.1 ± 8.1 billion neurons", "10¹³ to 10¹⁷ FLOP/s", "< 0.15 s".

The reader is strict. What it does not understand it refuses, with a message for the person who typed it; a wrong
figure that looks right is the one mistake this site cannot afford. It uses no evaluation and bounds every size, so
any text at all either becomes a figure or a QuantityError.
"""

import re

from .figure_grammar import FigureBody
from .figures import BoundKind, ParsedFigure, QuantityError, Sense, refuse_less_than_nothing
from .unit_expressions import ascii_exponents

MAX_LENGTH = 200

_SENSES: tuple[tuple[str, Sense], ...] = (
    (r"[~≈∼≃≅]|ca?\.|approx\.?|(?:circa|about|around|approximately|roughly|nearly|almost|an estimated)\b", Sense.ABOUT),
    (r"<=?|≤|⩽|≲|(?:less than|fewer than|below|under|at most|up to|no more than|not more than)\b", Sense.LESS),
    (r">=?|≥|⩾|≳|(?:more than|greater than|above|over|at least|no less than|not less than)\b", Sense.MORE),
    (r"=|exactly\b", Sense.EQUAL),
)
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
    r"(?![\w])\s*[:=]?",
    re.IGNORECASE,
)


def _clean(text: str) -> str:
    if not isinstance(text, str):
        raise QuantityError("A figure is read from text.")
    if len(text) > MAX_LENGTH:
        raise QuantityError(f"A figure of {len(text)} characters is too long; the limit is {MAX_LENGTH}.")
    return " ".join(ascii_exponents(text).split())


def _take_kind(text: str) -> tuple[str, BoundKind | None]:
    found = list(_KIND.finditer(text))
    kinds = {kind for match in found for i, (_, kind) in enumerate(_KINDS) if match.group(f"k{i}")}
    if len(kinds) > 1:
        raise QuantityError(
            "The figure names more than one kind of bounds: " + ", ".join(k.label for k in sorted(kinds))
        )
    for match in reversed(found):
        keep = match.group("before") if match.group("before") in "([" else " "
        text = text[: match.start()] + keep + " " + text[match.end() :]
    text = re.sub(r"([(\[])\s*,", r"\1", text)
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    return " ".join(text.split()), kinds.pop() if kinds else None


def parse(text: str, *, unit_if_missing: str | None = None) -> ParsedFigure:
    """Read a figure as printed. `unit_if_missing` is the unit of a number that names none, such as a table cell's;
    without it such a number is a pure one (unit "1").

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
        sense = Sense.MORE if trailing.group(1) == "more" else Sense.LESS
        cleaned = cleaned[: trailing.start()]
    if not re.search("[0-9]", cleaned):
        raise QuantityError(f"I find no number in “{text.strip()[:60]}”." if cleaned else "There is nothing to read.")
    value, low, high, unit = FigureBody(cleaned, unit_if_missing).read()
    if sense in (Sense.LESS, Sense.MORE) and (low is not None or high is not None):
        raise QuantityError(f"“{text}” is a limit ({sense}) and a range at once: enter the limit or the range.")
    if value is None and low is not None and low == high:
        value = low
    if low is None and high is None and kind is not None:
        raise QuantityError(f"“{text.strip()}” names a kind of bounds ({kind.label}) but gives no bounds.")
    bounds = None if low is None and high is None else kind or BoundKind.NOT_STATED
    figure = ParsedFigure(text.strip(), value, low, high, unit, bounds, sense)
    refuse_less_than_nothing(figure)
    return figure
