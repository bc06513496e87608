"""Thinking about a complaint: on a small screen, with and without a script, by keys."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from portal.locale import Language, catalogue
from tests.browser.looking import check_looks
from tests.browser.playing import (
    ANNA,
    JAN_CALLS,
    SAMIRA_OF_SHN,
    expect_focus,
    log_in,
)

REPORT = "PL0900-2026081234"
SMALL = {"width": 320, "height": 640}


def read_the_news(page):
    log_in(page, ANNA)
    page.get_by_role("link", name="Nu al lezen?").first.click()
    page.get_by_role("button", name="Ja, ik wil het nu lezen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De zaak stopt")
    return page.url


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_she_makes_the_letter_sends_it_and_says_so(portal, open_browser, has_script):
    page = open_browser(portal, viewport=SMALL, java_script_enabled=has_script)
    news = read_the_news(page)
    page.get_by_role("link", name="Maak de brief").click()
    page.get_by_label("Laat mijn adres weg").check()
    page.get_by_role("button", name="Pas de brief aan").click()
    text = page.get_by_label("De tekst van de brief")
    expect(text).to_contain_text("Adres voor post:")
    expect(text).not_to_contain_text("Biltstraat")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download de brief").click()
    assert saved.value.suggested_filename == "brief.pdf"
    pdf = PdfReader(io.BytesIO(saved.value.path().read_bytes()))
    assert "16-123456-26" in pdf.pages[0].extract_text()
    assert "Biltstraat" not in pdf.pages[0].extract_text()

    page.get_by_role("link", name="Ik heb de brief verstuurd").click()
    page.get_by_role("button", name="Ik heb de klacht gestuurd").click()
    expect(page.locator("#keuze")).to_contain_text("maandag 23 november 2026.")
    page.get_by_text("Iets anders kiezen", exact=True).click()
    page.get_by_role("button", name="Ik weet het nog niet", exact=True).click()
    expect(page.locator("#keuze")).to_contain_text("U hoeft nu nog niets te kiezen.")
    assert page.url == news


def test_a_wrong_day_is_where_the_focus_goes_and_nothing_is_lost(portal, open_browser):
    page = open_browser(portal)
    read_the_news(page)
    page.get_by_label("Ik stuurde de klacht op").fill("2027-03-01")
    page.get_by_role("button", name="Ik heb de klacht gestuurd").press("Enter")
    expect_focus(page, "Dit klopt nog niet")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_focus(page, "sent_on")
    expect(page.get_by_label("Ik stuurde de klacht op")).to_have_value("2027-03-01")
    check_looks(page)


@pytest.mark.parametrize(
    ("spoken", "name"),
    [
        (Language.ENGLISH, "English"),
        (Language.FRENCH, "Français"),
        (Language.GERMAN, "Deutsch"),
    ],
)
def test_no_dutch_is_left_on_her_pages_in_another_language(
    portal, open_browser, spoken, name
):
    page = open_browser(portal, viewport=SMALL)
    news = read_the_news(page)
    page.get_by_role("button", name=name).click()
    dutch = [it for it in catalogue(spoken) if it.endswith((".", "?", ":"))]
    for path in (news, f"{news}/uitleg", f"{news}/brief"):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", spoken)
        shown = page.locator("main").inner_text()
        assert [text for text in dutch if text in shown] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_victim_support_has_her_call_and_the_prosecution_nothing(portal, open_browser):
    anna, jan, samira = [open_browser(portal) for _ in range(3)]
    read_the_news(anna)
    anna.get_by_role("button", name="Ik weet het nog niet: bel mij").click()
    expect(anna.locator("#keuze")).to_contain_text("Slachtofferhulp belt u op")

    for page, name, seen in ((jan, JAN_CALLS, 0), (samira, SAMIRA_OF_SHN, 1)):
        log_in(page, name)
        page.goto("/werk/zoeken")
        page.get_by_label("Zoek", exact=True).fill("16-123456-26")
        page.get_by_role("button", name="Zoek", exact=True).click()
        page.get_by_role("link", name=REPORT).first.click()
        expect(page.get_by_text("16-123456-26").first).to_be_visible()
        expect(page.get_by_text("Wat zij met een klacht wil")).to_have_count(seen)
