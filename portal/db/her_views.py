"""What she said of a decision before it was taken."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.engine import fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class HerView:
    at: datetime
    text: str
    staff_name: str


async def fetch_her_views(*, incident_id: UUID, victim_id: UUID) -> list[HerView]:
    """Give what stands, the newest first; what was taken back does not."""
    rows = await fetch_rows(
        """SELECT a.at, a.her_view, s.name FROM call_attempt a
           JOIN call_task t ON t.id = a.task JOIN staff_member s ON s.id = a.staff
           WHERE t.incident = {} AND a.victim = {} AND a.her_view <> ''
             AND a.corrects IS NULL AND a.corrected_at IS NULL
           ORDER BY a.at DESC, a.id""",
        *(incident_id, victim_id),
    )
    return [
        HerView(at=row["at"], text=row["her_view"], staff_name=row["name"])
        for row in rows
    ]
