"""Derived figures about machines, models and surveys, recomputed from their inputs."""

from decimal import Decimal

from tests.content.own_content import Printed, figure
from tests.content.recomputing import recomputes
from tests.content.rounding import agrees

_MILLION = Decimal(10) ** 6
_FEMTO = Decimal(10) ** -15
_PICO = Decimal(10) ** -12
_NANO = Decimal(10) ** -9

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
