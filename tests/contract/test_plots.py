"""What every plot of the site draws, read from its SVG: only what is asserted is solid, and each measurement once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import html

from tests.contract.crawling import Answer
from tests.running_site import RunningSite

# Said beside a figure that nobody asserts where it is drawn.
DOUBTS = {
    "second hand",
    "not seen",
    "other scope",
    "not this quantity",
    "disputed",
    "speaks against it",
    "gives context",
    "retracted",
    "no longer founded",
    "deprecated",
}


@dataclass(frozen=True)
class DrawnFigure:
    """A line of a plot, as it stands in the page."""

    page: str
    plot: str
    claim: str
    source: str
    label: str
    text: str
    boundary: str
    doubts: frozenset[str]
    solid: int
    places: tuple[str, ...]
    legend: str

    def __str__(self) -> str:
        return f"{self.page} {self.plot}: {self.label}, {self.text}"


def words(element: html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(found.text_content().split()) for found in element.xpath(path))


def drawn_figures(page: Answer) -> Iterator[DrawnFigure]:
    tree = html.document_fromstring(page.body.decode())
    for plot in tree.xpath("//figure[@class='plot']"):
        for line in plot.xpath(".//li[contains(@class, 'plot-line')]"):
            (area,) = line.xpath("./svg")
            marks = area.xpath(".//use")
            yield DrawnFigure(
                page=page.path,
                plot=plot.get("aria-labelledby"),
                claim=area.get("data-claim", ""),
                source=area.get("data-source", ""),
                label=words(line, "./span[@class='plot-label']"),
                text=words(line, "./span[@class='plot-figure']"),
                boundary=words(line, ".//small[@class='plot-boundary']"),
                doubts=frozenset(words(line, ".//i").split(", ")) - {""},
                solid=sum("plot-mark--hollow" not in mark.get("class") for mark in marks),
                places=tuple(mark.get("x") for mark in marks)
                or tuple(found.get("x1") for found in area.xpath(".//line[@class='plot-bound']")),
                legend=words(plot, "./ul[@class='plot-legend']"),
            )


@pytest.fixture(scope="module")
def drawn(pages: list[Answer]) -> list[DrawnFigure]:
    found = [figure for page in pages if "?" not in page.path for figure in drawn_figures(page)]
    assert len({figure.page for figure in found}) > 150
    return found


def test_nothing_is_drawn_solid_that_the_claim_beside_it_denies(drawn: list[DrawnFigure], site: RunningSite):
    missing = {claim for (claim,) in site.query("SELECT public_id FROM entities_claim WHERE missing <> ''")}
    beside_missing = [figure for figure in drawn if figure.claim in missing]
    assert len(beside_missing) > 50
    assert [str(figure) for figure in beside_missing if figure.solid or not figure.doubts] == []


def test_what_is_hollow_says_why_and_what_says_so_is_hollow(drawn: list[DrawnFigure]):
    assert {doubt for figure in drawn for doubt in figure.doubts} <= DOUBTS
    assert [str(figure) for figure in drawn if figure.doubts and figure.solid] == []
    assert [str(figure) for figure in drawn if not figure.doubts and not figure.solid and not figure.places] == []


def test_no_measurement_is_drawn_twice_in_one_plot(drawn: list[DrawnFigure]):
    seen = Counter((figure.page, figure.plot, figure.source, figure.text, figure.places) for figure in drawn)
    assert [key for key, count in seen.items() if count > 1] == []


def test_every_boundary_that_a_plot_draws_stands_in_its_legend(drawn: list[DrawnFigure]):
    assert [str(figure) for figure in drawn if figure.boundary and figure.boundary not in figure.legend] == []


def test_no_name_and_no_figure_is_cut(drawn: list[DrawnFigure]):
    assert [str(figure) for figure in drawn if "…" in figure.label + figure.text.removesuffix("…")] == []


def test_every_mark_stands_on_the_axis(drawn: list[DrawnFigure]):
    for figure in drawn:
        assert figure.places, str(figure)
        assert all(0 <= float(place.rstrip("%")) <= 100 for place in figure.places), str(figure)
