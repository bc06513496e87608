"""Reminders follow their cause and fire once, with all that comes of it."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions.complaints import (
    record_knowledge,
    refresh_complaint,
    set_reminder_wish,
)
from portal.actions.reminders import (
    cancel_reminders,
    fire_reminder,
    set_reminder,
    set_task_reminders,
)
from portal.actions.work_items import alert_people
from portal.db.engine import execute, fetch_rows
from portal.db.reminders import fetch_due_reminder_ids, fetch_next_reminder_at
from portal.domain.complaints import KnownBy
from portal.domain.reminders import ReminderKind
from portal.domain.staff import Organisation
from portal.domain.work_items import WorkItemKind
from tests.builders import NOW, make_attempt, make_task, make_victim
from tests.outbox import make_situation, outbox, work

DUE = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=40)


async def fire(now):
    """Fire all that is due, and what becomes due by that."""
    fired = 0
    while due := await fetch_due_reminder_ids(now=now):
        for reminder_id in due:
            fired += await fire_reminder(reminder_id=reminder_id, now=now)
    return fired


async def reminders():
    rows = await fetch_rows("SELECT kind, due_at, state FROM reminder")
    return {row["kind"]: (row["due_at"], row["state"]) for row in rows}


async def remind_of(task, **given):
    row = {
        "not_heard_on": date(2026, 11, 28),
        "notice_by": date(2026, 11, 30),
        "has_safe_way": True,
        **given,
    }
    await set_task_reminders(
        task_id=task.id, victim_id=task.victim, due_at=task.due_at, **row
    )


@pytest.fixture
async def situation(database):
    return await make_situation()


@pytest.fixture
async def task(situation):
    task = await make_task(victim=situation.victim, decisions=(situation.decision,))
    await remind_of(task)
    return task


async def test_a_reminder_fires_once(task):
    assert await fire(NOW) == 1
    assert await fire(NOW) == 0
    assert await work() == {("call_due_soon", "om", "caller")}


async def test_many_at_once_fire_it_once(task):
    (due,) = await fetch_due_reminder_ids(now=NOW)
    fired = await asyncio.gather(
        *(fire_reminder(reminder_id=due, now=NOW) for _ in range(8))
    )
    assert fired.count(True) == 1
    assert len(await fetch_rows("SELECT id FROM work_item")) == 1


async def test_another_moment_arms_it_again_and_the_same_does_not(database):
    cause = uuid4()

    async def set_at(due_at):
        await set_reminder(kind=ReminderKind.CALL_OVERDUE, cause=cause, due_at=due_at)

    await set_at(NOW)
    assert await fire(NOW) == 1
    await set_at(NOW)
    assert await fire(NOW) == 0
    await set_at(DUE)
    assert await fire(NOW) == 0
    assert await fire(DUE) == 1


async def test_a_moment_that_is_past_at_creation_fires_now(database):
    await set_reminder(
        kind=ReminderKind.CALL_OVERDUE, cause=uuid4(), due_at=NOW - timedelta(days=9)
    )
    assert await fire(NOW) == 1


async def test_a_cancelled_one_stays_silent_until_it_is_set_anew(database):
    cause = uuid4()
    await set_reminder(kind=ReminderKind.CALL_OVERDUE, cause=cause, due_at=DUE)
    assert await cancel_reminders(cause=cause) == 1
    assert await fire(LATER) == 0
    await set_reminder(kind=ReminderKind.CALL_OVERDUE, cause=cause, due_at=DUE)
    assert await fire(LATER) == 1


async def test_what_a_failing_effect_left_is_undone(task, monkeypatch):
    async def fail(**_):
        raise RuntimeError("no room")

    monkeypatch.setattr("portal.actions.reminders.alert_people", fail)
    (due,) = await fetch_due_reminder_ids(now=NOW)
    with pytest.raises(RuntimeError, match="no room"):
        await fire_reminder(reminder_id=due, now=NOW)
    assert await fetch_due_reminder_ids(now=NOW) == [due]


async def test_a_moved_call_moves_its_reminders(task):
    task.due_at += timedelta(days=1)
    await remind_of(task)
    due_at, state = (await reminders())["call_due_soon"]
    assert (due_at.date(), state) == (date(2026, 11, 24), "waiting")


async def test_an_overdue_call_is_work_for_callers_and_supervisor(task):
    await fire(NOW)
    await fire(NOW + timedelta(days=1))
    assert await work() == {
        ("call_overdue", "om", "caller"),
        ("call_overdue", "om", "supervisor"),
    }


async def test_a_closed_call_reminds_nobody(task):
    await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {}, close_reason = ''",
        NOW,
    )
    await fire(LATER)
    assert (await work(), await outbox()) == (set(), [])


async def test_on_day_12_silence_is_the_supervisors(task):
    await fire(NOW + timedelta(days=5))
    assert ("not_heard", "om", "supervisor") in await work()


async def test_who_was_reached_is_not_unheard(task):
    await make_attempt(task=task, reached=True, outcome="spoken_partly")
    await fire(NOW + timedelta(days=5))
    assert ("not_heard", "om", "supervisor") not in await work()


async def test_on_day_12_no_safe_way_is_work_again_for_shn_and_supervisor(task):
    await execute(
        "UPDATE call_task SET not_before = NULL, window_ends = NULL,"
        " waits_for = 'no_safe_way'"
    )
    await fire(NOW + timedelta(days=5))
    assert {
        ("no_safe_way", "shn", "shn_worker"),
        ("no_safe_way", "om", "supervisor"),
    } <= await work()


async def test_work_that_was_let_lie_is_new_again_on_day_12(task):
    await execute(
        "UPDATE call_task SET not_before = NULL, window_ends = NULL,"
        " waits_for = 'no_safe_way'"
    )
    at_once = {"kind": WorkItemKind.NO_SAFE_WAY, "cause": task.id}
    await alert_people(organisation=Organisation.OM, now=NOW, **at_once)
    await fire(NOW + timedelta(days=5))
    rows = await fetch_rows(
        "SELECT opened_at, done_at FROM work_item"
        " WHERE kind = 'no_safe_way' ORDER BY opened_at, role"
    )
    assert [row["done_at"] is None for row in rows] == [False, False, True, True]
    assert rows[-1]["opened_at"] == NOW + timedelta(days=5)


async def test_the_kind_of_day_12_follows_the_way_to_her(task):
    await remind_of(task, has_safe_way=False)
    found = await reminders()
    assert found["no_safe_way_day_12"][1] == "waiting"
    assert found["not_heard_day_12"][1] == "cancelled"


async def test_the_written_notice_leaves_within_14_days_whatever_the_ladder_does(
    task, situation
):
    await fire(NOW + timedelta(days=7))
    (row,) = await outbox()
    assert (row["message"], row["decision"], row["channel"]) == (
        "decision_notice",
        situation.decision.id,
        "letter",
    )
    assert row["context"] == '{"reason": "time_limit"}'


async def test_what_was_told_is_not_written_again(task):
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    await fire(NOW + timedelta(days=7))
    assert await outbox() == []


async def know(situation, known_on=date(2026, 11, 23)):
    await record_knowledge(
        victim_id=situation.victim.id,
        decision_id=situation.decision.id,
        known_on=known_on,
        source=KnownBy.CALL,
        recorded_by="Beller 1",
        now=NOW,
    )


async def wish(situation, *, wants):
    await set_reminder_wish(
        victim_id=situation.victim.id, case_id=situation.case.id, wants=wants, now=NOW
    )


async def test_only_her_wish_makes_a_complaint_reminder_speak(situation):
    await know(situation)
    await fire(NOW + timedelta(days=300))
    assert await outbox() == []
    assert {state for _, state in (await reminders()).values()} == {"not_wanted"}


async def test_each_complaint_reminder_is_a_message(situation):
    await wish(situation, wants=True)
    await know(situation)
    for day in (date(2027, 1, 11), date(2027, 2, 1), date(2027, 2, 12)):
        assert await fire(NOW + (day - NOW.date())) == 1
    assert [row["message"] for row in await outbox()] == ["complaint_reminder"] * 3


async def test_reminders_missed_together_speak_with_one_voice(situation):
    await wish(situation, wants=True)
    await know(situation, known_on=date(2026, 9, 7))
    assert await fire(NOW) == 2
    assert len(await outbox()) == 1


async def test_after_the_last_day_nobody_is_reminded(situation):
    await wish(situation, wants=True)
    await know(situation, known_on=date(2026, 1, 5))
    await fire(NOW)
    assert await outbox() == []
    assert {state for _, state in (await reminders()).values()} == {"cancelled"}


async def test_a_moved_term_reminds_at_its_own_moments(situation):
    await wish(situation, wants=True)
    await know(situation)
    await fire(NOW + timedelta(days=49))
    await know(situation, known_on=date(2026, 11, 16))
    await fire(NOW + timedelta(days=49))
    assert len(await outbox()) == 2


async def test_a_refresh_after_firing_does_not_arm_it_again(situation):
    await wish(situation, wants=True)
    await know(situation)
    await fire(NOW + timedelta(days=49))
    await refresh_complaint(
        victim_id=situation.victim.id, case_id=situation.case.id, now=NOW
    )
    assert await fire(NOW + timedelta(days=49)) == 0


async def test_the_next_moment_can_be_asked_for(task):
    assert await fetch_next_reminder_at(after=NOW) == task.due_at + timedelta(seconds=1)
    assert await fetch_next_reminder_at(after=LATER) is None


async def test_a_reminder_is_of_one_victim_only(situation):
    other = await make_victim(given_names="Bram")
    await know(situation)
    rows = await fetch_rows("SELECT id FROM reminder WHERE victim = {}", other.id)
    assert rows == []
