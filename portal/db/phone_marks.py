"""What callers find out about a number."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute


async def set_number_wrong(*, victim_id: UUID, phone_id: UUID, is_wrong: bool) -> None:
    await execute(
        "UPDATE phone SET is_wrong = {} WHERE id = {} AND victim = {}",
        *(is_wrong, phone_id, victim_id),
    )


async def set_number_vouched(*, victim_id: UUID, phone_id: UUID, at: datetime) -> None:
    """The person on the line said that this number may be called."""
    await execute(
        "UPDATE phone SET vouched_at = {} WHERE id = {} AND victim = {}",
        *(at, phone_id, victim_id),
    )
