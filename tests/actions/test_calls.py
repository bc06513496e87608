"""Taking calls: the order, the leases and who may have which."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.calls import (
    LEASE,
    UnableToTakeCallError,
    release_call,
    renew_lease,
    take_call,
    take_next_call,
)
from portal.db.engine import fetch_rows
from portal.db.query_count import count_queries
from tests.builders import (
    NOW,
    make_incident,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)
from tests.calling import close

pytestmark = pytest.mark.usefixtures("database")


async def test_the_next_call_is_an_agreed_one_then_the_soonest_due_then_the_oldest():
    later = await make_task(due_at=NOW + timedelta(days=3))
    oldest = await make_task(opened_at=NOW - timedelta(days=9))
    newer = await make_task(opened_at=NOW - timedelta(days=8))
    agreed = await make_task(
        kind="callback", is_agreed=True, due_at=NOW + timedelta(days=9)
    )
    for expected in (agreed, oldest, newer, later):
        lease = await take_next_call(worker=worker(await make_staff()), now=NOW)
        assert lease.task_id == expected.id
    assert await take_next_call(worker=worker(await make_staff()), now=NOW) is None


@pytest.mark.parametrize(
    "task",
    [
        {"not_before": NOW + timedelta(minutes=1)},
        {"not_before": None, "window_ends": None, "waits_for": "no_safe_way"},
        {"organisation": "shn", "kind": "first_contact"},
        {"location": "Amsterdam"},
        {"needs_experience": True},
        {"closed_as": "done", "closed_at": NOW, "close_reason": "spoken"},
    ],
    ids=["later", "no safe way", "SHN's", "elsewhere", "grave", "closed"],
)
async def test_what_may_not_be_called_now_by_this_caller_is_not_taken(task):
    task = await make_task(**task)
    caller = worker(await make_staff(location="Midden-Nederland"))
    assert await take_next_call(worker=caller, now=NOW) is None
    with pytest.raises(UnableToTakeCallError):
        await take_call(task_id=task.id, worker=caller, now=NOW)


@pytest.mark.parametrize("rank", [{"is_experienced": True}, {"role": "supervisor"}])
async def test_a_grave_call_goes_to_the_experienced_and_to_the_supervisor(rank):
    task = await make_task(needs_experience=True)
    lease = await take_next_call(worker=worker(await make_staff(**rank)), now=NOW)
    assert lease.task_id == task.id


async def test_who_holds_a_call_gets_that_one_back():
    await make_task()
    await make_task()
    caller = worker(await make_staff())
    first = await take_next_call(worker=caller, now=NOW)
    second = await take_next_call(worker=caller, now=NOW + timedelta(minutes=5))
    assert second.task_id == first.task_id
    assert second.token == first.token
    assert second.until == NOW + timedelta(minutes=5) + LEASE


async def test_two_callers_never_get_one_victim():
    anna = await make_victim()
    await make_task(victim=anna)
    await make_task(victim=anna, kind="callback")
    await make_task(victim=anna, kind="first_contact", organisation="shn")
    om, other = worker(await make_staff()), worker(await make_staff())
    shn = worker(await make_staff(organisation="shn", role="shn_worker"))
    assert await take_next_call(worker=om, now=NOW)
    assert await take_next_call(worker=other, now=NOW) is None
    assert await take_next_call(worker=shn, now=NOW) is None


async def test_a_mother_of_four_gets_one_call():
    incident = await make_incident()
    for _ in range(4):
        await make_task(incident=incident, line="hers")
    elsewhere = await make_task(line="hers", due_at=NOW + timedelta(days=5))
    first, second, third = [worker(await make_staff()) for _ in range(3)]
    assert await take_next_call(worker=first, now=NOW)
    lease = await take_next_call(worker=second, now=NOW)
    assert lease.task_id == elsewhere.id
    assert await take_next_call(worker=third, now=NOW) is None


async def test_an_expired_lease_holds_up_nobody():
    anna = await make_victim()
    await make_task(victim=anna)
    await make_task(victim=anna, kind="callback")
    await take_next_call(worker=worker(await make_staff()), now=NOW)
    after = NOW + LEASE + timedelta(seconds=1)
    other = worker(await make_staff())
    assert await take_next_call(worker=other, now=after)
    rows = await fetch_rows(
        "SELECT lease_staff FROM call_task WHERE lease_token IS NOT NULL"
    )
    assert [row["lease_staff"] for row in rows] == [other.staff_id]


async def test_an_expired_lease_on_another_call_of_the_same_victim_is_cleared():
    anna = await make_victim()
    leased = {"lease_token": uuid4(), "lease_until": NOW - timedelta(minutes=1)}
    await make_task(
        victim=anna,
        kind="callback",
        due_at=NOW + timedelta(days=9),
        lease_staff=(await make_staff()).id,
        **leased,
    )
    task = await make_task(victim=anna)
    lease = await take_next_call(worker=worker(await make_staff()), now=NOW)
    assert lease.task_id == task.id


async def test_a_call_broken_off_waits_four_hours_for_its_caller():
    own, other = worker(await make_staff()), worker(await make_staff())
    task = await make_task(
        preferred_staff=own.staff_id,
        earliest_at=NOW - timedelta(hours=1),
        due_at=NOW + timedelta(days=4),
    )
    assert await take_next_call(worker=other, now=NOW) is None
    lease = await take_next_call(worker=own, now=NOW)
    assert lease.task_id == task.id
    await release_call(task_id=task.id, token=lease.token, worker=own, now=NOW)
    assert await take_next_call(worker=other, now=NOW + timedelta(hours=3, seconds=1))


async def test_on_its_last_day_anybody_may_finish_a_call_broken_off():
    task = await make_task(preferred_staff=uuid4(), earliest_at=NOW)
    lease = await take_next_call(worker=worker(await make_staff()), now=NOW)
    assert lease.task_id == task.id


async def test_a_lapsed_window_is_set_anew_before_nothing_to_do_is_said():
    task = await make_task(
        not_before=NOW - timedelta(days=3), window_ends=NOW - timedelta(days=2)
    )
    lease = await take_next_call(worker=worker(await make_staff()), now=NOW)
    assert lease.task_id == task.id


async def test_choosing_a_call_gives_back_the_one_held():
    held, chosen = await make_task(), await make_task()
    caller = worker(await make_staff())
    await take_call(task_id=held.id, worker=caller, now=NOW)
    lease = await take_call(task_id=chosen.id, worker=caller, now=NOW)
    assert lease.task_id == chosen.id
    assert (await reload_task(held.id)).lease_token is None


async def test_a_colleagues_call_cannot_be_chosen():
    task = await make_task()
    await take_next_call(worker=worker(await make_staff()), now=NOW)
    with pytest.raises(UnableToTakeCallError, match="collega"):
        await take_call(task_id=task.id, worker=worker(await make_staff()), now=NOW)


async def test_a_lease_is_renewed_and_given_back_by_its_token_alone():
    task = await make_task()
    own = worker(await make_staff())
    lease = await take_next_call(worker=own, now=NOW)
    later = NOW + timedelta(minutes=20)
    assert not await renew_lease(task_id=task.id, token=uuid4(), now=later)
    assert await renew_lease(task_id=task.id, token=lease.token, now=later)
    assert (await reload_task(task.id)).lease_until == later + LEASE
    late = {"task_id": task.id, "worker": own, "now": later}
    assert not await release_call(token=uuid4(), **late)
    assert await release_call(token=lease.token, **late)
    assert (await reload_task(task.id)).lease_token is None
    rows = await fetch_rows(
        "SELECT victim FROM audit_event WHERE action = 'call_given_back'"
    )
    assert [row["victim"] for row in rows] == [task.victim]


async def test_taking_the_next_call_asks_two_things_of_the_database():
    await make_task()
    caller = worker(await make_staff())
    with count_queries() as queries:
        await take_next_call(worker=caller, now=NOW)
    assert len(queries) == 2


async def test_sixteen_callers_at_once_take_every_call_once():
    tasks = {(await make_task()).id for _ in range(40)}
    callers = [worker(await make_staff()) for _ in range(16)]

    async def take_until_none(caller):
        taken = []
        while lease := await take_next_call(worker=caller, now=NOW):
            taken.append(lease.task_id)
            await close(lease)
        return taken

    taken = await asyncio.gather(*map(take_until_none, callers))
    assert sorted(task for each in taken for task in each) == sorted(tasks)
