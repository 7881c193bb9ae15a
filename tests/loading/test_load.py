from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pghistory.models
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations.models import Citation, Source
from comparisons.models import Comparison, Edition, Point, Row, Side
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity
from loading.faults import ContentError
from loading.items import Kind
from loading.load import LoadReport, load_content
from loading.records_to_items import flatten
from loading.stored_records import read_stored
from tests.loading.content_files import BRAIN, COMPARISON, written

pytestmark = pytest.mark.django_db


def load(folder: Path, *replacements: tuple[str, str, str], overwrite: bool = False) -> LoadReport:
    return load_content(folder=written(folder, *replacements), overwrite=overwrite)


def preferred() -> Citation:
    return Citation.objects.get(rank="preferred")


def test_files_become_rows_with_exact_numbers(tmp_path: Path) -> None:
    load(tmp_path)
    citation = preferred()
    assert (citation.value, citation.low, citation.high) == (Decimal("86.1e9"), Decimal("78e9"), Decimal("94.2e9"))
    assert citation.canonical_value == Decimal("86.1e9")
    assert citation.claim.drafting == "ai-unchecked"
    assert Claim.objects.get(public_id="human-brain-counting-finding").drafting == "human"
    assert [str(author) for author in Source.objects.get(key="doe2009").authorships.all()] == [
        "Doe, Jane A.",
        "Society of Counters",
    ]
    mouse, human = Entity.objects.get(slug="mouse-brain"), Entity.objects.get(slug="human-brain")
    assert mouse.part_of == Entity.objects.get(slug="zoo")
    assert list(human.related.all()) == [mouse]
    assert list(mouse.related.all()) == [human]


def test_a_published_comparison_goes_through_the_gate_and_gets_its_first_edition(tmp_path: Path) -> None:
    report = load(tmp_path)
    assert Comparison.objects.get().status == "published"
    assert [str(edition) for edition in report.editions] == ["Human vs mouse, edition 1"]
    assert Edition.objects.get().document["rows"][0]["cells"][0]["text"] == "86 billion neurons"


def test_a_comparison_in_the_making_is_not_published(tmp_path: Path) -> None:
    load(tmp_path, (COMPARISON, "position: 1", "position: 1\nstatus: draft"))
    assert Comparison.objects.get().status == "draft"
    assert not Edition.objects.exists()


def test_what_the_gate_refuses_is_an_error_at_its_row_and_nothing_is_loaded(tmp_path: Path) -> None:
    figure = written(tmp_path).joinpath("entities/mouse-brain.yaml").read_text().partition("        figure:")[2]
    with pytest.raises(ContentError) as refusal:
        load(tmp_path, ("entities/mouse-brain.yaml", f"        figure:{figure}", ""))
    (fault,) = refusal.value.faults
    assert (fault.file, fault.line, fault.path) == ("entities/mouse-brain.yaml", 8, "claims[0]")
    assert "no figure" in fault.message
    assert not Entity.objects.exists()


def test_loading_again_writes_nothing(tmp_path: Path) -> None:
    load(tmp_path)
    events = pghistory.models.Events.objects.count()
    with CaptureQueriesContext(connection) as queries:
        report = load(tmp_path)
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []
    assert report == LoadReport()
    assert pghistory.models.Events.objects.count() == events


def test_the_history_says_where_a_claim_comes_from(tmp_path: Path) -> None:
    load(tmp_path)
    contexts = {event.pgh_context.metadata["why"] for event in Claim.objects.get(kind="finding").events.all()}
    assert contexts == {"Loaded from the content files."}


def test_a_changed_file_updates_only_what_it_changes_and_makes_an_edition(tmp_path: Path) -> None:
    load(tmp_path)
    report = load(tmp_path, (BRAIN, "text: 86 billion neurons", "text: 86.1 billion neurons"))
    assert dict(report.updated) == {"claim": 1}
    assert [edition.number for edition in report.editions] == [2]


def test_the_preferred_rank_can_move_between_figures(tmp_path: Path) -> None:
    first, second = "rank: preferred\n          rank_reason: It", "rank: deprecated\n          rank_reason: No"
    load(tmp_path)
    swapped = [(BRAIN, first, first.replace("preferred", "normal")), (BRAIN, "source_check: quoted\n        ", "")]
    swapped += [(BRAIN, "text: 86 billion neurons", "text: '{figure}'")]
    load(tmp_path, *swapped, (BRAIN, second, second.replace("deprecated", "preferred")))
    assert preferred().source.key == "roe2020"
    load(tmp_path)
    assert preferred().source.key == "doe2009"


