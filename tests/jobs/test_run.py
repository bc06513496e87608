"""All due work is done, once, whoever runs it and however often."""

import asyncio
import json
import os
import sys
from datetime import date, timedelta

import pytest

from portal import clock
from portal.actions import at_hand
from portal.actions.complaints import record_knowledge, set_reminder_wish
from portal.actions.reminders import set_reminder
from portal.db.engine import execute, fetch_rows
from portal.db.sessions import StoredSession, insert_session
from portal.domain.complaints import KnownBy
from portal.domain.notifications import LEASE
from portal.domain.reminders import ReminderKind
from portal.jobs.run import run_due_jobs
from portal.notifications.channels import UnableToSendError
from portal.notifications.email import SmtpChannel
from portal.notifications.outlets import Outlets
from tests.builders import NOW, make_task, make_victim
from tests.mail_servers import Inbox, serve
from tests.outbox import Postbox, make_situation, outbox, queue, states, work

NOTHING = {
    "leases_ended": 0,
    "windows_refreshed": 0,
    "places_refreshed": 0,
    "calls_handed_on": 0,
    "reminders_fired": 0,
    "messages_sent": 0,
    "questions_late": 0,
    "events_retried": 0,
    "drafts_ended": 0,
    "sessions_ended": 0,
    "failed": 0,
}


async def run(email=None, now=NOW):
    done = await run_due_jobs(now=now, outlets=Outlets(email=email))
    return {name: number for name, number in done.items() if number}


async def test_an_empty_portal_has_nothing_to_do(database):
    assert await run_due_jobs(now=NOW, outlets=Outlets(email=None)) == NOTHING


async def test_what_a_reminder_says_leaves_in_the_same_run(database):
    situation, box = await make_situation(), Postbox()
    await set_reminder_wish(
        victim_id=situation.victim.id, case_id=situation.case.id, wants=True, now=NOW
    )
    await record_knowledge(
        victim_id=situation.victim.id,
        decision_id=situation.decision.id,
        known_on=date(2026, 11, 23),
        source=KnownBy.CALL,
        recorded_by="Beller 1",
        now=NOW,
    )
    later = NOW + timedelta(days=49)
    assert await run(box, later) == {"reminders_fired": 1, "messages_sent": 1}
    assert await run(box, later) == {}
    assert len(box.sent) == 1


async def test_the_demo_clock_ends_nobodys_session(database):
    for name, left in (("over", -1), ("alive", 900)):
        moment = clock.now() + timedelta(seconds=left)
        await insert_session(
            StoredSession(
                id=name, data="{}", created_at=moment, seen_at=moment, expires_at=moment
            )
        )
    far_ahead = clock.now() + timedelta(days=400)
    assert await run(now=far_ahead) == {"sessions_ended": 1}
    rows = await fetch_rows("SELECT id FROM web_session")
    assert [row["id"] for row in rows] == ["alive"]


async def test_a_poisoned_reminder_stops_no_other(database):
    poisoned = NOW - timedelta(days=2)
    await set_reminder(
        kind=ReminderKind.COMPLAINT_3, cause=(await make_victim()).id, due_at=poisoned
    )
    await set_reminder(
        kind=ReminderKind.CALL_OVERDUE, cause=(await make_task()).id, due_at=NOW
    )
    assert await run() == {"reminders_fired": 1, "failed": 1}
    assert await run() == {"failed": 1}


async def test_a_poisoned_message_stops_no_other(database):
    situation, box = await make_situation(), Postbox()
    await queue(situation, cause="poisoned")
    await execute("UPDATE notification SET message = 'unknown'")
    await queue(situation)
    await run(box)
    assert len(box.sent) == 1


async def test_a_poisoned_window_stops_no_other(database, monkeypatch):
    first, second = await make_task(), await make_task()
    later = NOW + timedelta(days=1)
    real = at_hand.fetch_contacts_of

    async def fail_for_first(*, victim_ids):
        if first.victim in victim_ids:
            raise RuntimeError("unreadable")
        return await real(victim_ids=victim_ids)

    monkeypatch.setattr(at_hand, "fetch_contacts_of", fail_for_first)
    done = await run(now=later)
    assert done["windows_refreshed"] == 1
    rows = await fetch_rows("SELECT id FROM call_task WHERE window_ends > {}", later)
    assert [row["id"] for row in rows] == [second.id]


