import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.call_moments import book_call
from portal.actions.call_outcomes import record_attempt
from portal.actions.calls import take_call
from portal.actions.cases import refresh_case
from portal.actions.gate import (
    UnableToChangeCallError,
    UnableToFindDecisionError,
    cancel_call_after_reading,
    keep_call,
    read_decision,
)
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.overview import fetch_incident_with_decision_for_victim
from portal.db.tables.messages import Notification
from portal.db.timeline import fetch_timeline_for_victim
from portal.db.victims import fetch_victim_id
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.checklist import SEPOT_ITEMS
from portal.domain.outcomes import Outcome
from portal.domain.overview import WaitingNews, find_decision
from portal.domain.phases import Phase
from tests.actions.test_call_moments import open_desk
from tests.builders import make_staff, worker
from tests.chain import NOW, calls_of, case, decision, happen, report, victim

HERS = "slo-1"


async def news(**data):
    """A sepot that she was not told of yet: her id and the decision's."""
    await happen(report(), case(), decision(**data))
    row = await fetch_row("SELECT id FROM decision")
    return {
        "victim_id": await fetch_victim_id(reference=HERS),
        "decision_id": row["id"],
    }


async def seen(about):
    incident = await fetch_incident_with_decision_for_victim(**about, now=NOW)
    (her_case,) = incident.cases
    _, found = find_decision(incident.cases, about["decision_id"])
    return her_case.phase, isinstance(found, WaitingNews)


CLOSED = (Phase.AT_PROSECUTOR, True)
OPEN = (Phase.DISMISSED, False)


async def test_the_gate_is_closed_until_she_reads_it_herself(database):
    about = await news()
    assert await seen(about) == CLOSED
    await read_decision(**about, now=NOW)
    assert await seen(about) == OPEN


async def test_the_timeline_for_export_keeps_to_the_gate(database):
    about = await news()
    row = await fetch_row("SELECT id FROM case_file")
    before = await fetch_timeline_for_victim(
        victim_id=about["victim_id"], case_id=row["id"], now=NOW
    )
    await read_decision(**about, now=NOW)
    after = await fetch_timeline_for_victim(
        victim_id=about["victim_id"], case_id=row["id"], now=NOW
    )

    assert [(item.code, item.visible) for item in before] == [
        ("reported", True),
        ("case_received", True),
        ("decision", False),
    ]
    assert all(item.visible for item in after)


async def test_a_call_in_which_it_was_told_opens_the_gate(database):
    about = await news()
    (task,) = await calls_of(HERS)
    caller = worker(await make_staff())
    lease = await take_call(task_id=task["id"], worker=caller, now=NOW)
    await record_attempt(
        task_id=task["id"],
        token=lease.token,
        worker=caller,
        report=AttemptReport(
            submission=uuid4(),
            outcome=Outcome.SPOKEN,
            identified_by=IdentityCheck.DETAILS,
            told=frozenset({about["decision_id"]}),
            ticked=frozenset(SEPOT_ITEMS),
        ),
        now=NOW,
    )

    assert await seen(about) == OPEN


async def test_nobody_answering_opens_nothing(database):
    about = await news()
    (task,) = await calls_of(HERS)
    caller = worker(await make_staff())
    lease = await take_call(task_id=task["id"], worker=caller, now=NOW)
    await record_attempt(
        task_id=task["id"],
        token=lease.token,
        worker=caller,
        report=AttemptReport(submission=uuid4(), outcome=Outcome.NO_ANSWER),
        now=NOW,
    )

    assert await seen(about) == CLOSED


@pytest.mark.parametrize(
    ("state", "is_open"), [("queued", False), ("cancelled", False), ("sent", True)]
)
async def test_a_written_notice_opens_the_gate_when_it_has_left(
    database, state, is_open
):
    about = await news()
    await Notification(
        id=uuid4(),
        victim=about["victim_id"],
        message="decision_notice",
        channel="letter",
        cause="test",
        decision=about["decision_id"],
        state=state,
        queued_at=NOW,
        sent_at=NOW if state == "sent" else None,
    ).save()

    assert await seen(about) == (OPEN if is_open else CLOSED)


async def test_a_neutral_message_opens_nothing(database):
    about = await news()
    await Notification(
        id=uuid4(),
        victim=about["victim_id"],
        message="callback_confirmed",
        channel="email",
        cause="test",
        decision=about["decision_id"],
        state="sent",
        queued_at=NOW,
        sent_at=NOW,
    ).save()

    assert await seen(about) == CLOSED


async def test_where_no_call_opens_the_gate_is_open(database):
    about = await news(beslissing="overdracht", sepotcodes=[])

    assert await seen(about) == (Phase.TRANSFERRED, False)


@pytest.mark.parametrize(
    "kind", ["strafbeschikking", "transactie", "halt", "mediation", "dagvaarden"]
)
async def test_the_gate_is_before_every_decision_that_we_call_about(database, kind):
    about = await news(beslissing=kind, sepotcodes=[])

    assert await seen(about) == CLOSED


