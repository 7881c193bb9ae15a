"""What a side has to say on a row, in one or two short lines: a number with its unit, a few words, or what is missing.

A number is told as the claim tells it, where its text begins with one; else as its headline figure has it. It is large
on the page, and what follows it small, so it is taken apart here.
"""

import re
from dataclasses import dataclass

from comparisons.documents import FigurePart, StatementPart, figure_of
from entities.quantities import QuantityError, counts_things, digits_shown, pretty_interval, unit_words

# Why there is no value, in a word.
MISSING_WORD = {
    "unknown": "unknown",
    "not-measured": "not measured",
    "not-applicable": "not applicable",
    "disputed": "disputed",
    "withheld": "withheld",
    "reported": "reported",
}
_AS_LONG_AS_A_SHORT_ANSWER = 40
_LONGEST_REST = 44  # characters behind a number: two small lines of a column

_POWER = "10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+"
_WORD = r"(?:\s(?:thousand|million|billion|trillion)\b)?"
_DIGITS = rf"(?:{_POWER}|\d[\d,]*(?:\.\d+)?(?:\s×\s{_POWER}|K\b)?){_WORD}(?:\s?%)?"
_NUMBER = re.compile(
    r"(?P<sense>(?:about|around|nearly|almost|over|under|up to|at least|at most|less than|more than|[~≈<>])\s?)?"
    rf"(?P<number>{_DIGITS}(?:(?:\s?–\s?|\sto\s){_DIGITS})?)(?![\w.])\s?"
)
_CLAUSE = re.compile(r"\s*(?:;|,(?!\d)|\s\()[^;(]*$")
_OF_ANY_KIND = {"1", "item", "percent", "times", "fraction", "bit", "FLOP", "USD"}
_MARKDOWN = re.compile(r"[*_`]")


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """``number`` is empty where there is none; then ``rest`` is the whole answer. ``sense`` stands before a number
    (“about”), ``rest`` behind it: its unit, and what the claim says of it. ``is_missing``: the word says why there
    is nothing."""

    sense: str = ""
    number: str = ""
    rest: str = ""
    is_missing: bool = False


def short_answer(cell: StatementPart, *, is_quantity: bool, converted: str = "") -> ShortAnswer:
    """The short answer of a cell. ``converted`` is its figure in the unit that the reader chose, if one was."""
    if cell.missing:
        return ShortAnswer(rest=MISSING_WORD.get(cell.missing, cell.missing), is_missing=True)
    text = _MARKDOWN.sub("", cell.text)
    headline = cell.headline if is_quantity else None
    if is_quantity and (found := _as_number(converted or cell.short_answer or text, headline)):
        return found
    if cell.short_answer or len(text) <= _AS_LONG_AS_A_SHORT_ANSWER:
        return ShortAnswer(rest=cell.short_answer or text)
    if headline is not None and (found := _as_number(_printed(headline, text), headline)):
        return found
    return ShortAnswer(rest=_cut(text, _AS_LONG_AS_A_SHORT_ANSWER + _LONGEST_REST // 2))


def _as_number(words: str, headline: FigurePart | None) -> ShortAnswer | None:
    """The words with the number that they begin with taken apart, and what the headline figure counts where they do
    not say it; None if they begin with none."""
    match = _NUMBER.match(words)
    if match is None:
        return None
    sense = (match["sense"] or "").strip().replace("~", "about").replace("≈", "about")
    rest = words[match.end() :].strip()
    if headline is not None:
        rest = _with_unit(rest, headline) or headline.scope
    return ShortAnswer(sense=sense, number=match["number"], rest=_without_last_clauses(rest))


def _with_unit(rest: str, headline: FigurePart) -> str:
    """What stands behind a number, with the unit or with what is counted where that goes without saying."""
    if not rest or rest[0] in "(;,":
        return f"{_unit(headline)} {rest}".strip(" ,;")
    counted = _counted(headline)
    return f"{counted} {rest}" if counted and counted.rstrip("s") not in rest else rest


def _unit(figure: FigurePart) -> str:
    """In words, where a number stands for itself: what is counted, or measured."""
    if figure.unit in {"percent", "times", "s / s"}:
        return ""
    try:
        return unit_words(figure.unit)
    except QuantityError:
        return figure.unit


def _counted(figure: FigurePart) -> str:
    """What the figure counts, by its own name: “parameters”; empty for what is measured, and for items of any kind."""
    first = figure.unit.partition(" / ")[0]
    if first in _OF_ANY_KIND or not counts_things(first):
        return ""
    return unit_words(first)


def _printed(figure: FigurePart, text: str) -> str:
    """The figure with the digits that the claim tells."""
    found = figure_of(figure)
    try:
        return pretty_interval(found, digits=digits_shown(found, text))
    except QuantityError:
        return figure.text


def _without_last_clauses(rest: str) -> str:
    """The words behind a number, as many of their clauses as two small lines hold."""
    while len(rest) > _LONGEST_REST and (clause := _CLAUSE.search(rest)) and clause.start() > 0:
        rest = rest[: clause.start()]
    return _cut(rest, 2 * _LONGEST_REST)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(',;:')} …"
