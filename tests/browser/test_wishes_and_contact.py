"""Her wishes and how she is reached: on a small screen, with and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import check_looks
from tests.browser.playing import (
    ANNA,
    expect_focus,
    log_in,
    log_in_as,
)

PAGES = {
    "wishes": "/mijn/wensen",
    "contact": "/mijn/contact",
    "channels": "/mijn/contact/wegen",
    "numbers": "/mijn/contact/nummers",
    "times": "/mijn/contact/tijden",
    "talk": "/mijn/contact/gesprek",
}


def test_each_page_looks_right_and_says_nothing_outside(portal, open_browser):
    page = open_browser(portal)
    log_in_as(page, "slo-0007")  # at risk
    for path in PAGES.values():
        page.goto(path)
        check_looks(page)
        assert page.title().startswith(("Mijn wensen", "Contact"))


def test_a_number_is_read_while_she_types_and_kept_on_a_mistake(portal, open_browser):
    page = open_browser(portal)
    log_in(page, ANNA)
    page.goto(PAGES["numbers"])
    number = page.get_by_label("Telefoonnummer")
    number.press_sequentially("+32 470 12 34 5")
    expect(page.locator("#controle")).to_contain_text("Dit nummer bestaat niet.")
    number.press_sequentially("6")
    expect(page.locator("#controle")).to_contain_text("Dit nummer is uit België.")
    expect(number).to_be_focused()
    page.get_by_role("button", name="Voeg dit nummer toe").click()
    expect(page.locator(".note.bad")).to_be_visible()
    expect_focus(page, "Dit klopt nog niet")
    expect(page.get_by_label("Telefoonnummer")).to_have_value("+32 470 12 34 56")
    check_looks(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_she_says_no_to_news_and_to_calls(portal, open_browser, script):
    page = open_browser(portal, java_script_enabled=script)
    log_in(page, ANNA)
    page.goto(PAGES["wishes"])
    page.locator("#decision-2").check()
    page.get_by_role("button", name="Bewaar mijn wensen").click()
    expect(page.get_by_text("Uw wensen zijn bewaard.")).to_be_visible()
    page.goto(PAGES["channels"])
    page.locator("#call-2").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Nee, wij bellen u niet.")).to_be_visible()
    page.go_back()
    expect(page.locator("#call-2")).to_be_checked()
