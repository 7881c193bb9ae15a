"""Quantities that know what they count: the one Pint registry, parsing, converting, formatting, comparing.

Plain values, no database. Import from here; the modules behind it are an arrangement, these names are the interface.
Every error that a person should read is a QuantityError.
"""

from .axis_words import axis_words, counts_things, tick_words, unprefixed
from .converting import (
    alternative_units,
    canonical,
    canonical_beside,
    conversion_factor,
    convert,
    digits_shown,
    figure_digits,
    rounded,
    significant_digits,
)
from .figures import (
    MAY_BE_NEGATIVE,
    BoundKind,
    ParsedFigure,
    QuantityError,
    Sense,
    refuse_less_than_nothing,
    stored_figure,
)
from .formatting import plain, plain_interval, plain_number, pretty, pretty_interval
from .formulas import DerivedFigure, Formula, FormulaError, Input, evaluate, parse_formula
from .headline_reading import figures_in, unlike
from .headline_words import HOW_TO_FOLLOW, NO_FIGURE, FilledText, fill, has_marker, headline_words, unknown_marker
from .intervals import ExchangeRate, Ratio, RatioInput, Span, SpanKind, are_divisible, ratio, span_of
from .parsing import parse
from .ratio_words import pretty_ratio, ratio_formula, ratio_statement
from .registry import registry
from .unit_compatibility import ComparabilityWord, UnitCompatibility, best_comparability, compare_units
from .unit_expressions import normalise_unit
from .unit_names import quantity_kind, unit_symbol, unit_words

__all__ = [
    "HOW_TO_FOLLOW",
    "MAY_BE_NEGATIVE",
    "NO_FIGURE",
    "BoundKind",
    "ComparabilityWord",
    "DerivedFigure",
    "ExchangeRate",
    "FilledText",
    "Formula",
    "FormulaError",
    "Input",
    "ParsedFigure",
    "QuantityError",
    "Ratio",
    "RatioInput",
    "Sense",
    "Span",
    "SpanKind",
    "UnitCompatibility",
    "alternative_units",
    "are_divisible",
    "axis_words",
    "best_comparability",
    "canonical",
    "canonical_beside",
    "compare_units",
    "conversion_factor",
    "convert",
    "counts_things",
    "digits_shown",
    "evaluate",
    "figure_digits",
    "figures_in",
    "fill",
    "has_marker",
    "headline_words",
    "normalise_unit",
    "parse",
    "parse_formula",
    "plain",
    "plain_interval",
    "plain_number",
    "pretty",
    "pretty_interval",
    "pretty_ratio",
    "quantity_kind",
    "ratio",
    "ratio_formula",
    "ratio_statement",
    "refuse_less_than_nothing",
    "registry",
    "rounded",
    "significant_digits",
    "span_of",
    "stored_figure",
    "tick_words",
    "unit_symbol",
    "unit_words",
    "unknown_marker",
    "unlike",
    "unprefixed",
]
