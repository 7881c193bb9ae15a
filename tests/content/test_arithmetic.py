"""Every figure that the content says it derived, recomputed from its inputs.

An input that stands in the content is read from there, from another figure or from the figure's own words, so that
changing it breaks the recomputation. Constants come from docs/content.md, from SI, or from the notes of the figure.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.content.own_content import Printed, figure, figures
from tests.content.rounding import agrees

# docs/content.md, "How figures are entered". 1 kJ/mol is 1000 J per Avogadro's number of molecules.
_AVOGADRO = Decimal("6.02214076e23")
_JOULE_PER_ATP = Decimal(50_000) / _AVOGADRO
_JOULE_PER_UMOL_GLUCOSE = Decimal("2.803")
_JOULE_PER_ML_OXYGEN = (Decimal("20.1"), Decimal("21.1"))
_GRAM_PER_MOL_GLUCOSE = Decimal("180.16")
_MILLION = Decimal(10) ** 6
_FEMTO, _PICO, _NANO = (Decimal(10) ** -power for power in (15, 12, 9))

# What "derived" is called under method.
_DERIVED = re.compile(r"\bderived\b|\bown (?:product|division|sum)\b|\barithmetic\b", re.IGNORECASE)


@dataclass(frozen=True)
class Result:
    """What a recomputation gives, in the unit in which the figure stands; None where the figure says nothing."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


type Recomputation = Callable[[Printed], Result | Decimal]

_RECOMPUTED: dict[tuple[str, str], Recomputation] = {}


def recomputes(*claims: str, text: str) -> Callable[[Recomputation], Recomputation]:
    """Register a recomputation of the figure printed so, in each of these claims."""

    def register(recomputation: Recomputation) -> Recomputation:
        for claim in claims:
            assert (claim, text) not in _RECOMPUTED
            _RECOMPUTED[claim, text] = recomputation
        return recomputation

    return register


def test_every_derived_figure_is_recomputed_here() -> None:
    derived = {
        (printed.claim.id, printed.figure.text) for printed in figures() if _DERIVED.search(printed.figure.method)
    }
    assert derived - set(_RECOMPUTED) == set()


def test_every_recomputation_belongs_to_a_figure() -> None:
    assert set(_RECOMPUTED) - {(printed.claim.id, printed.figure.text) for printed in figures()} == set()


def test_every_recomputation_says_where_its_formula_comes_from() -> None:
    assert [name.__name__ for name in _RECOMPUTED.values() if not name.__doc__] == []


@pytest.mark.parametrize("place", _RECOMPUTED, ids=lambda place: f"{place[0]}: {place[1]}")
def test_a_derived_figure_is_what_its_inputs_give(place: tuple[str, str]) -> None:
    printed = figure(*place)
    result = _RECOMPUTED[place](printed)
    if isinstance(result, Decimal):
        result = Result(value=result)
    for name in ("value", "low", "high"):
        stated, computed = getattr(printed.figure, name), getattr(result, name)
        assert (stated is None) == (computed is None), f"{name}: {stated} against {computed}"
        assert stated is None or agrees(stated, computed), f"{name}: {stated}, recomputed {computed}"


# Machines: power divided by rate, and rate divided by efficiency.


def _energy_per_operation(power: Printed, rate: Printed, *, watts: int, joules: Decimal) -> Decimal:
    return power.amount() * watts / rate.amount() / joules


@recomputes(
    "nvidia-h100-energy-per-operation",
    "artificial-intelligence-energy-per-operation",
    "graphics-processor-energy-per-operation",
    "model-parameter-energy-per-operation",
    text="0.71 pJ per BF16 FLOP",
)
def _h100_energy(printed: Printed) -> Decimal:
    """Power limit by dense BF16 peak, as the scope says; both from the maker's data sheet."""
    power, rate = (
        figure("nvidia-h100-power", "700 W"),
        figure("nvidia-h100-peak-throughput", "989 TFLOP/s (BF16, dense)"),
    )
    return _energy_per_operation(power, rate, watts=1, joules=_FEMTO)


