"""A caller makes so many heavy calls a day, with rest between; promises are kept."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.calls import (
    UnableToTakeCallError,
    read_queue,
    take_call,
    take_next_call,
)
from portal.actions.desks import read_heavy_load
from portal.db.tables.setup import WorkLocation
from tests.builders import NOW, make_attempt, make_staff, make_task, worker

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)
ALL_DAY = "mon 09:00-17:00"


async def limit(name="", **limits):
    await WorkLocation(id=uuid4(), organisation="om", name=name, **limits).save()


async def had(member, at, **attempt):
    task = await make_task(needs_experience=True, closed_as="done", closed_at=NOW)
    return await make_attempt(task=task, staff=member, at=at, reached=True, **attempt)


@pytest.fixture
async def jan():
    return await make_staff(is_experienced=True)


async def test_without_limits_one_heavy_call_follows_another(jan):
    await had(jan, NOW - timedelta(minutes=1))
    heavy = await make_task(needs_experience=True)
    assert (await take_next_call(worker=worker(jan), now=NOW)).task_id == heavy.id


async def test_who_had_enough_today_gets_the_next_light_one(jan):
    await limit(heavy_per_day=2)
    for hours in (1, 2):
        await had(jan, NOW - hours * HOUR)
    await make_task(needs_experience=True, due_at=NOW)
    light = await make_task()
    assert (await take_next_call(worker=worker(jan), now=NOW)).task_id == light.id
    tomorrow = await make_staff(is_experienced=True)
    assert (await take_next_call(worker=worker(tomorrow), now=NOW)) is not None


async def test_yesterday_a_call_unanswered_and_one_taken_back_do_not_count(jan):
    await limit(heavy_per_day=1)
    await had(jan, NOW - 24 * HOUR)
    await had(jan, NOW - HOUR, corrected_at=NOW)
    task = await make_task(needs_experience=True, closed_as="done", closed_at=NOW)
    await make_attempt(task=task, staff=jan, at=NOW - HOUR)
    heavy = await make_task(needs_experience=True)
    assert (await take_next_call(worker=worker(jan), now=NOW)).task_id == heavy.id


async def test_after_a_heavy_call_comes_rest_and_then_the_next(jan):
    await limit(heavy_pause_minutes=60)
    await had(jan, NOW - HOUR + timedelta(minutes=1))
    heavy = await make_task(needs_experience=True)
    assert await take_next_call(worker=worker(jan), now=NOW) is None
    with pytest.raises(UnableToTakeCallError, match="Neem eerst rust"):
        await take_call(task_id=heavy.id, worker=worker(jan), now=NOW)
    later = NOW + timedelta(minutes=1)
    assert (await take_next_call(worker=worker(jan), now=later)).task_id == heavy.id


async def test_a_place_s_own_limit_goes_before_the_organisation_s():
    await limit(heavy_per_day=0)
    await limit("Amsterdam", heavy_per_day=2)
    here = await make_staff(is_experienced=True, location="Amsterdam")
    there = await make_staff(is_experienced=True)
    heavy = await make_task(needs_experience=True, location="Amsterdam")
    assert await take_next_call(worker=worker(there), now=NOW) is None
    assert (await take_next_call(worker=worker(here), now=NOW)).task_id == heavy.id


async def test_what_was_promised_is_kept_however_much_she_had(jan):
    await limit(heavy_per_day=0)
    promised = await make_task(needs_experience=True, is_agreed=True, agreed_until=NOW)
    assert (await take_next_call(worker=worker(jan), now=NOW)).task_id == promised.id


async def test_she_is_told_how_many_she_had_and_until_when_she_rests(jan):
    await limit(heavy_per_day=3, heavy_pause_minutes=30)
    await had(jan, NOW - timedelta(minutes=10))
    load = await read_heavy_load(worker=worker(jan), now=NOW)
    assert (load.number, load.most) == (1, 3)
    assert load.rests_until == NOW + timedelta(minutes=20)
    assert not load.may_have_another(NOW)
    assert await read_heavy_load(worker=worker(await make_staff()), now=NOW) is None


async def test_the_supervisor_stands_in_only_where_nobody_experienced_is_there():
    els = worker(await make_staff(role="supervisor"))
    heavy = await make_task(needs_experience=True)
    await make_staff(is_experienced=True, shifts="mon 13:00-17:00")
    assert (await take_next_call(worker=els, now=NOW)).task_id == heavy.id
    lia = worker(await make_staff(role="supervisor"))
    await make_task(needs_experience=True)
    afternoon = NOW + 4 * HOUR
    assert await take_next_call(worker=lia, now=afternoon) is None


async def test_a_caller_of_another_place_is_nobody_to_leave_heavy_calls_to():
    els = worker(await make_staff(role="supervisor"))
    await make_staff(is_experienced=True, location="Rotterdam", shifts=ALL_DAY)
    there = await make_task(needs_experience=True, location="Rotterdam")
    here = await make_task(needs_experience=True, location="Midden-Nederland")
    queue = await read_queue(worker=els, now=NOW)
    assert [row["id"] for row in queue.rows] == [here.id]
    assert (await take_next_call(worker=els, now=NOW)).task_id == here.id
    with pytest.raises(UnableToTakeCallError):
        await take_call(task_id=there.id, worker=els, now=NOW)


async def test_a_caller_of_all_places_is_there_for_the_heavy_calls_of_each():
    els = worker(await make_staff(role="supervisor"))
    await make_staff(is_experienced=True, shifts=ALL_DAY)
    await make_task(needs_experience=True, location="Midden-Nederland")
    assert await take_next_call(worker=els, now=NOW) is None


async def test_the_supervisor_of_one_place_stands_in_there_alone():
    els = worker(await make_staff(role="supervisor", location="Midden-Nederland"))
    await make_staff(is_experienced=True, location="Rotterdam", shifts=ALL_DAY)
    here = await make_task(needs_experience=True, location="Midden-Nederland")
    assert (await take_next_call(worker=els, now=NOW)).task_id == here.id
