"""What leaves is looked at once more, leaves once, and fails where people see it."""

from datetime import date, timedelta

import pytest

from portal.actions.complaints import record_knowledge, set_reminder_wish
from portal.actions.delivery import (
    UnableToKeepLeaseError,
    confirm_email,
    note_failure,
    prepare_email,
    send_letter,
    take_message,
)
from portal.db.complaint_records import save_complaint
from portal.db.complaints import fetch_terms_for_victim
from portal.db.engine import execute, fetch_rows
from portal.db.notices import fetch_contents_for_victim, fetch_notices_for_victim
from portal.db.tables.complaints import Knowledge
from portal.domain.complaints import KnownBy
from portal.domain.notifications import LEASE, PAUSES, MessageName
from portal.domain.safe_contact import Channel
from portal.notifications.channels import UnableToSendError
from tests.builders import NOW, make_victim
from tests.outbox import (
    ADDRESS,
    EMAIL_ADDRESS,
    Postbox,
    deliver,
    make_situation,
    outbox,
    queue,
    states,
    work,
)

BOTH = (Channel.EMAIL, Channel.LETTER)


async def content_of(victim):
    (message,) = await messages_of(victim)
    contents = await fetch_contents_for_victim(
        victim_id=victim.id, message_ids=[message.id]
    )
    return contents[message.id]


async def messages_of(victim):
    return (await fetch_notices_for_victim(victim_id=victim.id)).notices


async def test_an_email_says_only_that_something_is_ready(database):
    situation, box = await make_situation(), Postbox()
    await queue(situation)
    await deliver(box)
    (email,) = box.sent
    assert (email.to, email.subject) == (
        EMAIL_ADDRESS,
        "Er staat een bericht voor u klaar",
    )
    for telling in (
        "politie",
        "zaak",
        "verdachte",
        "Vries",
        situation.case.parketnummer,
    ):
        assert telling not in email.subject + email.text + email.html


async def test_the_portal_keeps_what_the_email_stood_for(database):
    situation = await make_situation()
    await queue(situation)
    await deliver(Postbox())
    content = await content_of(situation.victim)
    assert "te weinig bewijs" in content
    assert "<html" not in content


async def test_nobody_else_reads_it(database):
    situation, other = await make_situation(), await make_victim()
    await queue(situation)
    await deliver(Postbox())
    (message,) = await messages_of(situation.victim)
    assert await messages_of(other) == ()
    contents = await fetch_contents_for_victim(
        victim_id=other.id, message_ids=[message.id]
    )
    assert contents == {}


async def test_a_letter_about_a_decision_gives_knowledge_when_the_post_has_come(
    database,
):
    situation = await make_situation()
    await queue(situation, MessageName.DECISION_NOTICE)
    await deliver()
    (found,) = await fetch_terms_for_victim(victim_id=situation.victim.id)
    assert found.term.known_at == date(2026, 11, 24)
    assert (found.term.known_by, found.term.provisional) == (KnownBy.LETTER, True)


async def test_the_letter_counts_from_that_very_day(database):
    situation = await make_situation(decision={"served_on": date(2026, 11, 20)})
    await queue(situation, MessageName.SERVED_NOTICE)
    await deliver()
    letter = await content_of(situation.victim)
    assert "dinsdag 24 november 2026" in letter
    assert "uiterlijk maandag 22 februari 2027 bij het gerechtshof" in letter
    assert "vóór maandag 15 februari 2027" in letter


async def test_an_email_gives_no_knowledge(database):
    await queue(await make_situation())
    await deliver(Postbox())
    assert await Knowledge.count() == 0


async def test_a_reminder_by_letter_gives_no_knowledge(database):
    situation = await make_situation(email=False)
    await queue(situation, MessageName.DECISION_REVISED)
    await deliver()
    assert await Knowledge.count() == 0


async def test_nothing_in_the_raw_tables_says_how_to_reach_her(database):
    situation = await make_situation()
    await queue(situation, MessageName.DECISION_NOTICE)
    await queue(situation, cause="attempt:2")
    await deliver(Postbox(UnableToSendError("Refused.", permanent=True)))
    rows = await outbox() + await fetch_rows("SELECT * FROM work_item")
    text = str(rows).lower()
    for canary in (EMAIL_ADDRESS, "canary", ADDRESS["street"], "3511", "bewijs"):
        assert canary.lower() not in text


async def test_a_no_since_it_was_queued_sends_it_another_way(database):
    situation, box = await make_situation(), Postbox()
    await queue(situation)
    await execute("UPDATE victim SET email = FALSE")
    await deliver(box)
    assert box.sent == []
    assert await states() == {"email": "cancelled", "letter": "sent"}


async def test_a_no_to_every_way_is_a_persons_work(database):
    situation, box = await make_situation(), Postbox()
    await queue(situation)
    await execute("UPDATE victim SET email = FALSE, post = FALSE")
    await deliver(box)
    assert (box.sent, await states()) == ([], {"email": "cancelled"})
    assert ("no_safe_channel", "shn", "shn_worker") in await work()


async def test_a_decision_that_fell_is_not_told_any_more(database):
    situation, box = await make_situation(), Postbox()
    await queue(situation)
    await queue(situation, MessageName.DECISION_NOTICE, cause="notice")
    await execute("UPDATE decision SET state = 'revised'")
    await deliver(box)
    assert box.sent == []
    assert set((await states()).values()) == {"cancelled"}
    assert (await Knowledge.count(), await work()) == (0, set())


