"""One figure of the content is changed in the admin: every claim that rests on it follows, on every page, at once."""

from playwright.sync_api import Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite

RESTING = ("nvidia-h100-energy-per-operation", "graphics-processor-energy-per-operation")
RESTING += ("artificial-intelligence-energy-per-operation",)
BENEATH = "model-parameter-energy-per-operation"  # has the figure among others


def test_the_power_of_a_chip_changes_four_claims_and_every_page_that_shows_them(page: Page, site: RunningSite):
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    try:
        before = newest(site)
        type_power(page, site, "700 W", "800 W")
        made = site.query(
            "SELECT slug, published_at, change_note, document::text FROM comparisons_edition edition "
            "JOIN comparisons_comparison comparison ON comparison.id = comparison_id WHERE edition.id > %s",
            before,
        )
        assert {"neuromorphic-chips-vs-gpus-vs-synapses", "human-brain-vs-artificial-intelligence"} <= {
            slug for slug, *_ in made
        }
        assert len({published_at for _, published_at, *_ in made}) == 1  # one transaction
        assert len({note for _, _, note, _ in made}) == 1
        assert {note for _, _, note, _ in made} == {"The maker’s new data sheet."}
        shows = {claim for *_, document in made for claim in (*RESTING, BENEATH) if f'"{claim}"' in document}
        assert shows >= {BENEATH, *RESTING[1:]}
        for claim in RESTING:
            page.goto(f"/claims/{claim}")
            expect(page.locator("h1")).to_contain_text("0.81 pJ/FLOP")
        page.goto(f"/claims/{RESTING[0]}")
        expect(page.locator("main")).to_contain_text("800 W ÷ 989")
        page.goto(f"/claims/{BENEATH}")
        expect(page.locator("main")).to_contain_text("0.81 pJ/FLOP")
    finally:
        type_power(page, site, "800 W", "700 W")
    page.goto(f"/claims/{RESTING[0]}")
    expect(page.locator("h1")).to_contain_text("0.71 pJ/FLOP")


def newest(site: RunningSite) -> int:
    ((number,),) = site.query("SELECT max(id) FROM comparisons_edition")
    return int(number)


def type_power(page: Page, site: RunningSite, before: str, after: str) -> None:
    """Type another figure on the page of the chip's power, look at how it is read, and save."""
    ((claim,),) = site.query("SELECT id FROM entities_claim WHERE public_id = 'nvidia-h100-power'")
    page.goto(f"/admin/entities/claim/{claim}/change/")
    figure = page.locator("#id_citations-0-figure_text")
    if figure.input_value() != before:  # nothing to put back
        return
    figure.fill(after)
    figure.press("Tab")
    page.locator("#id_change_note").fill("The maker’s new data sheet.")
    for _ in range(4):  # read it, confirm what it changes
        page.locator("input[name=_save]").click()
        page.wait_for_load_state()
        if page.locator("#id_citations-0-figure_text").count() == 0:
            return
    raise AssertionError(page.locator(".errornote, .held-up").inner_text())
