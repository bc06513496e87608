"""A decision falls while a victim is being told of it: she hears that it goes on."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions import call_outcomes, cases, delivery, gate
from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import UnableToKeepCallError, record_attempt
from portal.actions.calls import take_call
from portal.actions.gate import UnableToFindDecisionError, read_decision
from portal.db.engine import fetch_rows
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.checklist import SEPOT_ITEMS
from portal.domain.outcomes import Outcome
from tests.builders import NOW, make_staff, worker
from tests.calling import knowledge, work
from tests.chain import (
    calls,
    case,
    complained,
    decision,
    happen,
    report,
    revised,
    victim,
)
from tests.interleaving import Pause
from tests.outbox import deliver, outbox

OTHER_CASE = "16-654321-26"

pytestmark = pytest.mark.usefixtures("database")


class Told:
    """A caller who has the call about a sepot in hand."""

    def __init__(self, task, decision_id, caller, token):
        self.task, self.decision_id = task, decision_id
        self.caller, self.token = caller, token

    async def record(self, outcome=Outcome.SPOKEN, **given):
        told = {
            "identified_by": IdentityCheck.DETAILS,
            "told": frozenset({self.decision_id}),
            "ticked": frozenset(SEPOT_ITEMS),
        }
        return await record_attempt(
            task_id=self.task["id"],
            token=self.token,
            worker=self.caller,
            report=AttemptReport(submission=uuid4(), outcome=outcome, **told | given),
            now=NOW,
        )


async def calling(*more):
    await happen(report(), case(), decision(), *more)
    [task] = await calls("sepot")
    caller = worker(await make_staff())
    lease = await take_call(task_id=task["id"], worker=caller, now=NOW)
    return Told(task, await the_decision(), caller, lease.token)


async def the_decision():
    rows = await fetch_rows("SELECT id FROM decision ORDER BY decided_at")
    return rows[0]["id"]


async def states():
    return {row["kind"]: row["closed_as"] for row in await calls()}


async def test_a_revision_waits_for_what_is_being_recorded(monkeypatch):
    told = await calling()
    pause = Pause(monkeypatch, call_outcomes, "insert_attempt")
    await pause.meanwhile(told.record(), happen(revised()))
    assert await states() == {"sepot": "done", "decision": None}


async def test_what_is_recorded_after_a_revision_was_said_all_the_same(monkeypatch):
    told = await calling()
    pause = Pause(monkeypatch, cases, "fetch_told")
    await pause.meanwhile(happen(revised()), told.record())
    assert await states() == {"sepot": "cancelled", "decision": None}
    assert await knowledge() == [("decision", "call", date(2026, 11, 23))]


async def test_a_call_that_goes_on_keeps_what_was_told_of_the_one_that_fell():
    other = decision("2026-11-16T12:30", parketnummer=OTHER_CASE)
    told = await calling(case(parketnummer=OTHER_CASE), other)
    await happen(revised())
    await told.record()
    assert await states() == {"sepot": None, "decision": None}
    assert len(await knowledge()) == 1


async def test_nothing_to_keep_of_a_call_that_fell_is_refused():
    told = await calling()
    await happen(revised())
    with pytest.raises(UnableToKeepCallError, match="vervallen"):
        await told.record(Outcome.NO_ANSWER)
    assert await states() == {"sepot": "cancelled"}


async def test_danger_is_kept_whatever_became_of_the_call():
    told = await calling()
    await happen(revised())
    await told.record(Outcome.UNSAFE, told=frozenset(), ticked=frozenset())
    assert ("unsafe", "shn", "shn_worker") in await work()


async def test_who_lost_the_call_to_a_colleague_keeps_nothing_of_one_that_fell():
    told = await calling()
    late = NOW + timedelta(minutes=40)
    colleague = worker(await make_staff())
    await take_call(task_id=told.task["id"], worker=colleague, now=late)
    await happen(revised())
    with pytest.raises(UnableToKeepCallError):
        await told.record()
    assert await knowledge() == []


async def test_a_complaint_and_a_conversation_wait_in_one_order(monkeypatch, caplog):
    told = await calling()
    pause = Pause(monkeypatch, call_outcomes, "insert_attempt")
    await pause.meanwhile(told.record(), happen(complained()))
    assert await states() == {"sepot": "done"}
    assert "deadlock" not in caplog.text


async def test_a_letter_that_is_being_sent_counts(monkeypatch):
    await happen(report(victim(communicatiewijze="schriftelijk")), case(), decision())
    pause = Pause(monkeypatch, delivery, "gather_facts")
    await pause.meanwhile(deliver(), happen(revised()))
    assert [row["state"] for row in await outbox()] == ["sent"]
    assert await states() == {"decision": None}


async def test_a_letter_taken_when_the_decision_falls_does_not_leave(monkeypatch):
    await happen(report(victim(communicatiewijze="schriftelijk")), case(), decision())
    pause = Pause(monkeypatch, cases, "fetch_told")
    await pause.meanwhile(happen(revised()), deliver())
    assert [row["state"] for row in await outbox()] == ["cancelled"]
    assert await states() == {}


async def test_who_reads_it_in_that_moment_is_called(monkeypatch):
    told = await calling()
    reads = read_decision(
        victim_id=told.task["victim"], decision_id=told.decision_id, now=NOW
    )
    pause = Pause(monkeypatch, gate, "record_knowledge")
    await pause.meanwhile(reads, happen(revised()))
    assert await states() == {"sepot": "cancelled", "decision": None}


async def test_what_fell_in_that_moment_cannot_be_read_any_more(monkeypatch):
    told = await calling()
    reads = read_decision(
        victim_id=told.task["victim"], decision_id=told.decision_id, now=NOW
    )
    pause = Pause(monkeypatch, cases, "fetch_told")
    with pytest.raises(UnableToFindDecisionError):
        await pause.meanwhile(happen(revised()), reads)
    assert await knowledge() == []
    assert await states() == {"sepot": "cancelled"}


async def test_taking_back_what_was_told_of_a_fallen_decision_tells_it_to_nobody():
    told = await calling()
    recorded = await told.record()
    await happen(revised())
    await correct_attempt(
        attempt_id=recorded.attempt.id, worker=told.caller, reason="Mis.", now=NOW
    )
    assert (await states())["sepot"] == "cancelled"
