"""The calls that one member of staff made, and what became of each since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import fetch_row, fetch_rows
from portal.domain.call_tasks import TaskKind, TaskState, WaitsFor
from portal.domain.notifications import MessageName, NotificationState
from portal.domain.outcomes import Outcome
from portal.domain.safe_contact import Channel
from portal.domain.staff import Worker

# What she means to do about a complaint is no business of who called (design 4.13).
NOT_TO_SHOW = (MessageName.COMPLAINT_REMINDER.value,)

_MINE = """
FROM call_attempt AS own JOIN call_task AS task ON task.id = own.task
JOIN victim ON victim.id = own.victim
WHERE own.staff = {} AND own.corrects IS NULL AND own.at >= {}
  AND task.organisation = {} AND ({}::text IS NULL OR task.location = {})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSince:
    message: MessageName
    channel: Channel
    state: NotificationState
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByColleague:
    name: str
    at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCall:
    """An attempt of one's own, with its call as it stands now."""

    attempt_id: UUID
    task_id: UUID
    victim_id: UUID
    at: datetime
    outcome: Outcome
    is_corrected: bool
    name: str
    kind: TaskKind
    closed_as: TaskState | None
    closed_at: datetime | None
    close_reason: str | None
    not_before: datetime | None
    waits_for: WaitsFor | None
    colleagues: tuple[ByColleague, ...]
    sent: tuple[SentSince, ...]


async def count_own_calls(*, worker: Worker, since: datetime) -> tuple[int, int]:
    """Give how many calls, and in how many of them she was reached."""
    row = await fetch_row(
        "SELECT count(*) AS made, count(CASE WHEN own.reached THEN 1 END) AS reached "
        + _MINE
        + " AND own.corrected_at IS NULL",
        *_whose(worker, since),
    )
    return (row["made"], row["reached"]) if row else (0, 0)


async def fetch_own_calls(
    *, worker: Worker, since: datetime, limit: int, offset: int
) -> list[OwnCall]:
    """Give the newest first."""
    rows = await fetch_rows(
        "SELECT own.id, own.task, own.victim, own.at, own.outcome, own.corrected_at,"
        " task.kind, task.closed_as, task.closed_at, task.close_reason,"
        " task.not_before, task.waits_for, victim.given_names, victim.infix,"
        " victim.family_name "
        + _MINE
        + " ORDER BY own.at DESC, own.id LIMIT {} OFFSET {}",
        *(*_whose(worker, since), limit, offset),
    )
    tasks = list({row["task"] for row in rows})
    colleagues = await _fetch_colleagues(tasks, worker) if tasks else []
    sent = await _fetch_sent(tasks) if tasks else []
    return [_read(row, colleagues, sent) for row in rows]


def _whose(worker: Worker, since: datetime) -> tuple[object, ...]:
    here = worker.location
    return (worker.staff_id, since, worker.organisation.value, here, here or "")


async def _fetch_colleagues(
    tasks: Collection[UUID], worker: Worker
) -> list[dict[str, Any]]:
    """Give who of the own organisation spoke with her in the same call."""
    return await fetch_rows(
        """SELECT a.task, a.at, a.outcome, s.name
           FROM call_attempt a JOIN staff_member s ON s.id = a.staff
           WHERE a.task = ANY({}) AND a.staff <> {} AND a.organisation = {}
             AND a.reached AND a.corrects IS NULL AND a.corrected_at IS NULL
           ORDER BY a.at, a.id""",
        *(tasks, worker.staff_id, worker.organisation.value),
    )


async def _fetch_sent(tasks: Collection[UUID]) -> list[dict[str, Any]]:
    return await fetch_rows(
        """SELECT task, message, channel, state, sent_at, queued_at
           FROM notification
           WHERE task = ANY({}) AND state <> 'cancelled' AND message <> ALL({})
           ORDER BY queued_at, id""",
        *(tasks, list(NOT_TO_SHOW)),
    )


def _read(
    row: dict[str, Any],
    colleagues: Collection[dict[str, Any]],
    sent: Collection[dict[str, Any]],
) -> OwnCall:
    return OwnCall(
        attempt_id=row["id"],
        task_id=row["task"],
        victim_id=row["victim"],
        at=row["at"],
        outcome=Outcome(row["outcome"]),
        is_corrected=row["corrected_at"] is not None,
        name=read_name(row),
        kind=TaskKind(row["kind"]),
        closed_as=TaskState(row["closed_as"]) if row["closed_as"] else None,
        closed_at=row["closed_at"],
        close_reason=row["close_reason"],
        not_before=row["not_before"],
        waits_for=WaitsFor(row["waits_for"]) if row["waits_for"] else None,
        colleagues=tuple(
            ByColleague(name=it["name"], at=it["at"], outcome=Outcome(it["outcome"]))
            for it in colleagues
            if it["task"] == row["task"] and it["at"] > row["at"]
        ),
        sent=tuple(
            SentSince(
                message=MessageName(it["message"]),
                channel=Channel(it["channel"]),
                state=NotificationState(it["state"]),
                sent_at=it["sent_at"],
            )
            for it in sent
            if it["task"] == row["task"] and it["queued_at"] >= row["at"]
        ),
    )
