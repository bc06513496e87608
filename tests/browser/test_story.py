"""The main job with two people: a case is dropped, she is told, and she can act."""

import re

import pytest
from playwright.sync_api import expect

from tests import chain
from tests.browser.playing import (
    ANNA,
    ELS_SUPERVISES,
    JAN_CALLS,
    log_in,
    log_in_as,
    set_clock,
    use_key,
)
from tests.pages import BETRAYING

REPORT = "PL0900-2026111717"
CASE = "16-222333-26"
FATIMA = chain.victim(
    "slo-9001",
    voornamen="Fatima",
    tussenvoegsel="El",
    achternaam="Amrani",
    telefoonnummers=[{"nummer": "06-51234567", "eigen": True, "veilig": True}],
    email="fatima@example.org",
)
WHY = "Op de beelden is niemand te herkennen."
SERVED_CASE = (
    chain.report(FATIMA, pvNummer=REPORT),
    chain.case(parketnummer=CASE, pvNummer=REPORT, feiten=[chain.fact()]),
    chain.decision(parketnummer=CASE, knvvBetekendOp="2026-11-17", toelichting=WHY),
)
LAST_DAY = "maandag 22 februari 2027"
POST_BY = "maandag 15 februari 2027"


@pytest.mark.parametrize(
    ("engine", "has_script"),
    [("portal", True), ("portal", False), ("portal_on_postgres", True)],
    ids=["sqlite", "without-script", "postgres"],
)
def test_she_is_told_before_she_reads_and_can_ask_for_a_call(
    request, open_browser, engine, has_script
):
    portal = request.getfixturevalue(engine)
    jan = open_browser(portal, java_script_enabled=has_script)
    fatima = open_browser(portal, java_script_enabled=has_script)
    portal.receive(*SERVED_CASE)
    portal.leave_only("sepot")
    _sees_only_that_there_is_a_decision(fatima)
    _is_called(portal, open_browser, jan)
    _has_a_term_that_runs(portal, jan)
    _gets_word_that_gives_nothing_away(jan)
    _reads_what_was_told(fatima)
    _asks_for_a_call(fatima)
    _is_called_back(jan)
    (her,) = portal.export_case(CASE)["victims"]
    ended = {task["kind"]: task["state"] for task in her["call_tasks"]}
    assert (ended["sepot"], ended["callback"]) == ("done", "done")


def test_she_may_read_it_herself_and_say_that_no_call_is_needed(portal, open_browser):
    anna, jan = open_browser(portal), open_browser(portal)
    log_in(anna, ANNA)
    anna.get_by_role("link", name="Nu al lezen?").click()
    anna.get_by_role("button", name="Ja, ik wil het nu lezen").click()
    main = anna.locator("main")
    expect(main).to_contain_text("Op de camerabeelden is niemand te herkennen.")
    expect(main).to_contain_text("Ons advies: zorg dat uw klacht er is op")
    expect(main).not_to_contain_text("uiterlijk")
    expect(main).to_contain_text("Wij bellen u vóór dinsdag 24 november 2026.")
    anna.get_by_role("button", name="Nee, bellen hoeft niet meer").click()
    expect(main).to_contain_text("Goed. Wij bellen u hier niet meer over.")
    set_clock(jan, "2026-11-23T18:05")
    log_in(jan, JAN_CALLS)
    expect(jan.locator("table.queue tbody a").first).to_be_visible()
    expect(jan.get_by_role("link", name=ANNA)).to_have_count(0)


def _sees_only_that_there_is_a_decision(fatima):
    log_in_as(fatima, "slo-9001")
    expect(fatima.get_by_role("heading", name="Er is een beslissing.")).to_be_visible()
    expect(fatima.locator("main")).to_contain_text(
        "Wij bellen u vóór dinsdag 24 november 2026."
    )
    fatima.get_by_role("link", name="Bekijk hoe het gaat").click()
    expect(fatima.locator("[aria-current=step]")).to_contain_text(
        "De officier van justitie bekijkt de zaak."
    )
    fatima.get_by_role("link", name="Nu al lezen?").click()
    expect(fatima.get_by_role("button", name="Ja, ik wil het nu lezen")).to_be_visible()
    expect(fatima.locator("main")).not_to_contain_text(
        re.compile(f"stopt|bewijs|{WHY}")
    )


