"""What callers find out about a number."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute


async def set_number_wrong(*, victim_id: UUID, phone_id: UUID, is_wrong: bool) -> None:
    """Mark it wherever it stands with her, also as that of who stands in for her."""
    await execute(
        "UPDATE phone SET is_wrong = {} WHERE victim = {} AND (id = {} OR number_index"
        " = (SELECT number_index FROM phone WHERE id = {} AND victim = {}))",
        *(is_wrong, victim_id, phone_id, phone_id, victim_id),
    )


async def set_number_vouched(*, victim_id: UUID, phone_id: UUID, at: datetime) -> None:
    """The person on the line said that this number may be called."""
    await execute(
        "UPDATE phone SET vouched_at = {} WHERE id = {} AND victim = {}",
        *(at, phone_id, victim_id),
    )
