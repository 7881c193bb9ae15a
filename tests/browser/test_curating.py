"""The path of the first issue: read the page, write to the owner, edit a claim, see the next edition."""

from playwright.sync_api import Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite

NEURONS = "/comparisons/concept/neurons-vs-parameters"
CLAIM = "model-parameter-persistence"
EDITED = "Frozen once training ends, unless somebody trains on"


def test_a_message_to_the_owner_is_stored_and_confirmed(page: Page, site: RunningSite):
    page.goto("/contact")
    page.get_by_label("Name", exact=False).first.fill("Ada Reader")
    page.get_by_label("E-mail", exact=False).first.fill("ada@reader.invalid")
    page.get_by_label("message", exact=False).first.fill("I would like to talk about the domain.")
    page.locator("input[type=radio][value=acquisition], select[name=kind]").first.scroll_into_view_if_needed()
    if page.locator("select[name=kind]").count():
        page.select_option("select[name=kind]", "acquisition")
    else:
        page.check("input[name=kind][value=acquisition]")
    page.check("input[name=consent]")
    page.wait_for_timeout(3500)  # the form does not believe a message typed faster than that
    page.get_by_role("button", name="Send").click()
    reference = page.locator("main").inner_text()
    ((stored, kind),) = site.query(
        "SELECT reference, kind FROM inquiries_inquiry WHERE email = %s", "ada@reader.invalid"
    )
    assert kind == "acquisition"
    assert stored in reference


def test_an_edited_claim_makes_the_next_edition_and_leaves_the_earlier_ones_as_they_were(page: Page, site: RunningSite):
    before = editions(site)
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    ((claim,),) = site.query("SELECT id FROM entities_claim WHERE public_id = %s", CLAIM)
    page.goto(f"/admin/entities/claim/{claim}/change/")
    page.locator("#id_text").fill(EDITED)
    page.locator("input[name=_save]").click()
    # Other tests have edited the same comparison, or not.
    latest = max(edition[0] for edition in before) + 1
    expect(page.locator(".messagelist")).to_contain_text(f"edition {latest}")
    page.goto(NEURONS)
    expect(page.locator("main .comparison-table")).to_contain_text(EDITED)
    expect(page.locator("main")).to_contain_text(f"Edition {latest}")
    after = editions(site)
    assert len(after) == len(before) + 1
    assert after[: len(before)] == before
    assert EDITED not in before[0][1]


def editions(site: RunningSite) -> list[tuple[int, str]]:
    """Number and document of every edition of Neurons vs Parameters, as the database has them."""
    return site.query(
        "SELECT number, document::text FROM comparisons_edition edition "
        "JOIN comparisons_comparison comparison ON comparison.id = edition.comparison_id "
        "WHERE comparison.slug = 'neurons-vs-parameters' ORDER BY number"
    )
