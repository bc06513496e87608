"""Contact data that cannot be unsealed holds up one call, and no other."""

import logging
from datetime import timedelta

import pytest

from portal.actions.call_tasks import refresh_window
from portal.actions.calls import take_next_call
from portal.actions.messages import safe_channels_now
from portal.db.engine import execute, fetch_rows
from portal.db.victims import fetch_contact
from portal.domain.safe_contact import Channel
from portal.jobs.windows import refresh_all
from tests.builders import (
    NOW,
    agreed,
    make_phone,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)
from tests.calling import ADDRESS, work
from tests.outbox import deliver, make_situation, queue, states

LAPSED = {
    "not_before": NOW - timedelta(days=3),
    "window_ends": NOW - timedelta(days=2),
}
IN_AN_HOUR = NOW + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("database")


async def damage(victim, sealed="deadbeef.AAAA"):
    """Spoil the first number; give what stood there."""
    [phone] = await fetch_rows(
        "SELECT id, number_sealed FROM phone WHERE victim = {} AND position = 0",
        victim.id,
    )
    await execute(
        "UPDATE phone SET number_sealed = {} WHERE id = {}", sealed, phone["id"]
    )
    return phone["number_sealed"]


async def next_call():
    return await take_next_call(worker=worker(await make_staff()), now=NOW)


async def test_everybody_goes_on_and_the_one_call_waits(caplog):
    anna = await make_victim(phones=["06-87654321"])
    spoilt = await make_task(victim=anna, **LAPSED)
    sound = await make_task(**LAPSED)
    await damage(anna)
    lease = await next_call()
    assert lease.task_id == sound.id
    assert await next_call() is None
    waiting = await reload_task(spoilt.id)
    assert waiting.waits_for == "no_safe_way"
    assert await work() == [
        ("no_safe_way", "om", "supervisor"),
        ("no_safe_way", "shn", "shn_worker"),
    ]
    [line] = {it.getMessage() for it in caplog.records if it.levelno == logging.ERROR}
    assert line.startswith("Contact data cannot be read.")
    assert "/number_sealed" in line


async def test_the_job_goes_on_with_the_others():
    anna = await make_victim()
    await make_task(victim=anna, **LAPSED)
    sound = await make_task(**LAPSED)
    await damage(anna, sealed="no seal at all")
    tally = await refresh_all(now=NOW)
    assert (tally.done, tally.failed) == (2, 0)
    assert (await reload_task(sound.id)).window_ends > NOW


async def test_another_number_of_hers_is_called():
    anna = await make_victim()
    await make_phone(victim=anna, phone="030-1234567", position=1)
    await damage(anna)
    task = await make_task(victim=anna, **LAPSED)
    assert (await next_call()).task_id == task.id


async def test_the_call_comes_back_when_the_key_does():
    anna = await make_victim()
    task = await make_task(victim=anna, **LAPSED)
    sealed = await damage(anna)
    await refresh_all(now=NOW)
    assert (await refresh_all(now=NOW)).done == 0
    await damage(anna, sealed=sealed)
    assert (await refresh_all(now=IN_AN_HOUR)).done == 1
    back = await reload_task(task.id)
    assert back.waits_for is None
    assert back.not_before <= IN_AN_HOUR < back.window_ends
    assert await work() == []


async def test_what_is_unsafe_stays_so_whatever_can_be_read():
    anna = await make_victim()
    unsafe = {"waits_for": "unsafe", "not_before": None, "window_ends": None}
    task = await make_task(victim=anna, **unsafe)
    await damage(anna)
    await refresh_window(task_id=task.id, now=NOW)
    after = await reload_task(task.id)
    assert (after.waits_for, after.not_before) == ("unsafe", None)


@pytest.mark.parametrize("column", ["email_sealed", "address_sealed"])
async def test_a_message_goes_by_what_can_be_read(column):
    anna = await make_victim(
        email_address="anna@example.org", address=ADDRESS, may_post=True, **agreed()
    )
    await spoil(anna, column)
    contact = await fetch_contact(victim_id=anna.id)
    [way] = await safe_channels_now(contact, now=NOW)
    assert way is (Channel.LETTER if column == "email_sealed" else Channel.EMAIL)


async def test_nothing_goes_home_for_a_chosen_address_that_cannot_be_read():
    anna = await make_victim(address=ADDRESS, may_post=True, domicile_sealed="x.x")
    contact = await fetch_contact(victim_id=anna.id)
    assert contact.letter_address is None


async def test_a_message_on_its_way_waits_for_the_key():
    situation = await make_situation(email=False)
    await queue(situation)
    await spoil(situation.victim, "address_sealed")
    assert (await deliver()).failed == 1
    assert await states() == {"letter": "queued"}


async def spoil(victim, column):
    await execute(
        f"UPDATE victim SET {column} = 'deadbeef.AAAA' WHERE id = {{}}",  # noqa: S608
        victim.id,
    )
