"""A message goes by a way that is safe, once; or it becomes a person's work."""

import asyncio
from datetime import timedelta

import pytest

from portal.actions.messages import cancel_messages, queue_message
from portal.actions.written_notices import send_written_notice
from portal.db.engine import fetch_rows, transaction
from portal.db.merging import merge_victims
from portal.domain.notifications import MessageName, NoticeReason
from portal.domain.safe_contact import Channel
from tests.builders import (
    NOW,
    agreed,
    make_case,
    make_decision,
    make_incident,
    make_victim,
)

ADDRESS = {"street": "Dorpsstraat", "house_number": "1", "town": "Utrecht"}


async def reachable(**given):
    return await make_victim(
        email_address="anna@example.org", address=ADDRESS, may_post=True, **given
    )


async def queue(victim, message=MessageName.DECISION_CONFIRMATION, **given):
    cause = given.pop("cause", "attempt:1")
    return await queue_message(
        victim_id=victim.id, message=message, cause=cause, now=NOW, **given
    )


async def outbox():
    return await fetch_rows("SELECT * FROM notification ORDER BY queued_at, id")


async def work():
    rows = await fetch_rows("SELECT kind, organisation, role FROM work_item")
    return {(row["kind"], row["organisation"], row["role"]) for row in rows}


async def test_a_confirmation_goes_by_email_when_she_said_yes(database):
    assert await queue(await reachable(**agreed())) is Channel.EMAIL


async def test_her_own_wish_goes_before_our_order(database):
    victim = await reachable(**agreed())
    assert await queue(victim, prefer=Channel.LETTER) is Channel.LETTER


async def test_a_wish_that_is_not_safe_is_not_followed(database):
    victim = await reachable(**agreed() | {"post": False})
    assert await queue(victim, prefer=Channel.LETTER) is Channel.EMAIL


async def test_never_asked_is_enough_for_a_letter_and_not_for_email(database):
    assert await queue(await reachable()) is Channel.LETTER


async def test_a_yes_of_half_a_year_ago_counts_no_more(database):
    stale = {"email": True, "email_at": NOW - timedelta(days=190)}
    assert await queue(await reachable(**stale)) is Channel.LETTER


async def test_for_someone_at_risk_never_asked_is_no(database):
    victim = await reachable(is_vulnerable=True)
    assert await queue(victim) is None
    assert await work() == {
        ("no_safe_channel", "shn", "shn_worker"),
        ("no_safe_channel", "om", "supervisor"),
    }


async def test_risk_in_any_incident_holds_for_her_mailbox(database):
    victim = await reachable()
    await make_incident(victims=(victim,), category="stalking")
    assert await queue(victim) is None


async def test_nobody_writes_to_the_dead(database):
    assert await queue(await reachable(is_deceased=True, **agreed())) is None
    assert await work() == set()


async def test_a_callback_is_confirmed_by_email_or_not_at_all(database):
    victim = await reachable()
    assert await queue(victim, MessageName.CALLBACK_CONFIRMED) is None
    assert await work() == set()


async def test_who_cannot_be_reminded_of_a_complaint_is_no_work_of_the_prosecution(
    database,
):
    victim = await make_victim()
    assert await queue(victim, MessageName.COMPLAINT_REMINDER) is None
    assert {organisation for _, organisation, _ in await work()} == {"shn"}


async def test_a_cause_is_sent_once_whatever_changed_since(database):
    victim = await reachable(**agreed())
    first = await queue(victim)
    second = await queue(victim, prefer=Channel.LETTER)
    assert (first, second, len(await outbox())) == (Channel.EMAIL, Channel.EMAIL, 1)


async def test_many_who_queue_at_once_queue_once(database):
    victim = await reachable(**agreed())
    ways = [Channel.EMAIL, Channel.LETTER] * 5
    found = await asyncio.gather(*(queue(victim, prefer=way) for way in ways))
    assert len(set(found)) == len(await outbox()) == 1
    assert await work() == set()


async def test_what_waits_can_be_taken_back(database):
    victim = await reachable(**agreed())
    await queue(victim)
    assert await cancel_messages(cause="attempt:1") == 1
    assert [row["state"] for row in await outbox()] == ["cancelled"]


@pytest.fixture
async def decision(database):
    victim = await reachable()
    return victim, await make_decision(case=await make_case(victims=(victim,)))


async def notice(victim, decision, **given):
    return await send_written_notice(
        victim_id=victim.id, decision_id=decision.id, task_id=None, now=NOW, **given
    )


async def test_a_notice_leaves_once_for_each_decision(decision):
    await notice(*decision, reason=NoticeReason.NOT_REACHED)
    await notice(*decision, reason=NoticeReason.TIME_LIMIT)
    (row,) = await outbox()
    assert (row["message"], row["channel"]) == ("decision_notice", "letter")
    assert row["context"] == '{"reason": "not_reached"}'


async def test_a_notice_served_later_is_written_too(decision):
    victim, one = decision
    await notice(victim, one)
    one.served_on = NOW.date()
    await one.save()
    await notice(victim, one, is_legal_notice=True)
    messages = {row["message"] for row in await outbox()}
    assert messages == {"decision_notice", "served_notice"}


async def test_of_a_decision_that_fell_we_write_that_it_goes_on(decision):
    victim, one = decision
    one.state = "revised"
    await one.save()
    await notice(victim, one)
    assert [row["message"] for row in await outbox()] == ["decision_revised"]


async def test_two_who_turn_out_to_be_one_person_get_one_message(database):
    stays = await reachable(**agreed())
    dropped = await reachable(**agreed() | {"email": False})
    for victim in (stays, dropped):
        await queue(victim)
        await queue(victim, cause=f"her own:{victim.id}")
    async with transaction():
        await merge_victims(stays=stays.id, dropped=dropped.id, now=NOW)
    rows = await fetch_rows(
        "SELECT cause, channel FROM notification"
        " WHERE victim = {} AND state = 'queued'",
        stays.id,
    )
    assert {(row["cause"], row["channel"]) for row in rows} == {
        ("attempt:1", "email"),
        (f"her own:{stays.id}", "email"),
        (f"her own:{dropped.id}", "letter"),
    }
    left = await fetch_rows(
        "SELECT state FROM notification WHERE victim = {}", dropped.id
    )
    assert left == [{"state": "cancelled"}]