@recomputes(
    "nvidia-a100-energy-per-operation",
    "artificial-intelligence-energy-per-operation",
    "graphics-processor-energy-per-operation",
    "model-parameter-energy-per-operation",
    text="1.3 pJ per BF16 FLOP",
)
def _a100_energy(printed: Printed) -> Decimal:
    """Power limit by dense BF16 peak, as the scope says; both from the maker's data sheet."""
    power, rate = (
        figure("nvidia-a100-power", "400 W"),
        figure("nvidia-a100-peak-throughput", "312 TFLOP/s (BF16, dense)"),
    )
    return _energy_per_operation(power, rate, watts=1, joules=_PICO)


@recomputes(
    "nvidia-b200-energy-per-operation",
    "artificial-intelligence-energy-per-operation",
    "graphics-processor-energy-per-operation",
    "model-parameter-energy-per-operation",
    text="0.44 pJ per BF16 FLOP",
)
def _b200_energy(printed: Printed) -> Decimal:
    """Power limit by dense BF16 peak, as the scope says; both from the maker's data sheet. Power stands in kW."""
    power = figure("nvidia-b200-power", "1,000 W")
    rate = figure("nvidia-b200-peak-throughput", "2.25 PFLOP/s (BF16, dense)")
    return _energy_per_operation(power, rate, watts=1000, joules=_FEMTO)


@recomputes(
    "google-tpu-v4-energy-per-operation",
    "artificial-intelligence-energy-per-operation",
    text="0.62 pJ per BF16 FLOP",
)
def _tpu_energy(printed: Printed) -> Decimal:
    """Mean measured power by peak rate, as the scope says; both from the maker's documentation."""
    power = figure("google-tpu-v4-power", "170 W mean (90–192 W)")
    return _energy_per_operation(
        power, figure("google-tpu-v4-peak-throughput", "275 TFLOP/s (BF16)"), watts=1, joules=_PICO
    )


@recomputes("el-capitan-power", "artificial-intelligence-power", text="about 29 MW")
def _power_of_el_capitan(printed: Printed) -> Decimal:
    """HPL rate by efficiency, both of the list of June 2025: EFLOP/s by GFLOP/J is GW."""
    rate = figure("el-capitan-sustained-throughput", "1.74 EFLOP/s (FP64)")
    efficiency = figure("el-capitan-energy-efficiency", "60.3 GFLOP/s per W")
    return rate.amount() / efficiency.amount() * 1000


@recomputes("frontier-supercomputer-power", text="1.206 EFLOP/s at 52.59 GFLOP/s per W (22.9 MW)")
def _power_of_frontier(printed: Printed) -> Decimal:
    """HPL rate by efficiency, both of the list of June 2024: EFLOP/s by GFLOP/J is GW."""
    rate = figure("frontier-supercomputer-sustained-throughput", "1.21 EFLOP/s (FP64)")
    efficiency = figure("frontier-supercomputer-energy-efficiency", "52.6 GFLOP/s per W")
    return rate.amount() / efficiency.amount() * 1000


@recomputes("frontier-supercomputer-energy-per-operation", text="52.59 GFLOP/s per W (19 pJ per FLOP)")
def _energy_of_frontier(printed: Printed) -> Decimal:
    """The inverse of the efficiency: 1 / (GFLOP/J) is nJ per FLOP."""
    return 1000 / figure("frontier-supercomputer-energy-efficiency", "52.6 GFLOP/s per W").amount()


@recomputes("fugaku-energy-efficiency", text="14.8 GFLOP/s per W")
def _efficiency_of_fugaku(printed: Printed) -> Decimal:
    """HPL rate by power of the same list entry: FLOP/s by MW, in GFLOP/J."""
    rate, power = figure("fugaku-sustained-throughput", "442 PFLOP/s (FP64)"), figure("fugaku-power", "29.9 MW")
    return rate.amount() / (power.amount() * _MILLION) * _NANO


@recomputes("hala-point-energy-per-synaptic-event", text="6.8 pJ (derived)")
def _energy_of_hala_point(printed: Printed) -> Decimal:
    """Maximum power by maximum rate, both as the maker announced them and the scope repeats them."""
    watts, trillions = printed.numbers("# W divided by # trillion 8-bit synapse operations/s")
    assert watts == figure("hala-point-power", "2.6 kW").amount() * 1000
    return watts / (trillions * Decimal(10) ** 12) / _PICO


