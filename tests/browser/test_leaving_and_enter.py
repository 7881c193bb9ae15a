"""An editor at the keyboard: the Enter key publishes nothing, and no page is left with changes that are not saved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite

pytestmark = pytest.mark.browser

CLAIM = "alexnet-parameter-count"


@pytest.fixture
def admin_page(page: Page) -> Page:
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def editions(site: RunningSite) -> int:
    ((count,),) = site.query("SELECT count(*) FROM comparisons_edition")
    return int(count)


def test_enter_in_a_field_of_a_published_comparison_publishes_nothing(admin_page: Page, site: RunningSite):
    ((key, title),) = site.query(
        "SELECT id, title FROM comparisons_comparison WHERE status = 'published' ORDER BY id LIMIT 1"
    )
    before = editions(site)
    admin_page.goto(f"/admin/comparisons/comparison/{key}/change/")
    admin_page.locator("#id_title").fill("A title by a slip of the finger")
    admin_page.locator("#id_title").press("Enter")
    expect(admin_page.locator(".held-up")).to_contain_text("You pressed Enter in a field.")
    expect(admin_page.locator("#id_title")).to_have_value("A title by a slip of the finger")
    assert editions(site) == before
    assert site.query("SELECT title FROM comparisons_comparison WHERE id = %s", key) == [(title,)]
    # It came back unsaved, so leaving it warns as well.
    assert warned(admin_page, lambda: admin_page.close(run_before_unload=True))


def test_leaving_with_changes_warns_and_without_does_not(admin_page: Page, site: RunningSite):
    ((key,),) = site.query("SELECT id FROM entities_claim ORDER BY id LIMIT 1")
    address = f"/admin/entities/claim/{key}/change/"
    admin_page.goto(address)
    admin_page.locator("#id_note").click()
    assert not warned(admin_page, lambda: admin_page.goto("/admin/"))
    admin_page.goto(address)
    admin_page.locator("#id_note").fill("Typed and not saved.")
    assert warned(admin_page, lambda: admin_page.get_by_role("link", name="History").click(no_wait_after=True))
    expect(admin_page.locator("#id_note")).to_have_value("Typed and not saved.")
    assert not warned(admin_page, lambda: admin_page.locator("input[name=_continue]").click())
    expect(admin_page.locator(".messagelist")).to_contain_text("was changed successfully")


def warned(page: Page, leave: Callable[[], object]) -> bool:
    """Whether the browser asked before it left the page; the answer is to stay."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    leave()
    if not page.is_closed():
        page.wait_for_timeout(500)
    page.remove_listener("dialog", answer)
    return asked == ["beforeunload"]
