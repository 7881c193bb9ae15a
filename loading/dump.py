"""dump_content: the database as content files, such as load_content reads.

The same content gives the same bytes: keys in the order of the format, sources and files by name, everything else in
the editors' order. What has its default value is left out. What the files cannot say is not in them: accounts,
histories, former addresses, editions. A comparison is public again once it has been loaded, with a first edition.
"""

import os
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import connection, transaction

from loading.schema import Content, DimensionsRecord, Record
from loading.stored_records import read_stored
from loading.yaml_folder import (
    BIBLIOGRAPHY,
    CATEGORIES,
    COMPARISONS,
    CORRECTIONS,
    DIMENSIONS,
    ENTITIES,
    EQUIVALENCES,
    QUESTIONS,
)
from loading.yaml_lines import is_text

# Its presence says that whatever else is in the folder came from a dump, and may be replaced by the next one.
MARK = ".written-by-dump-content"
_WIDTH = 110


class FolderInUseError(Exception):
    """The folder holds what no dump has written."""


def dump_content(*, folder: Path, force: bool = False) -> int:
    """Write everything stored into the folder, which is made if it is missing; returns the number of files.

    Raises FolderInUseError for a folder with anything else in it, unless ``force``; even then only content files are
    overwritten, and only those of entities and comparisons that are gone are removed. Each file is replaced whole.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists() and not force:
        raise FolderInUseError(f"{folder} is not empty and was not written by dump_content.")
    with transaction.atomic():
        if connection.connection is not None and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        texts = content_texts(read_stored().content)
    for name in (ENTITIES, COMPARISONS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    for name, text in texts.items():
        _replace(folder / name, text)
    for name in (ENTITIES, COMPARISONS):
        for file in (folder / name).glob("*.yaml"):
            if f"{name}/{file.name}" not in texts:
                file.unlink()
    return len(texts)


def content_texts(content: Content) -> dict[str, str]:
    """The text of every content file, by its name."""
    dimensions = DimensionsRecord(groups=content.groups, boundaries=content.boundaries, dimensions=content.dimensions)
    texts = {
        BIBLIOGRAPHY: _yaml([_plain(source) for source in content.sources]),
        DIMENSIONS: _yaml(_plain(dimensions)),
        CATEGORIES: _yaml([_plain(category) for category in content.categories]),
        EQUIVALENCES: _yaml([_plain(equivalence) for equivalence in content.equivalences]),
        QUESTIONS: _yaml([_plain(question) for question in content.questions]),
        CORRECTIONS: _yaml([_plain(correction) for correction in content.corrections]),
    }
    for entity in content.entities:
        texts[f"{ENTITIES}/{entity.slug}.yaml"] = _yaml(_plain(entity))
    for comparison in content.comparisons:
        texts[f"{COMPARISONS}/{comparison.slug}.yaml"] = _yaml(_plain(comparison))
    return texts


def number_text(number: Decimal) -> str:
    """A number as people write it: 20.0, 0.15, 86.1e9, 15.0e-9. Reading it gives back every digit."""
    sign, digits, _ = number.as_tuple()
    exponent = int(number.as_tuple().exponent)
    written = "".join(map(str, digits))
    if exponent >= 0:
        # PostgreSQL spells the zeros of 86.1e9 out; they come back as an exponent.
        bare = written.rstrip("0") or "0"
        exponent += len(written) - len(bare)
        written = bare
    if -6 <= number.adjusted() < 0 or (number.adjusted() >= 0 and exponent < 6) or not number:
        return format(number, "f")
    power = (len(written) + exponent - 1) // 3 * 3
    point = len(written) + exponent - power
    if point > len(written) and exponent < 0:
        # A zero more would be a digit more than the source gave.
        power, point = len(written) + exponent - 1, 1
    written = written.ljust(point, "0")
    fraction = f".{written[point:]}" if written[point:] else ""
    return f"{'-' * sign}{written[:point]}{fraction}e{power}"


def _plain(record: Record) -> Mapping[str, Any]:
    return record.model_dump(exclude_defaults=True, exclude_none=True)


def _replace(file: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        # A list stands two spaces in from its key.
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if not is_text(text):
        style = "'"
    elif "\n" in text and max(map(len, text.split("\n"))) < _WIDTH:
        style = "|"
    elif len(text) > _WIDTH - 10 and " " in text and text[0] != " " and "  " not in text:
        # A line that begins with a blank is not folded when it is read.
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    text = number_text(number)
    # With the tag that the text resolves to, it is written without quotes.
    tag: str = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(tuple, lambda dumper, items: dumper.represent_list(items))


def _yaml(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)
