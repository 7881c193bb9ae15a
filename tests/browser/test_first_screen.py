"""What stands on the first screen, how long pages are, and how far it is from home to an answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running_site import RunningSite, watched

PHONE, DESK = (390, 844), (1440, 900)
# The most screens that a page may have, on a phone and on a desk.
LONGEST = {
    "/": (9, 5),
    "/entities/human-brain": (10, 6),
    "/dimensions/power": (9, 6),
    "/entities": (8, 6),
    "/dimensions": (6, 5),
}
# Where values stand, and how many of them the first screen shows at least, on a phone and on a desk.
VALUES = {
    "/": (".plot-figure", 6, 10),
    "/entities/human-brain": (".fact", 3, 6),
    "/dimensions/power": (".plot-figure", 4, 10),
}
ON_SCREEN = """(selector) => [...document.querySelectorAll(selector)].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
}).length"""
SHIFTED = """() => new Promise((done) => {
  let sum = 0;
  const seen = new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; });
  seen.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, site: RunningSite) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(base_url=site.origin, viewport={"width": width, "height": height})
    found, _ = watched(context, site.origin)
    yield found
    context.close()


def is_phone(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] == PHONE[0]


def test_values_stand_on_the_first_screen_and_nothing_moves_or_goes_on_without_end(page: Page):
    for address, longest in LONGEST.items():
        page.goto(address)
        height = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        assert height <= longest[0 if is_phone(page) else 1], address
        assert page.evaluate(SHIFTED) <= 0.02, address
        if address in VALUES:
            selector, on_phone, on_desk = VALUES[address]
            shown = page.evaluate(ON_SCREEN, selector)
            assert shown >= (on_phone if is_phone(page) else on_desk), f"{address}: {shown} values"


def test_a_dimension_shows_every_row_without_a_scroller_inside_the_page(page: Page):
    page.goto("/dimensions/power")
    rows = page.locator(".places tbody tr")
    assert rows.count() > 20
    scrollers = """() => [...document.querySelectorAll("main *")].filter((each) =>
      /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1).length"""
    assert page.evaluate(scrollers) == 0


def test_three_readers_get_from_home_to_an_answer_in_at_most_three_clicks(page: Page):
    # A pupil: how much power does a brain use, and how much a computer? No click at all.
    page.goto("/")
    asked = page.locator(".questions li", has_text="How much power does a brain use, and how much a computer?")
    assert "22 W" in asked.inner_text()
    assert "MW" in asked.inner_text()
    # A journalist: one number with its spread and its source. One click.
    asked.get_by_role("link", name="22 W").click()
    page.wait_for_url("**/claims/human-brain-power")
    card = page.locator("main").inner_text()
    assert "12–22 W" in card
    assert page.locator(".references a[href^='https://doi.org/']").count() > 0
    # A researcher, who asks what speaks against it and how it was looked up: the same page says it.
    assert page.locator(".figures > li").count() > 3
    assert "onfirmed in the source" in card
    # And the source itself, with all else that rests on it: the second click.
    page.locator(".references .work-title").first.click()
    page.wait_for_url("**/citations/*")
    assert page.get_by_role("heading", name="What rests on it").is_visible()


def test_another_axis_comes_in_place_and_has_an_address(page: Page):
    page.goto("/")
    other = page.locator(".chooser a:not([aria-current])").first
    name = other.inner_text()
    other.click()
    page.wait_for_url("**/?axis=*")
    page.get_by_role("heading", name=name, exact=True).wait_for()
    assert page.locator("h1").count() == 1
    page.go_back()
    page.get_by_role("heading", name="Power", exact=True).wait_for()


def test_a_link_to_a_folded_reference_unfolds_it(page: Page):
    page.goto("/entities/human-brain#ref-20")
    assert page.locator("#ref-20").is_visible()
