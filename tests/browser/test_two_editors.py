"""Two editors in two browsers: what the second one saves, and sees, and keeps."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite, watched

CLAIM = "african-elephant-brain-neuron-count"


@pytest.fixture
def two_pages(browser: Browser, site: RunningSite) -> Iterator[tuple[Page, Page]]:
    """Two editors, signed in in browsers of their own; the test fails if either browser complained of anything."""
    site.manage("shell", "-c", _SECOND_EDITOR)
    contexts = [browser.new_context(base_url=site.origin, viewport={"width": 1440, "height": 900}) for _ in range(2)]
    pages = [watched(context, site.origin) for context in contexts]
    for (page, _), name in zip(pages, (EDITOR, "second"), strict=True):
        page.goto("/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
    yield pages[0][0], pages[1][0]
    for context in contexts:
        context.close()
    assert [trouble for _, troubles in pages for trouble in troubles] == []


_SECOND_EDITOR = (
    "from django.contrib.auth.models import User\n"
    "if not User.objects.filter(username='second').exists():\n"
    f"    User.objects.create_superuser('second', password='{PASSWORD}')\n"
)


def test_the_second_of_two_browsers_overwrites_nothing_and_keeps_what_was_typed(
    two_pages: tuple[Page, Page], site: RunningSite
):
    first, second = two_pages
    ((claim, before),) = site.query("SELECT id, text FROM entities_claim WHERE public_id = %s", CLAIM)
    longer = f"{before}, by the second editor"
    stored = "SELECT text, note FROM entities_claim WHERE id = %s"
    for page in two_pages:
        page.goto(f"/admin/entities/claim/{claim}/change/")
    first.locator("#id_note").fill("A note by the first editor.")
    first.locator("input[name=_continue]").click()
    expect(first.locator(".messagelist")).to_contain_text("was changed successfully")
    second.locator("#id_text").fill(longer)
    second.locator("input[name=_continue]").click()
    told = second.locator(".held-up")
    expect(told).to_contain_text("somebody else has saved this since you opened it")
    expect(told).to_contain_text(f"Last saved by {EDITOR}")
    expect(told).to_contain_text("A note by the first editor.")
    expect(second.locator("#id_text")).to_have_value(longer)
    assert site.query(stored, claim) == [(before, "A note by the first editor.")]
    second.locator("input[name=_continue]").click()
    expect(second.locator(".messagelist")).to_contain_text("was changed successfully")
    assert site.query(stored, claim) == [(longer, "A note by the first editor.")]
