"""Figures that were copied from claim to claim become borrowings, also in databases that editors have changed."""

from pathlib import Path

import pytest

from citations.models import Citation, Derivation
from comparisons.models import Edition
from loading.dump import content_texts
from loading.faults import ContentError
from loading.items import Kind
from loading.load import load_content
from loading.moved_figures import moves
from loading.records_to_items import flatten
from loading.stored_records import read_stored
from loading.yaml_folder import read_folder

pytestmark = pytest.mark.django_db

SOURCE = """
- key: nvidia2022h100
  type: dataset
  title: The data sheet
  publisher: NVIDIA
  year: 2022
  tier: primary-data
"""
DIMENSIONS = """
groups:
  - slug: energy
    name: Energy
dimensions:
  - slug: power
    name: Power
    group: energy
    definition: What it takes.
    value_kind: quantity
    unit: W
"""
FIGURE = """          text: 700 W
          value: 700
          unit: W
          scope: SXM5 module, maximum TDP
          method: vendor limit
          year: 2022
"""
BORROWED = """      - derivation:
          formula: figure
          inputs:
            - name: figure
              claim: nvidia-h100-power
          rank: preferred
          rank_reason: The limit of the processor on which many large models were trained.
"""
COPIED = f"""      - source: nvidia2022h100
        figure:
{FIGURE}          rank: preferred
          rank_reason: The limit of the processor on which many large models were trained.
"""


def folder(path: Path, general: str) -> Path:
    """The H100, and artificial intelligence with this citation of its power."""
    (path / "entities").mkdir(parents=True, exist_ok=True)
    (path / "bibliography.yaml").write_text(SOURCE)
    (path / "dimensions.yaml").write_text(DIMENSIONS)
    own = f"      - source: nvidia2022h100\n        figure:\n{FIGURE}"
    for slug, citation in (("nvidia-h100", own), ("artificial-intelligence", general)):
        (path / f"entities/{slug}.yaml").write_text(
            f"slug: {slug}\nname: {slug}\nrealm: artificial\nkind: hardware\ndefinition: A thing.\nclaims:\n"
            f"  - id: {slug}-power\n    dimension: power\n    text: 700 W\n    citations:\n{citation}"
        )
    return path


def power(claim: str) -> Citation:
    return Citation.objects.get(claim__public_id=f"{claim}-power")


def test_a_copy_that_still_equals_its_origin_becomes_a_borrowing_with_its_rank_and_its_history(tmp_path: Path) -> None:
    load_content(folder=folder(tmp_path, COPIED))
    # Loading the old files moved it already: from then on the new ones find it.
    before = power("artificial-intelligence").pk
    report = load_content(folder=folder(tmp_path, BORROWED))
    now = power("artificial-intelligence")
    assert (now.pk, now.rank, now.figure_text, now.source) == (before, "preferred", "700 W", None)
    assert Derivation.objects.get().borrows
    assert (report.disputed, report.removed, dict(report.created)) == ([], [], {})


def test_a_copy_of_before_that_no_editor_touched_becomes_what_the_files_say_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("loading.moved_figures.moves", lambda: ())
        before.setattr("loading.load.former_ids", dict)
        load_content(folder=folder(tmp_path, COPIED))
    was = power("artificial-intelligence").pk
    mended = BORROWED.replace("The limit of the processor on which", "The processor on which")
    report = load_content(folder=folder(tmp_path, mended))
    now = power("artificial-intelligence")
    assert (now.pk, now.source, now.rank_reason[:18]) == (was, None, "The processor on w")
    assert (report.disputed, report.removed) == ([], [])
    assert load_content(folder=folder(tmp_path, mended)).editions == []


def test_a_copy_of_before_that_an_editor_explained_otherwise_is_moved_and_keeps_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("loading.moved_figures.moves", lambda: ())
        before.setattr("loading.load.former_ids", dict)
        load_content(folder=folder(tmp_path, COPIED))
    Citation.objects.filter(claim__public_id="artificial-intelligence-power").update(rank_reason="An editor says why.")
    report = load_content(folder=folder(tmp_path, BORROWED))
    assert power("artificial-intelligence").rank_reason == "An editor says why."
    assert [item.content["claim"] for item in report.disputed] == ["artificial-intelligence-power"]


def test_a_copy_that_an_editor_changed_stays_and_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr("loading.moved_figures.moves", lambda: ())
        before.setattr("loading.load.former_ids", dict)
        load_content(folder=folder(tmp_path, COPIED))
    Citation.objects.filter(claim__public_id="nvidia-h100-power").update(value=650)
    report = load_content(folder=folder(tmp_path, BORROWED))
    assert not Derivation.objects.exists()
    assert power("artificial-intelligence").value == 700
    assert [item.content["claim"] for item in report.disputed] == ["artificial-intelligence-power"]


def test_a_copy_that_an_editor_reworded_is_not_brought_back_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("loading.moved_figures.moves", lambda: ())
        before.setattr("loading.load.former_ids", dict)
        load_content(folder=folder(tmp_path, COPIED))
    Citation.objects.filter(claim__public_id="artificial-intelligence-power").update(figure_text="0.7 kW")
    report = load_content(folder=folder(tmp_path, BORROWED))
    assert power("artificial-intelligence").figure_text == "0.7 kW"
    assert [item.content["claim"] for item in report.removed] == ["artificial-intelligence-power"]


def test_what_follows_from_others_comes_back_from_a_dump_as_it_was_loaded(tmp_path: Path) -> None:
    load_content(folder=folder(tmp_path, BORROWED))
    assert power("artificial-intelligence").figure_text == "700 W"
    texts = content_texts(read_stored().content)
    assert BORROWED in texts["entities/artificial-intelligence.yaml"]
    report = load_content(folder=folder(tmp_path, BORROWED))
    assert (dict(report.created), dict(report.updated), dict(report.deleted)) == ({}, {}, {})
    assert not Edition.objects.exists()


def test_every_figure_that_was_moved_is_one_of_the_files() -> None:
    items = flatten(read_folder(Path(__file__).resolve().parents[2] / "content").content)
    derived = {item.content["claim"] for item in items.of(Kind.CITATION) if item.content["derivation"]}
    assert {move.place.claim for move in moves()} <= derived


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("claim: nvidia-h100-power", "claim: nvidia-h200-power"), "no claim “nvidia-h200-power”"),
        (("claim: nvidia-h100-power", "claim: nvidia-h100-power\n              figure: 5 W"), "printed “5 W”"),
        (("claim: nvidia-h100-power", "claim: artificial-intelligence-power"), "rest on itself"),
        (("formula: figure", "formula: figure / watts"), "“watts”"),
        (("formula: figure", "formula: figure * figure"), "figure"),
        (("formula: figure", "formula: 9**9**9 * figure"), "whole number"),
        (("- name: figure", "- name: Figure"), "small letter"),
    ],
)
def test_what_is_wrong_with_a_formula_is_told_with_its_file_and_line(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    with pytest.raises(ContentError) as refusal:
        load_content(folder=folder(tmp_path, BORROWED.replace(*change)))
    faults = [fault for fault in refusal.value.faults if message in fault.message]
    assert faults, refusal.value.faults
    assert faults[0].file == "entities/artificial-intelligence.yaml"
    assert faults[0].line > 10
