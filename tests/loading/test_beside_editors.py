"""A load reads what its files name, and editors go on working beside it."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations.models import Citation
from entities.models import Claim, Dimension, Entity
from loading import bulk_writing
from loading import load as loading_module
from loading.faults import ContentError
from loading.items import Items
from loading.load import load_content
from loading.named_rows import named_rows
from loading.records_to_items import flatten
from loading.stored_records import Stored, read_stored
from loading.yaml_folder import read_folder
from tests.factories import (
    a_citation,
    a_figure,
    a_finding,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    a_sourced_attribute,
    an_attribute,
    an_entity,
)
from tests.loading.content_files import written

BRAIN = "entities/human-brain.yaml"


def in_another_connection(act: Callable[[], object]) -> Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


# --- What is read ------------------------------------------------------------------------------


def items_of(folder: Path) -> Items:
    return flatten(read_folder(folder).content)


@pytest.mark.django_db
def test_nothing_is_read_but_what_the_files_name_and_what_belongs_to_it(tmp_path: Path) -> None:
    folder = written(tmp_path)
    load_content(folder=folder)
    everything = read_stored()
    for _ in range(5):
        a_figure(claim=an_attribute(entity=an_entity(), dimension=a_quantity_dimension()), unit="W")
        a_published_comparison(rows=1)
    items = items_of(folder)
    named = read_stored(items.by_id.keys(), among=named_rows(items, ()))
    assert flatten(named.content).by_id == flatten(everything.content).by_id | {
        id: item for id, item in flatten(named.content).by_id.items() if id[0] in ("group", "category")
    }


@pytest.mark.django_db
def test_reading_takes_as_many_queries_beside_much_as_beside_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path)
    load_content(folder=folder)
    items = items_of(folder)

    def read() -> Stored:
        return read_stored(items.by_id.keys(), among=named_rows(items, ()))

    with CaptureQueriesContext(connection) as before:
        read()
    for _ in range(5):
        a_published_comparison(rows=2)
    with CaptureQueriesContext(connection) as after:
        read()
    assert len(before) == len(after)


@pytest.mark.django_db
def test_what_is_loaded_into_an_empty_database_is_counted_before_it_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_writing, "_MANY", 2)

    def counted() -> dict[str, float]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relname LIKE 'entities_%'")
            return dict(cursor.fetchall())

    # Whatever other tests had in these tables.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE entities_entity, entities_claim")
    assert counted()["entities_entity"] == counted()["entities_claim"] == 0
    load_content(folder=written(tmp_path))
    assert counted()["entities_entity"] == Entity.objects.count() > 2
    assert counted()["entities_claim"] == Claim.objects.count() > 2


@pytest.mark.django_db
def test_what_an_editor_tied_to_things_of_his_own_stays_tied(tmp_path: Path) -> None:
    folder = written(tmp_path)
    load_content(folder=folder)
    brain, own = Entity.objects.get(slug="human-brain"), an_entity(slug="own")
    brain.related.add(own)
    brain.part_of = own
    brain.save()
    claim = a_sourced_attribute(entity=brain, dimension=a_quantity_dimension(unit="W"), unit="W")
    a_citation(claim=Claim.objects.filter(entity=brain).order_by("pk").first(), source=a_source(key="own-source"))
    written(tmp_path, (BRAIN, "The organ with which", "The thing with which"))
    report = load_content(folder=folder)
    brain.refresh_from_db()
    assert report.kept or report.disputed  # the entity itself: an editor moved it
    assert (brain.part_of, list(brain.related.filter(slug="own"))) == (own, [own])
    assert Claim.objects.get(pk=claim.pk).citations.count() == 1
    assert Citation.objects.filter(source__key="own-source").count() == 1


@pytest.mark.django_db
def test_a_comparison_of_the_editors_own_follows_what_a_load_changes(tmp_path: Path) -> None:
    folder = written(tmp_path)
    load_content(folder=folder)
    brain = Entity.objects.get(slug="human-brain")
    finding = a_finding(entity=brain)
    own = a_published_comparison(sides=[brain, an_entity()], rows=1, points=[finding])
    others = a_published_comparison(rows=1)
    written(tmp_path, (BRAIN, "The organ with which", "The thing with which"))
    report = load_content(folder=folder)
    assert own in {edition.comparison for edition in report.editions}
    assert own.editions.count() == 2
    assert others.editions.count() == 1


@pytest.mark.django_db
def test_a_unit_that_does_not_fit_an_editors_figure_is_an_error_that_names_it(tmp_path: Path) -> None:
    in_seconds = [("dimensions.yaml", "unit: neuron", "unit: s"), (BRAIN, "unit: neuron", "unit: s")]
    in_seconds += [(BRAIN, "unit: neuron", "unit: s"), ("entities/mouse-brain.yaml", "unit: neuron", "unit: s")]
    followed = [(BRAIN, "text: 86 billion neurons", "text: '{figure}'")]
    followed += [("entities/mouse-brain.yaml", "text: 71 million neurons", "text: '{figure}'")]
    in_seconds += followed
    load_content(folder=written(tmp_path, *in_seconds))
    own = an_attribute(entity=an_entity(), dimension=Dimension.objects.get(slug="unit-count"), public_id="own-claim")
    a_figure(claim=own, value="2", unit="s")
    watts = [("dimensions.yaml", "unit: neuron", "unit: W")]
    watts += followed
    watts += [(name, "unit: neuron", "unit: W") for name in (BRAIN, BRAIN, "entities/mouse-brain.yaml")]
    with pytest.raises(ContentError, match=r"database: citation of .* on own-claim"):
        load_content(folder=written(tmp_path, *watts))


# --- Editors beside a load ---------------------------------------------------------------------


@pytest.fixture
def loaded_folder(tmp_path: Path, transactional_db: None) -> Path:
    folder = written(tmp_path)
    load_content(folder=folder)
    return folder


def pausing(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> list[int]:
    """Have this happen once, when a load has read what is stored; returns a list that grows with every reading."""
    read = loading_module.read_stored
    readings: list[int] = []

    def read_and_wait(*args: object, **kwargs: object) -> Stored:
        stored = read(*args, **kwargs)  # type: ignore[arg-type]
        readings.append(1)
        if len(readings) == 1:
            in_another_connection(meanwhile).join(timeout=30)
        return stored

    monkeypatch.setattr(loading_module, "read_stored", read_and_wait)
    return readings


def test_an_editor_who_saves_the_same_record_first_is_not_overwritten(
    loaded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(loaded_folder, (BRAIN, "The organ with which", "The thing with which"))

    def edit() -> None:
        Entity.objects.filter(slug="human-brain").update(definition="As the editor has it.")

    readings = pausing(monkeypatch, edit)
    report = load_content(folder=loaded_folder)
    assert len(readings) == 2
    assert [item.key for item in report.disputed] == ["human-brain"]
    assert Entity.objects.get(slug="human-brain").definition == "As the editor has it."


def test_an_editor_who_enters_the_same_thing_first_is_told_of_and_not_run_over(
    loaded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = "slug: axolotl\nname: Axolotl\nrealm: biological\nkind: organism\ndefinition: It swims.\n"
    (loaded_folder / "entities" / "axolotl.yaml").write_text(new)
    readings = pausing(
        monkeypatch, lambda: an_entity(slug="axolotl", name="Axolotl", definition="As the editor has it.")
    )
    report = load_content(folder=loaded_folder)
    assert len(readings) == 2
    assert [item.key for item in report.disputed] == ["axolotl"]
    assert Entity.objects.get(slug="axolotl").definition == "As the editor has it."


def test_an_editor_saves_another_record_while_a_load_is_under_way(
    loaded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(loaded_folder, (BRAIN, "The organ with which", "The thing with which"))
    saved = Event()
    write = loading_module.write

    def write_and_wait(*args: object) -> object:
        rows = write(*args)  # type: ignore[arg-type]

        def edit() -> None:
            Entity.objects.filter(slug="mouse-brain").update(definition="Edited meanwhile.")
            saved.set()

        in_another_connection(edit).join(timeout=10)
        return rows

    monkeypatch.setattr(loading_module, "write", write_and_wait)
    load_content(folder=loaded_folder)
    assert saved.is_set()
    assert Entity.objects.get(slug="mouse-brain").definition == "Edited meanwhile."
    assert Entity.objects.get(slug="human-brain").definition.startswith("The thing")


def test_two_loads_at_once_bring_everything_once(tmp_path: Path, transactional_db: None) -> None:
    folder = written(tmp_path)
    reports = []
    threads = [in_another_connection(lambda: reports.append(load_content(folder=folder))) for _ in range(2)]
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(bool(report.created) for report in reports) == [False, True]
    assert Entity.objects.count() == 3


def test_a_load_that_is_overtaken_again_and_again_ends_with_an_error_and_writes_nothing(
    loaded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(loaded_folder, (BRAIN, "The organ with which", "The thing with which"))
    read = loading_module.read_stored

    def read_and_be_overtaken(*args: object, **kwargs: object) -> Stored:
        stored = read(*args, **kwargs)  # type: ignore[arg-type]

        def touch() -> None:
            # Something that the load compares nothing with, so that it goes on and writes.
            Entity.objects.filter(slug="human-brain").update(modified="2026-01-01T00:00:00Z")
            Entity.objects.filter(slug="human-brain").update(modified="2026-01-02T00:00:00Z")

        in_another_connection(touch).join(timeout=30)
        return stored

    monkeypatch.setattr(loading_module, "read_stored", read_and_be_overtaken)
    with pytest.raises(ContentError, match="could not serialize"):
        load_content(folder=loaded_folder)
    assert Entity.objects.get(slug="human-brain").definition.startswith("The organ")
