"""Calls that she asked for in another call, and the moment agreed for one."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_rows


async def set_agreed(*, task_id: UUID, starts_at: datetime, ends_at: datetime) -> None:
    """Plan an open call; it is not late before that moment."""
    await execute(
        """UPDATE call_task SET is_agreed = TRUE, earliest_at = {}, agreed_until = {},
             not_before = {}, window_ends = {},
             due_at = CASE WHEN due_at < {} THEN {} ELSE due_at END
           WHERE id = {} AND closed_as IS NULL AND waits_for IS NULL""",
        *(starts_at, ends_at, starts_at, ends_at, ends_at, ends_at, task_id),
    )


async def fetch_calls_asked(
    *, victim_id: UUID, incident_id: UUID, asked_at: datetime
) -> list[UUID]:
    """Give the open calls that one conversation set off and nobody made yet."""
    rows = await fetch_rows(
        """SELECT id FROM call_task WHERE victim = {} AND incident = {}
             AND kind IN ('aftercare', 'prosecutor_talk') AND opened_at = {}
             AND closed_as IS NULL AND lease_token IS NULL
             AND NOT EXISTS (SELECT 1 FROM call_attempt WHERE task = call_task.id)
           ORDER BY id""",
        *(victim_id, incident_id, asked_at),
    )
    return [row["id"] for row in rows]
