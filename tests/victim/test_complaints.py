import io
from asyncio import gather
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from portal.actions.callbacks import ask_callback
from portal.actions.complaint_choices import choose_about_complaint
from portal.actions.reminders import fire_reminder
from portal.db.engine import execute, fetch_rows
from portal.db.tables.people import Representative
from portal.db.victims import fetch_victim_id
from portal.domain.complaint_choices import ComplaintChoice
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart
from tests.builders import make_staff, worker
from tests.calling import Call
from tests.chain import (
    CASE,
    NOW,
    calls_of,
    case,
    complained,
    day,
    decision,
    event,
    happen,
    hearing,
    hearing_held,
    report,
    revised,
    served,
    victim,
)
from tests.pages import read_html
from tests.victim.conftest import main_text

PENALTY = {"beslissing": "strafbeschikking", "sepotcodes": []}
AT_RISK = {"kwetsbaar": True, "telefoonnummers": []}


async def page_of_decision():
    (row,) = await fetch_rows(
        "SELECT id FROM decision ORDER BY decided_at DESC, arrival DESC LIMIT 1"
    )
    return f"/mijn/nieuws/{row['id']}"


async def read_decision(enter, *victims, who="slo-1", **data):
    """A decision that she has read, with what she then can do about it."""
    await happen(report(*victims), case(), decision(**data))
    path = await page_of_decision()
    anna = await enter(who)
    await anna.post(f"{path}/lezen")
    return anna, path


async def reminder_states():
    rows = await fetch_rows(
        "SELECT state FROM reminder WHERE kind LIKE 'complaint%' ORDER BY due_at"
    )
    return {row["state"] for row in rows}


async def choices():
    rows = await fetch_rows(
        "SELECT choice, sent_on FROM complaint_choice ORDER BY said_at, number"
    )
    return [(row["choice"], row["sent_on"]) for row in rows]


