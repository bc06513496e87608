"""Picking the time of a call out of what callers can do; two at once included."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions import callback_slots
from portal.actions.call_moments import (
    book_call,
    book_callback,
    drop_moment,
    read_call_moments,
    read_callback_moments,
)
from portal.actions.call_outcomes import record_attempt
from portal.actions.callback_slots import UnableToBookError
from portal.actions.callbacks import (
    UnableToAskCallbackError,
    UnableToFindIncidentError,
    UnableToWithdrawCallbackError,
    withdraw_callback,
)
from portal.actions.calls import take_next_call
from portal.db.cases import fetch_incident_id
from portal.db.engine import execute, fetch_rows
from portal.db.tables.setup import WorkLocation
from portal.db.victims import fetch_victim_id
from portal.domain.attempts import AttemptReport
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation
from tests.builders import make_staff, worker
from tests.chain import NOW, REPORT, calls, calls_of, case, decision, happen, report
from tests.chain import victim as chain_victim
from tests.interleaving import Pause

ELEVEN = NOW + timedelta(hours=1)
OFFICE = "mon-fri 09:00-17:00"


async def open_desk(*, callers=1, rate=4, organisation="om", **staff):
    """Each caller can be booked once in half an hour."""
    await WorkLocation(
        id=uuid4(), organisation=organisation, name="", calls_per_hour=rate
    ).save()
    role = "caller" if organisation == "om" else "shn_worker"
    return [
        await make_staff(
            **{"organisation": organisation, "role": role, "shifts": OFFICE} | staff
        )
        for _ in range(callers)
    ]


async def people(*references, **given):
    names = references or ("slo-1",)
    await happen(report(*(chain_victim(name, **given) for name in names)), case())
    incident_id = await fetch_incident_id(pv_number=REPORT)
    return [
        {"victim_id": await fetch_victim_id(reference=name), "incident_id": incident_id}
        for name in names
    ]


def booking(**given):
    om = Organisation.OM
    return {
        "organisation": om,
        "starts_at": ELEVEN,
        "topic": "Vraag",
        "now": NOW,
        **given,
    }


async def seats():
    return await fetch_rows(
        "SELECT starts_at, pool, seat FROM call_slot WHERE ended_at IS NULL"
        " ORDER BY starts_at, pool, seat"
    )


async def times(one, now=NOW):
    moments = await read_callback_moments(**one, organisation=Organisation.OM, now=now)
    return [slot.starts_at for slot in moments.slots]


async def test_she_is_called_at_the_time_that_she_chose(database):
    await open_desk()
    (anna,) = await people()
    answer = await book_callback(**anna, **booking())
    (task,) = await calls("callback")

    assert task["id"] == answer.task_id
    assert task["not_before"] == ELEVEN
    assert task["due_at"] == task["window_ends"] == ELEVEN + timedelta(minutes=30)
    assert task["is_agreed"]
    assert [row["seat"] for row in await seats()] == [1]


async def test_a_time_that_is_full_is_offered_no_more(database):
    await open_desk()
    anna, bea = await people("slo-1", "slo-2")
    assert ELEVEN in await times(bea)
    await book_callback(**anna, **booking())

    assert ELEVEN not in await times(bea)
    with pytest.raises(UnableToBookError):
        await book_callback(**bea, **booking())
    assert await calls_of("slo-2", "callback") == []


async def test_two_at_once_for_the_last_seat_one_wins(database, monkeypatch):
    """Both saw the seat free; what the other changed is undone as a whole."""
    await open_desk()
    anna, bea = await people("slo-1", "slo-2")
    pause = Pause(monkeypatch, callback_slots, "fetch_taken")
    answers = await pause.meanwhile(
        _outcome(book_callback(**anna, **booking())),
        _outcome(book_callback(**bea, **booking())),
    )
    assert sum(isinstance(it, UnableToBookError) for it in answers) == 1
    assert len(await seats()) == len(await calls("callback")) == 1


async def _outcome(work):
    try:
        return await work
    except UnableToBookError as error:
        return error


async def test_ten_at_once_get_as_many_seats_as_there_are(database):
    await open_desk(callers=3)
    all_of_them = await people(*(f"slo-{number}" for number in range(10)))
    answers = await asyncio.gather(
        *(_outcome(book_callback(**one, **booking())) for one in all_of_them)
    )
    refused = [it for it in answers if isinstance(it, UnableToBookError)]

    assert len(await seats()) == len(await calls("callback")) == 3
    assert len(refused) == 7


async def test_moving_it_frees_the_time_for_somebody_else(database):
    await open_desk()
    anna, bea = await people("slo-1", "slo-2")
    await book_callback(**anna, **booking())
    await book_callback(**anna, **booking(starts_at=ELEVEN + timedelta(hours=1)))
    await book_callback(**bea, **booking())

    assert len(await seats()) == 2
    (task,) = await calls_of("slo-1", "callback")
    assert task["not_before"] == ELEVEN + timedelta(hours=1)


async def test_taking_it_back_frees_the_time_for_somebody_else(database):
    await open_desk()
    anna, bea = await people("slo-1", "slo-2")
    asked = await book_callback(**anna, **booking())
    await withdraw_callback(victim_id=anna["victim_id"], task_id=asked.task_id, now=NOW)
    await book_callback(**bea, **booking())

    assert len(await seats()) == 1


@pytest.mark.parametrize("callers", [1, 2])
async def test_the_same_time_twice_is_one_booking(database, callers):
    await open_desk(callers=callers)
    (anna,) = await people()
    await asyncio.gather(*(book_callback(**anna, **booking()) for _ in range(3)))

    assert len(await calls("callback")) == 1
    assert len(await seats()) == 1


async def test_where_nobody_said_who_calls_when_there_are_no_times(database):
    (anna,) = await people()
    moments = await read_callback_moments(**anna, organisation=Organisation.OM, now=NOW)
    assert moments.slots is None
    with pytest.raises(UnableToBookError):
        await book_callback(**anna, **booking())


@pytest.mark.parametrize(
    "starts_at",
    [
        NOW,  # nobody can prepare for it
        NOW - timedelta(days=1),
        ELEVEN + timedelta(minutes=7),
        NOW + timedelta(days=40),
        NOW + timedelta(days=5),  # a Saturday: nobody works
        NOW + timedelta(hours=9),  # the evening: nobody works
    ],
)
async def test_a_time_that_nobody_offered_cannot_be_booked(database, starts_at):
    await open_desk()
    (anna,) = await people()
    with pytest.raises(UnableToBookError):
        await book_callback(**anna, **booking(starts_at=starts_at))
    assert await calls("callback") == []


async def test_only_her_own_parts_of_the_day_are_offered(database):
    await open_desk()
    safe = {"bellen": True, "dagdelen": ["middag"]}
    (anna,) = await people(veiligContact=safe)
    found = await times(anna)

    assert found
    assert all(12 <= it.hour + 1 < 18 for it in found)
    with pytest.raises(UnableToBookError):
        await book_callback(**anna, **booking())


async def test_her_hours_are_those_of_where_she_lives(database):
    await open_desk()
    (anna,) = await people(telefoonnummers=["+1 212 736 5000"])
    found = await times(anna)

    assert found
    assert min(it.hour for it in found) == 14  # nine in the morning in New York


async def test_without_a_safe_number_there_is_nothing_to_book(database):
    await open_desk()
    (anna,) = await people(veiligContact={"bellen": False})
    assert (
        await read_callback_moments(**anna, organisation=Organisation.OM, now=NOW)
        is None
    )
    with pytest.raises(UnableToAskCallbackError):
        await book_callback(**anna, **booking())


async def test_a_heavy_call_gets_no_seat_of_who_is_new(database):
    await open_desk(is_experienced=False)
    (anna,) = await people()
    await execute("UPDATE call_task SET needs_experience = TRUE")

    assert await times(anna) == []


async def test_a_call_in_hand_is_not_moved(database):
    await open_desk()
    (anna,) = await people()
    asked = await book_callback(**anna, **booking())
    caller = worker(await make_staff())
    lease = await take_next_call(worker=caller, now=ELEVEN)
    assert lease.task_id == asked.task_id
    later = booking(starts_at=ELEVEN + timedelta(hours=2), now=ELEVEN)
    with pytest.raises(UnableToWithdrawCallbackError):
        await book_callback(**anna, **later)
    assert [row["starts_at"] for row in await seats()] == [ELEVEN]


# The call that we owe her.


async def owed(**given):
    await open_desk(is_experienced=True)
    (anna,) = await people(**given)
    await happen(decision(at="2026-11-19T11:30"))
    (task,) = await calls("sepot")
    return {"victim_id": anna["victim_id"], "task_id": task["id"]}


async def test_she_chooses_when_the_owed_call_is_made(database):
    hers = await owed()
    (before,) = await calls("sepot")
    await book_call(**hers, starts_at=ELEVEN, now=NOW)
    (task,) = await calls("sepot")

    assert (task["not_before"], task["window_ends"]) == (
        ELEVEN,
        ELEVEN + timedelta(minutes=30),
    )
    assert task["due_at"] == before["due_at"]
    caller = worker(await make_staff(is_experienced=True))
    assert (await take_next_call(worker=caller, now=ELEVEN)).task_id == task["id"]


async def test_it_is_never_later_than_its_limit(database):
    hers = await owed()
    (task,) = await calls("sepot")
    _, moments = await read_call_moments(**hers, now=NOW)

    assert moments.slots
    assert all(slot.ends_at <= task["due_at"] for slot in moments.slots)
    late = task["due_at"] + timedelta(hours=11)
    with pytest.raises(UnableToBookError):
        await book_call(**hers, starts_at=late, now=NOW)


async def test_when_it_is_late_the_letter_is_the_limit(database):
    hers = await owed()
    await execute(
        "UPDATE call_task SET due_at = {} WHERE id = {}",
        *(NOW - timedelta(hours=1), hers["task_id"]),
    )
    _, moments = await read_call_moments(**hers, now=NOW)
    (task,) = await calls("sepot")

    assert moments.slots
    assert moments.latest_day == task["notice_by"]


async def test_she_may_leave_it_to_us_again(database):
    hers = await owed()
    (before,) = await calls("sepot")
    await book_call(**hers, starts_at=ELEVEN, now=NOW)
    await book_call(**hers, starts_at=ELEVEN + timedelta(hours=1), now=NOW)
    await drop_moment(**hers, now=NOW)
    (task,) = await calls("sepot")

    for name in ("not_before", "window_ends", "earliest_at", "due_at", "is_agreed"):
        assert task[name] == before[name], name
    assert await seats() == []
    with pytest.raises(UnableToBookError):
        await drop_moment(**hers, now=NOW)


async def test_somebody_elses_call_is_not_there(database):
    hers = await owed()
    theirs = hers | {"victim_id": uuid4()}
    for work in (
        read_call_moments(**theirs, now=NOW),
        book_call(**theirs, starts_at=ELEVEN, now=NOW),
        drop_moment(**theirs, now=NOW),
    ):
        with pytest.raises((UnableToFindIncidentError, UnableToAskCallbackError)):
            await work


@pytest.mark.parametrize("kind", ["seizure", "apology", "release"])
async def test_what_she_does_not_know_of_has_no_times(database, kind):
    hers = await owed()
    await execute("UPDATE call_task SET kind = {} WHERE id = {}", kind, hers["task_id"])
    with pytest.raises(UnableToFindIncidentError):
        await read_call_moments(**hers, now=NOW)
    with pytest.raises(UnableToFindIncidentError):
        await book_call(**hers, starts_at=ELEVEN, now=NOW)


async def test_what_waits_for_shn_gets_no_time(database):
    hers = await owed()
    await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"
        " window_ends = NULL WHERE id = {}",
        hers["task_id"],
    )
    with pytest.raises(UnableToBookError):
        await book_call(**hers, starts_at=ELEVEN, now=NOW)
    assert await seats() == []


async def test_no_two_organisations_call_at_the_same_time(database):
    hers = await owed()
    await book_call(**hers, starts_at=ELEVEN, now=NOW)
    anna = {
        "victim_id": hers["victim_id"],
        "incident_id": await fetch_incident_id(pv_number=REPORT),
    }
    await open_desk(organisation="shn", callers=2)
    moments = await read_callback_moments(
        **anna, organisation=Organisation.SHN, now=NOW
    )
    assert ELEVEN not in [slot.starts_at for slot in moments.slots]


async def test_only_her_own_days_are_offered(database):
    await open_desk()
    (anna,) = await people()
    await execute("UPDATE victim SET call_days = '2,4'")
    assert {it.isoweekday() for it in await times(anna)} == {2, 4}


async def test_a_chosen_time_is_kept_for_nobody_in_particular(database):
    hers = await owed()
    absent = await make_staff(is_experienced=True)
    await execute(
        "UPDATE call_task SET reserved_for = {}, reserved_until = {}",
        *(absent.id, NOW + timedelta(days=2)),
    )
    await book_call(**hers, starts_at=ELEVEN, now=NOW)
    caller = worker(await make_staff(is_experienced=True))
    assert (await take_next_call(worker=caller, now=ELEVEN)).task_id == hers["task_id"]


async def tried(hers, outcome, *, at, **report):
    """Let whoever has the call next try it."""
    caller = worker(await make_staff(is_experienced=True))
    lease = await take_next_call(worker=caller, now=at)
    assert lease.task_id == hers["task_id"]
    await record_attempt(
        task_id=lease.task_id,
        token=lease.token,
        worker=caller,
        report=AttemptReport(submission=uuid4(), outcome=outcome, **report),
        now=at,
    )
    (task,) = await calls("sepot")
    return task


async def test_a_time_chosen_after_an_attempt_and_dropped_leaves_her_four_hours(
    database,
):
    hers = await owed()
    await book_call(**hers, starts_at=ELEVEN, now=NOW)
    at = ELEVEN + timedelta(minutes=5)
    tried_once = await tried(hers, Outcome.NO_ANSWER, at=at)
    tomorrow = NOW + timedelta(days=1, hours=2)
    await book_call(**hers, starts_at=tomorrow, now=at + timedelta(minutes=5))
    await drop_moment(**hers, now=at + timedelta(minutes=10))
    (task,) = await calls("sepot")

    assert task["earliest_at"] == tried_once["earliest_at"]
    assert task["not_before"] >= at + timedelta(hours=4)


async def test_a_time_of_our_caller_and_dropped_leaves_her_four_hours(database):
    hers = await owed()
    await tried(hers, Outcome.NO_ANSWER, at=NOW)
    tomorrow = NOW + timedelta(days=1, hours=2)
    await execute(
        "UPDATE call_task SET is_agreed = TRUE, earliest_at = {}, agreed_until = {}",
        *(tomorrow, tomorrow + timedelta(minutes=30)),
    )
    await drop_moment(**hers, now=NOW + timedelta(minutes=10))
    (task,) = await calls("sepot")

    assert task["not_before"] >= NOW + timedelta(hours=4)
