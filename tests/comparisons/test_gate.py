"""What may not be published, and what the editor is told about it."""

import pytest

from comparisons.composing import compose
from comparisons.gate import problems_of, unpublished_parts
from comparisons.models import Comparison
from comparisons.publishing import examine
from comparisons.selecting import editors_selection
from core.publishing_status import Status
from entities.models import Claim
from tests.factories import (
    a_boundary,
    a_citation,
    a_comparison,
    a_dimension,
    a_figure,
    a_missing_attribute,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    an_attribute,
    an_entity,
    fill_cells,
)

pytestmark = pytest.mark.django_db


def messages(comparison: Comparison) -> list[str]:
    return [problem.message for problem in problems_of(compose(editors_selection(comparison)))]


def a_comparison_with(claim: Claim) -> Comparison:
    """A comparison in which nothing but this claim can be wrong."""
    comparison = a_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension])
    fill_cells(comparison=comparison)
    return comparison


def test_a_comparison_with_nothing_wrong_has_no_problem() -> None:
    comparison = a_comparison(rows=[a_dimension(), a_quantity_dimension()])
    fill_cells(comparison=comparison)
    assert examine([comparison])[0].problems == []


def test_words_may_stand_without_a_source() -> None:
    assert messages(a_comparison_with(an_attribute())) == []


def test_a_comparison_without_rows_compares_nothing() -> None:
    assert messages(a_comparison(rows=0)) == ["There are no rows: nothing is compared."]


def test_a_row_must_say_how_far_it_may_be_compared() -> None:
    comparison = a_comparison(rows=[a_dimension(name="Energy", slug="energy")], comparability="")
    (problem,) = problems_of(compose(editors_selection(comparison)))
    assert problem.message == "“Energy” does not say how far its cells may be compared."
    assert problem.dimension == "energy"


@pytest.mark.parametrize(
    "citation",
    [
        None,
        {"tier": "secondary"},
        {"source_check": "quoted"},
        {"stance": "disputes"},
        {"stance": "context"},
        {"rank": "deprecated"},
    ],
)
def test_a_number_without_evidence_is_refused_and_the_claim_named(citation: dict[str, object] | None) -> None:
    claim = an_attribute(
        entity=an_entity(name="Human brain"), dimension=a_quantity_dimension(name="Power"), public_id="brain-power"
    )
    if citation is not None:
        source = a_source(tier=citation.get("tier", "peer-reviewed"))
        a_figure(claim=claim, source=source, **{name: value for name, value in citation.items() if name != "tier"})
    (problem,) = problems_of(compose(editors_selection(a_comparison_with(claim))))
    assert problem.message == "“Power” of Human brain has no figure from a source that counts as evidence."
    assert (problem.claim, problem.by_retraction) == ("brain-power", False)


def test_a_number_whose_source_gives_no_figure_is_refused() -> None:
    citation = a_citation(claim=an_attribute(dimension=a_quantity_dimension()))
    assert len(messages(a_comparison_with(citation.claim))) == 1


def test_a_missing_number_needs_no_source() -> None:
    assert messages(a_comparison_with(a_missing_attribute(dimension=a_quantity_dimension()))) == []


@pytest.mark.parametrize(
    "tier", ["peer-reviewed", "institutional-report", "regulatory-filing", "preprint", "primary-data"]
)
def test_each_acceptable_tier_carries_a_number(tier: str) -> None:
    figure = a_figure(source=a_source(tier=tier))
    assert messages(a_comparison_with(figure.claim)) == []


def test_what_only_a_retraction_has_caused_is_told_apart() -> None:
    figure = a_figure(source=a_source(publication_status="retracted"))
    (problem,) = problems_of(compose(editors_selection(a_comparison_with(figure.claim))))
    assert problem.by_retraction


def test_a_preferred_figure_of_a_retracted_source_is_refused_though_there_is_another() -> None:
    source = a_source(key="gone", publication_status="retracted")
    figure = a_figure(source=source, rank="preferred")
    a_figure(claim=figure.claim)
    (problem,) = problems_of(compose(editors_selection(a_comparison_with(figure.claim))))
    assert problem.message == (
        f"“{figure.claim.dimension}” of {figure.claim.entity} rests on a figure of “gone”, which was retracted, "
        "although there is another: deprecate the retracted one or prefer the other."
    )
    assert (problem.claim, problem.by_retraction) == (figure.claim.public_id, True)


