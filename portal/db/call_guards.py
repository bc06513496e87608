"""Eight hours of rest after another organisation reached the same person or line."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows


async def set_guard(*, task_id: UUID, until: datetime) -> None:
    await execute(
        "UPDATE call_task SET guarded_until = {} WHERE id = {}", until, task_id
    )


async def guard_tasks(
    *,
    victim_id: UUID,
    incident_id: UUID,
    line: str | None,
    organisation: str,
    until: datetime,
) -> list[UUID]:
    """Note for other organisations' calls that this victim was reached just now."""
    rows = await fetch_rows(
        "UPDATE call_task SET guarded_until = {} WHERE closed_as IS NULL"
        " AND organisation <> {} AND (victim = {}"
        " OR (incident = {} AND line IS NOT NULL AND line = {}))"
        " AND (guarded_until IS NULL OR guarded_until < {}) RETURNING id",
        until,
        organisation,
        victim_id,
        incident_id,
        line,
        until,
    )
    return [row["id"] for row in rows]


async def fetch_last_reached_elsewhere(
    *, victim_id: UUID, organisation: str, since: datetime
) -> datetime | None:
    row = await fetch_row(
        "SELECT at FROM call_attempt WHERE victim = {} AND organisation <> {}"
        " AND reached AND at >= {} AND corrected_at IS NULL ORDER BY at DESC LIMIT 1",
        victim_id,
        organisation,
        since,
    )
    return row["at"] if row else None
