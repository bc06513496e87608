"""Nobody answers: three attempts over two days, and then a letter tells it."""

from playwright.sync_api import expect

from tests import chain
from tests.browser.playing import JAN_CALLS, log_in, log_in_as, set_clock, use_key

CASE = "16-222444-26"
REPORT = "PL0900-2026112020"
NOOR = chain.victim(
    "slo-9002",
    voornamen="Noor",
    tussenvoegsel=None,
    achternaam="Bouzid",
    telefoonnummers=[{"nummer": "06-51234568", "eigen": True, "veilig": True}],
    email="",
)
DROPPED = (
    chain.report(NOOR, pvNummer=REPORT),
    chain.case(parketnummer=CASE, pvNummer=REPORT, feiten=[chain.fact()]),
    chain.decision("2026-11-20T11:30", parketnummer=CASE),
)


def test_who_never_answers_gets_a_letter_in_time(portal, open_browser):
    jan = open_browser(portal)
    portal.receive(*DROPPED)
    portal.leave_only("sepot")
    _does_not_answer(jan)
    expect(jan.locator("main")).to_contain_text(
        "Het gesprek komt terug op maandag 23 november 2026 om 14.00 uur."
    )
    set_clock(jan, "2026-11-23T14:05")
    _does_not_answer(jan)
    expect(jan.locator("main")).to_contain_text("dinsdag 24 november 2026")
    set_clock(jan, "2026-11-24T18:30")
    _does_not_answer(jan)
    expect(jan.locator("main")).to_contain_text(
        "Dit was de laatste poging. De beslissing wordt schriftelijk verteld."
    )
    _gets_a_letter(jan)
    _reads_the_same_in_the_portal(open_browser(portal))
    (her,) = portal.export_case(CASE)["victims"]
    (call,) = [task for task in her["call_tasks"] if task["kind"] == "sepot"]
    assert call["state"] == "written"
    assert [attempt["outcome"] for attempt in call["attempts"]] == ["no_answer"] * 3
    assert [one["message"] for one in her["notifications"]] == ["decision_notice"]


def _does_not_answer(jan):
    """Choose her from the list, where others may be before her."""
    log_in(jan, JAN_CALLS)
    jan.get_by_role("link", name="Noor Bouzid").click()
    expect(jan.locator("main")).to_contain_text("kan nu gebeld worden")
    use_key(jan, "Enter")
    expect(jan.locator(".dial")).to_have_text("06 51234568")
    use_key(jan, "n")
    expect(jan.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    jan.get_by_role("link", name="Naar de lijst").click()
    expect(jan.get_by_role("heading", level=1)).to_have_text("Bellen")
    expect(jan.get_by_role("link", name="Noor Bouzid")).to_have_count(0)
    jan.go_back()


def _gets_a_letter(jan):
    set_clock(jan, "2026-11-24T18:35")
    letter = jan.locator(".card").filter(has_text="Brief aan Noor Bouzid")
    letter.get_by_role("link", name="Lees deze brief").click()
    expect(jan.locator("body")).to_contain_text("Noor Bouzid")
    expect(jan.locator("body")).to_contain_text("Er is te weinig bewijs")


def _reads_the_same_in_the_portal(noor):
    log_in_as(noor, "slo-9002")
    expect(noor.locator("main")).not_to_contain_text("Nu al lezen?")
    noor.get_by_role("link", name="Bekijk hoe het gaat").click()
    noor.get_by_role("link", name="Lees de beslissing").click()
    expect(noor.locator("main")).to_contain_text("Er is te weinig bewijs")
    expect(noor.locator("main")).to_contain_text("u onze brief dan heeft")
