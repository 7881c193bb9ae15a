"""Derived figures about brains and cells, recomputed from their inputs."""

from decimal import Decimal

from tests.content.own_content import Printed, figure, figures
from tests.content.recomputing import Result, recomputes
from tests.content.rounding import agrees

# docs/content.md, "How figures are entered". 1 kJ/mol is 1000 J per Avogadro's number of molecules.
_AVOGADRO = Decimal("6.02214076e23")
_JOULE_PER_ATP = Decimal(50_000) / _AVOGADRO
_JOULE_PER_UMOL_GLUCOSE = Decimal("2.803")
_JOULE_PER_ML_OXYGEN = (Decimal("20.1"), Decimal("21.1"))
_GRAM_PER_MOL_GLUCOSE = Decimal("180.16")
_MILLION = Decimal(10) ** 6
_FEMTO = Decimal(10) ** -15
_PICO = Decimal(10) ** -12
_NANO = Decimal(10) ** -9

# Brains: fuel to watts, ATP to joules.


@recomputes("human-brain-power", text="467.8 µmol of glucose per minute (about 22 W)")
def _watts_of_a_brain(printed: Printed) -> Decimal:
    """Glucose per minute × 2803 kJ/mol, the heat of its full oxidation (docs/content.md)."""
    return printed.number("# µmol of glucose per minute") * _JOULE_PER_UMOL_GLUCOSE / 60


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


@recomputes("biological-neuron-power-per-neuron", text="0.25 nW (human); 0.23 to 0.33 nW in six species")
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


@recomputes("human-brain-power", text="17 W from oxygen use")
def _watts_from_oxygen(printed: Printed) -> Result:
    """ml of oxygen per minute × 20.1 to 21.1 J/ml (docs/content.md).

    The low end is 20.1 J/ml; 21.1 J/ml is both the value and the high end.
    """
    oxygen = Decimal("3.5") * 14
    low, value = (oxygen * joules / 60 for joules in _JOULE_PER_ML_OXYGEN)
    return Result(value, low, value)


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


@recomputes("human-brain-glia-to-neuron-ratio", text="84.6 and 86.1 billion cells (0.98 to 1)")
def _glia_to_a_neuron(printed: Printed) -> Decimal:
    """Other cells by neurons of the same four brains."""
    other, neurons = printed.numbers("# and # billion cells")
    assert other * 1000 * _MILLION == figure("human-brain-glia-count", "85 billion non-neuronal cells").amount()
    assert agrees(
        neurons, figure("human-brain-neuron-count", "86.06 ± 8.12 billion neurons").amount() / 1000 / _MILLION
    )
    return other / neurons


@recomputes("human-cortex-sample-synapse-density", text="0.15 billion per mm³")
def _density_of_the_same_sample(printed: Printed) -> Decimal:
    """Synapses by volume, as the note has them."""
    synapses, volume = printed.numbers("# million in about # mm³")
    return synapses * _MILLION / volume


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


@recomputes("synaptic-pruning-prunable-fraction", text="childhood density 2 to 3 times the adult one")
def _share_lost_from_childhood(printed: Printed) -> Result:
    """What of the childhood density is gone at adult age; fraction to percent."""
    low, high = ((1 - 1 / times) * 100 for times in printed.numbers("# to # times the adult one"))
    return Result(low=low, high=high)
