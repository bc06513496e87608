"""Rest: calls wait, what the law and her safety ask for does not."""

import asyncio
from datetime import timedelta

import pytest

from portal.actions import at_hand
from portal.actions.call_tasks import refresh_window
from portal.actions.callbacks import ask_callback
from portal.actions.calls import take_next_call
from portal.actions.pauses import UnableToPauseError, ask_rest, end_rest, read_rest
from portal.db.cases import fetch_incident_id
from portal.db.engine import fetch_rows
from portal.db.merging import merge_victims
from portal.db.pauses import fetch_pause
from portal.db.victims import fetch_contact, fetch_victim_id
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart
from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets
from tests.builders import make_staff, make_task, make_victim, reload_task, worker
from tests.calling import make_call
from tests.chain import (
    NOW,
    REPORT,
    calls,
    calls_of,
    case,
    custody,
    day,
    decision,
    happen,
    intention,
    report,
    revised,
    victim,
)
from tests.interleaving import Pause


async def annas(**given):
    await happen(report(victim(**given)), case(), decision())
    return await fetch_victim_id(reference="slo-1")


async def jobs(now):
    return await run_due_jobs(now=now, outlets=Outlets(email=None))


async def pauses():
    return await fetch_rows("SELECT * FROM contact_pause ORDER BY at, step")


async def test_the_sepot_call_waits_till_her_rest_is_over(database):
    anna = await annas()
    until = await ask_rest(victim_id=anna, weeks=1, now=NOW)
    (task,) = await calls("sepot")

    assert task["not_before"] >= until == task["paused_until"]
    assert task["due_at"].isoformat() == "2026-11-23T22:59:59+00:00"  # norms stay
    caller = worker(await make_staff())
    assert await take_next_call(worker=caller, now=NOW) is None
    lease = await take_next_call(worker=caller, now=task["not_before"])
    assert lease.task_id == task["id"]


async def test_the_letter_of_the_fourteenth_day_leaves_in_her_rest(database):
    anna = await annas()
    await ask_rest(victim_id=anna, weeks=8, now=NOW)
    for days in range(9):
        await jobs(NOW + timedelta(days=days))
    rows = await fetch_rows("SELECT message, channel FROM notification")

    assert [(row["message"], row["channel"]) for row in rows] == [
        ("decision_notice", "letter")
    ]


async def test_a_decision_in_her_rest_opens_a_call_that_waits(database):
    await happen(report(), case())
    anna = await fetch_victim_id(reference="slo-1")
    until = await ask_rest(victim_id=anna, weeks=2, now=NOW)
    await happen(decision(at="2026-11-23T11:00"))
    (task,) = await calls("sepot")

    assert task["not_before"] >= until


async def test_rest_asked_while_a_decision_comes_in_holds_for_its_call(
    database, monkeypatch
):
    """How all victims may be reached is read before the call of the last is opened."""
    await happen(report(victim("slo-1"), victim("slo-2")), case())
    pause = Pause(monkeypatch, at_hand, "fetch_contacts_of")
    last = await fetch_victim_id(reference="slo-2")
    _, until = await pause.meanwhile(
        happen(decision(at="2026-11-19T11:30")),
        ask_rest(victim_id=last, weeks=2, now=NOW),
    )
    (task,) = await calls_of("slo-2", "sepot")

    assert task["paused_until"] == until <= task["not_before"]


async def test_a_release_is_told_in_her_rest(database):
    anna = await annas(kwetsbaar=True, telefoonnummers=[SAFE_NUMBER])
    await ask_rest(victim_id=anna, weeks=8, now=NOW)
    await happen(custody(at="2026-11-23T09:30", effective="2026-11-24T10:00"))
    (task,) = await calls("release")

    assert task["not_before"] <= NOW + timedelta(hours=1)
    assert task["paused_until"] is None


SAFE_NUMBER = {"nummer": "06-12345678", "eigen": True, "veilig": True}


async def test_she_is_still_heard_before_it_is_decided(database):
    anna = await annas(kwetsbaar=True, telefoonnummers=[SAFE_NUMBER])
    await ask_rest(victim_id=anna, weeks=8, now=NOW)
    await happen(revised(), intention())
    (task,) = await calls("consultation")

    assert task["not_before"].date() == day("2026-12-02")  # decided before the 4th


