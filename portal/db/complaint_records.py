"""Writing how far a victim's complaint is, as the court tells it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute

COLUMNS = ("court", "received_on", "decided_on", "outcome")


async def save_complaint(
    *, victim_id: UUID, case_id: UUID, facts: Mapping[str, object], at: datetime
) -> None:
    """Add what the court tells; an older word never takes away a newer one.

    Her wish for reminders may have made the row. Who holds a call does that first.
    """
    names = ", ".join(COLUMNS)
    await execute(
        f'INSERT INTO complaint (id, victim, "case", updated_at, {names})'  # noqa: S608 - own names
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {})"
        ' ON CONFLICT (victim, "case") DO UPDATE SET'
        f" {', '.join(_newest(name) for name in COLUMNS)},"
        " updated_at = CASE WHEN complaint.updated_at > excluded.updated_at"
        " THEN complaint.updated_at ELSE excluded.updated_at END",
        uuid4(),
        victim_id,
        case_id,
        at,
        *(facts.get(name) for name in COLUMNS),
    )


def _newest(name: str) -> str:
    """What is told now fills a gap, and takes the place of what is not newer."""
    return (
        f"{name} = CASE WHEN excluded.{name} IS NULL"
        f" OR (complaint.{name} IS NOT NULL"
        " AND complaint.updated_at > excluded.updated_at)"
        f" THEN complaint.{name} ELSE excluded.{name} END"
    )
