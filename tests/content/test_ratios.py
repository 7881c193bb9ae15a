"""Every ratio of every published comparison, worked out again from its document, without the code that made it.

Units are read and brought together by a small table here. The interval is the worst case: least over most to most over
least, which is what comparisons state beside it. A figure without bounds has the span of the claim's other figures of
the same thing by other methods, where there are any; one with rivals has the range that they give, and no centre.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import combinations, product

import pytest

from comparisons.documents import ComparisonDocument, EquivalencePart, FigurePart, RatioPart, RowPart, StatementPart
from tests.content.conftest import LoadedContent

pytestmark = pytest.mark.django_db

_PREFIXES = {"f": -15, "p": -12, "n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_PREFIXED = ("byte", "FLOP", "Wh", "bit", "tCO2e", "W", "J", "g", "s", "m")
# In SI units where there are any; whatever is counted stands for itself.
_WORTH = {
    "percent": (Decimal("0.01"), {}),
    "fraction": (Decimal(1), {}),
    "times": (Decimal(1), {}),
    "1": (Decimal(1), {}),
    "byte": (Decimal(8), {"bit": 1}),
    "Wh": (Decimal(3600), {"J": 1}),
    "W": (Decimal(1), {"J": 1, "s": -1}),
    "min": (Decimal(60), {"s": 1}),
    "h": (Decimal(3600), {"s": 1}),
    "d": (Decimal(86400), {"s": 1}),
    "month": (Decimal("2629800"), {"s": 1}),
    "year": (Decimal("31557600"), {"s": 1}),
    "mm3": (Decimal("1e-9"), {"m": 3}),
}
_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?: (thousand|million|billion|trillion))?")

type Dimensions = frozenset[tuple[str, int]]
type Span = tuple[Decimal | None, Decimal | None, Decimal | None]  # value, least, most; None where nobody knows


@dataclass(frozen=True)
class Expected:
    """A ratio of at least one, and whether it is the second cell over the first."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    swapped: bool
    inputs: tuple["Carrying", "Carrying"]  # in the order of the division


@dataclass(frozen=True)
class Carrying:
    """A figure that could carry its claim, at its place among the claim's citations."""

    cell: StatementPart
    place: int
    figure: FigurePart

    def others(self) -> list[FigurePart]:
        """The claim's other figures of the same thing, by other methods."""
        return [
            other
            for place, citation in enumerate(self.cell.citations)
            if (other := citation.figure) is not None
            and place != self.place
            and citation.stance == "supports"
            and not citation.is_unseen
            and other.rank != "deprecated"
            and _unit(other.unit)[1] == _unit(self.figure.unit)[1]
            and other.method != self.figure.method
            and other.boundary == self.figure.boundary
            and self.figure.scope
            and _without_size(other.scope) == _without_size(self.figure.scope)
        ]

    def rivals(self) -> list[FigurePart]:
        """The figures between which and this one an editor sees nobody to have decided."""
        group = self.figure.rival_group
        return [
            other
            for place, citation in enumerate(self.cell.citations)
            if (other := citation.figure) is not None
            and group
            and place != self.place
            and other.rival_group == group
            and other.rank != "deprecated"
        ]

    def rests_on(self) -> str:
        if self.rivals():
            return "rivals"
        if _is_bounded(self.figure):
            return "bounds"
        return "methods" if self.others() else ""


def _without_size(scope: str) -> str:
    return re.sub(r" of [0-9][^,]*(,[0-9]{3}[^,]*)?$", "", scope.lower()).strip()


def _unit(name: str) -> tuple[Decimal, Dimensions]:
    """What one of the unit is worth in base units, and which base units these are."""
    worth, powers = Decimal(1), Counter[str]()
    for place, part in enumerate(name.split(" / ")):
        sign = -1 if place else 1
        factor, bases = _part(part)
        worth *= factor**sign
        for base, power in bases.items():
            powers[base] += sign * power
    return worth, frozenset((base, power) for base, power in powers.items() if power)


