"""A whole call without a mouse; after each step the focus is where the work is."""

import re

from playwright.sync_api import expect

from tests.browser.playing import (
    ANNA,
    JAN_CALLS,
    expect_focus,
    log_in,
    set_clock,
    use_key,
)

ADVICE = "Verstuur de klacht vóór maandag 15 februari 2027"


def test_a_caller_needs_no_mouse_and_never_has_to_look_for_the_focus(
    portal, open_browser
):
    jan = open_browser(portal)
    portal.leave_only("sepot")
    set_clock(jan, "2026-11-23T18:05")
    log_in(jan, JAN_CALLS)
    use_key(jan, "Enter")
    expect(jan.get_by_role("heading", level=1)).to_have_text("Mehmet Kaya")
    use_key(jan, "n")
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    expect_focus(jan, "Volgend gesprek")
    use_key(jan, "Enter")
    expect(jan.get_by_role("heading", level=1)).to_have_text(ANNA)
    use_key(jan, "k")
    expect(jan.locator(".say")).to_be_visible()
    expect_focus(jan, "identiteit")
    for key in "01":
        use_key(jan, key)
    expect(jan.locator("#vooruitblik")).to_contain_text(
        "4 punten zijn nog niet verteld"
    )
    use_key(jan, "g")
    _mends_what_is_missing(jan)
    use_key(jan, "g")
    expect(jan.get_by_text("Vastgelegd: gesproken")).to_be_visible()
    expect_focus(jan, "Volgend gesprek")
    _reads_it_by_keyboard(open_browser(portal))


def _mends_what_is_missing(jan):
    """The summary leads to the first gap; three are ticked, one gets a reason."""
    expect(jan.get_by_role("heading", name="Dit klopt nog niet")).to_be_visible()
    expect_focus(jan, "Dit klopt nog niet")
    jan.keyboard.press("Tab")
    expect_focus(jan, "Klacht bij het gerechtshof uitgelegd")
    jan.keyboard.press("Enter")
    expect_focus(jan, "reden_complaint_explained")
    jan.keyboard.type("Wilde")
    assert jan.locator("#reden_complaint_explained").input_value() == "not_wanted"
    jan.keyboard.press("Tab")
    for key in "345":
        use_key(jan, key)
    expect(jan.locator("#vooruitblik")).not_to_contain_text("nog niet verteld")


def _reads_it_by_keyboard(anna):
    log_in(anna, ANNA)
    anna.keyboard.press("Tab")
    expect_focus(anna, "Ga direct naar de inhoud")
    anna.keyboard.press("Enter")
    expect_focus(anna, "inhoud")
    _goes_to(anna, "14 augustus")
    _goes_to(anna, "Lees de beslissing")
    main = anna.locator("main")
    expect(main).to_contain_text(ADVICE)
    expect(main).not_to_contain_text(re.compile("uiterlijk|termijn"))
    _goes_to(anna, "Vraag of wij u bellen")
    expect(anna.get_by_role("heading", level=1)).to_have_text("Bel mij terug")


def _goes_to(page, words):
    """Walk with Tab until the link with these words has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.innerText"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard does not come to {words!r}.")