@recomputes("spinnaker-energy-per-synaptic-event", text="at most 27 nJ")
def _energy_of_spinnaker(printed: Printed) -> Decimal:
    """Chips at 1 W by events per second, as the abstract has them; the chips stay below it, so it is a limit."""
    chips, watts, billions = printed.numbers("# chips below # W each at # billion events per second")
    return chips * watts / (billions * Decimal(10) ** 9) / _NANO


@recomputes("ibm-truenorth-energy-per-synaptic-event", "neuromorphic-hardware-energy-per-synaptic-event", text="2.5 pJ")
def _peak_energy_of_truenorth(printed: Printed) -> Decimal:
    """The inverse of the published peak, in operations per joule."""
    return 1 / (printed.number("# billion operations per joule") * Decimal(10) ** 9) / _PICO


@recomputes("ibm-truenorth-energy-per-synaptic-event", text="22 pJ")
def _energy_of_truenorth(printed: Printed) -> Decimal:
    """The inverse of the published efficiency, in synaptic operations per joule."""
    return 1 / (printed.number("# billion synaptic operations per joule") * Decimal(10) ** 9) / _PICO


# Training: hours times power, tokens by parameters.


@recomputes("llama-2-70b-training-energy", text="688 MWh (rated power)")
def _energy_of_llama_2(printed: Printed) -> Decimal:
    """GPU-hours times rated power, both from the model card; Wh to MWh."""
    hours, watts = printed.numbers("# A100 hours at # W")
    return hours * watts / _MILLION


@recomputes("llama-3-1-405b-training-energy", text="21.6 GWh (rated power)")
def _energy_of_llama_3_1(printed: Printed) -> Decimal:
    """GPU-hours times rated power, both from the model card; million h × W is MWh."""
    hours, watts = printed.numbers("# million H100 hours at # W")
    return hours * watts / 1000


@recomputes("palm-training-energy", text="about 3,400 MWh")
def _energy_of_palm(printed: Printed) -> Decimal:
    """Chip-hours × measured power × overhead of the building, all three reported by the paper; Wh to MWh."""
    hours, watts, overhead = printed.numbers("# h × # W × # =")
    assert agrees(printed.number("# million TPU v4 chip-hours"), hours / _MILLION)
    assert [watts, overhead] == printed.numbers("# W measured per chip, PUE #")
    return hours * watts * overhead / _MILLION


@recomputes("gopher-training-energy", text="1,066 MWh (chips only)")
def _energy_of_gopher(printed: Printed) -> Decimal:
    """Chips × hours × power per chip, without the building; Wh to MWh."""
    chips, hours, watts = printed.numbers("# chips × # h × # W")
    return chips * hours * watts / _MILLION


def _tokens_per_parameter(tokens: Printed, parameters: Printed) -> Decimal:
    return tokens.amount() / parameters.amount()


@recomputes("bloom-tokens-per-parameter", text="366 billion tokens, 176 billion parameters (2.1)")
def _tokens_of_bloom(printed: Printed) -> Decimal:
    """Tokens seen in training by parameters, the definition of the dimension."""
    return _tokens_per_parameter(
        figure("bloom-training-tokens", "366 billion tokens"), figure("bloom-parameter-count", "176 billion")
    )


@recomputes("gpt-3-tokens-per-parameter", text="300 billion tokens, 175 billion parameters (1.7)")
def _tokens_of_gpt_3(printed: Printed) -> Decimal:
    """Tokens seen in training by parameters, the definition of the dimension."""
    return _tokens_per_parameter(
        figure("gpt-3-training-tokens", "300 billion tokens"), figure("gpt-3-parameter-count", "175 billion")
    )


@recomputes("llama-3-1-405b-tokens-per-parameter", text="15.6 trillion tokens, 405 billion parameters (38)")
def _tokens_of_llama_3_1(printed: Printed) -> Decimal:
    """Tokens seen in training by parameters, the definition of the dimension."""
    return _tokens_per_parameter(
        figure("llama-3-1-405b-training-tokens", "15.6 trillion tokens"),
        figure("llama-3-1-405b-parameter-count", "405 billion"),
    )


