"""Her second visit in a browser: what is new, what she was told, who looked."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.looking import check_looks
from tests.browser.playing import (
    JAN_CALLS,
    log_in,
    log_in_as,
    set_clock,
)

WHO = "slo-0002"
PAGES = ("/mijn", "/mijn/berichten", "/mijn/berichten/alles", "/mijn/gegevens")


@pytest.fixture
def again(portal, open_browser):
    """She was here, a caller had a case on screen, letters left; now it is later."""
    page = open_browser(portal)
    log_in_as(page, WHO)
    page.goto("/mijn")
    log_in(page, JAN_CALLS)
    page.get_by_role("button", name="Volgend gesprek").click()
    page.wait_for_url("**/werk/gesprek/*")
    set_clock(page, "2026-12-09T10:00")
    log_in_as(page, WHO)
    return page


def test_what_is_new_leads_to_it(again):
    new = again.get_by_role("region", name="Nieuw sinds uw vorige bezoek")
    expect(new).to_contain_text("maandag 23 november 2026")
    check_looks(again)
    new.get_by_role("link").first.click()
    again.wait_for_url("**/mijn/verloop/*")
    for each in again.get_by_text("Alles op een rij").all():
        each.click()
    again.get_by_text("Tot wanneer is dit bijgewerkt?").click()
    expect(again.locator(".tag", has_text="nieuw").first).to_be_visible()
    check_looks(again)
    again.goto("/mijn")
    expect(new).to_be_visible()


def test_each_page_looks_well(again):
    for path in (*PAGES, "/mijn/gegevens/lezen"):
        again.goto(path)
        check_looks(again)


def test_what_she_was_told_can_be_printed(again):
    again.goto("/mijn/berichten")
    again.get_by_role("link", name="Alles lezen of printen").click()
    again.wait_for_url("**/mijn/berichten/alles")
    assert again.title() == "Berichten"
    again.emulate_media(media="print")
    again.set_viewport_size({"width": 794, "height": 1123})
    expect(again.get_by_role("heading", level=1)).to_be_visible()
    expect(again.get_by_text("Beste Yasin").first).to_be_visible()
    for part in (".top", "nav.main", "footer", ".languages", ".noprint"):
        assert not any(each.is_visible() for each in again.locator(part).all()), part
    assert again.evaluate("document.documentElement.scrollWidth") <= 794


def test_her_data_come_as_a_file_with_a_neutral_name(again):
    again.goto("/mijn/gegevens")
    with again.expect_download() as coming:
        again.get_by_role("link", name="Bewaar ze als bestand").click()
    assert coming.value.suggested_filename == "gegevens.json"
    data = json.loads(coming.value.path().read_text("utf-8"))
    assert data["person"]["reference"] == WHO


def test_without_javascript_it_is_all_there(portal, open_browser):
    page = open_browser(portal, java_script_enabled=False)
    log_in_as(page, WHO)
    for path in PAGES:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/mijn")
    page.get_by_role("link", name="Bekijk hoe het gaat").click()
    page.get_by_text("Tot wanneer is dit bijgewerkt?").click()
    expect(page.get_by_text("Gaf ons het laatst iets door").first).to_be_visible()


def test_in_forced_colours_and_with_large_text_nothing_is_cut(portal, open_browser):
    small = {"width": 640, "height": 800}
    page = open_browser(portal, forced_colors="active", viewport=small)
    log_in_as(page, WHO)
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path
