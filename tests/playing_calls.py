"""Calls that a chain opened, played as callers make them, with what comes of each."""

from uuid import uuid4

from portal.actions.call_outcomes import record_attempt
from portal.actions.calls import take_call
from portal.actions.reminders import fire_reminder
from portal.db.engine import fetch_rows
from portal.db.reminders import fetch_due_reminder_ids
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.checklist import ChecklistItem
from portal.domain.outcomes import Outcome
from tests.builders import make_staff, worker
from tests.chain import NOW, calls, case, fact, victim

AT_RISK = victim(
    kwetsbaar=True,
    telefoonnummers=[{"nummer": "06-12345678", "eigen": True, "veilig": True}],
)


def speaks():
    return case(feiten=[fact(spreekrecht=True)])


async def only(kind):
    [call] = await calls(kind)
    return call


async def caller(organisation="om", role="caller"):
    staff = await make_staff(organisation=organisation, role=role, is_experienced=True)
    return worker(staff)


async def record(kind, outcome, at, by=None, **report):
    """Take the call of this kind, whenever it may be made, and say how it went."""
    call, by = await only(kind), by or await caller()
    lease = await take_call(task_id=call["id"], worker=by, now=at)
    return await record_attempt(
        task_id=call["id"],
        token=lease.token,
        worker=by,
        report=AttemptReport(submission=uuid4(), outcome=outcome, **report),
        now=at,
    )


async def news_of(kind):
    rows = await fetch_rows(
        "SELECT happening FROM call_task_happening AS tells"
        " JOIN call_task ON call_task.id = tells.task WHERE call_task.kind = {}"
        " AND tells.removed_at IS NULL",
        kind,
    )
    return frozenset(row["happening"] for row in rows)


async def speak(kind, at=NOW, by=None):
    return await record(
        kind,
        Outcome.SPOKEN,
        at,
        by,
        identified_by=IdentityCheck.DETAILS,
        told=await news_of(kind),
        ticked=frozenset(ChecklistItem),
    )


async def speak_decision(kind, at=NOW):
    """Tell every decision of the call, and all that goes with it."""
    rows = await fetch_rows(
        "SELECT decision FROM call_task_decision AS tells"
        " JOIN call_task ON call_task.id = tells.task WHERE call_task.kind = {}"
        " AND tells.removed_at IS NULL",
        kind,
    )
    return await record(
        kind,
        Outcome.SPOKEN,
        at,
        identified_by=IdentityCheck.DETAILS,
        told=frozenset(row["decision"] for row in rows),
        ticked=frozenset(ChecklistItem),
    )


async def nobody_answers(kind, times, by=None):
    for _ in range(times):
        call = await only(kind)
        await record(kind, Outcome.NO_ANSWER, max(call["not_before"], NOW), by)


async def remind(now):
    for reminder_id in await fetch_due_reminder_ids(now=now):
        await fire_reminder(reminder_id=reminder_id, now=now)


async def work():
    rows = await fetch_rows("SELECT kind, role FROM work_item WHERE done_at IS NULL")
    return {(row["kind"], row["role"]) for row in rows}


async def written():
    rows = await fetch_rows("SELECT message FROM notification ORDER BY queued_at")
    return [row["message"] for row in rows]