@recomputes("ai-memory-memory-capacity", text="671 billion parameters of 8 bits")
def _bytes_of_deepseek(printed: Printed) -> Decimal:
    """Parameters times bits of each, by 8 bits to the byte; bytes to GB."""
    billions, bits = printed.numbers("# billion parameters of # bits")
    assert billions * Decimal(10) ** 9 == figure("deepseek-v3-parameter-count", "671 billion in total").amount()
    return billions * bits / 8


# Time: frames, steps, years.


@recomputes(
    "deep-q-network-training-experience",
    "temporal-difference-learning-training-experience",
    text="about 926 hours of play per game",
)
def _hours_of_play(printed: Printed) -> Decimal:
    """Steps × frames to a step by frames per second, as the scope has them from the published script; s to h."""
    steps, frames, rate = printed.numbers("# million steps of # frames at # frames per second")
    return steps * _MILLION * frames / rate / 3600


@recomputes("temporal-difference-learning-time-window", text="actrep=4")
def _milliseconds_to_a_decision(printed: Printed) -> Decimal:
    """Frames to a decision by frames per second; s to ms."""
    frames, rate = printed.numbers("# / # s")
    assert frames == printed.number("actrep=#")
    return frames / rate * 1000


@recomputes("experience-replay-replays-per-item", text="minibatch_size=32, update_freq=4")
def _replays_of_a_step(printed: Printed) -> Decimal:
    """Steps drawn at a time by new steps between two draws, both set in the published script."""
    drawn, new = printed.numbers("minibatch_size=#, update_freq=#")
    return drawn / new


@recomputes("artificial-general-intelligence-forecast-horizon", text="50 % by 2047")
def _years_to_machines(printed: Printed) -> Decimal:
    """The year of even odds minus the year of the survey."""
    year, survey = printed.numbers("derived: # - #")
    assert (year, survey) == (printed.number("50 % by #"), printed.figure.year)
    return year - survey


@recomputes("artificial-general-intelligence-forecast-horizon", text="50 % by 2116")
def _years_to_automation(printed: Printed) -> Decimal:
    """The year of even odds minus the year of the survey."""
    year, survey = printed.numbers("derived: # - #")
    assert (year, survey) == (printed.number("50 % by #"), printed.figure.year)
    return year - survey


@recomputes("artificial-general-intelligence-forecast-horizon", text="13 years later than 2047, in the survey of 2022")
def _years_to_machines_a_year_before(printed: Printed) -> Decimal:
    """The year of even odds, that many years later than the next survey's, minus the year of the survey."""
    later, year, survey = printed.numbers("# years later than #, in the survey of #")
    return year + later - survey


@recomputes("synaptic-pruning-pruning-span", text="decline from 2 to 16 years")
def _years_of_decline(printed: Printed) -> Decimal:
    """Last age minus first."""
    first, last = printed.numbers("decline from # to # years")
    return last - first


@recomputes("synaptic-pruning-pruning-span", text="from 8 months to 11 years")
def _years_of_loss(printed: Printed) -> Decimal:
    """Last age minus first, twelve months to the year."""
    months, years = printed.numbers("from # months to # years")
    return years - months / 12


# Brains: fuel to watts, ATP to joules.


@recomputes("human-brain-power", text="467.8 µmol of glucose per minute (about 22 W)")
def _watts_of_a_brain(printed: Printed) -> Decimal:
    """Glucose per minute × 2803 kJ/mol, the heat of its full oxidation (docs/content.md)."""
    return printed.number("# µmol of glucose per minute") * _JOULE_PER_UMOL_GLUCOSE / 60


@recomputes("human-intelligence-power", text="22 W from glucose use")
def _watts_of_a_mind(printed: Printed) -> Decimal:
    """Glucose per minute × 2803 kJ/mol, the heat of its full oxidation (docs/content.md)."""
    return printed.number("# µmol/min × 2803 kJ/mol") * _JOULE_PER_UMOL_GLUCOSE / 60


@recomputes("macaque-brain-power", text="1.5 W")
def _watts_of_a_macaque(printed: Printed) -> Decimal:
    """Glucose per minute × 2803 kJ/mol, the heat of its full oxidation (docs/content.md)."""
    return printed.number("# µmol/min × 2803 kJ/mol") * _JOULE_PER_UMOL_GLUCOSE / 60


