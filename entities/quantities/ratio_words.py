"""A ratio in words: the number with its interval, the division as it was done, and what the interval rests on.

The first figure is always the one that was divided, the second the one that it was divided by.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .converting import decimal_digits, figure_digits, rounded
from .figures import BoundKind, Sense
from .formatting import plain_interval, pretty
from .intervals import Ratio, RatioInput, Span, SpanKind

_NAMED_SPANS = {
    frozenset({SpanKind.METHODS}): " between methods",
    frozenset({SpanKind.METHODS, SpanKind.BOUNDS}): ", partly between methods",
}


def pretty_ratio(found: Ratio) -> str:
    """The ratio for people: "≈ 1,000 times (300 to 5,000)", "< 3 times", "300 to 5,000 times".

    The ends of the interval are rounded outwards, so that rounding never makes a ratio look surer than it is. An
    interval that no source states says between what it lies: "≈ 11 times (8 to 12 between methods)".
    """
    low = None if found.low is None else _times(found.low, found.digits, ROUND_FLOOR)
    high = None if found.high is None else _times(found.high, found.digits, ROUND_CEILING)
    if found.sense is Sense.LESS and high:
        return f"< {high} times"
    if found.sense is Sense.MORE and low:
        return f"> {low} times"
    ends = f"at least {low}" if low else f"at most {high}" if high else ""
    if low and high:
        ends = f"{low} to {high}"
    if found.value is None:
        return f"{ends} times" if ends else "no ratio"
    named = _NAMED_SPANS.get(found.span_kinds, "")
    return f"≈ {_times(found.value, found.digits)} times{f' ({ends}{named})' if ends else ''}"


def _times(value: Decimal, digits: int, rounding: str | None = None) -> str:
    shown = rounded(value, digits) if rounding is None else rounded(value, digits, rounding=rounding)
    # From a million on the digits show what they are worth: 1.0 million is more than 1 million.
    return pretty(shown if shown.adjusted() >= 6 else Decimal(f"{shown:f}"), "1")


def ratio_formula(found: Ratio) -> str:
    """The division in signs that survive any copying: "(1287 MWh) / (433 MWh)"."""
    text = " / ".join(f"({plain_interval(one.figure)})" for one in found.inputs)
    factor = found.factor
    if factor is None:
        return text
    spread = f" ({factor.low} to {factor.high})" if factor.low is not None and factor.high is not None else ""
    return f"{text}, counting 1 {factor.from_unit} as {factor.value}{spread} {factor.to_unit}"


def ratio_statement(found: Ratio) -> str:
    """What the interval rests on, figure by figure in the order of the division; or that there is none."""
    ranged = found.has_ranged_factor
    if not found.span_kinds and not ranged:
        return "No interval: neither source states bounds."
    places = zip(("first", "second"), found.inputs, strict=True)
    parts = [_of_input(place, one) for place, one in places]
    if ranged:
        parts.append("the range of the assumption is carried in")
    kinds = found.span_kinds or {SpanKind.BOUNDS}
    of_what = "bounds" if kinds == {SpanKind.BOUNDS} else "figures"
    return f"Worst case of the {of_what}: {'; '.join(parts)}."


def _of_input(place: str, one: RatioInput) -> str:
    if one.span is not None and one.span_kind is SpanKind.RIVALS:
        return f"the {place} figure has rivals, and goes in as the range that they give ({_ends(one, one.span)})"
    if one.span is not None and one.span_kind is SpanKind.METHODS:
        return f"the {place} figure states no bounds, and other methods give {_ends(one, one.span)}"
    if one.figure.is_limit:
        return f"the {place} figure is a limit"
    if one.figure.has_bounds:
        return f"kind of the {place} figure’s bounds: {(one.figure.bound_kind or BoundKind.NOT_STATED).label}"
    return f"the {place} figure states no bounds and goes in as a point"


def _ends(one: RatioInput, span: Span) -> str:
    digits, unit = figure_digits(one.figure), one.figure.unit
    return " to ".join(pretty(_no_finer(end, digits), unit) for end in (span.low, span.high))


def _no_finer(number: Decimal, digits: int) -> Decimal:
    return number if decimal_digits(number) <= digits else rounded(number, digits)
