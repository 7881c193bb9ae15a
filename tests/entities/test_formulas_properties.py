"""What must hold for every formula: the same as worked out by hand, bounds around all that the inputs leave possible,
units as algebra has them, and no text at all that breaks the reader or keeps it busy."""

import itertools
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from entities.quantities import (
    BoundKind,
    DerivedFigure,
    Formula,
    FormulaError,
    Input,
    Sense,
    evaluate,
    parse_formula,
)

quick = settings(max_examples=150, deadline=None)

NAMES = ("a", "b", "c", "d")


@dataclass(frozen=True)
class Sum:
    """A formula as text with every bracket written, and a way to work it out that shares nothing with the engine."""

    text: str
    python: str


def joined(left: Sum, operator: str, right: Sum) -> Sum:
    return Sum(f"({left.text}) {operator} ({right.text})", f"({left.python}) {operator} ({right.python})")


def powered(inner: Sum, exponent: int) -> Sum:
    return Sum(f"({inner.text}) ** {exponent}", f"({inner.python}) ** {exponent}")


leaves = st.one_of(
    st.sampled_from(NAMES).map(lambda name: Sum(name, name)),
    st.integers(1, 9).map(lambda number: Sum(str(number), f"Fraction({number})")),
)
sums = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(joined, inner, st.sampled_from(["+", "-", "*", "/"]), inner),
        st.builds(powered, inner, st.sampled_from([-2, -1, 1, 2, 3])),
        inner.map(lambda one: Sum(f"-({one.text})", f"-({one.python})")),
    ),
    max_leaves=7,
)
numbers = st.integers(1, 400).map(lambda count: Decimal(count) / 4)


def worked_out(one: Sum, values: dict[str, Fraction]) -> Fraction:
    """What Python gives for the formula; ZeroDivisionError as it comes."""
    return Fraction(eval(one.python, {"Fraction": Fraction}, values))


def read(one: Sum) -> Formula:
    try:
        return parse_formula(one.text)
    except FormulaError as refusal:
        assume("multiplies too much" not in str(refusal))
        raise


def exact(value: Decimal, name: str) -> Input:
    return Input(value, "1", name, digits=None)


@given(one=sums, values=st.lists(numbers, min_size=4, max_size=4))
@quick
def test_the_value_is_what_python_gives_for_the_same_sum(one: Sum, values: list[Decimal]) -> None:
    named = dict(zip(NAMES, values, strict=True))
    formula = read(one)
    inputs = {name: exact(value, name) for name, value in named.items()}
    try:
        expected = worked_out(one, {name: Fraction(value) for name, value in named.items()})
    except ZeroDivisionError:
        with pytest.raises(FormulaError, match="zero"):
            evaluate(formula, inputs, unit="1")
        return
    found = evaluate(formula, inputs, unit="1")
    assert found.value is not None
    assert (found.low, found.high) == (None, None)
    assert abs(Fraction(found.value) - expected) <= abs(expected) * Fraction(1, 10**5)


@given(one=sums)
@quick
def test_the_canonical_text_is_read_as_the_same_formula(one: Sum) -> None:
    formula = read(one)
    again = parse_formula(formula.text)
    assert (again.root, again.text) == (formula.root, formula.text)


ends = st.tuples(numbers, numbers, numbers).map(sorted)


def bounded(name: str, low: Decimal, value: Decimal, high: Decimal, identity: str = "") -> Input:
    return Input(value, "1", identity or name, low=low, high=high, bound_kind=BoundKind.NOT_STATED, digits=6)


def holds(found: DerivedFigure, number: Fraction) -> bool:
    """Whether a number lies within what a result leaves possible."""
    if found.low is None and found.high is None:
        assert found.value is not None
        # What cancels leaves few digits.
        digits = min(found.digits or 6, 6)
        return abs(Fraction(found.value) - number) <= abs(number) * Fraction(1, 10 ** (digits - 1))
    return (found.low is None or Fraction(found.low) <= number) and (
        found.high is None or number <= Fraction(found.high)
    )


