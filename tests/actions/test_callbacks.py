import asyncio
import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions.call_outcomes import record_attempt
from portal.actions.callbacks import (
    UnableToAskCallbackError,
    UnableToFindIncidentError,
    UnableToWithdrawCallbackError,
    ask_callback,
    ask_safe_way,
    fetch_callback_choices,
    withdraw_callback,
)
from portal.actions.calls import take_call, take_next_call
from portal.db.cases import fetch_incident_id
from portal.db.engine import execute, fetch_rows
from portal.db.notices import fetch_contents_for_victim
from portal.db.victims import fetch_victim_id
from portal.domain.attempts import AttemptReport
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart
from tests.builders import make_staff, worker
from tests.chain import NOW, REPORT, calls, case, happen, report, victim
from tests.outbox import Postbox, deliver, outbox

TUESDAY = date(2026, 11, 24)


async def hers(*victims, has_case=True):
    await happen(report(*victims), *([case()] if has_case else []))
    return {
        "victim_id": await fetch_victim_id(reference="slo-1"),
        "incident_id": await fetch_incident_id(pv_number=REPORT),
    }


def asked(**given):
    return {
        "organisation": Organisation.OM,
        "day": TUESDAY,
        "day_part": DayPart.MORNING,
        "topic": "",
        "now": NOW,
        **given,
    }


async def test_a_callback_is_due_in_the_agreed_part_of_the_day(database):
    about = await hers()
    task_id = (await ask_callback(**about, **asked())).task_id
    (task,) = await calls("callback")

    assert task["id"] == task_id
    assert task["due_at"] == task["agreed_until"] == task["window_ends"]
    assert task["due_at"].isoformat() == "2026-11-24T11:00:00+00:00"


async def test_the_agreed_call_comes_first_when_its_time_is_there(database):
    about = await hers()
    task_id = (await ask_callback(**about, **asked())).task_id
    caller = worker(await make_staff())

    assert await take_next_call(worker=caller, now=NOW) is None
    lease = await take_next_call(
        worker=caller, now=NOW + timedelta(hours=23, minutes=5)
    )
    assert lease.task_id == task_id


async def test_her_own_choice_goes_before_her_usual_hours(database):
    about = await hers(victim(veiligContact={"bellen": True, "dagdelen": ["avond"]}))
    await ask_callback(**about, **asked())
    (task,) = await calls("callback")

    assert task["not_before"].isoformat() == "2026-11-24T08:00:00+00:00"


async def test_four_clicks_at_once_make_one_call(database):
    about = await hers()
    ids = await asyncio.gather(*(ask_callback(**about, **asked()) for _ in range(4)))

    assert len(set(ids)) == 1
    assert len(await calls("callback")) == 1


async def test_after_it_was_taken_back_a_new_one_can_be_asked(database):
    about = await hers()
    first = (await ask_callback(**about, **asked())).task_id
    await withdraw_callback(victim_id=about["victim_id"], task_id=first, now=NOW)
    second = (await ask_callback(**about, **asked())).task_id

    assert first != second
    with pytest.raises(UnableToWithdrawCallbackError):
        await withdraw_callback(victim_id=about["victim_id"], task_id=first, now=NOW)


async def test_taking_it_back_ends_what_reminded_of_it(database):
    about = await hers()
    task_id = (await ask_callback(**about, **asked())).task_id
    await withdraw_callback(victim_id=about["victim_id"], task_id=task_id, now=NOW)
    waiting = await fetch_rows(
        "SELECT kind FROM reminder WHERE state = 'waiting' AND cause = {}", task_id
    )

    assert waiting == []


async def test_the_topic_is_kept_short(database):
    about = await hers()
    await ask_callback(**about, **asked(topic=f"  {'x' * 1000}  "))
    (task,) = await calls("callback")

    assert task["topic"] == "x" * 300


@pytest.mark.parametrize(
    "given",
    [
        {"day": date(2026, 11, 21)},
        {"day": date(2026, 11, 28)},
        {"day": date(2026, 12, 25)},
        {"day": date(2027, 6, 1)},
        {"organisation": Organisation.HALT},
        {"now": NOW + timedelta(days=1, hours=3)},
    ],
)
async def test_nobody_is_promised_a_moment_at_which_nobody_calls(database, given):
    about = await hers()
    with pytest.raises(UnableToAskCallbackError):
        await ask_callback(**about, **asked(**given))

    assert await calls("callback") == []


