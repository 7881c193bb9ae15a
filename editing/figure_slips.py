"""Figures that may have slipped: many times what they were, or not what the text of their claim says."""

from decimal import Decimal

from citations.models import Citation, Rank, Stance
from entities.models import Claim
from entities.quantities import ParsedFigure, QuantityError, canonical
from loading.headlines import contradiction

_MUCH = 10  # from this factor on, a change is likelier a slip of the unit or of a digit than a correction


def slip(before: ParsedFigure, after: ParsedFigure, *, claim_text: str) -> str:
    """How many times the one figure is the other, in a sentence; "" if less than ten times, or if nobody can tell."""
    was, now = _magnitude(before), _magnitude(after)
    try:
        now = canonical(now, after.unit, before.unit)
    except QuantityError:
        return ""
    if not was or not now or (was > 0) != (now > 0):
        return ""
    factor = now / was
    if 1 / Decimal(_MUCH) < factor < _MUCH:
        return ""
    times = f"{factor:,.0f} times as large" if factor >= _MUCH else f"{1 / factor:,.0f} times smaller"
    text = f" The text of the claim says “{claim_text}”." if claim_text else ""
    return f"The figure was “{before.text}” and will be “{after.text}”: {times}.{text}"


def unlike_its_text(claim: Claim) -> str:
    """What the text of the claim says against the figure that stands for it; "" if nothing, or if nobody can tell.

    One query.
    """
    figures = Citation.objects.filter(claim=claim, stance=Stance.SUPPORTS).exclude(figure_text="")
    preferred = [citation for citation in figures if citation.rank == Rank.PREFERRED]
    standing = preferred or [citation for citation in figures if citation.rank == Rank.NORMAL]
    names = ("figure_text", "unit", "low", "value", "high", "sense")
    said = [contradiction(claim.text, {name: getattr(citation, name) for name in names}) for citation in standing]
    return f"Claim {claim}: {said[0]}." if said and all(said) else ""


def _magnitude(figure: ParsedFigure) -> Decimal:
    if figure.value is not None:
        return figure.value
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return sum(ends, Decimal()) / len(ends)
