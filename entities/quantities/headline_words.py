"""The figure that stands for a claim, in the words of the claim's text.

A text holds a marker where the figure goes, and other words around it: "{figure} (measured at rest)". Whatever changes
the figure changes the text.

    {figure}   as the source prints it, where that reads as the same quantity; else value, unit and spread
    {value}    value and unit without the spread; a range without a value keeps both ends
    {number}   the same without the unit, where the text says what is counted: "{number} labelled images"

A digit behind a colon rounds: {value:2} is 86 billion neurons for 86.06 billion.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from .figures import BoundKind, ParsedFigure
from .formatting import pretty_interval
from .headline_reading import agrees, begins_with

MARKER = re.compile(r"\{(?P<what>figure|value|number)(?::(?P<digits>[1-9]))?\}")
_ANYTHING_IN_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_SENSES = {"≈": "about", "<": "under", ">": "over"}
NO_FIGURE = "no figure"
HOW_TO_FOLLOW = "write {figure} where the text tells it: then the text follows"


class FilledText(NamedTuple):
    """A text with its figure in place. ``words`` are those worked out from the figure, unit and all; `NO_FIGURE` where
    there is none although the text asks for one; empty where the text was typed, or says itself what is counted."""

    text: str
    words: str = ""


def has_marker(text: str) -> bool:
    """Whether a figure goes into the text."""
    return MARKER.search(text) is not None


def unknown_marker(text: str) -> str:
    """What stands in braces in the text and is no marker, in a sentence; "" if nothing does."""
    found = next((each for each in _ANYTHING_IN_BRACES.findall(text) if not MARKER.fullmatch(each)), "")
    return f"“{found}” is no place for a figure: those are {{figure}}, {{value}} and {{number}}." if found else ""


def fill(text: str, figure: ParsedFigure | None) -> FilledText:
    """The text with the figure that stands for the claim in place of every marker; None: no figure stands for it."""
    found = list(MARKER.finditer(text))
    if not found:
        return FilledText(text)
    if figure is None:
        return FilledText(MARKER.sub(NO_FIGURE, text), NO_FIGURE)
    filled, words, end = "", "", 0
    for marker in found:
        filled += text[end : marker.start()]
        own = _words(figure, marker["what"], int(marker["digits"]) if marker["digits"] else None)
        if filled.rstrip().lower().endswith("about"):
            own = own.removeprefix("about ")
        filled, end = filled + own, marker.end()
        words = words or (own if marker["what"] != "number" else "")
    return FilledText(filled + text[end:], words)


def headline_words(figure: ParsedFigure) -> str:
    """The whole figure in the words that {figure} stands for."""
    return _words(figure, "figure", None)


def _words(figure: ParsedFigure, what: str, digits: int | None) -> str:
    if what == "figure" and digits is None:
        printed = begins_with(figure.text, figure.unit)
        if printed is not None and agrees(printed, figure, with_bounds=True):
            return printed.text
    shown = figure
    if what != "figure" and figure.value is None:
        shown = replace(figure, bound_kind=BoundKind.NOT_STATED)
    elif what != "figure":
        shown = replace(figure, low=None, high=None, bound_kind=None)
    if what == "number":
        shown = replace(shown, unit="1")
    composed = pretty_interval(shown, digits=digits)
    return f"{_SENSES[composed[0]]} {composed[2:]}" if composed[:1] in _SENSES else composed
