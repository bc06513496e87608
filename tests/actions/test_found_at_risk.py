"""An unsafe call shows that she is at risk: in every case of hers, not in one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.calls import release_call, take_call
from portal.actions.unsafe_calls import stop_call
from portal.domain.attempts import AttemptReport
from portal.domain.calendar import end_of_day
from portal.domain.outcomes import Outcome
from tests.chain import NOW, calls, case, custody, day, decision, happen, report
from tests.playing_calls import caller, only, record, work

pytestmark = pytest.mark.usefixtures("database")
OTHER_REPORT, OTHER_CASE = "PL0900-2026089999", "16-654321-26"
LAST_DAY = end_of_day(day("2026-11-27"))
NEXT_DAY = end_of_day(day("2026-11-23"))


async def two_cases():
    """A sepot of Friday in one, and a fine in the other."""
    await happen(
        report(),
        case(),
        decision("2026-11-20T10:00"),
        report(pvNummer=OTHER_REPORT, at="2026-11-02T10:00"),
        case(parketnummer=OTHER_CASE, pvNummer=OTHER_REPORT),
        decision(
            "2026-11-20T11:00",
            parketnummer=OTHER_CASE,
            beslissing="strafbeschikking",
            sepotcodes=[],
        ),
    )
    assert {call["due_at"] for call in await calls()} == {LAST_DAY}


async def test_every_decision_is_due_as_to_who_is_at_risk():
    await two_cases()
    await record("sepot", Outcome.UNSAFE, NOW)
    found = await calls("sepot", "decision")
    assert {call["due_at"] for call in found} == {NEXT_DAY}
    assert {call["waits_for"] for call in await calls()} == {"unsafe"}
    assert all(call["is_at_risk"] for call in await calls())


async def test_a_release_that_she_had_not_asked_to_hear_of_is_told_her_now():
    free = custody(effective="2026-11-28T10:00")
    await happen(report(), case(), free, decision("2026-11-20T10:00"))
    assert await calls("release") == []
    await record("sepot", Outcome.UNSAFE, NOW)
    assert (await only("release"))["waits_for"] == "unsafe"
    assert ("unsafe", "shn_worker") in await work()


async def test_who_lost_the_call_meanwhile_shortens_every_norm_too():
    await two_cases()
    call, by = await only("sepot"), await caller()
    lease = await take_call(task_id=call["id"], worker=by, now=NOW)
    await release_call(task_id=call["id"], token=lease.token, worker=by, now=NOW)
    await take_call(task_id=call["id"], worker=await caller(), now=NOW)
    await stop_call(
        task_id=call["id"],
        token=lease.token,
        worker=by,
        report=AttemptReport(submission=uuid4(), outcome=Outcome.UNSAFE),
        now=NOW + timedelta(minutes=5),
    )
    found = await calls("sepot", "decision")
    assert {call["due_at"] for call in found} == {NEXT_DAY}
    assert {call["waits_for"] for call in await calls()} == {"unsafe"}
