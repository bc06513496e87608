"""Two that wait for each other: what she asked is done all the same, and once."""

import asyncpg
import pytest

from portal.db.engine import fetch_rows
from portal.victim import trail
from tests.actions.test_call_moments import open_desk
from tests.chain import calls, case, decision, happen, report
from tests.victim.test_call_moments import times_page
from tests.victim.test_callbacks import form_of
from tests.victim.test_complaints import read_decision
from tests.victim.test_standing import make_pair

FORM = "/mijn/terugbellen"
REST = "/mijn/rust"


@pytest.fixture
def ended_once(monkeypatch):
    """End the next transaction that does this, at its last statement."""

    def end_next(action):
        insert, ended = trail.insert_audit, []

        async def insert_or_end(**row):
            await insert(**row)
            if row["action"] == action and not ended:
                ended.append(action)
                raise asyncpg.DeadlockDetectedError

        monkeypatch.setattr(trail, "insert_audit", insert_or_end)

    return end_next


async def noted(action):
    rows = await fetch_rows("SELECT action FROM audit_event WHERE action = {}", action)
    return len(rows)


async def test_rest_is_asked_and_ended_once_after_a_deadlock(enter, ended_once):
    await happen(report(), case(), decision())
    anna = await enter()
    ended_once("ask_pause")
    await anna.post(REST, weeks="3", sure="ja")
    ended_once("end_pause")
    await anna.post(f"{REST}/einde")

    steps = await fetch_rows("SELECT weeks FROM contact_pause ORDER BY step")
    assert [row["weeks"] for row in steps] == [3, 0]
    assert (await noted("ask_pause"), await noted("end_pause")) == (1, 1)


async def test_a_call_is_asked_and_withdrawn_once_after_a_deadlock(enter, ended_once):
    await happen(report(), case())
    anna = await enter()
    ended_once("ask_callback")
    await anna.post(FORM, **await form_of())
    (task,) = await calls("callback")
    ended_once("withdraw_callback")
    await anna.post(f"{FORM}/{task['id']}/intrekken")

    (task,) = await calls("callback")
    assert task["close_reason"] == "withdrawn"
    assert (await noted("ask_callback"), await noted("withdraw_callback")) == (1, 1)


async def test_a_time_is_booked_once_after_a_deadlock(enter, ended_once):
    await open_desk()
    await happen(report(), case())
    anna = await enter()
    ended_once("ask_callback")
    await anna.post(f"{FORM}/moment", **await times_page(moment="2026-11-24T09:30"))

    assert len(await calls("callback")) == len(await seats()) == 1
    assert await noted("ask_callback") == 1


async def test_the_time_of_an_owed_call_is_chosen_and_dropped_after_a_deadlock(
    enter, ended_once
):
    await open_desk(is_experienced=True)
    await happen(report(), case(), decision(at="2026-11-19T11:30"))
    anna = await enter()
    (task,) = await calls("sepot")
    ended_once("choose_call_time")
    await anna.post(f"{FORM}/{task['id']}/moment", moment="2026-11-23T09:30")
    assert len(await seats()) == 1
    ended_once("drop_call_time")
    await anna.post(f"{FORM}/{task['id']}/geen-moment")

    assert await seats() == []
    assert await noted("choose_call_time") == await noted("drop_call_time") == 1


async def seats():
    return await fetch_rows("SELECT id FROM call_slot WHERE ended_at IS NULL")


async def test_news_is_opened_and_its_call_cancelled_after_a_deadlock(
    enter, ended_once
):
    ended_once("open_gate")
    anna, path = await read_decision(enter)
    ended_once("cancel_call")
    await anna.post(f"{path}/bellen", choice="cancel")

    assert await noted("open_gate") == await noted("cancel_call") == 1


async def test_what_she_does_about_it_is_kept_once_after_a_deadlock(enter, ended_once):
    anna, path = await read_decision(enter)
    ended_once("choose")
    await anna.post(f"{path}/keuze", choice="will_not")

    assert await noted("choose") == 1


async def test_a_doubt_about_who_looks_along_is_kept_once_after_a_deadlock(
    enter, ended_once
):
    victim, one = await make_pair()
    noor = await enter(victim.id)
    ended_once("standing_doubted")
    await noor.post(f"/mijn/namens/{one.id}/klopt-niet")

    work = await fetch_rows("SELECT id FROM work_item WHERE kind = 'standing_doubted'")
    assert len(work) == 1
    assert await noted("standing_doubted") == 1
