from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from comparisons.models import Comparison
from loading.dump import MARK, content_texts, dump_content, number_text
from loading.items import KINDS
from loading.load import load_content
from loading.models import LoadedRecord
from loading.schema import CategoryRecord, Content
from loading.yaml_lines import ParsedFile
from tests.loading.content_files import BRAIN, written


def texts(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in sorted(folder.rglob("*.yaml"))}


def empty_the_database() -> None:
    tables = [storage.model._meta.db_table for storage in KINDS.values()] + [LoadedRecord._meta.db_table]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.django_db
def test_a_dump_loaded_into_an_empty_database_gives_the_same_dump_byte_for_byte(tmp_path: Path) -> None:
    load_content(folder=written(tmp_path / "files"))
    dump_content(folder=tmp_path / "first")
    empty_the_database()
    load_content(folder=tmp_path / "first")
    dump_content(folder=tmp_path / "second")
    assert texts(tmp_path / "first") == texts(tmp_path / "second")
    assert Comparison.objects.get().status == "published"


@pytest.mark.django_db
def test_the_files_themselves_come_back_from_a_dump(tmp_path: Path) -> None:
    load_content(folder=written(tmp_path / "files"))
    dump_content(folder=tmp_path / "dump")
    files, dump = texts(tmp_path / "files"), texts(tmp_path / "dump")
    # A relation is stated by both, and the default position of nothing is left out.
    files["entities/mouse-brain.yaml"] = files["entities/mouse-brain.yaml"].replace(
        "part_of: zoo\n", "part_of: zoo\nrelated:\n  - human-brain\n"
    )
    files["entities/human-brain.yaml"] = files["entities/human-brain.yaml"].replace("1e11", "100e9")
    files["entities/human-brain.yaml"] = files["entities/human-brain.yaml"].replace("78.0e9", "78e9")
    files["equivalences.yaml"] = files["equivalences.yaml"].replace("1e3", "1000")
    assert dump == {**files, "corrections.yaml": "[]\n"}


@pytest.mark.django_db
def test_a_withdrawn_comparison_is_withdrawn_again_after_a_dump_and_a_load(tmp_path: Path) -> None:
    load_content(folder=written(tmp_path / "files"))
    Comparison.objects.update(status="withdrawn")
    dump_content(folder=tmp_path / "dump")
    empty_the_database()
    load_content(folder=tmp_path / "dump")
    assert [(comparison.status, comparison.editions.count()) for comparison in Comparison.objects.all()] == [
        ("withdrawn", 1)
    ]


@pytest.mark.django_db
def test_a_dump_replaces_an_earlier_one_and_removes_what_is_gone(tmp_path: Path) -> None:
    load_content(folder=written(tmp_path / "files"))
    dump_content(folder=tmp_path / "dump")
    (tmp_path / "dump/entities/gone.yaml").write_text("slug: gone\n")
    dump_content(folder=tmp_path / "dump")
    assert not (tmp_path / "dump/entities/gone.yaml").exists()
    assert (tmp_path / "dump" / BRAIN).exists()


@pytest.mark.django_db
def test_a_folder_that_no_dump_has_written_is_left_alone_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    with pytest.raises(CommandError, match="not empty"):
        call_command("dump_content", str(tmp_path))
    assert not (tmp_path / MARK).exists()
    call_command("dump_content", str(tmp_path), "--force")
    assert (tmp_path / "letter.txt").read_text() == "Dear reader"
    assert (tmp_path / "bibliography.yaml").exists()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("1", "1"),
        ("1000", "1000"),
        ("20.0", "20.0"),
        ("-0.150", "-0.150"),
        ("86.1e9", "86.1e9"),
        ("86100000001", "86100000001"),
        ("1e11", "100e9"),
        ("1.50e-8", "15.0e-9"),
        ("1e-15", "1e-15"),
        ("1.5e-7", "1.5e-7"),
        ("10", "10"),
    ],
)
def test_numbers_are_written_as_people_write_them(number: str, text: str) -> None:
    assert number_text(Decimal(format(Decimal(number), "f"))) == text


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)
    | st.builds(lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(-999, 999), st.integers(-30, 30))
)
def test_every_digit_of_a_number_survives_writing_and_reading(number: Decimal) -> None:
    stored = format(number, "f")
    read = ParsedFile("x", number_text(Decimal(stored))).data
    assert isinstance(read, Decimal)
    assert Decimal(format(read, "f")) == Decimal(stored)
    assert len(format(read, "f")) == len(stored)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n"), min_size=1))
@example(" 0000")
@example("a  b")
def test_every_text_survives_writing_and_reading(text: str) -> None:
    record = CategoryRecord.model_construct(slug="x", name=text, description=f"{text} " * 20 + "end")
    file = content_texts(Content.model_construct(categories=(record,)))["categories.yaml"]
    assert ParsedFile("x", file).data == [{"slug": "x", "name": text, "description": record.description}]
    assert ParsedFile("x", file).faults == []


@pytest.mark.parametrize("text", ["no", "1984", "86.1e9", "2026-01-31", "~", "null", "True", "0x1F", "1_000", "12:30"])
def test_what_looks_like_something_else_is_written_in_quotes(text: str) -> None:
    file = content_texts(Content(categories=(CategoryRecord(slug="x", name=text),)))["categories.yaml"]
    assert ParsedFile("x", file).data == [{"slug": "x", "name": text}]