async def test_without_a_safe_number_nothing_is_promised(database):
    about = await hers(victim(kwetsbaar=True, veiligContact={}))
    choices = await fetch_callback_choices(**about, now=NOW)
    assert choices.number is None
    with pytest.raises(UnableToAskCallbackError, match="veilig"):
        await ask_callback(**about, **asked())
    await ask_safe_way(**about, now=NOW)
    await ask_safe_way(**about, now=NOW)

    items = await fetch_rows("SELECT id FROM work_item WHERE task IS NULL")
    assert len(items) == 1


async def test_choices_are_the_coming_working_days(database):
    about = await hers()
    choices = await fetch_callback_choices(**about, now=NOW)

    assert [one.day.isoformat() for one in choices.days] == [
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
        "2026-11-30",
    ]
    assert choices.days[0].parts == tuple(DayPart)


async def test_what_is_not_hers_is_not_found(database):
    about = await hers()
    await happen(report(victim("slo-2"), pvNummer="PL0900-2026081235"))
    other = await fetch_victim_id(reference="slo-2")
    task_id = (await ask_callback(**about, **asked())).task_id
    with pytest.raises(UnableToFindIncidentError):
        await ask_callback(**{**about, "victim_id": other}, **asked())
    with pytest.raises(UnableToFindIncidentError):
        await ask_safe_way(**{**about, "incident_id": uuid4()}, now=NOW)
    with pytest.raises(UnableToWithdrawCallbackError):
        await withdraw_callback(victim_id=other, task_id=task_id, now=NOW)

    (task,) = await calls("callback")
    assert task["closed_as"] is None


async def test_a_lease_that_ran_out_is_in_nobodys_way(database):
    about = await hers()
    task_id = (await ask_callback(**about, **asked())).task_id
    caller = await make_staff()
    await execute(
        "UPDATE call_task SET lease_token = {}, lease_staff = {}, lease_until = {}"
        " WHERE id = {}",
        uuid4(),
        caller.id,
        NOW - timedelta(minutes=1),
        task_id,
    )
    await ask_callback(**about, **asked(day=date(2026, 11, 25)))
    await withdraw_callback(victim_id=about["victim_id"], task_id=task_id, now=NOW)

    (task,) = await calls("callback")
    assert task["closed_as"] == "cancelled"


@pytest.mark.parametrize(
    ("organisation", "signs"),
    [
        (Organisation.OM, "Openbaar Ministerie"),
        (Organisation.SHN, "Slachtofferhulp Nederland"),
    ],
)
async def test_whoever_was_asked_signs(database, organisation, signs):
    about = await hers()
    task_id = (await ask_callback(**about, **asked(organisation=organisation))).task_id
    await deliver(email=Postbox())
    await withdraw_callback(victim_id=about["victim_id"], task_id=task_id, now=NOW)
    await deliver(email=Postbox())
    sent = await outbox()
    assert {row["message"] for row in sent} == {
        "callback_confirmed",
        "callback_withdrawn",
    }
    for row in sent:
        contents = await fetch_contents_for_victim(
            victim_id=about["victim_id"], message_ids=[row["id"]]
        )
        assert signs in contents[row["id"]]


async def test_whoever_called_in_vain_signs(database):
    about = await hers()
    task_id = (
        await ask_callback(**about, **asked(organisation=Organisation.SHN))
    ).task_id
    caller = worker(await make_staff(organisation="shn", role="shn_worker"))
    for days, hours in ((1, 0), (1, 5), (2, 0)):
        now = NOW + timedelta(days=days, hours=hours)
        await execute(
            "UPDATE call_task SET not_before = {}, window_ends = {}",
            now,
            now + timedelta(hours=1),
        )
        lease = await take_call(task_id=task_id, worker=caller, now=now)
        report = AttemptReport(submission=uuid4(), outcome=Outcome.NO_ANSWER)
        await record_attempt(
            task_id=task_id, token=lease.token, worker=caller, report=report, now=now
        )
    [missed] = [it for it in await outbox() if it["message"] == "callback_missed"]
    assert json.loads(missed["context"])["organisation"] == "shn"
