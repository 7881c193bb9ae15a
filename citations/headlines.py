"""Which of a claim's figures stands for it, and the claim's text with that figure in place.

The rule stands here once, for rows of the database, items of files and parts of a document alike. In SQL it stands a
second time (`triggers.PLACE_CLAIMS`); a test holds the two together.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from citations.figure_fields import figure_of
from citations.foundations import check_of
from citations.models import UNSEEN, Citation, Rank, Stance
from entities.models import Claim
from entities.quantities import ParsedFigure, fill, has_marker, unlike


class Standing(NamedTuple):
    """What the rule asks of one citation. ``is_unseen``: it, or what it follows from, was looked for in its source
    and not seen there."""

    gives_figure: bool
    stance: str
    rank: str
    is_unseen: bool


def candidates[T](cited: Iterable[T], standing: Callable[[T], Standing]) -> list[T]:
    """The preferred figure of a claim, else all supporting ones of normal rank: one alone stands for the claim."""
    ranked: dict[str, list[T]] = {Rank.PREFERRED: [], Rank.NORMAL: []}
    for each in cited:
        gives_figure, stance, rank, is_unseen = standing(each)
        if gives_figure and stance == Stance.SUPPORTS and rank in ranked and not is_unseen:
            ranked[rank].append(each)
    return ranked[Rank.PREFERRED][:1] or ranked[Rank.NORMAL]


def headline_among[T](cited: Iterable[T], standing: Callable[[T], Standing]) -> T | None:
    """What stands for a claim: the preferred figure, else the only supporting one of normal rank."""
    found = candidates(cited, standing)
    return found[0] if len(found) == 1 else None


def standing_for(citations: Iterable[Citation]) -> Citation | None:
    """The citation whose figure stands for a claim, of all that it has."""
    return headline_among(citations, _standing)


def _standing(citation: Citation) -> Standing:
    gives_figure = bool(citation.figure_text)
    is_unseen = gives_figure and check_of(citation) in UNSEEN
    return Standing(gives_figure, citation.stance, citation.rank, is_unseen)


def text_of(claim: Claim) -> str:
    """The claim's text as readers see it, with the figure that stands for it in place. No query where it was typed."""
    return fill(claim.text, _headline(claim)).text if has_marker(claim.text) else claim.text


def why_text_misleads(claim: Claim) -> str:
    """Why readers must not see the claim's text beside the figure that stands for it, in a sentence; "" if they may.

    Asked of quantities only: a figure beside a sentence may be one thing among others that it says. Two queries.
    """
    dimension = claim.dimension
    if dimension is None or dimension.value_kind != "quantity" or not claim.text:
        return ""
    return misleading(claim.text, _headline(claim), unit=dimension.unit)


def text_asks_in_vain(claim: Claim) -> bool:
    """Whether the text leaves a place for a figure, and none stands for the claim: readers are told that."""
    return has_marker(claim.text) and _headline(claim) is None


def misleading(text: str, figure: ParsedFigure | None, *, unit: str) -> str:
    """The same for a text as it is stored, and the figure that stands for its claim. ``unit``: of the dimension."""
    filled = fill(text, figure)
    if figure is None:
        return f"the text asks for a figure (“{text}”), and none stands for the claim" if filled.words else ""
    return "" if filled.words else unlike(filled.text, figure, unit=unit)


def _headline(claim: Claim) -> ParsedFigure | None:
    cited = claim.citations.select_related("derivation").order_by("position", "pk")
    citation = standing_for(cited)
    return figure_of(citation) if citation is not None else None
