"""The line of an organisation's interpreters, and calls agreed with one."""

from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_row


async def fetch_interpreter_line(*, organisation: str, location: str) -> str:
    """Give the location's own line before the organisation's; empty: none is kept."""
    row = await fetch_row(
        "SELECT interpreter_line FROM work_location WHERE organisation = {}"
        " AND name IN ({}, '') AND interpreter_line <> '' ORDER BY name DESC LIMIT 1",
        *(organisation, location),
    )
    return row["interpreter_line"] if row else ""


async def set_call_agreed(*, task_id: UUID, at: datetime, until: datetime) -> bool:
    """Let an open call be made at this moment; tell whether it was open still."""
    return bool(
        await execute(
            """UPDATE call_task SET is_agreed = TRUE, earliest_at = {},
                 agreed_until = {}, preferred_staff = NULL
               WHERE id = {} AND closed_as IS NULL""",
            *(at, until, task_id),
        )
    )
