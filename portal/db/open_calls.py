"""The calls of one organisation that are open to these people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.call_queue import ORDER, Desk, may_take
from portal.db.engine import fetch_rows
from portal.domain.call_tasks import TaskKind
from portal.domain.staff import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCall:
    task_id: UUID
    victim_id: UUID
    incident_id: UUID
    kind: TaskKind
    due_at: datetime
    not_before: datetime | None
    is_agreed: bool
    needs_experience: bool
    is_held: (
        bool  # somebody's at the moment of reading, or was and did not give it back
    )


async def fetch_open_calls(
    *, victim_ids: Sequence[UUID], worker: Worker
) -> list[OpenCall]:
    """Give those that this worker may make, in the order of the queue."""
    rows = await fetch_rows(
        f"""SELECT * FROM call_task t WHERE t.victim = ANY({{}})
            AND t.organisation = {{}} AND t.closed_as IS NULL
            AND ({{}}::text IS NULL OR t.location = {{}})
            ORDER BY {ORDER.format("t")}""",  # noqa: S608 - own words
        *(list(victim_ids), worker.organisation.value),
        *(worker.location, worker.location or ""),
    )
    return [_read(row) for row in rows]


async def fetch_calls_to_take(
    *, victim_id: UUID, desk: Desk, opened_before: datetime, now: datetime
) -> list[OpenCall]:
    """Give those of hers that this desk may make at this moment."""
    _, condition, values = may_take(desk, now)
    rows = await fetch_rows(
        f"""SELECT * FROM call_task t WHERE t.victim = {{}} AND t.opened_at < {{}}
              AND {condition}
            ORDER BY {ORDER.format("t")}""",  # noqa: S608 - own words
        *(victim_id, opened_before, *values),
    )
    return [_read(row) for row in rows]


def _read(row: Mapping[str, Any]) -> OpenCall:
    return OpenCall(
        task_id=row["id"],
        victim_id=row["victim"],
        incident_id=row["incident"],
        kind=TaskKind(row["kind"]),
        due_at=row["due_at"],
        not_before=row["not_before"],
        is_agreed=row["is_agreed"],
        needs_experience=row["needs_experience"],
        is_held=row["lease_token"] is not None,
    )