@recomputes("rat-brain-power", text="57 mW")
def _milliwatts_of_a_rat(printed: Printed) -> Decimal:
    """Glucose per minute × 2803 kJ/mol, the heat of its full oxidation (docs/content.md); W to mW."""
    return printed.number("# µmol/min × 2803 kJ/mol") * _JOULE_PER_UMOL_GLUCOSE / 60 * 1000


@recomputes("mouse-brain-power", text="17 mW")
def _milliwatts_of_a_mouse(printed: Printed) -> Decimal:
    """Glucose per minute × 2803 kJ/mol, the heat of its full oxidation (docs/content.md); W to mW."""
    return printed.number("# µmol/min × 2803 kJ/mol") * _JOULE_PER_UMOL_GLUCOSE / 60 * 1000


@recomputes("mouse-brain-power-per-neuron", text="0.370 µmol of glucose per minute (0.24 nW per neuron)")
def _nanowatts_of_a_mouse_neuron(printed: Printed) -> Decimal:
    """The whole brain's glucose × 2803 kJ/mol (docs/content.md) by its neurons; W to nW."""
    glucose, millions = printed.numbers("# µmol/min × 2803 kJ/mol / # million neurons")
    assert millions * _MILLION == figure("mouse-brain-neuron-count", "71 million").amount()
    return glucose * _JOULE_PER_UMOL_GLUCOSE / 60 / (millions * _MILLION) / _NANO


@recomputes("human-brain-power-per-neuron", text="5.44 × 10⁻⁹ µmol of glucose per minute (0.25 nW per neuron)")
def _nanowatts_of_a_neuron(printed: Printed) -> Decimal:
    """Glucose per neuron and minute × 2803 kJ/mol (docs/content.md); W to nW."""
    return printed.number("# µmol/min × 2803 kJ/mol") * _JOULE_PER_UMOL_GLUCOSE / 60 / _NANO


@recomputes("biological-neuron-power-per-neuron", text="0.25 nW, fixed across six species")
def _nanowatts_across_species(printed: Printed) -> Result:
    """As for the human neuron, and for the least and the largest of six species."""
    human, low, high = (
        use * _JOULE_PER_UMOL_GLUCOSE / 60 / _NANO for use in printed.numbers("human #, range # to # umol glucose/min")
    )
    return Result(human, low, high)


@recomputes("human-brain-power", text="20 W from 77 mg glucose a minute")
def _watts_from_glucose_by_weight(printed: Printed) -> Decimal:
    """mg of glucose per minute by 180.16 g/mol × 2803 kJ/mol (docs/content.md): mg by g/mol is mmol."""
    milligrams = printed.number("# mg glucose a minute")
    return milligrams / _GRAM_PER_MOL_GLUCOSE * 1000 * _JOULE_PER_UMOL_GLUCOSE / 60


@recomputes("human-brain-power", "human-intelligence-power", text="17 W from oxygen use")
def _watts_from_oxygen(printed: Printed) -> Result:
    """ml of oxygen per minute × 20.1 to 21.1 J/ml (docs/content.md).

    The low end is 20.1 J/ml. Above it stand 21.1 J/ml, here the value, and the 0.25 kcal/min that the textbook
    prints beside them (clarke1999), here the high end.
    """
    oxygen = Decimal("3.5") * 14
    textbook = Decimal("0.25") * 4184 / 60
    low, value = (oxygen * joules / 60 for joules in _JOULE_PER_ML_OXYGEN)
    return Result(value, low, textbook)


@recomputes(
    "biological-neuron-energy-per-operation",
    "human-brain-energy-per-operation",
    "human-brain-energy-per-synaptic-event",
    "synapse-energy-per-synaptic-event",
    "synapse-energy-per-operation",
    text="about 3 × 10¹⁴ operations per joule (3.3 fJ each)",
)
def _energy_of_a_synaptic_event(printed: Printed) -> Decimal:
    """Power by events per second, the two estimates of the thesis that the conditions name."""
    watts, rate = printed.numbers("# W over # synaptic operations per second")
    return watts / rate / _FEMTO


