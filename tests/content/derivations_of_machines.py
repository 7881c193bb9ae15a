"""Derived figures about machines, models and surveys, recomputed from their inputs."""

from decimal import Decimal

from tests.content.own_content import Printed
from tests.content.recomputing import recomputes

_MILLION = Decimal(10) ** 6
_FEMTO = Decimal(10) ** -15
_PICO = Decimal(10) ** -12
_NANO = Decimal(10) ** -9

# Machines: power divided by rate, and rate divided by efficiency.


def _energy_per_operation(power: Printed, rate: Printed, *, watts: int, joules: Decimal) -> Decimal:
    return power.amount() * watts / rate.amount() / joules


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


@recomputes("gopher-training-energy", text="1,066 MWh (chips only)")
def _energy_of_gopher(printed: Printed) -> Decimal:
    """Chips × hours × power per chip, without the building; Wh to MWh."""
    chips, hours, watts = printed.numbers("# chips × # h × # W")
    return chips * hours * watts / _MILLION


def _tokens_per_parameter(tokens: Printed, parameters: Printed) -> Decimal:
    return tokens.amount() / parameters.amount()


# Time: frames, steps, years.


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


@recomputes("synaptic-pruning-pruning-span", text="10.3 years, from 8 months to 11 years")
def _years_of_loss(printed: Printed) -> Decimal:
    """Last age minus first, twelve months to the year."""
    months, years = printed.numbers("from # months to # years")
    return years - months / 12