def _is_called(portal, open_browser, jan):
    """Two others are before her: a colleague tries the one and calls the other."""
    els = open_browser(portal)
    log_in(els, ELS_SUPERVISES)
    use_key(els, "Enter")
    expect(els.get_by_role("heading", level=1)).to_have_text("Mehmet Kaya")
    use_key(els, "n")
    expect(els.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    use_key(els, "Enter")
    expect(els.get_by_role("heading", level=1)).to_contain_text("van den Berg")
    log_in(jan, JAN_CALLS)
    use_key(jan, "Enter")
    expect(jan.get_by_role("heading", level=1)).to_have_text("Fatima El Amrani")
    expect(jan.locator("main")).not_to_contain_text(re.compile(f"bewijs|{WHY}"))
    use_key(jan, "k")
    expect(jan.locator(".say")).to_contain_text(WHY)
    expect(jan.locator("main")).to_contain_text(LAST_DAY)
    for key in "012345":
        use_key(jan, key)
    use_key(jan, "g")
    expect(jan.get_by_text("Vastgelegd: gesproken")).to_be_visible()
    expect(jan.locator("main")).to_contain_text("Het gesprek is afgerond.")
    expect(jan.locator("main")).to_contain_text("De bevestiging komt in het portaal")


def _has_a_term_that_runs(portal, jan):
    jan.goto("/werk/zaken")
    jan.get_by_label("Zoek").fill(CASE)
    jan.get_by_role("button", name="Zoek").click()
    jan.get_by_role("link", name=REPORT).first.click()
    expect(jan.get_by_role("region", name=CASE)).to_contain_text(
        f"Uiterlijk {LAST_DAY} bij het gerechtshof; verstuur vóór {POST_BY}."
    )
    (her,) = portal.export_case(CASE)["victims"]
    assert (
        her["complaint_term"]
        | {
            "kind": "served_notice",
            "known_by": "call",
            "known_at": "2026-11-23",
            "last_safe_day": "2027-02-22",
            "post_by": "2027-02-15",
        }
        == her["complaint_term"]
    )
    (told,) = [task for task in her["call_tasks"] if task["kind"] == "sepot"]
    assert told["state"] == "done"


def _gets_word_that_gives_nothing_away(anyone):
    set_clock(anyone, "2026-11-23T10:30")
    mail = anyone.locator(".card").filter(has_text="fatima@example.org")
    expect(mail.get_by_role("heading")).to_have_text(
        "E-mail: Er staat een bericht voor u klaar"
    )
    said = mail.locator(".typed").text_content()
    assert not re.search(BETRAYING, said, re.IGNORECASE), said


def _reads_what_was_told(fatima):
    fatima.goto("/mijn")
    expect(fatima.locator("main")).not_to_contain_text("Wij bellen u vóór")
    fatima.get_by_role("link", name="Bekijk hoe het gaat").click()
    fatima.get_by_role("link", name="Lees de beslissing").click()
    expect(fatima.get_by_role("heading", level=1)).to_contain_text("De zaak stopt")
    expect(fatima.locator("main")).to_contain_text(WHY)
    expect(fatima.locator("main")).to_contain_text(
        f"Uw klacht moet uiterlijk {LAST_DAY} bij het gerechtshof"
    )
    expect(fatima.locator("main")).to_contain_text(f"verstuur vóór {POST_BY}")
    expect(fatima.locator("main")).to_contain_text("Toen belden wij u.")
    fatima.get_by_role("link", name="Berichten", exact=True).click()
    fatima.get_by_role("link", name="Wat wij u vertelden").click()
    expect(fatima.locator("main")).to_contain_text(LAST_DAY)


def _asks_for_a_call(fatima):
    fatima.goto("/mijn/terugbellen")
    fatima.get_by_role("link", name="Kies een tijd: Het Openbaar Ministerie").click()
    fatima.get_by_label("Waarover wilt u praten?").fill("Wat doet het gerechtshof?")
    fatima.get_by_role("button", name="Bel mij dan").click()
    expect(fatima.locator(".note.bad")).to_contain_text("Kies een tijd.")
    expect(fatima.get_by_label("Waarover wilt u praten?")).to_have_value(
        "Wat doet het gerechtshof?"
    )
    fatima.get_by_text("dinsdag 24 november 2026").click()
    fatima.locator("#moment-2026-11-24T1100").check()
    fatima.get_by_role("button", name="Bel mij dan").click()
    expect(fatima.get_by_text("Goed. Wij bellen u op de tijd")).to_be_visible()
    expect(fatima.locator(".card").first).to_contain_text(
        "dinsdag 24 november 2026, tussen 12 en 12.30 uur"
    )


def _is_called_back(jan):
    set_clock(jan, "2026-11-24T12:05")
    jan.goto("/werk/bellen")
    first = jan.locator("tbody tr").first
    expect(first).to_contain_text("Fatima El Amrani")
    expect(first).to_contain_text("terugbelverzoek")
    expect(first).to_contain_text("afspraak is nu")
    use_key(jan, "Enter")
    expect(jan.get_by_role("heading", level=1)).to_have_text("Fatima El Amrani")
    use_key(jan, "k")
    expect(jan.locator(".say").first).to_contain_text("Wat doet het gerechtshof?")
    use_key(jan, "g")
    expect(jan.locator("main")).to_contain_text("Het gesprek is afgerond.")
