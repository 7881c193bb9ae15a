"""How the cells of a row relate: ratios where units are alike, and why there is none where they are not."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple, TypedDict

from comparisons.boundaries import boundaries_against, boundaries_named, may_be_divided, pairs_within_boundaries
from comparisons.divisible_figures import Divisible, divisible_figures, what_is_divided
from comparisons.documents import FigurePart, IntervalFrom, RatioPart, StatementPart
from comparisons.models import Equivalence
from entities.quantities import (
    ExchangeRate,
    QuantityError,
    Ratio,
    UnitCompatibility,
    are_divisible,
    compare_units,
    pretty_ratio,
    quantity_kind,
    ratio,
    ratio_formula,
    ratio_statement,
)

# Ratios worked out already, by the claims of the two cells, the slug of the assumption and what the row allows of
# boundaries; None where there is none.
# Only for cells that rest on the same state of the tables.
type KnownRatios = dict[tuple[str, str, str, bool, frozenset[str]], RatioPart | None]

# More digits than these say nothing of how many times one thing is another. A claim that rounds its figure to one
# digit rounds its ratios no further than to two: an interval rounded outwards would say too little.
_FEWEST_DIGITS, _MOST_DIGITS = 2, 3


_KINDS = {
    "measured": "a measured figure",
    "limit": "a limit, which is no measurement,",
    "estimate": "an estimate",
    "": "a figure of which nobody has said whether it was measured",
}


class Relations(TypedDict):
    """The fields of a RowPart that follow from its cells."""

    ratios: tuple[RatioPart, ...]
    no_ratio: str
    pairs_without_ratio: tuple[str, ...]
    assumed_ratios: tuple[RatioPart, ...]


class _Allowed(NamedTuple):
    """What a row allows: whether its dimension asks for boundaries, and those across which its reason goes by name."""

    asks_boundary: bool
    named: frozenset[str]


def relations(
    cells: Sequence[StatementPart],
    *,
    forbidden: bool,
    equivalences: Iterable[Equivalence],
    asks_boundary: bool = False,
    reason: str = "",
    names_boundaries: bool = False,
    labels: Sequence[str] = (),
    known: KnownRatios | None = None,
) -> Relations:
    """Every cell against each that follows it, by their headline figures.

    ``forbidden``: an editor allows no plain ratio, whatever the units; an equivalence is the reader's own assumption
    and may still be switched on. ``asks_boundary`` is the dimension's, ``reason`` the row's: across boundaries there
    is a ratio only where it names both, and ``names_boundaries``. ``labels`` are the heads of the cells' columns, for
    the words on each two of three or more that have no ratio. ``known`` is looked into, and filled, where many rows
    are made of the same claims.
    """
    pairs = list(combinations(cells, 2))
    allowed = _Allowed(asks_boundary, boundaries_named(cells, reason) if names_boundaries else frozenset())
    known = {} if known is None else known
    plain = [] if forbidden else [_once(one, other, None, allowed, known) for one, other in pairs]
    assumed = [_once(one, other, equivalence, allowed, known) for equivalence in equivalences for one, other in pairs]
    unlike = [words for one, other in pairs if (words := kinds_against(one.headline, other.headline))]
    apart = [] if forbidden else [_apart(one, other, allowed) for one, other in pairs]
    return {
        "ratios": tuple(part for part in plain if part),
        "no_ratio": next((words for words in (*unlike, *apart) if words), ""),
        "pairs_without_ratio": tuple(_without_ratio(cells, plain, allowed, labels, forbidden=forbidden)),
        "assumed_ratios": tuple(part for part in assumed if part),
    }


def _without_ratio(
    cells: Sequence[StatementPart],
    ratios: Sequence[RatioPart | None],
    allowed: _Allowed,
    labels: Sequence[str],
    *,
    forbidden: bool,
) -> Iterator[str]:
    """Of three and more cells with figures, each two that have no ratio, and why, in a sentence."""
    if len(cells) < 3 or len(labels) != len(cells) or not any(cell.figures for cell in cells):
        return
    for place, ((name, one), (other_name, other)) in enumerate(combinations(zip(labels, cells, strict=True), 2)):
        if forbidden or ratios[place] is None:
            why = _why_none(one, other, (name, other_name), allowed, forbidden=forbidden)
            yield f"{name} and {other_name}: {why}."


def _why_none(
    one: StatementPart, other: StatementPart, names: tuple[str, str], allowed: _Allowed, *, forbidden: bool
) -> str:
    for name, cell in zip(names, (one, other), strict=True):
        if cell.missing:
            return f"there is no value of {name}"
        if "retracted" in cell.markers:
            return f"a source of {name} was retracted"
        if "unfounded" in cell.markers:
            return f"a figure of {name} rests on something that is gone"
        if cell.headline is None:
            return f"no one figure stands for {name}"
    if unlike := kinds_against(one.headline, other.headline):
        return f"they set {unlike}"
    if forbidden:
        return "the row says that they are not comparable"
    if apart := _apart(one, other, allowed):
        return f"they set {apart}"
    return "one of the two is nothing, or below zero"


def _apart(one: StatementPart, other: StatementPart, allowed: _Allowed) -> str:
    """The boundaries that stand against each other where units alone would allow a ratio."""
    if kinds_against(one.headline, other.headline):
        return ""
    return boundaries_against(one.headline, other.headline, asks=allowed.asks_boundary, named=allowed.named)


def kinds_against(one: FigurePart | None, other: FigurePart | None) -> str:
    """What stands against what where two figures count or measure unlike things: “power against energy”, else empty."""
    if one is None or other is None or compare_units(one.unit, other.unit) is UnitCompatibility.SAME_COUNTED:
        return ""
    return f"{quantity_kind(one.unit)} against {quantity_kind(other.unit)}"


def _once(
    one: StatementPart, other: StatementPart, equivalence: Equivalence | None, allowed: _Allowed, known: KnownRatios
) -> RatioPart | None:
    """The plain ratio of two cells, or the one under an assumption, worked out if it is not known yet."""
    if not one.figures or not other.figures:
        return None
    key = (one.claim, other.claim, equivalence.slug if equivalence else "", *allowed)
    if key not in known:
        known[key] = _of_cells(one, other, equivalence, allowed)
    return known[key]


class _Found(NamedTuple):
    """A ratio, and the two figures in the order of the division."""

    ratio: Ratio
    over: Divisible
    under: Divisible


def _of_cells(
    one: StatementPart, other: StatementPart, equivalence: Equivalence | None, allowed: _Allowed
) -> RatioPart | None:
    """The ratio of the two headlines, or of two figures of one boundary and one work; under an assumption, of the first
    two figures, in their order, that have one."""
    ones, others = divisible_figures(one), divisible_figures(other)
    if equivalence is None:
        pairs = pairs_within_boundaries(ones, others, asks=allowed.asks_boundary, named=allowed.named)
    else:
        # What it exchanges may have no boundary at all, as a parameter has none.
        pairs = (
            pair
            for pair in product(ones, others)
            if may_be_divided(pair[0].figure, pair[1].figure, asks=False, named=allowed.named)
        )
    found = next(_divided(pairs, equivalence), None)
    if found is None:
        return None
    over, under = found.over, found.under
    unlike = equivalence is not None
    return RatioPart(
        over=over.cell.entity,
        under=under.cell.entity,
        over_what=what_is_divided(over, with_kind=unlike),
        under_what=what_is_divided(under, with_kind=unlike),
        over_figure=over.place,
        under_figure=under.place,
        text=pretty_ratio(found.ratio),
        value=found.ratio.value,
        low=found.ratio.low,
        high=found.ratio.high,
        interval_from=_interval_from(found.ratio),
        overlaps_one=found.ratio.overlaps_one,
        formula=ratio_formula(found.ratio),
        statement=" ".join(filter(None, (ratio_statement(found.ratio), _kinds(found), _left_out(found)))),
        equivalence=equivalence.slug if equivalence else "",
    )


def _divided(pairs: Iterable[tuple[Divisible, Divisible]], equivalence: Equivalence | None) -> Iterator[_Found]:
    """The ratios of those pairs that have one, in their order."""
    rate = _rate(equivalence) if equivalence else None
    for one, other in pairs:
        # Under an assumption only unlike units are new; like ones have their plain ratio.
        if rate and compare_units(one.figure.unit, other.figure.unit) is UnitCompatibility.SAME_COUNTED:
            continue
        if not are_divisible(one.figure.unit, other.figure.unit, rate):
            continue
        try:
            found = ratio(one.as_input, other.as_input, factor=rate, digits=_digits(one, other))
        except QuantityError:
            continue
        yield _Found(found, *((other, one) if found.swapped else (one, other)))


def _digits(*items: Divisible) -> int:
    """No more than a reader sees of any of the figures."""
    told = [digits for item in items if (digits := item.digits) is not None]
    return max(_FEWEST_DIGITS, min([_MOST_DIGITS, *told]))


def _interval_from(found: Ratio) -> tuple[IntervalFrom, ...]:
    """What the ends of the interval rest on; nothing where there is no interval."""
    kinds: set[IntervalFrom] = {kind.value for kind in found.span_kinds}
    if found.has_ranged_factor:
        kinds.add("assumption")
    return tuple(sorted(kinds))


def _kinds(found: _Found) -> str:
    """What kinds of quantity were divided, unless both were measured or nobody has said."""
    kinds = [item.figure.figure_kind for item in (found.over, found.under)]
    if set(kinds) <= {"measured", ""}:
        return ""
    over, under = (_KINDS[kind] for kind in kinds)
    return f"{over[0].upper()}{over[1:]} is divided by {under.rstrip(',')}."


def _left_out(found: _Found) -> str:
    """That a claim has other figures which say nothing of this one's spread, being of something else."""
    counts = [(place, item.left_out) for place, item in (("first", found.over), ("second", found.under))]
    told = [f"the {place} claim has {count} other figure{'s' if count > 1 else ''}" for place, count in counts if count]
    if not told:
        return ""
    said = " and ".join(told)
    return f"{said[0].upper()}{said[1:]}, of another scope or seen second-hand, and not carried in."


def _rate(equivalence: Equivalence) -> ExchangeRate:
    return ExchangeRate(
        value=equivalence.factor,
        low=equivalence.low,
        high=equivalence.high,
        from_unit=equivalence.from_unit,
        to_unit=equivalence.to_unit,
        name=equivalence.name,
    )