@pytest.mark.parametrize("where", ["windows", "remind", "run"])
async def test_without_the_database_the_run_ends_at_once(database, monkeypatch, where):
    """Each piece of work would wait half a minute for it, and say so."""
    await make_task()
    await set_reminder(
        kind=ReminderKind.CALL_OVERDUE, cause=(await make_task()).id, due_at=NOW
    )
    asked = []

    async def be_away(**_):
        asked.append(where)
        raise ConnectionRefusedError("the database is away")

    name = {
        "windows": "windows.refresh_stale_windows",
        "remind": "remind.fire_reminder",
        "run": "run.end_leases_all",
    }[where]
    monkeypatch.setattr(f"portal.jobs.{name}", be_away)
    with pytest.raises(ConnectionRefusedError):
        await run(now=NOW + timedelta(days=1))
    assert len(asked) == 1


async def test_a_lease_that_ended_is_given_back(database):
    task = await make_task()
    situation, box = await make_situation(), Postbox()
    await queue(situation)
    await execute(
        "UPDATE notification SET state = 'sending', lease_token = {}, lease_until = {},"
        " next_try_at = {}, tries = 1",
        task.id,
        NOW + LEASE,
        NOW + LEASE,
    )
    assert await run(box) == {}
    assert await run(box, NOW + LEASE) == {"messages_sent": 1}


async def test_runners_at_once_send_each_message_once(database):
    situation = await make_situation()
    for number in range(20):
        await queue(situation, cause=f"attempt:{number}")
    boxes = [Postbox() for _ in range(4)]
    await asyncio.gather(*(run(box) for box in boxes))
    keys = [email.key for box in boxes for email in box.sent]
    assert len(keys) == len(set(keys)) == 20


@pytest.fixture
async def mail(monkeypatch):
    inbox = Inbox()
    async with serve(inbox) as server:
        monkeypatch.setenv("PORTAL_SMTP_URL", f"smtp://{server.host}:{server.port}")
        yield inbox


async def start_worker(now=NOW):
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.jobs.worker",
        now.isoformat(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=dict(os.environ),
    )


async def test_two_processes_send_each_message_and_fire_each_reminder_once(
    database, mail
):
    situation = await make_situation()
    for number in range(60):
        await queue(situation, cause=f"attempt:{number}")
    for _ in range(20):
        task = await make_task()
        await set_reminder(
            kind=ReminderKind.CALL_OVERDUE, cause=task.id, task_id=task.id, due_at=NOW
        )
    workers = [await start_worker() for _ in range(2)]
    answers = [await worker.communicate() for worker in workers]
    done = [json.loads(answer) for answer, _ in answers]
    assert sum(one["messages_sent"] for one in done) == 60
    assert sum(one["reminders_fired"] for one in done) == 20
    assert sum(one["failed"] for one in done) == 0
    assert len(mail.keys) == len(set(mail.keys)) == 60
    assert len(await fetch_rows("SELECT id FROM work_item")) == 40


async def test_mail_that_was_down_goes_out_when_it_is_up(database):
    await queue(await make_situation(post=False))
    async with serve(Inbox()) as server:
        pass
    down = SmtpChannel(server=server, sender="berichten@portaal.example")
    assert await run(down) == {"failed": 1}
    inbox = Inbox("451 Not now")
    async with serve(inbox) as server:
        up = SmtpChannel(server=server, sender="berichten@portaal.example")
        assert await run(up) == {}
        assert await run(up, NOW + timedelta(minutes=1)) == {"failed": 1}
        assert await run(up, NOW + timedelta(minutes=6)) == {"messages_sent": 1}
    assert len(inbox.messages) == 1


async def test_one_refused_for_good_holds_up_nothing(database):
    situation = await make_situation()
    await queue(situation, cause="attempt:1")
    await queue(situation, cause="attempt:2")
    box = Postbox(UnableToSendError("No such user.", permanent=True))
    done = await run(box)
    assert done == {"messages_sent": 2, "failed": 1}  # one as a letter
    assert ("sending_failed", "om", "supervisor") in await work()
    assert sorted(row["state"] for row in await outbox()) == ["failed", "sent", "sent"]
    assert (await states())["letter"] == "sent"