async def test_a_time_that_she_chose_herself_stays(database):
    anna = await annas()
    await ask_callback(
        victim_id=anna,
        incident_id=await fetch_incident_id(pv_number=REPORT),
        organisation=Organisation.SHN,
        day=day("2026-11-24"),
        day_part=DayPart.MORNING,
        topic="",
        now=NOW,
    )
    await ask_rest(victim_id=anna, weeks=4, now=NOW)
    (task,) = await calls("callback")

    assert task["not_before"].isoformat() == "2026-11-24T08:00:00+00:00"
    (agreed,) = (await read_rest(victim_id=anna, now=NOW)).agreed
    assert agreed.starts_at == task["not_before"]


async def test_nobody_answering_does_not_end_her_rest(database):
    call = await make_call()
    await call.take()
    until = await ask_rest(victim_id=call.victim.id, weeks=2, now=NOW)
    await call.report(Outcome.NO_ANSWER)

    assert (await call.now()).not_before >= until


async def test_ending_it_lets_us_call_at_once(database):
    anna = await annas()
    (before,) = await calls("sepot")
    await ask_rest(victim_id=anna, weeks=3, now=NOW)
    await end_rest(victim_id=anna, now=NOW)
    (task,) = await calls("sepot")

    assert task["not_before"] == before["not_before"]
    assert task["paused_until"] is None
    assert await fetch_pause(victim_id=anna, now=NOW) is None


async def test_it_ends_by_itself(database):
    anna = await annas()
    until = await ask_rest(victim_id=anna, weeks=1, now=NOW)

    assert await fetch_pause(victim_id=anna, now=until) is None
    (task,) = await calls("sepot")
    await refresh_window(task_id=task["id"], now=until + timedelta(hours=10))
    (task,) = await calls("sepot")
    assert task["not_before"] <= until + timedelta(hours=10)


async def test_each_change_is_kept_and_the_last_one_holds(database):
    anna = await annas()
    await ask_rest(victim_id=anna, weeks=3, now=NOW)
    await ask_rest(victim_id=anna, weeks=1, now=NOW)
    await end_rest(victim_id=anna, now=NOW)
    await end_rest(victim_id=anna, now=NOW)
    rows = await pauses()

    assert [(row["step"], row["weeks"]) for row in rows] == [(1, 3), (2, 1), (3, 0)]


async def test_two_clicks_at_once_are_one_rest(database):
    anna = await annas()
    await asyncio.gather(
        *(ask_rest(victim_id=anna, weeks=2, now=NOW) for _ in range(3))
    )

    assert len(await pauses()) == 1


@pytest.mark.parametrize("weeks", [0, 9, -1])
async def test_other_numbers_of_weeks_cannot_be_asked(database, weeks):
    anna = await annas()
    with pytest.raises(UnableToPauseError):
        await ask_rest(victim_id=anna, weeks=weeks, now=NOW)

    assert await pauses() == []


async def test_shn_hears_of_it_when_somebody_in_danger_wants_rest(database):
    anna = await annas(kwetsbaar=True)
    await ask_rest(victim_id=anna, weeks=8, now=NOW)
    rows = await fetch_rows(
        "SELECT organisation, role, done_at FROM work_item WHERE kind = 'paused'"
    )
    assert [(row["organisation"], row["role"]) for row in rows] == [
        ("shn", "shn_worker")
    ]
    await end_rest(victim_id=anna, now=NOW)
    rows = await fetch_rows("SELECT done_at FROM work_item WHERE kind = 'paused'")
    assert rows[0]["done_at"] is not None


async def test_an_unsafe_call_stops_a_call_that_waits_too(database):
    call = await make_call()
    other = await make_task(victim=call.victim, kind="aftercare")
    await call.take()
    await ask_rest(victim_id=call.victim.id, weeks=2, now=NOW)
    await call.report(Outcome.UNSAFE)

    assert (await reload_task(other.id)).waits_for == "unsafe"
    await end_rest(victim_id=call.victim.id, now=NOW)
    assert (await reload_task(other.id)).not_before is None


async def test_rest_goes_along_when_two_records_are_one_person(database):
    stays, dropped = await make_victim(), await make_victim()
    until = await ask_rest(victim_id=dropped.id, weeks=2, now=NOW)
    await merge_victims(stays=stays.id, dropped=dropped.id, now=NOW)

    assert (await fetch_contact(victim_id=stays.id)).paused_until == until
