"""A mother and her daughter, each before a screen of her own."""

import pytest
from playwright.sync_api import expect

from tests import chain
from tests.browser.looking import check_looks
from tests.browser.playing import SAMIRA_OF_SHN, log_in, log_in_as, set_clock

REPORT = "PL0900-2026111919"
CASE = "16-444555-26"
MOTHER = {
    "naam": "Kim Bos",
    "rol": "ouder",
    "email": "kim@example.org",
    "magInzien": True,
    "magHandelen": True,
    "belangenconflict": False,
}
FRIEND = {**MOTHER, "naam": "Loes Kok", "rol": "gemachtigde", "email": "l@example.org"}


def child(reference, name, born, *people):
    return chain.victim(
        reference,
        voornamen=name,
        achternaam="Bos",
        geboortedatum=born,
        telefoonnummers=[{"nummer": "06-51234567", "eigen": True, "veilig": True}],
        vertegenwoordigers=list(people or (MOTHER,)),
    )


STORY = (
    chain.report(
        child("slo-9101", "Noor", "2011-03-01"),
        child("slo-9102", "Bram", "2015-01-01"),
        pvNummer=REPORT,
    ),
    chain.case(parketnummer=CASE, pvNummer=REPORT, feiten=[chain.fact()]),
    chain.decision(parketnummer=CASE),
)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_daughter_shuts_the_door_while_her_mother_looks(
    portal, open_browser, has_script
):
    portal.receive(*STORY)
    mother = open_browser(portal, java_script_enabled=has_script)
    noor = open_browser(portal, java_script_enabled=has_script)
    log_in(mother, "Kim Bos voor Bram B.")
    expect(mother.get_by_text("U kijkt namens Bram.").first).to_be_visible()
    mother.get_by_role("link", name="Wat mag ik?").click()
    mother.get_by_role("button", name="Noor").click()
    expect(mother.get_by_text("U kijkt namens Noor.").first).to_be_visible()
    assert "Noor" not in mother.title()
    mother.goto("/mijn/contact")

    log_in_as(noor, "slo-9101")
    noor.get_by_role("link", name="Zien wie er met u meekijkt").click()
    expect(noor.get_by_role("heading", name="Kim Bos")).to_be_visible()
    noor.get_by_role("button", name="Houd dit voor mijzelf").first.click()
    expect(noor.get_by_text("Dit ziet vanaf nu alleen uzelf.")).to_be_visible()
    mother.reload()
    expect(mother.get_by_role("heading", level=1)).to_have_text(
        "Er ging iets niet goed"
    )

    noor.get_by_text("Dit klopt niet").first.click()
    noor.get_by_role("button", name="Meld dat het niet klopt").click()
    expect(noor.get_by_text("Slachtofferhulp kijkt het na.").first).to_be_visible()
    mother.goto("/mijn")
    assert mother.url.endswith("/inloggen")
    mother.go_back()
    assert "Noor" not in mother.content()
    expect(noor.get_by_role("heading", name="Kim Bos")).to_be_visible()


def test_from_sixteen_her_mother_is_out_until_she_wants_her_there(portal, open_browser):
    portal.receive(*STORY)
    page = open_browser(portal)
    log_in(page, "Kim Bos voor Bram B.")
    mother = open_browser(portal)
    set_clock(mother, "2027-03-01T10:00")
    page.goto("/mijn/namens")
    expect(page.get_by_role("button", name="Noor")).to_have_count(0)
    noor = open_browser(portal)
    log_in_as(noor, "slo-9101")
    noor.goto("/mijn/namens")
    check_looks(noor)
    noor.get_by_role("button", name="Ja, mag meekijken").click()
    check_looks(noor)
    page.reload()
    expect(page.get_by_role("button", name="Noor")).to_have_count(0)
    shn = open_browser(portal)
    log_in(shn, SAMIRA_OF_SHN)
    shn.goto("/werk/aandacht")
    shn.get_by_role("link", name="Vraag het haar").click()
    shn.get_by_label("Ja, zij koos dit zelf en het is veilig").check()
    shn.get_by_role("button", name="Bewaar").click()
    expect(shn.get_by_text("Opgeslagen. Het geldt meteen.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Noor").click()
    page.get_by_role("link", name="Bekijk hoe het gaat").first.click()
    assert page.locator("main form").count() == 0


def test_every_page_of_who_stands_in_looks_well(portal, open_browser):
    portal.receive(*STORY)
    mother = open_browser(portal)
    log_in(mother, "Kim Bos voor Bram B.")
    for path in ("/mijn", "/mijn/namens", "/mijn/berichten"):
        mother.goto(path)
        check_looks(mother)
    portal.receive(
        chain.updated(reference="slo-9102", vertegenwoordigers=[FRIEND]),
    )
    mother.goto("/mijn")
    expect(mother.get_by_role("heading", level=1)).to_have_text(
        "U kunt hier niet verder"
    )
    check_looks(mother)
    noor = open_browser(portal)
    log_in_as(noor, "slo-0001")
    noor.goto("/mijn/namens")
    expect(noor.get_by_text("Niemand kijkt met u mee.")).to_be_visible()
    check_looks(noor)
