"""The page of a comparison as its readers meet it: what stands on the first screen, how long it is, how it prints.

Few tests, and each asks one loaded page for many things: a page is quickly looked at and slowly loaded.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.running_site import RunningSite, watched

FIVE_ROWS = "/comparisons/concept/neurons-vs-parameters"
NINE_ROWS = "/comparisons/systems/gpt-3-bloom-and-llama-3-1-405b"  # with three sides
WITH_UNITS = "/comparisons/systems/human-brain-vs-frontier-supercomputer"

# Adds up what has moved about without the reader's doing.
_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# The lines of the card that are whole on the first screen, each with a value or words for every side.
_WHOLE_LINES = """
() => [...document.querySelectorAll("#answers tbody tr")].filter((line) =>
  [...line.querySelectorAll("td:not(.answer-far)")].every((cell) => {
    const box = cell.getBoundingClientRect();
    return cell.innerText.trim() && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  })).length
"""
_UNFOLD = "for (const details of document.querySelectorAll('details')) details.open = true"

type Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: RunningSite) -> Iterator[Opened]:
    """Opens a page at a size; the browser must not have complained at the end."""
    contexts, complaints = [], []

    def open_at(address: str, width: int, height: int, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.origin, viewport={"width": width, "height": height}, **options
        )  # fmt: skip
        context.add_init_script(_SHIFTS)
        page, troubles = watched(context, site.origin)
        contexts.append(context)
        complaints.append(troubles)
        page.goto(address)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert [text for troubles in complaints for text in troubles] == []


@pytest.mark.parametrize(
    ("address", "width", "height", "lines"),
    [(NINE_ROWS, 1440, 900, 9), (FIVE_ROWS, 1440, 900, 5), (NINE_ROWS, 390, 844, 3), (FIVE_ROWS, 390, 844, 3)],
    ids=["nine rows on a desk", "five rows on a desk", "three sides on a phone", "two sides on a phone"],
)
def test_the_first_screen_has_the_answers_and_nothing_moves_under_the_reader(
    opened: Opened, address: str, width: int, height: int, lines: int
) -> None:
    page = opened(address, width, height)
    assert page.evaluate(_WHOLE_LINES) >= lines
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shifted") <= 0.02
    if address == FIVE_ROWS:
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        assert screens <= (6 if width == 1440 else 10)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_card_and_the_references_are_walked_with_the_keyboard(opened: Opened) -> None:
    page = opened(FIVE_ROWS, 1440, 900)
    # A line of the card leads to its row.
    line = page.locator("#answers tbody tr").nth(1)
    link = line.get_by_role("link")
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-count-at-human-scale")
    expect(page.locator("#row-count-at-human-scale")).to_be_in_viewport()
    # A number in the text previews its works as soon as the keyboard is there, and no longer after Escape.
    cell = page.locator("#row-count-at-human-scale td").first
    cell.locator(".mentions-up a").first.focus()
    preview = cell.locator(".preview")
    expect(preview).to_be_visible()
    expect(preview).to_contain_text("86.06 ± 8.12 billion neurons")
    expect(preview).to_contain_text("Peer-reviewed, doi:")
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    # A copied cell reads as text.
    copied = page.evaluate(
        "claim => { getSelection().selectAllChildren(claim); return getSelection().toString() }",
        cell.locator(".claim").element_handle(),
    )
    assert re.fullmatch(r"~86 billion neurons, over 100 trillion synapses \[\d+-\d+\]", copied)
    # A definition unfolds, and so does the list of references where a link leads into it.
    definition = page.locator(".definition summary").first
    definition.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".definition").first).to_have_attribute("open", "")
    expect(page.locator("#ref-20")).to_be_hidden()
    page.evaluate("location.hash = 'ref-20'")
    expect(page.locator("#ref-20")).to_be_in_viewport()


def test_a_unit_is_switched_in_its_place_and_told(opened: Opened) -> None:
    page = opened(WITH_UNITS, 1440, 900)
    panel = page.locator("#evidence-power")
    panel.locator("summary").first.click()
    # The panel opens with its plot.
    plot, switch = panel.locator("figure.plot").bounding_box(), panel.locator(".unit-switch").bounding_box()
    assert plot is not None
    assert switch is not None
    assert plot["y"] < switch["y"]
    link = panel.get_by_role("link", name="kW", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    result = page.locator("#evidence-power .switch-result")
    expect(result).to_contain_text("22,800 kW")
    assert "unit=power%3AkW" in page.url
    expect(panel).to_have_attribute("open", "")
    expect(panel.get_by_role("link", name="kW", exact=True)).to_be_focused()
    expect(page.locator("p[role=status]")).to_contain_text("22,800 kW")
    expect(page.locator("#answers")).to_contain_text("22,800 kW")
    # What was converted has kept its spread.
    assert re.search(r"0\.01\d+ to 0\.02\d+ kW", result.inner_text())
    # Back to the figures as printed, with panel and keyboard where they were.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(result).to_have_count(0)
    expect(panel).to_have_attribute("open", "")
    assert "unit" not in page.url


def test_without_a_script_a_switch_leads_to_what_it_gives(opened: Opened) -> None:
    page = opened(WITH_UNITS, 1440, 900, java_script_enabled=False)
    page.locator("#evidence-power summary").first.click()
    page.locator("#evidence-power").get_by_role("link", name="kW", exact=True).click()
    assert page.url.endswith("#row-power")
    expect(page.locator("#evidence-power .switch-result")).to_be_visible()
    expect(page.locator("#row-power .converted").first).to_be_in_viewport()
    # What is previewed stands there without a script as well.
    page.locator("#row-power .mentions-up a").first.hover()
    expect(page.locator("#row-power .preview").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "light"), (1440, "dark"), (390, "dark")])
def test_unfolded_as_far_as_it_goes_the_page_has_no_accessibility_violation(
    opened: Opened, width: int, scheme: str
) -> None:
    page = opened(NINE_ROWS if width == 1440 else FIVE_ROWS, width, 900, color_scheme=scheme)
    page.evaluate(_UNFOLD)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize(
    ("address", "pages"),
    [(FIVE_ROWS, 8), ("/comparisons/systems/neuromorphic-chips-vs-gpus-vs-synapses", 14)],
)
def test_a_comparison_prints_on_few_pages_and_whole(opened: Opened, address: str, pages: int) -> None:
    page = opened(address, 1440, 900)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= pages
    # What is folded on the screen is open on paper, and no head of a table or of a section ends a page.
    page.emulate_media(media="print")
    page.evaluate(_UNFOLD)
    assert page.locator(".more-references .work").first.is_visible()
    for element in ("h2", ".comparison-table caption", ".comparison-table thead"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('.comparison {element}')).breakAfter") == "avoid"
    assert not page.locator(".unit-switch, .preview, .claim-links").first.is_visible()
