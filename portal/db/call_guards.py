"""Eight hours of rest after another organisation reached the same person or line."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.domain.call_guards import Reached, last_reached_elsewhere


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


# Whose number rang for another of the same report comes first: it names the types.
_REACHED = """
SELECT mine.victim AS victim_id, a.organisation, t.incident AS incident_id, a.at
FROM phone mine
JOIN phone theirs ON theirs.number_index = mine.number_index
JOIN call_attempt a ON a.victim = theirs.victim AND a.phone = theirs.id
JOIN call_task t ON t.id = a.task
WHERE mine.victim = ANY({}) AND a.reached AND a.at >= {} AND a.corrected_at IS NULL
UNION ALL
SELECT a.victim, a.organisation, NULL, a.at FROM call_attempt a
WHERE a.victim = ANY({}) AND a.reached AND a.at >= {} AND a.corrected_at IS NULL
UNION ALL
SELECT c.victim, c.organisation, NULL, c.at FROM contact c
WHERE c.victim = ANY({}) AND c.reached AND c.at >= {}
"""


async def fetch_reached(
    *, victim_ids: Sequence[UUID], since: datetime
) -> list[Reached]:
    """Give every time since then that one of these was reached, or her number."""
    rows = await fetch_rows(_REACHED, *(list(victim_ids), since) * 3)
    return [Reached(**row) for row in rows]


async def fetch_last_reached_elsewhere(
    *, victim_id: UUID, incident_id: UUID, organisation: str, since: datetime
) -> datetime | None:
    """Say when others reached her last, or somebody of the family on her number."""
    return last_reached_elsewhere(
        await fetch_reached(victim_ids=[victim_id], since=since),
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=organisation,
    )
