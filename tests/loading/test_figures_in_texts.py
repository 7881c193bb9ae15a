"""Texts that hold the figure of their claim, brought by files beside what editors have typed."""

from pathlib import Path

import pytest

from citations.headlines import text_of
from citations.models import Citation
from comparisons.models import Comparison, Edition
from comparisons.publishing import PublicationRefusedError, publish
from entities.models import Claim
from loading.dump import dump_content
from loading.faults import ContentError
from loading.load import LoadReport, load_content
from tests.loading.content_files import written

pytestmark = pytest.mark.django_db

BRAIN = "entities/human-brain.yaml"
TYPED = "text: 86 billion neurons"
FOLLOWING = (BRAIN, TYPED, "text: '{value:2}'")
OTHER_FIGURE = [
    (BRAIN, "text: 86.1 ± 8.1 billion neurons", "text: 75.0 ± 8.1 billion neurons"),
    (BRAIN, "value: 86.1e9\n          low: 78.0e9\n          high: 94.2e9",
     "value: 75.0e9\n          low: 66.9e9\n          high: 83.1e9"),
]  # fmt: skip


def load(folder: Path, *replacements: tuple[str, str, str]) -> LoadReport:
    return load_content(folder=written(folder, *replacements))


def brain() -> Claim:
    return Claim.objects.get(public_id="human-brain-unit-count")


def shown() -> str:
    """What the latest edition says of it."""
    document = Edition.objects.order_by("number").last().document  # type: ignore[union-attr]
    return next(c["text"] for row in document["rows"] for c in row["cells"] if c["claim"] == brain().public_id)


def test_a_text_that_nobody_touched_comes_to_hold_its_figure_and_follows_it(tmp_path: Path) -> None:
    load(tmp_path)
    assert dict(load(tmp_path, FOLLOWING).updated) == {"claim": 1}
    assert (brain().text, text_of(brain()), shown()) == ("{value:2}", "86 billion neurons", "86 billion neurons")
    report = load(tmp_path, FOLLOWING, *OTHER_FIGURE)
    assert (shown(), len(report.editions)) == ("75 billion neurons", 1)


def test_a_text_of_the_files_that_does_not_tell_its_figure_is_an_error_with_its_line(tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(ContentError) as refused:
        load(tmp_path, *OTHER_FIGURE)
    assert "the text says “86 billion neurons”, and the figure that stands for it is 75 billion" in str(refused.value)
    assert "human-brain.yaml:" in str(refused.value)
    assert shown() == "86 billion neurons"


def test_a_text_that_an_editor_typed_stays_and_holds_its_page_back_where_it_misleads(tmp_path: Path) -> None:
    load(tmp_path)
    Claim.objects.filter(pk=brain().pk).update(text="86 billion neurons, give or take eight")
    report = load(tmp_path, FOLLOWING)
    assert (brain().text, report.held_back) == ("86 billion neurons, give or take eight", [])
    report = load(tmp_path, FOLLOWING, *OTHER_FIGURE)
    (reason,) = report.held_back
    assert "the text says “86 billion”, and the figure that stands for it is 75 billion" in reason
    assert Citation.objects.get(claim=brain(), rank="preferred").value == 75_000_000_000
    assert shown() == "86 billion neurons"  # as it was
    with pytest.raises(PublicationRefusedError):
        publish(comparison=Comparison.objects.get(), author=None)


def test_what_readers_saw_before_this_was_asked_keeps_no_other_change_back(tmp_path: Path) -> None:
    """An editor's text misled before texts were held against figures: the load of this release goes through."""
    load(tmp_path, FOLLOWING)
    Claim.objects.filter(pk=brain().pk).update(text="about 90 billion neurons")
    comparison = Comparison.objects.get()
    edition = comparison.editions.get()
    document = edition.document
    for cell in (cell for row in document["rows"] for cell in row["cells"] if cell["claim"] == brain().public_id):
        cell |= {"text": "about 90 billion neurons", "figure_in_text": ""}
    Edition.objects.bulk_create(
        [Edition(comparison=comparison, number=2, schema_version=edition.schema_version, document=document,
                 content_hash="0" * 64, author_name="ada", change_note="As it was.")]
    )  # fmt: skip
    report = load(tmp_path, FOLLOWING, (BRAIN, "The organ with which people think.", "With it people think."))
    assert (report.held_back, len(report.editions), shown()) == ([], 1, "about 90 billion neurons")


def test_a_text_goes_out_and_comes_in_with_its_place_for_the_figure(tmp_path: Path) -> None:
    load(tmp_path, FOLLOWING)
    dump_content(folder=tmp_path / "dumped")
    assert "text: '{value:2}'" in (tmp_path / "dumped" / BRAIN).read_text()


@pytest.mark.parametrize("text", ["{figur}", "{value:12}"])
def test_what_is_no_place_for_a_figure_is_an_error_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError, match=r"human-brain\.yaml:\d+: claims\[0\]\.text: .* is no place for a figure"):
        load(tmp_path, (BRAIN, TYPED, f"text: '{text}'"))