def _part(name: str) -> tuple[Decimal, dict[str, int]]:
    if name in _WORTH:
        return _WORTH[name]
    for base in _PREFIXED:
        if name.endswith(base) and name.removesuffix(base) in _PREFIXES:
            worth, bases = _WORTH.get(base, (Decimal(1), {base: 1}))
            return worth * Decimal(10) ** _PREFIXES[name.removesuffix(base)], bases
    return Decimal(1), {name: 1}


def _span(one: Carrying) -> Span:
    """A limit is open on one side; a figure that nothing bounds is a point."""
    figure, rivals = one.figure, one.rivals()
    if rivals:
        least, most = _reach(figure, [figure, *rivals])
        return None, least, most
    if figure.sense == "<":
        return figure.value, None, figure.value
    if figure.sense == ">":
        return figure.value, figure.value, None
    if figure.low is not None or figure.high is not None:
        return figure.value, figure.low, figure.high
    return figure.value, *_reach(figure, [figure, *one.others()])


def _reach(figure: FigurePart, figures: list[FigurePart]) -> tuple[Decimal, Decimal]:
    """The least and the most that these figures name, in the unit of the first one."""
    ends = []
    for other in figures:
        scale = _unit(other.unit)[0] / _unit(figure.unit)[0]
        ends += [number * scale for number in (other.value, other.low, other.high) if number is not None]
    return min(ends), max(ends)


def _is_bounded(figure: FigurePart) -> bool:
    return figure.sense in "<>" or figure.low is not None or figure.high is not None


def _over(top: Decimal | None, bottom: Decimal | None, scale: Decimal) -> Decimal | None:
    return top * scale / bottom if top is not None and bottom else None


def _expected(one: Carrying, other: Carrying, rate: EquivalencePart | None) -> Expected | None:
    """The ratio of the two; None if their units allow none, with the assumption or without."""
    (first, mine), (second, theirs) = _unit(one.figure.unit), _unit(other.figure.unit)
    power = 0
    if (mine == theirs) == (rate is not None):
        return None
    if rate is not None:
        power = _exchanged(mine, theirs, rate)
        if power == 0:
            return None
    (value, low, high), (below, least, most) = _span(one), _span(other)
    scale = first / second
    rates = [scale] * 3
    if rate is not None:
        ends = sorted((r or rate.factor) ** power for r in (rate.low, rate.high))
        rates = [scale * rate.factor**power, scale * ends[0], scale * ends[1]]
    quotient = _over(value, below, rates[0])
    bounded = bool(one.rests_on() or other.rests_on()) or rates[1] != rates[2]
    smallest = _over(low, most, rates[1]) if bounded else None
    largest = _over(high, least, rates[2]) if bounded else None
    middle = quotient
    if middle is None and smallest is not None and largest is not None:
        middle = (smallest * largest).sqrt()
    if middle is None or middle >= 1:
        return Expected(quotient, smallest, largest, False, (one, other))
    return Expected(*(1 / n if n else None for n in (quotient, largest, smallest)), True, (other, one))


def _exchanged(mine: Dimensions, theirs: Dimensions, rate: EquivalencePart) -> int:
    """The power at which the assumption turns the first units into the second; 0 if it does not."""
    for units, goal, sign in ((mine, theirs, 1), (theirs, mine, -1)):
        for base, power in units:
            if base == rate.from_unit and (units - {(base, power)}) | {(rate.to_unit, power)} == goal:
                return sign * power
    return 0


def _carrying(cell: StatementPart) -> list[Carrying]:
    """The figures that could carry the claim, the headline first."""
    if cell.missing or "retracted" in cell.markers:
        return []
    figures = [
        Carrying(cell, place, citation.figure)
        for place, citation in enumerate(cell.citations)
        if citation.figure
        and citation.stance == "supports"
        and not citation.is_unseen
        and citation.figure.rank != "deprecated"
    ]
    return sorted(figures, key=lambda one: not _is_headline(one))


