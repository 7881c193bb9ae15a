"""What the mutation run asks of pytest, so that each change of the code is tried in about a second: docs/testing.md.

For every change mutmut starts pytest anew with all tests that ran the changed function. This plugin leaves those of the
modules that are about it (`[tool.brainmatter.mutants]` in pyproject.toml), puts the tests without a database first, and
keeps one test database from change to change, which is sound because it leaves out tests that commit.
"""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import Phase, settings
from pytest_django import DjangoDbBlocker

from tests.template_databases import ROOT, mutants_database

# The same examples for every change, and none looked for that would only be easier to read.
settings.register_profile(
    "mutants", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate), deadline=None
)
settings.load_profile("mutants")


def pytest_configure(config: pytest.Config) -> None:
    # Registered as late as this, its fixture takes the place of pytest-django's.
    config.pluginmanager.register(_OneDatabase(), "one-database-for-all-mutants")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what commits and what is not about the changed module; what needs no database comes first."""
    wanted = _tests_of(os.environ.get("MUTANT_UNDER_TEST", ""))
    kept = [item for item in items if not _commits(item) and _module(item) in wanted]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("django_db") is not None)


def _tests_of(mutant: str) -> set[str]:
    """The names of the test modules that are about the module of this mutant; of all where no single one is changed."""
    module = mutant.rpartition(".")[0]
    for pattern, names in _tests_of_modules().items():
        if fnmatch(module, pattern):
            return set(names)
    return {name for names in _tests_of_modules().values() for name in names}


@cache
def _tests_of_modules() -> dict[str, list[str]]:
    tests: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["brainmatter"]["mutants"]
    return tests


def _module(item: pytest.Item) -> str:
    return Path(item.path).relative_to(ROOT / "tests").with_suffix("").as_posix()


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


class _OneDatabase:
    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(cls, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
        with mutants_database() as name, _connected_to(name), django_db_blocker.unblock():
            yield


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
