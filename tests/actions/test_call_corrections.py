"""Taking back a mistaken outcome, knowledge included."""

from datetime import timedelta

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.db.engine import execute, fetch_rows
from portal.domain.attempts import IdentityCheck
from portal.domain.checklist import SEPOT_ITEMS
from portal.domain.outcomes import Outcome, UnableToCorrectAttemptError
from tests.builders import (
    NOW,
    make_decision,
    make_staff,
    make_task,
    reload_task,
    worker,
)
from tests.calling import knowledge, make_call, messages, work

pytestmark = pytest.mark.usefixtures("database")
SOON = NOW + timedelta(minutes=2)


async def take_back(recorded, by, now=SOON):
    return await correct_attempt(
        attempt_id=recorded.attempt.id, worker=by, reason="Verkeerde knop.", now=now
    )


async def states():
    rows = await fetch_rows("SELECT state FROM notification ORDER BY state")
    return [row["state"] for row in rows]


async def test_a_conversation_that_was_none_is_undone_completely():
    call = await make_call()
    recorded = await call.speak()
    corrected = await take_back(recorded, call.caller)
    task = await call.now()
    assert corrected.open_task_id == task.id
    assert (task.closed_as, task.closed_at, task.close_reason) == (None, None, None)
    assert task.not_before == SOON
    assert await knowledge() == []
    assert await states() == ["cancelled"]
    told = await fetch_rows("SELECT told_at FROM call_task_decision")
    assert [row["told_at"] for row in told] == [None]


async def test_after_taking_back_the_same_call_is_recorded_anew():
    call = await make_call()
    await take_back(await call.speak(), call.caller)
    await call.take(SOON)
    await call.report(Outcome.SPOKEN, SOON, **call.told())
    assert (await call.now()).closed_as == "done"
    assert await states() == ["cancelled", "queued"]
    assert len(await knowledge()) == 1


async def test_a_notice_taken_back_can_be_sent_again():
    call = await make_call()
    recorded = await call.record(Outcome.REFUSED, identified_by=IdentityCheck.DETAILS)
    await take_back(recorded, call.caller)
    await call.take(SOON)
    await call.report(Outcome.REFUSED, SOON, identified_by=IdentityCheck.DETAILS)
    assert await states() == ["cancelled", "queued"]


async def test_a_mistaken_no_answer_does_not_count():
    call = await make_call()
    recorded = await call.record(Outcome.NO_ANSWER)
    await take_back(recorded, call.caller)
    task = await call.now()
    assert (task.attempts, task.not_before) == (0, SOON)


async def test_a_number_is_not_wrong_any_more():
    call = await make_call()
    recorded = await call.record(Outcome.WRONG_NUMBER)
    assert await work() != []
    await take_back(recorded, call.caller)
    assert (await call.now()).waits_for is None
    assert await work() == []


async def test_what_went_out_stays_and_only_the_knowledge_is_taken_back():
    call = await make_call()
    recorded = await call.speak()
    await execute("UPDATE notification SET state = 'sent', sent_at = {}", SOON)
    corrected = await take_back(recorded, call.caller)
    assert (corrected.open_task_id, corrected.sent_messages) == (None, 1)
    assert (await call.now()).closed_as == "done"
    assert await knowledge() == []


async def test_a_newer_call_of_its_kind_tells_what_was_taken_back():
    call = await make_call()
    recorded = await call.speak()
    incident = await call.now()
    other = await make_decision()
    newer = await make_task(
        victim=call.victim, decisions=(other,), incident=await incident_of(incident)
    )
    corrected = await take_back(recorded, call.caller)
    assert corrected.open_task_id == newer.id
    rows = await fetch_rows(
        "SELECT decision FROM call_task_decision WHERE task = {}", newer.id
    )
    assert {row["decision"] for row in rows} == {other.id, call.decision.id}
    assert (await reload_task(call.task.id)).closed_as == "done"


async def incident_of(task):
    return await task.get_related("incident")


async def test_only_the_latest_outcome_can_be_taken_back():
    call = await make_call()
    first = await call.record(Outcome.ENGAGED)
    await call.record(Outcome.NO_ANSWER, NOW + timedelta(minutes=15))
    with pytest.raises(UnableToCorrectAttemptError):
        await take_back(first, call.caller, NOW + timedelta(minutes=20))


async def test_an_outcome_is_taken_back_once():
    call = await make_call()
    recorded = await call.record(Outcome.NO_ANSWER)
    await take_back(recorded, call.caller)
    with pytest.raises(UnableToCorrectAttemptError, match="al teruggedraaid"):
        await take_back(recorded, call.caller)


async def test_a_colleague_cannot_take_it_back_but_the_supervisor_can():
    call = await make_call()
    recorded = await call.record(Outcome.NO_ANSWER)
    with pytest.raises(UnableToCorrectAttemptError):
        await take_back(recorded, worker(await make_staff()))
    await take_back(recorded, worker(await make_staff(role="supervisor")))


async def test_another_organisation_does_not_find_it():
    call = await make_call()
    recorded = await call.record(Outcome.NO_ANSWER)
    shn = await make_staff(organisation="shn", role="supervisor")
    with pytest.raises(UnableToCorrectAttemptError, match="er niet"):
        await take_back(recorded, worker(shn))


async def test_an_unsafe_call_is_only_taken_back_by_the_supervisor():
    call = await make_call()
    recorded = await call.record(Outcome.UNSAFE)
    with pytest.raises(UnableToCorrectAttemptError):
        await take_back(recorded, call.caller)
    await take_back(recorded, worker(await make_staff(role="supervisor")))
    assert (await call.now()).waits_for is None
    assert await work() == []


async def test_what_was_told_partly_is_untold():
    call = await make_call()
    recorded = await call.record(Outcome.SPOKEN_PARTLY, **call.told())
    await take_back(recorded, call.caller)
    await call.take(SOON)
    await call.report(
        Outcome.SPOKEN,
        SOON,
        identified_by=IdentityCheck.DETAILS,
        ticked=frozenset(SEPOT_ITEMS),
    )
    assert (await call.now()).closed_as is None
    assert await messages() == []


async def test_the_attempt_before_it_still_leaves_her_its_rest():
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    later = NOW + timedelta(minutes=30)
    await execute("UPDATE call_task SET not_before = {}, earliest_at = NULL", NOW)
    mistaken = await call.record(Outcome.ENGAGED, now=later)
    await take_back(mistaken, call.caller, now=later)
    assert (await call.now()).not_before >= NOW + timedelta(hours=4)
