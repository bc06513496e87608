"""The court has her complaint: she knows, and nobody tells it to her as news."""

from datetime import date, timedelta

import pytest

from portal.actions.call_sheets import read_call_sheet
from portal.actions.calls import take_call
from portal.actions.export import export_case
from portal.db.engine import fetch_row, fetch_rows
from portal.domain.checklist import ChecklistItem
from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets
from tests.builders import make_staff, worker
from tests.calling import make_call
from tests.chain import (
    NOW,
    calls,
    calls_of,
    case,
    complained,
    decision,
    happen,
    import_sample,
    report,
    revised,
    served,
    victim,
)
from tests.outbox import Postbox, deliver, outbox

pytestmark = pytest.mark.usefixtures("database")
RECEIVED = date(2026, 11, 20)
LATER = NOW + timedelta(days=14)


async def known(*, withdrawn=False):
    rows = await fetch_rows(
        "SELECT subject, source, known_on, is_assumed, withdrawn_at FROM knowledge"
    )
    return [
        (row["subject"], row["source"], row["known_on"], row["is_assumed"])
        for row in rows
        if (row["withdrawn_at"] is not None) is withdrawn
    ]


async def written():
    return [row["message"] for row in await outbox()]


async def test_a_complaint_shows_that_she_knows(database):
    await happen(report(), case(), decision(), complained())
    assert await known() == [("decision", "other", RECEIVED, False)]
    exported = await export_case(number="16-123456-26", by="test", now=NOW)
    term = exported["victims"][0]["complaint_term"]
    assert (term["known_at"], term["known_by"]) == ("2026-11-20", "other")
    assert term["provisional"] is False
    assert term["last_safe_day"] is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_whichever_comes_in_first(order):
    told = [decision(), complained()]
    await happen(report(), case(), *(told[index] for index in order))
    assert await known() == [("decision", "other", RECEIVED, False)]


async def test_another_day_takes_the_place_of_the_first():
    await happen(report(), case(), decision(), complained())
    await happen(complained("2026-11-21T09:00", ontvangenOp="2026-11-19"))
    assert await known() == [("decision", "other", date(2026, 11, 19), False)]
    assert await known(withdrawn=True) == [("decision", "other", RECEIVED, False)]


async def test_a_decision_of_a_later_day_is_not_what_she_complained_of():
    await happen(report(), case(), complained(), decision("2026-11-21T09:00"))
    assert await known() == []


async def test_the_complaint_of_one_is_not_that_of_another():
    other = victim("slo-2", achternaam="Bakker")
    await happen(report(victim(), other), case(), decision(), complained())
    rows = await fetch_rows(
        "SELECT victim.reference FROM knowledge JOIN victim"
        " ON victim.id = knowledge.victim"
    )
    assert [row["reference"] for row in rows] == ["slo-1"]


async def test_of_a_notice_she_need_not_know():
    await happen(report(), case(), decision(), served(), complained("2026-11-21T09:00"))
    assert [subject for subject, *_ in await known()] == ["decision"]


async def test_the_call_stays_and_no_letter_tells_it():
    await happen(report(), case(), decision(), complained())
    await run_due_jobs(now=LATER, outlets=Outlets(email=Postbox()))
    [call] = await calls("sepot")
    assert call["closed_as"] is None
    assert await written() == []


async def test_a_letter_still_waiting_does_not_leave():
    await happen(report(victim(communicatiewijze="schriftelijk")), case(), decision())
    await happen(complained())
    await deliver()
    assert [row["state"] for row in await outbox()] == ["cancelled"]


async def test_who_writes_rather_than_calls_gets_no_letter_about_it():
    in_writing = victim(communicatiewijze="schriftelijk")
    await happen(report(in_writing), case(), complained(), decision())
    assert await written() == []


async def test_a_served_notice_still_goes_in_writing():
    await happen(report(), case(), decision(), served("2026-11-16T12:00"), complained())
    await run_due_jobs(now=LATER, outlets=Outlets(email=Postbox()))
    assert await written() == ["served_notice"]


async def test_a_revision_tells_her_that_it_goes_on():
    await happen(
        report(), case(), decision(), complained(), revised("2026-11-21T09:00")
    )
    assert {it["kind"]: it["closed_as"] for it in await calls()} == {
        "sepot": "cancelled",
        "decision": None,
    }


async def the_sheet(**given):
    await happen(report(), case(), decision(), complained())
    [task] = await calls("sepot")
    staff = worker(await make_staff(**given))
    await take_call(task_id=task["id"], worker=staff, now=NOW)
    return await read_call_sheet(task_id=task["id"], worker=staff, now=NOW)


async def test_the_caller_sees_that_the_court_has_it():
    sheet = await the_sheet()
    assert sheet.decisions[0].told.complained_on == RECEIVED
    assert not sheet.may_complain
    assert ChecklistItem.COMPLAINT_EXPLAINED not in sheet.state.required


async def test_who_complained_of_one_decision_may_hear_how_to_of_another():
    call = await make_call()
    sheet = await read_call_sheet(task_id=call.task.id, worker=call.caller, now=NOW)
    assert sheet.may_complain
    assert ChecklistItem.COMPLAINT_EXPLAINED in sheet.state.required


async def test_mehmet_kaya_is_explained_what_he_knows():
    """As the sample feed tells it: sepot in July, complaint in September."""
    await import_sample()
    await run_due_jobs(now=LATER, outlets=Outlets(email=Postbox()))
    [call] = [it for it in await calls_of("slo-0020") if it["kind"] == "sepot"]
    assert call["closed_as"] is None
    exported = await export_case(number="13-101010-26", by="test", now=NOW)
    [mehmet] = exported["victims"]
    term = mehmet["complaint_term"]
    assert (term["kind"], term["known_at"], term["known_by"]) == (
        "no_statutory_term",
        "2026-09-14",
        "other",
    )
    assert "decision_notice" not in [it["message"] for it in mehmet["notifications"]]
    live = await fetch_row(
        "SELECT count(*) AS number FROM reminder JOIN victim ON victim.id ="
        " reminder.victim WHERE victim.reference = 'slo-0020'"
        " AND reminder.kind LIKE 'complaint%' AND reminder.state = 'waiting'"
    )
    assert live == {"number": 0}
