from decimal import Decimal
from pathlib import Path

import pytest

from loading.british_spelling import american_words
from loading.faults import Fault
from loading.headlines import contradiction, unsupported_range
from loading.linter import lint
from loading.records_to_items import flatten
from loading.yaml_folder import read_folder
from tests.loading.content_files import BRAIN, COMPARISON, written

MOUSE, BOOKS, DIMENSIONS = "entities/mouse-brain.yaml", "bibliography.yaml", "dimensions.yaml"


def linted(folder: Path) -> list[Fault]:
    read = read_folder(folder)
    assert read.faults == []
    return lint(flatten(read.content), read.files)


def figure(
    *, text: str = "as printed", value: str = "", low: str = "", high: str = "", unit: str = "neuron", sense: str = "="
) -> dict[str, object]:
    numbers = {"value": value, "low": low, "high": high}
    return {"figure_text": text, "unit": unit, "sense": sense} | {
        name: Decimal(number) if number else None for name, number in numbers.items()
    }


def test_content_that_is_right_has_nothing_to_mend(tmp_path: Path) -> None:
    assert linted(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what", "severity"),
    [
        (
            BRAIN,
            "text: 86 billion",
            "text: 68 billion",
            "claims[0].text",
            "says “68 billion neurons”, and the figure",
            "error",
        ),
        (
            MOUSE,
            "locator: Table 1",
            "locator: Table 1\n        source_check: quoted",
            "claims[0]",
            "without a figure",
            "error",
        ),
        (
            BOOKS,
            "tier: peer-reviewed",
            "tier: secondary",
            "claims[0]",
            "without a figure",
            "error",
        ),
        (
            BOOKS,
            "publication_status: ok",
            "publication_status: retracted",
            "claims[0]",
            "without a figure",
            "error",
        ),
        (
            DIMENSIONS,
            "name: Rule of learning",
            "name: number-of Units",
            "dimensions[1].name",
            "has this name already",
            "error",
        ),
        (COMPARISON, "    comparability: equivalent\n", "", "rows[0].comparability", "say how far", "error"),
        ("equivalences.yaml", "source: roe2020", "source: doe2009", "", "", ""),
        (
            BRAIN,
            "It learns from",
            "It analyzes",
            "claims[2].text",
            "“analyzes” is American: we write “analyses”",
            "warning",
        ),
        (
            BRAIN,
            "few examples.",
            "“a few examples that somebody else had written down”.",
            "claims[2].text",
            "9 words",
            "warning",
        ),
        (BRAIN, "The organ with which", "The organ " * 30, "definition", "62 words, at most 60", "warning"),
        (
            BRAIN,
            "text: 86 billion neurons",
            f"text: 86 billion neurons, {'x' * 90}",
            "claims[0].text",
            "long for a cell",
            "warning",
        ),
        (
            BRAIN,
            "dimension: learning-rule\n    missing: disputed",
            "dimension: learning-rule\n    text: Whatever fires together wires together, mostly",
            "claims[1].text",
            "give its short_answer too: at most 40 characters",
            "warning",
        ),
    ],
)
def test_the_linter_reports(
    tmp_path: Path, file: str, old: str, new: str, where: str, what: str, severity: str
) -> None:
    found = linted(written(tmp_path, (file, old, new)))
    if not what:
        assert found == []
        return
    assert (where, severity) in [(fault.path, fault.severity) for fault in found if what in fault.message]


@pytest.mark.parametrize(
    "replacement",
    [
        (BRAIN, "    missing: disputed", "    text: Whatever fires together wires together"),
        (
            BRAIN,
            "    missing: disputed",
            "    text: Whatever fires together wires together, mostly\n    short_answer: Firing together",
        ),
        (BRAIN, "text: 86 billion neurons", "text: 86 billion neurons in the whole of an adult brain"),
        (COMPARISON, "category: concept", "category: concept\nstatus: draft"),
    ],
    ids=["a short text", "a short answer", "a number", "no published comparison"],
)
def test_no_short_answer_is_missed_where_there_is(tmp_path: Path, replacement: tuple[str, str, str]) -> None:
    found = linted(written(tmp_path, replacement))
    assert [fault.message for fault in found if "short_answer" in fault.message] == []


