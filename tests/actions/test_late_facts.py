"""What is learnt later, or comes in late, about people and cases."""

from datetime import date, timedelta
from uuid import uuid4

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import record_attempt
from portal.actions.callbacks import ask_callback
from portal.actions.calls import take_call
from portal.actions.export import export_case
from portal.db.engine import fetch_row
from portal.db.victims import fetch_contact, fetch_victim_id
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart
from tests.builders import make_staff, worker
from tests.chain import (
    CASE,
    NOW,
    calls,
    calls_of,
    case,
    decision,
    fact,
    happen,
    report,
    served,
    updated,
    victim,
)

ELSEWHERE = "PL0900-2026089999"


async def exported():
    return await export_case(number=CASE, by="test", now=NOW)


async def test_who_turns_out_to_be_at_risk_is_due_as_such(database):
    await happen(report(victim("slo-1"), victim("slo-2", kwetsbaar=True)))
    await happen(case(), decision(), updated(kwetsbaar=True))
    [call], [other] = await calls_of("slo-1"), await calls_of("slo-2")
    assert call["due_at"] == other["due_at"]
    assert call["is_at_risk"]


async def test_another_report_tells_of_the_same_person(database):
    await happen(report(victim("slo-1"), victim("slo-2")), case(), decision())
    again = (
        victim("slo-1", wensen={"beslissing": False}),
        victim("slo-2", kwetsbaar=True),
    )
    await happen(report(*again, at="2026-11-18T10:00", pvNummer=ELSEWHERE))
    [gone], [call] = await calls_of("slo-1"), await calls_of("slo-2")
    assert (gone["closed_as"], gone["close_reason"]) == ("cancelled", "opted_out")
    assert call["is_at_risk"]


async def test_an_older_word_of_a_case_changes_nothing_of_it(database):
    now = fact(1, artikel="285b Sr", slachtofferIds=["slo-1"])
    before = (fact(1, slachtofferIds=["slo-2"]), fact(2))
    await happen(
        report(victim("slo-1"), victim("slo-2")),
        case("2026-11-10T09:00", feiten=[now]),
        case("2026-11-05T09:00", feiten=list(before)),
        decision(),
    )
    assert [it["reference"] for it in await calls()] == ["slo-1"]
    [person] = (await exported())["victims"]
    assert person["at_risk"] is True
    told = [(it["code"], it["visible"]) for it in person["timeline"]]
    assert told[1:3] == [("case_received", True), ("case_received", False)]


async def test_a_decision_that_replaces_another_joins_its_call(database):
    await happen(report(), case(), decision())
    [before] = await calls()
    await happen(decision("2026-11-18T10:00", sepotcodes=["40"]))
    [call] = await calls()
    assert call["id"] == before["id"]
    assert (call["due_at"], call["closed_as"]) == (before["due_at"], None)


async def test_a_notice_served_after_halt_gives_a_term_of_its_own(database):
    await happen(report(), case(), decision(beslissing="halt"))
    assert {it["kind"] for it in await calls()} == {"decision", "halt"}
    await happen(served())
    [person] = (await exported())["victims"]
    assert person["complaint_term"]["kind"] == "served_notice"
    still = {it["kind"] for it in await calls() if it["closed_as"] is None}
    assert still == {"sepot", "halt"}


async def test_who_opted_out_still_hears_what_the_law_owes(database):
    for number, kind in enumerate(("strafbeschikking", "transactie", "dagvaarden")):
        pv_number, name = f"PL0900-202608999{number}", f"16-12345{number}-26"
        someone = victim(f"slo-{number}", wensen={"beslissing": False})
        await happen(
            report(someone, pvNummer=pv_number),
            case(parketnummer=name, pvNummer=pv_number),
            decision(parketnummer=name, beslissing=kind),
        )
        [person] = (await export_case(number=name, by="test", now=NOW))["victims"]
        messages = [it["message"] for it in person["notifications"]]
        assert messages == ([] if kind == "dagvaarden" else ["decision_notice"])
    assert await calls() == []


async def test_only_she_or_shn_says_that_an_unsafe_number_is_safe(database):
    number = "06-12345678"
    unsafe = {"nummer": number, "eigen": True, "veilig": False}
    await happen(report(victim(telefoonnummers=[unsafe])))
    again = [{"nummer": "06 1234 5678", "eigen": True, "veilig": True}]
    await happen(
        report(victim(telefoonnummers=again), at="2026-11-18T10:00", pvNummer=ELSEWHERE)
    )
    assert await marks() == [False]
    await happen(updated(telefoonnummers=again))
    assert await marks() == [True]


