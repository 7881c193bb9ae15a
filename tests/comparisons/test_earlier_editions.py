"""Editions of before keep their words and links: documents of schema 1 beside what was made of them when it was new.

Whatever is to change here on purpose, a reference that was mended, is listed below and nowhere else.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from comparisons.documents import ComparisonDocument, read_document
from comparisons.models import Edition
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.html import render_body, render_head
from comparisons.renderings.links import Links
from comparisons.renderings.page import present
from tests.comparisons.words_of_pages import words_and_links

EDITIONS = Path(__file__).parent / "editions"
SLUGS = ("neurons-vs-parameters", "neuromorphic-chips-vs-gpus-vs-synapses", "gpt-3-bloom-and-llama-3-1-405b")
PUBLISHED, SHOWN = datetime(2026, 11, 26, tzinfo=UTC), date(2026, 11, 26)

# What is called otherwise since: how it was called, and how it is called now.
REWORDED = {
    "= ≈": "≈",
    "Raised numbers link to the references.": "Numbers in brackets link to the references.",
    "seen second-hand": "seen only where it is quoted",
    "The original was not seen, only a work that repeats it.": (
        "The original was not seen, at most a work that repeats it."
    ),
}
# Slug and choices -> the lines that were, and those that stand in their place.
UNLIKE_COUNTS = [
    "-4 figures from 2001 to 2025, spanning 4 orders of magnitude; preferred: 86.06 ± 8.12 billion neurons, because a "
    "direct count of the units that this row is about.",
    "+4 figures from 2001 to 2025; preferred: 86.06 ± 8.12 billion neurons, because a direct count of the units that "
    "this row is about.",
]
# What neurons and synapses span together was never a spread of anything.
MENDED = {("neurons-vs-parameters", shown): UNLIKE_COUNTS for shown in ("as-published", "with-choices")}


def stored(slug: str) -> ComparisonDocument:
    return read_document(json.loads((EDITIONS / f"{slug}.v1.json").read_text()))


def everything_chosen(document: ComparisonDocument) -> Choices:
    """Every assumption, and every dimension in its own unit."""
    units = [f"{row.dimension.slug}:{row.dimension.unit}" for row in document.rows if row.dimension.unit]
    return Choices.from_values([part.slug for part in document.equivalences], units)


# Links and ids, and the numbers of references behind a statement: “reference 1 reference 2”, and since “[1, 2]”.
_MARKUP = re.compile(r"(?:#[a-z]+-\S+ |<[^>]*> ?)")
_NUMBERS = re.compile(r"(?: (?:reference \d+|\[[\d, -]+\]))+$")


def without_plots(lines: list[str]) -> Iterator[str]:
    """The words beside the plots, without the title, the ticks and sides, the figures and the axis of each."""
    inside = figures = False
    for line in lines:
        inside = inside or (line.startswith("#plot-") and "-title " in line)
        if not inside:
            yield line
            continue
        is_figure = line.startswith("[")
        inside = not figures or is_figure  # the first line behind the figures is the axis, and the last of the plot
        figures = inside and (figures or is_figure)


def said(lines: Iterable[str]) -> set[str]:
    """What the side-by-side table, the points and the findings say, however it is marked up and in whatever order: all
    between the definitions and the references. What has moved within it, or is told twice, is no change of it."""
    inside = [_NUMBERS.sub("", " ".join(_MARKUP.sub("", f"{line} ").split())) for line in _between(lines)]
    return {line for line in inside if line}


def _between(lines: Iterable[str]) -> Iterator[str]:
    is_inside = False
    for line in lines:
        is_inside = (is_inside or line.startswith("#side-by-side")) and not line.startswith("#references")
        if is_inside:
            yield line


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("shown", ["as-published", "with-choices"])
def test_an_edition_of_before_reads_as_it_did(slug: str, shown: str) -> None:
    document = stored(slug)
    path = f"/comparisons/{document.category.slug}/{slug}"
    links = Links(path=path, comparison=path, edition=f"{path}/editions/1")
    choices = everything_chosen(document) if shown == "with-choices" else AS_PUBLISHED
    page = present(document, today=SHOWN, choices=choices, links=links)
    edition = Edition(number=1, published_at=PUBLISHED)

    now = said(words_and_links(render_head(page, edition) + render_body(page)))
    then = (EDITIONS / f"{slug}.{shown}.txt").read_text()
    for old, new in REWORDED.items():
        then = then.replace(old, new)
    before = said(without_plots(then.splitlines()))
    beside_a_switch = {row.in_chosen_unit for row in page.rows} | {
        f"{name}: {ratio.over}, {ratio.part.text} {ratio.under}"
        for assumption in page.assumptions
        for name, ratio in assumption.results
    }
    changes = [*(f"-{line}" for line in before - now), *(f"+{line}" for line in now - before - beside_a_switch)]
    assert changes == MENDED.get((slug, shown), [])
