"""One call on one screen: safe first, then who it is, then what to tell."""

from datetime import date

from portal.db.check_words import words_of_call
from portal.db.complaint_records import save_complaint
from portal.db.tables.people import Victim
from tests.builders import (
    NOW,
    make_attempt,
    make_case,
    make_hearing,
    make_incident,
    make_staff,
    make_task,
)
from tests.pages import read_html
from tests.staff.screens import WORDS_OF_02, open_call


async def test_the_screen_says_how_to_call_safely(visit):
    browser = await visit(name="J. Brouwer")
    screen = await open_call(browser, victim={"voicemail": False})
    page = read_html(screen.page.text)
    (dial,) = [each for each in page.all("a") if each["class"] == "dial"]
    assert (dial["href"], dial.text) == ("tel:+31-6-12345678", "06 12345678")
    assert "eigen nummer, veilig" in screen.page.text
    assert "niet inspreken" in screen.page.text
    assert f"“{words_of_call(screen.task.id)}”" in screen.page.text


async def test_a_voicemail_has_one_prepared_sentence(visit):
    screen = await open_call(await visit(name="J. Brouwer"))
    said = "U spreekt met J. Brouwer. Wilt u mij terugbellen op 030-1234567?"
    assert said in screen.page.text
    assert 'value="voicemail"' in screen.page.text


async def test_nothing_of_the_decision_shows_before_it_is_sure_who_it_is(visit):
    screen = await open_call(await visit())
    assert WORDS_OF_02 not in screen.page.text
    assert "Let op wat u zegt" not in screen.page.text
    assert 'value="spoken"' not in screen.page.text
    await screen.identify()
    assert WORDS_OF_02 in screen.page.text
    assert "Let op wat u zegt" in screen.page.text
    assert 'value="spoken"' in screen.page.text


async def test_for_someone_at_risk_details_reveal_nothing(visit):
    screen = await open_call(await visit(), task={"is_at_risk": True})
    assert "Einde PV-nummer" in screen.page.text
    await screen.identify()
    assert WORDS_OF_02 not in screen.page.text
    await screen.identify(identiteit="two_facts")
    assert WORDS_OF_02 in screen.page.text


async def test_what_is_typed_stays_when_the_identity_is_checked(visit):
    screen = await open_call(await visit())
    await screen.identify(notitie="Rustig gesprek.")
    assert "Rustig gesprek." in screen.page.text


async def test_advice_is_never_called_a_deadline(visit):
    screen = await (await open_call(await visit())).identify()
    assert "geen vaste termijn" in screen.page.text
    assert "maandag 15 februari 2027" in screen.page.text
    assert "uiterlijk <strong>" not in screen.page.text


async def test_a_served_notice_has_both_days(visit):
    screen = await open_call(await visit(), decision={"served_on": date(2026, 11, 18)})
    await screen.identify()
    assert "moet uiterlijk <strong>maandag 22 februari 2027" in screen.page.text
    assert "vóór <strong>maandag 15 februari 2027" in screen.page.text


async def test_what_a_ground_withholds_is_not_read_out(visit):
    secret = {"grounds": "53", "explanation": "Hij is ernstig ziek."}
    screen = await open_call(await visit(), decision=secret)
    await screen.identify()
    assert "ernstig ziek" not in screen.page.text
    assert "wacht op vrijgave" in screen.page.text


async def test_the_screen_shows_what_else_goes_on(visit):
    browser = await visit()
    screen = await open_call(browser)
    anna = await Victim.objects().get(Victim.id == screen.task.victim)
    await make_incident(victims=(anna,), description="Bekladde voordeur.")
    case = await make_case(victims=(anna,))
    await make_hearing(case=case, place="Lelystad")
    theirs = await make_task(victim=anna, kind="first_contact", organisation="shn")
    await make_attempt(
        task=theirs,
        staff=await make_staff(name="M. Aydin", organisation="shn"),
        note="Zij huilde.",
    )
    await screen.identify()
    for text in ("Bekladde voordeur.", "Lelystad", "SHN heeft gebeld", "M. Aydin"):
        assert text in screen.page.text
    assert "Zij huilde." not in screen.page.text


async def complain(screen, *, received_on=date(2026, 11, 18)):
    await save_complaint(
        victim_id=screen.task.victim,
        case_id=screen.decision.case,
        facts={"court": "Arnhem-Leeuwarden", "received_on": received_on},
        at=NOW,
    )


async def test_where_the_court_has_the_complaint_nobody_is_told_how_to_complain(visit):
    screen = await open_call(await visit())
    await complain(screen)
    text = (await screen.identify()).page.text
    assert "het gerechtshof Arnhem-Leeuwarden heeft de klacht" in text
    assert "Vertel de beslissing niet als nieuws" in text
    assert "Beslissing besproken" in text
    for advice in ("verstuur vóór", "complaint_explained", "herinneringen"):
        assert advice not in text


async def test_a_complaint_about_an_older_decision_changes_nothing(visit):
    screen = await open_call(await visit())
    await complain(screen, received_on=date(2026, 11, 1))
    text = (await screen.identify()).page.text
    assert "heeft de klacht" not in text
    assert "verstuur vóór" in text


async def test_halt_is_shown_no_term_and_no_complaint(visit):
    browser = await visit(organisation="halt", role="halt_worker")
    screen = await open_call(
        browser,
        decision={"kind": "halt", "grounds": ""},
        task={"organisation": "halt", "kind": "halt"},
    )
    before = (await screen.identify()).page.text
    await complain(screen)
    for text in (before, (await screen.identify()).page.text):
        for word in ("Klacht bij", "Arnhem", "complaint_explained", "herinneringen"):
            assert word not in text