async def test_knowledge_that_was_taken_back_closes_it_again(database):
    about = await news()
    await read_decision(**about, now=NOW)
    await execute("UPDATE knowledge SET withdrawn_at = {}, withdrawn_by = 'x'", NOW)

    assert await seen(about) == CLOSED


async def test_two_clicks_at_once_record_one_knowledge(database):
    about = await news()
    await asyncio.gather(*(read_decision(**about, now=NOW) for _ in range(4)))
    rows = await fetch_rows("SELECT subject FROM knowledge")

    assert [row["subject"] for row in rows] == ["decision"]


async def test_what_is_not_hers_is_not_found(database):
    about = await news()
    await happen(report(victim("slo-2"), pvNummer="PL0900-2026081235"))
    other = await fetch_victim_id(reference="slo-2")
    for act in (read_decision, cancel_call_after_reading, keep_call):
        with pytest.raises(UnableToFindDecisionError):
            await act(victim_id=other, decision_id=about["decision_id"], now=NOW)
        with pytest.raises(UnableToFindDecisionError):
            await act(victim_id=about["victim_id"], decision_id=uuid4(), now=NOW)

    assert await fetch_rows("SELECT id FROM knowledge") == []


async def test_cancelling_after_reading_leaves_the_other_decision_to_tell(database):
    second_case = {"parketnummer": "16-123457-26"}
    fact = {"feitId": "16-123457-26/1", "artikel": "310 Sr", "omschrijving": "diefstal"}
    await happen(
        report(),
        case(),
        case(**second_case, feiten=[{**fact, "spreekrecht": False}]),
        decision(),
        decision(**second_case),
    )
    first, second = await fetch_rows("SELECT id FROM decision ORDER BY arrival")
    hers = await fetch_victim_id(reference=HERS)
    await read_decision(victim_id=hers, decision_id=first["id"], now=NOW)
    await cancel_call_after_reading(victim_id=hers, decision_id=first["id"], now=NOW)
    (task,) = await calls_of(HERS)
    left = await fetch_rows(
        "SELECT decision FROM call_task_decision WHERE removed_at IS NULL"
    )

    assert task["closed_as"] is None
    assert [row["decision"] for row in left] == [second["id"]]


async def test_what_she_read_is_confirmed_in_writing_when_no_call_comes(database):
    about = await news()
    await read_decision(**about, now=NOW)
    await cancel_call_after_reading(**about, now=NOW)
    (row,) = await fetch_rows("SELECT message, state FROM notification")

    assert (row["message"], row["state"]) == ("decision_notice", "queued")
    waiting = await fetch_rows(
        "SELECT reminder.kind FROM reminder JOIN call_task"
        " ON call_task.id = reminder.task AND call_task.kind = 'sepot'"
        " WHERE reminder.state = 'waiting'"
    )
    assert waiting == []


async def test_a_cancelled_call_does_not_come_back_by_itself(database):
    about = await news()
    await read_decision(**about, now=NOW)
    await cancel_call_after_reading(**about, now=NOW)
    (row,) = await fetch_rows("SELECT id FROM case_file")
    await refresh_case(case_id=row["id"], now=NOW)
    (task,) = await calls_of(HERS)

    assert task["closed_as"] == "cancelled"


async def test_a_second_no_finds_no_call(database):
    about = await news()
    await read_decision(**about, now=NOW)
    await cancel_call_after_reading(**about, now=NOW)
    with pytest.raises(UnableToChangeCallError):
        await cancel_call_after_reading(**about, now=NOW)


async def test_reading_brings_the_call_forward_for_who_became_at_risk_since(database):
    about = await news(at="2026-11-20T11:30")
    (before,) = await calls_of(HERS)
    await execute(
        "UPDATE victim SET same_address = TRUE WHERE id = {}", about["victim_id"]
    )
    await read_decision(**about, now=NOW)
    (after,) = await calls_of(HERS)
    assert before["due_at"] > after["due_at"]


async def read_after_choosing(starts_at, *, now):
    """Her call before and after she reads, at risk, with a time that she chose."""
    await open_desk(is_experienced=True)
    about = await news(at="2026-11-20T11:30")
    victim_id = about["victim_id"]
    (before,) = await calls_of(HERS)
    await book_call(
        victim_id=victim_id, task_id=before["id"], starts_at=starts_at, now=NOW
    )
    await execute("UPDATE victim SET same_address = TRUE WHERE id = {}", victim_id)
    await read_decision(**about, now=now)
    (after,) = await calls_of(HERS)
    return before, after


async def test_reading_leaves_a_time_that_she_chose_and_its_due_day(database):
    wednesday = NOW + timedelta(days=2)
    before, after = await read_after_choosing(wednesday, now=NOW)
    assert (after["is_agreed"], after["not_before"]) == (True, wednesday)
    assert after["due_at"] == before["due_at"] > wednesday


async def test_a_time_of_hers_that_we_missed_holds_no_call_back(database):
    missed = NOW + timedelta(hours=1)
    before, after = await read_after_choosing(missed, now=NOW + timedelta(hours=2))
    assert after["due_at"] < before["due_at"]
