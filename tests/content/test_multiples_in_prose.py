"""Comparisons that the prose makes in words ("some 14 million times"), held against the figures they compare.

Each asks twice: do the words stand in the content, and do the figures give them.
"""

from decimal import Decimal

import pytest

from tests.content.own_content import Printed, content, figure, numbers_in, prose
from tests.content.rounding import agrees

_BILLION = Decimal(10) ** 9


def _stands(words: str) -> bool:
    return any(words in text for _, text in prose())


def _quotient(top: Printed, bottom: Printed, *, units: Decimal = Decimal(1)) -> Decimal:
    return top.amount() * units / bottom.amount()


@pytest.mark.parametrize(
    ("words", "top", "bottom", "units", "times"),
    [
        (
            "some 14 million times the energy of a living synaptic event",
            ("brain-simulation-energy-per-synaptic-event", "47.55 nJ"),
            ("synapse-energy-per-synaptic-event", "≈ 3.3 fJ per synaptic event"),
            Decimal("1e6"),
            Decimal(14_000_000),
        ),
        (
            "some 100,000 times its price of a FLOP",
            ("brain-simulation-energy-per-synaptic-event", "74 nJ"),
            ("nvidia-h100-energy-per-operation", "0.71 pJ/FLOP"),
            Decimal(1000),
            Decimal(100_000),
        ),
        (
            "2.5e8 times Landauer’s minimum for a bit at 300 K",
            ("nvidia-h100-energy-per-operation", "0.71 pJ/FLOP"),
            ("landauer-limit-minimum-energy-per-bit", "2.87e-21 J at 300 K"),
            Decimal("1e-12"),
            Decimal("2.5e8"),
        ),
        (
            "Some 100,000 times the 45 pJ in circulation",
            ("spinnaker-energy-per-synaptic-event", "4.4 µJ"),
            ("spinnaker-energy-per-synaptic-event", "45 pJ (as listed in a survey table)"),
            Decimal("1e6"),
            Decimal(100_000),
        ),
        (
            "about 50 times as much as BLOOM",
            ("llama-3-1-405b-training-energy", "21.6 GWh (rated power)"),
            ("bloom-training-energy", "433 MWh"),
            Decimal(1000),
            Decimal(50),
        ),
        (
            "43 % above the connectome",
            ("fruit-fly-brain-neuron-count", "199,380 ± 3,400"),
            ("fruit-fly-brain-neuron-count", "139,255"),
            Decimal(1),
            Decimal("1.43"),
        ),
        (
            "Works out at 111 synapses per neuron",
            ("hala-point-emulated-synapse-count", "128 billion"),
            ("hala-point-emulated-neuron-count", "1.15 billion"),
            Decimal(1),
            Decimal(111),
        ),
        (
            "About 556 synapses to a neuron",
            ("brain-simulation-synapses-living-or-modelled", "47.8 trillion"),
            ("brain-simulation-processing-units", "up to 86 billion"),
            Decimal(1),
            Decimal(556),
        ),
        (
            "25 times below attwell2001",
            ("cortical-pyramidal-neuron-firing-rate", "4 per second (assumed)"),
            ("human-cerebral-cortex-firing-rate", "0.16 per second"),
            Decimal(1),
            Decimal(25),
        ),
        (
            "29 tokens per parameter",
            ("llama-2-70b-training-tokens", "2 trillion tokens"),
            ("llama-2-70b-parameter-count", "69 billion"),
            Decimal(1),
            Decimal(29),
        ),
        (
            "38.4 tokens per parameter",
            ("llama-3-1-405b-training-tokens", "15.6 trillion tokens"),
            ("llama-3-1-405b-parameter-count", "405.9 billion"),
            Decimal(1),
            Decimal("38.4"),
        ),
        (
            "156,000 times 100 million words",
            ("llama-3-1-405b-training-tokens", "15.6 trillion tokens"),
            ("child-language-learner-words-heard", "under 100 million words to learn a language"),
            Decimal(1),
            Decimal(156_000),
        ),
        (
            "7 million times less was proved",
            ("ai-memory-verbatim-memorisation", "at least 1 % of the training text"),
            ("ai-memory-verbatim-memorisation", "600 passages, 0.00000015 % of the data"),
            Decimal(1),
            Decimal(7_000_000),
        ),
        (
            "about a million times as much",
            ("frontier-supercomputer-power", "22.8 MW"),
            ("human-brain-power", "467.8 µmol of glucose per minute (about 22 W)"),
            Decimal("1e6"),
            Decimal(1_000_000),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_multiple_in_words_is_what_the_figures_give(
    words: str, top: tuple[str, str], bottom: tuple[str, str], units: Decimal, times: Decimal
) -> None:
    assert _stands(words)
    computed = _quotient(figure(*top), figure(*bottom), units=units)
    assert agrees(times, computed), f"{words}: {computed}"


def test_the_interval_of_the_mean_of_four_brains_is_students() -> None:
    """t(0.975, 3) × SD / √n, with the SD as the later paper rounds it (goriely2025)."""
    assert _stands("t = 3.18 for 3 degrees of freedom, SD 8.1 and n = 4 give 73.2 to 99.0")
    mean = figure("human-brain-neuron-count", "73–99 billion (95 % interval)").amount() / _BILLION
    half = Decimal("3.182") * Decimal("8.1") / 2
    assert agrees(Decimal("73.2"), mean - half)
    assert agrees(Decimal("99.0"), mean + half)


def test_the_neocortex_burns_the_share_that_is_stated() -> None:
    """34 of 77 mg of glucose a minute, at 180.16 g/mol and 2803 kJ/mol (docs/content.md)."""
    assert _stands("neocortex 34 mg/min = 8.8 W (44 %)")
    assert agrees(Decimal("8.8"), Decimal(34) / Decimal("180.16") * Decimal(2803) / 60)
    assert agrees(Decimal(44), Decimal(34) / 77 * 100)


def test_a_word_is_as_many_tokens_as_a_token_is_words() -> None:
    """The assumption that a reader can switch on is the inverse of three quarters of a word to a token."""
    rate = next(item for item in content().equivalences if item.slug == "word-as-tokens")
    assert agrees(rate.factor, 1 / Decimal("0.75"))


def test_the_range_of_a_synapse_in_parameters_is_what_its_two_ends_give() -> None:
    """The lower end is parameters by connections of one network, the upper bits of a synapse by bits of a parameter."""
    rate = next(item for item in content().equivalences if item.slug == "synapse-as-parameter")
    ((parameters, connections),) = numbers_in(rate.used_by, "# parameters make # connections")
    ((synapse, parameter),) = numbers_in(rate.used_by, "# bits of a synapse's size by the # bits of knowledge")
    assert agrees(rate.low or Decimal(0), parameters / connections)
    assert agrees(rate.high or Decimal(0), synapse / parameter)