def test_a_preferred_figure_that_is_no_evidence_is_refused_though_there_is_another() -> None:
    figure = a_figure(source=a_source(key="hearsay", tier="secondary"), rank="preferred")
    a_figure(claim=figure.claim)
    (problem,) = problems_of(compose(editors_selection(a_comparison_with(figure.claim))))
    assert problem.message == (
        f"“{figure.claim.dimension}” of {figure.claim.entity} prefers a figure of “hearsay” that does not count as "
        "evidence: prefer one that does."
    )
    assert (problem.claim, problem.by_retraction) == (figure.claim.public_id, False)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_has_no_public_page_of_its_own_may_not_be_shown(status: str) -> None:
    entity = an_entity(name="Hidden brain", status=status)
    dimension = a_dimension(name="Hidden axis", slug="hidden-axis", status=status)
    comparison = a_comparison(sides=[entity, an_entity()], rows=[dimension])
    problems = unpublished_parts(editors_selection(comparison))
    assert [problem.message for problem in problems] == [
        "The entity “Hidden brain” is not published.",
        "The dimension “Hidden axis” is not published.",
    ]
    assert problems[1].dimension == "hidden-axis"
    assert examine([comparison])[0].problems == problems


def test_a_comparability_that_is_not_the_best_must_give_its_reason() -> None:
    comparison = a_comparison(rows=[a_dimension(name="Energy", slug="energy")], comparability="analogous")
    document = compose(editors_selection(comparison))
    assert problems_of(document) == []
    # The table refuses such a row; a document may come from elsewhere.
    (row,) = document.rows
    without_reason = document.model_copy(update={"rows": (row.model_copy(update={"comparability_reason": ""}),)})
    (problem,) = problems_of(without_reason)
    assert problem.message == "“Energy” gives no reason for its comparability."
    assert problem.dimension == "energy"


def test_a_comparability_better_than_the_units_allow_is_refused_with_what_is_set_against_what() -> None:
    dimension = a_quantity_dimension(name="Count", slug="count", unit="1", unlike_units=True)
    neurons, parameters = (
        a_sourced_attribute(dimension=dimension, value="86e9", unit=unit) for unit in ("neuron", "parameter")
    )
    comparison = a_comparison(sides=[neurons.entity, parameters.entity], rows=[dimension])
    (problem,) = problems_of(compose(editors_selection(comparison)))
    assert (
        problem.message
        == "“Count” is called equivalent, but sets count of neurons against count of parameters: at best analogous."
    )
    assert problem.dimension == "count"
    comparison.rows.update(comparability="loosely-analogous", comparability_reason="Both store what was learnt.")
    assert messages(comparison) == []


def test_all_problems_are_told_at_once() -> None:
    dimension = a_quantity_dimension()
    one, other = an_attribute(dimension=dimension), an_attribute(dimension=dimension)
    assert len(messages(a_comparison(sides=[one.entity, other.entity], rows=[dimension], comparability=""))) == 3


def test_a_sourced_number_passes_whatever_its_unit_if_it_converts() -> None:
    claim = a_sourced_attribute(dimension=a_quantity_dimension(unit="W"), value="20000", unit="mW")
    assert messages(a_comparison_with(claim)) == []


# --- Rivals ------------------------------------------------------------------------------------


def rivals(*figures: dict[str, object]) -> list[str]:
    claim = an_attribute(dimension=a_quantity_dimension(name="Power", unit="W"), entity=an_entity(name="Brain"))
    a_figure(claim=claim, value="20", text="20 W", rank="preferred")
    for figure in figures:
        a_figure(claim=claim, **{"rival_group": "fuel", **figure})  # type: ignore[arg-type]
    return messages(a_comparison_with(claim))


def test_rivals_of_the_same_thing_pass() -> None:
    organ = a_boundary()
    assert rivals({"value": "17", "boundary": organ}, {"value": "22000", "unit": "mW", "boundary": organ}) == []


def test_rivals_of_which_one_says_no_work_pass() -> None:
    assert rivals({"value": "17", "workload": "awake"}, {"value": "22"}) == []


def test_a_figure_that_contradicts_nothing_is_no_rival() -> None:
    (message,) = rivals({"text": "17 W"})
    assert message == "“Power” of Brain: the figure 17 W has no rival in “fuel”."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"workload": "asleep"}, "work"),
        ({"boundary": "cell"}, "boundary"),
        ({"boundary": "cell", "workload": "asleep"}, "boundary and work"),
    ],
)
def test_figures_of_unlike_things_are_no_rivals(change: dict[str, object], words: str) -> None:
    if "boundary" in change:
        change = {**change, "boundary": a_boundary()}
    (message,) = rivals({"text": "17 W", "workload": "awake"}, {"text": "22 W", **change})
    assert message == (
        f"“Power” of Brain calls 17 W and 22 W rivals, but they differ in {words}: rivals are of the same thing."
    )


def test_figures_that_count_unlike_things_are_no_rivals() -> None:
    claim = an_attribute(dimension=a_quantity_dimension(name="Units", unlike_units=True, unit="neuron"))
    for unit in ("neuron", "synapse"):
        a_figure(claim=claim, unit=unit, rival_group="counts", value="5")
    assert [message for message in messages(a_comparison_with(claim)) if "they differ in unit: rivals" in message]
