"""`kill -9` while calls are closed: each attempt is there once, with all or nothing."""

import asyncio
from collections import Counter
from random import Random
from typing import Any

from portal.db.engine import execute, fetch_rows
from portal.domain.sepot_grounds import is_only_execution_ended
from tests.proofs.callers import Work, call_until_over
from tests.proofs.feeds import begin_with, make_feed
from tests.proofs.promises import Sizes, insist, insist_none
from tests.proofs.servers import Moments, Server, free_port
from tests.proofs.stores import Place, new_store
from tests.proofs.waiting_calls import make_callers

CALLERS = 4

STRAY = {
    "knowledge of an attempt that is not there": """
        SELECT k.id FROM knowledge k WHERE k.attempt IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM call_attempt a WHERE a.id = k.attempt)""",
    "tasks done without an attempt": """
        SELECT t.id FROM call_task t WHERE t.closed_as = 'done' AND NOT EXISTS
            (SELECT 1 FROM call_attempt a WHERE a.task = t.id)""",
    "open tasks that were spoken through": """
        SELECT t.id FROM call_task t JOIN call_attempt a ON a.task = t.id
        WHERE t.closed_as IS NULL AND a.outcome IN ('spoken', 'representative')""",
    "closed tasks that still remind": """
        SELECT t.id FROM call_task t JOIN reminder r ON r.cause = t.id
        WHERE t.closed_as IS NOT NULL AND r.state = 'waiting'""",
    "told decisions without knowledge": """
        SELECT d.id FROM call_task_decision d JOIN call_task t ON t.id = d.task
        WHERE d.told_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM knowledge k
            JOIN call_attempt a ON a.id = k.attempt AND a.task = t.id
            WHERE k.victim = t.victim AND k.decision = d.decision)""",
    "told decisions neither confirmed nor a person's work": """
        SELECT d.id FROM call_task_decision d JOIN call_task t ON t.id = d.task
        WHERE d.told_at IS NOT NULL AND t.closed_as = 'done' AND NOT EXISTS
            (SELECT 1 FROM notification n WHERE n.task = t.id
             AND n.decision = d.decision AND n.message = 'decision_confirmation')
        AND NOT EXISTS (SELECT 1 FROM work_item w
            WHERE w.task = t.id AND w.kind = 'no_safe_channel')""",
    "messages of one cause twice": """
        SELECT min(n.message) AS id FROM notification n GROUP BY n.victim, n.cause
        HAVING count(*) > 1""",
    "knowledge twice": """
        SELECT min(k.subject) AS id FROM knowledge k
        GROUP BY k.victim, k.decision, k.subject, k.attempt HAVING count(*) > 1""",
}

WITHOUT_REMINDERS = """
    SELECT k.id, d.grounds FROM knowledge k JOIN decision d ON d.id = k.decision
    WHERE k.attempt IS NOT NULL AND d.kind = 'sepot'
        AND d.state IN ('stands', 'contested') AND NOT EXISTS
        (SELECT 1 FROM reminder r
         WHERE r.decision = k.decision AND r.victim = k.victim
         AND r.kind LIKE 'complaint%')"""


async def prove_killed_calls(place: Place, sizes: Sizes) -> None:
    async with new_store(place):
        feed = make_feed(place.folder, victims=sizes.victims * 3, seed=sizes.seed)
        await begin_with(feed)
        staff = await make_callers(CALLERS)
        await execute("UPDATE staff_member SET is_experienced = TRUE")
        random = Random(sizes.seed)
        work = Work(
            server=Server(folder=place.folder, port=free_port()),
            moments=Moments(random=random),
            random=random,
        )
        await work.server.start()
        try:
            await _call_while_killing(work, staff, sizes.kills)
        finally:
            work.server.stop()
        attempts = await _judge(work)
    outcomes = Counter(work.recorded.values())
    sizes.tell(
        f"kills during closing calls, {place.engine}: {work.server.kills} kills,"
        f" {work.server.kills_in_time} of them within {work.moments.just_after:.2f} s"
        f" after a call was being closed; {attempts} attempts recorded once each"
        f" ({dict(outcomes)}), {work.sent_again} requests sent again; knowledge,"
        " confirmations and reminders are whole"
    )


async def _call_while_killing(work: Work, staff: list[str], kills: int) -> None:
    async with asyncio.TaskGroup() as tasks:
        for staff_id in staff:
            tasks.create_task(call_until_over(work, staff_id))
        await work.server.kill_often(kills, work.moments)
        work.moments.is_done.set()


async def _judge(work: Work) -> int:
    rows = await fetch_rows("SELECT submission, outcome FROM call_attempt")
    found = Counter(str(row["submission"]) for row in rows)
    insist_none(set(work.recorded) - set(found), "answered attempts are missing")
    insist_none(set(found) - set(work.recorded), "attempts that nobody made")
    insist(found.total() == len(found), "attempts are there twice")
    for what, sql in STRAY.items():
        strays: list[dict[str, Any]] = await fetch_rows(sql)
        insist_none([row["id"] for row in strays], what)
    insist_none(await _fetch_without_reminders(), "knowledge without reminders")
    return len(found)


async def _fetch_without_reminders() -> list[object]:
    """Where the complaint is open again (art. 12k) no day is the last: none remind."""
    rows = await fetch_rows(WITHOUT_REMINDERS)
    return [
        row["id"]
        for row in rows
        if not is_only_execution_ended(row["grounds"].split(","))
    ]
