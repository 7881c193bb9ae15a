"""Ratios, assumptions, units and retractions, as a reader meets them; without JavaScript wherever a reader may be."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite, watched

NEURONS = "/comparisons/concept/neurons-vs-parameters"
COUNT, ENERGY = "#row-count-at-human-scale", "#row-energy-per-operation"


@pytest.fixture
def plain(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(base_url=site.origin, java_script_enabled=False)
    page, troubles = watched(context, site.origin)
    yield page
    context.close()
    assert troubles == []


def test_neurons_and_parameters_have_no_ratio_until_the_reader_assumes_one(plain: Page):
    plain.goto(NEURONS)
    row = plain.locator(COUNT)
    expect(row).to_contain_text("count of neurons against count of parameters")
    expect(row).not_to_contain_text("times")
    switch = plain.get_by_role("switch", name="Count one synapse as one parameter")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    assert "assume=synapse-as-parameter" in plain.url
    expect(plain.locator(COUNT)).to_contain_text("Count one synapse as one parameter")
    ratio = plain.locator(COUNT).locator(".ratio").first.inner_text()
    # The range of the assumption is carried into the interval.
    assert "times" in ratio
    assert " to " in ratio[ratio.index("times (") :].partition(")")[0]
    # And what was divided is named: not neurons by parameters.
    assert "(synapses of Human cerebral cortex" in ratio
    assert "(parameters of DeepSeek-V3" in ratio
    plain.get_by_role("switch", name="Count one synapse as one parameter").click()
    expect(plain.locator(COUNT)).not_to_contain_text("times")


def test_a_switch_can_be_turned_with_the_keyboard(plain: Page):
    plain.goto(NEURONS)
    plain.get_by_role("switch", name="Count one synapse as one parameter").focus()
    plain.keyboard.press("Enter")
    plain.wait_for_url("**assume=synapse-as-parameter**")


def test_the_energy_row_shows_several_figures_of_each_side_with_their_sources(plain: Page):
    plain.goto(NEURONS)
    row = plain.locator(ENERGY)
    row.locator("details.evidence > summary").click()
    for side in row.locator(".evidence-sides > section").all():
        figures = side.locator("li.figure")
        assert figures.count() >= 2
        for figure in figures.all():
            expect(figure.locator(".figure-source a").first).to_be_visible()  # a derived figure rests on several


def test_a_plot_tells_everybody_what_it_shows(plain: Page):
    plain.goto("/claims/human-brain-operations-per-second")
    plot = plain.locator("figure.plot").first
    names = (plot.get_attribute("aria-labelledby"), plot.get_attribute("aria-describedby"))
    told = [plain.locator(f"#{name}").text_content() or "" for name in names]
    assert all(told)
    assert "7 figures in floating-point operations per second" in told[1]
    # Every line says in words whose figure it is, and leads to its work.
    assert plot.locator(".plot-line").count() >= 6
    expect(plot.locator(".plot-line a").first).to_have_attribute("href", "#ref-9")
    # Its twin in words: at least six published estimates, each with its source.
    assert plain.locator("li.figure .figure-text").count() >= 6
    expect(plain.locator(".lede").first).to_contain_text("preferred:")


def test_figures_switch_their_unit_by_a_link_that_can_be_bookmarked(plain: Page):
    plain.goto("/dimensions/power")
    plain.locator(".unit-switch").get_by_role("link", name="kW", exact=True).click()
    assert "unit=kW" in plain.url
    expect(plain.locator("table.places")).to_contain_text("22,800 kW")
    plain.goto(plain.url)
    expect(plain.locator(".unit-switch [aria-current]")).to_have_text("kW")


def test_a_retraction_marks_every_page_that_rests_on_the_work(page: Page, site: RunningSite):
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    ((source,),) = site.query("SELECT id FROM citations_source WHERE key = 'azevedo2009'")
    page.goto(f"/admin/citations/source/{source}/change/")
    page.select_option("#id_publication_status", "retracted")
    page.fill("#id_status_checked_on", "2026-11-01")
    page.fill("#id_status_note", "Only for this test.")
    page.locator("input[name=_save]").click()
    # What loses its support is told cell by cell first; the second save does it.
    expect(page.locator(".held-up")).to_contain_text("row “Count (human-scale)”, side Biological Neurons")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("edition")
    for address in (NEURONS, "/claims/human-brain-neuron-count", "/entities/human-brain", "/citations/azevedo2009"):
        page.goto(address)
        expect(page.locator("main .marker-retracted").first).to_be_visible()
    exported = page.request.get("/citations/azevedo2009.bib").text()
    assert "RETRACTED" in exported
    shown = site.query(
        "SELECT DISTINCT ON (comparison_id) document::text LIKE %s FROM comparisons_edition "
        "WHERE document::text LIKE %s ORDER BY comparison_id, number DESC",
        '%"key": "azevedo2009"%"publication_status": "retracted"%',
        '%"key": "azevedo2009"%',
    )
    assert shown
    assert all(marked for (marked,) in shown)
