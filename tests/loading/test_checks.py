from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from citations.models import Authorship
from comparisons.models import EquivalenceCitation
from core.constraint_checks import uniquenesses, violations
from loading.checks import Checker
from loading.faults import Fault
from loading.items import KINDS
from loading.records_to_items import flatten
from loading.yaml_folder import read_folder
from loading.yaml_lines import ParsedFile
from tests.loading.content_files import BRAIN, COMPARISON, written

MOUSE, BOOKS, DIMENSIONS = "entities/mouse-brain.yaml", "bibliography.yaml", "dimensions.yaml"


def faults(folder: Path) -> list[Fault]:
    read = read_folder(folder)
    items = flatten(read.content)
    return sorted({*read.faults, *Checker(items, read.files, read.mentioned).faults()})


def test_files_that_are_right_have_no_faults(tmp_path: Path) -> None:
    assert faults(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"),
    [
        # YAML itself
        (BRAIN, "aliases:", "aliases: [", "", "is not YAML"),
        (BRAIN, "realm: biological", "realm: biological\nrealm: artificial", "realm", "is given twice"),
        (BRAIN, "  - brain of", "  - &brain brain of", "", ""),
        (BRAIN, "name: Human brain", "name: !!str Human brain", "", ""),
        (BRAIN, "name: Human brain", "name: !person Human", "name", "without the tag"),
        (BRAIN, "name: Human brain", "name: no", "name", "“no” can be read as true or false"),
        (BRAIN, "name: Human brain", "name: 1984", "name", "write it in quotes, '1984'"),
        (BRAIN, "name: Human brain", "name:", "name", "is missing or empty"),
        # Keys and types
        (BRAIN, "wikidata:", "wikidate:", "wikidate", "is an unknown key; is “wikidata” meant?"),
        (BRAIN, "  text: 86 billion", "  txet: 86 billion", "claims[0].txet", "unknown key; is “text” meant?"),
        (BRAIN, "value: 86.1e9", "value: 86,1e9", "claims[0].citations[0].figure.value", "must be a number"),
        (BRAIN, "value: 86.1e9", "value: '86.1e9'", "", "must be a number such as"),
        (BRAIN, "value: 86.1e9", "value: 1e9999", "", "no figure is that large"),
        (BRAIN, "sample_size: 4", "sample_size: 4.5", "", "must be a whole number"),
        (BRAIN, "as_of: 2026-01-31", "as_of: 2026-02-31", "claims[0].as_of", "2026-02-31: day"),
        (BRAIN, "as_of: 2026-01-31", "as_of: January", "claims[0].as_of", "must be a day"),
        (BRAIN, "source_check: quoted", "source_check: seen", "", "“seen” is none of 'confirmed-in-source'"),
        (BRAIN, "kind: structure", "kind: organ", "kind", "“organ” is none of 'concept', 'cell'"),
        (BRAIN, "slug: human-brain", "slug: Human_Brain", "slug", "must be lower-case letters"),
        (BRAIN, "slug: human-brain", "slug: brain", "slug", "must be the name of the file, “human-brain”"),
        (BOOKS, "Journal of Counting", "J" * 301, "[0].container", "at most 300 characters"),
        (BOOKS, "https://example.org/roe", "not an address", "[1].url", "Enter a valid URL"),
        # References
        (BRAIN, "source: doe2009", "source: doe2019", "claims[0].citations[0].source", "no source “doe2019”"),
        (BRAIN, "dimension: unit-count", "dimension: unit-cuont", "", "no dimension “unit-cuont”"),
        (BRAIN, "  - mouse-brain", "  - mouse", "related[0]", "no entity “mouse”"),
        (MOUSE, "part_of: zoo", "part_of: zoos", "part_of", "no entity “zoos”"),
        (DIMENSIONS, "group: size", "group: sizes", "dimensions[0].group", "no group “sizes”"),
        (COMPARISON, "category: concept", "category: concepts", "category", "no category “concepts”"),
        (COMPARISON, "entity: human-brain", "entity: brain", "sides[0].entity", "no entity “brain”"),
        (COMPARISON, "- human-brain-learns-quickly", "- it-learns", "points[0]", "no claim “it-learns”"),
        ("equivalences.yaml", "source: roe2020", "source: poe", "[0].citations", "no source “poe”"),
        # Twice
        (
            BRAIN,
            "id: human-brain-learning-rule",
            "id: human-brain-unit-count",
            "claims[1]",
            "given twice, first in",
        ),
        (BRAIN, "- brain of Homo", "- brain of Homo", "", ""),
        (MOUSE, "name: Mouse brain", "name: human Brain", "", "Another entity already has this name"),
        (BOOKS, "arxiv: '2005.14165'", "doi: 10.1000/counting.1", "[1]", "Another source already has this DOI"),
        (BRAIN, "dimension: learning-rule", "dimension: unit-count", "claims[1]", "already has a claim on this"),
        (BRAIN, "rank: deprecated", "rank: preferred", "", "Another figure of this claim is preferred already"),
        (COMPARISON, "entity: mouse-brain", "entity: human-brain", "sides[1]", "This side is given twice"),
        # What the constraints say
        (BOOKS, "10.1000/counting.1", "https://doi.org/10.1000/x", "[0].doi", "without a resolver"),
        (BOOKS, "10.1000/counting.1", "10.1000/Counting", "[0].doi", "Write a DOI as in"),
        (BOOKS, "- organisation: Society of Counters", "- given: Jo", "[0].authors", "An author is a person"),
        (BOOKS, "  status_checked_on: 2026-01-31\n", "", "[0].publication_status", "needs the day"),
        (DIMENSIONS, "    unit: neuron\n", "", "dimensions[0].value_kind", "needs a canonical unit"),
        (BRAIN, "value: 86.1e9", "value: 66e9", "", "must stand in this order"),
        (BRAIN, "          bound_kind: sd\n", "", "", "Say what the bounds are"),
        (BRAIN, "          unit: neuron\n", "", "claims[0].citations[0].figure.unit", "is missing"),
        (BRAIN, "          rank_reason: It was counted.\n", "", "", "the reason must be given"),
        (BRAIN, "missing: disputed", "missing: disputed\n    text: by rule", "claims[1]", "not missing"),
        (BRAIN, "    missing: disputed\n", "", "claims[1]", "say why there is no value"),
        (BRAIN, "    kind: strength\n", "", "claims[2]", "Say strength, weakness or finding"),
        (MOUSE, "part_of: zoo", "part_of: mouse-brain", "part_of", "part of its own part"),
        (COMPARISON, "    reason: Both have synapses.\n", "", "rows[1].comparability", "Say why"),
        (COMPARISON, "  - entity: mouse-brain\n    label: Mouse\n", "", "sides", "at least two different sides"),
        (COMPARISON, "- human-brain-learns-quickly", "- human-brain-unit-count", "points[0]", "is an attribute"),
        (COMPARISON, "entity: human-brain", "entity: zoo", "points[0]", "which is none of the sides"),
        # Units
        (BRAIN, "unit: neuron", "unit: neurron", "", "neurron"),
        (BRAIN, "unit: neuron", "unit: W", "claims[0].citations[0].figure.unit", "cannot be converted"),
        (
            BRAIN,
            "boundary: organ",
            "boundary: organs",
            "claims[0].citations[0].figure.boundary",
            "no boundary “organs”",
        ),
        (
            BRAIN,
            "figure_kind: estimate",
            "figure_kind: guess",
            "claims[0].citations[0].figure.figure_kind",
            "is none of",
        ),
        (
            BRAIN,
            "figure_kind: estimate",
            "rival_group: Two counts",
            "claims[0].citations[0].figure.rival_group",
            "Rivals share one word",
        ),
        (DIMENSIONS, "realm: biological", "realm: theoretical", "boundaries[0].realm", "Value 'theoretical'"),
        (DIMENSIONS, "name: whole organ", "name: Cell", "boundaries[1]", "already has this name"),
        (DIMENSIONS, "unit: neuron", "unit: quarrel", "dimensions[0].unit", "quarrel"),
        ("equivalences.yaml", "to_unit: parameter", "to_unit: synapses", "", "joins two different units"),
    ],
)
def test_every_fault_is_reported_where_it_stands(
    tmp_path: Path, file: str, old: str, new: str, where: str, what: str
) -> None:
    found = faults(written(tmp_path, (file, old, new)))
    if not what:
        assert found == []
        return
    (fault,) = [fault for fault in found if what in fault.message]
    assert (fault.file, fault.path[: len(where)]) == (file, where)


