"""What a page reads does not grow with the site: asked of PostgreSQL itself at some 100,000 claims and citations.

`tests.bench.pages` opens every kind of public page, every filter that one offers, and every list, search, filter and
autocomplete of the admin, and has EXPLAIN ANALYZE count the rows that their queries read. Whatever reads a large table
from end to end reads more than is allowed here; no clock is asked.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.bench.generated_content import multiply
from tests.template_databases import ROOT, content_template, copy_of

pytestmark = [pytest.mark.content, pytest.mark.large]

SCALE = 70  # 66,000 claims, 105,000 citations, 26,000 sources, 12,000 entities
MOST_ROWS = 10_000
# What a common word finds is read in the order of the list until the page and the bounded count are full.
MOST_ROWS_OF_WORDS = 40_000


@pytest.fixture(scope="module")
def costs() -> Iterator[list[dict[str, object]]]:
    with content_template() as template, copy_of(template, f"test_growth_{os.getpid()}") as address:
        multiply(address, scale=SCALE)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.pages", "--explain", "--json", "--rounds", "0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address},
            check=True,
            capture_output=True,
            text=True,
        )
        yield [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_every_page_was_opened(costs: list[dict[str, object]]) -> None:
    assert len(costs) > 80
    assert [cost["page"] for cost in costs if cost["status"] != 200] == []


def test_no_page_reads_more_than_a_few_thousand_rows(costs: list[dict[str, object]]) -> None:
    too_much = {}
    for cost in costs:
        is_search = "word" in str(cost["page"]) or "search" in str(cost["page"]) or "“brain”" in str(cost["page"])
        if int(str(cost["rows"])) > (MOST_ROWS_OF_WORDS if is_search else MOST_ROWS):
            too_much[cost["page"]] = (cost["rows"], cost["scans"], cost["worst"])
    assert too_much == {}


def test_no_page_is_longer_than_a_reader_would_read(costs: list[dict[str, object]]) -> None:
    assert {cost["page"]: cost["bytes"] for cost in costs if int(str(cost["bytes"])) > 200_000} == {}