async def marks():
    victim_id = await fetch_victim_id(reference="slo-1")
    return [it.safe for it in (await fetch_contact(victim_id=victim_id)).numbers]


async def test_a_foreign_number_is_called_by_its_own_clock(database):
    await happen(report(victim(telefoonnummers=["+1 212 555 0123"])))
    await happen(case(), decision())
    [call] = await calls()
    assert call["not_before"].hour == 14  # nine in New York


async def test_a_dutch_number_of_who_lives_abroad_can_be_read(database):
    abroad = {"straat": "X", "huisnummer": "1", "plaats": "Istanbul", "land": "TR"}
    await happen(report(victim(adres=abroad)), case(), decision())
    [call] = await calls()
    assert call["waits_for"] is None


async def test_two_numbers_in_one_field_are_both_hers(database):
    both = {"nummer": "06-12345678 / 030-1234567", "eigen": True, "veilig": True}
    await happen(report(victim(telefoonnummers=[both])))
    assert await numbers() == [
        ("+31612345678", True, True),
        ("+31301234567", True, True),
    ]


async def test_two_numbers_on_two_lines_are_both_hers(database):
    await happen(report(victim(telefoonnummers=["0612345678\n31 30 123 4567"])))
    assert await numbers() == [
        ("+31612345678", None, None),
        ("+31301234567", None, None),
    ]


async def test_a_number_that_stands_twice_is_unsafe_when_one_of_them_is(database):
    unsafe = {"nummer": "+31612345678", "eigen": True, "veilig": False}
    phones = ["06-12345678 of 030-1234567", unsafe]
    await happen(report(victim(telefoonnummers=phones)))
    assert await numbers() == [
        ("+31612345678", True, False),
        ("+31301234567", None, None),
    ]


async def test_the_numbers_of_a_representative_are_read_apart_too(database):
    lawyer = {
        "naam": "K. Bos",
        "rol": "advocaat",
        "magInzien": True,
        "magHandelen": True,
        "belangenconflict": False,
        "geldigTot": None,
        "telefoonnummers": ["020-6123456; 06-87654321"],
    }
    await happen(report(victim(vertegenwoordigers=[lawyer])))
    victim_id = await fetch_victim_id(reference="slo-1")
    [bos] = (await fetch_contact(victim_id=victim_id)).representatives
    assert [it.e164 for it in bos.numbers] == ["+31206123456", "+31687654321"]


async def numbers():
    victim_id = await fetch_victim_id(reference="slo-1")
    contact = await fetch_contact(victim_id=victim_id)
    return [(it.e164, it.own, it.safe) for it in contact.numbers]


async def test_who_died_is_not_phoned_about_what_she_asked_either(database):
    await happen(report(), case())
    hers = await fetch_row("SELECT victim, incident FROM involvement")
    await ask_callback(
        victim_id=hers["victim"],
        incident_id=hers["incident"],
        organisation=Organisation.OM,
        day=date(2026, 11, 24),
        day_part=DayPart.MORNING,
        topic="",
        now=NOW,
    )
    await happen(updated(overleden=True))
    assert {it["close_reason"] for it in await calls("callback")} == {"deceased"}


async def test_what_shn_settles_at_once_leaves_her_the_usual_rest(database):
    await happen(report(), case(), decision())
    [call] = await calls()
    caller = worker(await make_staff())
    lease = await take_call(task_id=call["id"], worker=caller, now=NOW)
    unsafe = AttemptReport(submission=uuid4(), outcome=Outcome.UNSAFE)
    await record_attempt(
        task_id=call["id"], token=lease.token, worker=caller, report=unsafe, now=NOW
    )
    own = [{"nummer": "06-87654321", "eigen": True, "veilig": True}]
    await happen(updated("2026-11-23T10:05", telefoonnummers=own))
    [call] = await calls()
    assert call["waits_for"] is None
    assert call["not_before"] >= NOW + timedelta(hours=4)


async def test_taking_back_an_outcome_opens_no_call_to_who_died(database):
    await happen(report(), case(), decision())
    [call] = await calls()
    caller = worker(await make_staff())
    lease = await take_call(task_id=call["id"], worker=caller, now=NOW)
    refused = AttemptReport(
        submission=uuid4(),
        outcome=Outcome.REFUSED,
        identified_by=IdentityCheck.DETAILS,
    )
    recorded = await record_attempt(
        task_id=call["id"], token=lease.token, worker=caller, report=refused, now=NOW
    )
    await happen(updated("2026-11-23T10:05", overleden=True))
    await correct_attempt(
        attempt_id=recorded.attempt.id, worker=caller, reason="Vergist.", now=NOW
    )
    assert all(it["closed_as"] for it in await calls())
