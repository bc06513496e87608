"""Her contact person calls her first, or who stands in; nobody is kept waiting."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions.call_moves import MoveOrder, move_calls
from portal.actions.call_tasks import open_task
from portal.actions.calls import take_next_call
from portal.actions.contact_persons import (
    UnableToNameContactPersonError,
    name_contact_person,
)
from portal.actions.setup_leave import hand_on_of_absent
from portal.db.call_tasks import NewTask
from portal.db.tables.calls import CallTask
from portal.db.tables.setup import CallTaskMove, ContactPerson, StaffLeave
from portal.domain.supervision import MoveAction, Watch
from tests.builders import (
    NOW,
    agreed,
    make_incident,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)


@pytest.fixture
async def els():
    return worker(await make_staff(role="supervisor"))


@pytest.fixture
async def anna():
    return await make_victim(**agreed())


async def name(staff, victim, els, incident=None):
    await name_contact_person(
        victim_id=victim.id,
        incident_id=incident.id if incident else None,
        duty="victim_coordinator",
        staff_id=staff.id if staff else None,
        worker=els,
        now=NOW,
    )


async def open_call(victim, incident=None, **task):
    incident = incident or await make_incident(victims=(victim,))
    new = {
        "victim_id": victim.id,
        "incident_id": incident.id,
        "kind": "sepot",
        "organisation": "om",
        "location": "Midden-Nederland",
        "opened_at": NOW,
        "due_at": NOW + 72 * HOUR,
        "notice_by": None,
        "not_heard_on": None,
        "is_at_risk": False,
        "needs_experience": False,
        **task,
    }
    return await reload_task(await open_task(NewTask(**new), now=NOW))


async def test_a_new_call_is_kept_for_her_contact_person_for_four_hours(anna, els):
    jan = await make_staff()
    await name(jan, anna, els)
    task = await open_call(anna)
    assert (task.reserved_for, task.reserved_until) == (jan.id, NOW + 4 * HOUR)
    piet = worker(await make_staff())
    assert await take_next_call(worker=piet, now=NOW) is None
    later = NOW + 4 * HOUR
    assert (await take_next_call(worker=piet, now=later)).task_id == task.id


async def test_one_for_the_report_goes_before_one_for_everything(anna, els):
    jan, piet = await make_staff(), await make_staff()
    incident = await make_incident(victims=(anna,))
    await name(jan, anna, els)
    await name(piet, anna, els, incident)
    assert (await open_call(anna, incident)).reserved_for == piet.id
    assert (await open_call(anna)).reserved_for == jan.id


async def test_on_leave_the_substitute_has_it_and_without_one_everybody(anna, els):
    jan, piet = await make_staff(), await make_staff()
    await name(jan, anna, els)
    days = {"first_day": date(2026, 11, 23), "last_day": date(2026, 11, 23)}
    away = StaffLeave(id=uuid4(), staff=jan.id, substitute=piet.id, **days)
    await away.save()
    assert (await open_call(anna)).reserved_for == piet.id
    await StaffLeave.update({"substitute": None}, force=True)
    assert (await open_call(anna)).reserved_for is None


async def test_who_may_not_make_the_call_does_not_keep_others_from_it(anna, els):
    beginner = await make_staff()
    await name(beginner, anna, els)
    assert (await open_call(anna, needs_experience=True)).reserved_for is None
    elsewhere = await make_staff(location="Amsterdam")
    await name(elsewhere, anna, els)
    assert (await open_call(anna)).reserved_for is None


async def test_a_substitute_gets_only_what_she_may_make(els):
    jan, piet = await make_staff(is_experienced=True), await make_staff()
    kept = {"reserved_for": jan.id, "reserved_until": NOW + HOUR}
    light, heavy = (
        await make_task(**kept),
        await make_task(needs_experience=True, **kept),
    )
    days = {"first_day": NOW.date(), "last_day": NOW.date()}
    await StaffLeave(id=uuid4(), staff=jan.id, substitute=piet.id, **days).save()
    assert await hand_on_of_absent(now=NOW) == 2
    assert (await reload_task(light.id)).reserved_for == piet.id
    assert (await reload_task(heavy.id)).reserved_for is None
    assert await hand_on_of_absent(now=NOW) == 0


async def test_what_cannot_wait_is_kept_for_nobody(anna, els):
    await name(await make_staff(), anna, els)
    assert (await open_call(anna, due_at=NOW + 2 * HOUR)).reserved_for is None
    urgent = await open_call(anna, kind="release", priority=2)
    assert urgent.reserved_for is None


async def test_a_new_name_takes_the_place_of_the_old_one_and_nobody_is_named_twice(
    anna, els
):
    jan, piet = await make_staff(), await make_staff()
    for staff in (jan, jan, piet):
        await name(staff, anna, els)
    rows = await ContactPerson.objects().where(ContactPerson.ended_at.is_null())
    assert [row.staff for row in rows] == [piet.id]
    await name(None, anna, els)
    assert (await open_call(anna)).reserved_for is None


async def test_only_a_caller_of_the_own_organisation_can_be_named(anna, els):
    samira = await make_staff(organisation="shn", role="shn_worker")
    gone = await make_staff(is_active=False)
    for staff in (samira, gone):
        with pytest.raises(UnableToNameContactPersonError):
            await name(staff, anna, els)


async def test_two_clicks_at_once_while_callers_call_do_nothing_twice(els):
    for _ in range(30):
        await make_task(due_at=NOW - HOUR)
    callers = [worker(await make_staff()) for _ in range(4)]
    order = MoveOrder(
        batch=uuid4(),
        action=MoveAction.RAISE,
        reason="Te laat.",
        picks=(),
        watch=Watch.OVERDUE,
    )
    clicks = [move_calls(order=order, worker=els, now=NOW) for _ in range(2)]
    taken = [take_next_call(worker=caller, now=NOW) for caller in callers]
    await asyncio.gather(*clicks, *taken)
    await move_calls(order=order, worker=els, now=NOW)
    assert await CallTask.count().where(CallTask.priority == 1) == 30
    assert await CallTaskMove.count() == 30


async def who_is_it(victim):
    rows = await ContactPerson.objects().where(ContactPerson.ended_at.is_null())
    return [row.staff for row in rows if row.victim == victim.id]


@pytest.mark.parametrize("location", [None, "Amsterdam"])
async def test_who_leads_one_place_ends_nobody_of_elsewhere(anna, els, location):
    """She would lose the one voice that she knows, by somebody who cannot give it."""
    national = await make_staff(location=location)
    await name(national, anna, els)
    here = {"location": "Midden-Nederland"}
    lia = worker(await make_staff(role="supervisor", **here))
    local = await make_staff(**here)
    for other in (None, local):
        with pytest.raises(UnableToNameContactPersonError):
            await name(other, anna, lia)
    assert await who_is_it(anna) == [national.id]


async def test_who_leads_one_place_names_and_ends_her_own_people(anna):
    here = {"location": "Midden-Nederland"}
    lia = worker(await make_staff(role="supervisor", **here))
    local, national = await make_staff(**here), await make_staff()
    await name(local, anna, lia)
    assert await who_is_it(anna) == [local.id]
    with pytest.raises(UnableToNameContactPersonError):
        await name(national, anna, lia)
    await name(None, anna, lia)
    assert await who_is_it(anna) == []
