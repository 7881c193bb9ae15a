"""Each rule of the content linter finds what it is for, leaves the rest alone, and can be answered in the file."""

from pathlib import Path

import pytest

from loading.claim_rules import RULES
from loading.dump import dump_content
from loading.linter import lint
from loading.load import load_content
from loading.records_to_items import flatten
from loading.yaml_folder import read_folder
from tests.loading.content_files import BRAIN, written

MOUSE, DIMENSIONS = "entities/mouse-brain.yaml", "dimensions.yaml"
FIGURE = "          text: 71 million\n          value: 71e6\n          unit: neuron\n"
TEXT, LEARNS = "    text: 71 million neurons\n", "    text: It learns from few examples.\n"
# A dimension of tokens, and one that asks for a new look every year.
TOKENS = ("unit: neuron\n    asks_boundary: true", "unit: token")
YEARLY = ("    scale: log\n", "    scale: log\n    review_interval_months: 12\n")


def found(folder: Path) -> list[str]:
    """What the rules find, each as the place and the name of the rule."""
    read = read_folder(folder)
    assert read.faults == []
    faults = lint(flatten(read.content), read.files)
    named = [(fault.path, fault.message.partition(":")[0]) for fault in faults if fault.severity == "warning"]
    return [f"{place}: {name}" for place, name in named if name in RULES]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ([(MOUSE, TEXT, f"{TEXT}    note: One in 4,327 of them is large.\n")], "claims[0].note: number-without-source"),
        ([(BRAIN, LEARNS, "    text: It learns from 17 examples.\n")], "claims[2].text: number-without-source"),
        (
            [(MOUSE, FIGURE, FIGURE.replace("value: 71e6", "value: 17e6"))],
            "claims[0].citations[0].figure.text: figure-unlike-its-text",
        ),
        (
            [(MOUSE, FIGURE, FIGURE.replace("text: 71 million", "text: 70 to 72 million"))],
            "claims[0].citations[0].figure.text: figure-unlike-its-text",
        ),
        (
            [
                (MOUSE, TEXT, "    missing: not-measured\n"),
                (
                    MOUSE,
                    "        locator: Table 1\n",
                    "        locator: Table 1\n        source_check: confirmed-in-source\n"
                    "        source_checked_on: 2026-11-26\n        source_check_seen: Table 1\n",
                ),
            ],
            "claims[0].missing: missing-beside-a-figure",
        ),
        (
            [
                (DIMENSIONS, *TOKENS),
                (MOUSE, TEXT, "    text: 128,000 tokens\n"),
                (MOUSE, FIGURE, "          text: 128,000 tokens\n          value: 128e3\n          unit: token\n"),
            ],
            "claims[0].citations[0].figure.value: round-thousand",
        ),
        (
            [
                (DIMENSIONS, *TOKENS),
                (MOUSE, TEXT, "    text: 128k tokens\n"),
                (MOUSE, FIGURE, "          text: 131,072 tokens\n          value: 131072\n          unit: token\n"),
            ],
            "claims[0].text: round-thousand",
        ),
        (
            [(MOUSE, FIGURE, f"{FIGURE.replace('71e6', '71.375e6')}          method: derived from 2.3 per cell\n")],
            "claims[0].citations[0].figure.value: false-digits",
        ),
        (
            [(DIMENSIONS, *YEARLY), (MOUSE, TEXT, f"{TEXT}    as_of: 2026-11-01\n")],
            "claims[0].as_of: as-of-beyond-source",
        ),
        ([(BRAIN, LEARNS, "    text: It is the largest of all.\n")], "claims[2].text: superlative-without-day"),
        ([(BRAIN, LEARNS, "    text: It seldom fails.\n")], "claims[2].text: superlative-without-day"),
        (
            [
                (
                    MOUSE,
                    "        locator: Table 1\n",
                    "        locator: Table 1\n        note: Read in a later review.\n",
                )
            ],
            "claims[0].citations[0].note: read-elsewhere",
        ),
        (
            [
                (
                    BRAIN,
                    "      - source: roe2020\n",
                    f"      - source: doe2009\n        figure:\n{FIGURE}      - source: roe2020\n",
                )
            ],
            "claims[0].citations[1].figure.text: evidence-of-another",
        ),
    ],
)
def test_a_rule_finds(tmp_path: Path, changes: list[tuple[str, str, str]], where: str) -> None:
    assert found(written(tmp_path / "before")) == []
    assert where in found(written(tmp_path / "after", *changes))


