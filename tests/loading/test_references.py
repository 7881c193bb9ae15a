"""References in the files: in full, in the form of before, and across a migration that moved what stood in them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from citations.models import Source
from citations.works import work_of
from loading.dump import dump_content
from loading.earlier_fingerprints import is_as_brought
from loading.faults import ContentError
from loading.items import Item, Kind
from loading.load import load_content
from loading.models import LoadedRecord
from loading.records_to_items import flatten
from loading.schema import Content, SourceRecord
from tests.loading.content_files import written

pytestmark = pytest.mark.django_db

FULL = """\
- key: zoe1999
  type: chapter
  title: Counting in full
  authors:
    - family: Zoe
      given: Ann
  authors_incomplete: true
  editors:
    - family: Field
      given: J.
    - organisation: Society of Counters
  year: 1999
  month: 2
  day: 28
  container: Handbook of counting
  collection_title: Handbooks
  publisher: A press
  publisher_place: Paris
  edition: '6'
  version: '1'
  volume: '3'
  pages: 1-9
  number: '7'
  number_kind: report
  tier: peer-reviewed
"""


def with_sources(folder: Path, sources: str) -> Path:
    """The content files with these sources more."""
    files = written(folder)
    bibliography = files / "bibliography.yaml"
    bibliography.write_text(bibliography.read_text() + sources)
    return files


def record(**changes: Any) -> SourceRecord:
    fields = {"key": "a", "type": "article", "title": "A", "tier": "peer-reviewed"}
    return SourceRecord.model_validate({**fields, **changes})


def item_of(source: SourceRecord) -> Item:
    return flatten(Content(sources=(source,))).by_id[Kind.SOURCE, source.key]


def test_a_reference_in_full_is_stored_and_comes_back_from_a_dump(tmp_path: Path) -> None:
    load_content(folder=with_sources(tmp_path / "files", FULL))
    work = work_of(Source.objects.with_authors().get(key="zoe1999"))
    assert [name.short for name in work.authors] == ["Zoe"]
    assert [name.short for name in work.editors] == ["Field", "Society of Counters"]
    assert work.issued is not None
    assert (work.issued.year, work.issued.month, work.issued.day) == (1999, 2, 28)
    dump_content(folder=tmp_path / "dump")
    dumped = yaml.safe_load((tmp_path / "dump" / "bibliography.yaml").read_text())
    assert next(source for source in dumped if source["key"] == "zoe1999") == yaml.safe_load(FULL)[0]


@pytest.mark.parametrize(
    ("written_before", "today"),
    [
        (
            {"authors": [{"family": "Doe"}, {"organisation": "others"}]},
            {"authors": [{"family": "Doe"}], "authors_incomplete": True},
        ),
        ({"type": "dataset", "container": "TOP500"}, {"type": "dataset", "publisher": "TOP500"}),
        (
            {"type": "book", "container": "Lectures", "publisher": "A press"},
            {"type": "book", "collection_title": "Lectures", "publisher": "A press"},
        ),
        (
            {"type": "preprint", "tier": "preprint", "container": "bioRxiv", "pages": "2021.11"},
            {
                "type": "preprint",
                "tier": "preprint",
                "publisher": "bioRxiv",
                "number": "2021.11",
                "number_kind": "preprint",
            },
        ),
    ],
)
def test_what_was_written_before_there_were_these_keys_means_the_same(
    written_before: dict[str, Any], today: dict[str, Any]
) -> None:
    assert record(**written_before) == record(**today)


@pytest.mark.parametrize("kind", ["article", "conference", "chapter", "webpage"])
def test_a_part_keeps_its_container_and_its_pages(kind: str) -> None:
    source = record(type=kind, container="Nature", pages="e7")
    assert (source.container, source.publisher, source.pages, source.number) == ("Nature", "", "e7", "")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("authors:\n    - organisation: et al.", "Others"),
        ("editors:\n    - given: Ann", "An author is a person with a family name"),
        ("month: 4\n  day: 31\n  year: 2000", "the month must have the day"),
        ("number: e7", "Say what the number is"),
        ("event_title: NIPS", "Only a conference paper"),
    ],
)
def test_what_the_database_would_refuse_is_a_fault_of_the_file(tmp_path: Path, source: str, message: str) -> None:
    files = with_sources(tmp_path, f"- key: b\n  type: article\n  title: B\n  {source}\n  tier: peer-reviewed\n")
    with pytest.raises(ContentError) as refusal:
        load_content(folder=files)
    (fault,) = refusal.value.faults
    assert fault.file == "bibliography.yaml"
    assert message in fault.message


# --- Loaded before a migration moved what stood in the records ----------------------------------

BEFORE = (
    {
        "authors": [
            {"family": "Doe", "given": "", "organisation": ""},
            {"family": "", "given": "", "organisation": "others"},
        ]
    },
    {"container": "arXiv", "publisher": ""},
    {"pages": "2021.11", "number": "", "number_kind": ""},
)
TODAY = record(
    type="preprint",
    tier="preprint",
    authors=[{"family": "Doe"}],
    authors_incomplete=True,
    publisher="arXiv",
    number="2021.11",
    number_kind="preprint",
)


def brought(*changes: dict[str, Any]) -> str:
    """The fingerprint that was remembered of TODAY, written so; the key of the flag was not there."""
    content = dict(item_of(TODAY).content) | {"authors_incomplete": None}
    for change in changes:
        content |= change
    return Item(Kind.SOURCE, "a", content).fingerprint()


def test_a_record_that_a_migration_moved_is_still_as_it_was_brought() -> None:
    assert is_as_brought(item_of(TODAY), item_of(TODAY).fingerprint())
    assert is_as_brought(item_of(TODAY), brought(*BEFORE))
    assert is_as_brought(item_of(TODAY), brought(BEFORE[0], BEFORE[1]))


def test_a_record_that_an_editor_changed_as_well_is_not() -> None:
    assert not is_as_brought(item_of(TODAY), brought(*BEFORE, {"title": "B"}))
    assert not is_as_brought(item_of(TODAY), None)


def test_files_that_mend_a_moved_reference_change_it_and_an_editors_change_stays(tmp_path: Path) -> None:
    """A load of before, a migration, and files that say more: only what an editor touched is left alone."""
    old = """\
- key: {key}
  type: preprint
  title: Counting
  publisher: arXiv
  tier: preprint
"""
    load_content(folder=with_sources(tmp_path, old.format(key="mended") + old.format(key="touched")))
    for key in ("mended", "touched"):
        item = item_of(SourceRecord.model_validate(yaml.safe_load(old.format(key=key))[0]))
        before = Item(
            Kind.SOURCE, key, {**item.content, "authors_incomplete": None, "container": "arXiv", "publisher": ""}
        )
        LoadedRecord.objects.filter(kind="source", key=key).update(fingerprint=before.fingerprint())
    Source.objects.filter(key="touched").update(title="Counting again")
    said = old.replace("publisher: arXiv", "publisher: arXiv\n  version: '1'")
    report = load_content(folder=with_sources(tmp_path, said.format(key="mended") + said.format(key="touched")))
    assert list(Source.objects.filter(version="1").values_list("key", flat=True)) == ["mended"]
    assert [item.key for item in report.disputed] == ["touched"]