def test_a_corrected_place_is_an_update_of_the_citation_and_no_second_one(tmp_path: Path) -> None:
    load(tmp_path)
    before = preferred().pk
    report = load(tmp_path, (BRAIN, "locator: abstract", "locator: Table 2"))
    assert dict(report.updated) == {"citation": 1}
    assert (preferred().pk, preferred().locator) == (before, "Table 2")


def test_a_citation_that_left_the_files_is_taken_back_but_an_entity_stays(tmp_path: Path) -> None:
    load(tmp_path)
    text = written(tmp_path).joinpath(BRAIN).read_text()
    second = "      - source: roe2020" + text.partition("      - source: roe2020")[2].partition("  - id:")[0]
    folder = written(tmp_path, (BRAIN, second, ""), ("entities/mouse-brain.yaml", "part_of: zoo\n", ""))
    (folder / "entities/zoo.yaml").unlink()
    report = load_content(folder=folder)
    assert dict(report.deleted) == {"citation": 1}
    assert [item.key for item in report.left] == ["zoo"]
    assert Entity.objects.filter(slug="zoo").exists()


def test_an_editors_change_stays_until_the_files_are_told_to_win(tmp_path: Path) -> None:
    load(tmp_path)
    Entity.objects.filter(slug="zoo").update(definition="Where animals live.")
    report = load(tmp_path)
    assert [item.key for item in report.kept] == ["zoo"]
    assert Entity.objects.get(slug="zoo").definition == "Where animals live."
    change = ("entities/zoo.yaml", "Where the animals are.", "Where all animals are.")
    for _ in range(2):
        report = load(tmp_path, change)
        assert [item.key for item in report.disputed] == ["zoo"]
        assert Entity.objects.get(slug="zoo").definition == "Where animals live."
    load(tmp_path, change, overwrite=True)
    assert Entity.objects.get(slug="zoo").definition == "Where all animals are."


def test_a_change_of_one_citation_by_an_editor_does_not_hold_back_another_from_the_files(tmp_path: Path) -> None:
    load(tmp_path)
    Citation.objects.filter(rank="preferred").update(note="Four brains only.")
    load(tmp_path, (BRAIN, "Nobody counted.", "Nobody had counted."))
    assert preferred().note == "Four brains only."
    assert Citation.objects.get(rank="deprecated").rank_reason == "Nobody had counted."


def test_what_an_editor_removed_stays_away(tmp_path: Path) -> None:
    load(tmp_path)
    Citation.objects.filter(rank="deprecated").delete()
    Point.objects.filter(position=1).delete()
    report = load(tmp_path)
    assert {item.kind for item in report.removed} == {"citation", "point"}
    assert Citation.objects.filter(rank="deprecated").count() == 0
    assert Point.objects.count() == 1


def test_sides_rows_and_points_that_an_editor_added_stay_in_their_places(tmp_path: Path) -> None:
    load(tmp_path)
    comparison = Comparison.objects.get()
    group = DimensionGroup.objects.get(slug="size")
    colour = Dimension.objects.create(
        slug="colour", name="Colour", group=group, definition="Its colour.", status="published"
    )
    Side.objects.create(comparison=comparison, entity=Entity.objects.get(slug="zoo"), position=3)
    Row.objects.filter(position=2).update(position=3)
    Row.objects.create(comparison=comparison, dimension=colour, position=2, comparability="equivalent")
    load(tmp_path)
    assert [row.dimension.slug for row in comparison.rows.all()] == ["unit-count", "colour", "learning-rule"]
    text = written(tmp_path).joinpath(COMPARISON).read_text()
    rows = text.partition("rows:\n")[2].partition("points:")[0]
    first, second = rows.split("  - dimension: learning-rule")
    load(tmp_path, (COMPARISON, rows, f"  - dimension: learning-rule{second}{first}"))
    assert [row.dimension.slug for row in comparison.rows.all()] == ["learning-rule", "unit-count", "colour"]
    assert comparison.sides.count() == 3


def test_a_renamed_address_stays_renamed_and_makes_no_second_entity(tmp_path: Path) -> None:
    load(tmp_path)
    Entity.objects.filter(slug="human-brain").update(slug="brain-of-humans")
    Source.objects.filter(key="doe2009").update(key="doe-2009")
    report = load(tmp_path, (BRAIN, "The organ with which", "The thing with which"))
    assert not report.created
    assert Entity.objects.get(slug="brain-of-humans").definition == "The thing with which people think."
    assert Entity.objects.count() == 3


