"""The magnitudes of a citation's figure in the unit of its dimension, before either is stored."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from citations.figure_fields import set_canonical
from citations.models import Citation
from entities.models import Claim, Dimension

_MAGNITUDES = ("canonical_value", "canonical_low", "canonical_high")


def canonical_magnitudes(citation: Mapping[str, Any], dimension: Mapping[str, Any] | None) -> dict[str, Decimal | None]:
    """The canonical columns of the citation (content of its item) on the dimension; all None off every dimension.

    Raises QuantityError, naming both units, if they measure different things.
    """
    on = None
    if dimension is not None:
        on = Dimension(**{name: dimension[name] for name in ("unit", "value_kind", "unlike_units")})
    figure = {name: citation[name] for name in ("figure_text", "value", "low", "high", "unit")}
    row = Citation(claim=Claim(dimension=on), **figure)
    set_canonical(row)
    return {name: getattr(row, name) for name in _MAGNITUDES}