@pytest.mark.parametrize(
    "changes",
    [
        # Rounded, of the same entity, a year, a name, or worked out in the open.
        [(MOUSE, TEXT, f"{TEXT}    note: 'Counted in 2009: some 71 million, or 142 / 2 = 71.'\n")],
        [(BRAIN, LEARNS, "    text: Its 86 billion neurons learn from 3 examples.\n")],
        [(BRAIN, LEARNS, "    text: It learns faster than GPT-3 and Llama 3.1.\n")],
        # As far as the text says it, in a smaller unit, with what is counted left out.
        [(MOUSE, FIGURE, FIGURE.replace("71e6", "71.4e6"))],
        [(MOUSE, FIGURE, FIGURE.replace("text: 71 million", "text: about 71 million neurons in all of it"))],
        # Nobody saw the figure: the word is right.
        [
            (MOUSE, TEXT, "    missing: unknown\n"),
            (MOUSE, "locator: Table 1\n", "locator: Table 1\n        source_check: quoted\n"),
        ],
        # A power of two; and tokens read in training, which are as many as they are.
        [
            (DIMENSIONS, *TOKENS),
            (MOUSE, TEXT, "    text: 131,072 tokens (announced as 128k)\n"),
            (MOUSE, FIGURE, "          text: 131,072 tokens\n          value: 131072\n          unit: token\n"),
        ],
        [
            (DIMENSIONS, *TOKENS),
            (MOUSE, TEXT, "    text: 300 billion tokens\n"),
            (MOUSE, FIGURE, "          text: 300 billion tokens\n          value: 300e9\n          unit: token\n"),
        ],
        [(DIMENSIONS, *YEARLY), (MOUSE, TEXT, f"{TEXT}    as_of: 2010-06-01\n"), (BRAIN, "2026-01-31", "2010-06-01")],
        [(BRAIN, LEARNS, "    text: In 2009 it was the largest of all.\n")],
        [(BRAIN, LEARNS, "    text: It is the largest of all.\n    as_of: 2009-12-31\n")],
        [(MOUSE, "        locator: Table 1\n", "        locator: Table 1\n        note: Read in the abstract.\n")],
    ],
)  # fmt: skip
def test_a_rule_leaves_alone(tmp_path: Path, changes: list[tuple[str, str, str]]) -> None:
    assert found(written(tmp_path, *changes)) == []


def test_a_finding_can_be_answered_in_the_file_and_an_answer_to_nothing_is_found(tmp_path: Path) -> None:
    largest = "    text: It is the largest of all.\n"
    answered = f"{largest}    lint_answers: 'superlative-without-day: It is a definition.'\n"
    assert found(written(tmp_path / "answered", (BRAIN, LEARNS, answered))) == []
    idle = written(tmp_path / "idle", (BRAIN, LEARNS, answered.replace("largest", "last")))
    read = read_folder(idle)
    (fault,) = lint(flatten(read.content), read.files)
    assert fault.path == "claims[2].lint_answers"
    assert fault.message == "“superlative-without-day” is answered, and there is nothing to answer"


@pytest.mark.django_db
def test_answers_are_kept_by_a_load_and_a_dump(tmp_path: Path) -> None:
    answers = (
        "    lint_answers: |\n      round-thousand: Printed so.\n      superlative-without-day: It is a definition.\n"
    )
    load_content(folder=written(tmp_path / "files", (BRAIN, LEARNS, LEARNS + answers)))
    dump_content(folder=tmp_path / "dump")
    (claim,) = [
        claim
        for entity in read_folder(tmp_path / "dump").content.entities
        for claim in entity.claims
        if claim.id == "human-brain-learns-quickly"
    ]
    assert claim.lint_answers.splitlines() == [
        "round-thousand: Printed so.",
        "superlative-without-day: It is a definition.",
    ]