@given(
    one=sums,
    boxes=st.lists(ends, min_size=4, max_size=4),
    shares=st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=1, max_size=6),
    together=st.booleans(),
)
@example(one=Sum("a - a", "a - a"), boxes=[[Decimal(1), Decimal(2), Decimal(4)]] * 4, shares=[[0] * 4], together=False)
@quick
def test_bounds_are_never_narrower_than_what_any_inputs_within_theirs_give(
    one: Sum, boxes: list[list[Decimal]], shares: list[list[int]], together: bool
) -> None:
    formula = read(one)
    inputs = {
        name: bounded(name, *box, identity="a" if together and name == "b" else "")
        for name, box in zip(NAMES, boxes, strict=True)
    }
    if together:
        inputs["b"] = inputs["a"]
        boxes = [boxes[0], boxes[0], *boxes[2:]]
    try:
        found = evaluate(formula, inputs, unit="1")
    except FormulaError as refusal:
        if "zero" not in str(refusal):
            raise
        return
    for share in shares:
        chosen = {
            name: Fraction(low) + (Fraction(high) - Fraction(low)) * part / 4
            for name, (low, _, high), part in zip(NAMES, boxes, share, strict=True)
        }
        if together:
            chosen["b"] = chosen["a"]
        assert holds(found, worked_out(one, chosen)), (formula.text, chosen, found)


@given(
    signs=st.lists(st.sampled_from(["*", "/"]), min_size=3, max_size=3),
    powers=st.lists(st.sampled_from([1, 2, 3, -1, -2]), min_size=4, max_size=4),
    boxes=st.lists(ends, min_size=4, max_size=4),
)
@quick
def test_bounds_of_products_are_the_least_and_the_most_of_all_corners(
    signs: list[str], powers: list[int], boxes: list[list[Decimal]]
) -> None:
    text = "a ** {} {} b ** {} {} c ** {} {} d ** {}".format(
        *itertools.chain(*itertools.zip_longest(powers, signs, fillvalue=""))
    ).strip()
    found = evaluate(parse_formula(text), {n: bounded(n, *box) for n, box in zip(NAMES, boxes, strict=True)}, unit="1")
    corners = []
    for choice in itertools.product((0, 2), repeat=4):
        result = Fraction(1)
        for place, box in enumerate(boxes):
            factor = Fraction(box[choice[place]]) ** powers[place]
            result = result / factor if place and signs[place - 1] == "/" else result * factor
        corners.append(result)
    if min(corners) == max(corners):
        assert (found.low, found.high) == (None, None)
        return
    assert found.low is not None
    assert found.high is not None
    for end, exact_end, outwards in ((found.low, min(corners), -1), (found.high, max(corners), 1)):
        assert (Fraction(end) - exact_end) * outwards >= 0
        assert abs(Fraction(end) - exact_end) <= exact_end * Fraction(1, 10**5)


@given(
    boxes=st.lists(ends, min_size=2, max_size=2),
    formula=st.sampled_from(["a / (a + b)", "a * b / (a + b)", "a + a * b", "(a + b) / a", "a - a / 2"]),
)
@quick
def test_bounds_of_a_formula_that_only_rises_or_falls_are_exact_though_an_input_stands_twice(
    boxes: list[list[Decimal]], formula: str
) -> None:
    inputs = {name: bounded(name, *box) for name, box in zip("ab", boxes, strict=True)}
    found = evaluate(parse_formula(formula), inputs, unit="1")
    corners = [
        worked_out(Sum(formula, formula), {"a": Fraction(boxes[0][one]), "b": Fraction(boxes[1][two])})
        for one, two in itertools.product((0, 2), repeat=2)
    ]
    for end, expected in ((found.low, min(corners)), (found.high, max(corners))):
        if end is None:
            assert min(corners) == max(corners)
        else:
            assert abs(Fraction(end) - expected) <= expected * Fraction(1, 10**5)


# Dimensions by hand, with watts and joules written in kilograms, metres and seconds.
DIMENSIONS: dict[str, dict[str, int]] = {
    "W": {"kg": 1, "m": 2, "s": -3},
    "J": {"kg": 1, "m": 2, "s": -2},
    "kcal": {"kg": 1, "m": 2, "s": -2},
    "s": {"s": 1},
    "h": {"s": 1},
    "Hz": {"s": -1},
    "L": {"m": 3},
    "neuron": {"neuron": 1},
    "synapse": {"synapse": 1},
    "synapse / neuron": {"synapse": 1, "neuron": -1},
    "FLOP / s": {"FLOP": 1, "s": -1},
    "J / FLOP": {"kg": 1, "m": 2, "s": -2, "FLOP": -1},
    "W / neuron": {"kg": 1, "m": 2, "s": -3, "neuron": -1},
    "mol": {"molecule": 1},
    "J / molecule": {"kg": 1, "m": 2, "s": -2, "molecule": -1},
    "kJ / mol": {"kg": 1, "m": 2, "s": -2, "molecule": -1},
    "1": {},
    "percent": {},
    "GPU_hour": {"GPU": 1, "s": 1},
}


