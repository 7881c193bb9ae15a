"""What is wrong with the content, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

type Path = tuple[str | int, ...]  # the keys and indices that lead to a value inside a file


type Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend. ``line`` counts from 1; 0 means the file as a whole. A warning stops nothing."""

    file: str
    line: int
    path: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)


class ContentError(Exception):
    """The content was not loaded; ``faults`` lists every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def written(path: Path) -> str:
    """A path as a person writes it: ``claims[0].figure.low``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
