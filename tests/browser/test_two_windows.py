"""What goes wrong in a real shift: two windows, a dead browser, the way back, danger.

Each is played as a caller meets it, with scripts and without, and looked at.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import check_looks
from tests.browser.playing import JAN_CALLS, expect_focus, log_in, use_key

NOTE = "Zij wil eerst met haar broer praten."
KEPT = re.compile(r"Bewaard om \d+:\d\d\.")
COLLEAGUE = """UPDATE call_task SET lease_staff =
    (SELECT id FROM staff_member WHERE name = 'Els Vermeulen'),
    lease_token = '8f3b1e0a-3c55-4f57-9d0b-6a5a3f1f2c10',
    last_lease = '8f3b1e0a-3c55-4f57-9d0b-6a5a3f1f2c10'
    WHERE lease_token IS NOT NULL"""


@pytest.fixture
def jan(portal, open_browser):
    portal.leave_only("sepot")
    page = open_browser(portal)
    log_in(page, JAN_CALLS)
    context = page.context
    yield page
    for each in context.pages:  # what stands there now is no draft of the next test
        each.evaluate("document.dispatchEvent(new Event('submit'))")


def take_call(page):
    use_key(page, "Enter")
    page.wait_for_url("**/werk/gesprek/*")
    return page.url, page.get_by_role("heading", level=1).inner_text()


def type_note(page, text=NOTE):
    note = page.get_by_label("Korte notitie")
    note.click()
    note.press_sequentially(text)
    expect(page.locator("#concept")).to_contain_text(KEPT)


def test_a_browser_that_died_loses_no_word(jan):
    url, _ = take_call(jan)
    use_key(jan, "k")
    expect(jan.locator(".say").first).to_be_visible()
    use_key(jan, "1")
    type_note(jan)
    again = jan.context.new_page()
    jan.close(run_before_unload=False)
    again.goto("/werk")
    again.get_by_role("link", name=re.compile("."), exact=False).first.wait_for()
    check_looks(again)
    use_key(again, "Enter")
    again.wait_for_url(url)
    expect(again.get_by_text("Dit typte u om")).to_be_visible()
    expect(again.get_by_label("Korte notitie")).to_have_value(NOTE)
    expect(again.locator('[data-key="1"]')).to_be_checked()
    check_looks(again)
    again.get_by_role("button", name="Gooi weg en begin opnieuw").click()
    expect(again.get_by_text("Wat u typte is weggegooid.")).to_be_visible()
    expect(again.get_by_label("Korte notitie")).to_have_value("")


def test_the_last_words_before_she_leaves_the_page_are_kept(jan):
    url, _ = take_call(jan)
    note = jan.get_by_label("Korte notitie")
    note.click()
    note.press_sequentially("nog even")
    jan.goto("/werk/bellen")
    jan.goto(url)
    expect(jan.get_by_label("Korte notitie")).to_have_value("nog even")
    note.press_sequentially(" dit")
    jan.get_by_role("button", name="Geef terug zonder te bellen").click()
    jan.wait_for_url("**/werk/bellen")
    jan.goto("/werk/concepten")
    expect(jan.get_by_text("Alles wat u typte is vastgelegd.")).to_be_visible()


def test_the_second_window_tells_what_the_first_one_did(jan):
    url, _ = take_call(jan)
    second = jan.context.new_page()
    second.goto(url)
    second.get_by_label("Korte notitie").fill(NOTE)
    use_key(jan, "n")
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    second.get_by_role("button", name="Bezet").click()
    expect(second.get_by_text("al vastgelegd als: geen gehoor")).to_be_visible()
    expect_focus(second, "al vastgelegd")
    expect(second.get_by_label("Uw notitie")).to_have_value(NOTE)
    check_looks(second)
    second.get_by_role("button", name="Bewaar als notitie").click()
    expect(second.get_by_text("Uw notitie staat nu bij")).to_be_visible()
    second.get_by_role("link", name="Kijk wat er staat.").click()
    expect(second.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()


def test_a_colleague_who_took_over_is_named_and_the_text_stays(jan, portal):
    take_call(jan)
    type_note(jan)
    portal.run_sql(COLLEAGUE)
    use_key(jan, "Tab")
    jan.get_by_role("button", name="Geen gehoor").click()
    expect(jan.get_by_role("heading", level=1)).to_have_text("Dit is niet vastgelegd")
    expect(jan.get_by_label("Uw notitie")).to_have_value(NOTE)
    check_looks(jan)


def test_the_way_back_after_recording_leads_to_no_form(jan):
    url, _ = take_call(jan)
    use_key(jan, "n")
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    jan.go_back()
    jan.wait_for_url(url)
    expect(jan.get_by_text("U legde dit gesprek vast")).to_be_visible()
    expect(jan.locator("#gespreksformulier")).to_have_count(0)


def test_a_double_click_is_one_call(jan):
    take_call(jan)
    jan.get_by_role("button", name="Geen gehoor").dblclick()
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()


def test_no_key_fires_while_she_types_and_enter_sends_nothing(jan):
    url, _ = take_call(jan)
    type_note(jan, "nbvzaotg 123")
    jan.get_by_text("Er is een ander nummer gegeven").click()
    number = jan.get_by_label("Nieuw nummer")
    number.fill("06 23456789")
    number.press("Enter")
    expect(jan.locator("#concept")).to_contain_text(KEPT)
    assert jan.url == url
    expect(jan.locator(".say")).to_have_count(0)
    expect(jan.get_by_label("Korte notitie")).to_have_value("nbvzaotg 123")
    check_looks(jan)


def test_what_is_typed_while_the_page_changes_stays_and_fires_no_key(jan):
    """The check takes a second; she types on, and the focus stays in the field."""
    url, _ = take_call(jan)
    held = {}
    jan.route("**/identiteit", lambda route: held.update(route=route))
    use_key(jan, "k")
    note = jan.get_by_label("Korte notitie")
    note.click()
    note.press_sequentially("nog ")
    held["route"].continue_()
    expect(jan.locator(".say").first).to_be_visible()
    jan.keyboard.type("even")
    expect(note).to_have_value("nog even")
    assert jan.url == url


def test_a_connection_that_fails_while_she_types_takes_no_focus(jan):
    take_call(jan)
    jan.route("**/concept", lambda route: route.abort())
    note = jan.get_by_label("Korte notitie")
    note.click()
    note.press_sequentially("nog ")
    expect(jan.get_by_text("De verbinding werkte niet.")).to_be_visible()
    jan.keyboard.type("even")
    expect(note).to_have_value("nog even")


def test_one_key_leaves_nothing_of_her_on_the_screen_or_behind_it(jan):
    url, name = take_call(jan)
    use_key(jan, "k")
    type_note(jan)
    jan.get_by_label("Korte notitie").press("Escape")
    jan.wait_for_url("**/werk/gestopt")
    expect_focus(jan, "Gestopt")
    expect(jan.get_by_text("Het is vastgelegd.")).to_be_visible()
    expect(jan.locator("body")).not_to_contain_text(name)
    check_looks(jan)
    jan.go_back()
    expect(jan.locator("body")).not_to_contain_text(name)
    jan.goto(url)
    jan.wait_for_url("**/werk/gestopt")


def test_where_the_line_is_dead_the_screen_is_empty_and_says_so(jan):
    take_call(jan)
    jan.route("**/poging", lambda route: route.abort())
    use_key(jan, "Escape")
    jan.wait_for_url("**/werk/gestopt?mislukt=ja")
    expect(jan.get_by_text("Bel nu uw coördinator")).to_be_visible()
    check_looks(jan)


def test_without_scripts_it_is_one_button_and_each_step_keeps_the_text(
    portal, open_browser
):
    portal.leave_only("sepot")
    jan = open_browser(portal, java_script_enabled=False)
    log_in(jan, JAN_CALLS)
    jan.get_by_role("button", name="Volgend gesprek").click()
    url, name = jan.url, jan.get_by_role("heading", level=1).inner_text()
    jan.get_by_label("Korte notitie").fill(NOTE)
    jan.get_by_role("button", name="Dit klopt").click()
    expect(jan.locator(".say").first).to_be_visible()
    jan.goto(url)
    expect(jan.get_by_label("Korte notitie")).to_have_value(NOTE)
    jan.get_by_role("button", name="Onveilig, stop nu").click()
    expect(jan.get_by_role("heading", level=1)).to_have_text("Gestopt")
    jan.go_back()
    expect(jan.locator("body")).not_to_contain_text(name)


def test_an_odd_moment_is_warned_of_and_then_stands(jan):
    take_call(jan)
    jan.get_by_label("Terugbellen op").fill("2026-11-29")
    jan.get_by_label("of in de").select_option("ochtend")
    jan.get_by_role("button", name="Terugbellen op…").click()
    expect(jan.locator("#terug_dag-error")).to_contain_text("uw locatie dicht")
    check_looks(jan)
    jan.get_by_role("button", name="Terugbellen op…").click()
    expect(jan.get_by_text("U belt terug op zondag 29 november")).to_be_visible()
