"""Nobody calls her twice: eight hours after anybody spoke her or her number."""

from datetime import timedelta

from portal.actions.call_tasks import open_task
from portal.db.call_tasks import NewTask
from portal.db.engine import execute
from tests.builders import (
    NOW,
    agreed,
    make_attempt,
    make_incident,
    make_phone,
    make_representative,
    make_staff,
    make_task,
    make_victim,
    reload_task,
)

MOTHER = "06-33333333"


async def open_call(victim, incident, **given):
    task_id = await open_task(
        NewTask(
            **{
                "victim_id": victim.id,
                "incident_id": incident.id,
                "kind": "sepot",
                "organisation": "om",
                "location": "Midden-Nederland",
                "opened_at": NOW,
                "due_at": NOW + timedelta(days=5),
                "notice_by": None,
                "not_heard_on": None,
                "is_at_risk": False,
                "needs_experience": False,
                **given,
            }
        ),
        now=NOW,
    )
    return await reload_task(task_id)


async def make_child():
    child = await make_victim(
        **agreed(), birth_date=NOW.date().replace(year=2018), phones=[]
    )
    mother = await make_representative(victim=child, name="M. Vries", role="parent")
    phone = await make_phone(victim=child, phone=MOTHER, representative=mother)
    return child, phone


async def shn_speaks(task, phone=None):
    shn = await make_staff(organisation="shn", role="shn_worker")
    await make_attempt(
        task=task,
        staff=shn,
        outcome="spoken",
        reached=True,
        at=NOW - timedelta(hours=2),
        phone=phone.id if phone else None,
    )


async def test_a_call_that_opens_later_waits_too(database):
    anna = await make_victim(**agreed())
    incident = await make_incident(victims=(anna,))
    await shn_speaks(await make_task(victim=anna, organisation="shn"))
    call = await open_call(anna, incident)
    assert call.guarded_until == NOW + timedelta(hours=6)
    assert call.not_before >= call.guarded_until


async def test_a_mother_who_was_spoken_about_one_child_is_left_alone_for_the_other(
    database,
):
    (one, phone), (other, _) = await make_child(), await make_child()
    incident = await make_incident(victims=(one, other))
    await shn_speaks(
        await make_task(victim=one, incident=incident, organisation="shn"), phone
    )
    call = await open_call(other, incident)
    assert call.guarded_until == NOW + timedelta(hours=6)


async def test_her_number_in_another_report_is_no_reason_to_wait(database):
    (one, phone), (other, _) = await make_child(), await make_child()
    elsewhere = await make_incident(victims=(one,))
    here = await make_incident(victims=(other,))
    await shn_speaks(
        await make_task(victim=one, incident=elsewhere, organisation="shn"), phone
    )
    assert (await open_call(other, here)).guarded_until is None


async def test_a_contact_at_the_desk_counts_as_much(database):
    anna = await make_victim(**agreed())
    incident = await make_incident(victims=(anna,))
    shn = await make_staff(organisation="shn", role="shn_worker")
    await execute(
        "INSERT INTO contact (id, submission, victim, incident, organisation, staff,"
        " at, kind, about, note, reached) VALUES ({}, {}, {}, {}, 'shn', {}, {},"
        " 'desk', 'support', '', TRUE)",
        *(shn.id, shn.id, anna.id, incident.id, shn.id, NOW - timedelta(hours=1)),
    )
    call = await open_call(anna, incident)
    assert call.guarded_until == NOW + timedelta(hours=7)


async def test_who_spoke_her_goes_on_oneself(database):
    anna = await make_victim(**agreed())
    incident = await make_incident(victims=(anna,))
    await shn_speaks(await make_task(victim=anna, organisation="shn"))
    call = await open_call(anna, incident, organisation="shn", kind="first_contact")
    assert call.guarded_until is None


async def test_what_is_urgent_waits_for_nobody(database):
    anna = await make_victim(**agreed())
    incident = await make_incident(victims=(anna,))
    await shn_speaks(await make_task(victim=anna, organisation="shn"))
    call = await open_call(anna, incident, kind="release", priority=2)
    assert call.guarded_until is None
    assert call.not_before <= NOW
