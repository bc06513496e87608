"""Queries for due moments: the rows are the truth, the scheduler only wakes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.domain.call_tasks import WaitsFor
from portal.domain.reminders import DueMoment, ReminderKind, ReminderState
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    id: UUID
    kind: ReminderKind
    cause: UUID
    victim_id: UUID | None
    case_id: UUID | None
    task_id: UUID | None
    decision_id: UUID | None
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindedTask:
    """What a reminder must know of its call task to say the right thing."""

    victim_id: UUID
    organisation: Organisation
    location: str
    due_at: datetime
    is_closed: bool
    has_safe_way: bool
    was_reached: bool


async def upsert_reminders(
    moments: Sequence[DueMoment],
    *,
    cause: UUID,
    victim_id: UUID | None = None,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    decision_id: UUID | None = None,
) -> None:
    """Set or move them: another moment arms one again, the same leaves it as it is."""
    if not moments:
        return
    place = "({}, {}, {}, {}, {}, {}, {}, {}, 'waiting')"
    of = (cause, victim_id, case_id, task_id, decision_id)
    await execute(
        "INSERT INTO reminder"  # noqa: S608 - places only
        ' (id, kind, due_at, cause, victim, "case", task, decision, state)'
        f" VALUES {', '.join([place] * len(moments))}"
        " ON CONFLICT (kind, cause) DO UPDATE SET"
        " due_at = excluded.due_at, state = 'waiting', fired_at = NULL"
        " WHERE reminder.due_at <> excluded.due_at OR reminder.state = 'cancelled'",
        *(it for one in moments for it in (uuid4(), one.kind.value, one.due_at, *of)),
    )


async def set_reminders_cancelled(*, cause: UUID, kinds: Sequence[ReminderKind]) -> int:
    return await execute(
        "UPDATE reminder SET state = 'cancelled'"
        " WHERE cause = {} AND kind = ANY({}) AND state = 'waiting'",
        cause,
        [kind.value for kind in kinds],
    )


async def fetch_due_reminder_ids(
    *, now: datetime, but_not: Collection[UUID] = (), limit: int = 100
) -> list[UUID]:
    rows = await fetch_rows(
        "SELECT id FROM reminder WHERE state = 'waiting' AND due_at <= {}"
        " AND id <> ALL({}) ORDER BY due_at, id LIMIT {}",
        now,
        list(but_not),
        limit,
    )
    return [row["id"] for row in rows]


async def hold_task_of_reminder(*, reminder_id: UUID) -> None:
    """Lock its call task before itself, in the order of whoever ends the call."""
    await fetch_rows(
        "SELECT id FROM call_task"
        " WHERE id = (SELECT task FROM reminder WHERE id = {}) FOR UPDATE",
        reminder_id,
    )


async def take_due_reminder(*, reminder_id: UUID, now: datetime) -> Reminder | None:
    """Mark it fired; None where another process was first, or it was moved."""
    row = await fetch_row(
        "UPDATE reminder SET state = 'fired', fired_at = {}"
        " WHERE id = (SELECT id FROM reminder WHERE id = {} AND state = 'waiting'"
        " AND due_at <= {} FOR UPDATE SKIP LOCKED)"
        " AND state = 'waiting'"
        ' RETURNING id, kind, cause, victim, "case", task, decision, due_at',
        now,
        reminder_id,
        now,
    )
    if row is None:
        return None
    return Reminder(
        id=row["id"],
        kind=ReminderKind(row["kind"]),
        cause=row["cause"],
        victim_id=row["victim"],
        case_id=row["case"],
        task_id=row["task"],
        decision_id=row["decision"],
        due_at=row["due_at"],
    )


async def set_reminder_state(*, reminder_id: UUID, state: ReminderState) -> None:
    """Say why one that was taken did not fire after all."""
    await execute(
        "UPDATE reminder SET state = {}, fired_at = NULL WHERE id = {}",
        state.value,
        reminder_id,
    )


async def has_later_due_reminder(*, reminder: Reminder, now: datetime) -> bool:
    """Whether the same cause has a newer moment that is due as well."""
    rows = await fetch_rows(
        "SELECT 1 FROM reminder WHERE cause = {} AND id <> {} AND state = 'waiting'"
        " AND due_at <= {} AND due_at >= {} LIMIT 1",
        reminder.cause,
        reminder.id,
        now,
        reminder.due_at,
    )
    return bool(rows)


async def fetch_next_reminder_at(*, after: datetime) -> datetime | None:
    row = await fetch_row(
        "SELECT due_at FROM reminder WHERE state = 'waiting' AND due_at > {}"
        " ORDER BY due_at LIMIT 1",
        after,
    )
    return row["due_at"] if row else None


async def fetch_reminded_task(*, task_id: UUID) -> RemindedTask | None:
    row = await fetch_row(
        "SELECT victim, organisation, location, due_at, closed_as, waits_for,"
        " (SELECT count(*) FROM call_attempt WHERE task = call_task.id"
        " AND reached AND corrected_at IS NULL) AS times_reached"
        " FROM call_task WHERE id = {}",
        task_id,
    )
    if row is None:
        return None
    return RemindedTask(
        victim_id=row["victim"],
        organisation=Organisation(row["organisation"]),
        location=row["location"],
        due_at=row["due_at"],
        is_closed=row["closed_as"] is not None,
        has_safe_way=row["waits_for"] != WaitsFor.NO_SAFE_WAY,
        was_reached=row["times_reached"] > 0,
    )


async def fetch_decisions_to_tell(*, task_id: UUID) -> list[UUID]:
    """Give the decisions of the task that nobody told yet, oldest first."""
    rows = await fetch_rows(
        "SELECT tells.decision"
        " FROM call_task_decision AS tells"
        " JOIN decision ON decision.id = tells.decision"
        " WHERE tells.task = {} AND tells.told_at IS NULL AND tells.removed_at IS NULL"
        " ORDER BY decision.decided_at, decision.arrival",
        task_id,
    )
    return [row["decision"] for row in rows]
