"""What users of other systems reported, played here; tests/test_anchors.py has all."""

from datetime import timedelta

import pytest

from portal.actions.call_tasks import refresh_window
from portal.actions.calls import take_next_call
from portal.actions.reminders import set_reminder
from portal.db.engine import fetch_rows
from portal.domain.outcomes import Outcome
from portal.domain.reminders import ReminderKind
from tests.builders import NOW, agreed, make_staff, make_task, make_victim, worker
from tests.calling import make_call, work

pytestmark = pytest.mark.usefixtures("database")


async def test_vial_360_who_has_no_number_is_called_by_nobody_and_is_work_for_shn():
    anna = await make_victim(**agreed(), phones=[])
    task = await make_task(victim=anna)
    await refresh_window(task_id=task.id, now=NOW)
    caller = worker(await make_staff(role="supervisor"))
    assert await take_next_call(worker=caller, now=NOW) is None
    assert ("no_safe_way", "shn", "shn_worker") in await work()


async def test_vial_332_who_was_not_reached_comes_after_the_others():
    first = await make_call(task={"due_at": NOW + timedelta(hours=1)})
    second = await make_call(task={"due_at": NOW + timedelta(days=5)})
    lease = await take_next_call(worker=first.caller, now=NOW)
    assert lease.task_id == first.task.id
    first.token = lease.token
    await first.report(Outcome.NO_ANSWER)
    lease = await take_next_call(worker=first.caller, now=NOW)
    assert lease.task_id == second.task.id


async def test_vial_186_each_organisation_takes_from_its_own_queue():
    kinds = {"om": "sepot", "shn": "first_contact", "halt": "halt"}
    roles = {"om": "caller", "shn": "shn_worker", "halt": "halt_worker"}
    tasks = {
        organisation: await make_task(
            victim=await make_victim(**agreed()), kind=kind, organisation=organisation
        )
        for organisation, kind in kinds.items()
    }
    for organisation, role in roles.items():
        member = await make_staff(organisation=organisation, role=role)
        lease = await take_next_call(worker=worker(member), now=NOW)
        assert lease.task_id == tasks[organisation].id


async def test_suitecrm_3308_a_call_that_was_made_reminds_nobody():
    call = await make_call()
    for kind in (ReminderKind.CALL_DUE_SOON, ReminderKind.CALL_OVERDUE):
        await set_reminder(
            kind=kind,
            cause=call.task.id,
            due_at=NOW + timedelta(days=1),
            victim_id=call.victim.id,
            task_id=call.task.id,
        )
    await call.speak()
    rows = await fetch_rows(
        "SELECT state FROM reminder WHERE kind LIKE 'call_%' ORDER BY kind"
    )
    assert [row["state"] for row in rows] == ["cancelled", "cancelled"]
