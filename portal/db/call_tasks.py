"""Call tasks: opening, joining, stopping, and when they may be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from portal.db.call_joins import join_open_call
from portal.db.call_stops import STOPPED
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.domain.call_joins import MoreNews
from portal.domain.call_kinds import Priority
from portal.domain.call_tasks import INFORMS
from portal.domain.calling_hours import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    victim_id: UUID
    incident_id: UUID
    kind: str
    organisation: str
    location: str
    opened_at: datetime
    due_at: datetime
    notice_by: date | None
    not_heard_on: date | None
    is_at_risk: bool
    needs_experience: bool
    priority: int = Priority.USUAL
    earliest_at: datetime | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOnFile:
    id: UUID
    victim_id: UUID
    incident_id: UUID
    kind: str
    organisation: str
    location: str
    opened_at: datetime
    due_at: datetime
    notice_by: date | None
    not_heard_on: date | None
    is_at_risk: bool
    priority: int
    is_agreed: bool
    agreed_until: datetime | None
    earliest_at: datetime | None
    guarded_until: datetime | None
    not_before: datetime | None
    window_ends: datetime | None
    waits_for: str | None
    closed_as: str | None


def as_opened(
    task: NewTask, *, task_id: UUID, guarded_until: datetime | None
) -> TaskOnFile:
    """What stands in the row that was just written."""
    return TaskOnFile(
        id=task_id,
        victim_id=task.victim_id,
        incident_id=task.incident_id,
        kind=task.kind,
        organisation=task.organisation,
        location=task.location,
        opened_at=task.opened_at,
        due_at=task.due_at,
        notice_by=task.notice_by,
        not_heard_on=task.not_heard_on,
        is_at_risk=task.is_at_risk,
        priority=task.priority,
        is_agreed=False,
        agreed_until=None,
        earliest_at=task.earliest_at,
        guarded_until=guarded_until,
        not_before=None,
        window_ends=None,
        waits_for=None,
        closed_as=None,
    )


async def open_or_join(task: NewTask) -> tuple[UUID, bool]:
    """Give the one open task of this victim, incident and kind, and whether it is new.

    Joining keeps the earliest due day. It is settled by the unique index and by
    holding the row: when the task closes between the two, a new one opens.
    """
    while True:
        new_id = await _insert(task)
        if new_id is not None:
            return new_id, True
        joined = await _join(task)
        if joined is not None:
            return joined, False


async def _insert(task: NewTask) -> UUID | None:
    new_id = uuid4()
    rows = await fetch_rows(
        "INSERT INTO call_task (id, victim, incident, kind, organisation, location,"
        " topic, opened_at, due_at, notice_by, not_heard_on, is_at_risk,"
        " needs_experience, priority, earliest_at, is_agreed, attempts)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, FALSE, 0)"
        " ON CONFLICT (victim, incident, kind) WHERE closed_as IS NULL"
        " DO NOTHING RETURNING id",
        new_id,
        task.victim_id,
        task.incident_id,
        task.kind,
        task.organisation,
        task.location,
        task.topic,
        task.opened_at,
        task.due_at,
        task.notice_by,
        task.not_heard_on,
        task.is_at_risk,
        task.needs_experience,
        int(task.priority),
        task.earliest_at,
    )
    return new_id if rows else None


async def _join(task: NewTask) -> UUID | None:
    return await join_open_call(
        MoreNews(
            opened_at=task.opened_at,
            due_at=task.due_at,
            notice_by=task.notice_by,
            not_heard_on=task.not_heard_on,
            is_at_risk=task.is_at_risk,
            needs_experience=task.needs_experience,
            priority=int(task.priority),
            informs=task.kind in INFORMS,
        ),
        victim_id=task.victim_id,
        incident_id=task.incident_id,
        kind=task.kind,
    )


_COLUMNS = """
SELECT id, victim AS victim_id, incident AS incident_id, kind, organisation,
       location, opened_at, due_at, notice_by, not_heard_on, is_at_risk, priority,
       is_agreed, agreed_until, earliest_at, guarded_until, not_before, window_ends,
       waits_for, closed_as
