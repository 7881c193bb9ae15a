"""A correction that the files bring stands in the public log once, and is the editors' from then on."""

from pathlib import Path

import pytest
from django.test import Client

from inquiries.models import Correction
from loading.dump import dump_content
from loading.load import load_content
from tests.loading.content_files import FILES, written

ENTRY = """\
- slug: second-reading
  place: /citations
  report: Nobody reported it.
  outcome: Every claim was read again.
  edition: /citations
  before: Two claims were wrong.
  after: They are right.
  found_on: 2026-11-25
  closed_on: 2026-11-26
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = written(tmp_path / "files")
    (files / "corrections.yaml").write_text(ENTRY)
    return files


def test_it_is_one_released_entry_of_the_log_and_a_second_load_writes_nothing(folder: Path, client: Client) -> None:
    assert "corrections.yaml" not in FILES
    assert load_content(folder=folder).corrections == 1
    assert load_content(folder=folder).corrections == 0
    (correction,) = Correction.objects.all()
    page = client.get(correction.get_absolute_url()).content.decode()
    assert "Nobody reported it." in page
    assert "They are right." in page
    assert f"/corrections/{correction.pk}" in client.get("/corrections").content.decode()


def test_what_an_editor_made_of_it_stays_and_is_what_a_dump_gives(folder: Path, tmp_path: Path) -> None:
    load_content(folder=folder)
    Correction.objects.update(outcome="Every claim was read twice.")
    load_content(folder=folder, overwrite=True)
    dump_content(folder=tmp_path / "dump")
    assert (tmp_path / "dump" / "corrections.yaml").read_text() == ENTRY.replace("read again", "read twice")
