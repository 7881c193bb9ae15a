"""What the database refuses about the editors' own book-keeping."""

import pytest

from loading.models import LoadedRecord
from tests.refusals import refused_by


@pytest.mark.django_db
def test_a_record_of_the_content_files_is_never_remembered_twice() -> None:
    with refused_by("loaded_record_kept_once"):
        LoadedRecord.objects.bulk_create(LoadedRecord(kind="source", key="a", fingerprint="f") for _ in range(2))
