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


_REACHED = """
SELECT max(r.at) AS "at [timestamptz]" FROM (
    SELECT a.at FROM call_attempt a
    WHERE a.victim = {} AND a.organisation <> {} AND a.reached AND a.at >= {}
      AND a.corrected_at IS NULL
    UNION ALL
    SELECT c.at FROM contact c
    WHERE c.victim = {} AND c.organisation <> {} AND c.reached AND c.at >= {}
    UNION ALL
    SELECT a.at FROM phone mine
    JOIN phone theirs ON theirs.number_index = mine.number_index
    JOIN call_attempt a ON a.victim = theirs.victim AND a.phone = theirs.id
    JOIN call_task t ON t.id = a.task
    WHERE mine.victim = {} AND t.incident = {} AND a.organisation <> {}
      AND a.reached AND a.at >= {} AND a.corrected_at IS NULL) r
"""


async def fetch_last_reached_elsewhere(
    *, victim_id: UUID, incident_id: UUID, organisation: str, since: datetime
) -> datetime | None:
    """Say when others reached her last, or somebody of the family on her number."""
    row = await fetch_row(
        _REACHED,
        *(victim_id, organisation, since),
        *(victim_id, organisation, since),
        *(victim_id, incident_id, organisation, since),
    )
    return row["at"] if row else None
