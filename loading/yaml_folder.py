"""A folder of content files to validated records.

    bibliography.yaml · dimensions.yaml · categories.yaml · equivalences.yaml · questions.yaml · corrections.yaml
    entities/*.yaml · comparisons/*.yaml

Every file is read and every fault reported, whatever else is wrong. A file that may be missing counts as empty.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from loading.faults import Fault, Path
from loading.schema import (
    CategoryRecord,
    ComparisonRecord,
    Content,
    CorrectionRecord,
    DimensionsRecord,
    EntityRecord,
    EquivalenceRecord,
    QuestionRecord,
    SourceRecord,
    all_keys,
)
from loading.yaml_lines import ParsedFile

BIBLIOGRAPHY, DIMENSIONS, CATEGORIES, EQUIVALENCES, QUESTIONS, CORRECTIONS = (
    f"{name}.yaml" for name in ("bibliography", "dimensions", "categories", "equivalences", "questions", "corrections")
)
ENTITIES, COMPARISONS = "entities", "comparisons"

_WHOLE_FILES: dict[str, TypeAdapter[Any]] = {
    BIBLIOGRAPHY: TypeAdapter(tuple[SourceRecord, ...]),
    DIMENSIONS: TypeAdapter(DimensionsRecord),
    CATEGORIES: TypeAdapter(tuple[CategoryRecord, ...]),
    EQUIVALENCES: TypeAdapter(tuple[EquivalenceRecord, ...]),
    QUESTIONS: TypeAdapter(tuple[QuestionRecord, ...]),
    CORRECTIONS: TypeAdapter(tuple[CorrectionRecord, ...]),
    ENTITIES: TypeAdapter(EntityRecord),
    COMPARISONS: TypeAdapter(ComparisonRecord),
}
_KEYS = all_keys()


@dataclass
class ReadFolder:
    """What a folder holds. ``content`` has the records of every file that has the right shape.

    ``files`` leads from a file's name to its lines; ``mentioned`` holds every slug, key and id in the files, also in
    faulty ones, so that one bad file is not reported again wherever it is referred to.
    """

    content: Content = field(default_factory=Content)
    faults: list[Fault] = field(default_factory=list)
    files: dict[str, ParsedFile] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)


def read_folder(folder: FilePath) -> ReadFolder:
    """Everything in the folder that can be read, and every fault of what cannot."""
    found = ReadFolder()
    records: dict[str, list[Any]] = {name: [] for name in _WHOLE_FILES}
    for file in _files(folder, found):
        name = file.relative_to(folder).as_posix()
        parsed = _parsed(file, name, found)
        if parsed is None:
            continue
        kind = name.split("/")[0]
        found.mentioned.update(_mentioned(parsed.data))
        if parsed.faults:
            found.faults.extend(parsed.faults)
        record = _record(_WHOLE_FILES[kind], parsed, found)
        if record is None:
            continue
        if kind in (ENTITIES, COMPARISONS) and record.slug != file.stem:
            found.faults.append(parsed.fault(("slug",), f"must be the name of the file, “{file.stem}”"))
        records[kind].append(record)
    dimensions = records[DIMENSIONS][0] if records[DIMENSIONS] else DimensionsRecord()
    found.content = Content(
        sources=_only(records[BIBLIOGRAPHY]),
        groups=dimensions.groups,
        boundaries=dimensions.boundaries,
        dimensions=dimensions.dimensions,
        categories=_only(records[CATEGORIES]),
        entities=tuple(records[ENTITIES]),
        equivalences=_only(records[EQUIVALENCES]),
        comparisons=tuple(records[COMPARISONS]),
        questions=_only(records[QUESTIONS]),
        corrections=_only(records[CORRECTIONS]),
    )
    return found


def _only(files: list[Any]) -> tuple[Any, ...]:
    return files[0] if files else ()


def _files(folder: FilePath, found: ReadFolder) -> Iterator[FilePath]:
    """The content files in a fixed order; a file that nothing reads is a fault, not silence."""
    if not folder.is_dir():
        found.faults.append(Fault(str(folder), 0, "", "is not a folder"))
        return
    for name in (BIBLIOGRAPHY, DIMENSIONS, CATEGORIES, EQUIVALENCES, QUESTIONS, CORRECTIONS):
        if (folder / name).exists():
            yield folder / name
    for name in (ENTITIES, COMPARISONS):
        yield from sorted((folder / name).glob("*.yaml"))
    for file in sorted(folder.rglob("*.y*ml")):
        path = file.relative_to(folder)
        is_one_of_many = len(path.parts) == 2 and path.parts[0] in (ENTITIES, COMPARISONS)
        if file.suffix != ".yaml" or not (is_one_of_many or path.as_posix() in _WHOLE_FILES):
            found.faults.append(Fault(path.as_posix(), 0, "", "is no content file: nothing would read it"))


def _parsed(file: FilePath, name: str, found: ReadFolder) -> ParsedFile | None:
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        found.faults.append(Fault(name, 0, "", f"is not UTF-8 at byte {error.start}"))
        return None
    parsed = ParsedFile(name, text)
    if parsed.data is None and not parsed.faults:
        return None  # an empty file says nothing
    found.files[name] = parsed
    return parsed


def _record(adapter: TypeAdapter[Any], parsed: ParsedFile, found: ReadFolder) -> Any:
    try:
        return adapter.validate_python(parsed.data)
    except ValidationError as error:
        # A value that the YAML reader refused is not reported as missing as well.
        lines = {fault.path for fault in parsed.faults}
        for detail in error.errors(include_url=False):
            fault = _explained(detail, parsed)
            if fault.path not in lines:
                found.faults.append(fault)
        return None


def _mentioned(data: object) -> Iterator[str]:
    """Every slug, key and id that stands anywhere in the data."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("slug", "key", "id") and isinstance(value, str):
                yield value
            yield from _mentioned(value)
    elif isinstance(data, list):
        for value in data:
            yield from _mentioned(value)


def _explained(detail: ErrorDetails, parsed: ParsedFile) -> Fault:
    """What pydantic found, in the words of this site."""
    path: Path = detail["loc"]
    context = detail.get("ctx", {})
    given = detail["input"]
    match detail["type"]:
        case "missing":
            message = "is missing or empty"
        case "extra_forbidden":
            message = "is an unknown key" + _nearest_key(str(path[-1]))
        case "enum":
            message = f"“{given}” is none of {context['expected']}"
        case "string_type":
            message = f"must be text: write it in quotes, '{given}'"
            if isinstance(given, list | dict):
                message = "must be text"
        case "string_too_short":
            message = "is empty"
        case "string_pattern_mismatch":
            message = f"“{given}” must be lower-case letters and digits, joined by single hyphens"
        case "tuple_type":
            message = "must be a list"
        case "model_type" | "model_attributes_type":
            message = "must be a mapping of keys and values"
        case "bool_type":
            message = "must be true or false"
        case "date_type" | "date_from_datetime_parsing":
            message = "must be a day, as in 2026-01-31, without quotes"
        case "value_error":
            message = str(context["error"])
        case _:
            message = detail["msg"]
    return parsed.fault(path, message)


def _nearest_key(key: str) -> str:
    near = difflib.get_close_matches(key, sorted(_KEYS), n=1)
    return f"; is “{near[0]}” meant?" if near else ""