@given(
    first=st.sampled_from(list(DIMENSIONS)),
    second=st.sampled_from(list(DIMENSIONS)),
    operator=st.sampled_from(["*", "/"]),
    wanted=st.sampled_from(list(DIMENSIONS)),
)
@settings(quick, max_examples=600)
def test_units_come_out_as_algebra_has_them_or_are_refused(first: str, second: str, operator: str, wanted: str) -> None:
    inputs = {"a": Input(Decimal(3), first, "a", digits=3), "b": Input(Decimal(2), second, "b", digits=3)}
    net = Counter(DIMENSIONS[first])
    for dimension, power in DIMENSIONS[second].items():
        net[dimension] += power if operator == "*" else -power
    formula = parse_formula(f"a {operator} b")
    if {dimension: power for dimension, power in net.items() if power} == DIMENSIONS[wanted]:
        assert evaluate(formula, inputs, unit=wanted).unit == wanted
    else:
        with pytest.raises(FormulaError, match="the claim wants"):
            evaluate(formula, inputs, unit=wanted)


@given(
    digits=st.lists(st.integers(1, 8), min_size=2, max_size=2),
    values=st.lists(numbers, min_size=2, max_size=2),
    operator=st.sampled_from(["+", "-", "*", "/"]),
)
@quick
def test_a_result_has_no_more_digits_than_its_poorest_input(
    digits: list[int], values: list[Decimal], operator: str
) -> None:
    inputs = {
        name: Input(value, "1", name, digits=count) for name, value, count in zip("ab", values, digits, strict=True)
    }
    found = evaluate(parse_formula(f"a {operator} b"), inputs, unit="1")
    assert found.digits <= min(digits)
    assert found.value is not None
    assert len("".join(map(str, found.value.as_tuple().digits)).strip("0")) <= min(digits)


@given(
    box=ends,
    limit=numbers,
    sense=st.sampled_from([Sense.LESS, Sense.MORE]),
    formula=st.sampled_from(["a * x", "x / a", "a / x", "a + x", "a - x", "1 / (a + x)", "x ** 2 * a"]),
    below=st.integers(1, 8),
)
@quick
def test_a_limit_holds_for_everything_that_the_limit_of_the_input_allows(
    box: list[Decimal], limit: Decimal, sense: Sense, formula: str, below: int
) -> None:
    inputs = {"a": bounded("a", *box), "x": Input(limit, "1", "x", sense=sense, digits=6)}
    found = evaluate(parse_formula(formula), inputs, unit="1")
    assert found.sense in (Sense.LESS, Sense.MORE)
    x = Fraction(limit) * below / 8 if sense is Sense.LESS else Fraction(limit) * 8 / below
    for a in map(Fraction, (box[0], box[2])):
        number = worked_out(Sum(formula, formula), {"a": a, "x": x})
        assert found.value is not None
        assert number <= Fraction(found.value) if found.sense is Sense.LESS else number >= Fraction(found.value)


PIECES = [
    "x",
    "y1",
    "9",
    "0.5",
    "+",
    "-",
    "*",
    "/",
    "**",
    "(",
    ")",
    " ",
    "\0",
    "٣",
    "^",
    "x" * 50,
    "(" * 100,
    "eval",
    "_",
]


@given(text=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@example(text="9**9**9")
@example(text="(" * 10_000)
@example(text="-" * 300)
@example(text="(a + b + c + d) ** 6 * (a + b + c + d) ** 6 / (a - b + c * d) ** 6")
@example(text="(((x ** 6) ** 6)) * 9 ** 4" + " * 9" * 20)
@quick
def test_any_text_is_read_and_worked_out_or_refused_at_once(text: str) -> None:
    begun = time.process_time()
    with suppress(FormulaError):
        formula = parse_formula(text)
        inputs = {
            name: bounded(name, Decimal("1e-30"), Decimal(place + 1), Decimal("1e40"))
            for place, name in enumerate(formula.names)
        }
        evaluate(formula, inputs, unit="1")
    assert time.process_time() - begun < 1