FROM call_task
"""


async def fetch_task(*, task_id: UUID) -> TaskOnFile | None:
    """Lock the task, so that its window is set from what it says now."""
    row = await fetch_row(_COLUMNS + "WHERE id = {} FOR UPDATE", task_id)
    return TaskOnFile(**row) if row else None


async def fetch_open_tasks_of_victim(*, victim_id: UUID) -> list[TaskOnFile]:
    rows = await fetch_rows(
        _COLUMNS + "WHERE victim = {} AND closed_as IS NULL ORDER BY id", victim_id
    )
    return [TaskOnFile(**row) for row in rows]


async def close_calls_of_deceased(*, victim_id: UUID, now: datetime) -> list[UUID]:
    rows = await fetch_rows(
        "UPDATE call_task SET closed_as = 'cancelled', close_reason = 'deceased',"
        " closed_at = {}, lease_token = NULL, lease_staff = NULL, lease_until = NULL"
        " WHERE victim = {} AND closed_as IS NULL AND EXISTS (SELECT 1 FROM victim"
        " WHERE victim.id = call_task.victim AND victim.is_deceased) RETURNING id",
        now,
        victim_id,
    )
    return [row["id"] for row in rows]


async def fetch_calls_thought_safe(*, victim_ids: Sequence[UUID]) -> list[UUID]:
    """Open calls that were opened to people not at risk, and may be made."""
    rows = await fetch_rows(
        "SELECT id FROM call_task WHERE victim = ANY({}) AND closed_as IS NULL"
        " AND NOT is_at_risk AND not_before IS NOT NULL ORDER BY id",
        list(victim_ids),
    )
    return [row["id"] for row in rows]


async def fetch_stale(*, now: datetime, limit: int, waits: bool = False) -> list[UUID]:
    """Open tasks whose window is over, locked; others' locked ones are left out."""
    lock = "FOR UPDATE" if waits else "FOR UPDATE SKIP LOCKED"
    rows = await fetch_rows(
        f"""SELECT id FROM call_task WHERE closed_as IS NULL AND window_ends <= {{}}
            AND (lease_until IS NULL OR lease_until <= {{}})
            ORDER BY window_ends, id LIMIT {{}} {lock}""",  # noqa: S608 - own words
        *(now, now, limit),
    )
    return [row["id"] for row in rows]


async def set_window(
    *,
    task_id: UUID,
    window: Window | None,
    waits_for: str | None,
    line: str | None,
    paused_until: datetime | None,
) -> str | None:
    """Give what it waits for, as it was said."""
    await execute(
        "UPDATE call_task SET not_before = {}, window_ends = {}, waits_for = {},"
        " line = {}, paused_until = {} WHERE id = {}",
        window.starts_at if window else None,
        window.ends_at if window else None,
        waits_for,
        line,
        paused_until,
        task_id,
    )
    return waits_for


async def set_first_window(
    *,
    task_id: UUID,
    window: Window | None,
    waits_for: str | None,
    line: str | None,
    paused_until: datetime | None,
) -> str | None:
    """Set it for a new call; give what it waits for.

    One unsafe call stopped all of hers: a new one waits for SHN as they do.
    """
    row = await fetch_row(
        "UPDATE call_task SET"  # noqa: S608 - own words
        " not_before = CASE WHEN stop.is_there THEN NULL ELSE {}::timestamptz END,"
        " window_ends = CASE WHEN stop.is_there THEN NULL ELSE {}::timestamptz END,"
        " waits_for = CASE WHEN stop.is_there THEN 'unsafe' ELSE {}::text END,"
        " line = {}, paused_until = {}"
        f" FROM (SELECT {STOPPED.format(victim='owner.victim')} AS is_there"
        " FROM call_task AS owner WHERE owner.id = {}) AS stop"
        " WHERE call_task.id = {} RETURNING call_task.waits_for",
        window.starts_at if window else None,
        window.ends_at if window else None,
        waits_for,
        line,
        paused_until,
        task_id,
        task_id,
    )
    return row["waits_for"] if row else None


async def release_waiting(*, victim_id: UUID) -> None:
    """SHN settled what the victim's calls waited for: they may be looked at anew."""
    await execute(
        "UPDATE call_task SET waits_for = NULL WHERE victim = {}"
        " AND closed_as IS NULL AND waits_for <> 'no_safe_way'",
        victim_id,
    )
