"""The units BrainMatter knows: an explicit list, so that a slip of the keyboard is refused and never guessed at.

Whatever is *counted* is a base unit of its own. That is the whole trick: 86 billion neurons and 175 billion
parameters differ in dimension, and no arithmetic can divide the one by the other by accident.
"""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What sort of thing a base unit measures. Counts of different things are analogous at best; so are currencies."""

    COUNT = "count"
    MONEY = "money"
    PHYSICAL = "physical"
    PURE = "pure"


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit. `definition` is None for a base unit, else an expression over other entries, read by Pint.

    `prefixes` are the SI prefixes under which the unit is understood; `display` those in which it is shown.
    """

    name: str
    family: Family
    singular: str
    plural: str
    symbol: str
    definition: str | None = None
    aliases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    display: tuple[str, ...] = ()

    @property
    def is_worded(self) -> bool:
        """Whether the unit is written out as a word ("neurons") and not as a symbol ("J")."""
        return self.symbol == "" and self.family is not Family.PURE


# Power of ten and word of each prefix. Keys are ASCII (u for micro) because they become part of a stored name.
PREFIXES: dict[str, tuple[int, str]] = {
    "y": (-24, "yocto"), "z": (-21, "zepto"), "a": (-18, "atto"), "f": (-15, "femto"), "p": (-12, "pico"),
    "n": (-9, "nano"), "u": (-6, "micro"), "m": (-3, "milli"), "c": (-2, "centi"), "": (0, ""), "k": (3, "kilo"),
    "M": (6, "mega"), "G": (9, "giga"), "T": (12, "tera"), "P": (15, "peta"), "E": (18, "exa"), "Z": (21, "zetta"),
    "Y": (24, "yotta"),
}  # fmt: skip

