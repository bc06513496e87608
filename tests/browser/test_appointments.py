"""Her hearings in a real browser: with and without script, small, printed, by keys."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import check_looks
from tests.browser.playing import SAMIRA_OF_SHN, log_in, log_in_as

YASIN, PIETER = "slo-0002", "slo-0008"


def open_appointment(page, who=YASIN):
    log_in_as(page, who)
    page.get_by_role("link", name="Afspraken", exact=True).click()
    page.locator("main a[href*='/afspraken/']:not([href$=dagen])").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zitting")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(portal, open_browser, request):
    return open_browser(portal, java_script_enabled=request.param)


def test_she_says_how_she_wants_it_and_support_reads_it(portal, open_browser, page):
    open_appointment(page)
    page.get_by_role("link", name="Zeg wat u wilt").click()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Apart wachten").check()
    page.get_by_label("Als laatste").check()
    page.get_by_label("Nog iets?").fill("Ik kom met een rolstoel.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Wij weten nu wat u wilt.")).to_be_visible()
    expect(page.get_by_text("U wilt apart wachten.")).to_be_visible()

    samira = open_browser(portal)
    log_in(samira, SAMIRA_OF_SHN)
    samira.goto("/werk/zittingen?vanaf=2027-01-12")
    row = samira.get_by_role("row", name="Yasin")
    expect(row).to_contain_text("Komt, apart wachten, als laatste naar binnen")
    expect(row).to_contain_text("Ik kom met een rolstoel.")
    check_looks(samira)
    row.get_by_role("link").click()
    expect(samira.get_by_role("heading", name="Bij de zitting")).to_be_visible()
    check_looks(samira)


def test_days_on_which_she_cannot_are_said_and_taken_back(page):
    log_in_as(page, YASIN)
    page.goto("/mijn/afspraken/dagen")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("link", name="Vul de eerste dag in.")).to_be_visible()
    page.get_by_label("Eerste dag").fill("2027-01-11")
    page.get_by_label("Laatste dag").fill("2027-01-15")
    page.get_by_label("Waarom?").select_option("holiday")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("er is dan al een afspraak")).to_be_visible()
    page.go_back()
    page.goto("/mijn/afspraken/dagen")
    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_text("U vulde nog geen dagen in.")).to_be_visible()


def test_two_windows_lose_nothing_of_what_she_wishes(portal, open_browser):
    page = open_browser(portal)
    open_appointment(page)
    page.get_by_role("link", name="Zeg wat u wilt").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Achterin").check()
    other.get_by_role("button", name="Bewaar").click()
    page.get_by_label("Voorin").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("ook ergens anders veranderd")).to_be_visible()
    expect(page.get_by_text("U wilt achterin zitten.")).to_be_visible()
    expect(page.get_by_label("Voorin")).to_be_checked()
    check_looks(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("U wilt voorin zitten.")).to_be_visible()


def test_the_calendar_file_comes_down_under_a_neutral_name(portal, open_browser):
    page = open_browser(portal)
    open_appointment(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Zet het in uw agenda", exact=True).click()
    assert download.value.suggested_filename == "afspraak.ics"


def test_the_paper_prints_without_the_portal_around_it(portal, open_browser):
    page = open_browser(portal)
    open_appointment(page)
    page.get_by_role("link", name="Een blad om mee te nemen").click()
    assert page.title() == "Afspraak"
    check_looks(page)
    page.emulate_media(media="print")
    for around in ("nav.main", ".top", "footer", ".exit", ".noprint", ".languages"):
        assert not page.locator(around).first.is_visible(), around
    expect(page.get_by_text("Parnassusweg 280")).to_be_visible()
    expect(page.locator("[lang=ar][dir=rtl]").first).to_be_visible()


def test_every_page_of_hearings_is_well_made_in_every_state(portal, open_browser):
    page = open_browser(portal)
    open_appointment(page, PIETER)
    expect(page.get_by_text("Dit gaat niet door.")).to_be_visible()
    check_looks(page)
    log_in_as(page, "slo-0001")
    page.goto("/mijn/afspraken")
    expect(page.get_by_text("Er is nu geen zitting gepland.")).to_be_visible()
    check_looks(page)


@pytest.mark.parametrize("language", ["English", "Français", "Deutsch"])
def test_a_hearing_speaks_her_language(portal, open_browser, language):
    page = open_browser(portal)
    open_appointment(page)
    page.get_by_role("button", name=language).click()
    expect(page.locator("main")).not_to_contain_text("hoeft niet")
    check_looks(page)
