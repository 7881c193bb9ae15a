"""From a reader's report to the corrected edition and back to the reader; and the forms as people meet them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.running_site import EDITOR, PASSWORD, RunningSite, watched

NEURONS = "/comparisons/concept/neurons-vs-parameters"
# A form that was sent sooner was hardly filled in by a person.
TYPING = 2_500


def page_that_may_be_refused(browser: Browser, site: RunningSite, **options: Any) -> Iterator[Page]:
    """A refused form answers 422, which the console calls an error; anything else still is one."""
    context = browser.new_context(base_url=site.origin, **options)
    page, troubles = watched(context, site.origin)
    yield page
    context.close()
    assert [text for text in troubles if "422" not in text] == []


@pytest.fixture
def desktop(browser: Browser, site: RunningSite) -> Iterator[Page]:
    yield from page_that_may_be_refused(browser, site)


@pytest.fixture
def phone_without_javascript(browser: Browser, site: RunningSite) -> Iterator[Page]:
    small = {"width": 390, "height": 844}
    yield from page_that_may_be_refused(browser, site, viewport=small, java_script_enabled=False)


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def violations(page: Page) -> list[str]:
    return [f"{found['id']}: {found['help']}" for found in Axe().run(page).response["violations"]]


def test_a_report_leads_to_a_corrected_edition_and_back_to_the_reader(page: Page, site: RunningSite) -> None:
    # The reader, on the page.
    page.goto(NEURONS)
    link = page.locator('.points a[href^="/corrections/new?claim="]').first
    found = re.search(r"claim=([a-z0-9-]+)", link.get_attribute("href") or "")
    assert found is not None
    link.click()
    expect(page.locator("main")).to_contain_text("The report is about")
    expect(page.locator("main")).to_contain_text(f"{NEURONS}/editions/")
    assert violations(page) == []
    page.get_by_label("What is wrong?").fill("The spread is missing from the text.")
    page.get_by_label("What should it say?").fill("86 ± 8 billion neurons")
    page.get_by_label("Your name").fill("Rita Reader")
    page.get_by_label("Show my name").check()
    page.get_by_label("Your e-mail address").fill("rita@reader.invalid")
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("h1")).to_contain_text("Correction ")
    ticket = page.url.removeprefix(site.origin)
    number = ticket.rsplit("/", 1)[1]
    expect(page.locator("main")).not_to_contain_text("The spread is missing")
    assert violations(page) == []

    # The editor: the claim first, then the ticket.
    log_in(page)
    page.goto(f"/admin/inquiries/correction/{number}/change/")
    page.get_by_role("link", name="Open the claim").click()
    before = page.locator("#id_text").input_value()
    page.locator("#id_text").fill(f"{before} (mended)")
    page.locator("#id_change_note").fill(f"Correction {number}: the spread is in the text.")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("edition ")
    page.goto(f"/admin/inquiries/correction/{number}/change/")
    page.locator("#id_is_released").check()
    page.locator("#id_state").select_option("corrected")
    page.locator("#id_outcome").fill("The reader is right.")
    page.locator("#id_outcome_edition").select_option(index=1)
    expect(page.locator("#id_before")).to_have_value(before)
    expect(page.locator("#id_after")).to_have_value(f"{before} (mended)")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("told of the outcome at rita@reader.invalid")

    # Back to the reader: the ticket, the log, the feed, the claim's card, and a mail.
    page.goto(ticket)
    for text in ("Corrected", "The spread is missing", "Rita Reader", "The reader is right.", "(mended)"):
        expect(page.locator("main")).to_contain_text(text)
    assert violations(page) == []
    page.locator("section[aria-labelledby=outcome] a").click()
    expect(page.locator("main")).to_contain_text("(mended)")
    # The edition says which corrections it contains.
    expect(page.locator("main").get_by_role("link", name=f"Correction {number}")).to_have_attribute("href", ticket)
    page.goto("/corrections")
    expect(page.locator("main")).to_contain_text(f"Correction {number}")
    assert violations(page) == []
    page.goto(f"/claims/{found[1]}")
    expect(page.locator("main")).to_contain_text(f"Correction {number}")
    assert f"{site.origin}{ticket}" in page.request.get("/corrections.atom").text()
    site.manage("run_worker", "--once")
    page.goto("/admin/inquiries/caughtmail/")
    expect(page.locator("h1")).to_contain_text("Local mailbox")
    page.get_by_role("link", name=f"Your report to BrainMatter (correction {number}): corrected").click()
    expect(page.locator("main")).to_contain_text("rita@reader.invalid")


def test_a_refused_form_takes_the_focus_to_its_summary_and_keeps_what_was_typed(desktop: Page) -> None:
    page = desktop
    page.goto("/contact")
    page.get_by_label("Your message").fill("Only this was typed.")
    with page.expect_response(lambda response: response.status == 422):
        page.get_by_role("button", name="Send the message").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Your message")).to_have_value("Only this was typed.")
    page.locator(".error-summary").get_by_role("link", name="Your name").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    assert violations(page) == []


def test_without_javascript_on_a_phone_a_message_is_corrected_and_sent(
    phone_without_javascript: Page, site: RunningSite
) -> None:
    page = phone_without_javascript
    page.goto("/contact")
    page.get_by_label("Your message").fill("From a phone.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator(".error-summary")).to_contain_text("Write your name.")
    page.get_by_label("Press").check()
    page.get_by_label("Your name").fill("Pat Phone")
    page.get_by_label("Your e-mail address").fill("pat@phone.invalid")
    page.get_by_label("I agree").check()
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("h1")).to_have_text("Your message is stored")
    ((reference, state),) = site.query(
        "SELECT reference, state FROM inquiries_inquiry WHERE email = %s", "pat@phone.invalid"
    )
    assert state == "new"
    expect(page.locator("main")).to_contain_text(reference)


def test_a_keyboard_never_meets_the_field_that_people_cannot_see(page: Page) -> None:
    page.goto("/contact")
    page.locator("input[name=kind]").first.focus()
    met = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        met.add(page.evaluate("document.activeElement.name"))
    assert {"name", "email", "message", "consent"} <= met
    assert "website" not in met


@pytest.mark.parametrize("address", ["/contact", "/corrections", "/corrections/new", "/privacy"])
def test_the_pages_around_messages_are_accessible(page: Page, address: str) -> None:
    page.goto(address)
    assert violations(page) == []