@recomputes("human-brain-energy-per-operation", text="0.2 fJ to 2 pJ per FLOP-equivalent")
def _energy_of_a_flop_equivalent(printed: Printed) -> Result:
    """Power by the three counts of the report, as the conditions name them."""
    watts, most, middle, least = printed.numbers("# W over #, # and # FLOP/s")
    low, value, high = (watts / rate / _FEMTO for rate in (most, middle, least))
    return Result(value, low, high)


@recomputes("biological-neuron-energy-per-bit", text="1–10 million ATP per bit")
def _energy_of_a_bit_in_a_cell(printed: Printed) -> Result:
    """ATP per bit × 50 kJ/mol (docs/content.md)."""
    low, high = (
        millions * _MILLION * _JOULE_PER_ATP / _FEMTO for millions in printed.numbers("#–# million ATP per bit")
    )
    return Result(low=low, high=high)


@recomputes("synapse-energy-per-bit", text="10,000 ATP per bit")
def _energy_of_a_bit_at_a_synapse(printed: Printed) -> Decimal:
    """ATP per bit × 50 kJ/mol (docs/content.md)."""
    return printed.number("# ATP per bit") * _JOULE_PER_ATP / _FEMTO


@recomputes("synapse-energy-per-bit", text="24,000 ATP per bit")
def _energy_of_a_bit_at_a_mammalian_synapse(printed: Printed) -> Decimal:
    """ATP per bit × 50 kJ/mol (docs/content.md)."""
    return printed.number("# ATP per bit") * _JOULE_PER_ATP / _FEMTO


@recomputes("cortical-pyramidal-neuron-power-per-neuron", text="0.27 nW at 4 spikes/s")
def _power_of_a_budgeted_neuron(printed: Printed) -> Decimal:
    """ATP per second × 50 kJ/mol (docs/content.md); W to pW."""
    return printed.number("# ATP/s per neuron") * _JOULE_PER_ATP / _PICO


@recomputes("cortical-pyramidal-neuron-energy-per-spike", text="199.85 million ATP (16.6 pJ)")
def _energy_of_a_modelled_spike(printed: Printed) -> Decimal:
    """ATP per spike × 50 kJ/mol (docs/content.md)."""
    return printed.number("# million ATP") * _MILLION * _JOULE_PER_ATP / _PICO


@recomputes("cortical-pyramidal-neuron-energy-per-spike", text="32 pJ (384 million ATP)")
def _energy_of_a_budgeted_spike(printed: Printed) -> Decimal:
    """ATP per spike × 50 kJ/mol (docs/content.md)."""
    return printed.number("# million ATP") * _MILLION * _JOULE_PER_ATP / _PICO


@recomputes("cortical-pyramidal-neuron-energy-per-spike", text="0.2 nJ (2.4 billion ATP)")
def _energy_of_a_spike_and_its_synapses(printed: Printed) -> Decimal:
    """ATP per spike × 50 kJ/mol (docs/content.md)."""
    return printed.number("# billion ATP") * 1000 * _MILLION * _JOULE_PER_ATP / _PICO


# Counts: one by another, and shares.


@recomputes("c-elegans-nervous-system-synapses-per-neuron", text="6,393 synapses, 279 neurons (22.9)")
def _synapses_of_a_worm_neuron(printed: Printed) -> Decimal:
    """Chemical synapses by somatic neurons of the same reconstruction."""
    synapses, neurons = printed.numbers("# synapses, # neurons")
    assert synapses == figure("c-elegans-nervous-system-synapse-count", "6,393 chemical synapses").amount()
    return synapses / neurons


@recomputes("fruit-fly-brain-synapses-per-neuron", text="about 360")
def _synapses_of_a_fly_neuron(printed: Printed) -> Decimal:
    """Synapses by neurons of the same map."""
    synapses = figure("fruit-fly-brain-synapse-count", "50 million")
    return synapses.amount() / figure("fruit-fly-brain-neuron-count", "139,255").amount()


@recomputes("human-brain-glia-to-neuron-ratio", text="84.6 and 86.1 billion cells (0.98 to 1)")
def _glia_to_a_neuron(printed: Printed) -> Decimal:
    """Other cells by neurons of the same four brains."""
    other, neurons = printed.numbers("# and # billion cells")
    assert other * 1000 * _MILLION == figure("human-brain-glia-count", "85 billion non-neuronal cells").amount()
    assert agrees(
        neurons, figure("human-brain-neuron-count", "86.06 ± 8.12 billion neurons").amount() / 1000 / _MILLION
    )
    return other / neurons


