"""What a source reports about one quantity, as plain values: no database, no rendering.

Django gives only the kind of enumeration: forms, columns and constraints take their words from here.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from django.db.models import TextChoices

# Everything here is worked out with more digits than any source prints, so that only the last, deliberate
# rounding to the source's own digits is ever visible.
PRECISE = Context(prec=80)


# The units above whose line a number may be below zero: potentials, currents, moments, changes, money. Of everything
# else there is nothing or something: no neurons, 5 g, 20 W. Also a constraint of the database.
MAY_BE_NEGATIVE = (
    r"^(1|percent|fraction|times|order_of_magnitude|BLEU|USD|EUR|GBP|[fpnumk]?[VA]|[afpnum]?s|min|h|d|month|year)( |$)"
)


class QuantityError(ValueError):
    """Something about a quantity was not understood; the message is written for the person who typed it."""


class Sense(TextChoices):
    """How the printed number stands to the true one. "At most" and "at least" count as < and >: the text keeps them."""

    EQUAL = "=", "="
    ABOUT = "≈", "≈ about"
    LESS = "<", "< less than"
    MORE = ">", "> more than"


class BoundKind(TextChoices):
    """What the lower and upper end of a figure mean. NOT_STATED is an answer, never to be replaced by a guess."""

    SD = "sd", "standard deviation"
    SEM = "sem", "standard error of the mean"
    CI95 = "ci95", "95 % confidence interval"
    OBSERVED_RANGE = "observed-range", "observed range"
    ORDER_OF_MAGNITUDE = "order-of-magnitude", "order of magnitude"
    AUTHORS_ESTIMATE = "authors-estimate", "author’s estimate"
    NOT_STATED = "not-stated", "not stated"


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


def refuse_less_than_nothing(figure: ParsedFigure) -> None:
    """QuantityError for fewer than no neurons. A spread may reach below zero: 5 ± 8 neurons says how wide it is."""
    if re.match(MAY_BE_NEGATIVE, figure.unit):
        return
    told = [figure.value, figure.high, None if figure.value is not None else figure.low]
    if any(number is not None and number < 0 for number in told):
        raise QuantityError(f"“{figure.text}” is less than nothing, which no number of {figure.unit} can be.")


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