async def remind(situation):
    await record_knowledge(
        victim_id=situation.victim.id,
        decision_id=situation.decision.id,
        known_on=NOW.date(),
        source=KnownBy.CALL,
        recorded_by="test",
        now=NOW,
    )
    await wish(situation, wants=True)
    await queue(situation, MessageName.COMPLAINT_REMINDER)


async def wish(situation, *, wants):
    await set_reminder_wish(
        victim_id=situation.victim.id, case_id=situation.case.id, wants=wants, now=NOW
    )


async def test_a_reminder_that_she_wants_is_sent(database):
    await remind(await make_situation())
    await deliver(email=Postbox())
    assert await states() == {"email": "sent"}


async def test_a_reminder_that_she_wants_no_more_stays(database):
    situation = await make_situation()
    await remind(situation)
    await wish(situation, wants=False)
    await deliver(email=Postbox())
    assert await states() == {"email": "cancelled"}


async def test_nobody_is_reminded_of_what_the_court_has(database):
    situation = await make_situation()
    await remind(situation)
    await save_complaint(
        victim_id=situation.victim.id,
        case_id=situation.case.id,
        facts={"court": "Den Haag", "received_on": NOW.date()},
        at=NOW,
    )
    await deliver(email=Postbox())
    assert await states() == {"email": "cancelled"}


async def test_who_died_since_gets_nothing(database):
    await queue(await make_situation())
    await execute("UPDATE victim SET is_deceased = TRUE")
    box = Postbox()
    await deliver(box)
    assert (box.sent, await states(), await work()) == (
        [],
        {"email": "cancelled"},
        set(),
    )


async def test_without_a_mail_server_it_waits_and_does_not_fail(database):
    await queue(await make_situation())
    for days in range(10):
        await deliver(None, now=NOW + timedelta(days=days))
    assert await states() == {"email": "queued"}
    box = Postbox()
    await deliver(box, now=NOW + timedelta(days=11))
    assert len(box.sent) == 1


async def test_a_failure_is_tried_again_after_growing_pauses_and_then_given_up(
    database,
):
    await queue(await make_situation(post=False))
    box = Postbox(*[UnableToSendError("No answer.")] * 100)
    now = NOW
    for pause in PAUSES:
        assert (await deliver(box, now=now)).failed == 1
        assert (await deliver(box, now=now + pause - timedelta(seconds=1))).failed == 0
        now += pause
    assert timedelta(hours=71) < now - NOW <= timedelta(hours=72)
    assert await states() == {"email": "queued"}
    await deliver(box, now=now)
    assert await states() == {"email": "failed"}
    assert ("sending_failed", "om", "supervisor") in await work()


async def test_a_server_that_comes_back_gets_it_once(database):
    await queue(await make_situation())
    box = Postbox(*[UnableToSendError("No answer.")] * 5)
    for hours in range(12):
        await deliver(box, now=NOW + timedelta(hours=hours))
    assert len(box.sent) == 1
    assert (await outbox())[0]["problem"] == ""


async def test_a_mailbox_that_is_not_there_fails_at_once_and_a_letter_goes(database):
    await queue(await make_situation())
    await deliver(Postbox(UnableToSendError("No such user.", permanent=True)))
    assert await states() == {"email": "failed", "letter": "sent"}
    assert ("sending_failed", "shn", "shn_worker") in await work()


async def test_every_try_carries_the_same_key(database):
    await queue(await make_situation())
    mine = await take_message(channels=BOTH, now=NOW)
    first = await prepare_email(taken=mine, now=NOW)
    later = NOW + LEASE
    again = await take_message(channels=BOTH, now=later)
    second = await prepare_email(taken=again, now=later)
    assert first.email.key == second.email.key == str(mine.id)


async def test_a_lease_that_ended_is_somebody_elses(database):
    await queue(await make_situation())
    frozen = await take_message(channels=BOTH, now=NOW)
    assert await take_message(channels=BOTH, now=NOW) is None
    again = await take_message(channels=BOTH, now=NOW + LEASE)
    assert again.id == frozen.id
    assert not await confirm_email(taken=frozen, content="", now=NOW + LEASE)
    await note_failure(taken=frozen, problem="late", permanent=True, now=NOW + LEASE)
    assert await confirm_email(taken=again, content="", now=NOW + LEASE)
    assert await states() == {"email": "sent"}
    assert await work() == set()


async def test_a_letter_under_a_lost_lease_leaves_no_trace(database):
    await queue(await make_situation(), MessageName.DECISION_NOTICE)
    frozen = await take_message(channels=BOTH, now=NOW)
    await take_message(channels=BOTH, now=NOW + LEASE)
    with pytest.raises(UnableToKeepLeaseError):
        await send_letter(taken=frozen, now=NOW + LEASE)
    assert await Knowledge.count() == 0


async def test_a_message_that_nobody_can_read_becomes_work_in_the_end(database):
    await queue(await make_situation())
    await execute("UPDATE notification SET message = 'unknown'")
    for hours in range(0, 120, 2):
        await deliver(Postbox(), now=NOW + timedelta(hours=hours))
    assert await states() == {"email": "failed"}
    assert ("sending_failed", "om", "supervisor") in await work()


async def test_writing_to_somebody_is_on_the_audit_trail(database):
    situation = await make_situation()
    await queue(situation)
    await queue(situation, MessageName.DECISION_NOTICE, cause="notice")
    await deliver(Postbox())
    rows = await fetch_rows("SELECT action, victim FROM audit_event")
    assert rows == [{"action": "message_written", "victim": situation.victim.id}] * 2