def _is_headline(one: Carrying) -> bool:
    """The preferred one, else the only supporting one of normal rank; what nobody saw in its source is neither."""
    supporting = [c.figure for c in one.cell.citations if c.figure and c.stance == "supports" and not c.is_unseen]
    preferred = [figure for figure in supporting if figure.rank == "preferred"]
    normal = [figure for figure in supporting if figure.rank == "normal"]
    return one.figure is (preferred[0] if preferred else normal[0] if len(normal) == 1 else None)


def _expected_ratios(document: ComparisonDocument, row: RowPart) -> Iterator[tuple[str, str, str, Expected]]:
    """(the side that is over, the side that is under, the assumption or nothing, the ratio)."""
    for one, other in combinations(row.cells, 2):
        pairs = list(product(_carrying(one), _carrying(other)))
        if row.comparability not in {"not-comparable", "not-judged"}:
            found = next((ratio for pair in _in_order(row, pairs) if (ratio := _expected(*pair, None))), None)
            if found:
                yield (*_sides(one, other, found), "", found)
        for rate in document.equivalences:
            apart = [pair for pair in pairs if _are_apart(row, *pair)]
            left = [pair for pair in pairs if pair not in apart]
            found = next((ratio for pair in left if (ratio := _expected(*pair, rate))), None)
            if found:
                yield (*_sides(one, other, found), rate.slug, found)


def _in_order(row: RowPart, pairs: list[tuple[Carrying, Carrying]]) -> Iterator[tuple[Carrying, Carrying]]:
    """The pairs that a row may divide, the best first: of one boundary and one work, then the two headlines."""
    alike = [
        (one, other)
        for one, other in pairs
        if one.figure.boundary
        and one.figure.workload
        and (one.figure.boundary, one.figure.workload) == (other.figure.boundary, other.figure.workload)
    ]
    for headlines in (2, 1, 0):
        yield from (pair for pair in alike if sum(map(_is_headline, pair)) == headlines)
    for one, other in pairs:
        stated = one.figure.boundary and other.figure.boundary
        allowed = (stated or not row.dimension.asks_boundary) and not _are_apart(row, one, other)
        if allowed and _is_headline(one) and _is_headline(other):
            yield one, other


def _are_apart(row: RowPart, one: Carrying, other: Carrying) -> bool:
    """Whether both say where their boundary runs, it is not the same, and the row does not name both."""
    names = [item.figure.boundary_name for item in (one, other)]
    if not all(names) or names[0] == names[1]:
        return False
    return not (row.names_boundaries and all(name.lower() in row.comparability_reason.lower() for name in names))


def _sides(first: StatementPart, other: StatementPart, found: Expected) -> tuple[str, str]:
    return (other.entity, first.entity) if found.swapped else (first.entity, other.entity)


def _ratios(row: RowPart) -> list[RatioPart]:
    return [*row.ratios, *row.assumed_ratios]


def test_the_comparisons_show_these_ratios_and_no_others(loaded: LoadedContent) -> None:
    for slug, document in loaded.documents.items():
        for row in document.rows:
            shown = Counter((part.over, part.under, part.equivalence) for part in _ratios(row))
            expected = Counter(found[:3] for found in _expected_ratios(document, row))
            assert shown == expected, f"{slug}, {row.dimension.slug}"


def test_every_ratio_and_its_worst_case_follow_from_the_figures(loaded: LoadedContent) -> None:
    checked = 0
    with localcontext() as context:
        context.prec = 50
        for slug, document in loaded.documents.items():
            for row in document.rows:
                expected = {found[:3]: found[3] for found in _expected_ratios(document, row)}
                for part in _ratios(row):
                    known = expected[part.over, part.under, part.equivalence]
                    for name in ("value", "low", "high"):
                        stated, computed = getattr(part, name), getattr(known, name)
                        assert _is_same(stated, computed), f"{slug}, {row.dimension.slug}, {name}: {stated}, {computed}"
                    checked += 1
    assert checked >= 34  # what nobody saw in its source is divided by nothing


