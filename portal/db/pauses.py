"""Rest that victims asked for: append-only, the newest step holds."""

from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import fetch_row, fetch_rows
from portal.db.rows import insert_row
from portal.domain.pauses import Pause

PAUSED_UNTIL = """(SELECT p.until FROM contact_pause p WHERE p.victim = victim.id
    ORDER BY p.at DESC, p.step DESC LIMIT 1) AS "paused_until [timestamptz]"
"""
_NEWEST = "ORDER BY at DESC, step DESC LIMIT 1"


async def lock_victim_for_pause(*, victim_id: UUID) -> None:
    """Hold her first: two windows at once write one after the other."""
    await fetch_rows("SELECT id FROM victim WHERE id = {} FOR UPDATE", victim_id)


async def fetch_pause(*, victim_id: UUID, now: datetime) -> Pause | None:
    """Give the rest that holds at this moment."""
    row = await fetch_row(
        f"SELECT until, at FROM contact_pause WHERE victim = {{}} {_NEWEST}",  # noqa: S608 - own words
        victim_id,
    )
    if row is None or row["until"] is None or row["until"] <= now:
        return None
    return Pause(until=row["until"], since=row["at"])


async def insert_pause(
    *, victim_id: UUID, until: datetime | None, weeks: int, now: datetime
) -> None:
    row = await fetch_row(
        "SELECT COALESCE(max(step), 0) AS last FROM contact_pause WHERE victim = {}",
        victim_id,
    )
    await insert_row(
        "contact_pause",
        {
            "id": uuid4(),
            "victim": victim_id,
            "step": (row["last"] if row else 0) + 1,
            "until": until,
            "weeks": weeks,
            "at": now,
        },
    )
