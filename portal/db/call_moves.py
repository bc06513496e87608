"""What supervisors did with calls, and doing it: a chunk at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_rows
from portal.db.supervision import MOVABLE, Condition, read_movable
from portal.domain.staff import Organisation, Worker
from portal.domain.supervision import MovableCall, MoveAction


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMove:
    """One line of a call's history."""

    at: datetime
    staff_name: str
    action: MoveAction
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMove:
    task_id: UUID
    before: str
    after: str


async def lock_calls(*, worker: Worker, task_ids: Sequence[UUID]) -> list[MovableCall]:
    """Give which of these are still open and this supervisor's, held by us."""
    rows = await fetch_rows(
        f"""SELECT {MOVABLE} FROM call_task t WHERE t.organisation = {{}}
            AND t.closed_as IS NULL AND ({{}}::text IS NULL OR t.location = {{}})
            AND t.id = ANY({{}}) ORDER BY t.id FOR UPDATE""",  # noqa: S608 - own words
        *(worker.organisation.value, worker.location, worker.location or ""),
        list(task_ids),
    )
    return [read_movable(row) for row in rows]


async def lock_next_calls(
    *, condition: Condition, batch: UUID, after: UUID, limit: int
) -> list[MovableCall]:
    """Give the next ones on a list that this batch did not do, held by us."""
    sql, values = condition
    rows = await fetch_rows(
        f"""SELECT {MOVABLE} FROM call_task t WHERE {sql} AND t.id > {{}}
            AND NOT EXISTS (SELECT 1 FROM call_task_move m
                            WHERE m.task = t.id AND m.batch = {{}})
            ORDER BY t.id LIMIT {{}} FOR UPDATE SKIP LOCKED""",  # noqa: S608 - own words
        *values,
        *(after, batch, limit),
    )
    return [read_movable(row) for row in rows]


async def fetch_done_before(*, batch: UUID, task_ids: Sequence[UUID]) -> set[UUID]:
    rows = await fetch_rows(
        "SELECT task FROM call_task_move WHERE batch = {} AND task = ANY({})",
        *(batch, list(task_ids)),
    )
    return {row["task"] for row in rows}


async def count_done(*, batch: UUID) -> int:
    row = await fetch_row(
        "SELECT count(*) AS number FROM call_task_move WHERE batch = {}", batch
    )
    return int(row["number"]) if row else 0


async def set_free(*, task_ids: Sequence[UUID]) -> None:
    await execute(
        """UPDATE call_task SET lease_token = NULL, lease_staff = NULL,
             lease_until = NULL WHERE id = ANY({})""",
        list(task_ids),
    )


async def set_location(*, task_ids: Sequence[UUID], location: str) -> None:
    """Move them, with the work about them; who they were kept for stays behind."""
    await execute(
        """UPDATE call_task SET location = {}, reserved_for = NULL,
             reserved_until = NULL, preferred_staff = NULL WHERE id = ANY({})""",
        *(location, list(task_ids)),
    )
    await execute(
        "UPDATE work_item SET location = {} WHERE task = ANY({}) AND done_at IS NULL"
        " AND location <> ''",
        *(location, list(task_ids)),
    )


async def set_person(*, task_id: UUID, staff_id: UUID, until: datetime) -> None:
    await execute(
        """UPDATE call_task SET reserved_for = {}, reserved_until = {},
             preferred_staff = NULL WHERE id = {}""",
        *(staff_id, until, task_id),
    )


async def set_priority(*, task_ids: Sequence[UUID], priority: int) -> None:
    await execute(
        "UPDATE call_task SET priority = {} WHERE id = ANY({})",
        *(priority, list(task_ids)),
    )


async def insert_moves(
    *,
    moves: Sequence[NewMove],
    batch: UUID,
    action: MoveAction,
    reason: str,
    staff_id: UUID,
    at: datetime,
) -> None:
    await insert_rows(
        "call_task_move",
        [
            {
                "id": uuid4(),
                "batch": batch,
                "task": move.task_id,
                "at": at,
                "staff": staff_id,
                "action": action.value,
                "before": move.before,
                "after": move.after,
                "reason": reason,
            }
            for move in moves
        ],
    )


async def fetch_moves(*, task_id: UUID, organisation: Organisation) -> list[CallMove]:
    """Give those of this organisation, the newest first: why is for its own people."""
    rows = await fetch_rows(
        """SELECT m.at, s.name AS staff_name, m.action, m.before, m.after, m.reason
           FROM call_task_move m JOIN staff_member s ON s.id = m.staff
           WHERE m.task = {} AND s.organisation = {}
           ORDER BY m.at DESC, m.id""",
        *(task_id, organisation.value),
    )
    return [CallMove(**(row | {"action": MoveAction(row["action"])})) for row in rows]
