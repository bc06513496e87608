"""One unsafe call stops them all, and only SHN, or its taking back, lets them go on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_tasks import end_task_work
from portal.db.call_stops import keep_stopped
from portal.db.calls import stop_calls_as_unsafe
from portal.domain.attempts import IdentityCheck
from portal.domain.outcomes import Outcome
from tests.builders import NOW, make_staff, make_task, reload_task, worker
from tests.calling import make_call, work

pytestmark = pytest.mark.usefixtures("database")
MOMENT = NOW + timedelta(hours=2)


async def supervisor():
    return worker(await make_staff(role="supervisor"))


@pytest.mark.parametrize(
    "outcome", [Outcome.NO_ANSWER, Outcome.ENGAGED, Outcome.INTERPRETER_NEEDED]
)
async def test_a_colleague_who_had_her_on_the_screen_opens_nothing(outcome):
    call = await make_call()
    await call.take()
    await stop_calls_as_unsafe(victim_id=call.victim.id)
    await call.report(outcome)
    task = await call.now()
    assert (task.waits_for, task.not_before) == ("unsafe", None)


async def test_an_agreement_with_who_says_she_is_her_opens_nothing():
    call = await make_call()
    await call.take()
    await stop_calls_as_unsafe(victim_id=call.victim.id)
    sure = {"identified_by": IdentityCheck.TWO_FACTS}
    await call.report(Outcome.CALLBACK_AGREED, agreed_at=MOMENT, **sure)
    task = await call.now()
    assert (task.waits_for, task.is_agreed) == ("unsafe", False)


async def test_shn_keeps_its_work_when_the_call_itself_ends():
    call = await make_call()
    await call.record(Outcome.UNSAFE)
    await end_task_work(task_id=call.task.id, by="revised", now=NOW)
    assert ("unsafe", "shn", "shn_worker") in await work()


async def test_taking_back_another_outcome_lifts_no_stop():
    call = await make_call()
    before = await call.record(Outcome.NO_ANSWER)
    await stop_calls_as_unsafe(victim_id=call.victim.id)
    other = await make_task(victim=call.victim, kind="hearing", waits_for="unsafe")
    await correct_attempt(
        attempt_id=before.attempt.id, worker=call.caller, reason="Vergist.", now=NOW
    )
    assert (await call.now()).waits_for == "unsafe"
    assert not await keep_stopped(task_id=other.id)  # it is already


async def test_taking_back_a_mistaken_stop_lets_all_her_calls_go_on():
    call = await make_call()
    other = await make_task(victim=call.victim, kind="hearing", line=str(uuid4()))
    stopped = await call.record(Outcome.UNSAFE)
    assert (await reload_task(other.id)).waits_for == "unsafe"
    await correct_attempt(
        attempt_id=stopped.attempt.id,
        worker=await supervisor(),
        reason="Verkeerde knop.",
        now=NOW,
    )
    assert (await call.now()).waits_for is None
    assert (await reload_task(other.id)).waits_for is None
    assert ("unsafe", "shn", "shn_worker") not in await work()
