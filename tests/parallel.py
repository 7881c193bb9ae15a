"""How the tests are spread over processes, in which order, and the marks that follow from what a test uses.

A run of all tests takes a process for each core; a run of some of them, chosen by a path or a word, is quicker in one.
`bin/pytest -n 0` and `-n 4` say it themselves. A module stays together, in one process, so that what it makes once is
made once. Each process has a database of its own.
"""

from pathlib import Path

import pytest

# The fixture that says what a test stands on, and the mark that it gives.
_MARKS = {"site": "site", "browser": "browser", "loaded": "content"}
# What begins first: modules that take long, or mostly wait. Short ones then fill the gaps at the end.
_FIRST = ("site", "restarts", "content")


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """What `-n auto` means: one process where only some tests are asked for or watched, else what xdist finds best."""
    options = config.option
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not options.keyword and not options.lf
    return None if everything and options.capture != "no" else 0


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests, and order their modules; within a module they stay as they are."""
    for item in items:
        for fixture in set(_MARKS) & set(getattr(item, "fixturenames", ())):
            item.add_marker(_MARKS[fixture])
    places: dict[Path, int] = {}
    for item in items:
        places[item.path] = min(_place(item), places.get(item.path, len(_FIRST)))
    seen = {path: number for number, path in enumerate(places)}
    items.sort(key=lambda item: (places[item.path], seen[item.path]))


def _place(item: pytest.Item) -> int:
    marks = {mark.name for mark in item.iter_markers()}
    return next((place for place, mark in enumerate(_FIRST) if mark in marks), len(_FIRST))
