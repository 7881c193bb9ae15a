"""YAML text to plain data, with the line on which every value stands.

Stricter than YAML is by itself: numbers become exact Decimals, a key given twice is an error, and a word that some
readers of YAML take for true or false (no, off, ...) must be quoted. Tags, anchors and aliases are refused.
"""

import re
from datetime import date
from decimal import Decimal

import yaml

from loading.faults import Fault, Path, Severity, written

_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMPTY = {"", "~", "null"}
_TRUTH = {"true": True, "false": False}
_DOUBTFUL = re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)
# No figure in print comes near it, and spelling a larger one out would exhaust the memory.
_LARGEST_EXPONENT = 120


def is_text(scalar: str) -> bool:
    """Whether a scalar written without quotes is read as the text that it is."""
    return not (
        scalar.lower() in _EMPTY or _NUMBER.fullmatch(scalar) or _DATE.fullmatch(scalar) or _DOUBTFUL.fullmatch(scalar)
    )


class ParsedFile:
    """The data of one file, the faults of its YAML, and where everything stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.data: object = None
        self._lines: dict[Path, int] = {}
        self._seen: set[int] = set()
        try:
            node = yaml.compose(text, Loader=_PARSER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            message = f"is not YAML: {error.problem or error.context}"
            self.faults.append(Fault(name, mark.line + 1 if mark else 0, "", message))
        except yaml.YAMLError as error:
            self.faults.append(Fault(name, 0, "", f"is not YAML: {' '.join(str(error).split())}"))
        else:
            self.data = self._data(node, ()) if node is not None else None

    def line(self, path: Path) -> int:
        """The line of the value at this path, or of the nearest thing around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    def states(self, path: Path) -> bool:
        """Whether there is a value at this very path."""
        return path in self._lines

    def fault(self, path: Path, message: str, severity: Severity = "error") -> Fault:
        return Fault(self.name, self.line(path), written(path), message, severity)

    def _data(self, node: yaml.Node, path: Path) -> object:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if node.tag not in _PLAIN_TAGS:
            self.faults.append(self.fault(path, f"write the value without the tag {node.tag}"))
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if id(node) in self._seen:
            self.faults.append(self.fault(path, "write it out: anchors and aliases are not used here"))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self._data(child, (*path, place)) for place, child in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.faults.append(Fault(self.name, key.start_mark.line + 1, written(path), "a key must be a word"))
                continue
            if key.value in data:
                line = key.start_mark.line + 1
                self.faults.append(Fault(self.name, line, written((*path, key.value)), "is given twice"))
                continue
            # The key's line: a folded text begins one line later.
            self._lines[(*path, key.value)] = key.start_mark.line + 1
            data[key.value] = self._data(value, (*path, key.value))
        return data

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> object:
        text: str = node.value
        if node.style:  # quoted or folded: text, whatever it looks like
            return text
        if text.lower() in _EMPTY:
            return None
        if text in _TRUTH:
            return _TRUTH[text]
        try:
            if _NUMBER.fullmatch(text):
                return self._number(text)
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError as error:
            self.faults.append(self.fault(path, f"{text}: {error}"))
            return None
        if _DOUBTFUL.fullmatch(text):
            message = f"“{text}” can be read as true or false: put it in quotes, or write true or false"
            self.faults.append(self.fault(path, message))
            return None
        return text

    def _number(self, text: str) -> Decimal:
        number = Decimal(text)
        if abs(number.adjusted()) > _LARGEST_EXPONENT:
            raise ValueError("no figure is that large or that small")
        return number
