"""What must not go wrong: who looks over a shoulder, and what happens twice."""

from playwright.sync_api import expect

from tests.browser.conftest import NEUTRAL
from tests.browser.playing import (
    ANNA,
    ELS_SUPERVISES,
    JAN_CALLS,
    log_in,
    use_key,
)

OWN = "aangifte"


def _opens_her_case(page):
    log_in(page, ANNA)
    page.get_by_role("link", name="Bekijk hoe het gaat").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uw aangifte")
    page.wait_for_load_state()  # its keys come with its script


def test_after_the_way_out_nothing_of_hers_comes_back(portal, open_browser):
    anna = open_browser(portal)
    _opens_her_case(anna)
    hers = anna.url
    anna.get_by_role("link", name="Snel weg").click()
    anna.wait_for_url(NEUTRAL)
    anna.go_back()
    assert OWN not in anna.content().lower()
    anna.goto(hers)
    assert anna.url.endswith("/inloggen")
    assert {cookie["name"] for cookie in anna.context.cookies()} <= {"csrf"}


def test_three_times_shift_leaves_from_any_page_of_hers(portal, open_browser):
    anna = open_browser(portal)
    _opens_her_case(anna)
    for _ in range(3):
        anna.keyboard.press("Shift")
    anna.wait_for_url(NEUTRAL)
    anna.go_back()
    assert OWN not in anna.content().lower()


def test_after_logging_out_back_shows_the_way_in(portal, open_browser):
    anna = open_browser(portal)
    _opens_her_case(anna)
    anna.get_by_role("button", name="Uitloggen").click()
    expect(anna.get_by_role("heading", level=1)).to_have_text("U bent uitgelogd")
    anna.go_back()
    anna.wait_for_url("**/inloggen")
    assert anna.evaluate("sessionStorage.length + localStorage.length") == 0


def _take_next(page, who):
    log_in(page, who)
    use_key(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pieter Jansen")
    return page.url


def test_saving_twice_in_a_hurry_saves_once(portal, open_browser):
    jan = open_browser(portal)
    call = _take_next(jan, JAN_CALLS)
    jan.locator("[data-key=n]").dblclick()
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    jan.goto(call)
    expect(jan.locator(".log li")).to_have_count(1)


def test_back_after_saving_shows_how_it_stands_and_saves_nothing_again(
    portal, open_browser
):
    jan = open_browser(portal)
    _take_next(jan, JAN_CALLS)
    use_key(jan, "n")
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    jan.go_back()
    expect(jan.get_by_role("heading", level=1)).to_have_text("Pieter Jansen")
    expect(jan.locator(".log li")).to_have_count(1)
    expect(jan.locator("[data-key=n]")).to_have_count(0)


def test_two_windows_on_one_call_save_it_once(portal, open_browser):
    one = open_browser(portal)
    call = _take_next(one, JAN_CALLS)
    other = one.context.new_page()
    other.goto(call)
    other.get_by_label("Korte notitie").fill("Wij belden om tien uur.")
    use_key(one, "n")
    expect(one.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    other.get_by_role("heading", level=1).click()
    use_key(other, "b")
    expect(other.locator(".note.warn")).to_be_visible()
    expect(other.locator("main")).to_contain_text("Wij belden om tien uur.")
    other.goto(call)
    expect(other.locator(".log li")).to_have_count(1)


def test_a_call_in_hand_is_nobody_elses(portal, open_browser):
    jan, els = open_browser(portal), open_browser(portal)
    call = _take_next(jan, JAN_CALLS)
    log_in(els, ELS_SUPERVISES)
    els.goto(call)
    expect(els.locator("main")).to_contain_text("een collega voert dit gesprek")
    els.goto("/werk/bellen")
    use_key(els, "Enter")
    els.wait_for_url("**/werk/gesprek/*")
    assert els.url != call


def test_stopping_is_one_key_also_while_typing(portal, open_browser):
    jan = open_browser(portal)
    _take_next(jan, JAN_CALLS)
    jan.get_by_label("Korte notitie").fill("Er kwam iemand binnen")
    jan.keyboard.press("Escape")
    expect(jan.get_by_role("heading", level=1)).to_have_text("Gestopt")
    expect(jan.get_by_text("Pieter Jansen")).to_have_count(0)