async def test_having_sent_it_is_kept_with_the_day_and_stops_the_reminders(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/herinnering", wants="yes")
    assert await reminder_states() == {"waiting"}

    page = await anna.post(f"{path}/keuze", choice="sent", sent_on="2026-11-20")
    assert "U stuurde de klacht op vrijdag 20 november 2026." in main_text(page)
    assert "Ja, herinner mij" not in main_text(page)
    assert await reminder_states() == {"not_wanted"}


async def test_the_day_can_be_corrected_and_what_was_said_before_stays(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/keuze", choice="sent", sent_on="2026-11-20")
    page = await anna.post(f"{path}/keuze", choice="sent", sent_on="2026-11-21")

    assert "U stuurde de klacht op zaterdag 21 november 2026." in main_text(page)
    assert await choices() == [("sent", day("2026-11-20")), ("sent", day("2026-11-21"))]
    assert "Wat u eerder koos" in main_text(page)


async def test_not_doing_it_stops_the_reminders_and_choosing_again_starts_them(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/herinnering", wants="yes")
    page = await anna.post(f"{path}/keuze", choice="will_not")
    assert "U doet dit niet." in main_text(page)
    assert await reminder_states() == {"not_wanted"}

    page = await anna.post(f"{path}/keuze", choice="undecided")
    assert "Wij herinneren u op tijd." in main_text(page)
    assert await reminder_states() == {"waiting"}


async def test_choosing_again_starts_no_reminders_that_she_did_not_want(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/herinnering", wants="no")
    await anna.post(f"{path}/keuze", choice="will_not")
    await anna.post(f"{path}/keuze", choice="undecided")

    assert await reminder_states() == {"not_wanted"}


async def test_a_reminder_that_became_due_meanwhile_is_not_sent(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/herinnering", wants="yes")
    await anna.post(f"{path}/keuze", choice="sent", sent_on="2026-11-23")
    await execute("UPDATE reminder SET state = 'waiting' WHERE kind LIKE 'complaint%'")
    (due,) = await fetch_rows(
        "SELECT id, due_at FROM reminder WHERE kind = 'complaint_35'"
    )
    await fire_reminder(reminder_id=due["id"], now=due["due_at"])
    assert not await fetch_rows(
        "SELECT id FROM notification WHERE message = 'complaint_reminder'"
    )


async def test_a_new_decision_asks_anew(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/keuze", choice="will_not")
    await happen(revised(), decision(at="2026-11-19T10:00"))
    later = await page_of_decision()
    page = await anna.post(f"{later}/lezen")

    assert later != path
    assert "U hoeft nu nog niets te kiezen." in main_text(page)


async def test_call_me_opens_a_call_by_shn_that_says_not_what_about(enter):
    anna, path = await read_decision(enter)
    page = await anna.post(f"{path}/keuze", choice="asks_call")
    (call,) = await calls_of("slo-1", "callback")

    assert (call["organisation"], call["topic"]) == ("shn", "")
    assert call["is_agreed"]
    assert "Slachtofferhulp belt u op maandag 23 november 2026, tussen" in main_text(
        page
    )


async def test_call_me_twice_is_one_call_at_the_same_moment(enter):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/keuze", choice="asks_call")
    (before,) = await calls_of("slo-1", "callback")
    await anna.post(f"{path}/keuze", choice="undecided")
    await anna.post(f"{path}/keuze", choice="asks_call")
    (after,) = await calls_of("slo-1", "callback")

    assert after["earliest_at"] == before["earliest_at"]


async def test_call_me_leaves_her_appointment_with_the_om_as_it_was(enter):
    anna, path = await read_decision(enter)
    (incident,) = await fetch_rows("SELECT id FROM incident")
    await ask_callback(
        victim_id=anna.victim_id,
        incident_id=incident["id"],
        organisation=Organisation.OM,
        day=day("2026-11-24"),
        day_part=DayPart.AFTERNOON,
        topic="",
        now=NOW,
    )
    before = await calls_of("slo-1", "callback")
    page = await anna.post(f"{path}/keuze", choice="asks_call")

    assert await calls_of("slo-1", "callback") == before
    work = await fetch_rows(
        "SELECT organisation, role FROM work_item WHERE kind = 'shn_call_asked'"
    )
    assert [tuple(row.values()) for row in work] == [("shn", "shn_worker")]
    assert "Uw afspraak met het Openbaar Ministerie blijft staan." in main_text(page)


@pytest.mark.parametrize("then", ["asks_call", "undecided"])
async def test_a_call_that_goes_to_the_om_leaves_shn_owing_hers(enter, then):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/keuze", choice="asks_call")
    await anna.post(f"{path}/keuze", choice=then)
    (incident,) = await fetch_rows("SELECT id FROM incident")
    for part in (DayPart.AFTERNOON, DayPart.MORNING):
        await ask_callback(
            victim_id=anna.victim_id,
            incident_id=incident["id"],
            organisation=Organisation.OM,
            day=day("2026-11-24"),
            day_part=part,
            topic="",
            now=NOW,
        )
    (call,) = await calls_of("slo-1", "callback")
    work = await fetch_rows(
        "SELECT organisation FROM work_item WHERE kind = 'shn_call_asked'"
    )
    assert call["organisation"] == "om"
    assert [row["organisation"] for row in work] == ["shn"] * (then == "asks_call")


async def test_call_me_without_a_safe_number_is_work_for_shn(enter):
    anna, path = await read_decision(enter, victim(**AT_RISK))
    page = await anna.post(f"{path}/keuze", choice="asks_call")

    assert await calls_of("slo-1", "callback") == []
    assert "Slachtofferhulp kijkt hoe zij u veilig kan bellen." in main_text(page)
    work = await fetch_rows(
        "SELECT organisation FROM work_item WHERE detail = 'asked_by_victim'"
    )
    assert {row["organisation"] for row in work} == {"shn"}


@pytest.mark.parametrize(
    "typed", ["", "gisteren", "2026-11-24", "2026-11-15", "31-02-2026", "2026-13-01"]
)
async def test_a_day_that_cannot_be_is_asked_again_as_it_was_typed(enter, typed):
    anna, path = await read_decision(enter)
    page = await anna.post(f"{path}/keuze", status=422, choice="sent", sent_on=typed)

    assert "Dit klopt nog niet" in main_text(page)
    (field,) = [it for it in read_html(page.text).all("input") if it["id"] == "sent_on"]
    assert field["value"] == typed
    assert field["aria-invalid"] == "true"
    assert await choices() == []


@pytest.mark.parametrize("typed", ["20-11-2026", "20/11/2026", "20 11 2026"])
async def test_a_day_may_be_typed_as_people_write_it(enter, typed):
    anna, path = await read_decision(enter)
    await anna.post(f"{path}/keuze", choice="sent", sent_on=typed)
    assert await choices() == [("sent", date(2026, 11, 20))]


async def test_a_second_click_adds_nothing(enter):
    anna, path = await read_decision(enter)
    for _ in range(2):
        await anna.post(f"{path}/keuze", choice="sent", sent_on="2026-11-20")
    assert await choices() == [("sent", day("2026-11-20"))]


async def test_two_clicks_at_once_are_one(enter):
    await read_decision(enter)
    decision_id = (await fetch_rows("SELECT id FROM decision"))[0]["id"]
    victim_id = await fetch_victim_id(reference="slo-1")
    await gather(
        *(
            choose_about_complaint(
                victim_id=victim_id,
                decision_id=decision_id,
                choice=ComplaintChoice.ASKS_CALL,
                sent_on=None,
                now=NOW,
            )
            for _ in range(4)
        )
    )
    assert await choices() == [("asks_call", None)]
    assert len(await calls_of("slo-1", "callback")) == 1


async def test_something_else_than_a_choice_is_asked_again(enter):
    anna, path = await read_decision(enter)
    page = await anna.post(f"{path}/keuze", status=422, choice="nee")
    assert "Kies wat u wilt doen." in main_text(page)
    assert await choices() == []


async def test_of_what_she_did_not_read_yet_she_chooses_nothing(enter):
    await happen(report(), case(), decision())
    path = await page_of_decision()
    anna = await enter()
    for page in ("uitleg", "brief", "brief.pdf"):
        await anna.get(f"{path}/{page}", status=404)
    await anna.post(f"{path}/keuze", status=404, choice="will_not")
    assert await choices() == []


async def test_what_is_somebody_elses_is_not_there(enter):
    _, path = await read_decision(enter)
    await happen(report(victim("slo-2"), pvNummer="PL0900-2026081299"))
    bo = await enter("slo-2")
    for page in ("uitleg", "brief", "brief.pdf"):
        await bo.get(f"{path}/{page}", status=404)
    await bo.post(f"{path}/keuze", status=404, choice="will_not")
    assert await choices() == []


async def test_a_decision_that_holds_no_more_leaves_nothing_to_choose(enter):
    anna, path = await read_decision(enter)
    await happen(revised())
    await anna.post(f"{path}/keuze", status=409, choice="will_not")
    await anna.get(f"{path}/brief", status=404)
    assert "Wat wilt u doen?" not in main_text(await anna.get(path))


async def test_once_the_court_has_it_there_is_nothing_to_choose(enter):
    anna, path = await read_decision(enter)
    await happen(complained())
    page = await anna.get(path)

    assert "Wat wilt u doen?" not in main_text(page)
    assert (
        "Het gerechtshof Arnhem-Leeuwarden kreeg uw klacht op vrijdag 20 november 2026."
        in main_text(page)
    )
    refused = await anna.post(f"{path}/keuze", status=409, choice="will_not")
    assert "Het gerechtshof heeft uw klacht al." in main_text(refused)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("bevel", "De zaak moet verdergaan."),
        ("afgewezen", "De beslissing blijft staan."),
        ("niet-ontvankelijk", "De rechters kunnen uw klacht niet behandelen."),
        ("doorgezonden", "Dat gerechtshof gaat er nu mee verder."),
    ],
)
async def test_what_the_court_decided_is_said_with_what_comes_next(
    enter, outcome, words
):
    anna, path = await read_decision(enter)
    await happen(
        complained(),
        event(
            "nl.rechtspraak.beklag-beschikt",
            CASE,
            "2026-11-21T09:00",
            parketnummer=CASE,
            slachtofferId="slo-1",
            hof="Arnhem-Leeuwarden",
            ontvangenOp="2026-11-20",
            datum="2026-11-21",
            uitkomst=outcome,
        ),
    )
    assert words in main_text(await anna.get(path))


async def test_the_talk_about_her_complaint_is_said_with_its_day(enter):
    anna, path = await read_decision(enter)
    await happen(complained(), hearing(soort="raadkamer-12sv", rechter="hof"))
    text = main_text(await anna.get(path))

    assert "De rechters praten met u over uw klacht op dinsdag 12 januari 2027" in text


async def test_after_the_talk_she_reads_that_the_judges_decide_now(enter):
    anna, path = await read_decision(enter)
    await happen(
        complained(),
        hearing(begin="2026-11-20T10:00", soort="raadkamer-12sv", rechter="hof"),
        hearing_held("2026-11-20T12:00"),
    )
    text = main_text(await anna.get(path))
    assert "De rechters hebben over uw klacht gepraat. Nu beslissen zij." in text


async def test_a_talk_of_the_prosecutor_with_the_suspect_asks_nothing_of_her(enter):
    anna, path = await read_decision(enter)
    await happen(complained(), hearing(soort="om-hoorgesprek", rechter="onbekend"))
    text = main_text(await anna.get(path))
    assert (
        "De officier van justitie praat met de verdachte op dinsdag 12 januari" in text
    )


async def test_a_settlement_has_no_certain_term_and_says_so(enter):
    anna, path = await read_decision(enter, beslissing="transactie", sepotcodes=[])
    for page in (path, f"{path}/uitleg", f"{path}/brief"):
        text = main_text(await anna.get(page))
        assert "Het is niet zeker of voor deze klacht een vaste tijd geldt." in text
        assert "uiterlijk" not in text.lower()


async def test_that_the_suspect_objects_changes_nothing_about_her_time(enter):
    anna, path = await read_decision(enter, **PENALTY)
    await happen(
        event(
            "nl.om.verzet-gewijzigd",
            CASE,
            "2026-11-21T09:00",
            parketnummer=CASE,
            datum="2026-11-21",
            stand="gedaan",
        )
    )
    text = main_text(await anna.get(path))
    assert "Uw eigen tijd om te klagen loopt gewoon door." in text
    assert "Uw klacht moet uiterlijk maandag 22 februari 2027" in text


async def test_the_guide_tells_how_the_day_was_counted(enter):
    anna, path = await read_decision(enter, **PENALTY)
    text = main_text(await anna.get(f"{path}/uitleg"))

    for words in (
        "De tijd begint na maandag 23 november 2026. Toen las u het hier.",
        "Uw eigen klik legde dat vast.",
        "Dat zijn 90 dagen. Dan komen wij op zondag 21 februari 2027.",
        "Dan telt de eerste werkdag daarna: maandag 22 februari 2027.",
        "drie maanden op de kalender. Dan komen wij op dinsdag 23 februari 2027.",
        "Wij kiezen de dag die het eerst komt: maandag 22 februari 2027.",
        "verstuur vóór maandag 15 februari 2027",
        "Algemene termijnenwet",
        "In 2015 waren 34 van de 100 klachten binnen een half jaar klaar.",
        "Postbus 9030",
        "dat u uw klacht intrekt",
    ):
        assert words in text, words


async def test_the_guide_names_the_organisation_that_called_and_never_the_caller(enter):
    await happen(report(), case(), decision())
    (task,) = await calls_of("slo-1", "sepot")
    (sepot,) = await fetch_rows("SELECT id FROM decision")
    caller = worker(await make_staff())
    call = Call(None, SimpleNamespace(**task), SimpleNamespace(**sepot), caller)
    await call.speak()
    anna = await enter()
    page = await anna.get(f"{await page_of_decision()}/uitleg")
    text = main_text(page)

    assert "De tijd begint na maandag 23 november 2026. Toen belden wij u." in text
    assert "Een medewerker van het Openbaar Ministerie schreef dat op." in text
    (staff,) = await fetch_rows("SELECT name FROM staff_member")
    assert staff["name"] not in page.text


async def test_an_advice_is_never_told_as_a_last_day(enter):
    anna, path = await read_decision(enter)
    for page in ("uitleg", "brief"):
        text = main_text(await anna.get(f"{path}/{page}")).lower()
        for hard in ("uiterlijk", "moet uw klacht", "deadline", "te laat"):
            assert hard not in text
    assert "Deze dagen zijn een advies." in main_text(await anna.get(f"{path}/uitleg"))


async def test_a_notice_served_later_is_explained(enter):
    anna, path = await read_decision(enter)
    await happen(served())
    await anna.post(f"{path}/lezen")
    text = main_text(await anna.get(f"{path}/uitleg"))

    assert "Sinds u dat weet, geldt er wel een vaste tijd." in text
    assert "Uw klacht moet uiterlijk maandag 22 februari 2027" in text


async def test_of_a_penalty_that_was_not_carried_out_no_day_is_counted(enter):
    anna, path = await read_decision(
        enter,
        victim(wensen={"beslissing": False}),
        sepotcodes=["77"],
        vergoedingVoor=[],
    )
    text = main_text(await anna.get(f"{path}/uitleg"))
    assert "Er is geen laatste dag." in text
    assert "De tijd begint na" not in text


async def test_a_mistake_in_the_counting_is_owned_up_to(enter):
    anna, path = await read_decision(enter, **PENALTY)
    await execute(
        "UPDATE knowledge SET withdrawn_at = {}, withdrawn_by = 'Jan',"
        " known_on = '2026-11-10'",
        NOW - timedelta(days=1),
    )
    await anna.post(f"{path}/lezen")
    text = main_text(await anna.get(f"{path}/uitleg"))
    assert "Eerst rekenden wij vanaf dinsdag 10 november 2026. Dat klopte niet." in text


async def test_the_letter_is_filled_in_with_all_but_her_reasons(enter):
    anna, path = await read_decision(enter)
    page = await anna.get(f"{path}/brief")
    (text,) = list(read_html(page.text).all("textarea"))

    for words in (
        "Anna de Vries Biltstraat 12 3572 BB UTRECHT",
        "Gerechtshof Arnhem-Leeuwarden",
        f"Parketnummer: {CASE}",
        "maandag 16 november 2026",
        "Arrondissementsparket Midden-Nederland",
    ):
        assert words in text.text, words
    assert text["lang"] == "nl"


async def test_her_address_stays_out_when_she_says_so(enter):
    anna, path = await read_decision(enter)
    page = await anna.get(f"{path}/brief?adres=nee")
    assert "Biltstraat" not in page.text
    assert f"{path}/brief.pdf?adres=nee" in page.text


async def test_who_is_at_risk_writes_her_address_on_the_letter_herself(enter):
    anna, path = await read_decision(enter, victim(kwetsbaar=True))
    page = await anna.get(f"{path}/brief")
    assert "Biltstraat" not in page.text
    assert "alleen in als dat veilig is" in page.text
    assert "Schrijf het zelf op de brief." in page.text
    assert "Biltstraat" not in (await anna.get(f"{path}/brief?adres=ja")).text
    file = await anna.get(f"{path}/brief.pdf?adres=ja")
    pages = PdfReader(io.BytesIO(file.content)).pages
    assert "Biltstraat" not in "".join(it.extract_text() for it in pages)


async def test_the_address_that_she_chose_for_post_goes_before_home(enter):
    domicile = {
        "straat": "Postkade",
        "huisnummer": "3",
        "postcode": "3511AA",
        "plaats": "Utrecht",
        "postMag": True,
    }
    anna, path = await read_decision(enter, victim(briefadres=domicile))
    page = await anna.get(f"{path}/brief?adres=ja")
    assert "Postkade 3" in page.text
    assert "Biltstraat" not in page.text


async def test_the_file_has_a_neutral_name_and_says_the_same(enter):
    anna, path = await read_decision(enter)
    answer = await anna.get(f"{path}/brief.pdf?adres=ja")

    assert answer.headers["content-type"] == "application/pdf"
    named = answer.headers["content-disposition"]
    assert named == 'attachment; filename="brief.pdf"'
    pdf = PdfReader(io.BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "Biltstraat 12" in text
    assert CASE in text
    assert pdf.metadata.title == "Brief"


async def test_a_parent_signs_for_a_child(enter):
    parent = {
        "naam": "Wil de Vries",
        "rol": "ouder",
        "magInzien": True,
        "magHandelen": True,
        "belangenconflict": False,
        "geldigTot": None,
        "telefoonnummers": [],
        "email": None,
    }
    child = victim(geboortedatum="2012-03-04", vertegenwoordigers=[parent])
    anna, path = await read_decision(enter, child)
    page = await anna.get(f"{path}/brief")
    assert "Wil de Vries zet de handtekening." in main_text(page)
    assert "Wil de Vries, ouder van Anna de Vries" in page.text


async def test_each_page_and_choice_leaves_one_row_in_the_trail(enter):
    anna, path = await read_decision(enter)
    await execute("DELETE FROM audit_event")
    await anna.get(f"{path}/uitleg")
    await anna.get(f"{path}/brief")
    await anna.get(f"{path}/brief.pdf")
    await anna.browser.post(f"{path}/keuze", data={"choice": "will_not"})
    rows = await fetch_rows("SELECT action, victim FROM audit_event")

    actions = sorted(row["action"] for row in rows)
    assert actions == ["choose", "read_guide", "read_letter", "take_letter"]
    assert {row["victim"] for row in rows} == {anna.victim_id}


LAWYER = {
    "naam": "mr. Kaya",
    "rol": "advocaat",
    "magInzien": True,
    "magHandelen": True,
    "belangenconflict": False,
    "geldigTot": None,
    "telefoonnummers": [],
    "email": None,
}


async def test_her_lawyer_writes_and_signs_without_her_address_or_her_calls(enter):
    _, path = await read_decision(enter, victim(vertegenwoordigers=[LAWYER]))
    lawyer = await enter(await Representative.objects().first())
    page = await lawyer.get(f"{path}/brief?adres=ja")
    assert "Biltstraat" not in page.text
    assert "mr. Kaya, advocaat van Anna de Vries" in page.text

    page = await lawyer.get(path)
    assert "Ik doe dit niet" in main_text(page)
    assert "bel mij" not in main_text(page)
    await lawyer.post(f"{path}/keuze", status=422, choice="asks_call")
    assert await calls_of("slo-1", "callback") == []


async def test_she_reads_what_her_lawyer_chose_for_her(enter):
    anna, path = await read_decision(enter, victim(vertegenwoordigers=[LAWYER]))
    lawyer = await enter(await Representative.objects().first())
    await lawyer.post(f"{path}/keuze", choice="sent", sent_on="2026-11-20")
    text = main_text(await anna.get(path))
    assert "U stuurde de klacht op vrijdag 20 november 2026." in text
    assert "gekozen door wie u vertegenwoordigt" in text


async def test_who_may_only_look_chooses_nothing_for_her(enter):
    looks_on = {**LAWYER, "magHandelen": False}
    _, path = await read_decision(enter, victim(vertegenwoordigers=[looks_on]))
    lawyer = await enter(await Representative.objects().first())
    assert "Ik doe dit niet" not in main_text(await lawyer.get(path))
    await lawyer.post(f"{path}/keuze", status=422, choice="will_not")
    assert await choices() == []