def test_lines_are_counted_from_one_and_are_those_of_the_keys(tmp_path: Path) -> None:
    folded = "text: >-\n      It learns\n      from few examples."
    replacements = [(BRAIN, "text: It learns from few examples.", folded), (BRAIN, "stance: context", "stance: pose")]
    text = written(tmp_path, *replacements).joinpath(BRAIN).read_text("utf-8").split("\n")
    (fault,) = faults(tmp_path)
    assert text[fault.line - 1] == "        stance: pose"


def test_a_unit_in_any_spelling_is_the_same_unit(tmp_path: Path) -> None:
    assert faults(written(tmp_path, (BRAIN, "unit: neuron", "unit: neurons"))) == []


def test_one_broken_file_is_reported_once_and_not_wherever_it_is_referred_to(tmp_path: Path) -> None:
    found = faults(written(tmp_path, (BOOKS, "type: article", "type: scroll"), (BRAIN, "kind: structure", "kind: x")))
    assert [(fault.file, fault.line) for fault in found] == [(BOOKS, 2), (BRAIN, 4)]


def test_a_file_that_nothing_reads_is_reported(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "entities/rat.yml").write_text("slug: rat\n")
    (tmp_path / "extra.yaml").write_text("- 1\n")
    assert [fault.file for fault in faults(tmp_path)] == ["entities/rat.yml", "extra.yaml"]


def test_a_file_in_another_encoding_is_reported(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / BOOKS).write_bytes("- key: café".encode("latin-1"))
    assert "bibliography.yaml: is not UTF-8 at byte 10" in [str(fault) for fault in faults(tmp_path)]


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    assert "is not a folder" in str(faults(tmp_path / "nowhere")[0])


def test_every_constraint_of_the_content_can_be_judged_without_the_database() -> None:
    models = [storage.model for storage in KINDS.values()] + [Authorship, EquivalenceCitation]
    for model in models:
        row = {field.name: field.get_default() for field in model._meta.concrete_fields}
        list(violations(model, row))
        for unique in uniquenesses(model):
            unique.of(row)


def test_numbers_are_read_with_every_digit() -> None:
    read = ParsedFile("x", "[86.1e9, 1e-15, 20.0, -0.15, 007]")
    assert [str(number) for number in read.data] == ["8.61E+10", "1E-15", "20.0", "-0.15", "7"]


def test_the_command_needs_no_database_to_check(tmp_path: Path) -> None:
    call_command("load_content", str(written(tmp_path)), "--check")
    with pytest.raises(CommandError, match="1 error"):
        call_command("load_content", str(written(tmp_path, (BRAIN, "kind: structure", "kind: x"))), "--check")
