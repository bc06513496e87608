"""A number that turned out wrong is wrong for all calls to the same person."""

from datetime import timedelta

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.calls import take_next_call
from portal.db.tables.people import Phone
from portal.domain.outcomes import Outcome
from tests.builders import (
    NOW,
    make_phone,
    make_representative,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)
from tests.calling import make_call, work

pytestmark = pytest.mark.usefixtures("database")

SHN = {"organisation": "shn", "kind": "first_contact"}


async def other_call(call, **given):
    """Her call by SHN about another report, which may be made now."""
    return await make_task(victim=call.victim, **SHN, **given)


async def test_her_other_calls_wait_when_it_was_the_only_number():
    call = await make_call()
    other = await other_call(call)
    await call.record(Outcome.WRONG_NUMBER)
    other = await reload_task(other.id)
    assert (other.waits_for, other.not_before) == ("no_safe_way", None)
    assert ("no_safe_way", "shn", "supervisor") in await work()
    shn = worker(await make_staff(organisation="shn", role="shn_worker"))
    assert await take_next_call(worker=shn, now=NOW) is None


async def test_her_other_calls_go_to_the_number_that_is_left():
    call = await make_call(phones=["06-12345678", "06-87654321"])
    first, second = await Phone.objects().order_by(Phone.position)
    other = await other_call(call, line=first.number_index)
    await call.record(Outcome.WRONG_NUMBER, phone_id=first.id)
    other = await reload_task(other.id)
    assert (other.waits_for, other.line) == (None, second.number_index)


async def test_another_persons_calls_are_left_alone():
    call = await make_call()
    bo = await make_victim(phones=["06-87654321"])
    other = await make_task(victim=bo, **SHN)
    await call.record(Outcome.WRONG_NUMBER)
    assert (await reload_task(other.id)).waits_for is None


async def test_the_same_number_of_who_stands_in_for_her_is_wrong_too():
    call = await make_call()
    lawyer = await make_representative(victim=call.victim)
    await make_phone(victim=call.victim, representative=lawyer, position=0)
    await call.record(Outcome.WRONG_NUMBER)
    assert [it.is_wrong for it in await Phone.objects()] == [True, True]


async def test_when_it_was_a_mistake_all_her_calls_can_be_made_again():
    call = await make_call()
    other = await other_call(call)
    recorded = await call.record(Outcome.WRONG_NUMBER)
    await correct_attempt(
        attempt_id=recorded.attempt.id,
        worker=call.caller,
        reason="Verkeerde knop.",
        now=NOW + timedelta(minutes=5),
    )
    other = await reload_task(other.id)
    assert other.waits_for is None
    assert other.not_before <= NOW + timedelta(minutes=5) < other.window_ends
    assert await work() == []
