"""When she opened what we wrote to her."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute


async def set_message_read_for_victim(
    *, victim_id: UUID, message_id: UUID, now: datetime
) -> bool:
    """Note when she opened it for the first time; tell whether this was it."""
    changed = await execute(
        "UPDATE notification SET read_at = {} WHERE id = {} AND victim = {}"
        " AND state = 'sent' AND read_at IS NULL",
        now,
        message_id,
        victim_id,
    )
    return changed > 0
