"""What a reader sees, in a real browser."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.running_site import RunningSite, watched

NEURONS = "/comparisons/concept/neurons-vs-parameters"
# One address of each kind of page.
ADDRESSES = [
    "/",
    "/comparisons",
    NEURONS,
    "/entities",
    "/entities/human-brain",
    "/dimensions",
    "/dimensions/neuron-count",
    "/claims/human-brain-neuron-count",
    "/citations",
    "/citations/azevedo2009",
    "/contact",
    "/about",
    "/no-such-page",
]


@pytest.fixture
def page_of(browser: Browser, site: RunningSite) -> Iterator[object]:
    """Makes a watched page of a given width and colour scheme; the browser must not have complained at the end."""
    contexts, complaints = [], []

    def make(*, width: int = 1440, scheme: str = "light", javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.origin,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
        )
        page, troubles = watched(context, site.origin)
        contexts.append(context)
        complaints.append(troubles)
        return page

    yield make
    for context in contexts:
        context.close()
    # A missing page is meant to be missing; everything else that the console says is a fault.
    assert [text for troubles in complaints for text in troubles if "404" not in text] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_scrolls_sideways(page_of, width: int):
    page = page_of(width=width)
    wide = {}
    for address in ADDRESSES:
        page.goto(address)
        overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overhang > 0:
            wide[address] = overhang
    assert wide == {}


EVERY_RULE: dict[str, object] = {"resultTypes": ["violations"]}
# In the dark the same elements stand in the same places: only the colours can be wrong there.
COLOURS_ONLY = EVERY_RULE | {"runOnly": {"type": "tag", "values": ["cat.color"]}}


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [(390, "light", EVERY_RULE), (1440, "light", EVERY_RULE), (1440, "dark", COLOURS_ONLY)],
    ids=["390-light", "1440-light", "1440-dark"],
)
def test_no_page_has_an_accessibility_violation(page_of, width: int, scheme: str, rules: dict[str, object]):
    page = page_of(width=width, scheme=scheme)
    axe, violations = Axe(), {}
    for address in ADDRESSES:
        page.goto(address)
        found = axe.run(page, options=rules).response["violations"]
        if found:
            violations[address] = [
                (violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in found
            ]
    assert violations == {}


def test_the_page_reads_the_same_without_javascript(page_of):
    with_it, without = page_of(), page_of(javascript=False)
    with_it.goto(NEURONS)
    without.goto(NEURONS)
    assert without.locator("main h2").all_inner_texts() == with_it.locator("main h2").all_inner_texts()
    assert without.locator("main .comparison-table").is_visible()
    # A row's evidence opens without a script.
    panel = without.locator("main .comparison-table details").first
    panel.locator("summary").first.click()
    assert panel.get_attribute("open") is not None


def test_the_sections_stand_in_the_order_of_the_design(page_of):
    page = page_of()
    page.goto(NEURONS)
    assert page.locator("main h1").inner_text() == "Neurons vs Parameters"
    headings = page.locator("main h2:not(#contents-title)").all_inner_texts()
    # A later edition than the first also says what changed in it.
    assert [heading for heading in headings if heading != "What changed in this edition"] == [
        "Definitions",
        "Side-by-side analysis",
        "Strengths",
        "Weaknesses",
        "Scientific evidence",
        "Future outlook",
        "References",
        "Related entities",
        "Other comparisons",
    ]


def test_the_banner_says_what_the_site_is_and_leads_to_the_form(page_of):
    page = page_of()
    page.goto(NEURONS)
    banner = page.get_by_text("one possible use").first
    expect(banner).to_be_visible()
    page.get_by_role("link", name="contact", exact=False).first.click()
    expect(page).to_have_url("/contact")


def test_head_and_first_column_of_the_table_stay_in_sight(page_of):
    page = page_of(width=800)
    page.goto(NEURONS)
    table = page.locator("main .comparison-table")
    head, first = table.locator("thead th").nth(1), table.locator("tbody th").first
    assert page.evaluate("node => getComputedStyle(node).position", head.element_handle()) == "sticky"
    assert page.evaluate("node => getComputedStyle(node).position", first.element_handle()) == "sticky"
    # Scroll until the table's last row is in sight: its head must still be.
    table.locator("tbody tr").last.scroll_into_view_if_needed()
    box = head.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 844


def test_on_a_phone_every_cell_names_its_side(page_of):
    page = page_of(width=390)
    page.goto(NEURONS)
    table = page.locator("main .comparison-table")
    rows = table.locator("tbody").count()
    assert rows == 5
    for name in ("Biological Neurons", "Model Parameters"):
        named = table.locator("td").filter(has=page.get_by_text(name, exact=True).locator("visible=true"))
        assert named.count() >= rows


def test_a_reference_leads_to_the_list_and_back(page_of):
    page = page_of()
    page.goto(NEURONS)
    mark = page.locator("main .comparison-table sup a[href^='#ref']").first
    target = mark.get_attribute("href")
    mark.click()
    assert page.url.endswith(target or "-")
    expect(page.locator(target or "-")).to_be_in_viewport()
    back = page.locator(f"{target} a[href^='#']").first
    back.click()
    assert "#" in page.url
    assert not page.url.endswith(target or "-")


def test_the_first_tab_stop_skips_to_the_content(page_of):
    page = page_of()
    page.goto(NEURONS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_printed_page_repeats_heads_and_shows_addresses(page_of):
    page = page_of()
    page.goto(NEURONS)
    page.emulate_media(media="print")
    head = "document.querySelector('main .comparison-table thead')"
    assert page.evaluate(f"getComputedStyle({head}).display") == "table-header-group"
    assert not page.locator("header nav").first.is_visible()
    assert len(page.pdf()) > 10_000