@recomputes("reward-prediction-error-error-carriers", text="200,000 on each side")
def _dopamine_neurons_of_people(printed: Printed) -> Decimal:
    """Twice one side."""
    return 2 * printed.number("# on each side")


@recomputes("reward-prediction-error-error-carriers", text="only about 7,000 on each side")
def _dopamine_neurons_of_rats(printed: Printed) -> Decimal:
    """Twice one side."""
    return 2 * printed.number("# on each side")


@recomputes("human-brain-synapse-density", text="150 million in about 1 mm³")
def _density_of_the_human_sample(printed: Printed) -> Decimal:
    """Synapses by volume."""
    synapses, volume = printed.numbers("# million in about # mm³")
    return synapses * _MILLION / volume


@recomputes("human-cortex-sample-synapse-density", text="0.15 billion per mm³")
def _density_of_the_same_sample(printed: Printed) -> Decimal:
    """Synapses by volume, as the note has them."""
    synapses, volume = printed.numbers("# million in about # mm³")
    return synapses * _MILLION / volume


@recomputes("mouse-brain-synapse-density", text="0.5 billion in about 1 mm³")
def _density_of_the_mouse_sample(printed: Printed) -> Decimal:
    """Synapses by volume."""
    synapses, volume = printed.numbers("# billion in about # mm³")
    return synapses * 1000 * _MILLION / volume


@recomputes("human-cerebral-cortex-synapse-density", text="peak at age 1–2, 50 % above adults")
def _density_at_its_peak(printed: Printed) -> Decimal:
    """The adult density of the same study, and half as much again."""
    adults = figure("human-cerebral-cortex-synapse-density", "1.1 billion per mm³ (adults)")
    return (1 + printed.number("# % above adults") / 100) * adults.amount()


@recomputes("human-cerebral-cortex-memory-capacity", text="96 TB if every synapse holds 4.7 bits")
def _bytes_of_all_synapses(printed: Printed) -> Decimal:
    """Synapses × bits of each by 8 bits to the byte; B to TB."""
    trillions, bits = printed.numbers("# trillion neocortical synapses × # bits")
    counted = [f.figure.value for f in figures() if f.claim.id == "human-cerebral-cortex-synapse-count"]
    assert trillions * Decimal(10) ** 12 in counted
    return trillions * bits / 8


@recomputes("synaptic-pruning-prunable-fraction", text="peak 50 % above adults")
def _share_lost_from_the_peak(printed: Printed) -> Decimal:
    """What of the peak is gone when the adult value is reached; fraction to percent."""
    return (1 - 1 / (1 + printed.number("# % above adults") / 100)) * 100


@recomputes("synaptic-pruning-prunable-fraction", text="childhood density 2 to 3 times the adult one")
def _share_lost_from_childhood(printed: Printed) -> Result:
    """What of the childhood density is gone at adult age; fraction to percent."""
    low, high = ((1 - 1 / times) * 100 for times in printed.numbers("# to # times the adult one"))
    return Result(low=low, high=high)


@recomputes(
    "child-language-learner-words-heard",
    "child-language-learner-training-tokens",
    text="13, 26 or 45 million words by age 4",
)
def _words_by_age_four(printed: Printed) -> Result:
    """Words per hour × 100 hours a week × 52 weeks × 4 years, for the three groups of families (hart1995)."""
    rate = figure("child-language-learner-word-input-rate", "616, 1,251 or 2,153 words per hour").figure
    hours = printed.number("# hours a week × 52 × 4") * 52 * 4
    low, value, high = (None if n is None else n * hours for n in (rate.low, rate.value, rate.high))
    return Result(value, low, high)


@recomputes("glial-cell-glia-to-neuron-ratio", text="about 0.5:1 (mouse) to 1.5:1 (human cortex)")
def _glia_across_brains(printed: Printed) -> Result:
    """The mouse brain and the human cortex, the least and the largest of those counted on this site."""
    return Result(
        low=figure("mouse-brain-glia-to-neuron-ratio", "0.5:1").amount(),
        high=figure("human-cerebral-cortex-glia-to-neuron-ratio", "1.5:1").amount(),
    )
