"""What a source reports about one quantity, as plain values: no database, no rendering."""

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

# Everything here is worked out with more digits than any source prints, so that only the last, deliberate
# rounding to the source's own digits is ever visible.
PRECISE = Context(prec=80)


class QuantityError(ValueError):
    """Something about a quantity was not understood; the message is written for the person who typed it."""


class Sense(StrEnum):
    """How the printed number stands to the true one. "At most" and "at least" count as < and >: the text keeps them."""

    EQUAL = "="
    ABOUT = "≈"
    LESS = "<"
    MORE = ">"


class BoundKind(StrEnum):
    """What the lower and upper end of a figure mean. NOT_STATED is an answer, not a gap to be filled."""

    SD = "sd"
    SEM = "sem"
    CI95 = "ci95"
    OBSERVED_RANGE = "observed-range"
    ORDER_OF_MAGNITUDE = "order-of-magnitude"
    AUTHORS_ESTIMATE = "authors-estimate"
    NOT_STATED = "not-stated"

    @property
    def words(self) -> str:
        """The kind as a reader sees it, for instance "standard deviation"."""
        return _BOUND_WORDS[self]


_BOUND_WORDS = {
    BoundKind.SD: "standard deviation",
    BoundKind.SEM: "standard error of the mean",
    BoundKind.CI95: "95 % confidence interval",
    BoundKind.OBSERVED_RANGE: "observed range",
    BoundKind.ORDER_OF_MAGNITUDE: "order of magnitude",
    BoundKind.AUTHORS_ESTIMATE: "author's estimate",
    BoundKind.NOT_STATED: "not stated",
}


@dataclass(frozen=True, slots=True)
class ParsedFigure:
    """One figure: the text as printed, and what it says, in `unit` (a normalised name such as "J / synaptic_event").

    `value` is None where the source gives a range alone. With sense < or > the value is the limit itself and
    `low` and `high` are None: a limit is never a central value. `bound_kind` is None exactly when there are no bounds.
    """

    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound_kind: BoundKind | None = None
    sense: Sense = Sense.EQUAL

    @property
    def has_bounds(self) -> bool:
        """Whether the source gives at least one end of an interval."""
        return self.low is not None or self.high is not None

    @property
    def is_limit(self) -> bool:
        """Whether the value is only an upper or a lower limit."""
        return self.sense in (Sense.LESS, Sense.MORE)


def stored_figure(
    *,
    text: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    bound_kind: str = "",
    sense: str = Sense.EQUAL,
) -> ParsedFigure:
    """The figure that columns of the database, or a document, hold; codes are those of BoundKind and Sense.

    An empty `bound_kind` means what it means there: no bounds. Raises QuantityError for an unknown code.
    """
    try:
        kind = BoundKind(bound_kind) if bound_kind else None
        return ParsedFigure(text, value, low, high, unit, kind, Sense(sense))
    except ValueError as unknown:
        raise QuantityError(f"{unknown}.") from None