_ALL = ("y", "z", "a", "f", "p", "n", "u", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y")
_UP = ("", "k", "M", "G", "T", "P", "E", "Z", "Y")


def _counted(
    name: str, *aliases: str, plural: str = "", definition: str | None = None, family: Family = Family.COUNT
) -> UnitEntry:
    singular = name.replace("_", " ") if definition is None else name.replace("_", "-")  # "GPU-hour"
    return UnitEntry(name, family, singular, plural or singular + "s", "", definition, aliases)


def _physical(
    symbol: str,
    singular: str,
    *aliases: str,
    definition: str | None = None,
    plural: str = "",
    prefixes: tuple[str, ...] = (),
    display: tuple[str, ...] | None = None,
    name: str = "",
    family: Family = Family.PHYSICAL,
) -> UnitEntry:
    shown = prefixes if display is None else display
    return UnitEntry(
        name or symbol, family, singular, plural or singular + "s", symbol, definition, aliases, prefixes, shown
    )


_COUNTED = (
    _counted("neuron", "nerve cell", "nerve cells"),
    # An artificial unit and an emulated neuron are not cells: whoever counts them as such declares an equivalence.
    _counted("artificial_unit", "unit", "units", "artificial neuron", "artificial neurons", "hidden units"),
    _counted("model_neuron", "emulated neuron", "emulated neurons", "simulated neuron", "simulated neurons"),
    _counted("synapse"),
    _counted("model_synapse", "emulated synapse", "emulated synapses", "simulated synapse", "simulated synapses"),
    _counted("parameter", "weight", "weights"),
    _counted("token"),
    _counted("word", "lemma", "lemmas"),
    _counted("character"),
    _counted("spike", "action potential", "action potentials"),
    _counted("synaptic_event"),
    _counted("synaptic_operation", "SOP", "SOPs"),
    _counted("parameter_operation"),
    _counted("operation", "op", "ops"),
    _counted("instruction"),
    _counted("multiply_accumulate", "MAC", "MACs", "multiply-add", "multiply-adds", "multiply-accumulate operation"),
    _counted("traversed_edge"),
    _counted("query", "request", "requests", plural="queries"),
    _counted("transistor"),
    _counted("channel"),
    _counted("electrode"),
    _counted("item", "chunk", "chunks"),
    _counted("cell", "nucleus", "nuclei"),
    _counted("layer"),
    _counted("axon"),
    _counted("dendrite"),
    _counted("feature"),
    _counted("connection"),
    _counted("image", "picture", "pictures"),
    _counted("error"),
    _counted("person", "human", "humans", plural="people"),
    _counted("core"),
    _counted("chip"),
    _counted("gene"),
    _counted("molecule"),
    # Exact in the 2019 SI: what is said of a mole is said of so many molecules, atoms or ions.
    _physical("mol", "mole", definition="6.02214076e23 * molecule", prefixes=("p", "n", "u", "m", ""),
              family=Family.COUNT),
    _counted("vesicle"),
    _counted("game"),
    _counted("document"),
    _counted("pixel"),
    _counted("GPU"),
    _counted("TPU"),
    # A processor-hour is effort, not a duration: two thousand of them may have passed in one day.
    _counted("GPU_hour", definition="GPU * h"),
    _counted("GPU_day", definition="GPU * d"),
    _counted("GPU_year", definition="GPU * year"),
    _counted("TPU_hour", definition="TPU * h"),
    _counted("TPU_day", definition="TPU * d"),
    _counted("core_hour", definition="core * h"),
    UnitEntry(
        "FLOP", Family.COUNT, "floating-point operation", "floating-point operations", "FLOP", None,
        ("FLOPs",), _UP[:8], _UP[:7],
    ),
)  # fmt: skip

_MONEY = (
    _physical("USD", "US dollar", "$", "US$", "dollar", "dollars", family=Family.MONEY),
    _physical("EUR", "euro", "€", family=Family.MONEY),
    _physical("GBP", "pound sterling", "£", plural="pounds sterling", family=Family.MONEY),
)

_PURE = (
    _physical("", "", "ratio", plural="", name="1", family=Family.PURE),
    _physical("", "of the whole", "fraction", "share", plural="of the whole", name="fraction", definition="1",
              family=Family.PURE),
    _physical("%", "percent", "per cent", "pct", plural="percent", name="percent", definition="0.01",
              family=Family.PURE),
    _physical("times", "time as much", "fold", "factor", "x", "×", plural="times", name="times", definition="1",
              family=Family.PURE),
)  # fmt: skip

_PHYSICAL = (
    _physical("m", "metre", "meter", "meters", prefixes=("f", "p", "n", "u", "m", "c", "", "k"),
              display=("n", "u", "m", "", "k")),
    _physical("inch", "inch", plural="inches", definition="0.0254 * m"),
    _physical("L", "litre", "liter", "liters", "l", definition="0.001 * m**3", prefixes=("u", "m", "")),
    _physical("g", "gram", "gramme", "grammes", prefixes=("f", "p", "n", "u", "m", "", "k"),
              display=("p", "n", "u", "m", "", "k")),
    _physical("t", "tonne", "metric ton", "metric tons", definition="1e6 * g", prefixes=("", "k", "M", "G"),
              display=("",)),
    _physical("s", "second", "sec", "secs", prefixes=("a", "f", "p", "n", "u", "m", ""),
              display=("f", "p", "n", "u", "m", "")),
    _physical("min", "minute", "mins", definition="60 * s"),
    _physical("h", "hour", "hr", "hrs", definition="3600 * s"),
    _physical("d", "day", definition="86400 * s"),
    # The Julian year of 365.25 days, and a twelfth of it: the convention of the compute-trend literature.
    _physical("", "month", name="month", definition="2629800 * s"),
    _physical("", "year", "yr", "yrs", name="year", definition="31557600 * s"),
    _physical("A", "ampere", "amp", "amps", prefixes=("f", "p", "n", "u", "m", "", "k")),
    _physical("Hz", "hertz", plural="hertz", definition="1 / s", prefixes=("m", "", "k", "M", "G", "T")),
    _physical("J", "joule", definition="1000 * g * m**2 / s**2", prefixes=_ALL),
    _physical("W", "watt", definition="J / s", prefixes=_ALL),
    _physical("V", "volt", definition="W / A", prefixes=("n", "u", "m", "", "k")),
    _physical("Wh", "watt-hour", definition="3600 * J", prefixes=("m", "", "k", "M", "G", "T"),
              display=("", "k", "M", "G", "T")),
    # Thermochemical calorie and the electronvolt of the 2019 SI, both exact by definition.
    _physical("cal", "calorie", definition="4.184 * J", prefixes=("", "k"), display=()),
    _physical("eV", "electronvolt", "electron volt", "electron volts", definition="1.602176634e-19 * J",
              prefixes=("m", "", "k", "M", "G", "T")),
    _physical("bit", "bit", prefixes=_UP),
    _physical("B", "byte", name="byte", definition="8 * bit", prefixes=_UP),
    _physical("KiB", "kibibyte", definition="1024 * byte"),
    _physical("MiB", "mebibyte", definition="1048576 * byte"),
    _physical("GiB", "gibibyte", definition="1073741824 * byte"),
    _physical("TiB", "tebibyte", definition="1099511627776 * byte"),
    # Warming effect, not weight: a kilogram of methane is about thirty of these.
    _physical("g CO₂e", "gram of CO₂ equivalent", "g CO2e", "g CO2eq", "g CO2 eq", "g CO2 equivalent",
              "g of CO2 equivalent", name="gCO2e", plural="grams of CO₂ equivalent", prefixes=("m", "", "k"),
              display=("m", "", "k")),
    _physical("t CO₂e", "tonne of CO₂ equivalent", "t CO2e", "t CO2eq", "t CO2 eq", "t CO2 equivalent",
              "t of CO2 equivalent", "tonne CO2e", "tonnes CO2e", "tons CO2e", "tonnes CO2 equivalent",
              name="tCO2e", plural="tonnes of CO₂ equivalent", definition="1e6 * gCO2e",
              prefixes=("", "k", "M", "G"), display=("",)),
    _physical("BLEU", "BLEU point", name="BLEU"),
    _physical("", "order of magnitude", name="order_of_magnitude", plural="orders of magnitude"),
)  # fmt: skip

CATALOGUE: dict[str, UnitEntry] = {entry.name: entry for entry in (*_PURE, *_PHYSICAL, *_COUNTED, *_MONEY)}

# Names that stand for a whole expression, with the power of ten they carry. The capital S of FLOPS is "per second";
# the small one of FLOPs is a plural: a trap that has cost published tables a factor of the training time.
SHORTHANDS: dict[str, tuple[int, str]] = {
    **{f"{prefix}FLOPS": (0, f"{prefix}FLOP / s") for prefix in _UP[:8]},
    **{f"{prefix}OPS": (PREFIXES[prefix][0], "operation / s") for prefix in _UP[:7]},
    **{f"{prefix}TEPS": (PREFIXES[prefix][0], "traversed_edge / s") for prefix in _UP[:5]},
    **{f"{prefix}SOPS": (PREFIXES[prefix][0], "synaptic_operation / s") for prefix in _UP[:5]},
    "MIPS": (6, "instruction / s"),
    "wpm": (0, "word / min"),
    "ppm": (-6, "1"),
}

# Spellings that could mean two things, with what to write instead.
AMBIGUOUS: dict[str, str] = {
    "flops": "FLOP for an amount of arithmetic or FLOP/s for a rate",
    "Flops": "FLOP for an amount of arithmetic or FLOP/s for a rate",
    "ton": "t for the metric tonne",
    "tons": "t for the metric tonne",
    "Cal": "kcal",
    "bps": "bit/s or byte/s",
}
