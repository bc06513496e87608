"""What must hold whatever happens, asked of the raw rows and not of the product."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.db.engine import fetch_row, fetch_rows
from portal.domain.calendar import is_working_day
from tests.proofs.promises import insist, insist_none

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SATURDAY, SUNDAY = 5, 6
EXEMPT = {"spoken_partly", "engaged", "callback_agreed"}

NEVER = {
    "open calls of one kind twice": """
        SELECT min(t.kind) AS id FROM call_task t WHERE t.closed_as IS NULL
        GROUP BY t.victim, t.incident, t.kind HAVING count(*) > 1""",
    "closed calls without a reason": """
        SELECT t.id FROM call_task t WHERE t.closed_as IS NOT NULL
        AND (t.close_reason IS NULL OR t.closed_at IS NULL)""",
    "closed calls that somebody holds": """
        SELECT t.id FROM call_task t WHERE t.closed_as IS NOT NULL
        AND t.lease_token IS NOT NULL""",
    "done calls that told nothing": """
        SELECT t.id FROM call_task t WHERE t.closed_as = 'done'
        AND t.close_reason IN ('spoken', 'refused', 'representative')
        AND NOT EXISTS (SELECT 1 FROM call_attempt a WHERE a.task = t.id
            AND a.corrected_at IS NULL
            AND a.outcome IN ('spoken', 'refused', 'representative'))""",
    "told decisions that nobody ticked": """
        SELECT d.id FROM call_task_decision d WHERE d.told_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM call_attempt a WHERE a.victim IN
            (SELECT t.victim FROM call_task t WHERE t.id = d.task)
            AND a.told LIKE '%' || d.decision || '%')""",
    "knowledge by a call that told nothing": """
        SELECT k.id FROM knowledge k JOIN call_attempt a ON a.id = k.attempt
        WHERE k.withdrawn_at IS NULL AND (a.corrected_at IS NOT NULL
            OR a.outcome NOT IN
                ('spoken', 'spoken_partly', 'representative', 'refused',
                 'callback_agreed', 'interpreter_needed', 'unsafe')
            OR a.told NOT LIKE '%' || k.decision || '%')""",
    "closed calls that still remind": """
        SELECT t.id FROM call_task t JOIN reminder r ON r.cause = t.id
        WHERE t.closed_as IS NOT NULL AND r.state = 'waiting'""",
    "submissions twice": """
        SELECT min(a.outcome) AS id FROM call_attempt a
        GROUP BY a.submission HAVING count(*) > 1""",
    "open calls to who died": """
        SELECT t.id FROM call_task t JOIN victim v ON v.id = t.victim
        WHERE t.closed_as IS NULL AND v.is_deceased""",
}


async def check_world(*, now: datetime) -> None:
    for what, sql in NEVER.items():
        insist_none([row["id"] for row in await fetch_rows(_as_text(sql))], what)
    held = await fetch_rows(
        "SELECT victim, count(*) AS n FROM call_task"
        " WHERE lease_token IS NOT NULL AND lease_until > {} GROUP BY victim",
        now,
    )
    insist_none([row for row in held if row["n"] > 1], "victims with two callers")


def _as_text(sql: str) -> str:
    """An id is text in SQLite, and no text in PostgreSQL."""
    return sql.replace("|| d.decision ||", "|| CAST(d.decision AS TEXT) ||").replace(
        "|| k.decision ||", "|| CAST(k.decision AS TEXT) ||"
    )


async def check_taking(*, task_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Whoever got this call from the queue may dial at this moment."""
    task = await fetch_row("SELECT * FROM call_task WHERE id = {}", task_id)
    insist(task is not None and task["closed_as"] is None, "a closed call was taken")
    assert task is not None
    insist(task["lease_staff"] == staff_id, "a call was taken for somebody else")
    if task["lease_since"] < now:
        return  # in hand already; the screen says what may be dialled by now
    insist(task["waits_for"] is None, f"a call was taken that waits: {task}")
    await _check_person(task)
    _check_hour(task, now)
    await _check_pauses(task, now)


async def _check_person(task: dict[str, Any]) -> None:
    victim = await fetch_row("SELECT * FROM victim WHERE id = {}", task["victim"])
    assert victim is not None
    insist(victim["calling"] is not False, "somebody was called who said no")
    insist(not victim["is_deceased"], "somebody was called who died")
    phones = await fetch_rows(
        "SELECT * FROM phone WHERE victim = {} AND NOT is_wrong", task["victim"]
    )
    usable = [it for it in phones if it["is_safe"] is not False]
    insist(bool(usable), "a call was taken without a number that may be dialled")
    if task["is_at_risk"]:
        vouched = [
            it
            for it in usable
            if (it["is_own"] and it["is_safe"]) or it["vouched_at"] is not None
        ]
        insist(bool(vouched), "somebody at risk was called on a number of anybody")


def _check_hour(task: dict[str, Any], now: datetime) -> None:
    if task["is_agreed"]:
        return
    here = now.astimezone(AMSTERDAM)
    insist(9 <= here.hour < 20, f"a call at {here}")
    if task["priority"] == 2:
        return
    insist(here.weekday() != SUNDAY, f"a call on Sunday {here}")
    if here.weekday() == SATURDAY:
        insist(10 <= here.hour < 17, f"a call on Saturday {here}")
    else:
        insist(is_working_day(here.date()) or here.weekday() == SATURDAY, f"{here}")


async def _check_pauses(task: dict[str, Any], now: datetime) -> None:
    if task["is_agreed"] or task["priority"] == 2:
        return
    mine = await fetch_rows(
        "SELECT at, outcome FROM call_attempt WHERE task = {} AND corrects IS NULL"
        " AND corrected_at IS NULL ORDER BY at DESC, id LIMIT 1",
        task["id"],
    )
    if mine and mine[0]["outcome"] in EXEMPT:
        return
    for last in mine:
        insist(now - last["at"] >= timedelta(hours=4), f"again after {last}: {now}")
    elsewhere = await fetch_rows(
        "SELECT at, outcome FROM call_attempt WHERE victim = {} AND reached"
        " AND organisation <> {} AND corrects IS NULL AND corrected_at IS NULL"
        " AND at > {} AND at <= {}",
        *(task["victim"], task["organisation"], now - timedelta(hours=8), now),
    )
    insist_none([dict(it) for it in elsewhere], "others reached her within eight hours")


async def check_end(*, now: datetime) -> None:
    """Nobody fell through: each call ended, or is a person's work."""
    rows = await fetch_rows(
        "SELECT t.id, t.kind, t.waits_for, t.organisation, t.not_before, t.due_at,"
        " t.attempts FROM call_task t WHERE t.closed_as IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM work_item w WHERE w.done_at IS NULL"
        " AND (w.task = t.id OR (w.victim = t.victim AND w.kind = t.waits_for)))"
    )
    insist_none([dict(row) for row in rows], f"calls that nobody makes at {now}")
