"""An editor at the keyboard: the Enter key publishes nothing, and no page is left with changes that are not saved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite

pytestmark = pytest.mark.browser

CLAIM = "alexnet-parameter-count"


@pytest.fixture
def desk(page: Page) -> Page:
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def editions(site: RunningSite) -> int:
    ((count,),) = site.query("SELECT count(*) FROM comparisons_edition")
    return int(count)


def test_enter_in_a_field_of_a_published_comparison_publishes_nothing(desk: Page, site: RunningSite):
    ((key, title),) = site.query(
        "SELECT id, title FROM comparisons_comparison WHERE status = 'published' ORDER BY id LIMIT 1"
    )
    before = editions(site)
    desk.goto(f"/admin/comparisons/comparison/{key}/change/")
    desk.locator("#id_title").fill("A title by a slip of the finger")
    desk.locator("#id_title").press("Enter")
    expect(desk.locator(".held-up")).to_contain_text("You pressed Enter in a field.")
    expect(desk.locator("#id_title")).to_have_value("A title by a slip of the finger")
    assert editions(site) == before
    assert site.query("SELECT title FROM comparisons_comparison WHERE id = %s", key) == [(title,)]
    # It came back unsaved, so leaving it warns as well.
    assert warned(desk, lambda: desk.close(run_before_unload=True))


def test_leaving_with_changes_warns_and_without_does_not(desk: Page, site: RunningSite):
    ((key,),) = site.query("SELECT id FROM entities_claim ORDER BY id LIMIT 1")
    address = f"/admin/entities/claim/{key}/change/"
    desk.goto(address)
    desk.locator("#id_note").click()
    assert not warned(desk, lambda: desk.goto("/admin/"))
    desk.goto(address)
    desk.locator("#id_note").fill("Typed and not saved.")
    assert warned(desk, lambda: desk.get_by_role("link", name="History").click(no_wait_after=True))
    expect(desk.locator("#id_note")).to_have_value("Typed and not saved.")
    assert not warned(desk, lambda: desk.locator("input[name=_continue]").click())
    expect(desk.locator(".messagelist")).to_contain_text("was changed successfully")


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
