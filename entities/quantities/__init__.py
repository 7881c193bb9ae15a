"""Quantities that know what they count: the one Pint registry, parsing, converting, formatting, comparing.

Plain values, no database. Import from here; the modules behind it are an arrangement, these names are the interface.
Every error that a person should read is a QuantityError.
"""

from .converting import (
    alternative_units,
    canonical,
    canonical_beside,
    conversion_factor,
    convert,
    figure_digits,
    rounded,
    significant_digits,
)
from .figures import BoundKind, ParsedFigure, QuantityError, Sense, stored_figure
from .formatting import plain, plain_interval, plain_number, pretty, pretty_interval
from .intervals import ExchangeRate, Ratio, pretty_ratio, ratio
from .kinship import ComparabilityWord, UnitKinship, best_comparability, unit_kinship
from .naming import quantity_kind, unit_symbol, unit_words
from .parsing import parse
from .registry import registry
from .spelling import normalise_unit

__all__ = [
    "BoundKind",
    "ComparabilityWord",
    "ExchangeRate",
    "ParsedFigure",
    "QuantityError",
    "Ratio",
    "Sense",
    "UnitKinship",
    "alternative_units",
    "best_comparability",
    "canonical",
    "canonical_beside",
    "conversion_factor",
    "convert",
    "figure_digits",
    "normalise_unit",
    "parse",
    "plain",
    "plain_interval",
    "plain_number",
    "pretty",
    "pretty_interval",
    "pretty_ratio",
    "quantity_kind",
    "ratio",
    "registry",
    "rounded",
    "significant_digits",
    "stored_figure",
    "unit_kinship",
    "unit_symbol",
    "unit_words",
]
