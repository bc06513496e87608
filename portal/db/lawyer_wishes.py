"""Whether she wants things to go through her lawyer: who heard it, and when."""

from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import fetch_rows
from portal.db.rows import insert_row

WANTS_LAWYER = """(SELECT w.wants FROM lawyer_wish w
    WHERE w.victim = victim.id AND w.withdrawn_at IS NULL
    ORDER BY w.said_at DESC, w.id LIMIT 1) AS "wants_lawyer [boolean]"
"""


async def insert_lawyer_wish(
    *, victim_id: UUID, attempt_id: UUID, wants: bool, staff_id: UUID, said_at: datetime
) -> None:
    await insert_row(
        "lawyer_wish",
        {
            "id": uuid4(),
            "victim": victim_id,
            "attempt": attempt_id,
            "wants": wants,
            "staff": staff_id,
            "said_at": said_at,
        },
    )


async def withdraw_lawyer_wishes(*, attempt_id: UUID, now: datetime) -> bool:
    """Let what was said before hold again; tell whether there was anything."""
    return bool(
        await fetch_rows(
            "UPDATE lawyer_wish SET withdrawn_at = {} WHERE attempt = {}"
            " AND withdrawn_at IS NULL RETURNING id",
            *(now, attempt_id),
        )
    )
