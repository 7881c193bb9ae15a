"""How the tests are spread over processes, in which order, and the marks that follow from what a test uses.

A run of all tests takes a process for each core and one more, since a quarter of the time is spent in waiting; a run of
some of them, chosen by a path or a word, is quicker in one. `bin/pytest -n 0` and `-n 4` say it themselves. A module
stays together, in one process, so that what it makes once is made once, and so do the modules of some folders. Each
process has a database of its own.
"""

import os
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# The fixture that says what a test stands on, and the mark that it gives.
_MARKS = {"site": "site", "browser": "browser", "loaded": "content"}
# Seconds that modules take which take long, on two cores: the longest begin first, and short ones fill the gaps at the
# end. A module that is not named here is a short one; a new one above ten seconds should be.
BUSY = {
    "upgrades/test_old_databases": 60,
    "brainmatter/test_demo": 75,
    "browser/test_reading": 50,
    "browser/test_comparison_page": 40,
    "contract/test_every_address": 60,
    "editing/test_publishing_rights": 25,
    "bench/test_growth": 30,
    "editing/test_admin_access": 27,
    "browser/test_inquiries": 21,
    "editing/test_admin_pages": 17,
    "browser/test_curating": 17,
    "editing/test_edit_conflicts": 16,
    "editing/test_admin_saving": 16,
    "inquiries/test_bad_inputs": 14,
    "brainmatter/test_schema": 14,
    "brainmatter/test_what_is_public": 13,
    "content/test_ratios": 40,
    "browser/test_evidence": 10,
    "entities/test_constraints": 10,
}
# The same of modules that wait for clocks most of that time: one of them runs beside busy ones.
WAITING = {
    "attacks/test_idle_sockets": 75,
    "freshness/test_freshness": 43,
    "front/test_bounds": 33,
    "inquiries/test_worker_killed": 28,
    "freshness/test_failures": 20,
    "front/test_stopping": 19,
    "inquiries/test_database_restarted": 15,
    "inquiries/test_floods": 12,
    "front/test_nginx": 10,
    "freshness/test_replica": 8,
    "front/test_streaming": 6,
}
# Folders whose modules stand on the same thing, which takes half a minute to make: one process makes it and runs them.
TOGETHER = {
    "tests/content": "the content, loaded twice",
    "tests/contract": "what every address of the whole site answers",
    "tests/upgrades": "the states that migrations go through",
}
_TESTS = Path(__file__).parent


class Scheduling(LoadScopeScheduling):
    """xdist's own by module, where the modules of some folders count as one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(f"{folder}/")), super()._split_scope(nodeid))


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Another order of `--dist` than by module is xdist's own business."""
    return Scheduling(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """What `-n auto` means: one process where only some tests are asked for or watched, else one more than cores."""
    options = config.option
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not options.keyword and not options.lf
    return len(os.sched_getaffinity(0)) + 1 if everything and options.capture != "no" else 0


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests, and order their modules; within a module they stay as they are."""
    for item in items:
        for fixture in set(_MARKS) & set(getattr(item, "fixturenames", ())):
            item.add_marker(_MARKS[fixture])
    begins = {name: number for number, name in enumerate(_long_ones_in_order())}
    seen = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (begins.get(_name(item), len(begins)), seen[item.path]))


def _long_ones_in_order() -> list[str]:
    """The long modules so that of every three that begin one after another, one waits and two are busy."""
    waiting, busy = (sorted(long, key=long.__getitem__, reverse=True) for long in (WAITING, BUSY))
    ordered = []
    while waiting or busy:
        ordered += [*waiting[:1], *busy[:2]]
        waiting, busy = waiting[1:], busy[2:]
    return ordered


def _name(item: pytest.Item) -> str:
    return item.path.relative_to(_TESTS).with_suffix("").as_posix()
