"""The figure of a citation: from what was read to what is stored, and back."""

from citations.models import Citation
from entities.models import ValueKind
from entities.quantities import (
    ParsedFigure,
    Sense,
    canonical,
    canonical_beside,
    refuse_less_than_nothing,
    stored_figure,
)

# What a borrowed figure takes over besides the numbers: of what it is, and how it was found.
CIRCUMSTANCES = ("scope", "conditions", "sample_size", "method", "year", "boundary", "workload", "figure_kind")


def set_figure(citation: Citation, figure: ParsedFigure) -> None:
    """Store what was read as the citation's figure, and its canonical magnitudes. Nothing is written to the database.

    Raises QuantityError, naming both units, where the figure cannot stand on the dimension of the claim, and where it
    is less than nothing.
    """
    refuse_less_than_nothing(figure)
    citation.figure_text = figure.text
    citation.value, citation.low, citation.high = figure.value, figure.low, figure.high
    citation.unit = figure.unit
    citation.sense = figure.sense
    citation.bound_kind = figure.bound_kind if figure.has_bounds and figure.bound_kind else ""
    set_canonical(citation)


def clear_figure(citation: Citation) -> None:
    """Take the figure away: the citation then supports its claim in words only."""
    citation.figure_text = citation.unit = citation.bound_kind = ""
    citation.value = citation.low = citation.high = None
    citation.sense = Sense.EQUAL
    set_canonical(citation)


def set_canonical(citation: Citation) -> None:
    """Work out the magnitudes in the unit of the claim's dimension, unrounded, to sort and plot by.

    They are None where the claim stands on no quantity. Where the dimension sets unlike units against each other, what
    is counted is left alone, and a figure of another physical kind has no magnitude. Elsewhere QuantityError, naming
    both units, where the figure measures something else than its dimension does.
    """
    dimension = citation.claim.dimension
    unit = dimension.unit if dimension is not None and dimension.value_kind == ValueKind.QUANTITY else ""
    magnitude = canonical_beside if dimension is not None and dimension.unlike_units else canonical
    # A figure that does not fit leaves no magnitudes behind, rather than those of the one before.
    citation.canonical_value = citation.canonical_low = citation.canonical_high = None
    for name in ("value", "low", "high"):
        number = getattr(citation, name)
        if unit and number is not None:
            setattr(citation, f"canonical_{name}", magnitude(number, citation.unit, unit))


def figure_of(citation: Citation) -> ParsedFigure | None:
    """The citation's figure as the quantities take it; None if it gives none."""
    if not citation.figure_text:
        return None
    return stored_figure(
        text=citation.figure_text,
        value=citation.value,
        low=citation.low,
        high=citation.high,
        unit=citation.unit,
        bound_kind=citation.bound_kind,
        sense=citation.sense,
    )
