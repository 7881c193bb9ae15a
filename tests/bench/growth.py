"""What cold pages, the admin and a save cost beside 1, 100 and 1,000 times the content."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import psycopg
from psycopg.sql import SQL, Identifier

from tests.bench.generate import make
from tests.bench.pages import HELLO_WITH_QUERY

_ROOT = Path(__file__).resolve().parents[2]
# What is asked of cold pages, in times of a hello-world with one query, and of growth, in times of the content once.
MOST_HELLOS, MOST_GROWTH = 15, 2
HELD_AGAINST_HELLO = ("home", "comparison", "entity", "dimension", "claim", "citations")

type Times = dict[str, list[float]]  # milliseconds of each round, by page


def measure_growth(environment: Mapping[str, str], *, scales: Sequence[int], rounds: int) -> Iterator[str]:
    """The table, line by line. Every page in each round beside each content in turn."""
    with ExitStack() as made:
        addresses = {scale: made.enter_context(_content(scale)) for scale in scales}
        times: dict[int, Times] = {scale: {} for scale in scales}
        for _ in range(rounds):
            for scale, address in addresses.items():
                for page, milliseconds in _round(environment, address):
                    times[scale].setdefault(page, []).append(milliseconds)
    yield from _table(times)


@contextmanager
def _content(scale: int) -> Iterator[str]:
    name = f"bench_{scale}x"
    try:
        yield make(name, scale=scale)
    finally:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _round(environment: Mapping[str, str], address: str) -> Iterator[tuple[str, float]]:
    command = [sys.executable, "-m", "tests.bench.pages", "--json", "--rounds", "3"]
    done = subprocess.run(
        command, cwd=_ROOT, env={**environment, "DATABASE_URL": address}, check=True, stdout=subprocess.PIPE, text=True
    )
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            cost = json.loads(line)
            yield cost["page"], cost["milliseconds"]


def _table(times: Mapping[int, Times]) -> Iterator[str]:
    once, *more = times
    hello = median(times[once][HELLO_WITH_QUERY])
    yield f"{'':44}{f'{once}x, ms':>10}{'x hello':>9}" + "".join(
        f"{f'{scale}x, ms':>12}{'growth':>8}" for scale in more
    )
    too_slow, grown = [], []
    for page, rounds in times[once].items():
        first = median(rounds)
        line = f"{page[:43]:44}{first:10.1f}{first / hello:9.1f}"
        if page in HELD_AGAINST_HELLO and first > MOST_HELLOS * hello:
            line += "!"
            too_slow.append(page)
        for scale in more:
            at_scale = median(times[scale].get(page, [0.0]))
            line += f"{at_scale:12.1f}{at_scale / first:8.2f}"
            if at_scale > MOST_GROWTH * first:
                line += "!"
                grown.append(f"{page} at {scale}x")
        yield line
    yield f"Cold within {MOST_HELLOS} x a hello-world with one query: {_missed(too_slow)}"
    yield f"Growth within {MOST_GROWTH} x: {_missed(grown)}"


def _missed(pages: Sequence[str]) -> str:
    return f"not {', '.join(pages)}" if pages else "all"
