"""Call tasks as they stand, and what an attempt changes in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row_once
from portal.domain.call_ladder import earliest_again
from portal.domain.call_tasks import TaskKind, TaskState, WaitsFor, task_state
from portal.domain.incoming_contacts import Manner
from portal.domain.next_steps import NextStep
from portal.domain.staff import Organisation, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTask:
    """A task; moments in UTC. `preferred_staff` is whose call broke off."""

    id: UUID
    victim_id: UUID
    incident_id: UUID
    kind: TaskKind
    organisation: Organisation
    location: str
    topic: str
    opened_at: datetime
    due_at: datetime
    notice_by: date | None
    priority: int
    is_at_risk: bool
    needs_experience: bool
    is_agreed: bool
    agreed_until: datetime | None
    not_before: datetime | None
    window_ends: datetime | None
    waits_for: WaitsFor | None
    earliest_at: datetime | None
    guarded_until: datetime | None
    line: str | None
    preferred_staff: UUID | None
    reserved_until: datetime | None
    attempts: int
    hand_over: UUID | None
    lease_token: UUID | None
    lease_staff: UUID | None
    lease_until: datetime | None
    last_lease: UUID | None
    taken_as: Manner
    closed_as: TaskState | None
    closed_at: datetime | None
    close_reason: str | None

    def state(self, now: datetime) -> TaskState:
        return task_state(
            closed_as=self.closed_as,
            lease_until=self.lease_until,
            not_before=self.not_before,
            now=now,
        )

    def is_work_of(self, worker: Worker) -> bool:
        return worker.works_on(organisation=self.organisation, location=self.location)

    def is_held_by(self, staff_id: UUID, now: datetime) -> bool:
        return self.lease_staff == staff_id and (
            self.lease_until is not None and self.lease_until > now
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDecision:
    """A decision that a task must tell; told_at None is not told yet.

    `is_at_court`: her complaint about it is there, so she knows of the decision.
    """

    decision_id: UUID
    case_id: UUID
    told_at: datetime | None
    is_at_court: bool
    has_notice: bool  # a served one (KNVV), which a complaint does not show known


async def fetch_task(*, task_id: UUID) -> CallTask | None:
    row = await fetch_row("SELECT * FROM call_task WHERE id = {}", task_id)
    return read_task(row) if row else None


async def fetch_open_tasks(*, victim_id: UUID) -> list[CallTask]:
    rows = await fetch_rows(
        "SELECT * FROM call_task WHERE victim = {} AND closed_as IS NULL"
        " ORDER BY due_at, id",
        victim_id,
    )
    return [read_task(row) for row in rows]


async def take_to_record(
    *, task_id: UUID, token: UUID, organisation: Organisation
) -> CallTask | None:
    """End the lease of this token, also one that is over; it records once.

    None when nobody took the call like that, or another did since. A call that fell
    while it was made is given too: what was said then was said. The row stays locked
    to the end of the transaction, so nobody takes it meanwhile.
    """
    row = await fetch_row(
        """UPDATE call_task SET last_lease = NULL,
             lease_token = NULL, lease_staff = NULL, lease_until = NULL
           WHERE id = {} AND organisation = {} AND last_lease = {}
             AND (closed_as IS NULL OR closed_as = 'cancelled')
           RETURNING *""",
        *(task_id, organisation.value, token),
    )
    return read_task(row) if row else None


async def lock_task(*, task_id: UUID) -> CallTask | None:
    """Hold a task to the end of the transaction."""
    row = await fetch_row("SELECT * FROM call_task WHERE id = {} FOR UPDATE", task_id)
    return read_task(row) if row else None


async def set_next_step(
    *,
    task_id: UUID,
    step: NextStep,
    reason: str,
    preferred_staff: UUID | None,
    counted: int,
    at: datetime,
) -> None:
    closed_as = step.closed_as
    await execute(
        """UPDATE call_task SET attempts = attempts + {}, is_agreed = {},
             agreed_until = {}, earliest_at = {}, not_before = {}, window_ends = {},
             waits_for = {}, preferred_staff = {}, hand_over = NULL, taken_as = '',
             closed_as = {}, closed_at = {}, close_reason = {}
           WHERE id = {}""",
        *(counted, step.is_agreed, step.ends_at if step.is_agreed else None),
        *(earliest_again(step, at=at), step.not_before, step.ends_at),
        *(step.waits_for and step.waits_for.value, preferred_staff),
        *(closed_as and closed_as.value, at if closed_as else None),
        *(reason if closed_as else None, task_id),
    )


async def set_reopened(*, task_id: UUID, counted: int, at: datetime) -> None:
    """Open a task again as if its last attempt had not been made."""
    await execute(
        """UPDATE call_task SET attempts = attempts - {}, is_agreed = FALSE,
             agreed_until = NULL, earliest_at = {}, not_before = NULL,
             window_ends = NULL, waits_for = NULL, preferred_staff = NULL,
             closed_as = NULL, closed_at = NULL, close_reason = NULL
           WHERE id = {}""",
        *(counted, at, task_id),
    )


async def stop_calls_as_unsafe(*, victim_id: UUID) -> None:
    """Let every call to her wait until SHN has found a safe way again."""
    await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"
        " window_ends = NULL WHERE victim = {} AND closed_as IS NULL",
        victim_id,
    )


async def set_at_risk(*, victim_id: UUID) -> None:
    await execute(
        "UPDATE call_task SET is_at_risk = TRUE"
        " WHERE victim = {} AND closed_as IS NULL",
        victim_id,
    )


async def fetch_task_decisions(*, task_id: UUID) -> list[TaskDecision]:
    """Give what the task must tell, the oldest decision first."""
    rows = await fetch_rows(
        """SELECT d.id, d."case", l.told_at, d.served_on, c.received_on
           FROM call_task_decision l
           JOIN call_task t ON t.id = l.task
           JOIN decision d ON d.id = l.decision
           LEFT JOIN complaint c ON c."case" = d."case" AND c.victim = t.victim
                AND c.received_on >= d.decided_on
           WHERE l.task = {} AND l.removed_at IS NULL
           ORDER BY d.decided_at, d.arrival""",
        task_id,
    )
    return [
        TaskDecision(
            decision_id=row["id"],
            case_id=row["case"],
            told_at=row["told_at"],
            is_at_court=row["received_on"] is not None,
            has_notice=row["served_on"] is not None,
        )
        for row in rows
    ]


async def fetch_fallen(*, task_id: UUID) -> frozenset[UUID]:
    """Give what was taken out of the task untold, for it stands no more."""
    rows = await fetch_rows(
        """SELECT d.id FROM call_task_decision l JOIN decision d ON d.id = l.decision
           WHERE l.task = {} AND l.removed_at IS NOT NULL AND l.told_at IS NULL
             AND d.state NOT IN ('stands', 'contested')""",
        task_id,
    )
    return frozenset(row["id"] for row in rows)


async def set_told(
    *, task_id: UUID, decision_ids: Collection[UUID], at: datetime
) -> None:
    await execute(
        "UPDATE call_task_decision SET told_at = {} WHERE task = {}"
        " AND decision = ANY({}) AND told_at IS NULL AND removed_at IS NULL",
        *(at, task_id, list(decision_ids)),
    )


async def set_untold(*, task_id: UUID, decision_ids: Collection[UUID]) -> None:
    await execute(
        "UPDATE call_task_decision SET told_at = NULL"
        " WHERE task = {} AND decision = ANY({})",
        *(task_id, list(decision_ids)),
    )


async def add_task_decision(*, task_id: UUID, decision_id: UUID) -> None:
    await insert_row_once(
        "call_task_decision",
        {"id": uuid4(), "task": task_id, "decision": decision_id},
    )


def read_task(row: dict[str, Any]) -> CallTask:
    same = {
        name: row[name]
        for name in CallTask.__dataclass_fields__
        if name not in _READ_BELOW
    }
    return CallTask(
        victim_id=row["victim"],
        incident_id=row["incident"],
        kind=TaskKind(row["kind"]),
        organisation=Organisation(row["organisation"]),
        waits_for=WaitsFor(row["waits_for"]) if row["waits_for"] else None,
        taken_as=Manner(row["taken_as"]),
        closed_as=TaskState(row["closed_as"]) if row["closed_as"] else None,
        **same,
    )


_READ_BELOW = frozenset(
    {
        "victim_id",
        "incident_id",
        "kind",
        "organisation",
        "waits_for",
        "taken_as",
        "closed_as",
    }
)