def test_an_editors_own_source_with_the_same_doi_is_named_as_the_collision(tmp_path: Path) -> None:
    Source.objects.create(key="mine", type="article", title="Mine", doi="10.1000/counting.1", tier="preprint")
    with pytest.raises(
        ContentError, match=r"bibliography.yaml:1: \[0\]: Another source .* It is the source mine, in the database"
    ):
        load(tmp_path)


def test_an_editors_preferred_figure_beside_that_of_the_files_is_reported_and_not_a_crash(tmp_path: Path) -> None:
    folder = written(tmp_path, (BRAIN, "rank: preferred\n          rank_reason: It was counted.", "rank: normal"))
    load_content(folder=folder)
    Citation.objects.filter(rank="deprecated").update(rank="preferred", rank_reason="I like it.", source_check="")
    with pytest.raises(ContentError, match=f"{BRAIN}:18: .*preferred already.*in the database"):
        load(tmp_path)


def test_an_address_that_once_led_elsewhere_is_refused_with_the_databases_own_words(tmp_path: Path) -> None:
    mouse = Entity.objects.create(
        slug="zoo", name="Mouse", realm="biological", kind="structure", definition="It thinks."
    )
    mouse.slug = "mouse-brain"
    mouse.save()
    with pytest.raises(ContentError, match="“zoo” once led to something else"):
        load(tmp_path)


def test_a_new_unit_of_a_dimension_converts_the_figures_on_it_again(tmp_path: Path) -> None:
    in_seconds = [("dimensions.yaml", "unit: neuron", "unit: s"), (BRAIN, "unit: neuron", "unit: s")]
    in_seconds += [(BRAIN, "unit: neuron", "unit: s"), ("entities/mouse-brain.yaml", "unit: neuron", "unit: s")]
    in_seconds += [(BRAIN, "text: 86 billion neurons", "text: '{figure}'")]
    in_seconds += [("entities/mouse-brain.yaml", "text: 71 million neurons", "text: '{figure}'")]
    load(tmp_path, *in_seconds)
    load(tmp_path, *in_seconds, ("dimensions.yaml", "unit: s\n", "unit: ms\n"))
    assert preferred().canonical_value == Decimal("86.1e12")


def test_the_command_says_what_it_did_and_ends_with_an_error_when_it_did_nothing(tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    call_command("load_content", str(written(tmp_path)), stdout=out)
    assert "entities 3/3" in out.getvalue()
    assert "Editions made: 1." in out.getvalue()
    written(tmp_path, (BRAIN, "kind: structure", "kind: structur"))
    with pytest.raises(CommandError, match="1 error: nothing was loaded"):
        call_command("load_content", str(tmp_path), stderr=err)
    assert "entities/human-brain.yaml:4: kind: “structur” is none of" in err.getvalue()


def test_figures_have_the_boundaries_that_the_files_give_in_their_order(tmp_path: Path) -> None:
    load(tmp_path)
    figure = preferred()
    assert figure.boundary is not None
    assert (figure.boundary.slug, figure.workload, figure.figure_kind) == ("organ", "none", "estimate")
    assert list(Boundary.objects.order_by("position").values_list("slug", flat=True)) == ["cell", "organ"]
    assert Citation.objects.get(rank="deprecated").boundary is None
    assert Dimension.objects.get(slug="unit-count").asks_boundary


def test_a_boundary_with_another_name_makes_editions_of_what_shows_it(tmp_path: Path) -> None:
    load(tmp_path)
    report = load(tmp_path, ("dimensions.yaml", "name: whole organ", "name: organ"))
    (edition,) = report.editions
    assert "name of the boundary" in edition.change_note
    assert report.updated == {Kind.BOUNDARY: 1}


def test_a_dimension_of_before_there_were_boundaries_is_known_as_brought(tmp_path: Path) -> None:
    load(tmp_path)
    stored = flatten(read_stored().content, stored=True).by_id[Kind.DIMENSION, "learning-rule"]
    before = {name: value for name, value in stored.content.items() if name != "asks_boundary"}
    assert stored.content["asks_boundary"] is False
    assert replace(stored, content=before).fingerprint() == stored.fingerprint()


def test_a_row_of_before_reasons_named_boundaries_becomes_what_the_files_say(tmp_path: Path) -> None:
    load(tmp_path)
    stored = flatten(read_stored().content, stored=True).of(Kind.ROW)[0]
    before = {name: value for name, value in stored.content.items() if name != "names_boundaries"}
    assert stored.content["names_boundaries"] is False
    assert replace(stored, content=before).fingerprint() == stored.fingerprint()
