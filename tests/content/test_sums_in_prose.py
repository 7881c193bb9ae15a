"""Every sum that the notes, reasons and ledes print, worked out again.

A pattern is the sum as the content prints it, with `#` for each number. Its last numbers are the results, as many as
the recomputation gives; the others are the inputs, read from the content, so that a changed input breaks the sum. The
formula is the printed one; a lambda only brings the units together.
"""

import re
from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache

import pytest

from tests.content.own_content import compiled, numbers_in, prose
from tests.content.rounding import agrees

type Sum = Callable[..., Decimal | tuple[Decimal, ...]]

# docs/content.md: joules from ATP at 50 kJ/mol; the note names the heat, so that here only Avogadro's number is needed.
_AVOGADRO = Decimal("6.02214076e23")
_LITRE_PER_MOL = Decimal("22.414")  # an ideal gas at 0 °C and 1 atm
_THOUSAND, _MILLION, _BILLION, _TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
_YEAR_IN_DAYS = Decimal("365.25")


def _log2(number: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 30
        return number.ln() / Decimal(2).ln()


def _atp(count: Decimal, kilojoules: Decimal) -> Decimal:
    """Joules of so many molecules of ATP at so many kJ/mol."""
    return count * kilojoules * _THOUSAND / _AVOGADRO


_SUMS: dict[str, Sum] = {
    # Machines.
    "# EFLOP/s / # GFLOP/s per W = # MW": lambda rate, efficiency: rate / efficiency * _THOUSAND,
    "# W / # TFLOP/s = # pJ": lambda watts, rate: watts / rate,
    "# W / # PFLOP/s = # pJ": lambda watts, rate: watts / rate / _THOUSAND,
    "# / # GFLOP per J = # pJ": lambda one, efficiency: one / efficiency * _THOUSAND,
    "# W / # events per second = # nJ": lambda watts, rate: watts / rate * _BILLION,
    "# W / # per second = # fJ": lambda watts, rate: watts / rate * _THOUSAND * _TRILLION,
    "# mW / (# × # × #) recomputes to # pJ": lambda mw, n, hertz, fan: mw * _BILLION / (n * hertz * fan),
    "# W / # J = # erasures per second": lambda watts, joules: watts / joules,
    "# MIPS × # = # MIPS = # instructions/s": lambda mips, scale: (mips * scale, mips * scale * _MILLION),
    "# MIPS × # = # instructions per second": lambda mips, scale: mips * scale * _MILLION,
    "# petaops on # W, and that makes # TOPS per W": lambda ops, watts: ops * _THOUSAND / watts,
    # Training.
    "# × # × # = #": lambda six, parameters, tokens: six * parameters * tokens,
    "# × # × # would be #": lambda six, parameters, tokens: six * parameters * tokens,
    "# × # billion parameters × # billion tokens is #": lambda six, n, d: six * n * d * _BILLION * _BILLION,
    "# MWh × # = # t": lambda energy, grid: energy * grid,
    "# MWh × # g = # t": lambda energy, grid: energy * grid / _THOUSAND,
    "# h × # kW = # kWh exactly": lambda hours, power: hours * power,
    "# h × # W × # = # MWh; without PUE # MWh": lambda h, w, pue: (h * w * pue / _MILLION, h * w / _MILLION),
    "# chips × # h × # W = # MWh": lambda chips, hours, watts: chips * hours * watts / _MILLION,
    "# MWh × # × # = # t": lambda energy, pue, grid: energy * pue * grid,
    "# million h × # W = # GWh": lambda hours, watts: hours * watts / _THOUSAND,
    "# / # = #": lambda top, bottom: top / bottom,
    "# GWh / # GWh = #": lambda top, bottom: top / bottom,
    "# t / # GWh = # kg/kWh": lambda tonnes, energy: tonnes / energy / _THOUSAND,
    "# MW × # h × # = # GWh": lambda power, hours, share: power * hours * share / _THOUSAND,
    "# kWh / # = # Wh": lambda energy, requests: energy * _THOUSAND / requests,
    "# kWh / # requests = # Wh": lambda energy, requests: energy * _THOUSAND / requests,
    "# lb × # = # kg": lambda pounds, kilograms: pounds * kilograms,
    "# × # bit / # = # GB": lambda parameters, bits, byte: parameters * bits / byte / _BILLION,
    "At # words a minute without a pause # × # words would take about # years": lambda pace, tokens, words: (
        tokens * words / pace / 60 / 24 / _YEAR_IN_DAYS
    ),
    # Time.
    "# × # / # Hz = # days": lambda steps, frames, hertz: steps * frames / hertz / 86400,
    "# × # / # / # = # h": lambda steps, frames, hertz, hour: steps * frames / hertz / hour,
    "# × # / # / # = # h = # days": lambda steps, frames, hertz, hour: (
        steps * frames / hertz / hour,
        steps * frames / hertz / hour / 24,
    ),
    "# million frames would last # days": lambda millions: millions * _MILLION / 60 / 86400,
    "# frames / # per second = # ms": lambda frames, hertz: frames / hertz * _THOUSAND,
    "# h = # years of sound": lambda hours: hours / 24 / _YEAR_IN_DAYS,
    "# years - # months = # years": lambda years, months: years - months / 12,
    "# - # = #": lambda last, first: last - first,
    "# + # = # ms": lambda one, other: one + other,
    # Brains.
    "# µmol/min × # kJ/mol = # W": lambda glucose, heat: glucose * heat / _THOUSAND / 60,
    "# mg/min / # g/mol × # kJ/mol = # W": lambda mass, molar, heat: mass / molar * heat / 60,
    "# µmol oxygen per 100 g and minute × # g = # ml/min": lambda gas, g: gas * g / 100 * _LITRE_PER_MOL / _THOUSAND,
    "# ATP/s at # kJ/mol = # nW": lambda rate, heat: _atp(rate, heat) * _BILLION,
    "# million ATP at # kJ/mol = # pJ": lambda millions, heat: _atp(millions * _MILLION, heat) * _TRILLION,
    "# ATP at # kJ/mol = # fJ": lambda count, heat: _atp(count, heat) * _THOUSAND * _TRILLION,
    "# × # = #": lambda share, nuclei: share * nuclei,
    "# % of # billion = # billion": lambda percent, whole: percent / 100 * whole,
    "# % of # billion over # years = # a day": lambda percent, whole, years: (
        percent / 100 * whole * _BILLION / years / _YEAR_IN_DAYS
    ),
    "# million glia by # million neurons = #": lambda glia, neurons: glia / neurons,
    "# × # / # = # TB": lambda synapses, bits, byte: synapses * bits / byte / _TRILLION,
    "# / # = # MB": lambda bits, byte: bits / byte / _MILLION,
    "log2(#) = #": _log2,
    "Checked: (# - #) × # × # = #": lambda right, chance, two, pictures: (right - chance) * two * pictures,
    # Shares.
    "# squared = #": lambda correlation: correlation**2,
    "# - # / # = #": lambda one, left, whole: one - left / whole,
    "# - # / # = # %": lambda one, top, bottom: (one - top / bottom) * 100,
    "# / # = # %": lambda part, whole: part / whole * 100,
}

# Products and equations without a result to check: sizes of things, products in words, numbers of people.
_NO_SUM = (
    re.compile(r"\b[nN] = [0-9]+"),
    re.compile(r"Recomputed: t = 3\.18 for 3 degrees of freedom"),  # has a test of its own
    re.compile(r"training one model = five cars"),
    re.compile(r"1 Mbit = 2\^20 bit"),
    re.compile(r"Not 8 × 7 = 56"),
    re.compile(r"34 mg/min = 8\.8 W"),  # has a test of its own
)
_LOOKS_LIKE_A_SUM = re.compile(r"[0-9)] ?(?:\S+ )?= [0-9]")


@cache
def _read() -> tuple[dict[str, list[tuple[str, list[Decimal]]]], dict[tuple[str, str], str]]:
    """Where every pattern stands, with its numbers; and what is left of each text when they are taken out.

    The longest pattern comes first: "1 / 2 = 50 %" is not "1 / 2 = 50".
    """
    found: dict[str, list[tuple[str, list[Decimal]]]] = {pattern: [] for pattern in _SUMS}
    left = {}
    for place, text in set(prose()):
        if not any(character.isdigit() for character in text):
            continue
        rest = text
        for pattern in sorted(_SUMS, key=lambda pattern: (pattern.count("#"), len(pattern)), reverse=True):
            found[pattern] += [(place, numbers) for numbers in numbers_in(rest, pattern)]
            rest = compiled(pattern).sub("", rest)
        left[place, text] = rest
    return found, left


@pytest.mark.parametrize("pattern", _SUMS)
def test_a_printed_sum_is_right(pattern: str) -> None:
    found = _read()[0][pattern]
    assert found, f"“{pattern}” stands nowhere"
    for place, numbers in found:
        inputs = _SUMS[pattern].__code__.co_argcount
        computed = _SUMS[pattern](*numbers[:inputs])
        results = computed if isinstance(computed, tuple) else (computed,)
        assert len(numbers) == inputs + len(results)
        for printed, result in zip(numbers[inputs:], results, strict=True):
            assert agrees(printed, result), f"{place}: {numbers}, recomputed {result}"


def test_no_sum_is_printed_that_is_not_recomputed() -> None:
    unknown = []
    for (place, text), left in _read()[1].items():
        rest = left
        for nothing in _NO_SUM:
            rest = nothing.sub("", rest)
        if _LOOKS_LIKE_A_SUM.search(rest):
            unknown.append((place, text))
    assert unknown == []