def test_every_ratio_says_which_figures_were_divided_and_what_its_interval_rests_on(loaded: LoadedContent) -> None:
    """In the order of the division: the statement speaks of the first figure, and of the second."""
    for slug, document in loaded.documents.items():
        ranged = {part.slug for part in document.equivalences if {part.low, part.high} - {None, part.factor}}
        for row in document.rows:
            for over, under, assumption, expected in _expected_ratios(document, row):
                (part,) = [p for p in _ratios(row) if (p.over, p.under, p.equivalence) == (over, under, assumption)]
                place = f"{slug}, {row.dimension.slug}: {part}"
                assert (part.over_figure, part.under_figure) == tuple(one.place for one in expected.inputs), place
                for one, what in zip(expected.inputs, (part.over_what, part.under_what), strict=True):
                    assert one.figure.scope in what, place
                rests_on = {one.rests_on() for one in expected.inputs} | {"assumption" if assumption in ranged else ""}
                assert set(part.interval_from) == rests_on - {""}, place
                for nth, one in zip(("first", "second"), expected.inputs, strict=True):
                    assert _told_of(one, nth) in part.statement or not part.interval_from, place


def _told_of(one: Carrying, nth: str) -> str:
    """How a statement speaks of the figure."""
    if one.rivals():
        return f"the {nth} figure has rivals"
    if one.figure.sense in "<>":
        return f"the {nth} figure is a limit"
    if one.rests_on() == "bounds":
        return f"kind of the {nth} figure’s bounds"
    return (
        f"the {nth} figure states no bounds, and other" if one.rests_on() else f"the {nth} figure states no bounds and"
    )


def test_no_ratio_prints_more_digits_than_the_figures_that_were_divided(loaded: LoadedContent) -> None:
    for slug, document in loaded.documents.items():
        for row in document.rows:
            expected = {found[:3]: found[3] for found in _expected_ratios(document, row)}
            for part in _ratios(row):
                inputs = expected[part.over, part.under, part.equivalence].inputs
                fewest = min(_digits(f"{one.figure.text} {one.figure.value or ''}") for one in inputs)
                said = max(_digits(number) for number in re.findall(r"[0-9][0-9,.]*", part.text))
                assert said <= max(fewest, 2), f"{slug}, {row.dimension.slug}: {part.text}"


def _digits(text: str) -> int:
    """Of the most exact number in the text, without the zeros around it."""
    numbers = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)
    return max(len(number.replace(",", "").replace(".", "").strip("0")) for number in [*numbers, "1"])


def test_the_words_of_every_ratio_say_its_number(loaded: LoadedContent) -> None:
    for slug, document in loaded.documents.items():
        for row in document.rows:
            for part in _ratios(row):
                said, last_place = _first_number(part.text)
                meant = part.value if part.value is not None else part.low
                assert meant is not None
                assert abs(said - meant) <= last_place, f"{slug}, {row.dimension.slug}: {part.text}, {meant}"


def _is_same(stated: Decimal | None, computed: Decimal | None) -> bool:
    if stated is None or computed is None:
        return stated is computed
    return abs(stated - computed) <= abs(computed) * Decimal("1e-15")


def _first_number(text: str) -> tuple[Decimal, Decimal]:
    """The first number of the text, and what one more in its last significant place would add."""
    found = _NUMBER.search(text)
    assert found, text
    digits, power, word = found.groups()
    exponent = _SCALES[word or ""] + int((power or "0").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    number = Decimal(digits.replace(",", ""))
    shortest = number.normalize() if "." not in digits else number
    place = Decimal(1).scaleb(int(shortest.as_tuple().exponent))
    return number.scaleb(exponent), place.scaleb(exponent)