def test_a_preferred_figure_that_is_no_evidence_is_an_error_though_another_one_is(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        (BOOKS, "tier: peer-reviewed", "tier: secondary"),
        (BRAIN, "        source_check: quoted\n", ""),
        (BRAIN, "          rank: deprecated\n          rank_reason: Nobody counted.\n", ""),
    )
    assert "the preferred figure is not from a source that counts as evidence" in [
        fault.message for fault in linted(folder)
    ]


def test_a_source_that_nothing_cites_is_a_warning(tmp_path: Path) -> None:
    spare = "- key: poe1845\n  type: book\n  title: Ravens\n  tier: secondary\n- key: roe2020"
    (fault,) = linted(written(tmp_path, (BOOKS, "- key: roe2020", spare)))
    assert (fault.line, fault.severity, fault.message) == (16, "warning", "poe1845 is never cited")


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("86 billion", figure(value="86.06e9")),
        ("86 billion neurons, most of them small", figure(value="86.06e9", low="78e9", high="95e9")),
        ("about 100 billion", figure(value="86.06e9")),
        ("10–26 billion, by study", figure(value="21e9")),
        ("20 ms on either side", figure(value="0.02", unit="s")),
        ("26 pJ", figure(value="26e-12", unit="J / synaptic_event")),
        ("68 billion (cerebellum, 2020)", figure(value="68e9")),
        ("5.6 billion in the cerebral cortex", figure(value="5.57e9")),
        ("~10¹⁵", figure(value="3e15")),
        ("0.1 W for thinking, 3.5 W for talking", figure(value="3.5", unit="W")),
        ("nobody knows", figure(value="1")),
        ("4 adjustable weights", figure(value="12")),
    ],
)
def test_a_text_that_agrees_with_its_figure_or_cannot_be_judged_is_left_alone(
    text: str, reported: dict[str, object]
) -> None:
    assert contradiction(text, reported) == ""


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("68 billion", figure(value="86.06e9")),
        ("86 million neurons", figure(value="86.06e9", low="78e9", high="95e9")),
        ("about 200 billion", figure(value="86e9")),
        ("10–26 billion, by study", figure(value="86e9")),
        ("20 ms on either side", figure(value="20", unit="s")),
        ("26 nJ", figure(value="26e-12", unit="J / synaptic_event")),
        ("5.6 billion in the cerebral cortex", figure(value="16e9")),
        ("~10¹⁵", figure(value="3e16")),
        ("−70 mV", figure(value="-20", unit="mV")),
    ],
)
def test_a_text_that_contradicts_its_figure_is_found(text: str, reported: dict[str, object]) -> None:
    assert contradiction(text, reported) != ""


def test_a_range_that_no_figure_reaches_is_found() -> None:
    figures = [figure(value="17", unit="W"), figure(value="22", unit="W")]
    assert unsupported_range("17 to 22 W", figures) == ""
    assert unsupported_range("17 to 50 W", figures) == "the text says “17 to 50 W”, and no figure reaches that far"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Behavioral colors are analyzed.",
            [("Behavioral", "Behavioural"), ("colors", "colours"), ("analyzed", "analysed")],
        ),
        ("It was optimized by generalization.", [("optimized", "optimised"), ("generalization", "generalisation")]),
        ("The laboratory literature of a laborious, oversized prize.", []),
        ("at the Allen Center, in `color`, as they say: “color”", []),
        ("behaviour, centre, analysed, emphasised, modelling, size", []),
        ("It emphasized signaling.", [("emphasized", "emphasised"), ("signaling", "signalling")]),
    ],
)
def test_american_spelling_is_found_and_names_are_left_alone(text: str, words: list[tuple[str, str]]) -> None:
    assert american_words(text) == words
