"""Figures that may have slipped: many times what they were, or not what the text of their claim says."""

from decimal import Decimal

from citations.headlines import text_of, why_text_misleads
from entities.models import Claim
from entities.quantities import ParsedFigure, QuantityError, canonical, has_marker

_MUCH = 10  # from this factor on, a change is likelier a slip of the unit or of a digit than a correction


def slip(before: ParsedFigure, after: ParsedFigure, *, claim: Claim) -> str:
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
    says = "will say" if has_marker(claim.text) else "says"
    text = f" The text of the claim {says} “{text_of(claim)}”." if claim.text else ""
    return f"The figure was “{before.text}” and will be “{after.text}”: {times}.{text}"


def unlike_its_text(claim: Claim) -> str:
    """Why the text of the claim does not tell the figure that stands for it, in a sentence; "" if it does."""
    said = why_text_misleads(claim)
    return f"Claim {claim}: {said}." if said else ""


def _magnitude(figure: ParsedFigure) -> Decimal:
    if figure.value is not None:
        return figure.value
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return sum(ends, Decimal()) / len(ends)
